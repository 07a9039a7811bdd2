/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-school.h"

#include "client/session-private.h"
#include "wire/headers.h"

static const SokyAnswer many_types = {(SokyParse) soky_wire_book_types_from_json,
                                      (GDestroyNotify) g_ptr_array_unref};
static const SokyAnswer one_type = {(SokyParse) soky_wire_book_type_from_json,
                                    (GDestroyNotify) soky_book_type_unref};
static const SokyAnswer one_year = {(SokyParse) soky_year_plan_from_json,
                                    (GDestroyNotify) soky_year_plan_free};
static const SokyAnswer one_school = {(SokyParse) soky_school_from_json,
                                      (GDestroyNotify) soky_school_free};

/* Takes @json. */
static SokyRequest *
put (const char *path, guint64 version, char *json)
{
  g_autofree char *etag = soky_version_format (version);
  SokyRequest *request = soky_request_new ("PUT", path);

  soky_request_set_header (request, "If-Match", etag);
  soky_request_set_json (request, json);
  return request;
}

void
soky_session_list_book_types_async (SokySession *self, const char *unit_id, gboolean below,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (unit_id ? unit_id : "", NULL, FALSE);
  g_autofree char *path = g_strconcat ("/book-types?view=", below ? "below" : "own",
                                       unit_id ? "&unit=" : "", encoded, NULL);
  soky_session_call (self, soky_request_new ("GET", path), &many_types, cancellable, callback,
                     user_data);
}

void
soky_session_add_book_type_async (SokySession *self, const SokyBookType *type,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  SokyRequest *request = soky_request_new ("POST", "/book-types");
  soky_request_set_json (request, soky_wire_book_type_to_json (type));
  soky_session_call (self, request, &one_type, cancellable, callback, user_data);
}

void
soky_session_change_book_type_async (SokySession *self, const SokyBookType *type,
                                     const char *unit_id, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *id = g_uri_escape_string (type->id, NULL, FALSE);
  g_autofree char *unit = g_uri_escape_string (unit_id ? unit_id : "", NULL, FALSE);
  g_autofree char *path = g_strconcat ("/book-types/", id, unit_id ? "?unit=" : "", unit, NULL);
  soky_session_call (self, put (path, type->version, soky_wire_book_type_to_json (type)), &one_type,
                     cancellable, callback, user_data);
}

void
soky_session_approve_book_type_async (SokySession *self, const char *id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/book-types/", encoded, "/approve", NULL);
  soky_session_call (self, soky_request_new ("POST", path), &one_type, cancellable, callback,
                     user_data);
}

SokyBookType *
soky_session_book_type_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_get_year_async (SokySession *self, const char *name, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/school/years/", encoded, NULL);
  soky_session_call (self, soky_request_new ("GET", path), &one_year, cancellable, callback,
                     user_data);
}

void
soky_session_put_year_async (SokySession *self, const SokyYearPlan *plan, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (plan->name, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/school/years/", encoded, NULL);
  soky_session_call (self, put (path, plan->version, soky_year_plan_to_json (plan)), &one_year,
                     cancellable, callback, user_data);
}

SokyYearPlan *
soky_session_year_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_set_classes_async (SokySession *self, const SokyNameList *list, guint64 version,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  soky_session_call (self, put ("/school/classes", version, soky_name_list_to_json (list)),
                     &one_school, cancellable, callback, user_data);
}

void
soky_session_set_subjects_async (SokySession *self, const SokyNameList *list, guint64 version,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  soky_session_call (self, put ("/school/subjects", version, soky_name_list_to_json (list)),
                     &one_school, cancellable, callback, user_data);
}
