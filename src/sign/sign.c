/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/sign.h"

#include "crypto/error.h"
#include "sign/sign-job.h"

G_DEFINE_QUARK (soky - sign - error - quark, soky_sign_error)

/* @key_failed tells a key that refused from a file that cannot be signed. */
static gboolean
sign_item (const SokySignItem *item, SokySigner *signer, gboolean *key_failed,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (SokySignJob) job = soky_sign_job_prepare (item, signer, cancellable, error);

  *key_failed = FALSE;
  if (job == NULL)
    return FALSE;
  if (!soky_sign_job_use_key (job, cancellable, error)) {
    *key_failed = TRUE;
    return FALSE;
  }
  return soky_sign_job_finish (job, error);
}

/* Errors that the next file would meet as well. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         g_error_matches (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE);
}

gboolean
soky_sign_file (const char *input_path, const char *output_path, const SokySignOptions *options,
                SokySigner *signer, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input_path != NULL && output_path != NULL, FALSE);
  g_return_val_if_fail (SOKY_IS_SIGNER (signer), FALSE);

  const SokySignItem item = {input_path, output_path, options};
  gboolean key_failed = FALSE;
  return sign_item (&item, signer, &key_failed, cancellable, error);
}

gboolean
soky_sign_many (const SokySignItem *items, guint count, SokySigner *signer, SokySignDone done,
                gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (items != NULL && done != NULL, FALSE);
  g_return_val_if_fail (SOKY_IS_SIGNER (signer), FALSE);

  for (guint i = 0; i < count; i++) {
    g_autoptr (GError) problem = NULL;
    gboolean key_failed = FALSE;
    gboolean signed_now = sign_item (&items[i], signer, &key_failed, cancellable, &problem);

    done (i, problem, user_data);
    if (!signed_now && (key_failed || is_final (problem))) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  }
  return TRUE;
}
