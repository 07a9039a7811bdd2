/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "pdf-builder.h"
#include "pdf/scan.h"
#include "pdf/xref.h"

static SokyXref *
read_xref (GBytes *bytes, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  return soky_xref_read (input, error);
}

/* Takes @bytes. */
static SokyXref *
read_good (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  SokyXref *xref = read_xref (bytes, &error);
  g_assert_no_error (error);
  g_assert_nonnull (xref);
  g_bytes_unref (bytes);
  return xref;
}

/* Takes @bytes. */
static void
assert_refused (GBytes *bytes, SokyPdfError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyXref) xref = read_xref (bytes, &error);
  g_assert_null (xref);
  g_assert_error (error, SOKY_PDF_ERROR, (int) code);
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_bytes_unref (bytes);
}

static void
assert_plain (const SokyXref *xref, GBytes *bytes, guint number, guint generation)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  SokyXrefEntry entry;
  guint found = 0, found_generation = 0;

  g_assert_true (soky_xref_lookup (xref, number, &entry));
  g_assert_cmpint (entry.kind, ==, SOKY_XREF_PLAIN);
  g_assert_cmpuint (entry.generation, ==, generation);
  SokyScan scan = {data, length, (gsize) entry.offset};
  g_assert_true (soky_scan_object_head (&scan, "obj", &found, &found_generation));
  g_assert_cmpuint (found, ==, number);
  g_assert_cmpuint (found_generation, ==, generation);
}

static void
assert_packed (const SokyXref *xref, guint number, guint container, guint index)
{
  SokyXrefEntry entry;
  g_assert_true (soky_xref_lookup (xref, number, &entry));
  g_assert_cmpint (entry.kind, ==, SOKY_XREF_PACKED);
  g_assert_cmpuint (entry.container, ==, container);
  g_assert_cmpuint (entry.index, ==, index);
}

static void
assert_free (const SokyXref *xref, guint number)
{
  SokyXrefEntry entry;
  g_assert_true (soky_xref_lookup (xref, number, &entry));
  g_assert_cmpint (entry.kind, ==, SOKY_XREF_FREE);
}

static void
test_table (void)
{
  g_autoptr (GBytes) bytes = pdf_builder_simple (2);
  g_autoptr (SokyXref) xref = read_good (g_bytes_ref (bytes));
  const SokyXrefSection *section = soky_xref_get_section (xref, 0);
  SokyXrefEntry entry;

  g_assert_cmpuint (soky_xref_count_sections (xref), ==, 1);
  g_assert_false (section->is_stream);
  g_assert_false (section->is_hybrid);
  g_assert_cmpint (section->prev, ==, -1);
  g_assert_cmpuint (soky_xref_get_highest (xref), ==, 6);
  for (guint number = 1; number <= 6; number++)
    assert_plain (xref, bytes, number, 0);
  assert_free (xref, 0);
  g_assert_false (soky_xref_lookup (xref, 7, &entry));
  g_assert_cmpuint (soky_xref_count_revisions (xref), ==, 1);
  g_assert_cmpint (soky_xref_get_revision_end (xref, 0), ==, (goffset) g_bytes_get_size (bytes));
}

static void
test_stream (gconstpointer data)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 3, NULL);
  pdf_builder_end_stream (builder, 9, (PdfRows) GPOINTER_TO_INT (data), NULL);
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  g_autoptr (SokyXref) xref = read_good (g_bytes_ref (bytes));

  g_assert_true (soky_xref_get_section (xref, 0)->is_stream);
  g_assert_cmpuint (soky_xref_get_highest (xref), ==, 9);
  for (guint number = 1; number <= 9; number++)
    assert_plain (xref, bytes, number, 0);
  g_assert_cmpuint (soky_xref_count_revisions (xref), ==, 1);
}

static void
test_packed (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_catalog (builder, 1, 7, NULL);
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>");
  pdf_builder_end_stream (builder, 8, PDF_ROWS_PREDICTED, NULL);
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  g_autoptr (SokyXref) xref = read_good (g_bytes_ref (bytes));

  assert_packed (xref, 1, 7, 0);
  assert_packed (xref, 2, 7, 1);
  assert_plain (xref, bytes, 3, 0);
}

