/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/comment.h"
#include "book/delegation-record.h"
#include "client/session.h"

G_BEGIN_DECLS

/* The calls of a session that concern delegation and the comments of books. */

/* @received: those that the person has, which the session keeps as well; else all that the person
 * may see of the school's */
void soky_session_list_delegations_async (SokySession *self, gboolean received,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
/* Returns: (element-type SokyDelegationRecord) */
GPtrArray *soky_session_list_delegations_finish (SokySession *self, GAsyncResult *result,
                                                 GError **error);
/* @wish: with the identifiers of the people */
void soky_session_delegate_async (SokySession *self, const SokyDelegationRecord *wish,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
void soky_session_revoke_delegation_async (SokySession *self, const char *id,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
/* As it is now: of making one, and of withdrawing it. */
SokyDelegationRecord *soky_session_delegation_finish (SokySession *self, GAsyncResult *result,
                                                      GError **error);

void soky_session_list_comments_async (SokySession *self, const char *book_id,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Returns: (element-type SokyComment) */
GPtrArray *soky_session_list_comments_finish (SokySession *self, GAsyncResult *result,
                                              GError **error);
void soky_session_comment_async (SokySession *self, const char *book_id, const SokyComment *wish,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
void soky_session_resolve_comment_async (SokySession *self, const char *book_id, guint number,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
/* As it is now. */
SokyComment *soky_session_comment_finish (SokySession *self, GAsyncResult *result, GError **error);

G_END_DECLS
