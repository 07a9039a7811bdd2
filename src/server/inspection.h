/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service.h"

G_BEGIN_DECLS

/* Whether everything a server keeps is still what it was. */
typedef struct {
  /* Called with each finding, one line. */
  void (*report) (const char *finding, gpointer user_data);
  /* (nullable): called after each book and blob */
  void (*progress) (gpointer user_data);
  gpointer user_data;
  guint books;
  guint revisions;
  guint signatures;
  guint blobs;
  guint64 records;
  guint findings;
} SokyInspection;

/**
 * soky_inspect_all:
 *
 * Hashes every blob and every revision, verifies every signature in a worker, asks of each book
 * whether it can exist, and computes the chain of the audit. Blocks; may run beside a server.
 *
 * Returns: %FALSE when it could not be done at all; findings are no errors
 */
gboolean soky_inspect_all (SokyService *service, SokyInspection *inspection, GError **error);

G_END_DECLS
