/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/trust/trust.h"
#include "crypto/cms/reader.h"

G_BEGIN_DECLS

/* What was asked of a timestamp server. */
typedef struct {
  SokyHash hash;
  GBytes *imprint;
  GBytes *nonce;
} SokyTimestampQuestion;

/**
 * soky_timestamp_accept:
 * @token: what came back (RFC 3161 §2.4.2)
 * @trust: (nullable): the authorities of timestamp servers; NULL or empty: who vouches for the
 *   server is not asked
 *
 * Whether @token is a sound answer: the imprint, hash and nonce that were asked for, a signature
 * that holds and names its certificate (RFC 5816), and that certificate made for timestamps alone,
 * valid at the moment stated, and below an anchor.
 *
 * Returns: %FALSE with %SOKY_CRYPTO_ERROR_TIMESTAMP or %SOKY_CRYPTO_ERROR_MALFORMED
 */
gboolean soky_timestamp_accept (GBytes *token, const SokyTimestampQuestion *question,
                                SokyTrust *trust, GError **error);

/**
 * soky_timestamp_check_signer:
 * @token: whose certificate is asked about
 * @time_us: the moment that it states
 *
 * Whether the token names its signer's certificate, and that is one for timestamps: extended key
 * usage timeStamping alone and critical (RFC 3161 §2.3), valid at @time_us.
 *
 * Returns: %FALSE with %SOKY_CRYPTO_ERROR_TIMESTAMP
 */
gboolean soky_timestamp_check_signer (SokyCms *token, gint64 time_us, GError **error);

G_END_DECLS
