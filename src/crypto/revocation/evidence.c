/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/revocation/evidence.h"

#include "crypto/cms/algorithm.h"

/* clocks of responders run a little ahead */
#define SLACK_US (5 * 60 * G_USEC_PER_SEC)
/* evidence that does not say when the next is due is believed for a day */
#define UNDATED_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

void
soky_evidence_refuse (SokyRevocation *self, SokyEvidenceFault fault)
{
  self->state = SOKY_REVOCATION_UNKNOWN;
  self->fault = fault;
  self->revoked_at_us = 0;
  self->cause = SOKY_CAUSE_NONE;
}

static gint64
due_us (const SokyRevocation *self)
{
  return self->next_update_us != 0 ? self->next_update_us : self->this_update_us + UNDATED_US;
}

gboolean
soky_evidence_is_timely (SokyRevocation *self, const SokyStatusQuestion *question,
                         gint64 keeps_expired_us)
{
  gint64 expiry_us = soky_certificate_get_not_after_us (question->certificate);

  self->fault = SOKY_EVIDENCE_SOUND;
  if (self->this_update_us > question->now_us + SLACK_US)
    self->fault = SOKY_EVIDENCE_EARLY;
  else if (due_us (self) + SLACK_US < question->at_us)
    self->fault = SOKY_EVIDENCE_STALE;
  else if (self->this_update_us > expiry_us && keeps_expired_us > expiry_us)
    self->fault = SOKY_EVIDENCE_TOO_LATE;
  return self->fault == SOKY_EVIDENCE_SOUND;
}

void
soky_evidence_set_revoked (SokyRevocation *self, const SokyStatusQuestion *question,
                           const ASN1_TIME *revoked, const ASN1_TIME *invalid, int cause)
{
  gint64 moment_us = 0;

  if (cause == SOKY_CAUSE_HOLD && !soky_evidence_is_timely (self, question, 0))
    return;
  self->state = SOKY_REVOCATION_REVOKED;
  self->fault = SOKY_EVIDENCE_SOUND;
  self->cause = cause;
  /* a date that cannot be read must not make the certificate good: revoked since ever */
  if (!soky_openssl_time_to_us (revoked, &self->revoked_at_us))
    self->revoked_at_us = 1;
  if (invalid != NULL && soky_openssl_time_to_us (invalid, &moment_us))
    self->revoked_at_us = MIN (self->revoked_at_us, moment_us);
}

gboolean
soky_evidence_is_strong (const X509_ALGOR *algorithm, SokyCertificate *signer)
{
  SokyAlgorithm read;

  soky_algorithm_read (&read, algorithm);
  return read.kind != SOKY_ALGORITHM_UNKNOWN && !soky_hash_is_weak (read.hash) &&
         !soky_certificate_is_key_weak (signer);
}

gboolean
soky_evidence_was_issued_by (SokyCertificate *certificate, SokyCertificate *issuer)
{
  X509 *lower = soky_certificate_peek_x509 (certificate);
  X509 *upper = soky_certificate_peek_x509 (issuer);
  EVP_PKEY *key = X509_get0_pubkey (upper);
  gboolean result =
      key != NULL &&
      X509_NAME_cmp (X509_get_issuer_name (lower), X509_get_subject_name (upper)) == 0 &&
      X509_verify (lower, key) == 1;

  ERR_clear_error ();
  return result;
}
