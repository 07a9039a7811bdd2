/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/trust-judge.h"

#include "base/clock.h"
#include "crypto/cms/evidence.h"
#include "pdf/evidence.h"

#include <glib/gi18n-lib.h>

/* a clock may be wrong by this much */
#define SLACK_US (5 * 60 * G_USEC_PER_SEC)
/* some signers write Vietnam's time as if it were UTC */
#define LOCAL_TIME_US (G_GINT64_CONSTANT (7) * 3600 * G_USEC_PER_SEC)

static void
add_note (SokySignatureReport *report, const char *sentence)
{
  char *note =
      *report->note != '\0' ? g_strconcat (report->note, " ", sentence, NULL) : g_strdup (sentence);

  g_free (report->note);
  report->note = note;
}

static void
fail (SokyTrustVerdict *verdict, const char *indication, const char *reason)
{
  verdict->indication = indication;
  g_free (verdict->reason);
  verdict->reason = g_strdup (reason);
}

static gint64
earlier (gint64 a, gint64 b)
{
  return a == 0 ? b : b == 0 ? a : MIN (a, b);
}

/* The timestamp over the signature itself, which counts at the moment that later ones prove. */
static gint64
judge_stamp (const SokyValidation *self, SokyCms *cms, gint64 proven_us,
             SokySignatureReport *report, SokyTrustVerdict *verdict)
{
  GBytes *token = soky_cms_get_timestamp (cms);

  if (token == NULL)
    return 0;
  g_autoptr (GBytes) value = soky_cms_get_signature_value (cms);
  g_autoptr (SokyStampVerdict) stamp = soky_stamp_judge (self, token, value, proven_us);
  g_ptr_array_add (report->timestamps, soky_timestamp_report_copy (stamp->report));
  if (stamp->broken)
    verdict->timestamp_problem = g_strdup (stamp->report->problem);
  return stamp->report->proves ? stamp->report->time_us : 0;
}

/* Sets since when the signature is proven to exist. */
static void
find_best_time (const SokyValidation *self, const SokyProofs *proofs, SokyCandidate *candidate,
                SokySignatureReport *report, SokyTrustVerdict *verdict)
{
  gint64 document_us = soky_proofs_since (proofs, report->revision_end);
  gint64 stamp_us = 0;

  if (!report->is_timestamp)
    stamp_us = judge_stamp (self, candidate->cms, document_us, report, verdict);
  soky_proofs_list (proofs, report->revision_end, report->timestamps);
  report->best_time_us = earlier (document_us, stamp_us);
  if (report->best_time_us != 0)
    report->best_time_source = report->best_time_us == stamp_us ? SOKY_TIME_SIGNATURE_TIMESTAMP
                                                                : SOKY_TIME_DOCUMENT_TIMESTAMP;
}

static void
add_own_evidence (const SokyValidation *self, SokyCms *cms, gint64 since_us)
{
  g_autoptr (GPtrArray) ocsps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  soky_cms_list_evidence (cms, ocsps, crls);
  for (guint i = 0; i < ocsps->len; i++)
    soky_status_pool_add_ocsp (self->pool, ocsps->pdata[i], since_us);
  for (guint i = 0; i < crls->len; i++)
    soky_status_pool_add_crl (self->pool, crls->pdata[i], since_us);
}

/* What the path came to; @path stays the caller's. */
static void
take_path (SokySignatureReport *report, SokyTrustVerdict *verdict, const SokyPathVerdict *path)
{
  report->trust = path->trust;
  report->trust_time_us = path->at_us;
  g_clear_pointer (&report->chain, g_ptr_array_unref);
  report->chain = path->chain ? g_ptr_array_ref (path->chain) : NULL;
  g_ptr_array_unref (report->statuses);
  report->statuses = g_ptr_array_ref (path->statuses);
  if (path->trust != SOKY_REPORT_TRUSTED)
    fail (verdict, path->indication, path->reason);
}

