/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

#define CATALOG 1
#define PAGES 2
#define FONT 3
#define FIRST_PAGE 4

typedef struct {
  GString *text;
  GArray *offsets; /* gsize of each object, by number; 0 = not written on its own */
  gsize start;     /* bytes before %PDF: offsets count from there */
} Writer;

static Writer *
writer_new (const char *junk)
{
  Writer *self = g_new0 (Writer, 1);

  self->text = g_string_new (junk);
  self->start = self->text->len;
  self->offsets = g_array_new (FALSE, TRUE, sizeof (gsize));
  g_string_append (self->text, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  return self;
}

static GBytes *
writer_finish (Writer *self)
{
  GBytes *bytes = g_string_free_to_bytes (self->text);

  g_array_unref (self->offsets);
  g_free (self);
  return bytes;
}

static void
note_offset (Writer *self, guint number)
{
  if (self->offsets->len <= number)
    g_array_set_size (self->offsets, number + 1);
  g_array_index (self->offsets, gsize, number) = self->text->len - self->start;
}

static void
add_object (Writer *self, guint number, const char *body)
{
  note_offset (self, number);
  g_string_append_printf (self->text, "%u 0 obj\n%s\nendobj\n", number, body);
}

static void
add_stream (Writer *self, guint number, const char *entries, const char *data, gsize length)
{
  note_offset (self, number);
  g_string_append_printf (self->text, "%u 0 obj\n<< %s /Length %" G_GSIZE_FORMAT " >>\nstream\n",
                          number, entries, length);
  g_string_append_len (self->text, data, (gssize) length);
  g_string_append (self->text, "\nendstream\nendobj\n");
}

static char *
kids (guint pages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pages; i++)
    g_string_append_printf (text, "%u 0 R ", FIRST_PAGE + 2 * i);
  return g_string_free (text, FALSE);
}

/* Bodies of everything but content streams, by number. */
static char *
body_of (guint number, guint pages, gboolean form)
{
  guint last = FIRST_PAGE + 2 * pages;
  g_autofree char *list = kids (pages);

  if (number == CATALOG && form)
    return g_strdup_printf ("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%u 0 R %u 0 R] "
                            "/SigFlags 0 >> >>",
                            last, last + 1);
  if (number == CATALOG)
    return g_strdup ("<< /Type /Catalog /Pages 2 0 R >>");
  if (number == PAGES)
    return g_strdup_printf ("<< /Type /Pages /Kids [%s] /Count %u >>", list, pages);
  if (number == FONT)
    return g_strdup ("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  if (number == last)
    return g_strdup ("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Approve) /P 4 0 R /F 4 "
                     "/Rect [300 100 500 170] >>");
  if (number == last + 1)
    return g_strdup ("<< /Type /Annot /Subtype /Widget /FT /Tx /T (Note) /P 4 0 R /F 4 "
                     "/Rect [72 100 250 120] >>");
  return g_strdup_printf ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %u 0 R "
                          "/Resources << /Font << /F1 3 0 R >> >>%s >>",
                          number + 1, form && number == FIRST_PAGE ? " /Annots [6 0 R 7 0 R]" : "");
}

static void
add_contents (Writer *self, guint pages)
{
  for (guint i = 0; i < pages; i++) {
    g_autofree char *data =
        g_strdup_printf ("BT /F1 12 Tf 72 700 Td (Lesson %u) Tj ET%s", i + 1,
                         i + 1 == pages ? "\nBT /F1 12 Tf 72 400 Td (NGUOI SOAN) Tj ET" : "");
    add_stream (self, FIRST_PAGE + 2 * i + 1, "", data, strlen (data));
  }
}

static gboolean
is_content (guint number, guint pages)
{
  return number > FIRST_PAGE && number < FIRST_PAGE + 2 * pages && (number - FIRST_PAGE) % 2 == 1;
}

