/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf-builder.h"

#include <gio/gio.h>
#include <stdarg.h>
#include <string.h>

#define ROW_BYTES 7 /* /W [1 4 2] */

typedef struct {
  guint number;
  guint type; /* as in a cross-reference stream */
  guint64 second;
  guint third;
} Entry;

struct _PdfBuilder {
  GString *text;
  gsize start;    /* of %PDF */
  GArray *fresh;  /* Entry: since the last section */
  gint64 section; /* the last one, or -1 */
  guint highest;
};

PdfBuilder *
pdf_builder_new (const char *junk)
{
  PdfBuilder *self = g_new0 (PdfBuilder, 1);
  self->text = g_string_new (junk);
  self->start = self->text->len;
  self->fresh = g_array_new (FALSE, TRUE, sizeof (Entry));
  self->section = -1;
  g_string_append (self->text, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  return self;
}

GBytes *
pdf_builder_finish (PdfBuilder *self)
{
  GBytes *bytes = g_string_free_to_bytes (self->text);
  g_array_unref (self->fresh);
  g_free (self);
  return bytes;
}

void
pdf_builder_text (PdfBuilder *self, const char *text)
{
  g_string_append (self->text, text);
}

gsize
pdf_builder_get_length (PdfBuilder *self)
{
  return self->text->len;
}

static void
note (PdfBuilder *self, guint number, guint type, guint64 second, guint third)
{
  Entry entry = {number, type, second, third};
  g_array_append_val (self->fresh, entry);
  self->highest = MAX (self->highest, number);
}

void
pdf_builder_object_generation (PdfBuilder *self, guint number, guint generation, const char *body)
{
  note (self, number, 1, self->text->len - self->start, generation);
  g_string_append_printf (self->text, "%u %u obj\n%s\nendobj\n", number, generation, body);
}

void
pdf_builder_object (PdfBuilder *self, guint number, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *body = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  pdf_builder_object_generation (self, number, 0, body);
}

static void
append_stream (PdfBuilder *self, guint number, const char *entries, const void *data, gsize length)
{
  note (self, number, 1, self->text->len - self->start, 0);
  g_string_append_printf (self->text, "%u 0 obj\n<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                          number, entries, length);
  g_string_append_len (self->text, data, (gssize) length);
  g_string_append (self->text, "\nendstream\nendobj\n");
}

void
pdf_builder_stream (PdfBuilder *self, guint number, const char *entries, const char *data)
{
  append_stream (self, number, entries, data, strlen (data));
}

static void
pack_list (PdfBuilder *self, guint container, const guint *numbers, char *const *bodies)
{
  g_autoptr (GString) head = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  guint count = 0;

  for (; bodies[count] != NULL; count++) {
    g_string_append_printf (head, "%u %" G_GSIZE_FORMAT " ", numbers[count], body->len);
    g_string_append_printf (body, "%s ", bodies[count]);
    note (self, numbers[count], 2, container, count);
  }
  g_autofree char *entries =
      g_strdup_printf ("/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT, count, head->len);
  g_string_append (head, body->str);
  pdf_builder_stream (self, container, entries, head->str);
}

void
pdf_builder_pack (PdfBuilder *self, guint container, ...)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  va_list arguments;

  va_start (arguments, container);
  for (guint number = va_arg (arguments, guint); number != 0; number = va_arg (arguments, guint)) {
    g_array_append_val (numbers, number);
    g_strv_builder_add (builder, va_arg (arguments, const char *));
  }
  va_end (arguments);
  g_auto (GStrv) bodies = g_strv_builder_end (builder);
  pack_list (self, container, (const guint *) (gpointer) numbers->data, bodies);
}

void
pdf_builder_free_number (PdfBuilder *self, guint number)
{
  note (self, number, 0, 0, 1);
}

static char *
list_kids (guint pages)
{
  GString *kids = g_string_new (NULL);
  for (guint i = 0; i < pages; i++)
    g_string_append_printf (kids, "%u 0 R ", 3 + 2 * i);
  return g_string_free (kids, FALSE);
}

void
pdf_builder_catalog (PdfBuilder *self, guint pages, guint container, const char *catalog_entries)
{
  g_autofree char *kids = list_kids (pages);
  g_autofree char *catalog = g_strdup_printf ("<< /Type /Catalog /Pages 2 0 R %s >>",
                                              catalog_entries ? catalog_entries : "");
  g_autofree char *tree = g_strdup_printf ("<< /Type /Pages /Kids [%s] /Count %u >>", kids, pages);

  if (container > 0) {
    pdf_builder_pack (self, container, 1u, catalog, 2u, tree, 0u);
    return;
  }
  pdf_builder_object (self, 1, "%s", catalog);
  pdf_builder_object (self, 2, "%s", tree);
}

void
pdf_builder_document (PdfBuilder *self, guint pages, const char *page_entries)
{
  pdf_builder_catalog (self, pages, 0, NULL);
  for (guint i = 0; i < pages; i++) {
    guint number = 3 + 2 * i;
    g_autofree char *content = g_strdup_printf ("BT /F1 12 Tf 72 700 Td (Lesson %u) Tj ET", i + 1);
    pdf_builder_object (self, number,
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %u 0 R "
                        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont "
                        "/Helvetica >> >> >> %s >>",
                        number + 1, page_entries ? page_entries : "");
    pdf_builder_stream (self, number + 1, "", content);
  }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  return one->number < other->number ? -1 : one->number > other->number;
}

static const Entry *
get_entry (const PdfBuilder *self, guint index)
{
  return &g_array_index (self->fresh, Entry, index);
}

static guint
count_run (const PdfBuilder *self, guint index)
{
  guint count = 1;
  while (index + count < self->fresh->len &&
         get_entry (self, index + count)->number == get_entry (self, index)->number + count)
    count++;
  return count;
}

static void
append_trailer (const PdfBuilder *self, GString *text, const char *entries)
{
  const char *more = entries ? entries : "";

  if (strstr (more, "/Root") == NULL)
    g_string_append (text, " /Root 1 0 R");
  if (strstr (more, "/Size") == NULL)
    g_string_append_printf (text, " /Size %u", self->highest + 1);
  if (self->section >= 0 && strstr (more, "/Prev") == NULL)
    g_string_append_printf (text, " /Prev %" G_GINT64_FORMAT, self->section);
  g_string_append_printf (text, " %s", more);
}

static void
close_revision (PdfBuilder *self, gsize section)
{
  self->section = (gint64) (section - self->start);
  g_string_append_printf (self->text, "startxref\n%" G_GINT64_FORMAT "\n%%%%EOF\n", self->section);
  g_array_set_size (self->fresh, 0);
}

static void
append_table (PdfBuilder *self)
{
  g_string_append (self->text, "xref\n");
  for (guint i = 0; i < self->fresh->len;) {
    guint count = count_run (self, i);
    g_string_append_printf (self->text, "%u %u\n", get_entry (self, i)->number, count);
    for (guint end = i + count; i < end; i++) {
      const Entry *entry = get_entry (self, i);
      gboolean used = entry->type == 1;
      g_string_append_printf (self->text, "%010" G_GUINT64_FORMAT " %05u %c \n",
                              used ? entry->second : 0, entry->type == 2 ? 65535 : entry->third,
                              used ? 'n' : 'f');
    }
  }
}

/* The list of free numbers begins with 0, in the first section alone. */
static void
begin_section (PdfBuilder *self)
{
  if (self->section < 0)
    note (self, 0, 0, 0, 65535);
  g_array_sort (self->fresh, compare_entries);
}

void
pdf_builder_end_table (PdfBuilder *self, const char *entries)
{
  begin_section (self);
  gsize section = self->text->len;
  append_table (self);
  g_string_append (self->text, "trailer\n<<");
  append_trailer (self, self->text, entries);
  g_string_append (self->text, " >>\n");
  close_revision (self, section);
}

static GByteArray *
make_rows (const PdfBuilder *self, GString *index)
{
  GByteArray *rows = g_byte_array_new ();

  for (guint i = 0; i < self->fresh->len; i++) {
    const Entry *entry = get_entry (self, i);
    guint8 row[ROW_BYTES] = {(guint8) entry->type,           (guint8) (entry->second >> 24),
                             (guint8) (entry->second >> 16), (guint8) (entry->second >> 8),
                             (guint8) entry->second,         (guint8) (entry->third >> 8),
                             (guint8) entry->third};
    g_byte_array_append (rows, row, sizeof row);
  }
  for (guint i = 0; i < self->fresh->len; i += count_run (self, i))
    g_string_append_printf (index, " %u %u", get_entry (self, i)->number, count_run (self, i));
  return rows;
}

static guint8
paeth (int left, int above, int corner)
{
  int estimate = left + above - corner;
  int to_left = ABS (estimate - left), to_above = ABS (estimate - above);
  int to_corner = ABS (estimate - corner);
  if (to_left <= to_above && to_left <= to_corner)
    return (guint8) left;
  return (guint8) (to_above <= to_corner ? above : corner);
}

static GByteArray *
predict (const GByteArray *rows)
{
  GByteArray *out = g_byte_array_new ();

  for (guint i = 0; i < rows->len; i++) {
    guint8 filter = (guint8) (i / ROW_BYTES % 5);
    guint8 left = i % ROW_BYTES > 0 ? rows->data[i - 1] : 0;
    guint8 above = i >= ROW_BYTES ? rows->data[i - ROW_BYTES] : 0;
    guint8 corner = i % ROW_BYTES > 0 && i >= ROW_BYTES ? rows->data[i - ROW_BYTES - 1] : 0;
    const guint8 guesses[] = {0, left, above, (guint8) ((left + above) / 2),
                              paeth (left, above, corner)};
    guint8 byte = (guint8) (rows->data[i] - guesses[filter]);
    if (i % ROW_BYTES == 0)
      g_byte_array_append (out, &filter, 1);
    g_byte_array_append (out, &byte, 1);
  }
  return out;
}

static GByteArray *
deflate (const GByteArray *data)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  GByteArray *out = g_byte_array_sized_new (data->len + 1024);
  gsize taken = 0, made = 0;

  g_byte_array_set_size (out, data->len + 1024);
  GConverterResult result =
      g_converter_convert (G_CONVERTER (zlib), data->data, data->len, out->data, out->len,
                           G_CONVERTER_INPUT_AT_END, &taken, &made, NULL);
  g_assert_cmpint (result, ==, G_CONVERTER_FINISHED);
  g_byte_array_set_size (out, (guint) made);
  return out;
}

/* The stream's entries beside what a trailer has; @rows becomes its data. */
static void
pack_rows (GString *entries, PdfRows packing, GByteArray **rows)
{
  if (packing == PDF_ROWS_PLAIN)
    return;
  g_string_append (entries, " /Filter /FlateDecode");
  if (packing == PDF_ROWS_PREDICTED) {
    g_string_append_printf (entries, " /DecodeParms << /Predictor 15 /Columns %d >>", ROW_BYTES);
    g_autoptr (GByteArray) plain = *rows;
    *rows = predict (plain);
  }
  g_autoptr (GByteArray) unpacked = *rows;
  *rows = deflate (unpacked);
}

static void
append_rows (PdfBuilder *self, guint number, PdfRows packing, const char *trailer)
{
  g_autoptr (GString) index = g_string_new (NULL);
  g_autoptr (GString) entries = g_string_new ("/Type /XRef /W [1 4 2]");
  g_autoptr (GByteArray) rows = make_rows (self, index);

  pack_rows (entries, packing, &rows);
  g_string_append_printf (entries, " /Index [%s ] %s", index->str, trailer);
  append_stream (self, number, entries->str, rows->data, rows->len);
}

void
pdf_builder_end_stream (PdfBuilder *self, guint number, PdfRows rows, const char *entries)
{
  g_autoptr (GString) trailer = g_string_new (NULL);
  gsize section = self->text->len;

  note (self, number, 1, section - self->start, 0);
  begin_section (self);
  append_trailer (self, trailer, entries);
  append_rows (self, number, rows, trailer->str);
  close_revision (self, section);
}

static void
keep_type (PdfBuilder *self, guint type)
{
  for (guint i = self->fresh->len; i > 0; i--)
    if (get_entry (self, i - 1)->type != type)
      g_array_remove_index (self->fresh, i - 1);
}

void
pdf_builder_end_hybrid (PdfBuilder *self, guint number, const char *entries)
{
  gsize hidden = self->text->len;
  g_autofree char *size = NULL;

  note (self, number, 1, hidden - self->start, 0);
  begin_section (self);
  size = g_strdup_printf ("/Root 1 0 R /Size %u", self->highest + 1);
  g_autoptr (GArray) all = g_array_copy (self->fresh);
  keep_type (self, 2);
  append_rows (self, number, PDF_ROWS_DEFLATED, size);
  g_array_unref (self->fresh);
  self->fresh = g_steal_pointer (&all);
  gsize section = self->text->len;
  append_table (self);
  g_string_append (self->text, "trailer\n<<");
  append_trailer (self, self->text, entries);
  g_string_append_printf (self->text, " /XRefStm %" G_GSIZE_FORMAT " >>\n", hidden - self->start);
  close_revision (self, section);
}

GBytes *
pdf_builder_simple (guint count)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, count, NULL);
  pdf_builder_end_table (builder, NULL);
  return pdf_builder_finish (builder);
}
