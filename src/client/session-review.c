/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/session-review.h"

#include "client/session-private.h"
#include "wire/comment.h"
#include "wire/delegation.h"

static const SokyAnswer one_delegation = {(SokyParse) soky_wire_delegation_from_json,
                                          (GDestroyNotify) soky_delegation_record_unref};
static const SokyAnswer many_delegations = {(SokyParse) soky_wire_delegations_from_json,
                                            (GDestroyNotify) g_ptr_array_unref};
static const SokyAnswer one_comment = {(SokyParse) soky_wire_comment_from_json,
                                       (GDestroyNotify) soky_comment_unref};
static const SokyAnswer many_comments = {(SokyParse) soky_wire_comments_from_json,
                                         (GDestroyNotify) g_ptr_array_unref};

static void
received_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SokySession *self = SOKY_SESSION (source);
  GError *error = NULL;
  GPtrArray *list = soky_session_call_finish (self, result, &error);

  if (list == NULL) {
    g_task_return_error (task, error);
    return;
  }
  soky_session_set_delegations (self, list);
  g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

void
soky_session_list_delegations_async (SokySession *self, gboolean received,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = NULL;

  if (received) {
    task = g_task_new (self, cancellable, callback, user_data);
    g_task_set_source_tag (task, soky_session_list_delegations_async);
  }
  soky_session_call (
      self, soky_request_new ("GET", received ? "/delegations?view=received" : "/delegations"),
      &many_delegations, cancellable, received ? received_cb : callback,
      received ? (gpointer) task : user_data);
}

GPtrArray *
soky_session_list_delegations_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_delegate_async (SokySession *self, const SokyDelegationRecord *wish,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  SokyRequest *request = soky_request_new ("POST", "/delegations");

  soky_request_set_json (request, soky_wire_delegation_wish_to_json (wish));
  soky_session_call (self, request, &one_delegation, cancellable, callback, user_data);
}

/* A request that says nothing but its path. Takes @path. */
static SokyRequest *
order (char *path)
{
  g_autofree char *taken = path;

  return soky_request_new ("POST", taken);
}

void
soky_session_revoke_delegation_async (SokySession *self, const char *id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (id, NULL, FALSE);

  soky_session_call (self, order (g_strdup_printf ("/delegations/%s/revoke", encoded)),
                     &one_delegation, cancellable, callback, user_data);
}

SokyDelegationRecord *
soky_session_delegation_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_list_comments_async (SokySession *self, const char *book_id, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (book_id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/books/%s/comments", encoded);

  soky_session_call (self, soky_request_new ("GET", path), &many_comments, cancellable, callback,
                     user_data);
}

GPtrArray *
soky_session_list_comments_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}

void
soky_session_comment_async (SokySession *self, const char *book_id, const SokyComment *wish,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (book_id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/books/%s/comments", encoded);
  SokyRequest *request = soky_request_new ("POST", path);

  soky_request_set_json (request, soky_wire_comment_wish_to_json (wish));
  soky_session_call (self, request, &one_comment, cancellable, callback, user_data);
}

void
soky_session_resolve_comment_async (SokySession *self, const char *book_id, guint number,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *encoded = g_uri_escape_string (book_id, NULL, FALSE);

  soky_session_call (self,
                     order (g_strdup_printf ("/books/%s/comments/%u/resolve", encoded, number)),
                     &one_comment, cancellable, callback, user_data);
}

SokyComment *
soky_session_comment_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  return soky_session_call_finish (self, result, error);
}
