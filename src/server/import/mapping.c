/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/mapping.h"

#include "book/names.h"
#include "server/embedded.h"
#include "server/import/words.h"

#include <glib/gi18n-lib.h>

#define IGNORED SOKY_N_COLUMNS
#define LINES_LOOKED_AT 30

static const char *const column_keys[] = {"login", "name",  "email",   "unit",     "role",
                                          "title", "class", "subject", "homeroom", "ignored"};

struct _SokyImportMapping {
  GHashTable *headers[SOKY_N_IMPORT_KINDS]; /* words -> column + 1 */
  GHashTable *roles;                        /* words -> role + 1 */
};

static void
add_spellings (GHashTable *table, GKeyFile *file, const char *group, const char *key, guint value)
{
  g_auto (GStrv) spellings = g_key_file_get_string_list (file, group, key, NULL, NULL);

  for (guint i = 0; spellings != NULL && spellings[i] != NULL; i++) {
    char *words = soky_import_words (spellings[i]);
    if (*words == '\0')
      g_free (words);
    else
      g_hash_table_insert (table, words, GUINT_TO_POINTER (value + 1));
  }
}

static GKeyFile *
load_file (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = path == NULL ? soky_embedded_get ("import/default.ini") : NULL;
  gboolean good = path == NULL ? g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error)
                               : g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error);

  if (good)
    return g_steal_pointer (&file);
  g_prefix_error (error, "%s: ", path != NULL ? path : "import/default.ini");
  return NULL;
}

SokyImportMapping *
soky_import_mapping_load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = load_file (path, error);

  if (file == NULL)
    return NULL;
  SokyImportMapping *self = g_new0 (SokyImportMapping, 1);
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint kind = 0; kind < SOKY_N_IMPORT_KINDS; kind++) {
    self->headers[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < G_N_ELEMENTS (column_keys); i++)
      add_spellings (self->headers[kind], file, soky_import_kind_to_string (kind), column_keys[i],
                     i);
  }
  for (guint role = SOKY_ROLE_TEACHER; role < SOKY_N_ROLES; role++) {
    g_hash_table_insert (self->roles, soky_import_words (soky_role_to_string (role)),
                         GUINT_TO_POINTER (role + 1));
    add_spellings (self->roles, file, "roles", soky_role_to_string (role), role);
  }
  return self;
}

void
soky_import_mapping_free (SokyImportMapping *self)
{
  if (self == NULL)
    return;
  for (guint kind = 0; kind < SOKY_N_IMPORT_KINDS; kind++)
    g_hash_table_unref (self->headers[kind]);
  g_hash_table_unref (self->roles);
  g_free (self);
}

gboolean
soky_import_mapping_find_role (const SokyImportMapping *self, const char *text, SokyRole *role)
{
  g_autofree char *words = soky_import_words (text);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->roles, words));

  if (found == 0)
    return FALSE;
  *role = (SokyRole) (found - 1);
  return TRUE;
}

/* What the line would be as a header. The first of two columns that mean the same counts. */
static SokyImportLayout *
lay_out (const SokyImportMapping *self, SokyImportKind kind, const SokyImportLine *line)
{
  SokyImportLayout *layout = g_new0 (SokyImportLayout, 1);
  g_autoptr (GStrvBuilder) ignored = g_strv_builder_new ();

  for (guint i = 0; i < SOKY_N_COLUMNS; i++)
    layout->columns[i] = -1;
  layout->headers = g_strdupv (line->cells);
  for (guint i = 0; i < line->count; i++) {
    g_autofree char *words = soky_import_words (line->cells[i]);
    guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->headers[kind], words));
    gboolean useful = found > 0 && found - 1 != IGNORED && layout->columns[found - 1] < 0;
    if (useful)
      layout->columns[found - 1] = (int) i;
    else if (*words != '\0' && (found == 0 || found - 1 != IGNORED))
      g_strv_builder_add (ignored, line->cells[i]);
  }
  layout->ignored = g_strv_builder_end (ignored);
  return layout;
}

/* How many of the columns it has; 0 when what is needed is not there. */
static guint
rate (const SokyImportLayout *layout, SokyImportKind kind)
{
  guint count = 0;
  gboolean named = soky_import_layout_has (layout, SOKY_COLUMN_NAME);
  gboolean known = soky_import_layout_has (layout, SOKY_COLUMN_LOGIN) ||
                   soky_import_layout_has (layout, SOKY_COLUMN_EMAIL);

  for (guint i = 0; i < SOKY_N_COLUMNS; i++)
    count += layout->columns[i] >= 0;
  return named && (kind != SOKY_IMPORT_PEOPLE || known) ? count : 0;
}

static void
refuse (SokyImportKind kind, GError **error)
{
  static const char *const words[] = {
      N_ ("No line of the file has the headers “Họ và tên” and “Tên đăng nhập” (or “Mã cán bộ”, "
          "or “Email”). Name the columns so, and import the file again."),
      N_ ("No line of the file has the header “Tên lớp”. Name the column so, and import the file "
          "again."),
      N_ ("No line of the file has the header “Tên môn học”. Name the column so, and import the "
          "file again."),
  };

  g_set_error_literal (error, SOKY_IMPORT_FILE_ERROR, SOKY_IMPORT_FILE_ERROR_NO_HEADER,
                       _ (words[kind]));
}

SokyImportLayout *
soky_import_mapping_find (const SokyImportMapping *self, SokyImportKind kind,
                          const SokyImportTable *table, GError **error)
{
  g_autoptr (SokyImportLayout) best = NULL;
  guint most = 0;

  for (guint i = 0; i < MIN (table->lines->len, LINES_LOOKED_AT); i++) {
    g_autoptr (SokyImportLayout) layout = lay_out (self, kind, table->lines->pdata[i]);
    guint count = rate (layout, kind);
    if (count <= most)
      continue;
    most = count;
    layout->first = i + 1;
    g_clear_pointer (&best, soky_import_layout_free);
    best = g_steal_pointer (&layout);
  }
  if (best == NULL)
    refuse (kind, error);
  return g_steal_pointer (&best);
}

void
soky_import_layout_free (SokyImportLayout *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->headers);
  g_strfreev (self->ignored);
  g_free (self);
}

gboolean
soky_import_layout_has (const SokyImportLayout *self, SokyColumn column)
{
  return self->columns[column] >= 0;
}

const char *
soky_import_layout_get (const SokyImportLayout *self, const SokyImportLine *line, SokyColumn column)
{
  int place = self->columns[column];

  return place >= 0 ? soky_import_line_get (line, (guint) place) : "";
}

const char *
soky_import_layout_get_header (const SokyImportLayout *self, SokyColumn column)
{
  return self->columns[column] >= 0 ? self->headers[self->columns[column]] : NULL;
}
