/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/session.h"
#include "crypto/signer.h"
#include "wire/challenge.h"
#include "wire/enrolment.h"

G_BEGIN_DECLS

/* The calls of a session that concern the certificates people sign with. */

/**
 * soky_session_enrol_async:
 * @signer: its key signs a challenge of the server, once
 * @organisation: it is the organisation's, for its stamp
 *
 * Registers the certificate in the account; an administrator may have to confirm it.
 */
void soky_session_enrol_async (SokySession *self, SokySigner *signer, gboolean organisation,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
/* Signs in with a registered certificate in place of a password: soky_session_sign_in_finish(). */
void soky_session_sign_in_by_key_async (SokySession *self, SokySigner *signer,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);

/* @school: those of the whole school, for its administrator; else the person's own, which the
 * session knows from then on: soky_session_has_certificate() */
void soky_session_list_enrolments_async (SokySession *self, gboolean school,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Returns: (element-type SokyEnrolment) */
GPtrArray *soky_session_list_enrolments_finish (SokySession *self, GAsyncResult *result,
                                                GError **error);

void soky_session_confirm_enrolment_async (SokySession *self, const char *id,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
/* @reason: (nullable): read by the holder and by the administrators */
void soky_session_withdraw_enrolment_async (SokySession *self, const char *id, const char *reason,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
/* As it is now: of enrolling, confirming and withdrawing. */
SokyEnrolment *soky_session_enrolment_finish (SokySession *self, GAsyncResult *result,
                                              GError **error);

/**
 * soky_session_make_proof:
 * @challenge: as the server gave it
 *
 * Blocks: asks the key. The sentence that is signed is made here, of checked parts.
 *
 * Returns: (transfer full) (nullable): %SOKY_CLIENT_ERROR_BAD_ANSWER when the challenge is none
 */
SokyProof *soky_session_make_proof (const SokyChallenge *challenge, SokyPurpose purpose,
                                    const char *host, const char *account, SokySigner *signer,
                                    GError **error);
/* "soky.example.vn:8443", as it stands in the server's address. */
char *soky_session_dup_host (SokySession *self);

G_END_DECLS
