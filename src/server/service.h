/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs/blobs.h"
#include "server/page/verdicts.h"
#include "server/settings.h"
#include "server/store/store.h"
#include "server/throttle.h"
#include "server/workers.h"

G_BEGIN_DECLS

/* All that a server works with. Made once; its parts are thread-safe. */
typedef struct {
  SokySettings *settings;
  SokyStore *store;
  SokyBlobs *blobs;
  SokyWorkers *workers;
  SokyThrottle *throttle;
  SokyThrottle *check_throttle; /* of the public page */
  SokyVerdicts *verdicts;
} SokyService;

/**
 * soky_service_open:
 * @state: (type filename): a state folder that `init` made
 * @program: (type filename) (nullable): the soky-server that examines PDFs; NULL = the one beside
 *   the running program
 *
 * Returns: (transfer full) (nullable): a #SokyStoreError, #GIOError or error of the settings
 */
SokyService *soky_service_open (const char *state, const char *program, GError **error);
void soky_service_free (SokyService *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyService, soky_service_free)

G_END_DECLS
