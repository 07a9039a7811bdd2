/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/extend-evidence.h"

#include "base/clock.h"
#include "crypto/revocation/proof.h"
#include "pdf/evidence.h"
#include "sign/sign.h"
#include "sign/verify-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SokySignedFile *file;
  const SokyExtendOptions *options;
  SokyCertificateProof *known; /* what the file's store holds, and what was found until now */
  gint64 now_us;
  GCancellable *cancellable;
} Gathering;

static void
pdf_proof_free (gpointer data)
{
  SokyPdfProof *self = data;
  g_bytes_unref (self->contents);
  soky_pdf_evidence_free (self->evidence);
  g_free (self);
}

/* What is in the store and no certificate is no matter: nothing of it was believed. */
static gboolean
read_store (Gathering *self, GError **error)
{
  g_autoptr (SokyPdfEvidence) store = soky_pdf_read_evidence (self->file->document, error);
  if (store == NULL)
    return FALSE;

  for (guint i = 0; i < store->certificates->len; i++) {
    gsize length = 0;
    const void *data = g_bytes_get_data (store->certificates->pdata[i], &length);
    SokyCertificate *certificate = soky_certificate_new_from_der (data, length, NULL);
    if (certificate != NULL)
      g_ptr_array_add (self->known->certificates, certificate);
  }
  for (guint i = 0; i < store->ocsps->len; i++)
    g_ptr_array_add (self->known->ocsps, g_bytes_ref (store->ocsps->pdata[i]));
  for (guint i = 0; i < store->crls->len; i++)
    g_ptr_array_add (self->known->crls, g_bytes_ref (store->crls->pdata[i]));
  return TRUE;
}

static gboolean
collect (Gathering *self, SokyCertificateProof *proof, SokyCms *cms, gboolean is_timestamp,
         gint64 at_us, GError **error)
{
  SokyTrust *trust = self->options->trust;
  SokyCertificate *signer = soky_cms_get_signer (cms);

  if (is_timestamp && self->options->timestamp_trust != NULL)
    trust = self->options->timestamp_trust;
  const SokyCertificateProofContext context = {
      .fetcher = self->options->fetcher, .trust = trust, .known = self->known};
  if (signer == NULL) {
    g_set_error_literal (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
                         _ ("A signature does not contain the certificate of its signer, so "
                            "nothing can be proven of it."));
    return FALSE;
  }
  return soky_certificate_proof_collect (proof, &context, signer, soky_cms_get_certificates (cms),
                                         at_us != 0 ? at_us : self->now_us, self->cancellable,
                                         error);
}

/* What proves the signature, and what proves the timestamp that it carries. */
static gboolean
collect_for (Gathering *self, SokyCertificateProof *proof, guint index, GError **error)
{
  const SokyCandidate *candidate = self->file->candidates->pdata[index];
  gint64 own_us = soky_signed_file_get_own_time (self->file, index);
  gint64 cover_us = soky_signed_file_get_cover_time (self->file, index);
  GBytes *token = soky_cms_get_timestamp (candidate->cms);

  if (candidate->timestamp_us != 0)
    return collect (self, proof, candidate->cms, TRUE, cover_us, error);
  if (!collect (self, proof, candidate->cms, FALSE, own_us != 0 ? own_us : cover_us, error))
    return FALSE;
  if (own_us == 0 || token == NULL)
    return TRUE;
  g_autoptr (SokyCms) stamp = soky_cms_parse (token, TRUE, error);
  return stamp != NULL && collect (self, proof, stamp, TRUE, cover_us, error);
}

static SokyPdfProof *
describe (const SokyCertificateProof *proof, GBytes *contents)
{
  SokyPdfProof *self = g_new0 (SokyPdfProof, 1);

  self->contents = g_bytes_ref (contents);
  self->evidence = soky_pdf_evidence_new ();
  for (guint i = 0; i < proof->certificates->len; i++)
    g_ptr_array_add (self->evidence->certificates,
                     g_bytes_ref (soky_certificate_get_der (proof->certificates->pdata[i])));
  for (guint i = 0; i < proof->ocsps->len; i++)
    g_ptr_array_add (self->evidence->ocsps, g_bytes_ref (proof->ocsps->pdata[i]));
  for (guint i = 0; i < proof->crls->len; i++)
    g_ptr_array_add (self->evidence->crls, g_bytes_ref (proof->crls->pdata[i]));
  return self;
}

static GPtrArray *
gather (Gathering *self, GError **error)
{
  g_autoptr (GPtrArray) proofs = g_ptr_array_new_with_free_func (pdf_proof_free);

  if (!read_store (self, error))
    return NULL;
  for (guint i = 0; i < self->file->signatures->len; i++) {
    const SokyPdfSignature *signature = self->file->signatures->pdata[i];
    g_autoptr (SokyCertificateProof) proof = soky_certificate_proof_new ();
    if (!collect_for (self, proof, i, error))
      return NULL;
    soky_certificate_proof_add (self->known, proof);
    g_ptr_array_add (proofs, describe (proof, signature->contents));
  }
  return g_steal_pointer (&proofs);
}

gboolean
soky_extend_add_evidence (SokySignedFile *file, const SokyExtendOptions *options,
                          SokyOutput *output, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyCertificateProof) known = soky_certificate_proof_new ();
  Gathering self = {file, options, known, soky_clock_now_us (), cancellable};
  g_autoptr (GPtrArray) proofs = gather (&self, error);
  gboolean added = FALSE;

  if (proofs == NULL || !soky_pdf_append_evidence (file->document, proofs, output, &added, error))
    return FALSE;
  if (!added)
    return TRUE;
  g_autoptr (SokyInput) result = soky_output_read_back (output, error);
  return result != NULL && soky_verify_appended (file->document, result, cancellable, error);
}

gboolean
soky_extend_check_signer (const SokyExtendOptions *options, SokyCertificate *certificate,
                          GPtrArray *others, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyCertificateProof) proof = soky_certificate_proof_new ();
  const SokyCertificateProofContext context = {.fetcher = options->fetcher,
                                               .trust = options->trust};

  return soky_certificate_proof_collect (proof, &context, certificate, others, soky_clock_now_us (),
                                         cancellable, error);
}
