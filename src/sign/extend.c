/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/extend.h"

#include "sign/document-stamp.h"
#include "sign/extend-evidence.h"
#include "sign/sign.h"
#include "sign/signed-file.h"

#include <glib/gi18n-lib.h>

static gboolean
stamp (SokyOutput *output, const SokyExtendOptions *options, GCancellable *cancellable,
       GError **error)
{
  if (options->timestamper != NULL)
    return soky_document_stamp_append (output, options->timestamper, cancellable, error);
  g_set_error_literal (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_FAILED,
                       _ ("A timestamp is needed for this. Name a timestamp server."));
  return FALSE;
}

gboolean
soky_extend_output (SokyOutput *output, const SokyExtendOptions *options, GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (output != NULL && options != NULL, FALSE);
  g_return_val_if_fail (options->level >= SOKY_LEVEL_T, FALSE);

  g_autoptr (SokySignedFile) file = soky_signed_file_read (output, cancellable, error);
  if (file == NULL)
    return FALSE;
  if (!soky_signed_file_has_times (file)) {
    if (!stamp (output, options, cancellable, error))
      return FALSE;
    soky_signed_file_free (file);
    file = soky_signed_file_read (output, cancellable, error);
    if (file == NULL)
      return FALSE;
  }
  if (options->level >= SOKY_LEVEL_LT &&
      !soky_extend_add_evidence (file, options, output, cancellable, error))
    return FALSE;
  return options->level < SOKY_LEVEL_LTA || stamp (output, options, cancellable, error);
}

gboolean
soky_extend_file (const char *input_path, const char *output_path, const SokyExtendOptions *options,
                  GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input_path != NULL && output_path != NULL, FALSE);

  g_autoptr (SokyInput) input = soky_input_open (input_path, error);
  g_autoptr (SokyOutput) output = input ? soky_output_new (output_path, error) : NULL;
  return output != NULL &&
         soky_output_copy (output, input, 0, soky_input_get_size (input), cancellable, error) &&
         soky_extend_output (output, options, cancellable, error) &&
         soky_output_commit (output, error);
}

gboolean
soky_level_from_string (const char *text, SokyLevel *level)
{
  for (SokyLevel one = SOKY_LEVEL_B; one <= SOKY_LEVEL_LTA; one++) {
    if (g_ascii_strcasecmp (text, soky_level_to_string (one)) != 0)
      continue;
    *level = one;
    return TRUE;
  }
  return FALSE;
}
