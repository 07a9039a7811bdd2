/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-administration.h"

#include "client/session-private.h"
#include "wire/headers.h"

#include <string.h>

static const SokyAnswer nothing = {NULL, NULL};
static const SokyAnswer many_units = {(SokyParse) soky_units_from_json,
                                      (GDestroyNotify) g_ptr_array_unref};
static const SokyAnswer one_unit = {(SokyParse) soky_wire_unit_from_json,
                                    (GDestroyNotify) soky_unit_unref};
static const SokyAnswer people_page = {(SokyParse) soky_people_page_from_json,
                                       (GDestroyNotify) soky_people_page_free};
static const SokyAnswer one_account = {(SokyParse) soky_account_from_json,
                                       (GDestroyNotify) soky_account_free};
static const SokyAnswer one_secret = {(SokyParse) soky_one_time_from_json,
                                      (GDestroyNotify) soky_secret_unref};
static const SokyAnswer audit_page = {(SokyParse) soky_audit_page_from_json,
                                      (GDestroyNotify) soky_audit_page_free};

/* @collection, @id and @rest (nullable), encoded. */
static char *
path_of (const char *collection, const char *id, const char *rest)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);
  return g_strconcat (collection, "/", encoded, rest, NULL);
}

/* A change of what was looked at; @json (transfer full) (nullable). */
static SokyRequest *
change (const char *method, const char *path, guint64 version, char *json)
{
  g_autofree char *etag = soky_version_format (version);
  SokyRequest *request = soky_request_new (method, path);

  soky_request_set_header (request, "If-Match", etag);
  if (json != NULL)
    soky_request_set_json (request, json);
  return request;
}

/* @path grows by a parameter where there is a value. */
static void
add_parameter (GString *path, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_autofree char *encoded = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') ? '&' : '?', name, encoded);
}

void
soky_session_list_units_async (SokySession *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  soky_session_call (self, soky_request_new ("GET", "/units"), &many_units, cancellable, callback,
                     user_data);
}

GPtrArray *
soky_session_list_units_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_add_unit_async (SokySession *self, const SokyUnit *unit, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  SokyRequest *request = soky_request_new ("POST", "/units");
  soky_request_set_json (request, soky_unit_change_to_json (unit, TRUE));
  soky_session_call (self, request, &one_unit, cancellable, callback, user_data);
}

void
soky_session_change_unit_async (SokySession *self, const SokyUnit *unit, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = path_of ("/units", unit->id, NULL);
  soky_session_call (self,
                     change ("PATCH", path, unit->version, soky_unit_change_to_json (unit, FALSE)),
                     &one_unit, cancellable, callback, user_data);
}

SokyUnit *
soky_session_unit_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_remove_unit_async (SokySession *self, const SokyUnit *unit, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = path_of ("/units", unit->id, NULL);
  soky_session_call (self, change ("DELETE", path, unit->version, NULL), &nothing, cancellable,
                     callback, user_data);
}

gboolean
soky_session_remove_unit_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error) != NULL;
}

void
soky_session_list_members_async (SokySession *self, const char *unit_id, const char *query,
                                 const char *cursor, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/people?inactive=1");

  add_parameter (path, "unit", unit_id);
  add_parameter (path, "q", query);
  add_parameter (path, "cursor", cursor);
  soky_session_call (self, soky_request_new ("GET", path->str), &people_page, cancellable, callback,
                     user_data);
}

void
soky_session_get_account_async (SokySession *self, const char *person_id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = path_of ("/people", person_id, NULL);
  soky_session_call (self, soky_request_new ("GET", path), &one_account, cancellable, callback,
                     user_data);
}

void
soky_session_add_account_async (SokySession *self, const SokyAccount *account,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SokyRequest *request = soky_request_new ("POST", "/people");
  soky_request_set_json (request, soky_account_change_to_json (account, TRUE));
  soky_session_call (self, request, &one_account, cancellable, callback, user_data);
}

void
soky_session_change_account_async (SokySession *self, const SokyAccount *account,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *path = path_of ("/people", account->person->id, NULL);
  soky_session_call (self,
                     change ("PATCH", path, account->person->version,
                             soky_account_change_to_json (account, FALSE)),
                     &one_account, cancellable, callback, user_data);
}

SokyAccount *
soky_session_account_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_reset_password_async (SokySession *self, const char *person_id,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *path = path_of ("/people", person_id, "/password-reset");
  soky_session_call (self, soky_request_new ("POST", path), &one_secret, cancellable, callback,
                     user_data);
}

SokySecret *
soky_session_reset_password_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_read_audit_async (SokySession *self, const SokyAuditFilter *filter,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/audit");

  add_parameter (path, "unit", filter->unit_id);
  add_parameter (path, "person", filter->person_id);
  add_parameter (path, "subject", filter->subject);
  add_parameter (path, "event", filter->event);
  add_parameter (path, "from", filter->from);
  add_parameter (path, "to", filter->to);
  add_parameter (path, "cursor", filter->cursor);
  soky_session_call (self, soky_request_new ("GET", path->str), &audit_page, cancellable, callback,
                     user_data);
}

SokyAuditPage *
soky_session_read_audit_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}
