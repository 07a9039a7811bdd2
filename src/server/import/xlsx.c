/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/xlsx.h"

#include "server/import/zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORKBOOK "xl/workbook.xml"
#define RELATIONS "xl/_rels/workbook.xml.rels"
#define STRINGS "xl/sharedStrings.xml"
#define MOST_UNPACKED (128 * 1024 * 1024) /* of one part */
#define MAX_STRINGS 2000000
#define MAX_LINE 1048576 /* Excel's own */

/* One pass over one part; what of it is used depends on the part. */
typedef struct {
  /* of the workbook: the first visible sheet's relation, and where that leads */
  char *relation;
  char *target;
  /* of the texts that cells share, and of a sheet */
  GPtrArray *strings;
  gsize bytes;
  GString *text; /* of the cell or string under way */
  gboolean reads_text;
  guint phonetic; /* depth within a reading aid, which is no text of the cell */
  SokyImportTable *table;
  GPtrArray *cells;
  guint line;
  guint column;
  char type; /* of the cell: 's' shared, 'i' inline or plain text, 'n' number, 'b' truth */
} Part;

static void
part_clear (Part *self)
{
  g_free (self->relation);
  g_free (self->target);
  g_clear_pointer (&self->strings, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->table, soky_import_table_free);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, part_clear)

/* Some programs write their own prefix before every name. */
static const char *
local_name (const char *name)
{
  const char *colon = strchr (name, ':');
  return colon != NULL ? colon + 1 : name;
}

static const char *
get_attribute (const char *wanted, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], wanted))
      return values[i];
  }
  return NULL;
}

static gboolean
parse_part (SokyZip *zip, const char *name, const GMarkupParser *parser, Part *part, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = soky_zip_read (zip, name, MOST_UNPACKED, error);

  if (bytes == NULL)
    return FALSE;
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  gsize mark = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (parser, G_MARKUP_TREAT_CDATA_AS_TEXT, part, NULL);
  if (g_markup_parse_context_parse (context, text + mark, (gssize) (length - mark), &problem) &&
      g_markup_parse_context_end_parse (context, &problem))
    return TRUE;
  if (problem->domain == SOKY_IMPORT_FILE_ERROR)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    soky_import_damaged (error);
  return FALSE;
}

/* --- which sheet --- */

static void
workbook_start (GMarkupParseContext *context, const char *element, const char **names,
                const char **values, gpointer user_data, GError **error)
{
  Part *self = user_data;
  const char *state = get_attribute ("state", names, values);

  if (!g_str_equal (local_name (element), "sheet") || self->relation != NULL ||
      (state != NULL && !g_str_equal (state, "visible")))
    return;
  for (guint i = 0; names[i] != NULL; i++) {
    if (strchr (names[i], ':') != NULL && g_str_equal (local_name (names[i]), "id"))
      self->relation = g_strdup (values[i]);
  }
}

static void
relations_start (GMarkupParseContext *context, const char *element, const char **names,
                 const char **values, gpointer user_data, GError **error)
{
  Part *self = user_data;
  const char *target = get_attribute ("Target", names, values);

  if (self->target == NULL && target != NULL &&
      g_strcmp0 (get_attribute ("Id", names, values), self->relation) == 0)
    self->target = *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
}

/* --- the texts that cells share, and inline ones --- */

static void
start_text (Part *self, const char *name)
{
  self->phonetic += g_str_equal (name, "rPh");
  self->reads_text = self->phonetic == 0 && g_str_equal (name, "t");
}

static void
end_text (Part *self, const char *name)
{
  self->phonetic -= g_str_equal (name, "rPh") && self->phonetic > 0;
  self->reads_text = FALSE;
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data,
          GError **error)
{
  Part *self = user_data;

  if (self->reads_text && self->text->len < SOKY_IMPORT_MAX_CELL * 8)
    g_string_append_len (self->text, text, (gssize) MIN (length, SOKY_IMPORT_MAX_CELL * 8));
}

static void
strings_start (GMarkupParseContext *context, const char *element, const char **names,
               const char **values, gpointer user_data, GError **error)
{
  Part *self = user_data;
  const char *name = local_name (element);

  if (g_str_equal (name, "si"))
    g_string_truncate (self->text, 0);
  start_text (self, name);
}

static void
strings_end (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Part *self = user_data;
  const char *name = local_name (element);

  end_text (self, name);
  if (!g_str_equal (name, "si"))
    return;
  self->bytes += self->text->len;
  if (self->strings->len >= MAX_STRINGS || self->bytes > SOKY_IMPORT_MAX_TEXT)
    soky_import_too_large (error);
  else
    g_ptr_array_add (self->strings, g_strdup (self->text->str));
}

/* --- the sheet --- */

