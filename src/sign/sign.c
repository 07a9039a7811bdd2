/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/sign.h"

#include "sign/sign-job.h"

G_DEFINE_QUARK (soky - sign - error - quark, soky_sign_error)

static gboolean
sign_once (const SokySignItem *item, SokySigner *signer, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokySignJob) job = soky_sign_job_prepare (item, signer, cancellable, error);

  return job != NULL && soky_sign_job_use_key (job, cancellable, error) &&
         soky_sign_job_finish (job, error);
}

gboolean
soky_sign_file (const char *input_path, const char *output_path, const SokySignOptions *options,
                SokySigner *signer, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input_path != NULL && output_path != NULL, FALSE);
  g_return_val_if_fail (SOKY_IS_SIGNER (signer), FALSE);

  const SokySignItem item = {input_path, output_path, options};
  g_autoptr (GError) problem = NULL;
  if (sign_once (&item, signer, cancellable, &problem))
    return TRUE;
  /* the last resort: what was signed holds the size of its place, so the key is needed again */
  if (options != NULL && options->proof != NULL &&
      g_error_matches (problem, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_DOES_NOT_FIT))
    return sign_once (&item, signer, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
