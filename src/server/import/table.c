/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/table.h"

#include "base/text.h"
#include "server/import/csv.h"
#include "server/import/encoding.h"
#include "server/import/xlsx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ZIP_START "PK\x03\x04"
#define OLE_START "\xd0\xcf\x11\xe0"
#define MAGIC 4

G_DEFINE_QUARK (soky_import_file_error, soky_import_file_error)

gboolean
soky_import_too_large (GError **error)
{
  g_set_error (error, SOKY_IMPORT_FILE_ERROR, SOKY_IMPORT_FILE_ERROR_TOO_LARGE,
               _ ("The file is larger than %d MB or has more than %d rows. Divide it, and import "
                  "the parts one after the other."),
               SOKY_IMPORT_MAX_BYTES / 1024 / 1024, SOKY_IMPORT_MAX_ROWS);
  return FALSE;
}

gboolean
soky_import_damaged (GError **error)
{
  g_set_error_literal (error, SOKY_IMPORT_FILE_ERROR, SOKY_IMPORT_FILE_ERROR_DAMAGED,
                       _ ("The file is damaged. Open it in a spreadsheet program, save it anew as "
                          "XLSX or CSV, and choose that file."));
  return FALSE;
}

static void
line_free (gpointer pointer)
{
  SokyImportLine *self = pointer;

  g_strfreev (self->cells);
  g_free (self);
}

SokyImportTable *
soky_import_table_new (void)
{
  SokyImportTable *self = g_new0 (SokyImportTable, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
soky_import_table_free (SokyImportTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* What people see as the same text becomes the same text. */
static char *
clean_cell (const char *text)
{
  g_autofree char *composed = soky_text_normalize (text != NULL ? text : "");
  g_autoptr (GString) clean = g_string_new (NULL);
  gboolean gap = FALSE;
  guint count = 0;

  for (const char *p = composed; *p != '\0' && count < SOKY_IMPORT_MAX_CELL;
       p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0xa0) {
      gap = clean->len > 0;
      continue;
    }
    if (g_unichar_type (c) == G_UNICODE_FORMAT)
      continue;
    if (gap)
      g_string_append_c (clean, ' ');
    gap = FALSE;
    g_string_append_unichar (clean, c);
    count++;
  }
  return g_strdup (clean->str);
}

gboolean
soky_import_table_add (SokyImportTable *self, guint line, GPtrArray *cells, GError **error)
{
  guint count = MIN (cells->len, SOKY_IMPORT_MAX_COLUMNS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean empty = TRUE;

  for (guint i = 0; i < count; i++) {
    g_autofree char *cell = clean_cell (cells->pdata[i]);
    empty = empty && *cell == '\0';
    self->bytes += strlen (cell) + sizeof (gpointer);
    g_strv_builder_add (builder, cell);
  }
  if (empty)
    return TRUE;
  if (self->lines->len >= SOKY_IMPORT_MAX_ROWS || self->bytes > SOKY_IMPORT_MAX_TEXT)
    return soky_import_too_large (error);
  SokyImportLine *added = g_new0 (SokyImportLine, 1);
  added->line = line;
  added->cells = g_strv_builder_end (builder);
  added->count = count;
  g_ptr_array_add (self->lines, added);
  return TRUE;
}

const char *
soky_import_line_get (const SokyImportLine *self, guint column)
{
  return column < self->count ? self->cells[column] : "";
}

SokyImportTable *
soky_import_table_read (GBytes *file, GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (file, &size);

  if (size > SOKY_IMPORT_MAX_BYTES) {
    soky_import_too_large (error);
    return NULL;
  }
  if (size >= MAGIC && memcmp (data, ZIP_START, MAGIC) == 0)
    return soky_import_xlsx_read (file, error);
  if (size >= MAGIC && memcmp (data, OLE_START, MAGIC) == 0) {
    g_set_error_literal (error, SOKY_IMPORT_FILE_ERROR, SOKY_IMPORT_FILE_ERROR_NOT_A_TABLE,
                         _ ("This is an Excel file of the old kind (XLS), or one with a password. "
                            "Save it as XLSX without a password, and choose that file."));
    return NULL;
  }
  g_autofree char *text = soky_import_decode (data, size, error);
  return text != NULL ? soky_import_csv_read (text, error) : NULL;
}
