/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"
#include "crypto/token/record.h"

#include <p11-kit/pkcs11.h>

G_BEGIN_DECLS

/* A private key on a token, found for a certificate after the login. */
typedef struct {
  CK_OBJECT_HANDLE handle;
  gboolean is_rsa;              /* else it is on an elliptic curve */
  gboolean always_authenticate; /* the PIN is checked anew for every signature */
} SokyTokenKey;

/* The certificate object that holds exactly @der; 0 when the token has it no more. */
CK_OBJECT_HANDLE soky_token_key_find_certificate (CK_FUNCTION_LIST *calls,
                                                  CK_SESSION_HANDLE session, GBytes *der);

/**
 * soky_token_key_find:
 * @certificate: what soky_token_key_find_certificate() found
 *
 * By CKA_ID, and where that finds none by the public key; never by label.
 *
 * Returns: CKR_OK, or %SOKY_TOKEN_ERROR_NO_KEY
 */
guint64 soky_token_key_find (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                             CK_OBJECT_HANDLE certificate, GBytes *der, SokyTokenKey *key);

/* A bit for each SokyScheme that the token's mechanisms allow with this key. */
guint64 soky_token_key_get_schemes (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot,
                                    const SokyTokenKey *key);

/**
 * soky_token_key_sign:
 * @record: the digest, and how it is to be signed
 * @pin: (nullable): for keys that ask for it every time; %NULL for a PIN pad
 *
 * Returns: CKR_OK with the signature, raw RSA or ECDSA-Sig-Value
 */
CK_RV soky_token_key_sign (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                           const SokyTokenKey *key, const SokySignRecord *record, const char *pin,
                           GBytes **signature);

G_END_DECLS
