/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/backup-copy.h"

#include "base/output.h"
#include "crypto/digest.h"
#include "server/manifest.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

gboolean
soky_backup_make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  int code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The folder %s cannot be made: %s"), path, g_strerror (code));
  return FALSE;
}

gboolean
soky_backup_need_empty (const char *path, GError **error)
{
  if (!soky_backup_make_folder (path, error))
    return FALSE;
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;
  if (g_dir_read_name (folder) == NULL)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_EMPTY,
               _ ("The folder %s is not empty. Name another one, or remove what is in it."), path);
  return FALSE;
}

gboolean
soky_backup_list (GHashTable *manifest, const char *path, const char *name, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (path, error);
  g_autofree char *sha256 = input ? soky_digest_sha256_hex (input, NULL, error) : NULL;

  if (sha256 != NULL)
    soky_manifest_add (manifest, name, sha256);
  return sha256 != NULL;
}

static gboolean
copy_file (SokyInput *input, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!soky_backup_make_folder (folder, error))
    return FALSE;
  g_autoptr (SokyOutput) output = soky_output_new (to, error);
  return output != NULL &&
         soky_output_copy (output, input, 0, soky_input_get_size (input), NULL, error) &&
         soky_output_commit (output, error);
}

static gboolean
copy_one (const SokyBackupTree *tree, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename (tree->from, name, NULL);
  g_autofree char *to = g_build_filename (tree->to, name, NULL);

  if (tree->is_left_out (from, tree->user_data) || g_file_test (from, G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  if (g_file_test (from, G_FILE_TEST_IS_DIR))
    return soky_backup_copy_tree (tree, name, error);
  if (!g_file_test (from, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_autoptr (SokyInput) input = soky_input_open (from, error);
  return input != NULL && copy_file (input, to, error) &&
         soky_backup_list (tree->manifest, to, name, error);
}

gboolean
soky_backup_copy_tree (const SokyBackupTree *tree, const char *below, GError **error)
{
  g_autofree char *path = g_build_filename (tree->from, below, NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *one = *below ? g_strconcat (below, "/", name, NULL) : g_strdup (name);
    if (!copy_one (tree, one, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_backup_copy_checked (const char *from, const char *to, const char *name, const char *sha256,
                          GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autoptr (SokyInput) input = soky_input_open (source, NULL);
  g_autofree char *found = input ? soky_digest_sha256_hex (input, NULL, NULL) : NULL;

  if (g_strcmp0 (found, sha256) == 0)
    return copy_file (input, target, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("%s is missing from the backup or was changed. Choose another backup; what was "
                  "restored so far is not whole."),
               source);
  return FALSE;
}
