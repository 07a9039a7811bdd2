/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/verify.h"

#include "base/clock.h"
#include "crypto/timestamp/token-check.h"
#include "pdf/changes.h"
#include "pdf/orphan.h"
#include "sign/candidate.h"
#include "sign/verdict.h"
#include "sign/verify-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A clock may be wrong by this much before a claimed time counts as lying in the future. */
#define CLOCK_SLACK_US (5 * 60 * G_USEC_PER_SEC)

typedef struct {
  SokyPdf *document;
  SokyPdfComparer *comparer;
  SokyTrust *trust; /* nullable */
  gint64 now_us;
  GCancellable *cancellable;
} Verification;

/* What comes out of a file may be anything; what goes into a report is UTF-8. */
static void
set_text (char **field, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);

  g_free (*field);
  *field = g_steal_pointer (&valid);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GPtrArray *
make_candidates (GPtrArray *signatures)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_candidate_free);

  for (guint i = 0; i < signatures->len; i++)
    g_ptr_array_add (candidates, soky_candidate_new (g_ptr_array_index (signatures, i)));
  return candidates;
}

static gboolean
hash_candidates (GPtrArray *candidates, SokyInput *input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  for (guint i = 0; i < candidates->len; i++) {
    SokyCandidate *candidate = g_ptr_array_index (candidates, i);
    if (candidate->problem == NULL)
      g_ptr_array_add (jobs, &candidate->job);
  }
  return soky_hash_pass (input, jobs, cancellable, error);
}

static void
describe_certificate (SokySignatureReport *report, SokyCandidate *candidate)
{
  if (candidate->cms == NULL)
    return;

  SokyCertificate *certificate = soky_cms_get_signer (candidate->cms);
  const char *hash = soky_hash_get_name (soky_cms_get_hash (candidate->cms));
  g_free (report->algorithm);
  report->algorithm = g_strdup_printf ("%s, %s", soky_cms_get_algorithm (candidate->cms), hash);
  if (certificate == NULL)
    return;
  report->certificate = g_object_ref (certificate);
  set_text (&report->signer, soky_certificate_get_holder (certificate));
  set_text (&report->organisation, soky_certificate_get_organisation (certificate));
}

static SokySignatureReport *
describe (SokyCandidate *candidate)
{
  const SokyPdfSignature *signature = candidate->signature;
  SokySignatureReport *report = soky_signature_report_new ();

  set_text (&report->field, signature->field);
  set_text (&report->subfilter, signature->subfilter);
  set_text (&report->claimed_name, signature->name);
  set_text (&report->signature_reason, signature->reason);
  set_text (&report->location, signature->location);
  report->page = signature->page;
  memcpy (report->rect, signature->rect, sizeof report->rect);
  memcpy (report->byte_range, signature->byte_range, sizeof report->byte_range);
  report->revision_end = signature->revision_end;
  report->is_timestamp = signature->is_timestamp;
  report->signed_at_us =
      candidate->timestamp_us != 0 ? candidate->timestamp_us : signature->claimed_time_us;
  if (report->signed_at_us == 0 && candidate->cms != NULL)
    report->signed_at_us = soky_cms_get_signing_time_us (candidate->cms);
  describe_certificate (report, candidate);
  return report;
}

static SokyCoverage
coverage_of (const SokyPdfSignature *signature, SokyPdf *document)
{
  if (!signature->byte_range_ok || !signature->ends_revision)
    return SOKY_COVERAGE_PARTIAL;
  return signature->revision_end == soky_input_get_size (soky_pdf_get_input (document))
             ? SOKY_COVERAGE_FILE
             : SOKY_COVERAGE_REVISION;
}

/* What was changed after the signature; nothing can be told when its bytes are not a revision. */
static gboolean
judge_changes (Verification *self, const SokyPdfSignature *signature, SokySignatureReport *report,
               GError **error)
{
  static const SokyChanges levels[] = {
      [SOKY_PDF_CHANGES_NONE] = SOKY_CHANGES_NONE,
      [SOKY_PDF_CHANGES_PERMITTED] = SOKY_CHANGES_PERMITTED,
      [SOKY_PDF_CHANGES_FORBIDDEN] = SOKY_CHANGES_FORBIDDEN,
  };

  if (report->coverage == SOKY_COVERAGE_FILE)
    report->changes = SOKY_CHANGES_NONE;
  if (report->coverage != SOKY_COVERAGE_REVISION)
    return TRUE;

  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyPdfChanges) changes =
      soky_pdf_comparer_run (self->comparer, signature, self->cancellable, &problem);
  if (is_cancelled (problem)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  if (changes == NULL) {
    g_ptr_array_add (report->change_list,
                     soky_pdf_change_new (SOKY_PDF_CHANGE_FILE, FALSE, problem->message));
    return TRUE;
  }
  report->changes = levels[changes->level];
  for (guint i = 0; i < changes->list->len; i++)
    g_ptr_array_add (report->change_list,
                     soky_pdf_change_copy (g_ptr_array_index (changes->list, i)));
  return TRUE;
}

/* The moment at which the certificate must have been valid: the claimed one, as long as nothing
 * better is there, but never one that has not come yet. */