/* A moment that its own certificate contradicts is no moment of signing. */
static void
check_claimed_time (const SokyValidation *self, SokySignatureReport *report,
                    SokyTrustVerdict *verdict)
{
  gint64 claimed_us = report->signed_at_us;

  if (claimed_us == 0)
    return;
  if (claimed_us > self->now_us + SLACK_US)
    add_note (report, _ ("The claimed time of signing lies in the future."));
  else if (verdict->indication == NULL &&
           (claimed_us + SLACK_US < soky_certificate_get_not_before_us (report->certificate) ||
            claimed_us - LOCAL_TIME_US - SLACK_US >
                soky_certificate_get_not_after_us (report->certificate)))
    fail (verdict, "SIG_CONSTRAINTS_FAILURE",
          _ ("The signature claims to have been made when its certificate was not valid."));
}

/* Revoked before something that is proven to be older than the signature (EN 319 102-1 §5.3.4). */
static void
check_revocation_order (const SokyProofs *proofs, SokySignatureReport *report,
                        SokyTrustVerdict *verdict)
{
  gint64 before_us = soky_proofs_before (proofs, report->revision_end);
  const SokyStatusReport *status =
      report->statuses->len > 0 ? g_ptr_array_index (report->statuses, 0) : NULL;

  verdict->after_revocation =
      status != NULL && report->trust != SOKY_REPORT_TRUSTED && before_us != 0 &&
      status->state == SOKY_REVOCATION_REVOKED &&
      !g_str_equal (status->cause, soky_revocation_cause_to_string (SOKY_CAUSE_HOLD)) &&
      status->revoked_at_us < before_us;
}

static void
note_present (const SokyValidation *self, SokySignatureReport *report, const SokyPathVerdict *path)
{
  gint64 end_us = soky_certificate_get_not_after_us (report->certificate);
  g_autofree char *end = soky_clock_to_vietnam (end_us);

  if (path->trust != SOKY_REPORT_TRUSTED)
    return;
  if (end_us < self->now_us) {
    g_autofree char *text = g_strdup_printf (
        _ ("The certificate expired on %s; a timestamp proves that the signature is older."), end);
    add_note (report, text);
  }
  for (guint i = 0; i < path->statuses->len; i++) {
    const SokyStatusReport *status = g_ptr_array_index (path->statuses, i);
    if (status->state == SOKY_REVOCATION_REVOKED) {
      g_autofree char *text =
          g_strdup_printf (_ ("%s A timestamp proves that the signature is older."), status->text);
      add_note (report, text);
    }
  }
  if (path->unchecked)
    add_note (report, _ ("Whether the certificate was revoked was not checked."));
}

/* Timestamps that prove nothing are named; one that is broken is the verdict's business. */
static void
note_stamps (SokySignatureReport *report, const SokyTrustVerdict *verdict)
{
  for (guint i = 0; i < report->timestamps->len && verdict->timestamp_problem == NULL; i++) {
    const SokyTimestampReport *stamp = g_ptr_array_index (report->timestamps, i);
    if (stamp->proves)
      continue;
    g_autofree char *text = g_strdup_printf (_ ("A timestamp does not count: %s"), stamp->problem);
    add_note (report, text);
    return;
  }
}

static SokyLevel
level_of (const SokyCandidate *candidate, const SokySignatureReport *report,
          const SokyPathVerdict *path)
{
  if (report->is_timestamp || report->integrity != SOKY_INTEGRITY_OK ||
      g_strcmp0 (candidate->signature->subfilter, "ETSI.CAdES.detached") != 0 ||
      !soky_cms_names_certificate (candidate->cms))
    return SOKY_LEVEL_NONE;
  if (report->best_time_us == 0)
    return SOKY_LEVEL_B;
  if (!path->documented)
    return SOKY_LEVEL_T;
  return path->preserved ? SOKY_LEVEL_LTA : SOKY_LEVEL_LT;
}

