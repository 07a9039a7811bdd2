/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/manifest.h"

#include "base/output.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HASH_DIGITS 64
#define GAP "  "
#define MOST_BYTES ((goffset) 256 * 1024 * 1024)

GHashTable *
soky_manifest_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
soky_manifest_add (GHashTable *self, const char *path, const char *sha256)
{
  g_hash_table_insert (self, g_strdup (path), g_strdup (sha256));
}

GList *
soky_manifest_list (GHashTable *self)
{
  return g_list_sort (g_hash_table_get_keys (self), (GCompareFunc) strcmp);
}

gboolean
soky_manifest_write (GHashTable *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SOKY_MANIFEST_FILE, NULL);
  g_autoptr (SokyOutput) output = soky_output_new (path, error);
  g_autoptr (GList) paths = soky_manifest_list (self);

  for (GList *one = paths; output != NULL && one != NULL; one = one->next) {
    const char *sha256 = g_hash_table_lookup (self, one->data);
    g_autofree char *line = g_strconcat (sha256, GAP, one->data, "\n", NULL);
    if (!soky_output_write (output, line, strlen (line), error))
      return FALSE;
  }
  return output != NULL && soky_output_commit (output, error);
}

/* Below its folder, whatever a stranger wrote into the list. */
static gboolean
is_inside (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", 0);

  for (char **part = parts; *part != NULL; part++) {
    if (**part == '\0' || g_str_equal (*part, ".") || g_str_equal (*part, ".."))
      return FALSE;
  }
  return parts[0] != NULL && strchr (path, '\\') == NULL;
}

static gboolean
read_line (GHashTable *self, const char *line)
{
  g_autofree char *sha256 = g_strndup (line, HASH_DIGITS);

  if (strlen (line) <= HASH_DIGITS + strlen (GAP) ||
      strspn (sha256, "0123456789abcdef") != HASH_DIGITS ||
      strncmp (line + HASH_DIGITS, GAP, strlen (GAP)) != 0 ||
      !is_inside (line + HASH_DIGITS + strlen (GAP)))
    return FALSE;
  soky_manifest_add (self, line + HASH_DIGITS + strlen (GAP), sha256);
  return TRUE;
}

static char *
read_text (const char *path, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (path, error);
  if (input == NULL)
    return NULL;
  goffset size = soky_input_get_size (input);
  if (size <= MOST_BYTES)
    return g_strndup (size > 0 ? (const char *) soky_input_peek (input) : "", (gsize) size);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s is too large to be a list."),
               path);
  return NULL;
}

GHashTable *
soky_manifest_read (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SOKY_MANIFEST_FILE, NULL);
  g_autofree char *text = read_text (path, error);
  if (text == NULL) {
    g_prefix_error (error, _ ("%s is no whole backup. Choose another one. "), folder);
    return NULL;
  }
  g_autoptr (GHashTable) self = soky_manifest_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", 0);
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '\0' || read_line (self, *line))
      continue;
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("The list %s was changed. Choose another backup."), path);
    return NULL;
  }
  return g_steal_pointer (&self);
}
