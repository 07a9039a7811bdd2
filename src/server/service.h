/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs/blobs.h"
#include "server/lanes.h"
#include "server/metrics.h"
#include "server/page/verdicts.h"
#include "server/proxies.h"
#include "server/recording.h"
#include "server/scratch.h"
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
  SokyScratch *scratch;
  SokyWorkers *workers;
  SokyThrottle *throttle;
  SokyThrottle *check_throttle; /* of the public page */
  SokyVerdicts *verdicts;
  SokyProxies *proxies;
  SokyMetrics *metrics;
  SokyLanes *lanes; /* nullable, of whoever serves it */
  /* what was found when it was last looked at */
  GMutex health_lock;
  gint64 health_at_us;      /* monotonic; 0 = never */
  const char *trouble;      /* nullable */
  SokyRecording *recording; /* nullable: of all that is asked */
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
