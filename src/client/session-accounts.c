/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-accounts.h"

#include "client/session-private.h"

static const SokyAnswer nothing = {NULL, NULL};
static const SokyAnswer many_sessions = {(SokyParse) soky_session_items_from_json,
                                         (GDestroyNotify) g_ptr_array_unref};

gboolean
soky_session_must_change_password (SokySession *self)
{
  const SokySessionInfo *info = soky_session_get_info (self);

  return info != NULL && info->must_change;
}

void
soky_session_change_password_async (SokySession *self, SokySecret *old, SokySecret *fresh,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SokyRequest *request = soky_request_new ("POST", "/session/password");

  soky_request_set_json_bytes (request, soky_password_change_to_json (old, fresh));
  soky_session_call (self, request, &nothing, cancellable, callback, user_data);
}

gboolean
soky_session_change_password_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  SokySessionInfo *info = soky_session_get_info (self);

  if (soky_session_call_finish (self, result, error) == NULL)
    return FALSE;
  if (info != NULL)
    info->must_change = FALSE;
  return TRUE;
}

void
soky_session_list_sessions_async (SokySession *self, const char *person_id, const char *unit_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const char *name = person_id ? "?person=" : unit_id ? "?unit=" : "";
  const char *value = person_id ? person_id : unit_id ? unit_id : "";
  g_autofree char *encoded = g_uri_escape_string (value, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/sessions", name, encoded, NULL);

  soky_session_call (self, soky_request_new ("GET", path), &many_sessions, cancellable, callback,
                     user_data);
}

GPtrArray *
soky_session_list_sessions_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_revoke_session_async (SokySession *self, const char *id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/sessions/", encoded, "/revoke", NULL);

  soky_session_call (self, soky_request_new ("POST", path), &nothing, cancellable, callback,
                     user_data);
}

gboolean
soky_session_revoke_session_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error) != NULL;
}