static gsize
add_table (Writer *self, guint size, const char *trailer)
{
  gsize place = self->text->len - self->start;

  g_string_append_printf (self->text, "xref\n0 %u\n0000000000 65535 f \n", size);
  for (guint i = 1; i < size; i++) {
    gsize offset = i < self->offsets->len ? g_array_index (self->offsets, gsize, i) : 0;
    g_string_append_printf (self->text, "%010" G_GSIZE_FORMAT " %05u %c \n", offset,
                            offset ? 0 : 65535, offset ? 'n' : 'f');
  }
  g_string_append_printf (self->text, "trailer\n<< /Size %u /Root 1 0 R %s >>\n", size, trailer);
  return place;
}

static void
add_end (Writer *self, gsize place)
{
  g_string_append_printf (self->text, "startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", place);
}

static void
append_row (GString *rows, guint type, gsize second, guint third)
{
  g_string_append_c (rows, (char) type);
  for (int shift = 24; shift >= 0; shift -= 8)
    g_string_append_c (rows, (char) (second >> shift));
  g_string_append_c (rows, (char) third);
}

/* A cross-reference stream; objects without an offset lie in object stream @container. */
static gsize
add_xref_stream (Writer *self, guint number, guint container, const char *entries)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  guint inside = 0;

  note_offset (self, number);
  for (guint i = 0; i <= number; i++) {
    gsize offset = g_array_index (self->offsets, gsize, i);
    if (i == 0)
      append_row (rows, 0, 0, 255);
    else if (offset != 0)
      append_row (rows, 1, offset, 0);
    else
      append_row (rows, 2, container, inside++);
  }
  g_autofree char *all =
      g_strdup_printf ("/Type /XRef /W [1 4 1] /Size %u %s", number + 1, entries);
  add_stream (self, number, all, rows->str, rows->len);
  return g_array_index (self->offsets, gsize, number);
}

/* Puts every object but streams into object stream @container. */
static void
add_object_stream (Writer *self, guint container, guint count, guint pages)
{
  g_autoptr (GString) index = g_string_new (NULL);
  g_autoptr (GString) bodies = g_string_new (NULL);
  guint held = 0;

  for (guint number = 1; number < count; number++) {
    if (is_content (number, pages))
      continue;
    g_autofree char *body = body_of (number, pages, FALSE);
    g_string_append_printf (index, "%u %" G_GSIZE_FORMAT " ", number, bodies->len);
    g_string_append_printf (bodies, "%s\n", body);
    held++;
  }
  g_autofree char *entries =
      g_strdup_printf ("/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT, held, index->len);
  g_string_append (index, bodies->str);
  add_stream (self, container, entries, index->str, index->len);
}

/* A table that calls the font free, and a stream that knows it: what Word writes. */
static void
end_hybrid (Writer *self, guint count)
{
  g_autoptr (GString) row = g_string_new (NULL);
  gsize *font = &g_array_index (self->offsets, gsize, FONT);

  append_row (row, 1, *font, 0);
  *font = 0;
  add_stream (self, count, "/Type /XRef /W [1 4 1] /Index [3 1] /Size 4", row->str, row->len);
  g_autofree char *hybrid =
      g_strdup_printf ("/XRefStm %" G_GSIZE_FORMAT, g_array_index (self->offsets, gsize, count));
  add_end (self, add_table (self, count + 1, hybrid));
}

/* The number after the last "startxref". */
static guint64
last_section (GBytes *document)
{
  static const char word[] = "startxref";
  gsize size = 0;
  const char *data = g_bytes_get_data (document, &size);

  for (gsize at = size - strlen (word); at > 0; at--)
    if (memcmp (data + at, word, strlen (word)) == 0)
      return g_ascii_strtoull (data + at + strlen (word), NULL, 10);
  g_assert_not_reached ();
}

const char *
document_kind_name (DocumentKind kind)
{
  static const char *const names[] = {"table", "stream", "objects", "hybrid", "junk", "form"};
  return names[kind];
}

GBytes *
document_make (DocumentKind kind, guint pages)
{
  gboolean form = kind == DOCUMENT_FORM;
  guint count = FIRST_PAGE + 2 * pages + (form ? 2 : 0);
  Writer *self = writer_new (kind == DOCUMENT_JUNK ? "junk before\n" : "");

  g_assert_true (!form || pages == 1);
  add_contents (self, pages);
  for (guint number = 1; number < count && kind != DOCUMENT_OBJECTS; number++)
    if (!is_content (number, pages)) {
      g_autofree char *body = body_of (number, pages, form);
      add_object (self, number, body);
    }
  switch (kind) {
  case DOCUMENT_STREAM:
    add_end (self, add_xref_stream (self, count, 0, "/Root 1 0 R"));
    break;
  case DOCUMENT_OBJECTS:
    add_object_stream (self, count, count, pages);
    add_end (self, add_xref_stream (self, count + 1, count, "/Root 1 0 R"));
    break;
  case DOCUMENT_HYBRID:
    end_hybrid (self, count);
    break;
  default:
    add_end (self, add_table (self, count, ""));
    break;
  }
  return writer_finish (self);
}

gboolean
document_write_huge (const char *path, gint64 length)
{
  static const char *const bodies[] = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
  };
  g_autoptr (GString) head = g_string_new ("%PDF-1.7\n");
  g_autoptr (GString) tail = g_string_new ("\nendstream\nendobj\n");
  g_autoptr (GString) rows = g_string_new ("0000000000 65535 f \n");

  for (guint i = 0; i <= G_N_ELEMENTS (bodies); i++) {
    g_string_append_printf (rows, "%010" G_GSIZE_FORMAT " 00000 n \n", head->len);
    if (i < G_N_ELEMENTS (bodies))
      g_string_append_printf (head, "%u 0 obj\n%s\nendobj\n", i + 1, bodies[i]);
  }
  g_string_append_printf (head, "4 0 obj\n<< /Length %" G_GINT64_FORMAT " >>\nstream\n", length);
  g_string_append_printf (
      tail,
      "xref\n0 5\n%strailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%" G_GINT64_FORMAT "\n%%%%EOF\n",
      rows->str, (gint64) head->len + length + (gint64) tail->len);
  FILE *file = g_fopen (path, "wb");
  gboolean written = file != NULL && fwrite (head->str, head->len, 1, file) == 1 &&
                     fseeko (file, length, SEEK_CUR) == 0 &&
                     fwrite (tail->str, tail->len, 1, file) == 1;
  GStatBuf info;
  written = file != NULL && fclose (file) == 0 && written;
  return written && g_stat (path, &info) == 0 && (gint64) info.st_blocks * 512 < length / 10;
}

