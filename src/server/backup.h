/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service.h"

G_BEGIN_DECLS

/* A copy of everything a server keeps, made while it serves, and the way back. A backup is a state
 * folder of its own, with a list of what it holds (manifest.h). */
typedef struct {
  /* Called with what is not in order, one line. */
  void (*report) (const char *finding, gpointer user_data);
  gpointer user_data;
  guint files;
  guint blobs;
  guint linked; /* of the blobs: not copied, as they are on the same disk */
  guint findings;
} SokyBackup;

/**
 * soky_backup_make:
 * @target: (type filename): a folder that is not there yet, or empty, outside of the state folder
 *
 * Records are copied as they are at one moment, then the bytes that they speak of, which are never
 * changed nor removed; then the settings, keys and certificates. A blob that is damaged is copied
 * as it is and reported.
 *
 * Returns: %FALSE when the backup is not whole; it cannot be restored then
 */
gboolean soky_backup_make (SokyService *service, const char *target, SokyBackup *result,
                           GError **error);

/**
 * soky_backup_restore:
 * @source: (type filename): a backup
 * @state: (type filename): the state folder to make: not there yet, or empty
 *
 * Hashes every file before it is used. Returns: %FALSE with %G_IO_ERROR_INVALID_DATA when a file of
 * the backup is missing or was changed
 */
gboolean soky_backup_restore (const char *source, const char *state, SokyBackup *result,
                              GError **error);

G_END_DECLS
