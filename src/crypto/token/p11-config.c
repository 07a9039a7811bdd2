/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/p11-config.h"

#include <string.h>

#define PROGRAM "soky"
#define MAX_FILE_BYTES 65536

/* Puts the "name: value" lines of @text into @settings. */
static void
read_settings (const char *text, GHashTable *settings)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);
    char *colon = strchr (line, ':');
    if (*line == '#' || colon == NULL)
      continue;
    *colon = '\0';
    g_hash_table_insert (settings, g_strdup (g_strchomp (line)), g_strdup (g_strchug (colon + 1)));
  }
}

static void
read_folder (const char *folder, GHashTable *modules)
{
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!g_str_has_suffix (name, ".module") || !g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
        !g_file_get_contents (path, &text, &length, NULL) || length > MAX_FILE_BYTES)
      continue;
    GHashTable *settings = g_hash_table_lookup (modules, name);
    if (settings == NULL) {
      settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (modules, g_strdup (name), settings);
    }
    read_settings (text, settings);
  }
}

static gboolean
names_this_program (const char *list)
{
  g_auto (GStrv) names = g_strsplit_set (list, " \t,", -1);
  return g_strv_contains ((const char *const *) names, PROGRAM);
}

static gboolean
is_for_us (GHashTable *settings)
{
  const char *enabled = g_hash_table_lookup (settings, "enable-in");
  const char *disabled = g_hash_table_lookup (settings, "disable-in");
  const char *trust = g_hash_table_lookup (settings, "trust-policy");
  const char *path = g_hash_table_lookup (settings, "module");

  return path != NULL && *path != '\0' && (trust == NULL || !g_str_equal (trust, "yes")) &&
         (enabled == NULL || names_this_program (enabled)) &&
         (disabled == NULL || !names_this_program (disabled));
}

GStrv
soky_p11_config_list_modules (const char *const *folders, const char *module_folder)
{
  g_autoptr (GHashTable) modules =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; folders[i] != NULL; i++)
    read_folder (folders[i], modules);

  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (modules), (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next) {
    GHashTable *settings = g_hash_table_lookup (modules, name->data);
    if (!is_for_us (settings))
      continue;
    g_autofree char *path =
        g_canonicalize_filename (g_hash_table_lookup (settings, "module"), module_folder);
    g_strv_builder_add (paths, path);
  }
  return g_strv_builder_end (paths);
}
