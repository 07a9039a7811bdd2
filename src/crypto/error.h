/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can go wrong with certificates, keys and signatures, apart from a token's own errors
 * (SOKY_TOKEN_ERROR, whose code is the CK_RV). */
typedef enum {
  SOKY_CRYPTO_ERROR_FAILED, /* OpenSSL refused; the message has its words */
  SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE,
  SOKY_CRYPTO_ERROR_NOT_A_KEY,
  SOKY_CRYPTO_ERROR_WRONG_PASSWORD, /* of a PKCS#12 file or an encrypted key */
  SOKY_CRYPTO_ERROR_KEY_MISMATCH,   /* key and certificate do not belong together */
  SOKY_CRYPTO_ERROR_UNUSABLE,       /* expired, not yet valid, wrong key usage, weak key */
  SOKY_CRYPTO_ERROR_UNSUPPORTED,
  SOKY_CRYPTO_ERROR_MALFORMED, /* a CMS, response or timestamp that cannot be read */
  SOKY_CRYPTO_ERROR_REVOKED,   /* a certificate was revoked before it was used */
  SOKY_CRYPTO_ERROR_NO_PATH,   /* nobody vouches for a certificate */
  SOKY_CRYPTO_ERROR_NO_STATUS, /* whether it is revoked cannot be learned */
  SOKY_CRYPTO_ERROR_TIMESTAMP, /* a timestamp server refused, or answered what is not sound */
} SokyCryptoError;

#define SOKY_CRYPTO_ERROR (soky_crypto_error_quark ())
GQuark soky_crypto_error_quark (void);

G_END_DECLS
