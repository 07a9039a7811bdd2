/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-books.h"

#include "client/session-private.h"
#include "wire/headers.h"

static const SokyAnswer nothing = {NULL, NULL};
static const SokyAnswer one_book = {(SokyParse) soky_wire_book_from_json,
                                    (GDestroyNotify) soky_book_unref};
static const SokyAnswer book_page = {(SokyParse) soky_book_page_from_json,
                                     (GDestroyNotify) soky_book_page_free};

static char *
book_path (const char *id, const char *rest)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);
  return g_strconcat ("/books/", encoded, rest, NULL);
}

/* A change of @book: refused when the book has changed since it was looked at. */
static SokyRequest *
change (const char *method, const SokyBook *book, const char *rest)
{
  g_autofree char *path = book_path (book->id, rest);
  g_autofree char *version = soky_version_format (book->version);
  SokyRequest *request = soky_request_new (method, path);

  soky_request_set_header (request, "If-Match", version);
  return request;
}

static void
append_parameter (GString *path, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_autofree char *encoded = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (path, "&%s=%s", name, encoded);
}

void
soky_session_list_books_async (SokySession *self, const char *view, const char *query,
                               const char *cursor, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GString) path = g_string_new ("/books?view=");

  g_string_append_uri_escaped (path, view, NULL, FALSE);
  append_parameter (path, "q", query);
  append_parameter (path, "cursor", cursor);
  soky_session_call (self, soky_request_new ("GET", path->str), &book_page, cancellable, callback,
                     user_data);
}

SokyBookPage *
soky_session_list_books_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_get_book_async (SokySession *self, const char *id, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = book_path (id, NULL);
  soky_session_call (self, soky_request_new ("GET", path), &one_book, cancellable, callback,
                     user_data);
}

void
soky_session_create_book_async (SokySession *self, const char *type_id,
                                const SokyBookFields *fields, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  SokyRequest *request = soky_request_new ("POST", "/books");
  soky_request_set_json (request, soky_wire_create_to_json (type_id, fields));
  soky_session_call (self, request, &one_book, cancellable, callback, user_data);
}

void
soky_session_act_async (SokySession *self, SokyBook *book, const SokyAction *action,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  SokyRequest *request = change ("POST", book, "/actions");
  soky_request_set_json (request, soky_wire_action_to_json (action));
  soky_session_call (self, request, &one_book, cancellable, callback, user_data);
}

static SokyRequest *
upload (const SokyBook *book, const char *path, const char *base_sha256, goffset base_length)
{
  g_autofree char *base = soky_base_format (base_sha256, base_length);
  SokyRequest *request = change ("POST", book, "/revisions");

  soky_request_set_header (request, SOKY_HEADER_BASE, base);
  request->content_type = g_strdup ("application/pdf");
  request->body_file = g_strdup (path);
  request->body_offset = base_length;
  return request;
}

void
soky_session_upload_pdf_async (SokySession *self, SokyBook *book, const char *path,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  soky_session_call (self, upload (book, path, "", 0), &one_book, cancellable, callback, user_data);
}

void
soky_session_upload_signature_async (SokySession *self, SokyBook *book, const char *path,
                                     gboolean auto_publish, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  SokyRequest *request = upload (book, path, book->head_sha256, book->head_length);
  if (auto_publish)
    soky_request_set_header (request, SOKY_HEADER_AUTO_PUBLISH, "1");
  soky_session_call (self, request, &one_book, cancellable, callback, user_data);
}

SokyBook *
soky_session_book_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_delete_book_async (SokySession *self, SokyBook *book, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  soky_session_call (self, change ("DELETE", book, NULL), &nothing, cancellable, callback,
                     user_data);
}

gboolean
soky_session_delete_book_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error) != NULL;
}
