/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "pdf/inspect.h"
#include "revisions.h"

/* One suspicious thing in an otherwise plain document. */
typedef struct {
  const char *name;
  int kind; /* -1 = nothing to find */
  int page;
  const char *catalog; /* more entries */
  const char *page_entries;
  const char *object; /* number 5 */
} Case;

static const Case cases[] = {
    {"plain", -1, 0, "", "", "null"},
    {"link", -1, 0, "", "/Annots [5 0 R]", "<< /Subtype /Link /A << /S /URI /URI (http://x) >> >>"},
    {"javascript", SOKY_PDF_WARY_JAVASCRIPT, 0, "/OpenAction 5 0 R", "",
     "<< /S /JavaScript /JS (x) >>"},
    {"javascript-by-other-spelling", SOKY_PDF_WARY_JAVASCRIPT, 0, "/OpenAction 5 0 R", "",
     "<< /S /J#61vaScript >>"},
    {"javascript-of-name-tree", SOKY_PDF_WARY_JAVASCRIPT, 0, "/Names << /JavaScript 5 0 R >>", "",
     "<< >>"},
    {"javascript-of-annotation", SOKY_PDF_WARY_JAVASCRIPT, 1, "", "/Annots [5 0 R]",
     "<< /Subtype /Widget /AA << /E << /S /JavaScript /JS (x) >> >> >>"},
    {"launch", SOKY_PDF_WARY_LAUNCH, 1, "", "/Annots [5 0 R]",
     "<< /Subtype /Link /A << /S /Launch /F (x.exe) >> >>"},
    {"submit", SOKY_PDF_WARY_SUBMIT, 0, "", "", "<< /S /SubmitForm /F (http://x) >>"},
    {"import", SOKY_PDF_WARY_SUBMIT, 0, "", "", "<< /S /ImportData /F (x) >>"},
    {"page-opened", SOKY_PDF_WARY_REMOTE, 1, "", "/AA << /O 5 0 R >>",
     "<< /S /URI /URI (http://x) >>"},
    {"document-opened", SOKY_PDF_WARY_REMOTE, 0, "/OpenAction << /S /GoTo /Next [5 0 R] >>", "",
     "<< /S /GoToR /F (x.pdf) >>"},
    {"attachment", SOKY_PDF_WARY_EMBEDDED_FILE, 0,
     "/Names << /EmbeddedFiles << /Names [(x) 5 0 R] >> >>", "",
     "<< /Type /Filespec /F (x) /EF << /F 4 0 R >> >>"},
    {"film", SOKY_PDF_WARY_MULTIMEDIA, 1, "", "/Annots [5 0 R]", "<< /Subtype /RichMedia >>"},
    {"xfa", SOKY_PDF_WARY_XFA, 0, "/AcroForm 5 0 R", "", "<< /Fields [] /XFA 4 0 R >>"},
    {"layer", SOKY_PDF_WARY_HIDDEN_CONTENT, 0,
     "/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>", "", "<< /Type /OCG /Name (x) >>"},
    {"layers-that-show", -1, 0, "/OCProperties << /OCGs [5 0 R] /D << /ON [5 0 R] /OFF [] >> >>",
     "", "<< /Type /OCG /Name (x) >>"},
    {"fields-drawn-anew", SOKY_PDF_WARY_NEED_APPEARANCES, 0, "/AcroForm 5 0 R", "",
     "<< /Fields [] /NeedAppearances true >>"},
    {"endless-actions", -1, 0, "/OpenAction 5 0 R", "", "<< /S /GoTo /Next 5 0 R >>"},
};

static Revisions *
write_case (const Case *one)
{
  Revisions *file = revisions_new ();
  g_autofree char *catalog = g_strdup_printf ("<< /Type /Catalog /Pages 2 0 R %s >>", one->catalog);
  g_autofree char *page = g_strdup_printf (
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>", one->page_entries);
  revisions_add (file, 1, catalog);
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  revisions_add (file, 3, page);
  revisions_add_stream (file, 4, "", "x");
  revisions_add (file, 5, one->object);
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
  g_autoptr (GPtrArray) findings = soky_pdf_inspect (pdf, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++) {
    const SokyPdfWary *wary = findings->pdata[i];
    g_test_message ("%d, page %d: %s", wary->kind, wary->page, wary->detail);
  }
  g_assert_cmpuint (findings->len, ==, one->kind < 0 ? 0 : 1);
  if (one->kind >= 0) {
    const SokyPdfWary *wary = findings->pdata[0];
    g_assert_cmpint ((int) wary->kind, ==, one->kind);
    g_assert_cmpint (wary->page, ==, one->page);
    g_assert_cmpstr (wary->detail, !=, "");
  }
}

static void
test_demo (void)
{
  static const char *const names[] = {"giao-an-tin-hoc-6a-tuan-3.pdf",
                                      "bien-ban-hop-to-toan-tin-thang-9.pdf",
                                      "so-chu-nhiem-6a-thang-9.pdf"};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *relative = g_build_filename ("..", "data", "demo", names[i], NULL);
    g_autofree char *path = fixture_test_file (relative);
    g_autoptr (SokyInput) input = soky_input_open (path, &error);
    g_assert_no_error (error);
    g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
    g_assert_no_error (error);
    g_autoptr (GPtrArray) findings = soky_pdf_inspect (pdf, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (findings->len, ==, 0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/inspect/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/inspect/demo", test_demo);
  return g_test_run ();
}
