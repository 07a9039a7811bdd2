/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "server/call.h"
#include "server/service.h"
#include "server/store/enrolments.h"
#include "wire/challenge.h"

G_BEGIN_DECLS

/* Challenges: random, for one purpose, one account, one name of this server; good once, for a few
 * minutes. */

/**
 * soky_challenges_give:
 *
 * For @call's person, or for nobody when none is signed in. There is a limit to how many are out,
 * in all and for an address.
 *
 * Returns: (transfer full) (nullable): %SOKY_WIRE_ERROR_TOO_MANY_REQUESTS, or
 *   %SOKY_WIRE_ERROR_WRONG_SERVER when the client believes to talk to somebody else
 */
SokyChallenge *soky_challenges_give (SokyService *service, SokyCall *call, SokyTransaction *tx,
                                     const SokyChallengeRequest *request, GError **error);

/**
 * soky_challenges_take:
 * @tx: is committed
 *
 * The challenge that @proof answers. Asking for it spends it, whatever comes of the proof.
 *
 * Returns: (transfer full) (nullable): %SOKY_WIRE_ERROR_CHALLENGE_SPENT unless it is still good for
 *   @purpose and @call's person
 */
SokyChallengeRecord *soky_challenges_take (SokyCall *call, SokyTransaction *tx, SokyPurpose purpose,
                                           const SokyProof *proof, GError **error);

/**
 * soky_challenges_check:
 * @challenge: as it was taken for @proof
 *
 * Whether the key of the proof's certificate answered @challenge, and whether the certificate is
 * one to sign with today, of an authority that this server trusts.
 *
 * Returns: (transfer full) (nullable): the certificate, or %NULL with a #SokyWireError
 */
SokyCertificate *soky_challenges_check (SokyService *service, SokyCall *call,
                                        const SokyChallengeRecord *challenge, SokyPurpose purpose,
                                        const SokyProof *proof, GError **error);

G_END_DECLS
