/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "pdf-builder.h"
#include "pdf/document-private.h"

static SokyPdf *
open_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  return soky_pdf_open (input, error);
}

/* Takes @bytes. */
static SokyPdf *
open_good (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  SokyPdf *pdf = open_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_nonnull (pdf);
  g_bytes_unref (bytes);
  return pdf;
}

/* Takes @bytes. */
static void
assert_refused (GBytes *bytes, SokyPdfError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdf) pdf = open_bytes (bytes, &error);
  g_assert_null (pdf);
  g_assert_error (error, SOKY_PDF_ERROR, (int) code);
  g_bytes_unref (bytes);
}

static void
test_kinds (void)
{
  for (guint kind = 0; kind < 4; kind++) {
    PdfBuilder *builder = pdf_builder_new (kind == 3 ? "junk\n" : NULL);
    pdf_builder_document (builder, 3, NULL);
    if (kind == 1) {
      pdf_builder_end_stream (builder, 9, PDF_ROWS_PREDICTED, NULL);
    } else if (kind == 2) {
      pdf_builder_pack (builder, 10, 9u, "(hidden)", 0u);
      pdf_builder_end_hybrid (builder, 11, NULL);
    } else {
      pdf_builder_end_table (builder, NULL);
    }
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyPdf) pdf = open_good (pdf_builder_finish (builder));
    g_assert_cmpuint (soky_pdf_count_pages (pdf), ==, 3);
    g_assert_cmpuint (soky_pdf_count_revisions (pdf), ==, 1);
    g_assert_true (soky_pdf_check_sound (pdf, &error));
    g_assert_no_error (error);
  }
}

static void
test_revision (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 2, NULL);
  pdf_builder_end_table (builder, NULL);
  pdf_builder_object (builder, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (SokyPdf) pdf = open_good (pdf_builder_finish (builder));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (soky_pdf_count_pages (pdf), ==, 1);
  g_assert_cmpuint (soky_pdf_count_revisions (pdf), ==, 2);
  g_autoptr (SokyPdf) old =
      soky_pdf_open_revision (pdf, soky_pdf_get_revision_end (pdf, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soky_pdf_count_pages (old), ==, 2);
  g_assert_cmpint (soky_input_get_size (soky_pdf_get_input (old)), ==,
                   soky_pdf_get_revision_end (pdf, 0));
}

static void
assert_page (SokyPdf *pdf, guint index, int number, const double box[4], int rotation)
{
  g_autoptr (GError) error = NULL;
  const SokyPdfPage *page = soky_pdf_get_page (pdf, index, &error);
  g_assert_no_error (error);
  g_assert_cmpint (page->number, ==, number);
  g_assert_cmpint (page->rotation, ==, rotation);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat (page->box[i], ==, box[i]);
  g_assert_cmpint (soky_pdf_find_page (pdf, number, 0), ==, (int) index + 1);

  double same[4] = {0};
  int turned = -1;
  g_assert_true (soky_pdf_get_page_geometry (pdf, (int) index + 1, same, &turned, &error));
  g_assert_cmpmem (same, sizeof same, box, 4 * sizeof *box);
  g_assert_cmpint (turned, ==, rotation);
}

static void
test_pages (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_object (builder, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf_builder_object (builder, 2,
                      "<< /Type /Pages /Kids [3 0 R 4 0 R 8 0 R] /Count 5 /MediaBox [0 0 600 800]"
                      " /Rotate 90 >>");
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 2 0 R >>");
  pdf_builder_object (builder, 4,
                      "<< /Type /Pages /Kids [5 0 R 6 0 R 7 0 R] /Count 3 /CropBox [10 20 300 400]"
                      " /Rotate -90 >>");
  pdf_builder_object (builder, 5, "<< /Type /Page /MediaBox [200 0 0 200] >>");
  pdf_builder_object (builder, 6, "<< /Type /Page /Rotate 450 /CropBox [900 900 990 990] >>");
  pdf_builder_object (builder, 7, "<< /Type /Page /Rotate 45 >>");
  pdf_builder_object (builder, 8, "<< /Type /Page /Rotate 9 0 R /MediaBox 10 0 R >>");
  pdf_builder_object (builder, 9, "180");
  pdf_builder_object (builder, 10, "[0 0 11 0 R 12]");
  pdf_builder_object (builder, 11, "7.5");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (SokyPdf) pdf = open_good (pdf_builder_finish (builder));

  g_assert_cmpuint (soky_pdf_count_pages (pdf), ==, 5);
  assert_page (pdf, 0, 3, (double[]){0, 0, 600, 800}, 90);
  assert_page (pdf, 1, 5, (double[]){10, 20, 200, 200}, 270);
  assert_page (pdf, 2, 6, (double[]){0, 0, 600, 800}, 90);
  assert_page (pdf, 3, 7, (double[]){10, 20, 300, 400}, 270);
  assert_page (pdf, 4, 8, (double[]){0, 0, 7.5, 12}, 180);
  g_assert_cmpint (soky_pdf_find_page (pdf, 4, 0), ==, 0);
  for (int page = -1; page <= 6; page += page == 0 ? 6 : 1) {
    double box[4] = {0};
    int rotation = 0;
    g_autoptr (GError) error = NULL;
    g_assert_false (soky_pdf_get_page_geometry (pdf, page, box, &rotation, &error));
    g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NO_SUCH_PAGE);
  }
  g_assert_cmpint (soky_pdf_find_page (pdf, 5, 1), ==, 0);
}

static void
assert_bad_tree (const char *tree, const char *node, SokyPdfError code)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_object (builder, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  pdf_builder_object (builder, 2, "%s", tree);
  pdf_builder_object (builder, 3, "%s", node);
  pdf_builder_end_table (builder, NULL);
  g_autoptr (SokyPdf) pdf = open_good (pdf_builder_finish (builder));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (soky_pdf_count_pages (pdf), ==, 0);
  g_assert_null (soky_pdf_get_page (pdf, 0, &error));
  g_assert_error (error, SOKY_PDF_ERROR, (int) code);
}

static void
test_bad_trees (void)
{
  assert_bad_tree ("<< /Type /Pages /Kids [3 0 R] >>", "<< /Type /Pages /Kids [2 0 R] >>",
                   SOKY_PDF_ERROR_DAMAGED);
  assert_bad_tree ("<< /Type /Pages /Kids [3 0 R 3 0 R] >>", "<< /Type /Page >>",
                   SOKY_PDF_ERROR_DAMAGED);
  assert_bad_tree ("<< /Type /Pages /Kids [7 0 R] >>", "null", SOKY_PDF_ERROR_DAMAGED);
  assert_bad_tree ("<< /Type /Pages /Kids [] >>", "null", SOKY_PDF_ERROR_NO_SUCH_PAGE);
  assert_bad_tree ("[1 2 3]", "null", SOKY_PDF_ERROR_DAMAGED);
}

static void
test_deep_tree (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_object (builder, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  for (guint number = 2; number < 5000; number++)
    pdf_builder_object (builder, number, "<< /Type /Pages /Kids [%u 0 R] /Count 1 >>", number + 1);
  pdf_builder_object (builder, 5000, "<< /Type /Page >>");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (SokyPdf) pdf = open_good (pdf_builder_finish (builder));
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_pdf_get_page (pdf, 0, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT);
}

static void
test_without_catalog (void)
{
  static const char *const entries[] = {"/Root null", "/Root 9 0 R", "/Root 4 0 R", "/Root 2 0 R",
                                        "/Root (x)"};
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++) {
    PdfBuilder *builder = pdf_builder_new (NULL);
    pdf_builder_document (builder, 1, NULL);
    pdf_builder_end_table (builder, entries[i]);
    assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_DAMAGED);
  }
}

