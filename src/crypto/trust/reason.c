/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/trust/reason.h"

#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

/* What follows the name of the holder. */
static const struct {
  int code;
  const char *sentence;
} sentences[] = {
    {X509_V_ERR_CERT_SIGNATURE_FAILURE,
     N_ ("this certificate was not signed by the authority that it names.")},
    {X509_V_ERR_CERT_NOT_YET_VALID, N_ ("this certificate was not yet valid at that time.")},
    {X509_V_ERR_CERT_HAS_EXPIRED, N_ ("this certificate had expired at that time.")},
    {X509_V_ERR_INVALID_CA, N_ ("may not issue certificates, but has done so.")},
    {X509_V_ERR_KEYUSAGE_NO_CERTSIGN, N_ ("may not issue certificates, but has done so.")},
    {X509_V_ERR_PATH_LENGTH_EXCEEDED, N_ ("may not have this many authorities below it.")},
    {X509_V_ERR_EE_KEY_TOO_SMALL, N_ ("the key of this certificate is too weak.")},
    {X509_V_ERR_CA_KEY_TOO_SMALL, N_ ("the key of this certificate is too weak.")},
    {X509_V_ERR_CA_MD_TOO_WEAK, N_ ("this certificate rests on an old hash (MD5 or SHA-1).")},
    {X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION,
     N_ ("this certificate has a condition that is not known here.")},
    {X509_V_ERR_PERMITTED_VIOLATION,
     N_ ("the authority may not issue a certificate to this name.")},
    {X509_V_ERR_EXCLUDED_VIOLATION, N_ ("the authority may not issue a certificate to this name.")},
    {X509_V_ERR_NO_EXPLICIT_POLICY,
     N_ ("this certificate was not issued under a policy that the authority demands.")},
    {X509_V_ERR_INVALID_POLICY_EXTENSION,
     N_ ("this certificate has a condition that is not known here.")},
    {X509_V_ERR_CERT_CHAIN_TOO_LONG, N_ ("the path from here to an authority is too long.")},
};

static SokyCertificate *
pick (GPtrArray *chain, int depth, SokyCertificate *leaf)
{
  return depth >= 0 && depth < (int) chain->len ? chain->pdata[depth] : leaf;
}

static const char *
name_of (SokyCertificate *certificate)
{
  const char *holder = soky_certificate_get_holder (certificate);

  return *holder != '\0' ? holder : soky_certificate_get_organisation (certificate);
}

static char *
explain_no_path (GPtrArray *chain, SokyCertificate *leaf)
{
  SokyCertificate *last = chain->len > 0 ? chain->pdata[chain->len - 1] : leaf;
  X509 *x509 = soky_certificate_peek_x509 (last);

  if (X509_NAME_cmp (X509_get_subject_name (x509), X509_get_issuer_name (x509)) != 0)
    return g_strdup_printf (_ ("“%s”, which issued the certificate of “%s”, is not among the "
                               "authorities that are trusted here."),
                            soky_certificate_get_issuer (last), name_of (last));
  if (chain->len > 1)
    return g_strdup_printf (_ ("“%s” is not among the authorities that are trusted here."),
                            name_of (last));
  return g_strdup_printf (_ ("“%s” issued this certificate to itself; no authority that is trusted "
                             "here vouches for it."),
                          name_of (last));
}

gboolean
soky_trust_is_no_path (int code)
{
  switch (code) {
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
  case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
  case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
  case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
  case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    return TRUE;
  default:
    return FALSE;
  }
}

SokyTrustFault
soky_trust_get_fault (int code)
{
  if (soky_trust_is_no_path (code))
    return SOKY_TRUST_FAULT_NO_PATH;
  switch (code) {
  case X509_V_OK:
    return SOKY_TRUST_FAULT_NONE;
  case X509_V_ERR_CERT_HAS_EXPIRED:
    return SOKY_TRUST_FAULT_EXPIRED;
  case X509_V_ERR_CERT_NOT_YET_VALID:
    return SOKY_TRUST_FAULT_NOT_YET_VALID;
  case X509_V_ERR_EE_KEY_TOO_SMALL:
  case X509_V_ERR_CA_KEY_TOO_SMALL:
  case X509_V_ERR_CA_MD_TOO_WEAK:
    return SOKY_TRUST_FAULT_WEAK;
  default:
    return SOKY_TRUST_FAULT_OTHER;
  }
}

char *
soky_trust_explain (int code, int depth, GPtrArray *chain, SokyCertificate *leaf)
{
  const char *name = name_of (pick (chain, depth, leaf));

  if (soky_trust_is_no_path (code))
    return explain_no_path (chain, leaf);
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == code)
      /* TRANSLATORS: a certificate's holder, then what is wrong with that certificate */
      return g_strdup_printf (_ ("“%s”: %s"), name, _ (sentences[i].sentence));
  return g_strdup_printf (_ ("The certificate of “%s” cannot be trusted (%s)."), name,
                          X509_verify_cert_error_string (code));
}
