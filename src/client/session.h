/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "client/cache.h"
#include "client/connection.h"
#include "client/library.h"
#include "wire/book-type.h"
#include "wire/book.h"
#include "wire/person.h"
#include "wire/school.h"
#include "wire/session.h"

G_BEGIN_DECLS

/* What a signed-in person can ask of the server: typed calls over a connection. Each has an _async
 * and a _finish; a finish returns its result (transfer full), or NULL with a #SokyClientError, a
 * SOKY_WIRE_ERROR or a SOKY_BOOK_ERROR.
 * With a library, what was seen before is answered without network, and changes of books wait in
 * the outbox (client/sender.h sends them). Property "offline": whether the server cannot be asked.
 * Signals: "ended": the server no longer knows the session; the person has to sign in again.
 * "queued": something was written into the outbox. */
#define SOKY_TYPE_SESSION (soky_session_get_type ())
G_DECLARE_FINAL_TYPE (SokySession, soky_session, SOKY, SESSION, GObject)

SokySession *soky_session_new (SokyConnection *connection, SokyCache *cache);
SokyConnection *soky_session_get_connection (SokySession *self);
/* (transfer none) (nullable): who is signed in; NULL before and after */
SokySessionInfo *soky_session_get_info (SokySession *self);
/* (transfer none) (nullable): likewise */
SokyPerson *soky_session_get_person (SokySession *self);
/* The address of the public page about @book, for a QR code; NULL when the server has told none. */
char *soky_session_get_check_address (SokySession *self, const SokyBook *book);
/* The person with what was delegated to him, as it was last listed; valid until it is listed again
 * or the session ends. */
SokyActor soky_session_get_actor (SokySession *self);
/* Whether a certificate (by fingerprint) is enrolled for the person. */
gboolean soky_session_has_certificate (SokySession *self, const char *fingerprint);

void soky_session_sign_in_async (SokySession *self, const char *login, SokySecret *password,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean soky_session_sign_in_finish (SokySession *self, GAsyncResult *result, GError **error);
/* Forgets the token at once, whether the server can be told or not. */
void soky_session_sign_out (SokySession *self);

/* Keeps what is seen from now on in @library, for the person who is signed in. */
void soky_session_keep (SokySession *self, SokyLibrary *library);
/* (transfer none) (nullable) */
SokyLibrary *soky_session_get_library (SokySession *self);
gboolean soky_session_is_offline (SokySession *self);
/* Whether the server knows who this is; not after soky_session_open_library_async(). */
gboolean soky_session_has_token (SokySession *self);
/* Works with what @library has, without signing in. */
void soky_session_open_library_async (SokySession *self, SokyLibrary *library,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean soky_session_open_library_finish (SokySession *self, GAsyncResult *result, GError **error);

/* What the server says of itself; needs no sign-in. */
void soky_session_load_about_async (SokySession *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
SokyAbout *soky_session_load_about_finish (SokySession *self, GAsyncResult *result, GError **error);

void soky_session_load_school_async (SokySession *self, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
SokySchool *soky_session_load_school_finish (SokySession *self, GAsyncResult *result,
                                             GError **error);

/* Returns: (element-type SokyBookType) */
void soky_session_load_book_types_async (SokySession *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *soky_session_load_book_types_finish (SokySession *self, GAsyncResult *result,
                                                GError **error);

/* People of the school who can be approvers, all of them in one page; @query (nullable) is part of
 * a name. */
void soky_session_find_people_async (SokySession *self, const char *query,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
SokyPeoplePage *soky_session_find_people_finish (SokySession *self, GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
