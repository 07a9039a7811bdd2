/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/verify.h"

#include "base/clock.h"
#include "pdf/changes.h"
#include "pdf/orphan.h"
#include "sign/trust-judge.h"
#include "sign/verdict.h"
#include "sign/verify-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  SokyPdf *document;
  SokyPdfComparer *comparer;
  GPtrArray *candidates;
  SokyFinding *findings; /* of each candidate */
  SokyValidation validation;
  SokyProofs *proofs;
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
      soky_pdf_comparer_run (self->comparer, signature, self->validation.cancellable, &problem);
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

/* PAdES baseline binds the certificate by a signed attribute; older forms need not. */
static gboolean
names_certificate (SokyCandidate *candidate)
{
  return candidate->cms == NULL || soky_cms_names_certificate (candidate->cms) ||
         g_strcmp0 (candidate->signature->subfilter, "ETSI.CAdES.detached") != 0;
}

static SokySignatureReport *
judge (Verification *self, guint index, GError **error)
{
  SokyCandidate *candidate = g_ptr_array_index (self->candidates, index);
  g_autoptr (SokySignatureReport) report = describe (candidate);
  SokyTrustVerdict trust = {0};

  report->integrity = self->findings[index].integrity;
  report->coverage = coverage_of (candidate->signature, self->document);
  if (!judge_changes (self, candidate->signature, report, error))
    return NULL;
  soky_trust_judge (&self->validation, self->proofs, candidate, index, report, &trust);

  const SokyEvidence evidence = {
      .finding = &self->findings[index],
      .coverage_problem = candidate->signature->problem,
      .names_certificate = names_certificate (candidate),
      .trust = &trust,
  };
  soky_verdict_decide (report, &evidence);
  soky_trust_verdict_clear (&trust);
  return g_steal_pointer (&report);
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

/* Cryptography first, then what the timestamps prove, then one signature after the other. */
static void
prepare (Verification *self)
{
  self->findings = g_new0 (SokyFinding, self->candidates->len);
  for (guint i = 0; i < self->candidates->len; i++)
    soky_candidate_check (g_ptr_array_index (self->candidates, i), &self->findings[i]);
  soky_trust_gather (&self->validation, self->document, self->candidates);
  self->proofs =
      soky_proofs_new (&self->validation, self->document, self->candidates, self->findings);
}

static void
clear (Verification *self)
{
  for (guint i = 0; i < self->candidates->len; i++)
    soky_finding_clear (&self->findings[i]);
  g_free (self->findings);
  soky_proofs_free (self->proofs);
}

static gboolean
judge_all (Verification *self, SokyReport *report, GError **error)
{
  for (guint i = 0; i < self->candidates->len; i++) {
    SokySignatureReport *one = judge (self, i, error);
    if (one == NULL)
      return FALSE;
    g_ptr_array_add (report->signatures, one);
  }
  return TRUE;
}

static SokyReport *
make_report (SokyInput *input, const char *name, const SokyVerifyPolicy *policy, gint64 now_us)
{
  SokyReport *report = soky_report_new (name, soky_input_get_size (input));

  report->verified_at_us = now_us;
  report->revocation = policy->revocation;
  report->network = policy->fetcher != NULL;
  return report;
}

SokyReport *
soky_verify_document (SokyPdf *document, SokyPdfComparer *comparer, const char *name,
                      const SokyVerifyPolicy *policy, GCancellable *cancellable, GError **error)
{
  SokyInput *input = soky_pdf_get_input (document);
  g_autoptr (GPtrArray) signatures = list_signatures (document, error);
  if (signatures == NULL)
    return NULL;

  g_autoptr (GPtrArray) candidates = make_candidates (signatures);
  if (!hash_candidates (candidates, input, cancellable, error))
    return NULL;

  gint64 now_us = policy->now_us != 0 ? policy->now_us : soky_clock_now_us ();
  g_autoptr (SokyStatusPool) pool = soky_status_pool_new (now_us, policy->fetcher);
  g_autoptr (SokyReport) report = make_report (input, name, policy, now_us);
  Verification self = {
      .document = document,
      .comparer = comparer,
      .candidates = candidates,
      .validation = {policy, now_us, pool, cancellable},
  };
  prepare (&self);
  gboolean done = judge_all (&self, report, error);
  clear (&self);
  return done ? g_steal_pointer (&report) : NULL;
}

SokyReport *
soky_verify_by (SokyInput *input, const char *name, const SokyVerifyPolicy *policy,
                GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input != NULL && policy != NULL, NULL);

  g_autoptr (SokyPdf) document = soky_pdf_open (input, error);
  if (document == NULL)
    return NULL;
  g_autoptr (SokyPdfComparer) comparer = soky_pdf_comparer_new (document);
  return soky_verify_document (document, comparer, name, policy, cancellable, error);
}

SokyReport *
soky_verify (SokyInput *input, const char *name, SokyTrust *trust, GCancellable *cancellable,
             GError **error)
{
  const SokyVerifyPolicy policy = {.trust = trust};

  return soky_verify_by (input, name, &policy, cancellable, error);
}