static void
judge_signature (const SokyValidation *self, const SokyProofs *proofs, SokyCandidate *candidate,
                 SokySignatureReport *report, SokyTrustVerdict *verdict)
{
  gint64 since_us = report->best_time_us != 0 ? report->best_time_us : self->now_us;

  add_own_evidence (self, candidate->cms, since_us);
  SokyPathVerdict *path =
      soky_path_judge (self, report->certificate, SOKY_TRUST_PURPOSE_SIGNING, report->best_time_us);
  take_path (report, verdict, path);
  check_claimed_time (self, report, verdict);
  check_revocation_order (proofs, report, verdict);
  note_present (self, report, path);
  report->level = level_of (candidate, report, path);
  soky_path_verdict_free (path);
}

/* A document timestamp was judged with the others already. */
static void
take_document_stamp (const SokyValidation *self, const SokyStampVerdict *stamp,
                     SokySignatureReport *report, SokyTrustVerdict *verdict)
{
  if (stamp == NULL)
    return;
  if (stamp->path != NULL) {
    take_path (report, verdict, stamp->path);
    note_present (self, report, stamp->path);
  } else if (!stamp->report->proves) {
    fail (verdict, stamp->report->indication, stamp->report->problem);
  }
}

void
soky_trust_judge (const SokyValidation *self, const SokyProofs *proofs, SokyCandidate *candidate,
                  guint index, SokySignatureReport *report, SokyTrustVerdict *verdict)
{
  g_return_if_fail (self != NULL && proofs != NULL && candidate != NULL);
  g_return_if_fail (report != NULL && verdict != NULL);

  if (candidate->cms == NULL || report->certificate == NULL)
    return;
  find_best_time (self, proofs, candidate, report, verdict);
  if (report->is_timestamp)
    take_document_stamp (self, soky_proofs_get (proofs, index), report, verdict);
  else
    judge_signature (self, proofs, candidate, report, verdict);
  note_stamps (report, verdict);
}

void
soky_trust_verdict_clear (SokyTrustVerdict *self)
{
  g_free (self->reason);
  g_free (self->timestamp_problem);
}

static void
add_certificates (SokyStatusPool *pool, SokyCms *cms)
{
  GPtrArray *embedded = soky_cms_get_certificates (cms);

  for (guint i = 0; i < embedded->len; i++)
    soky_status_pool_add_certificate (pool, embedded->pdata[i]);
}

/* Of a signature, and of the timestamp that it carries. */
static void
gather_from (const SokyValidation *self, SokyCms *cms)
{
  GBytes *token = soky_cms_get_timestamp (cms);
  g_autoptr (SokyCms) stamp = token ? soky_cms_parse (token, TRUE, NULL) : NULL;

  add_certificates (self->pool, cms);
  if (stamp == NULL)
    return;
  add_certificates (self->pool, stamp);
  add_own_evidence (self, stamp, self->now_us);
}

void
soky_trust_gather (const SokyValidation *self, SokyPdf *document, GPtrArray *candidates)
{
  g_return_if_fail (self != NULL && document != NULL && candidates != NULL);

  g_autoptr (SokyPdfEvidence) evidence = soky_pdf_read_evidence (document, NULL);
  for (guint i = 0; i < candidates->len; i++) {
    SokyCandidate *candidate = g_ptr_array_index (candidates, i);
    if (candidate->cms != NULL)
      gather_from (self, candidate->cms);
    if (candidate->cms != NULL && candidate->signature->is_timestamp)
      add_own_evidence (self, candidate->cms, self->now_us);
  }
  for (guint i = 0; evidence != NULL && i < evidence->certificates->len; i++) {
    GBytes *der = g_ptr_array_index (evidence->certificates, i);
    g_autoptr (SokyCertificate) certificate =
        soky_certificate_new_from_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der), NULL);
    if (certificate != NULL)
      soky_status_pool_add_certificate (self->pool, certificate);
  }
  for (guint i = 0; evidence != NULL && i < evidence->ocsps->len; i++)
    soky_status_pool_add_ocsp (self->pool, evidence->ocsps->pdata[i], self->now_us);
  for (guint i = 0; evidence != NULL && i < evidence->crls->len; i++)
    soky_status_pool_add_crl (self->pool, evidence->crls->pdata[i], self->now_us);
}
