/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "crypto/signer.h"
#include "wire/account.h"

G_BEGIN_DECLS

/* The calls of a session that concern how people come in. */

/* Whether the server answers nothing else until the password was changed. */
gboolean soky_session_must_change_password (SokySession *self);
/* Ends all other sessions of the person. */
void soky_session_change_password_async (SokySession *self, SokySecret *old, SokySecret *fresh,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean soky_session_change_password_finish (SokySession *self, GAsyncResult *result,
                                              GError **error);
/* Signs in by password and token, where the account wants both: a sign-in without the token is
 * SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED then. soky_session_sign_in_finish() */
void soky_session_sign_in_by_both_async (SokySession *self, const char *login, SokySecret *password,
                                         SokySigner *signer, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* The person's own; of @person_id, or of all of @unit_id and below, for their administrator. One of
 * the two, or neither. (element-type SokySessionItem) */
void soky_session_list_sessions_async (SokySession *self, const char *person_id,
                                       const char *unit_id, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *soky_session_list_sessions_finish (SokySession *self, GAsyncResult *result,
                                              GError **error);
void soky_session_revoke_session_async (SokySession *self, const char *id,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean soky_session_revoke_session_finish (SokySession *self, GAsyncResult *result,
                                             GError **error);

G_END_DECLS
