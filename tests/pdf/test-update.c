/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "append.h"
#include "pdf-builder.h"
#include "pdf/scan.h"

/* Appends one object "(new)"; returns its number. */
static guint
append_object (Append *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfUpdate) update = soky_pdf_update_new (self->base, &error);
  g_assert_no_error (error);
  guint number = soky_pdf_update_allocate (update);

  soky_pdf_update_set (update, number, 0, "(new)");
  g_assert_true (soky_pdf_update_write (update, self->output, &error));
  g_assert_no_error (error);
  append_finish (self);
  return number;
}

static void
assert_object (Append *self, guint number, const char *source)
{
  g_autofree char *found = append_dup_object (self, number);
  g_assert_cmpstr (found, ==, source);
}

static void
assert_refused (GBytes *base, SokyPdfError code)
{
  g_autoptr (Append) self = append_new (base);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfUpdate) update = soky_pdf_update_new (self->base, &error);
  g_assert_null (update);
  g_assert_error (error, SOKY_PDF_ERROR, (int) code);
}

static const SokyXrefSection *
get_last_section (Append *self)
{
  return soky_xref_get_section (soky_pdf_get_xref (self->result), 0);
}

static void
test_table (void)
{
  g_autoptr (Append) self = append_new (pdf_builder_simple (2));
  guint number = append_object (self);
  g_autoptr (GBytes) bytes = append_dup_bytes (self);
  const SokyXrefSection *section = get_last_section (self);

  g_assert_cmpuint (number, ==, 7);
  g_assert_false (section->is_stream);
  assert_object (self, number, "(new)");
  /* one row of exactly 20 bytes */
  const char *table = (const char *) g_bytes_get_data (bytes, NULL) + section->offset;
  g_assert_true (g_str_has_prefix (table, "xref\n7 1\n"));
  g_assert_true (g_str_has_prefix (table + strlen ("xref\n7 1\n") + 20, "trailer\n"));
}

static void
test_stream (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_stream (builder, 9, PDF_ROWS_PREDICTED, NULL);
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  guint number = append_object (self);
  const SokyXrefSection *section = get_last_section (self);
  SokyXrefEntry entry;

  g_assert_cmpuint (number, ==, 10);
  g_assert_true (section->is_stream);
  assert_object (self, number, "(new)");
  /* the stream knows itself */
  g_assert_true (soky_xref_lookup (soky_pdf_get_xref (self->result), 11, &entry));
  g_assert_cmpint (entry.offset, ==, section->offset);
  g_autofree char *stream = append_dup_object (self, 11);
  g_assert_nonnull (strstr (stream, "/Size 12"));
  g_assert_null (strstr (stream, "/Filter"));
  g_assert_null (strstr (stream, "/DecodeParms"));
}

static void
test_hybrid (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_pack (builder, 6, 5u, "<< /Hidden true >>", 0u);
  pdf_builder_end_hybrid (builder, 7, NULL);
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  guint number = append_object (self);

  g_assert_cmpuint (number, ==, 8);
  g_assert_false (get_last_section (self)->is_stream);
  g_assert_false (get_last_section (self)->is_hybrid);
  assert_object (self, number, "(new)");
  assert_object (self, 5, "<< /Hidden true >>");
}

/* The kind of the last section counts, not of the first. */
static void
test_mixed (void)
{
  for (guint last_is_stream = 0; last_is_stream < 2; last_is_stream++) {
    PdfBuilder *builder = pdf_builder_new (NULL);
    pdf_builder_document (builder, 1, NULL);
    if (last_is_stream)
      pdf_builder_end_table (builder, NULL);
    else
      pdf_builder_end_stream (builder, 7, PDF_ROWS_PLAIN, NULL);
    pdf_builder_object (builder, 8, "(eight)");
    if (last_is_stream)
      pdf_builder_end_stream (builder, 9, PDF_ROWS_PLAIN, NULL);
    else
      pdf_builder_end_table (builder, NULL);
    g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
    append_object (self);
    g_assert_cmpint (get_last_section (self)->is_stream, ==, (gboolean) last_is_stream);
  }
}

