/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as the items of a batch. */
#include "config.h"

#include "crypto/error.h"
#include "sign/sign-job.h"
#include "sign/verify.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const SokySignItem *items; /* borrowed */
  SokySigner *signer;
  gboolean resume;
} Files;

static void
files_free (gpointer data)
{
  Files *self = data;
  g_object_unref (self->signer);
  g_free (self);
}

/* Errors that the next file would meet as well. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         g_error_matches (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE);
}

/* A timestamp was larger than those before it: the next attempt foresees that. */
static gboolean
is_outgrown (const GError *error)
{
  return g_error_matches (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_DOES_NOT_FIT);
}

static gboolean
begins_with (SokyInput *whole, SokyInput *part)
{
  goffset size = soky_input_get_size (part);

  return size > 0 && soky_input_get_size (whole) > size &&
         memcmp (soky_input_peek (whole), soky_input_peek (part), (gsize) size) == 0;
}

/* Whether the file ends with a sound signature that covers all of it and is @certificate's. */
static gboolean
ends_with_signature (SokyInput *input, SokyCertificate *certificate, GCancellable *cancellable)
{
  g_autoptr (SokyReport) report = soky_verify (input, "", NULL, cancellable, NULL);

  for (guint i = 0; report != NULL && i < report->signatures->len; i++) {
    const SokySignatureReport *one = report->signatures->pdata[i];
    if (one->coverage == SOKY_COVERAGE_FILE)
      return one->integrity == SOKY_INTEGRITY_OK && one->certificate != NULL &&
             g_str_equal (soky_certificate_get_fingerprint (one->certificate),
                          soky_certificate_get_fingerprint (certificate));
  }
  return FALSE;
}

static SokyBatchEnd
look_at_existing (const SokySignItem *item, SokyCertificate *certificate, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SokyInput) source = soky_input_open (item->input_path, error);
  g_autoptr (SokyInput) result = source ? soky_input_open (item->output_path, error) : NULL;

  if (result == NULL)
    return SOKY_BATCH_FAIL;
  if (begins_with (result, source) && ends_with_signature (result, certificate, cancellable)) {
    g_set_error_literal (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_DONE_BEFORE,
                         _ ("signed in an earlier run"));
    return SOKY_BATCH_SKIP;
  }
  g_autofree char *shown = g_filename_display_name (item->output_path);
  g_set_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
               _ ("%s is another file, so it was left alone. Move it away and try again."), shown);
  return SOKY_BATCH_FAIL;
}

static SokyBatchEnd
prepare (guint index, gpointer *work, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const Files *self = user_data;
  const SokySignItem *item = &self->items[index];
  GError *problem = NULL;

  if (self->resume && g_file_test (item->output_path, G_FILE_TEST_EXISTS))
    return look_at_existing (item, soky_signer_get_certificate (self->signer), cancellable, error);
  *work = soky_sign_job_prepare (item, self->signer, cancellable, &problem);
  if (*work != NULL)
    return SOKY_BATCH_GO_ON;
  SokyBatchEnd end = is_final (problem) ? SOKY_BATCH_STOP : SOKY_BATCH_FAIL;
  g_propagate_error (error, problem);
  return end;
}

static SokyBatchEnd
use_key (guint index, gpointer *work, gpointer user_data, GError **error)
{
  return soky_sign_job_use_key (*work, NULL, error) ? SOKY_BATCH_GO_ON : SOKY_BATCH_STOP;
}

/* A file that could not be written is not signed: the next run begins anew with it. */
static SokyBatchEnd
finish (guint index, gpointer *work, gpointer user_data, GError **error)
{
  GError *problem = NULL;

  if (soky_sign_job_finish (*work, &problem))
    return SOKY_BATCH_GO_ON;
  soky_sign_job_free (g_steal_pointer (work));
  SokyBatchEnd end = is_final (problem)      ? SOKY_BATCH_STOP
                     : is_outgrown (problem) ? SOKY_BATCH_AGAIN
                                             : SOKY_BATCH_FAIL;
  g_propagate_error (error, problem);
  return end;
}

SokyBatch *
soky_sign_batch_new (const SokySignItem *items, guint count, SokySigner *signer, gboolean resume)
{
  static const SokyBatchSteps steps = {prepare, use_key, finish,
                                       (GDestroyNotify) soky_sign_job_free};
  g_return_val_if_fail (items != NULL && SOKY_IS_SIGNER (signer), NULL);

  Files *self = g_new0 (Files, 1);
  self->items = items;
  self->signer = g_object_ref (signer);
  self->resume = resume;
  return soky_batch_new (count, &steps, self, files_free);
}
