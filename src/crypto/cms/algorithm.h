/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/openssl.h"

G_BEGIN_DECLS

/* What a signatureAlgorithm says. Only for src/crypto. */

typedef enum {
  SOKY_ALGORITHM_UNKNOWN,
  SOKY_ALGORITHM_RSA_PKCS1,
  SOKY_ALGORITHM_RSA_PSS,
  SOKY_ALGORITHM_ECDSA,
  SOKY_ALGORITHM_ED25519,
  SOKY_ALGORITHM_ED448,
} SokyAlgorithmKind;

typedef struct {
  SokyAlgorithmKind kind;
  const char *name;   /* for people; never NULL */
  SokyHash hash;      /* UNKNOWN where the digestAlgorithm decides */
  SokyHash mask_hash; /* PSS only */
  int salt_length;    /* PSS only */
} SokyAlgorithm;

/* An algorithm with parameters that are missing, contradictory or not known has the kind UNKNOWN.
 */
void soky_algorithm_read (SokyAlgorithm *self, const X509_ALGOR *algorithm);

/* Whether the whole message is signed, not a digest of it (RFC 8032). */
gboolean soky_algorithm_is_edwards (const SokyAlgorithm *self);

/* ecdsa-with-SHA256 and the like, as OpenSSL numbers them. */
int soky_algorithm_get_ecdsa_nid (SokyHash hash);

/**
 * soky_algorithm_verify:
 * @message: (nullable): what was signed, which Edwards curves need
 * @digest: what it hashes to by @hash
 *
 * Returns: whether @signature is @key's over it
 */
gboolean soky_algorithm_verify (const SokyAlgorithm *self, EVP_PKEY *key, SokyHash hash,
                                GBytes *message, GBytes *digest,
                                const ASN1_OCTET_STRING *signature);

G_END_DECLS
