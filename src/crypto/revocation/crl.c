/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/crl.h"

#include "crypto/revocation/evidence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PEM_START "-----BEGIN"
/* expiredCertsOnCRL (X.509 §9.5.2.8), which OpenSSL 3.0 does not name */
#define EXPIRED_CERTS_OID "2.5.29.60"

struct _SokyCrl {
  GBytes *der;
  X509_CRL *crl;
};

static X509_CRL *
decode_pem (const void *data, gsize length)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (data, (int) length);

  return PEM_read_bio_X509_CRL (bio, NULL, NULL, NULL);
}

static X509_CRL *
decode (GBytes *bytes)
{
  gsize length = 0;
  const unsigned char *data = g_bytes_get_data (bytes, &length);
  const unsigned char *at = data;

  if (length == 0 || length > SOKY_CRL_MAX_SIZE)
    return NULL;
  if (length > strlen (PEM_START) && memcmp (data, PEM_START, strlen (PEM_START)) == 0)
    return decode_pem (data, length);
  g_autoptr (X509_CRL) crl = d2i_X509_CRL (NULL, &at, (long) length);
  return at == data + length ? g_steal_pointer (&crl) : NULL;
}

SokyCrl *
soky_crl_new (GBytes *data, GError **error)
{
  g_return_val_if_fail (data != NULL, NULL);

  X509_CRL *crl = decode (data);
  if (crl == NULL) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_MALFORMED,
                            _ ("The revocation list cannot be read."));
    return NULL;
  }
  SokyCrl *self = g_new0 (SokyCrl, 1);
  self->crl = crl;
  self->der = soky_openssl_encode (ASN1_ITEM_rptr (X509_CRL), crl);
  ERR_clear_error ();
  return self;
}

void
soky_crl_free (SokyCrl *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->der);
  X509_CRL_free (self->crl);
  g_free (self);
}

GBytes *
soky_crl_get_der (SokyCrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->der;
}

/* A condition that is not known here could change what the list means. */
static gboolean
has_unknown_condition (X509_CRL *crl)
{
  for (int at = X509_CRL_get_ext_by_critical (crl, 1, -1); at >= 0;
       at = X509_CRL_get_ext_by_critical (crl, 1, at)) {
    int nid = OBJ_obj2nid (X509_EXTENSION_get_object (X509_CRL_get_ext (crl, at)));
    if (nid != NID_issuing_distribution_point && nid != NID_authority_key_identifier)
      return TRUE;
  }
  return FALSE;
}

static gboolean
names_meet (const GENERAL_NAMES *ours, const GENERAL_NAMES *theirs)
{
  for (int i = 0; i < sk_GENERAL_NAME_num (ours); i++)
    for (int k = 0; k < sk_GENERAL_NAME_num (theirs); k++)
      if (GENERAL_NAME_cmp (sk_GENERAL_NAME_value (ours, i), sk_GENERAL_NAME_value (theirs, k)) ==
          0)
        return TRUE;
  return FALSE;
}

/* Whether the certificate points to the part of the list that carries @names (§6.3.3 b). */
static gboolean
points_to (SokyCertificate *certificate, const GENERAL_NAMES *names)
{
  X509 *x509 = soky_certificate_peek_x509 (certificate);
  CRL_DIST_POINTS *points = X509_get_ext_d2i (x509, NID_crl_distribution_points, NULL, NULL);
  gboolean found = FALSE;

  for (int i = 0; i < sk_DIST_POINT_num (points) && !found; i++) {
    const DIST_POINT *point = sk_DIST_POINT_value (points, i);
    found = point->distpoint != NULL && point->distpoint->type == 0 &&
            names_meet (point->distpoint->name.fullname, names);
  }
  CRL_DIST_POINTS_free (points);
  return found;
}

/* Whether the list says of itself that it takes in the certificate (§5.2.5). */
static SokyEvidenceFault
check_scope (X509_CRL *crl, SokyCertificate *certificate)
{
  int critical = 0;
  g_autoptr (ISSUING_DIST_POINT) scope =
      X509_CRL_get_ext_d2i (crl, NID_issuing_distribution_point, &critical, NULL);
  gboolean authority = soky_certificate_is_authority (certificate);

  if (scope == NULL)
    return critical == -1 ? SOKY_EVIDENCE_SOUND : SOKY_EVIDENCE_UNSUPPORTED;
  if (scope->indirectCRL > 0 || scope->onlysomereasons != NULL)
    return SOKY_EVIDENCE_UNSUPPORTED;
  if (scope->onlyattr > 0 || (scope->onlyuser > 0 && authority) ||
      (scope->onlyCA > 0 && !authority))
    return SOKY_EVIDENCE_FOREIGN;
  if (scope->distpoint == NULL)
    return SOKY_EVIDENCE_SOUND;
  if (scope->distpoint->type != 0)
    return SOKY_EVIDENCE_UNSUPPORTED;
  return points_to (certificate, scope->distpoint->name.fullname) ? SOKY_EVIDENCE_SOUND
                                                                  : SOKY_EVIDENCE_FOREIGN;
}

