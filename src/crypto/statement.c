/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/statement.h"

#include "crypto/cms/algorithm.h"
#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "SoKy statement, never the signature of a document.\n"
#define SALT 32 /* as long as the hash */

static const char *const schemes[] = {
    [SOKY_SCHEME_RSA_PKCS1] = "rsa-pkcs1",
    [SOKY_SCHEME_RSA_PSS] = "rsa-pss",
    [SOKY_SCHEME_ECDSA] = "ecdsa",
};

void
soky_statement_signature_clear (SokyStatementSignature *self)
{
  g_clear_pointer (&self->value, g_bytes_unref);
}

static gboolean
is_plain (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isprint (text[i]) && text[i] != '\n')
      return FALSE;
  }
  return length > 0 && length <= SOKY_STATEMENT_MAX;
}

static GBytes *
digest_of (const char *text)
{
  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);

  soky_digest_update (digest, PREFIX, strlen (PREFIX));
  soky_digest_update (digest, text, strlen (text));
  return soky_digest_finish (digest);
}

gboolean
soky_statement_sign (SokySigner *signer, const char *text, SokyStatementSignature *signature,
                     GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_SIGNER (signer) && is_plain (text), FALSE);

  g_autoptr (GBytes) digest = digest_of (text);
  signature->scheme = soky_signer_choose_scheme (signer, SOKY_HASH_SHA256, FALSE);
  signature->value = soky_signer_sign_digest (signer, signature->scheme, SOKY_HASH_SHA256, digest,
                                              cancellable, error);
  return signature->value != NULL;
}

static SokyAlgorithmKind
kind_of (SokyScheme scheme)
{
  switch (scheme) {
  case SOKY_SCHEME_RSA_PKCS1:
    return SOKY_ALGORITHM_RSA_PKCS1;
  case SOKY_SCHEME_RSA_PSS:
    return SOKY_ALGORITHM_RSA_PSS;
  case SOKY_SCHEME_ECDSA:
    return SOKY_ALGORITHM_ECDSA;
  default:
    return SOKY_ALGORITHM_UNKNOWN;
  }
}

/* A scheme that does not belong to the key is refused before OpenSSL sees it. */
static gboolean
fits (SokyCertificate *certificate, SokyScheme scheme)
{
  SokyKeyKind wanted = scheme == SOKY_SCHEME_ECDSA ? SOKY_KEY_EC : SOKY_KEY_RSA;

  return (guint) scheme < G_N_ELEMENTS (schemes) &&
         soky_certificate_get_key_kind (certificate) == wanted &&
         !soky_certificate_is_key_weak (certificate);
}

gboolean
soky_statement_verify (SokyCertificate *certificate, const char *text, SokyScheme scheme,
                       GBytes *signature)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (certificate) && signature != NULL, FALSE);

  EVP_PKEY *key = X509_get0_pubkey (soky_certificate_peek_x509 (certificate));
  g_autoptr (ASN1_OCTET_STRING) value = ASN1_OCTET_STRING_new ();
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (signature, &length);
  const SokyAlgorithm algorithm = {
      .kind = kind_of (scheme),
      .name = "",
      .hash = SOKY_HASH_SHA256,
      .mask_hash = SOKY_HASH_SHA256,
      .salt_length = SALT,
  };

  if (key == NULL || length == 0 || length > G_MAXINT || !is_plain (text) ||
      !fits (certificate, scheme) || ASN1_OCTET_STRING_set (value, bytes, (int) length) != 1)
    return FALSE;
  g_autoptr (GBytes) digest = digest_of (text);
  return soky_algorithm_verify (&algorithm, key, SOKY_HASH_SHA256, NULL, digest, value);
}

const char *
soky_scheme_to_string (SokyScheme scheme)
{
  g_return_val_if_fail ((guint) scheme < G_N_ELEMENTS (schemes), NULL);
  return schemes[scheme];
}

gboolean
soky_scheme_from_string (const char *text, SokyScheme *scheme)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++) {
    if (g_strcmp0 (schemes[i], text) == 0) {
      *scheme = i;
      return TRUE;
    }
  }
  return FALSE;
}
