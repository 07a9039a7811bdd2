/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/ocsp.h"

#include "crypto/revocation/address.h"
#include "crypto/revocation/evidence.h"

#include <glib/gi18n-lib.h>

/* an honest response carries its responder's certificate, and perhaps the one above */
#define MAX_CERTIFICATES 16
#define MAX_ANSWERS 100

struct _SokyOcsp {
  GBytes *der;
  OCSP_BASICRESP *basic;
  GPtrArray *certificates;
};

static gboolean
refuse (GError **error, SokyCryptoError code, const char *message)
{
  soky_openssl_set_error (error, code, message);
  return FALSE;
}

static gboolean
refuse_unreadable (GError **error)
{
  return refuse (error, SOKY_CRYPTO_ERROR_MALFORMED, _ ("The OCSP response cannot be read."));
}

/* (nullable): the whole of @der as a bare BasicOCSPResponse */
static OCSP_BASICRESP *
decode_bare (const unsigned char *data, gsize length)
{
  const unsigned char *at = data;
  OCSP_BASICRESP *basic = d2i_OCSP_BASICRESP (NULL, &at, (long) length);

  if (basic != NULL && at == data + length)
    return basic;
  OCSP_BASICRESP_free (basic);
  return NULL;
}

static gboolean
decode (SokyOcsp *self, GError **error)
{
  gsize length = 0;
  const unsigned char *data = g_bytes_get_data (self->der, &length);
  const unsigned char *at = data;

  if (length == 0 || length > SOKY_OCSP_MAX_SIZE)
    return refuse_unreadable (error);
  g_autoptr (OCSP_RESPONSE) response = d2i_OCSP_RESPONSE (NULL, &at, (long) length);
  if (response == NULL || at != data + length) {
    ERR_clear_error ();
    self->basic = decode_bare (data, length);
    return self->basic != NULL || refuse_unreadable (error);
  }
  if (OCSP_response_status (response) != OCSP_RESPONSE_STATUS_SUCCESSFUL)
    return refuse (error, SOKY_CRYPTO_ERROR_FAILED,
                   _ ("The authority's OCSP responder could not answer. Try again later."));
  self->basic = OCSP_response_get1_basic (response);
  return self->basic != NULL || refuse_unreadable (error);
}

static gboolean
take_certificates (SokyOcsp *self, GError **error)
{
  const STACK_OF (X509) *embedded = OCSP_resp_get0_certs (self->basic);

  if (sk_X509_num (embedded) > MAX_CERTIFICATES || OCSP_resp_count (self->basic) > MAX_ANSWERS)
    return refuse_unreadable (error);
  for (int i = 0; i < sk_X509_num (embedded); i++) {
    SokyCertificate *certificate =
        soky_certificate_new_from_x509 (sk_X509_value (embedded, i), NULL);
    if (certificate != NULL)
      g_ptr_array_add (self->certificates, certificate);
  }
  return TRUE;
}

SokyOcsp *
soky_ocsp_new (GBytes *der, GError **error)
{
  g_return_val_if_fail (der != NULL, NULL);

  g_autoptr (SokyOcsp) self = g_new0 (SokyOcsp, 1);
  self->der = g_bytes_ref (der);
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  if (!decode (self, error) || !take_certificates (self, error))
    return NULL;
  ERR_clear_error ();
  return g_steal_pointer (&self);
}

void
soky_ocsp_free (SokyOcsp *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->der);
  OCSP_BASICRESP_free (self->basic);
  g_ptr_array_unref (self->certificates);
  g_free (self);
}

GBytes *
soky_ocsp_get_der (SokyOcsp *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->der;
}

GPtrArray *
soky_ocsp_get_certificates (SokyOcsp *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->certificates;
}

/* Whether the responder names itself by @certificate's name or key (RFC 6960 §4.2.1). */
static gboolean
is_named (const SokyOcsp *self, SokyCertificate *certificate)
{
  X509 *x509 = soky_certificate_peek_x509 (certificate);
  const ASN1_OCTET_STRING *key = NULL;
  const X509_NAME *name = NULL;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;

  if (OCSP_resp_get0_id (self->basic, &key, &name) != 1)
    return FALSE;
  if (name != NULL)
    return X509_NAME_cmp (name, X509_get_subject_name (x509)) == 0;
  return X509_pubkey_digest (x509, EVP_sha1 (), digest, &length) == 1 &&
         ASN1_STRING_length (key) == (int) length &&
         CRYPTO_memcmp (ASN1_STRING_get0_data (key), digest, length) == 0;
}

