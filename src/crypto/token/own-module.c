/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/module.h"

#define GROUP "drivers"
#define FILES_KEY "Files"
#define MAX_OWN 16

GStrv
soky_module_list_own (const char *file)
{
  g_autoptr (GKeyFile) own = g_key_file_new ();
  GStrv paths = NULL;

  if (g_key_file_load_from_file (own, file, G_KEY_FILE_NONE, NULL))
    paths = g_key_file_get_string_list (own, GROUP, FILES_KEY, NULL, NULL);
  return paths ? paths : g_new0 (char *, 1);
}

static gboolean
save (const char *file, GPtrArray *paths, GError **error)
{
  g_autoptr (GKeyFile) own = g_key_file_new ();
  gsize count = MIN (paths->len, MAX_OWN);

  g_key_file_set_string_list (own, GROUP, FILES_KEY, (const char *const *) paths->pdata, count);
  return g_key_file_save_to_file (own, file, error);
}

/* The paths of @file but for @path. */
static GPtrArray *
list_others (const char *file, const char *path)
{
  GPtrArray *others = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) paths = soky_module_list_own (file);

  for (gsize i = 0; paths[i] != NULL; i++)
    if (!g_str_equal (paths[i], path))
      g_ptr_array_add (others, g_strdup (paths[i]));
  return others;
}

gboolean
soky_module_add_own (const char *file, const char *path, GError **error)
{
  g_return_val_if_fail (file != NULL && path != NULL, FALSE);

  if (!soky_module_check (path, error))
    return FALSE;
  g_autoptr (GPtrArray) paths = list_others (file, path);
  g_ptr_array_insert (paths, 0, g_canonicalize_filename (path, NULL));
  return save (file, paths, error);
}

gboolean
soky_module_remove_own (const char *file, const char *path, GError **error)
{
  g_return_val_if_fail (file != NULL && path != NULL, FALSE);

  g_autoptr (GPtrArray) paths = list_others (file, path);
  return save (file, paths, error);
}