static void
test_hybrid (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_pack (builder, 6, 5u, "<< /Hidden true >>", 0u);
  pdf_builder_end_hybrid (builder, 7, NULL);
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  g_autoptr (SokyXref) xref = read_good (g_bytes_ref (bytes));

  g_assert_cmpuint (soky_xref_count_sections (xref), ==, 1);
  g_assert_false (soky_xref_get_section (xref, 0)->is_stream);
  g_assert_true (soky_xref_get_section (xref, 0)->is_hybrid);
  assert_packed (xref, 5, 6, 0);
  assert_plain (xref, bytes, 1, 0);
  assert_plain (xref, bytes, 7, 0);
}

/* The hidden stream may not come after the table that names it. */
static void
test_hybrid_ahead (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  gsize table = pdf_builder_get_length (builder), hidden = table + 500;
  g_autofree char *entries = g_strdup_printf ("/XRefStm %" G_GSIZE_FORMAT, hidden);
  g_autofree char *end = g_strdup_printf ("startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table);

  pdf_builder_end_table (builder, entries);
  while (pdf_builder_get_length (builder) < hidden)
    pdf_builder_text (builder, "\n");
  pdf_builder_end_stream (builder, 9, PDF_ROWS_PLAIN, NULL);
  pdf_builder_text (builder, end);
  assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);
}

static void
test_junk_before (void)
{
  const char *junk = "HTTP/1.1 200 OK\r\n\r\n";
  PdfBuilder *builder = pdf_builder_new (junk);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, NULL);
  pdf_builder_object (builder, 9, "(more)");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  g_autoptr (SokyXref) xref = read_good (g_bytes_ref (bytes));

  g_assert_cmpint (soky_xref_get_header (xref), ==, (goffset) strlen (junk));
  g_assert_cmpuint (soky_xref_count_revisions (xref), ==, 2);
  assert_plain (xref, bytes, 1, 0);
  assert_plain (xref, bytes, 9, 0);
}

static void
test_junk_after (void)
{
  for (guint length = 1; length <= 1000; length += 333) {
    PdfBuilder *builder = pdf_builder_new (NULL);
    g_autofree char *junk = g_strnfill (length, 'x');
    pdf_builder_document (builder, 1, NULL);
    pdf_builder_end_table (builder, NULL);
    gsize end = pdf_builder_get_length (builder);
    pdf_builder_text (builder, junk);
    g_autoptr (SokyXref) xref = read_good (pdf_builder_finish (builder));
    g_assert_cmpint (soky_xref_get_revision_end (xref, 0), ==, (goffset) end);
    g_assert_false (soky_xref_is_revision_end (xref, (goffset) (end + length)));
  }
}

static void
test_revisions (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  gsize ends[3] = {0};
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, NULL);
  ends[0] = pdf_builder_get_length (builder);
  pdf_builder_free_number (builder, 4);
  pdf_builder_object (builder, 5, "(first)");
  pdf_builder_end_table (builder, NULL);
  ends[1] = pdf_builder_get_length (builder);
  pdf_builder_object_generation (builder, 4, 1, "(again)");
  pdf_builder_object (builder, 5, "(second)");
  pdf_builder_end_stream (builder, 6, PDF_ROWS_DEFLATED, NULL);
  ends[2] = pdf_builder_get_length (builder);
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  g_autoptr (SokyXref) xref = read_good (g_bytes_ref (bytes));
  SokyXrefEntry now, then;

  g_assert_cmpuint (soky_xref_count_sections (xref), ==, 3);
  g_assert_cmpuint (soky_xref_count_revisions (xref), ==, 3);
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpint (soky_xref_get_revision_end (xref, i), ==, (goffset) ends[i]);
    g_assert_true (soky_xref_is_revision_end (xref, (goffset) ends[i]));
    g_assert_true (soky_xref_is_revision_end (xref, (goffset) ends[i] - 1));
    g_assert_false (soky_xref_is_revision_end (xref, (goffset) ends[i] - 2));
  }
  assert_plain (xref, bytes, 4, 1);
  g_assert_true (soky_xref_lookup_from (xref, 1, 4, &then));
  g_assert_cmpint (then.kind, ==, SOKY_XREF_FREE);
  g_assert_true (soky_xref_lookup_from (xref, 2, 4, &then));
  g_assert_cmpint (then.kind, ==, SOKY_XREF_PLAIN);
  g_assert_true (soky_xref_lookup (xref, 5, &now) && soky_xref_lookup_from (xref, 1, 5, &then));
  g_assert_cmpint (now.offset, >, then.offset);
  g_assert_false (soky_xref_lookup_from (xref, 2, 5, &then));
}