static gboolean
may_sign_lists (SokyCertificate *issuer, gint64 at_us)
{
  return (X509_get_key_usage (soky_certificate_peek_x509 (issuer)) & KU_CRL_SIGN) != 0 &&
         soky_certificate_get_not_before_us (issuer) <= at_us &&
         at_us <= soky_certificate_get_not_after_us (issuer);
}

static SokyEvidenceFault
check_origin (X509_CRL *crl, SokyCertificate *issuer, gint64 made_us)
{
  X509 *x509 = soky_certificate_peek_x509 (issuer);
  EVP_PKEY *key = X509_get0_pubkey (x509);
  const X509_ALGOR *algorithm = NULL;

  X509_CRL_get0_signature (crl, NULL, &algorithm);
  if (X509_NAME_cmp (X509_CRL_get_issuer (crl), X509_get_subject_name (x509)) != 0)
    return SOKY_EVIDENCE_FOREIGN;
  if (key == NULL || X509_CRL_verify (crl, key) != 1)
    return SOKY_EVIDENCE_FORGED;
  if (!may_sign_lists (issuer, made_us))
    return SOKY_EVIDENCE_NOT_ENTITLED;
  if (!soky_evidence_is_strong (algorithm, issuer))
    return SOKY_EVIDENCE_WEAK;
  return SOKY_EVIDENCE_SOUND;
}

/* G_MAXINT64 when the list does not say that it keeps expired certificates. */
static gint64
keeps_expired_us (X509_CRL *crl)
{
  g_autoptr (ASN1_OBJECT) object = OBJ_txt2obj (EXPIRED_CERTS_OID, 1);
  int at = X509_CRL_get_ext_by_OBJ (crl, object, -1);
  gint64 moment_us = 0;

  if (at < 0)
    return G_MAXINT64;
  const ASN1_OCTET_STRING *value = X509_EXTENSION_get_data (X509_CRL_get_ext (crl, at));
  const unsigned char *data = ASN1_STRING_get0_data (value);
  g_autoptr (ASN1_GENERALIZEDTIME) since =
      d2i_ASN1_GENERALIZEDTIME (NULL, &data, ASN1_STRING_length (value));
  return soky_openssl_time_to_us (since, &moment_us) ? moment_us : G_MAXINT64;
}

static void
read_entry (const X509_REVOKED *entry, const SokyStatusQuestion *question, SokyRevocation *result)
{
  g_autoptr (ASN1_ENUMERATED) reason = X509_REVOKED_get_ext_d2i (entry, NID_crl_reason, NULL, NULL);
  g_autoptr (ASN1_GENERALIZEDTIME) invalid =
      X509_REVOKED_get_ext_d2i (entry, NID_invalidity_date, NULL, NULL);
  int cause = reason ? (int) ASN1_ENUMERATED_get (reason) : SOKY_CAUSE_NONE;

  soky_evidence_set_revoked (result, question, X509_REVOKED_get0_revocationDate (entry), invalid,
                             cause);
}

static SokyEvidenceFault
check_kind (X509_CRL *crl, const SokyStatusQuestion *question)
{
  if (X509_CRL_get_ext_by_NID (crl, NID_delta_crl, -1) >= 0 || has_unknown_condition (crl))
    return SOKY_EVIDENCE_UNSUPPORTED;
  return check_scope (crl, question->certificate);
}

static void
judge (X509_CRL *crl, const SokyStatusQuestion *question, SokyRevocation *result)
{
  const ASN1_TIME *next = X509_CRL_get0_nextUpdate (crl);
  X509_REVOKED *entry = NULL;

  if (!soky_openssl_time_to_us (X509_CRL_get0_lastUpdate (crl), &result->this_update_us) ||
      (next != NULL && !soky_openssl_time_to_us (next, &result->next_update_us))) {
    soky_evidence_refuse (result, SOKY_EVIDENCE_UNSUPPORTED);
    return;
  }
  result->produced_at_us = result->this_update_us;
  result->fault = check_origin (crl, question->issuer, result->this_update_us);
  if (result->fault == SOKY_EVIDENCE_SOUND)
    result->fault = check_kind (crl, question);
  if (result->fault != SOKY_EVIDENCE_SOUND)
    return;
  int found =
      X509_CRL_get0_by_cert (crl, &entry, soky_certificate_peek_x509 (question->certificate));
  if (found == 1)
    read_entry (entry, question, result);
  else if (found != 0) /* removeFromCRL has no place in a complete list */
    soky_evidence_refuse (result, SOKY_EVIDENCE_UNSUPPORTED);
  else if (soky_evidence_is_timely (result, question, keeps_expired_us (crl)))
    result->state = SOKY_REVOCATION_GOOD;
}

SokyRevocation *
soky_crl_judge (SokyCrl *self, SokyCertificate *certificate, SokyCertificate *issuer, gint64 at_us,
                gint64 now_us)
{
  g_return_val_if_fail (self != NULL && SOKY_IS_CERTIFICATE (certificate), NULL);
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (issuer), NULL);

  const SokyStatusQuestion question = {certificate, issuer, at_us, now_us};
  SokyRevocation *result = soky_revocation_new (SOKY_EVIDENCE_CRL);
  judge (self->crl, &question, result);
  ERR_clear_error ();
  return result;
}
