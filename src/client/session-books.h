/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"

G_BEGIN_DECLS

/* The calls of a session that concern books. */

/* @view: "inbox", "outbox" or "published"; @query and @cursor are nullable */
void soky_session_list_books_async (SokySession *self, const char *view, const char *query,
                                    const char *cursor, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
SokyBookPage *soky_session_list_books_finish (SokySession *self, GAsyncResult *result,
                                              GError **error);

/* The calls below all give the book as it is then: soky_session_book_finish(). */
void soky_session_get_book_async (SokySession *self, const char *id, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
void soky_session_create_book_async (SokySession *self, const char *type_id,
                                     const SokyBookFields *fields, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* submit, approve, return, recall, consent, publish, revoke */
void soky_session_act_async (SokySession *self, SokyBook *book, const SokyAction *action,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/* A new base PDF for a draft or a returned book. */
void soky_session_upload_pdf_async (SokySession *self, SokyBook *book, const char *path,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* @path: the book's head with one signature appended; only the appended bytes travel. */
void soky_session_upload_signature_async (SokySession *self, SokyBook *book, const char *path,
                                          const SokyAction *sign, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/* What a stamp of today on @book would have. */
void soky_session_load_next_number_async (SokySession *self, SokyBook *book,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean soky_session_load_next_number_finish (SokySession *self, GAsyncResult *result,
                                               SokyNumbering *numbering, GError **error);

SokyBook *soky_session_book_finish (SokySession *self, GAsyncResult *result, GError **error);

void soky_session_delete_book_async (SokySession *self, SokyBook *book, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean soky_session_delete_book_finish (SokySession *self, GAsyncResult *result, GError **error);

/**
 * soky_session_fetch_pdf_async:
 * @book: a whole book, with its revisions
 * @revision: the number of a revision, or -1 for the head
 *
 * Finds the file in the cache, or fetches what is missing: the bytes appended since the newest
 * revision that the cache has. The bytes are believed only if they hash to what the book says.
 */
void soky_session_fetch_pdf_async (SokySession *self, SokyBook *book, int revision,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full) (type filename) (nullable): a private file, not to be changed */
char *soky_session_fetch_pdf_finish (SokySession *self, GAsyncResult *result, GError **error);

G_END_DECLS
