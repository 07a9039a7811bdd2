/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "wire/import-password.h"

G_BEGIN_DECLS

/* The calls of a school administrator's session that bring tables into the school. */

typedef struct {
  SokyImportKind kind;
  const char *path;        /* (type filename): CSV or XLSX */
  gboolean remove_missing; /* deactivate people, take out names, that the file does not have */
} SokyImportFile;

/* What would change; nothing is changed. */
void soky_session_show_import_async (SokySession *self, const SokyImportFile *file,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/**
 * soky_session_apply_import_async:
 * @shown: what was shown: only that is done; %SOKY_WIRE_ERROR_CONFLICT when the school or the file
 *   has changed since
 * @seed: (nullable): of the new people's passwords, kept by the caller; needed for people. The same
 *   one again when a call is repeated because its answer was lost
 */
void soky_session_apply_import_async (SokySession *self, const SokyImportFile *file,
                                      const SokyImportReport *shown, const SokySecret *seed,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Of both. */
SokyImportReport *soky_session_import_finish (SokySession *self, GAsyncResult *result,
                                              GError **error);

/* A new seed; soky_import_passwords_to_csv() makes the table of passwords with it. */
SokySecret *soky_session_make_import_seed (void);

G_END_DECLS
