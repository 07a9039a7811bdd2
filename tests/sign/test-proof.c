/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of every build, made here, are signed and laid before every judge: our verifier, qpdf,
 * pdfsig, mutool, openssl, and the eye: nothing is seen to change but where the signature stands.
 */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "judges.h"
#include "pdf-builder.h"
#include "sight.h"
#include "sign/verify.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *page;    /* entries of the first page */
  const char *catalog; /* of the catalog */
  int rotation;
  double box[4]; /* what is shown */
  gboolean streams;
} Build;

static const Build builds[] = {
    {"plain", "", "", 0, {0, 0, 595, 842}, FALSE},
    {"streams", "", "", 0, {0, 0, 595, 842}, TRUE},
    {"turned-90", "/Rotate 90", "", 90, {0, 0, 595, 842}, FALSE},
    {"turned-180", "/Rotate 180", "", 180, {0, 0, 595, 842}, FALSE},
    {"turned-270", "/Rotate 270", "", 270, {0, 0, 595, 842}, TRUE},
    {"turned-back", "/Rotate -90", "", 270, {0, 0, 595, 842}, FALSE},
    {"cropped", "/CropBox [100 100 500 700]", "", 0, {100, 100, 500, 700}, FALSE},
    {"cropped-turned", "/CropBox [100 100 500 700] /Rotate 90", "", 90, {100, 100, 500, 700}, TRUE},
    {"user-unit", "/UserUnit 2", "", 0, {0, 0, 595, 842}, FALSE},
    {"annotations-apart", "/Annots 7 0 R", "", 0, {0, 0, 595, 842}, FALSE},
    {"form-direct",
     "",
     "/AcroForm << /Fields [] /DA (/Helv 0 Tf 0 g) >>",
     0,
     {0, 0, 595, 842},
     TRUE},
    {"form-apart", "", "/AcroForm 8 0 R", 0, {0, 0, 595, 842}, FALSE},
    {"tree", "", "", 0, {0, 0, 595, 842}, FALSE},
};

/* Two pages below a tree of three levels, from whose root they have their medium and font. */
static GBytes *
make_build (const Build *build)
{
  PdfBuilder *builder = pdf_builder_new (NULL);

  pdf_builder_object (builder, 1, "<< /Type /Catalog /Pages 2 0 R %s >>", build->catalog);
  pdf_builder_object (builder, 2,
                      "<< /Type /Pages /Kids [9 0 R] /Count 2 /MediaBox [0 0 595 842] /Resources "
                      "<< /Font << /F1 6 0 R >> >> >>");
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 10 0 R /Contents 4 0 R %s >>",
                      build->page);
  pdf_builder_stream (
      builder, 4, "",
      "0.9 0.9 0.6 rg 120 120 300 400 re f 0 g BT /F1 20 Tf 130 480 Td (Lesson) Tj ET");
  pdf_builder_object (builder, 5, "<< /Type /Page /Parent 9 0 R /Contents 4 0 R >>");
  pdf_builder_object (builder, 6, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  pdf_builder_object (builder, 7, "[]");
  pdf_builder_object (builder, 8, "<< /Fields [] >>");
  pdf_builder_object (builder, 9, "<< /Type /Pages /Parent 2 0 R /Kids [10 0 R 5 0 R] /Count 2 >>");
  pdf_builder_object (builder, 10, "<< /Type /Pages /Parent 9 0 R /Kids [3 0 R] /Count 1 >>");
  if (build->streams)
    pdf_builder_end_stream (builder, 11, PDF_ROWS_PREDICTED, NULL);
  else
    pdf_builder_end_table (builder, NULL);
  return pdf_builder_finish (builder);
}

/* The signature is seen in its rectangle, as large as that lets it be, and nowhere else. */
static void
judge_build (Identity *identity, const Build *build, const double rect[4])
{
  g_autofree char *input = identity_path (identity, "in.pdf");
  g_autofree char *output = identity_path (identity, "out.pdf");
  Sight sight = {.rotation = build->rotation};
  const double *found = sight.found, *shown = sight.shown;

  memcpy (sight.box, build->box, sizeof sight.box);
  memcpy (sight.rect, rect, sizeof sight.rect);
  if (!judge_sight (input, output, identity->folder, &sight))
    return;
  /* upright lines are wider than high, and fill the place */
  g_assert_cmpfloat (shown[2] - shown[0], >, shown[3] - shown[1]);
  g_assert_cmpfloat (found[2] - found[0], >, (shown[2] - shown[0]) / 2);
}

static void
judge_all (Identity *identity, GBytes *result, const SokySignatureReport *signature)
{
  g_autofree char *path = identity_path (identity, "out.pdf");

  g_assert_cmpint (signature->verdict, ==, SOKY_VERDICT_VALID);
  g_assert_cmpint (signature->coverage, ==, SOKY_COVERAGE_FILE);
  judge_structure (path);
  judge_pdfsig (path, 1);
  judge_mutool (path, 1);
  judge_openssl (result, signature->byte_range, identity->trust_path, identity->folder);
}

static void
test_build (gconstpointer data)
{
  const Build *build = data;
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, "Nguyễn Thị Lan");
  g_autoptr (GBytes) document = make_build (build);
  const SokySignOptions options = {.placement = {.visible = TRUE, .page = 1, .anywhere = TRUE}};
  g_autoptr (GBytes) result = identity_sign (identity, document, &options);
  g_autoptr (SokyReport) report = verify_bytes (result, identity->trust);
  const SokySignatureReport *signature = only_signature (report);

  g_assert_cmpint (signature->page, ==, 1);
  judge_all (identity, result, signature);
  judge_build (identity, build, signature->rect);
}

/* A file of more than 2 GiB, most of it a hole on the disk; skips where the disk has no holes. */
static void
test_huge (void)
{
  static const gint64 length = G_GINT64_CONSTANT (2200) * 1024 * 1024;
  g_autoptr (Identity) identity = identity_new (SOKY_NEW_KEY_EC_P256, "Nguyễn Thị Lan");
  g_autofree char *input = identity_path (identity, "huge.pdf");
  g_autofree char *output = identity_path (identity, "huge-out.pdf");
  g_autoptr (GError) error = NULL;

  if (!document_write_huge (input, length)) {
    g_test_skip ("this disk does not keep holes in files");
    return;
  }
  soky_sign_file (input, output, NULL, identity->signer, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)) {
    g_test_skip ("the disk is full");
    return;
  }
  g_assert_no_error (error);
  g_autoptr (SokyInput) signed_file = soky_input_open (output, &error);
  g_assert_no_error (error);
  g_autoptr (SokyReport) report = soky_verify (signed_file, output, identity->trust, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (only_signature (report)->verdict, ==, SOKY_VERDICT_VALID);
  g_assert_cmpint (only_signature (report)->revision_end, >, length);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (builds); i++) {
    g_autofree char *name = g_strconcat ("/proof/", builds[i].name, NULL);
    g_test_add_data_func (name, &builds[i], test_build);
  }
  g_test_add_func ("/proof/huge", test_huge);
  return g_test_run ();
}
