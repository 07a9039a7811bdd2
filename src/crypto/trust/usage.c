/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/trust/usage.h"

#include "crypto/openssl.h"

#define ANY "2.5.29.37.0"

static const char *const signing[] = {
    ANY,
    "1.3.6.1.5.5.7.3.4",       /* emailProtection */
    "1.3.6.1.5.5.7.3.36",      /* documentSigning (RFC 9336) */
    "1.3.6.1.4.1.311.10.3.12", /* Microsoft's document signing */
    "1.2.840.113583.1.1.5",    /* Adobe's authentic documents */
    "1.3.6.1.5.5.7.3.2",       /* clientAuth */
    "1.3.6.1.4.1.311.20.2.2",  /* logon by smart card */
    NULL,
};

static const char *const timestamping[] = {ANY, "1.3.6.1.5.5.7.3.8", NULL};

static gboolean
contains (const EXTENDED_KEY_USAGE *usages, const char *const *wanted)
{
  char text[128];

  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++) {
    OBJ_obj2txt (text, sizeof text, sk_ASN1_OBJECT_value (usages, i), 1);
    if (g_strv_contains (wanted, text))
      return TRUE;
  }
  return FALSE;
}

/* TRUE when there is no extended usage; FALSE when it cannot be read. */
static gboolean
extends_to (SokyCertificate *certificate, const char *const *wanted)
{
  int critical = 0;
  EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i (soky_certificate_peek_x509 (certificate),
                                                 NID_ext_key_usage, &critical, NULL);
  gboolean result = usages ? contains (usages, wanted) : critical == -1;

  EXTENDED_KEY_USAGE_free (usages);
  ERR_clear_error ();
  return result;
}

static gboolean
is_for_timestamps (SokyCertificate *leaf)
{
  X509 *x509 = soky_certificate_peek_x509 (leaf);
  gboolean result = X509_check_purpose (x509, X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1;

  ERR_clear_error ();
  return result;
}

gboolean
soky_usage_permits (SokyCertificate *leaf, SokyTrustPurpose purpose)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (leaf), FALSE);

  X509 *x509 = soky_certificate_peek_x509 (leaf);
  if (purpose == SOKY_TRUST_PURPOSE_TIMESTAMPING)
    return is_for_timestamps (leaf);
  return (X509_get_key_usage (x509) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0 &&
         extends_to (leaf, signing);
}

gboolean
soky_usage_permits_below (SokyCertificate *authority, SokyTrustPurpose purpose)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (authority), FALSE);
  return extends_to (authority, purpose == SOKY_TRUST_PURPOSE_SIGNING ? signing : timestamping);
}
