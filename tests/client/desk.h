/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/outbox.h"
#include "client/sender.h"
#include "client/session-books.h"
#include "server-fixture.h"

G_BEGIN_DECLS

/* Waiting for one asynchronous call: reply_cb with a Reply as its user data, then reply_wait(). */
typedef struct {
  GAsyncResult *result;
} Reply;

void reply_cb (GObject *source, GAsyncResult *result, gpointer reply);
/* Runs the main loop until the call has ended; valid as long as @self. */
GAsyncResult *reply_wait (Reply *self);
void reply_clear (Reply *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reply, reply_clear)

/* Runs the main loop until nothing is left to do, so that what was cancelled has ended too. */
void desk_settle (void);

/* A person's desk: a connection, a cache folder of its own, a session. */
typedef struct {
  SokyConnection *connection;
  SokyCache *cache;
  SokySession *session;
  char *cache_folder;
} Desk;

/* @url: the server's, or a relay's to it; aborts the test when the person cannot sign in; nobody
 * signs in when @login is NULL. */
Desk *desk_new (FixtureServer *server, const char *url, const char *login);
Desk *desk_new_with_ca (const char *url, const char *ca_file, const char *login);
/* The same without a server's certificate authority. */
Desk *desk_new_plain (const char *url);
void desk_free (Desk *self);

/* The calls of a session, waited for. */
gboolean desk_sign_in (Desk *self, const char *login, const char *password, GError **error);
SokyBook *desk_create (Desk *self, const char *title, GError **error);
SokyBook *desk_get (Desk *self, const char *id, GError **error);
SokyBook *desk_attach (Desk *self, SokyBook *book, const char *path, GError **error);
SokyBook *desk_act (Desk *self, SokyBook *book, const SokyAction *action, GError **error);
SokyBook *desk_send_signature (Desk *self, SokyBook *book, const char *path, GError **error);
char *desk_fetch (Desk *self, SokyBook *book, int revision, GError **error);
SokyBookPage *desk_list (Desk *self, const char *view, const char *query, const char *cursor,
                         GError **error);
/* How many books of one's own have this very title, in any case; words of a search are found in
 * files as well. */
guint desk_count_books (Desk *self, const char *title);

/* Whole steps, each of which must succeed. */

/* A draft with a PDF of @pages pages. */
SokyBook *desk_make_book (Desk *self, const char *title, guint pages);
/* The teacher and the head of the group, one after the other. */
SokyBook *desk_submit (Desk *self, SokyBook *book);
/* The two in any order. */
SokyBook *desk_submit_parallel (Desk *self, SokyBook *book);
/* Signs @head with the token of @login; the path of the new file. */
char *desk_sign (FixtureServer *server, const char *login, const char *head);
/* Fetches, signs, sends. */
SokyBook *desk_sign_book (Desk *self, FixtureServer *server, const char *login, SokyBook *book);

/* Work without network. */

/* Keeps what is seen in @folder, for the person who is signed in. */
void desk_keep (Desk *self, const char *folder);
/* A desk without a network, and whoever @folder knows. */
Desk *desk_new_offline (const char *folder);
/* Asks for what changes without a network need: book types and people. */
void desk_look_up (Desk *self);
GPtrArray *desk_outbox (Desk *self);
/* Sends what waits, until nothing is left but what was refused. */
void desk_flush (Desk *self);
/* A draft's submission to the two, in any order, who approve without a certificate, with a note. */
#define DESK_NOTE "Nhờ thầy cô xem giúp"
SokyBook *desk_submit_plain (Desk *self, SokyBook *book, GError **error);
SokyBook *desk_approve (Desk *self, SokyBook *book, GError **error);
/* A PDF of @pages pages for desk_attach(); to be unlinked and freed. */
char *desk_make_pdf (guint pages);

/* How many files the cache has, half fetched ones too. */
guint desk_count_files (Desk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

G_END_DECLS