GBytes *
document_make_claims (guint count)
{
  Writer *self = writer_new ("");
  g_autoptr (GString) fields = g_string_new (NULL);

  for (guint i = 0; i < count; i++) {
    g_autofree char *field = g_strdup_printf (
        "<< /FT /Sig /T (S%u) /V << /Type /Sig /Filter /Adobe.PPKLite "
        "/SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] /Contents <3000> >> >>",
        i);
    add_object (self, FIRST_PAGE + i, field);
    g_string_append_printf (fields, "%u 0 R ", FIRST_PAGE + i);
  }
  g_autofree char *catalog = g_strdup_printf (
      "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] /SigFlags 3 >> >>", fields->str);
  add_object (self, CATALOG, catalog);
  add_object (self, PAGES, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  add_object (self, PAGES + 1, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
  add_end (self, add_table (self, FIRST_PAGE + count, ""));
  return writer_finish (self);
}

GBytes *
document_update (GBytes *base, guint number, const char *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (base, &size);
  GString *text = g_string_new_len (data, (gssize) size);
  guint64 previous = last_section (base);

  gsize place = text->len;
  g_string_append_printf (text, "%u 0 obj\n%s\nendobj\n", number, body);
  gsize table = text->len;
  g_string_append_printf (text,
                          "xref\n%u 1\n%010" G_GSIZE_FORMAT " 00000 n \ntrailer\n<< /Size %u "
                          "/Root 1 0 R /Prev %" G_GUINT64_FORMAT " >>\nstartxref\n%" G_GSIZE_FORMAT
                          "\n%%%%EOF\n",
                          number, place, MAX (number + 1, 50), previous, table);
  return g_string_free_to_bytes (text);
}

gsize
document_find (GBytes *document, const char *needle, gsize from)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (document, &size);
  gsize length = strlen (needle);

  for (gsize i = from; i + length <= size; i++)
    if (memcmp (data + i, needle, length) == 0)
      return i;
  g_assert_not_reached ();
}
