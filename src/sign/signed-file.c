/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/signed-file.h"

#include "crypto/timestamp/token-check.h"
#include "sign/sign.h"
#include "sign/verify-private.h"

#include <glib/gi18n-lib.h>

static gboolean
open_document (SokySignedFile *self, SokyOutput *output, GError **error)
{
  g_autoptr (SokyInput) input = soky_output_read_back (output, error);

  self->document = input ? soky_pdf_open (input, error) : NULL;
  self->signatures = self->document ? soky_pdf_list_signatures (self->document, error) : NULL;
  if (self->signatures == NULL)
    return FALSE;
  if (self->signatures->len > 0 && self->signatures->len <= SOKY_VERIFY_MAX_SIGNATURES)
    return TRUE;
  g_set_error_literal (error, SOKY_SIGN_ERROR,
                       self->signatures->len == 0 ? SOKY_SIGN_ERROR_NOT_SIGNED
                                                  : SOKY_SIGN_ERROR_FAILED,
                       self->signatures->len == 0
                           ? _ ("The file has no signature. Sign it first.")
                           : _ ("The file holds more signatures than any honest document needs."));
  return FALSE;
}

static gboolean
hash (SokySignedFile *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  for (guint i = 0; i < self->candidates->len; i++) {
    SokyCandidate *candidate = self->candidates->pdata[i];
    if (candidate->problem == NULL)
      g_ptr_array_add (jobs, &candidate->job);
  }
  return soky_hash_pass (soky_pdf_get_input (self->document), jobs, cancellable, error);
}

static gboolean
check (SokySignedFile *self, guint index, GError **error)
{
  SokyCandidate *candidate = self->candidates->pdata[index];
  const SokyPdfSignature *signature = self->signatures->pdata[index];
  SokyFinding finding = {0};

  soky_candidate_check (candidate, &finding);
  gboolean sound = finding.integrity == SOKY_INTEGRITY_OK && signature->ends_revision;
  if (!sound)
    g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
                 _ ("The signature “%s” is not in order, so nothing was added: %s"),
                 signature->field,
                 finding.reason       ? finding.reason
                 : signature->problem ? signature->problem
                                      : _ ("its place is wrong."));
  soky_finding_clear (&finding);
  return sound;
}

SokySignedFile *
soky_signed_file_read (SokyOutput *output, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokySignedFile) self = g_new0 (SokySignedFile, 1);

  if (!open_document (self, output, error))
    return NULL;
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_candidate_free);
  for (guint i = 0; i < self->signatures->len; i++)
    g_ptr_array_add (self->candidates, soky_candidate_new (self->signatures->pdata[i]));
  if (!hash (self, cancellable, error))
    return NULL;
  for (guint i = 0; i < self->candidates->len; i++)
    if (!check (self, i, error))
      return NULL;
  return g_steal_pointer (&self);
}

void
soky_signed_file_free (SokySignedFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->signatures, g_ptr_array_unref);
  soky_pdf_close (self->document);
  g_free (self);
}

gint64
soky_signed_file_get_own_time (SokySignedFile *self, guint index)
{
  const SokyCandidate *candidate = self->candidates->pdata[index];
  GBytes *token = soky_cms_get_timestamp (candidate->cms);
  gint64 time_us = 0;

  if (candidate->timestamp_us != 0 || token == NULL)
    return candidate->timestamp_us;
  g_autoptr (GBytes) value = soky_cms_get_signature_value (candidate->cms);
  return soky_timestamp_check (token, value, &time_us, NULL) ? time_us : 0;
}

gint64
soky_signed_file_get_cover_time (SokySignedFile *self, guint index)
{
  const SokyPdfSignature *signature = self->signatures->pdata[index];

  for (guint i = 0; i < self->signatures->len; i++) {
    const SokyPdfSignature *other = self->signatures->pdata[i];
    const SokyCandidate *candidate = self->candidates->pdata[i];
    if (candidate->timestamp_us != 0 && other->revision_end > signature->revision_end)
      return candidate->timestamp_us;
  }
  return 0;
}

gboolean
soky_signed_file_has_times (SokySignedFile *self)
{
  for (guint i = 0; i < self->signatures->len; i++)
    if (soky_signed_file_get_own_time (self, i) == 0 &&
        soky_signed_file_get_cover_time (self, i) == 0)
      return FALSE;
  return TRUE;
}
