/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "config-paths.h"

#include "base/paths.h"

#include "base/platform.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAX_NAME_BYTES 120

/* In a build tree programs lie below SOKY_BUILD_ROOT and use the data of the source tree. */
static gboolean
runs_from_build_tree (const char *folder)
{
  return folder != NULL && g_str_has_prefix (folder, SOKY_BUILD_ROOT G_DIR_SEPARATOR_S);
}

char *
soky_paths_data_file (const char *relative)
{
  g_autofree char *folder = soky_platform_program_folder ();

  if (runs_from_build_tree (folder))
    return g_build_filename (SOKY_BUILD_DATADIR, relative, NULL);
  if (folder != NULL) {
    g_autofree char *moved = g_build_filename (folder, "..", "share", "soky", relative, NULL);
    if (g_file_test (moved, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&moved);
  }
  return g_build_filename (SOKY_PKGDATADIR, relative, NULL);
}

char *
soky_paths_helper (const char *name)
{
  g_autofree char *folder = soky_platform_program_folder ();

  if (runs_from_build_tree (folder))
    return g_build_filename (SOKY_BUILD_ROOT, "src", name, NULL);
  if (folder != NULL) {
    g_autofree char *moved = g_build_filename (folder, "..", "libexec", name, NULL);
    if (g_file_test (moved, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&moved);
  }
  return g_build_filename (SOKY_LIBEXECDIR, name, NULL);
}

char *
soky_paths_locale (void)
{
  g_autofree char *folder = soky_platform_program_folder ();

  if (runs_from_build_tree (folder))
    return g_build_filename (SOKY_BUILD_ROOT, "po", NULL);
  if (folder != NULL) {
    g_autofree char *moved = g_build_filename (folder, "..", "share", "locale", NULL);
    if (g_file_test (moved, G_FILE_TEST_IS_DIR))
      return g_steal_pointer (&moved);
  }
  return g_strdup (SOKY_LOCALEDIR);
}

static char *
user_folder (const char *base, const char *relative)
{
  char *folder = g_build_filename (base, "soky", relative, NULL);
  if (g_mkdir_with_parents (folder, 0700) < 0)
    g_warning ("the folder %s cannot be made", folder);
  return folder;
}

char *
soky_paths_user_data (const char *relative)
{
  return user_folder (g_get_user_data_dir (), relative);
}

char *
soky_paths_user_cache (const char *relative)
{
  return user_folder (g_get_user_cache_dir (), relative);
}

char *
soky_paths_user_config (const char *relative)
{
  return user_folder (g_get_user_config_dir (), relative);
}

/* Names that Windows keeps for devices, whatever their extension. */
static gboolean
is_reserved (const char *name)
{
  static const char *const devices[] = {"CON", "PRN", "AUX", "NUL", "COM", "LPT"};
  gsize stem = strcspn (name, ".");

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++) {
    gboolean numbered = i >= 4;
    if (stem == (numbered ? 4 : 3) && g_ascii_strncasecmp (name, devices[i], 3) == 0 &&
        (!numbered || g_ascii_isdigit (name[3])))
      return TRUE;
  }
  return FALSE;
}

char *
soky_paths_safe_name (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) safe = g_string_new (is_reserved (valid) ? "_" : NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean bad = c < 0x20 || c == 0x7f || (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c) != NULL);
    gsize bytes = (gsize) (g_utf8_next_char (p) - p);
    if (safe->len + bytes > MAX_NAME_BYTES)
      break;
    g_string_append_unichar (safe, bad ? '_' : c);
  }
  while (safe->len > 0 && strchr (". ", safe->str[safe->len - 1]) != NULL)
    g_string_truncate (safe, safe->len - 1);
  if (safe->len == 0 || safe->str[0] == '.')
    g_string_prepend_c (safe, '_');
  return g_strdup (safe->str);
}
