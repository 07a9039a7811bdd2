/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/ess.h"

/* OpenSSL keeps the insides of its own types for these to itself. Version 1 is version 2 without
 * the hash algorithm, which is SHA-1 then. */
typedef struct {
  GENERAL_NAMES *issuer;
  ASN1_INTEGER *serial;
} IssuerSerial;

typedef struct {
  X509_ALGOR *algorithm;
  ASN1_OCTET_STRING *hash;
  IssuerSerial *issuer_serial;
} CertId;

typedef struct {
  STACK_OF (CertId) * ids;
  STACK_OF (ASN1_TYPE) * policies;
} SigningCertificate;

/* clang-format off */
DEFINE_STACK_OF (CertId)

ASN1_SEQUENCE (IssuerSerial) = {
  ASN1_SEQUENCE_OF (IssuerSerial, issuer, GENERAL_NAME),
  ASN1_SIMPLE (IssuerSerial, serial, ASN1_INTEGER),
} static_ASN1_SEQUENCE_END (IssuerSerial)

ASN1_SEQUENCE (CertId) = {
  ASN1_OPT (CertId, algorithm, X509_ALGOR),
  ASN1_SIMPLE (CertId, hash, ASN1_OCTET_STRING),
  ASN1_OPT (CertId, issuer_serial, IssuerSerial),
} static_ASN1_SEQUENCE_END (CertId)

ASN1_SEQUENCE (SigningCertificate) = {
  ASN1_SEQUENCE_OF (SigningCertificate, ids, CertId),
  ASN1_SEQUENCE_OF_OPT (SigningCertificate, policies, ASN1_ANY),
} static_ASN1_SEQUENCE_END (SigningCertificate)

static void
signing_certificate_free (SigningCertificate *self)
{
  ASN1_item_free ((ASN1_VALUE *) self, ASN1_ITEM_rptr (SigningCertificate));
}
/* clang-format on */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SigningCertificate, signing_certificate_free)

static gboolean
hash_matches (const CertId *id, gboolean v2, X509 *x509)
{
  SokyHash hash = v2 ? SOKY_HASH_SHA256 : SOKY_HASH_SHA1;
  guint8 value[EVP_MAX_MD_SIZE];
  unsigned int length = 0;

  if (id->algorithm != NULL)
    hash = v2 ? soky_hash_from_algorithm (id->algorithm) : SOKY_HASH_UNKNOWN;
  const EVP_MD *md = soky_hash_get_md (hash);
  return md != NULL && X509_digest (x509, md, value, &length) == 1 &&
         ASN1_STRING_length (id->hash) == (int) length &&
         CRYPTO_memcmp (ASN1_STRING_get0_data (id->hash), value, length) == 0;
}

static gboolean
issuer_matches (const IssuerSerial *named, X509 *x509)
{
  if (named == NULL)
    return TRUE;
  if (sk_GENERAL_NAME_num (named->issuer) != 1)
    return FALSE;
  const GENERAL_NAME *name = sk_GENERAL_NAME_value (named->issuer, 0);
  return name->type == GEN_DIRNAME &&
         X509_NAME_cmp (name->d.directoryName, X509_get_issuer_name (x509)) == 0 &&
         ASN1_INTEGER_cmp (named->serial, X509_get0_serialNumber (x509)) == 0;
}

gboolean
soky_ess_names (const ASN1_STRING *value, gboolean v2, X509 *x509)
{
  g_autoptr (SigningCertificate) names =
      ASN1_item_unpack (value, ASN1_ITEM_rptr (SigningCertificate));

  if (names == NULL || sk_CertId_num (names->ids) < 1) {
    ERR_clear_error ();
    return FALSE;
  }
  const CertId *id = sk_CertId_value (names->ids, 0);
  return hash_matches (id, v2, x509) && issuer_matches (id->issuer_serial, x509);
}