static gboolean
verify (const SokyOcsp *self, SokyCertificate *signer)
{
  EVP_PKEY *key = X509_get0_pubkey (soky_certificate_peek_x509 (signer));

  return key != NULL &&
         ASN1_item_verify (ASN1_ITEM_rptr (OCSP_RESPDATA), OCSP_resp_get0_tbs_sigalg (self->basic),
                           OCSP_resp_get0_signature (self->basic),
                           OCSP_resp_get0_respdata (self->basic), key) == 1;
}

/* Whether @issuer itself gave this certificate the right to answer for it (§4.2.2.2). */
static gboolean
is_delegate (SokyCertificate *responder, SokyCertificate *issuer)
{
  X509 *x509 = soky_certificate_peek_x509 (responder);

  return (X509_get_extension_flags (x509) & EXFLAG_XKUSAGE) != 0 &&
         (X509_get_extended_key_usage (x509) & XKU_OCSP_SIGN) != 0 &&
         (X509_get_key_usage (x509) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0 &&
         soky_evidence_was_issued_by (responder, issuer);
}

static gboolean
was_valid (SokyCertificate *certificate, gint64 at_us)
{
  return soky_certificate_get_not_before_us (certificate) <= at_us &&
         at_us <= soky_certificate_get_not_after_us (certificate);
}

/* Whether a delegate's own certificate rests on something that is still safe. */
static gboolean
is_well_issued (SokyCertificate *responder, SokyCertificate *issuer)
{
  const X509_ALGOR *algorithm = X509_get0_tbs_sigalg (soky_certificate_peek_x509 (responder));

  return responder == issuer || soky_evidence_is_strong (algorithm, issuer);
}

/* Sets the fault unless @signer's signature makes the response the issuer's word. */
static SokyEvidenceFault
check_signer (const SokyOcsp *self, SokyCertificate *signer, SokyCertificate *issuer,
              gint64 produced_at_us)
{
  if (!verify (self, signer))
    return SOKY_EVIDENCE_FORGED;
  if (signer != issuer && !is_delegate (signer, issuer))
    return SOKY_EVIDENCE_NOT_ENTITLED;
  if (!was_valid (signer, produced_at_us))
    return SOKY_EVIDENCE_NOT_ENTITLED;
  if (!soky_evidence_is_strong (OCSP_resp_get0_tbs_sigalg (self->basic), signer) ||
      !is_well_issued (signer, issuer))
    return SOKY_EVIDENCE_WEAK;
  return SOKY_EVIDENCE_SOUND;
}

/* The issuer speaks for itself, or through one of the certificates that come with the response. */
static gboolean
check_origin (const SokyOcsp *self, SokyCertificate *issuer, SokyRevocation *result)
{
  g_autoptr (GPtrArray) signers = g_ptr_array_new ();

  g_ptr_array_add (signers, issuer);
  g_ptr_array_extend (signers, self->certificates, NULL, NULL);
  result->fault = SOKY_EVIDENCE_NOT_ENTITLED;
  for (guint i = 0; i < signers->len; i++) {
    SokyCertificate *signer = signers->pdata[i];
    if (!is_named (self, signer) || (i > 0 && soky_certificate_equal (signer, issuer)))
      continue;
    result->fault = check_signer (self, signer, issuer, result->produced_at_us);
    if (result->fault == SOKY_EVIDENCE_SOUND && i > 0)
      result->responder = g_object_ref (signer);
    if (result->fault == SOKY_EVIDENCE_SOUND || result->fault == SOKY_EVIDENCE_WEAK)
      break;
  }
  return result->fault == SOKY_EVIDENCE_SOUND;
}

static gboolean
is_about (OCSP_SINGLERESP *answer, const SokyStatusQuestion *question)
{
  OCSP_CERTID *named = (OCSP_CERTID *) OCSP_SINGLERESP_get0_id (answer);
  ASN1_OBJECT *hash = NULL;

  if (OCSP_id_get0_info (NULL, &hash, NULL, NULL, named) != 1)
    return FALSE;
  const EVP_MD *md = soky_hash_get_md (soky_hash_from_nid (OBJ_obj2nid (hash)));
  if (md == NULL)
    return FALSE;
  OCSP_CERTID *asked = OCSP_cert_to_id (md, soky_certificate_peek_x509 (question->certificate),
                                        soky_certificate_peek_x509 (question->issuer));
  gboolean same = asked != NULL && OCSP_id_cmp (named, asked) == 0;
  OCSP_CERTID_free (asked);
  return same;
}

/* The newest answer about the certificate. */
static OCSP_SINGLERESP *
find_answer (const SokyOcsp *self, const SokyStatusQuestion *question)
{
  OCSP_SINGLERESP *newest = NULL;
  gint64 newest_us = G_MININT64;

  for (int i = 0; i < OCSP_resp_count (self->basic); i++) {
    OCSP_SINGLERESP *answer = OCSP_resp_get0 (self->basic, i);
    ASN1_GENERALIZEDTIME *update = NULL;
    gint64 moment_us = 0;
    OCSP_single_get0_status (answer, NULL, NULL, &update, NULL);
    if (!is_about (answer, question) || !soky_openssl_time_to_us (update, &moment_us) ||
        moment_us <= newest_us)
      continue;
    newest = answer;
    newest_us = moment_us;
  }
  return newest;
}

/* G_MAXINT64 when the answer does not say so (RFC 6960 §4.4.4). */
static gint64
archive_cutoff_us (OCSP_SINGLERESP *answer)
{
  g_autoptr (ASN1_GENERALIZEDTIME) cutoff =
      OCSP_SINGLERESP_get1_ext_d2i (answer, NID_id_pkix_OCSP_archiveCutoff, NULL, NULL);
  gint64 moment_us = 0;

  return soky_openssl_time_to_us (cutoff, &moment_us) ? moment_us : G_MAXINT64;
}

static void
read_answer (OCSP_SINGLERESP *answer, const SokyStatusQuestion *question, SokyRevocation *result)
{
  ASN1_GENERALIZEDTIME *revoked = NULL, *update = NULL, *next = NULL;
  int cause = SOKY_CAUSE_NONE;
  int status = OCSP_single_get0_status (answer, &cause, &revoked, &update, &next);

  if (!soky_openssl_time_to_us (update, &result->this_update_us) ||
      (next != NULL && !soky_openssl_time_to_us (next, &result->next_update_us))) {
    soky_evidence_refuse (result, SOKY_EVIDENCE_UNSUPPORTED);
    return;
  }
  g_autoptr (ASN1_GENERALIZEDTIME) invalid =
      OCSP_SINGLERESP_get1_ext_d2i (answer, NID_invalidity_date, NULL, NULL);
  if (status == V_OCSP_CERTSTATUS_REVOKED)
    soky_evidence_set_revoked (result, question, revoked, invalid, cause);
  else if (OCSP_SINGLERESP_get_ext_by_critical (answer, 1, -1) >= 0)
    soky_evidence_refuse (result, SOKY_EVIDENCE_UNSUPPORTED);
  else if (status != V_OCSP_CERTSTATUS_GOOD)
    soky_evidence_refuse (result, SOKY_EVIDENCE_NO_ANSWER);
  else if (soky_evidence_is_timely (result, question, archive_cutoff_us (answer)))
    result->state = SOKY_REVOCATION_GOOD;
}

static void
judge (const SokyOcsp *self, const SokyStatusQuestion *question, SokyRevocation *result)
{
  OCSP_SINGLERESP *answer = find_answer (self, question);

  if (answer == NULL)
    soky_evidence_refuse (result, SOKY_EVIDENCE_FOREIGN);
  else if (!soky_openssl_time_to_us (OCSP_resp_get0_produced_at (self->basic),
                                     &result->produced_at_us) ||
           OCSP_BASICRESP_get_ext_by_critical (self->basic, 1, -1) >= 0)
    soky_evidence_refuse (result, SOKY_EVIDENCE_UNSUPPORTED);
  else if (check_origin (self, question->issuer, result))
    read_answer (answer, question, result);
}

SokyRevocation *
soky_ocsp_judge (SokyOcsp *self, SokyCertificate *certificate, SokyCertificate *issuer,
                 gint64 at_us, gint64 now_us)
{
  g_return_val_if_fail (self != NULL && SOKY_IS_CERTIFICATE (certificate), NULL);
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (issuer), NULL);

  const SokyStatusQuestion question = {certificate, issuer, at_us, now_us};
  SokyRevocation *result = soky_revocation_new (SOKY_EVIDENCE_OCSP);
  judge (self, &question, result);
  ERR_clear_error ();
  return result;
}

gboolean
soky_ocsp_responder_stands_alone (SokyCertificate *responder)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (responder), FALSE);

  X509 *x509 = soky_certificate_peek_x509 (responder);
  return X509_get_ext_by_NID (x509, NID_id_pkix_OCSP_noCheck, -1) >= 0 ||
         !soky_certificate_publishes_status (responder);
}
