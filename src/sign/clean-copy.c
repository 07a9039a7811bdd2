/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/clean-copy.h"

#include "base/paths.h"
#include "pdf/repair.h"

#include <glib/gstdio.h>

gboolean
soky_clean_copy_is_possible (const GError *refusal)
{
  return soky_pdf_is_repairable (refusal);
}

gboolean
soky_clean_copy_needs_password (const GError *error)
{
  return g_error_matches (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_PASSWORD);
}

SokyInput *
soky_clean_copy_make (SokyInput *input, SokySecret *password, GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *folder = soky_paths_user_cache ("repair");
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!soky_pdf_repair (input, password, path, NULL, cancellable, error))
    return NULL;
  SokyInput *copy = soky_input_open (path, error);
  g_unlink (path);
  return copy;
}