/* "AB12": the 28th column. Returns 0 when it is no such name. */
static guint
parse_column (const char *reference)
{
  guint column = 0;

  for (; g_ascii_isupper (*reference) && column <= SOKY_IMPORT_MAX_COLUMNS; reference++)
    column = column * 26 + (guint) (*reference - 'A') + 1;
  return column;
}

static void
start_line (Part *self, const char *number, GError **error)
{
  guint64 line = self->line + 1;

  if (number != NULL && !g_ascii_string_to_unsigned (number, 10, 1, MAX_LINE, &line, NULL))
    soky_import_damaged (error);
  self->line = (guint) line;
  self->column = 0;
  g_ptr_array_set_size (self->cells, 0);
}

static void
start_cell (Part *self, const char *reference, const char *type)
{
  guint column = reference != NULL ? parse_column (reference) : 0;

  self->column = column != 0 ? column : self->column + 1;
  self->type = 'n';
  if (g_strcmp0 (type, "s") == 0)
    self->type = 's';
  else if (g_strcmp0 (type, "inlineStr") == 0 || g_strcmp0 (type, "str") == 0)
    self->type = 'i';
  else if (g_strcmp0 (type, "e") == 0)
    self->type = 'e';
  g_string_truncate (self->text, 0);
}

/* Numbers such as 12.0 are what people wrote as 12. */
static void
shorten_number (GString *text)
{
  const char *point = strchr (text->str, '.');

  if (point != NULL && point[1] != '\0' && strspn (point + 1, "0") == strlen (point + 1))
    g_string_truncate (text, (gsize) (point - text->str));
}

static void
end_cell (Part *self, GError **error)
{
  guint64 index = 0;
  const char *text = self->text->str;

  if (self->column == 0 || self->column > SOKY_IMPORT_MAX_COLUMNS)
    return;
  if (self->type == 'n')
    shorten_number (self->text);
  if (self->type == 's' && *text != '\0') {
    if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &index, NULL) ||
        index >= self->strings->len) {
      soky_import_damaged (error);
      return;
    }
    text = self->strings->pdata[index];
  }
  if (self->cells->len < self->column)
    g_ptr_array_set_size (self->cells, (int) self->column);
  g_free (self->cells->pdata[self->column - 1]);
  self->cells->pdata[self->column - 1] = g_strdup (self->type == 'e' ? "" : text);
}

static void
sheet_start (GMarkupParseContext *context, const char *element, const char **names,
             const char **values, gpointer user_data, GError **error)
{
  Part *self = user_data;
  const char *name = local_name (element);

  if (g_str_equal (name, "row"))
    start_line (self, get_attribute ("r", names, values), error);
  else if (g_str_equal (name, "c"))
    start_cell (self, get_attribute ("r", names, values), get_attribute ("t", names, values));
  start_text (self, name);
  self->reads_text = self->reads_text || g_str_equal (name, "v");
}

static void
sheet_end (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Part *self = user_data;
  const char *name = local_name (element);

  end_text (self, name);
  if (g_str_equal (name, "c"))
    end_cell (self, error);
  else if (g_str_equal (name, "row"))
    soky_import_table_add (self->table, self->line, self->cells, error);
}

static gboolean
find_sheet (SokyZip *zip, Part *part, GError **error)
{
  static const GMarkupParser workbook = {.start_element = workbook_start};
  static const GMarkupParser relations = {.start_element = relations_start};

  if (!soky_zip_has (zip, WORKBOOK)) {
    g_set_error_literal (error, SOKY_IMPORT_FILE_ERROR, SOKY_IMPORT_FILE_ERROR_NOT_A_TABLE,
                         _ ("This file is no Excel workbook (XLSX) and no CSV. Save the table as "
                            "one of them, and choose that file."));
    return FALSE;
  }
  if (!parse_part (zip, WORKBOOK, &workbook, part, error) ||
      !parse_part (zip, RELATIONS, &relations, part, error))
    return FALSE;
  return part->target != NULL || soky_import_damaged (error);
}

SokyImportTable *
soky_import_xlsx_read (GBytes *file, GError **error)
{
  static const GMarkupParser strings = {
      .start_element = strings_start, .end_element = strings_end, .text = add_text};
  static const GMarkupParser sheet = {
      .start_element = sheet_start, .end_element = sheet_end, .text = add_text};
  g_autoptr (SokyZip) zip = soky_zip_open (file, error);
  g_auto (Part) part = {
      .strings = g_ptr_array_new_with_free_func (g_free),
      .cells = g_ptr_array_new_with_free_func (g_free),
      .text = g_string_new (NULL),
      .table = soky_import_table_new (),
  };

  if (zip == NULL || !find_sheet (zip, &part, error) ||
      (soky_zip_has (zip, STRINGS) && !parse_part (zip, STRINGS, &strings, &part, error)) ||
      !parse_part (zip, part.target, &sheet, &part, error))
    return NULL;
  return g_steal_pointer (&part.table);
}
