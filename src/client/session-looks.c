/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-looks.h"

#include "client/session-private.h"
#include "wire/row-look.h"

static const SokyAnswer one_type = {(SokyParse) soky_wire_book_type_from_json,
                                    (GDestroyNotify) soky_book_type_unref};

void
soky_session_set_looks_async (SokySession *self, const char *type_id, GPtrArray *looks,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (type_id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/book-types/%s/looks", encoded);
  SokyRequest *request = soky_request_new ("PUT", path);

  soky_request_set_json (request, soky_wire_looks_to_json (looks));
  soky_session_call (self, request, &one_type, cancellable, callback, user_data);
}

SokyBookType *
soky_session_set_looks_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}