static gint64
moment_of_trust (Verification *self, SokySignatureReport *report)
{
  if (report->signed_at_us == 0)
    return self->now_us;
  if (report->signed_at_us <= self->now_us + CLOCK_SLACK_US)
    return MIN (report->signed_at_us, self->now_us);
  set_text (&report->note, _ ("The claimed time of signing lies in the future."));
  return self->now_us;
}

static void
judge_trust (Verification *self, SokyCandidate *candidate, SokySignatureReport *report,
             char **reason)
{
  static const SokyReportTrust states[] = {
      [SOKY_TRUST_UNKNOWN] = SOKY_REPORT_UNKNOWN,
      [SOKY_TRUST_TRUSTED] = SOKY_REPORT_TRUSTED,
      [SOKY_TRUST_UNTRUSTED] = SOKY_REPORT_UNTRUSTED,
  };

  if (self->trust == NULL || report->certificate == NULL)
    return;
  report->trust_time_us = moment_of_trust (self, report);
  report->trust = states[soky_trust_check (self->trust, report->certificate,
                                           soky_cms_get_certificates (candidate->cms),
                                           report->trust_time_us, &report->chain, reason)];
  gint64 end = soky_certificate_get_not_after_us (report->certificate);
  if (report->trust == SOKY_REPORT_TRUSTED && end < self->now_us && *report->note == '\0') {
    g_autofree char *shown = soky_clock_to_vietnam (end);
    g_free (report->note);
    report->note = g_strdup_printf (
        _ ("The certificate expired on %s; it was valid at the claimed time of signing."), shown);
  }
}

/* PAdES baseline binds the certificate by a signed attribute; older forms need not. */
static gboolean
names_certificate (SokyCandidate *candidate)
{
  return candidate->cms == NULL || soky_cms_names_certificate (candidate->cms) ||
         g_strcmp0 (candidate->signature->subfilter, "ETSI.CAdES.detached") != 0;
}

/* What is wrong with the timestamp over the signature, if it carries one. */
static char *
find_timestamp_problem (SokyCandidate *candidate)
{
  GBytes *token = candidate->cms ? soky_cms_get_timestamp (candidate->cms) : NULL;
  g_autoptr (GError) problem = NULL;

  if (token == NULL)
    return NULL;
  g_autoptr (GBytes) value = soky_cms_get_signature_value (candidate->cms);
  return soky_timestamp_check (token, value, NULL, &problem) ? NULL : g_strdup (problem->message);
}

static SokySignatureReport *
judge (Verification *self, SokyCandidate *candidate, GError **error)
{
  SokySignatureReport *report = describe (candidate);
  SokyFinding finding = {0};
  g_autofree char *trust_reason = NULL;

  soky_candidate_check (candidate, &finding);
  report->integrity = finding.integrity;
  report->coverage = coverage_of (candidate->signature, self->document);
  if (!judge_changes (self, candidate->signature, report, error)) {
    soky_finding_clear (&finding);
    soky_signature_report_free (report);
    return NULL;
  }
  judge_trust (self, candidate, report, &trust_reason);

  g_autofree char *timestamp_problem = find_timestamp_problem (candidate);
  const SokyEvidence evidence = {
      .finding = &finding,
      .coverage_problem = candidate->signature->problem,
      .names_certificate = names_certificate (candidate),
      .timestamp_problem = timestamp_problem,
      .trust_reason = trust_reason,
  };
  soky_verdict_decide (report, &evidence);
  soky_finding_clear (&finding);
  return report;
}

static GPtrArray *
list_signatures (SokyPdf *document, GError **error)
{
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (document, error);

  if (signatures != NULL && signatures->len > SOKY_VERIFY_MAX_SIGNATURES) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT,
                 _ ("The file holds %u signatures, more than any honest document needs."),
                 signatures->len);
    return NULL;
  }
  if (signatures != NULL)
    soky_pdf_add_orphans (document, signatures);
  return g_steal_pointer (&signatures);
}

SokyReport *
soky_verify (SokyInput *input, const char *name, SokyTrust *trust, GCancellable *cancellable,
             GError **error)
{
  g_return_val_if_fail (input != NULL, NULL);

  g_autoptr (SokyPdf) document = soky_pdf_open (input, error);
  g_autoptr (GPtrArray) signatures = document ? list_signatures (document, error) : NULL;
  if (signatures == NULL)
    return NULL;

  g_autoptr (GPtrArray) candidates = make_candidates (signatures);
  if (!hash_candidates (candidates, input, cancellable, error))
    return NULL;

  g_autoptr (SokyPdfComparer) comparer = soky_pdf_comparer_new (document);
  Verification self = {document, comparer, trust, soky_clock_now_us (), cancellable};
  g_autoptr (SokyReport) report = soky_report_new (name, soky_input_get_size (input));
  for (guint i = 0; i < candidates->len; i++) {
    SokySignatureReport *one = judge (&self, g_ptr_array_index (candidates, i), error);
    if (one == NULL)
      return NULL;
    g_ptr_array_add (report->signatures, one);
  }
  return g_steal_pointer (&report);
}
