/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fonts.h"
#include "pdf/preflight.h"
#include "revisions.h"

#define A4 "/MediaBox [0 0 595 842] "
#define EMBEDDED "/FontDescriptor << /Type /FontDescriptor /FontFile2 6 0 R >>"

/* Two pages of the same entries; the font is object 5. */
typedef struct {
  const char *name;
  int kind; /* -1 = nothing to find */
  guint count;
  const char *font_name; /* nullable: what the finding says */
  const char *page;      /* entries */
  const char *content;
  const char *font;
} Case;

static const Case cases[] = {
    {"plain", -1, 0, NULL, A4, "(x) Tj", "/BaseFont /ABCDEF+Tinos " EMBEDDED},
    {"lying", -1, 0, NULL, "/MediaBox [0 0 842 595]", "(x) Tj", "/BaseFont /Tinos " EMBEDDED},
    {"font-missing", SOKY_PDF_PREFLIGHT_FONT_MISSING, 1, "Arial", A4, "(x) Tj", "/BaseFont /Arial"},
    {"font-of-a-type", SOKY_PDF_PREFLIGHT_FONT_MISSING, 1, "Tinos", A4, "(x) Tj",
     "/BaseFont /Tinos /DescendantFonts [<< /FontDescriptor << >> >>]"},
    {"font-below", -1, 0, NULL, A4, "(x) Tj",
     "/BaseFont /Tinos /DescendantFonts [<< " EMBEDDED " >>]"},
    {"font-drawn", -1, 0, NULL, A4, "(x) Tj", "/Subtype /Type3"},
    {"font-tcvn3", SOKY_PDF_PREFLIGHT_FONT_LEGACY, 1, ".VnTimeH", A4, "(x) Tj",
     "/BaseFont /ABCDEF+#2eVnTimeH " EMBEDDED},
    {"font-vni", SOKY_PDF_PREFLIGHT_FONT_LEGACY, 1, "VNI-Times", A4, "(x) Tj",
     "/BaseFont /VNI-Times"},
    {"letter", SOKY_PDF_PREFLIGHT_PAGE_SIZE, 2, NULL, "/MediaBox [0 0 612 792]", "(x) Tj",
     "/BaseFont /Tinos " EMBEDDED},
    {"cropped", SOKY_PDF_PREFLIGHT_PAGE_SIZE, 2, NULL, A4 "/CropBox [0 0 595 400]", "(x) Tj",
     "/BaseFont /Tinos " EMBEDDED},
    {"turned", SOKY_PDF_PREFLIGHT_PAGE_TURNED, 2, NULL, A4 "/Rotate 90", "(x) Tj",
     "/BaseFont /Tinos " EMBEDDED},
    {"scan", SOKY_PDF_PREFLIGHT_SCAN, 2, NULL, A4, "/I Do", "/BaseFont /Tinos " EMBEDDED},
    {"scan-with-text", -1, 0, NULL, A4, "/I Do 3 Tr (x) Tj", "/BaseFont /Tinos " EMBEDDED},
    {"blank", -1, 0, NULL, A4, "", "/BaseFont /Tinos " EMBEDDED},
};

static Revisions *
write_case (const Case *one)
{
  Revisions *file = revisions_new ();
  g_autofree char *font = g_strdup_printf ("<< /Type /Font %s >>", one->font);
  g_autofree char *page =
      g_strdup_printf ("<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s >>", one->page);

  revisions_add (file, 1, "<< /Type /Catalog /Pages 2 0 R >>");
  revisions_add (file, 2,
                 "<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 /Resources << /Font << /F 5 0 R >> "
                 "/XObject << /I 7 0 R >> >> >>");
  revisions_add (file, 3, page);
  revisions_add_stream (file, 4, "", one->content);
  revisions_add (file, 5, font);
  revisions_add_stream (file, 6, "", "font");
  revisions_add_stream (file, 7, "/Type /XObject /Subtype /Image /Width 1 /Height 1", "x");
  revisions_add (file, 8, page);
  revisions_end (file, "/Root 1 0 R");
  return file;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Revisions) file = write_case (one);
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (GPtrArray) items = soky_pdf_preflight (pdf, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, one->kind < 0 ? 0 : 1);
  if (one->kind >= 0) {
    const SokyPdfPreflightItem *item = items->pdata[0];
    g_assert_cmpint ((int) item->kind, ==, one->kind);
    g_assert_cmpint (item->page, ==, 1);
    g_assert_cmpuint (item->count, ==, one->count);
    g_assert_cmpstr (item->font, ==, one->font_name);
    g_assert_nonnull (soky_pdf_preflight_kind_to_string (item->kind));
  }
}

static void
test_limit (void)
{
  g_autoptr (Revisions) file = write_case (&cases[0]);
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  goffset size = soky_input_get_size (soky_pdf_get_input (pdf));
  g_autoptr (GPtrArray) fits = soky_pdf_preflight (pdf, size, NULL, NULL);
  g_autoptr (GPtrArray) large = soky_pdf_preflight (pdf, size - 1, NULL, NULL);

  g_assert_cmpuint (fits->len, ==, 0);
  g_assert_cmpuint (large->len, ==, 1);
  g_assert_cmpint (((SokyPdfPreflightItem *) large->pdata[0])->kind, ==,
                   SOKY_PDF_PREFLIGHT_TOO_LARGE);
}

static void
test_signed (void)
{
  g_autoptr (Revisions) file = write_case (&cases[0]);

  revisions_add (file, 1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [9 0 R] >> >>");
  revisions_add (file, 9, "<< /FT /Sig /T (a) /V 10 0 R >>");
  revisions_add_signature (file, 10, "/Type /Sig /Filter /Adobe.PPKLite");
  revisions_end (file, "/Root 1 0 R");
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (GPtrArray) items = soky_pdf_preflight (pdf, 0, NULL, NULL);
  g_assert_cmpuint (items->len, ==, 1);
  const SokyPdfPreflightItem *item = items->pdata[0];
  g_assert_cmpint ((int) item->kind, ==, SOKY_PDF_PREFLIGHT_SIGNED);
  g_assert_cmpuint (item->count, ==, 1);
}

static void
test_legacy_names (void)
{
  static const char *const legacy[] = {
      ".VnTime", "VnArial", ".VnTeknicalH", "VNI-Times", "VNITimes", "VPS Helv", NULL};
  static const char *const modern[] = {"Times New Roman", "Vnexpress", "Vn", "Vni", "", NULL};

  for (guint i = 0; legacy[i] != NULL; i++)
    g_assert_true (soky_pdf_font_is_legacy (legacy[i]));
  for (guint i = 0; modern[i] != NULL; i++)
    g_assert_false (soky_pdf_font_is_legacy (modern[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/preflight/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/preflight/limit", test_limit);
  g_test_add_func ("/preflight/signed", test_signed);
  g_test_add_func ("/preflight/legacy-names", test_legacy_names);
  return g_test_run ();
}