static void
test_encrypted_trailer (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, NULL);
  pdf_builder_end_table (builder, "/Encrypt << /Filter /Unknown >>");
  assert_refused (pdf_builder_finish (builder), SOKY_PDF_ERROR_ENCRYPTED);
}

/* Files as libqpdf writes them. */
static void
test_written_by_qpdf (gconstpointer data)
{
  const char *option = data;
  g_autofree char *from = NULL, *to = NULL;
  char *folder = fixture_make_folder ();
  g_autoptr (GBytes) plain = pdf_builder_simple (4);
  gboolean is_encrypted = g_str_has_prefix (option, "--encrypt");

  from = g_build_filename (folder, "from.pdf", NULL);
  to = g_build_filename (folder, "to.pdf", NULL);
  fixture_write (from, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  int status = is_encrypted ? fixture_run (NULL, "qpdf", "--encrypt", option + 10, "owner", "256",
                                           "--", from, to, NULL)
                            : fixture_run (NULL, "qpdf", option, from, to, NULL);
  if (status < 0) {
    g_test_skip ("qpdf is not installed");
  } else {
    g_assert_cmpint (status, ==, 0);
    GBytes *bytes = fixture_read (to);
    if (is_encrypted) {
      assert_refused (bytes, SOKY_PDF_ERROR_ENCRYPTED);
    } else {
      g_autoptr (SokyPdf) pdf = open_good (bytes);
      g_assert_cmpuint (soky_pdf_count_pages (pdf), ==, 4);
      g_assert_cmpuint (soky_pdf_count_revisions (pdf), ==, 1);
      g_assert_cmpint (soky_pdf_get_revision_end (pdf, 0), ==,
                       soky_input_get_size (soky_pdf_get_input (pdf)));
    }
  }
  fixture_remove_folder (folder);
}

/* What libqpdf complains of makes a file unfit to be appended to, and the reason is given. */
static void
test_unsound (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_document (builder, 1, "/Odd << /A 1 /A 2 >>");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (SokyPdf) pdf = open_good (pdf_builder_finish (builder));
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (soky_pdf_count_pages (pdf), ==, 1);
  g_assert_false (soky_pdf_check_sound (pdf, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "duplicated key"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/kinds", test_kinds);
  g_test_add_func ("/document/revision", test_revision);
  g_test_add_func ("/document/pages", test_pages);
  g_test_add_func ("/document/bad-trees", test_bad_trees);
  g_test_add_func ("/document/deep-tree", test_deep_tree);
  g_test_add_func ("/document/without-catalog", test_without_catalog);
  g_test_add_func ("/document/encrypted-trailer", test_encrypted_trailer);
  g_test_add_func ("/document/unsound", test_unsound);
  g_test_add_data_func ("/document/qpdf/linearized", "--linearize", test_written_by_qpdf);
  g_test_add_data_func ("/document/qpdf/object-streams", "--object-streams=generate",
                        test_written_by_qpdf);
  g_test_add_data_func ("/document/qpdf/password", "--encrypt=secret", test_written_by_qpdf);
  g_test_add_data_func ("/document/qpdf/no-password", "--encrypt=", test_written_by_qpdf);
  return g_test_run ();
}