static void
test_junk (void)
{
  PdfBuilder *builder = pdf_builder_new ("thirteen byte");
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, NULL);
  pdf_builder_text (builder, "and more after the end");
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  assert_object (self, append_object (self), "(new)");
}

static void
test_without_line_end (void)
{
  g_autoptr (GBytes) bytes = pdf_builder_simple (1);
  g_autoptr (Append) self =
      append_new (g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - 1));
  assert_object (self, append_object (self), "(new)");
}

static void
test_trailer (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_object (builder, 5, "<< /Title (A) >>");
  pdf_builder_end_table (builder, "/Info 5 0 R /ID [<0011> <0011>] /DocChecksum /AB");
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  append_object (self);
  g_auto (SokyObject) trailer = soky_object_trailer (soky_pdf_get_qpdf (self->result));
  g_autofree char *source = soky_object_dup_source (&trailer);

  g_assert_nonnull (strstr (source, "/Info 5 0 R"));
  g_assert_nonnull (strstr (source, "/DocChecksum /AB"));
  g_assert_nonnull (strstr (source, "/Root 1 0 R"));
  g_assert_nonnull (strstr (source, "/Size 7"));
  g_auto (SokyObject) id = soky_object_get (&trailer, "/ID");
  g_auto (SokyObject) first = soky_object_item (&id, 0);
  g_auto (SokyObject) second = soky_object_item (&id, 1);
  g_autoptr (GBytes) kept = soky_object_dup_bytes (&first);
  g_autoptr (GBytes) fresh = soky_object_dup_bytes (&second);
  g_assert_cmpmem (g_bytes_get_data (kept, NULL), g_bytes_get_size (kept), "\x00\x11", 2);
  g_assert_cmpuint (g_bytes_get_size (fresh), ==, 16);
}

/* Names with escapes come out as they went in. */
static void
test_escaped_keys (void)
{
  for (guint is_stream = 0; is_stream < 2; is_stream++) {
    PdfBuilder *builder = pdf_builder_new (NULL);
    pdf_builder_document (builder, 1, NULL);
    if (is_stream)
      pdf_builder_end_stream (builder, 9, PDF_ROWS_PLAIN, "/A#20B#2F#28 /C#20#3E#3E#C3#BF");
    else
      pdf_builder_end_table (builder, "/A#20B#2F#28 /C#20#3E#3E#C3#BF");
    g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
    append_object (self);
    g_auto (SokyObject) trailer = soky_object_trailer (soky_pdf_get_qpdf (self->result));
    g_autofree char *source = soky_object_dup_source (&trailer);
    g_assert_nonnull (strstr (source, "/A#20B#2f#28 /C#20#3e#3e#c3#bf"));
  }
}

/* Numbers that something refers to, but that do not exist, must not come to life. */
static void
test_dangling (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, "/Odd [5 0 R 100 0 R (200 0 R) <</A 90 0 R>>]");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_assert_cmpuint (append_object (self), ==, 101);

  builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_pack (builder, 6, 5u, "[70 0 R]", 0u);
  pdf_builder_end_stream (builder, 7, PDF_ROWS_DEFLATED, "/Info 50 0 R");
  g_autoptr (Append) packed = append_new (pdf_builder_finish (builder));
  g_assert_cmpuint (append_object (packed), ==, 71);
}

static void
test_size (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, "/Size 60");
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_assert_cmpuint (append_object (self), ==, 5);

  /* objects that some readers see and others do not */
  builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, "/Size 3");
  assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);
}

static void
test_free_numbers (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_free_number (builder, 5);
  pdf_builder_free_number (builder, 6);
  pdf_builder_end_table (builder, NULL);
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_assert_cmpuint (append_object (self), ==, 7);
}