static void
test_size_is_not_believed (void)
{
  static const char *const sizes[] = {"/Size 1", "/Size 3", "/Size 99999"};

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    PdfBuilder *builder = pdf_builder_new (NULL);
    pdf_builder_document (builder, 2, NULL);
    pdf_builder_end_table (builder, sizes[i]);
    g_autoptr (SokyXref) xref = read_good (pdf_builder_finish (builder));
    g_assert_cmpuint (soky_xref_get_highest (xref), ==, 6);
  }
}

static void
test_circle (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  g_autofree char *self_prev =
      g_strdup_printf ("/Prev %" G_GSIZE_FORMAT, pdf_builder_get_length (builder));
  pdf_builder_end_table (builder, self_prev);
  assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);

  builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  /* the second section, of one row, will stand 49 bytes after "startxref" of the first and on */
  gsize first = pdf_builder_get_length (builder);
  g_autofree char *ahead = g_strdup_printf ("/Prev %06" G_GSIZE_FORMAT, first + 200);
  pdf_builder_end_table (builder, ahead);
  while (pdf_builder_get_length (builder) < first + 200)
    pdf_builder_text (builder, "\n");
  pdf_builder_free_number (builder, 9);
  pdf_builder_end_table (builder, NULL);
  assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);
}

static void
test_places_outside (void)
{
  static const char *const entries[] = {"/Prev 99999999", "/Prev -5", "/Prev 7.5",
                                        "/Prev 1 0 R",    "/Prev 9",  "/XRefStm 99999999",
                                        "/XRefStm 9"};

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    PdfBuilder *builder = pdf_builder_new (NULL);
    pdf_builder_document (builder, 1, NULL);
    pdf_builder_end_table (builder, entries[i]);
    assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);
  }
}

/* However a file is cut off, it is never taken for a whole one. */
static void
test_truncated (void)
{
  g_autoptr (GBytes) bytes = pdf_builder_simple (1);
  gsize whole = g_bytes_get_size (bytes);

  for (gsize length = 0; length < whole - 1; length++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);
    assert_refused (g_bytes_ref (part),
                    length < 22 ? SOKY_PDF_ERROR_NOT_PDF : SOKY_PDF_ERROR_TRUNCATED);
  }
  g_autoptr (SokyXref) xref = read_good (g_bytes_new_from_bytes (bytes, 0, whole - 1));
  g_assert_cmpuint (soky_xref_count_revisions (xref), ==, 1);
}

static void
test_not_pdf (void)
{
  static const char *const texts[] = {"", "PK\003\004 a zip", "<html>%%EOF</html>", "%PDF-1.7\n",
                                      "%PDF-1.7\n%%EOF\n"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (g_bytes_new_static (texts[i], strlen (texts[i])), SOKY_PDF_ERROR_NOT_PDF);
}

/* A file with that text in place of its table. */
static GBytes *
make_with_table (const char *table)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  gsize place = pdf_builder_get_length (builder);
  g_autofree char *end =
      g_strdup_printf ("%s\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", table, place);
  pdf_builder_text (builder, end);
  return pdf_builder_finish (builder);
}

static void
test_bad_tables (void)
{
#define ROW "0000000015 00000 n \n"
#define TRAILER "trailer\n<< /Size 5 /Root 1 0 R >>"
  static const char *const tables[] = {
      "xref\n0 2\n" ROW TRAILER,
      "xref\n0 1\n0000000015 00000 x \n" TRAILER,
      "xref\n0 1\n00000000 00000 n \n" TRAILER,
      "xref\n0 1\n0000000015 0000A n \n" TRAILER,
      "xref\n0 1\n0000000015 70000 n \n" TRAILER,
      "xref\n0 1\n0000999999 00000 n \n" TRAILER,
      "xref\n0 2\n" ROW ROW "1 1\n" ROW TRAILER,
      "xref\n-1 1\n" ROW TRAILER,
      "xref\n0 1\n" ROW,
      "xref\n0 1\n" ROW "trailer\n<< /Size 5 /Root 1 0 R",
      "xref\n0 1\n" ROW "trailer\n<< /Size 5 /Size 6 /Root 1 0 R >>",
      "xref\n1 1\n0000000000 65535 f \n" TRAILER,
      "9 0 obj\n<< /Type /Page >>\nendobj",
      "9 0 obj\n<< /Type /XRef /Size 1 /W [1 2 1] >>\nendobj",
      "garbage",
  };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_refused (make_with_table (tables[i]), SOKY_PDF_ERROR_DAMAGED);
  /* one byte a row less is a habit of many writers */
  g_autoptr (SokyXref) xref =
      read_good (make_with_table ("xref\n0 2\n0000000000 65535 f\n0000000015 00000 n\n" TRAILER));
  g_assert_cmpuint (soky_xref_get_highest (xref), ==, 1);
#undef ROW
#undef TRAILER
}

