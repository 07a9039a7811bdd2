/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/certificate.h"
#include "crypto/digest.h"

G_BEGIN_DECLS

typedef enum {
  SOKY_SCHEME_RSA_PKCS1,
  SOKY_SCHEME_RSA_PSS, /* MGF1 with the same hash, salt as long as the hash */
  SOKY_SCHEME_ECDSA,
} SokyScheme;

/* A certificate with somebody who can sign for it: a key on a token, or a software key. */
#define SOKY_TYPE_SIGNER (soky_signer_get_type ())
G_DECLARE_DERIVABLE_TYPE (SokySigner, soky_signer, SOKY, SIGNER, GObject)

struct _SokySignerClass {
  GObjectClass parent_class;

  /* Returns the raw RSA signature, or the ECDSA-Sig-Value in DER (RFC 3279 §2.2.3). */
  GBytes *(*sign_digest) (SokySigner *self, SokyScheme scheme, SokyHash hash, GBytes *digest,
                          GCancellable *cancellable, GError **error);
  gboolean (*supports) (SokySigner *self, SokyScheme scheme, SokyHash hash);
};

/* Construct properties "certificate" (SokyCertificate) and "chain" (GPtrArray of SokyCertificate,
 * issuer first, without the certificate itself; may be empty). */
SokyCertificate *soky_signer_get_certificate (SokySigner *self);
GPtrArray *soky_signer_get_chain (SokySigner *self);

/**
 * soky_signer_choose_scheme:
 * @prefer_pss: what policy asks for (Circular 15/2025/TT-BKHCN names RSASSA-PSS)
 *
 * Returns: a scheme that the key and the token support
 */
SokyScheme soky_signer_choose_scheme (SokySigner *self, SokyHash hash, gboolean prefer_pss);

/* Blocks; the only call that uses the key. Never repeated by itself. */
GBytes *soky_signer_sign_digest (SokySigner *self, SokyScheme scheme, SokyHash hash, GBytes *digest,
                                 GCancellable *cancellable, GError **error);

G_END_DECLS
