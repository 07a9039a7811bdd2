/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-import.h"

#include "client/session-private.h"
#include "crypto/random.h"

#include <string.h>

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

static const SokyAnswer one_report = {(SokyParse) soky_import_report_from_json,
                                      (GDestroyNotify) soky_import_report_free};

static SokyRequest *
make_request (const SokyImportFile *file, const char *rest)
{
  g_autofree char *small = g_ascii_strdown (file->path, -1);
  g_autofree char *path =
      g_strdup_printf ("/imports?kind=%s&missing=%s&%s", soky_import_kind_to_string (file->kind),
                       file->remove_missing ? "remove" : "keep", rest);
  SokyRequest *request = soky_request_new ("POST", path);

  request->content_type = g_strdup (g_str_has_suffix (small, ".xlsx") ? XLSX : "text/csv");
  request->body_file = g_strdup (file->path);
  return request;
}

void
soky_session_show_import_async (SokySession *self, const SokyImportFile *file,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  soky_session_call (self, make_request (file, "dry_run=1"), &one_report, cancellable, callback,
                     user_data);
}

void
soky_session_apply_import_async (SokySession *self, const SokyImportFile *file,
                                 const SokyImportReport *shown, const SokySecret *seed,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree char *rest = g_strconcat ("digest=", shown->digest, NULL);
  SokyRequest *request = make_request (file, rest);

  if (seed != NULL)
    soky_request_set_header (request, SOKY_IMPORT_SEED_HEADER, soky_secret_peek (seed));
  soky_session_call (self, request, &one_report, cancellable, callback, user_data);
}

SokyImportReport *
soky_session_import_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

SokySecret *
soky_session_make_import_seed (void)
{
  g_autofree char *digits = soky_random_hex (SOKY_IMPORT_SEED_LENGTH / 2);
  SokySecret *seed = soky_secret_new (digits, -1);

  soky_wipe (digits, strlen (digits));
  return seed;
}