static void
test_limits (void)
{
  assert_refused (make_with_table ("xref\n0 99999999\n0000000015 00000 n \ntrailer\n<< >>"),
                  SOKY_PDF_ERROR_LIMIT);
  assert_refused (make_with_table ("xref\n99999999 1\n0000000015 00000 n \ntrailer\n<< >>"),
                  SOKY_PDF_ERROR_LIMIT);
  assert_refused (make_with_table ("9 0 obj\n<< /Type /XRef /Size 99999999 /W [1 2 1] /Length 0 >>"
                                   "\nstream\n\nendstream\nendobj"),
                  SOKY_PDF_ERROR_LIMIT);
  assert_refused (make_with_table ("9 0 obj\n<< /Type /XRef /Size 8000000 /W [1 2 1] /Length 0 >>"
                                   "\nstream\n\nendstream\nendobj"),
                  SOKY_PDF_ERROR_LIMIT);
  assert_refused (make_with_table ("9 0 obj\n<< /Type /XRef /Size 1 /W [8 8 8 8] /Length 0 >>"
                                   "\nstream\n\nendstream\nendobj"),
                  SOKY_PDF_ERROR_DAMAGED);
  assert_refused (make_with_table ("9 0 obj\n<< /Type /XRef /Size 1 /W [0 0 0] /Length 0 >>"
                                   "\nstream\n\nendstream\nendobj"),
                  SOKY_PDF_ERROR_DAMAGED);
}

static void
test_many_revisions (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, NULL);
  for (guint i = 0; i < 4000; i++) {
    pdf_builder_object (builder, 5, "%u", i);
    pdf_builder_end_table (builder, NULL);
  }
  g_autoptr (SokyXref) xref = read_good (pdf_builder_finish (builder));
  g_assert_cmpuint (soky_xref_count_revisions (xref), ==, 4001);
}

/* Deep nesting in a trailer must not reach the end of the stack. */
static void
test_deep_trailer (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *table =
      g_strdup_printf ("xref\n0 1\n0000000000 65535 f \ntrailer\n<< /X %s", open);
  g_autofree char *entries = g_strdup_printf ("/X %s", open);
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, entries);
  assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);
  assert_refused (make_with_table (table), SOKY_PDF_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xref/table", test_table);
  g_test_add_data_func ("/xref/stream/plain", GINT_TO_POINTER (PDF_ROWS_PLAIN), test_stream);
  g_test_add_data_func ("/xref/stream/deflated", GINT_TO_POINTER (PDF_ROWS_DEFLATED), test_stream);
  g_test_add_data_func ("/xref/stream/predicted", GINT_TO_POINTER (PDF_ROWS_PREDICTED),
                        test_stream);
  g_test_add_func ("/xref/packed", test_packed);
  g_test_add_func ("/xref/hybrid", test_hybrid);
  g_test_add_func ("/xref/hybrid-ahead", test_hybrid_ahead);
  g_test_add_func ("/xref/junk-before", test_junk_before);
  g_test_add_func ("/xref/junk-after", test_junk_after);
  g_test_add_func ("/xref/revisions", test_revisions);
  g_test_add_func ("/xref/size-is-not-believed", test_size_is_not_believed);
  g_test_add_func ("/xref/circle", test_circle);
  g_test_add_func ("/xref/places-outside", test_places_outside);
  g_test_add_func ("/xref/truncated", test_truncated);
  g_test_add_func ("/xref/not-pdf", test_not_pdf);
  g_test_add_func ("/xref/bad-tables", test_bad_tables);
  g_test_add_func ("/xref/limits", test_limits);
  g_test_add_func ("/xref/many-revisions", test_many_revisions);
  g_test_add_func ("/xref/deep-trailer", test_deep_trailer);
  return g_test_run ();
}
