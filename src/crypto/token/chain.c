/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/openssl.h"
#include "crypto/token/token-private.h"

#define MAX_CHAIN 8

static gboolean
is_issued_by (SokyCertificate *certificate, SokyCertificate *issuer)
{
  X509 *x509 = soky_certificate_peek_x509 (certificate);
  X509 *authority = soky_certificate_peek_x509 (issuer);
  EVP_PKEY *key = X509_get0_pubkey (authority);
  gboolean issued = soky_certificate_is_authority (issuer) && key != NULL &&
                    X509_check_issued (authority, x509) == X509_V_OK &&
                    X509_verify (x509, key) == 1;

  ERR_clear_error ();
  return issued;
}

static SokyCertificate *
find_issuer (GPtrArray *held, SokyCertificate *certificate)
{
  for (guint i = 0; i < held->len; i++) {
    SokyCertificate *other = soky_token_certificate_get_certificate (held->pdata[i]);
    if (is_issued_by (certificate, other))
      return other;
  }
  return NULL;
}

GPtrArray *
soky_token_build_chain (SokyToken *self, SokyCertificate *certificate)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *held = soky_token_get_certificates (self);
  SokyCertificate *issuer = find_issuer (held, certificate);

  while (issuer != NULL && chain->len < MAX_CHAIN) {
    g_ptr_array_add (chain, g_object_ref (issuer));
    issuer = is_issued_by (issuer, issuer) ? NULL : find_issuer (held, issuer);
  }
  return chain;
}
