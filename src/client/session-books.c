/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-books.h"

#include "client/book-requests.h"
#include "client/session-private.h"

static const SokyAnswer nothing = {NULL, NULL};
static const SokyAnswer one_book = {(SokyParse) soky_wire_book_from_json,
                                    (GDestroyNotify) soky_book_unref};

static gpointer
parse_numbering (const char *text, gssize length, GError **error)
{
  g_autofree SokyNumbering *numbering = g_new0 (SokyNumbering, 1);

  return soky_wire_numbering_from_json (text, length, numbering, error)
             ? g_steal_pointer (&numbering)
             : NULL;
}

static const SokyAnswer next_number = {parse_numbering, g_free};
static const SokyAnswer book_page = {(SokyParse) soky_book_page_from_json,
                                     (GDestroyNotify) soky_book_page_free};

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
  g_autofree char *path = soky_book_request_path (id, NULL);
  soky_session_call (self, soky_request_new ("GET", path), &one_book, cancellable, callback,
                     user_data);
}

void
soky_session_create_book_async (SokySession *self, const char *type_id,
                                const SokyBookFields *fields, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  const SokyOutboxOrder order = {.type_id = type_id, .fields = fields};
  g_autofree char *body = soky_wire_create_to_json (type_id, fields);
  soky_session_change (self, soky_book_request_create (body), &order, &one_book, cancellable,
                       callback, user_data);
}

void
soky_session_act_async (SokySession *self, SokyBook *book, const SokyAction *action,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const SokyOutboxOrder order = {.book = book, .action = action};
  g_autofree char *body = soky_wire_action_to_json (action);
  soky_session_change (self, soky_book_request_act (book->id, book->version, body), &order,
                       &one_book, cancellable, callback, user_data);
}

void
soky_session_upload_pdf_async (SokySession *self, SokyBook *book, const char *path,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_ATTACH, book->version);
  const SokyOutboxOrder order = {.book = book, .action = action, .path = path};
  soky_session_change (self, soky_book_request_attach (book->id, book->version, path), &order,
                       &one_book, cancellable, callback, user_data);
}

void
soky_session_upload_signature_async (SokySession *self, SokyBook *book, const char *path,
                                     const SokyAction *sign, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  const SokyOutboxOrder order = {.book = book, .action = sign, .path = path};
  SokyRequest *request = soky_book_request_sign (book->id, book->version, path, book->head_sha256,
                                                 book->head_length, sign->auto_publish);

  soky_book_request_set_numbering (request, &sign->numbering);
  soky_session_change (self, request, &order, &one_book, cancellable, callback, user_data);
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
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_DELETE, book->version);
  const SokyOutboxOrder order = {.book = book, .action = action};
  soky_session_change (self, soky_book_request_delete (book->id, book->version), &order, &nothing,
                       cancellable, callback, user_data);
}

gboolean
soky_session_delete_book_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error) != NULL;
}

void
soky_session_load_next_number_async (SokySession *self, SokyBook *book, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = soky_book_request_path (book->id, "/next-number");
  soky_session_call (self, soky_request_new ("GET", path), &next_number, cancellable, callback,
                     user_data);
}

gboolean
soky_session_load_next_number_finish (SokySession *self, GAsyncResult *result,
                                      SokyNumbering *numbering, GError **error)
{
  g_autofree SokyNumbering *found = soky_session_call_finish (self, result, error);

  if (found != NULL)
    *numbering = *found;
  return found != NULL;
}