static void
test_damaged_objects (void)
{
  static const char *const bodies[] = {"<< /A",
                                       "(open",
                                       "<41",
                                       "[1 2",
                                       "<< /A 1 >> stream\nabc\nendstream",
                                       "<< /Length 900 >> stream\nabc\nendstream",
                                       "<< /Length 2 >> stream\nabcdefgh\nendstream"};

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    PdfBuilder *builder = pdf_builder_new (NULL);
    pdf_builder_document (builder, 1, "/Odd 5 0 R");
    pdf_builder_object (builder, 5, "%s", bodies[i]);
    pdf_builder_end_table (builder, NULL);
    assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);
  }
}

/* A length that is an object of its own, written after the stream. */
static void
test_indirect_length (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, "/Odd 5 0 R");
  pdf_builder_object (builder, 5, "<< /Length 6 0 R >>\nstream\nendstream\nendstream");
  pdf_builder_object (builder, 6, "9");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_assert_cmpuint (append_object (self), ==, 7);
}

static void
test_replace (void)
{
  g_autoptr (Append) self = append_new (pdf_builder_simple (1));
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfUpdate) update = soky_pdf_update_new (self->base, &error);
  g_autoptr (GBytes) data = g_bytes_new_static ("BT ET", 5);
  guint stream = soky_pdf_update_allocate (update);

  soky_pdf_update_set_stream (update, stream, "/Kind /Test", data);
  soky_pdf_update_set (update, 3, 0, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>");
  g_assert_true (soky_pdf_update_write (update, self->output, &error));
  goffset place = soky_pdf_update_get_place (update, 3);
  append_finish (self);
  g_autoptr (GBytes) bytes = append_dup_bytes (self);
  g_assert_true (
      g_str_has_prefix ((const char *) g_bytes_get_data (bytes, NULL) + place, "<< /Type /Page"));
  g_autofree char *page = append_dup_object (self, 3);
  g_assert_nonnull (strstr (page, "[ 0 0 9 9 ]"));
  g_autofree char *dictionary = append_dup_object (self, stream);
  g_assert_cmpstr (dictionary, ==, "<< /Kind /Test /Length 5 >>");
}

static void
test_conflict (void)
{
  g_autoptr (Append) self = append_new (pdf_builder_simple (1));
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfUpdate) update = soky_pdf_update_new (self->base, &error);

  soky_pdf_update_set (update, 3, 0, "<< /One true >>");
  soky_pdf_update_set (update, 3, 0, "<< /Two true >>");
  g_assert_false (soky_pdf_update_write (update, self->output, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED);
  g_assert_cmpint (soky_output_get_size (self->output), ==, soky_input_get_size (self->input));
}

static void
test_highest_number (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, "/Odd 8388607 0 R");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfUpdate) update = soky_pdf_update_new (self->base, &error);
  g_assert_no_error (error);

  soky_pdf_update_set (update, soky_pdf_update_allocate (update), 0, "(new)");
  g_assert_false (soky_pdf_update_write (update, self->output, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/update/table", test_table);
  g_test_add_func ("/update/stream", test_stream);
  g_test_add_func ("/update/hybrid", test_hybrid);
  g_test_add_func ("/update/mixed", test_mixed);
  g_test_add_func ("/update/junk", test_junk);
  g_test_add_func ("/update/without-line-end", test_without_line_end);
  g_test_add_func ("/update/trailer", test_trailer);
  g_test_add_func ("/update/escaped-keys", test_escaped_keys);
  g_test_add_func ("/update/dangling", test_dangling);
  g_test_add_func ("/update/size", test_size);
  g_test_add_func ("/update/free-numbers", test_free_numbers);
  g_test_add_func ("/update/damaged-objects", test_damaged_objects);
  g_test_add_func ("/update/indirect-length", test_indirect_length);
  g_test_add_func ("/update/replace", test_replace);
  g_test_add_func ("/update/conflict", test_conflict);
  g_test_add_func ("/update/highest-number", test_highest_number);
  return g_test_run ();
}
