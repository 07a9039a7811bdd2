/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "pdf/content.h"
#include "pdf/inspect.h"
#include "revisions.h"

/* A page with a picture (object 6), a form (7) and a field (8) that the case describes. */
typedef struct {
  const char *name;
  int kind; /* -1 = nothing to find */
  const char *content;
  const char *form;  /* content of the form XObject /F */
  const char *field; /* nullable: entries of the field */
} Case;

#define TEXT_FIELD "/FT /Tx /T (so) /Rect [100 700 300 720] /AP << /N 9 0 R >> "
#define BOX_FIELD                                                                                  \
  "/FT /Btn /T (hop) /Rect [100 700 120 720] /AP << /N << /Co 9 0 R /Off 9 0 R >> >> "

static const Case cases[] = {
    {"plain", -1, "BT /H 12 Tf (x) Tj ET /I Do", "", NULL},
    {"hidden-over-picture", SOKY_PDF_WARY_INVISIBLE_TEXT, "/I Do BT 3 Tr /H 12 Tf (x) Tj ET", "",
     NULL},
    {"hidden-without-picture", -1, "BT 3 Tr /H 12 Tf (x) Tj ET", "", NULL},
    {"hidden-over-inline-picture", SOKY_PDF_WARY_INVISIBLE_TEXT,
     "BI /W 1 /H 1 /BPC 8 /CS /G ID \x80\nEI BT 3 Tr /H 12 Tf [(x)] TJ ET", "", NULL},
    {"mode-restored", -1, "/I Do q 3 Tr Q BT /H 12 Tf (x) Tj ET", "", NULL},
    {"mode-in-a-string", -1, "/I Do BT /H 12 Tf ( 3 Tr ) Tj (x) Tj ET", "", NULL},
    {"hidden-in-a-form", SOKY_PDF_WARY_INVISIBLE_TEXT, "/I Do /F Do", "BT 3 Tr (x) Tj ET", NULL},
    {"hidden-before-a-form", SOKY_PDF_WARY_INVISIBLE_TEXT, "/I Do 3 Tr /F Do", "BT (x) Tj ET",
     NULL},
    {"form-not-drawn", -1, "/I Do", "BT 3 Tr (x) Tj ET", NULL},
    {"field-as-it-is", -1, "", "", TEXT_FIELD "/V (muoi)"},
    {"field-otherwise", SOKY_PDF_WARY_FIELD_LOOK, "", "", TEXT_FIELD "/V (chin)"},
    {"field-without-look", -1, "", "", "/FT /Tx /T (so) /Rect [100 700 300 720] /V (chin)"},
    {"choice-by-label", -1, "", "", TEXT_FIELD "/Opt [[(10) (muoi)] [(9) (chin)]] /V (10)"},
    {"box-as-it-is", -1, "", "", BOX_FIELD "/V /Co /AS /Co"},
    {"box-otherwise", SOKY_PDF_WARY_FIELD_LOOK, "", "", BOX_FIELD "/V /Off /AS /Co"},
};

static Revisions *
write_case (const Case *one)
{
  Revisions *file = revisions_new ();
  g_autofree char *field = one->field
                               ? g_strdup_printf ("<< /Type /Annot /Subtype /Widget /F 4 /P 3 0 R "
                                                  "/DA (/H 12 Tf) %s >>",
                                                  one->field)
                               : g_strdup ("null");

  revisions_add (file, 1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] >> >>");
  revisions_add (file, 2,
                 "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /H 5 0 R >> "
                 "/XObject << /I 6 0 R /F 7 0 R >> >> >>");
  revisions_add (
      file, 3,
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [8 0 R] >>");
  revisions_add_stream (file, 4, "", one->content);
  revisions_add (file, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  revisions_add_stream (file, 6,
                        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                        "/ColorSpace /DeviceGray",
                        "x");
  revisions_add_stream (file, 7, "/Type /XObject /Subtype /Form /BBox [0 0 100 100]", one->form);
  revisions_add (file, 8, field);
  revisions_add_stream (
      file, 9,
      "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /H 5 0 R "
      ">> >>",
      "BT /H 12 Tf 2 5 Td (muoi) Tj ET");
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
  g_autoptr (GPtrArray) findings = soky_pdf_inspect_look (pdf, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, one->kind < 0 ? 0 : 1);
  if (one->kind >= 0) {
    const SokyPdfWary *wary = findings->pdata[0];
    g_assert_cmpint ((int) wary->kind, ==, one->kind);
    g_assert_cmpint (wary->page, ==, 1);
  }
}

static void
test_cancelled (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Revisions) file = write_case (&cases[0]);
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (soky_pdf_inspect_look (pdf, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What a page was made to say after it was signed. */
static void
test_changed_after (void)
{
  g_autofree char *folder = fixture_shared_file ("corpus/attacks");
  g_autoptr (GDir) files = folder ? g_dir_open (folder, 0, NULL) : NULL;
  guint found = 0;

  if (files == NULL) {
    g_test_skip ("the shared corpus is not on this machine");
    return;
  }
  for (const char *name = g_dir_read_name (files); name != NULL; name = g_dir_read_name (files)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (SokyInput) input = soky_input_open (path, NULL);
    g_autoptr (SokyPdf) pdf = input ? soky_pdf_open (input, NULL) : NULL;
    g_autoptr (GPtrArray) findings = pdf ? soky_pdf_inspect_look (pdf, NULL, NULL) : NULL;
    for (guint i = 0; findings != NULL && i < findings->len; i++) {
      const SokyPdfWary *wary = findings->pdata[i];
      found += wary->kind == SOKY_PDF_WARY_CHANGED_AFTER;
    }
  }
  g_test_message ("%u changes after a signature", found);
  g_assert_cmpuint (found, >, 20);
}

static void
test_words (void)
{
  for (int kind = SOKY_PDF_WARY_JAVASCRIPT; kind <= SOKY_PDF_WARY_CHANGED_AFTER; kind++)
    g_assert_nonnull (soky_pdf_wary_kind_to_string ((SokyPdfWaryKind) kind));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/inspect-look/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/inspect-look/cancelled", test_cancelled);
  g_test_add_func ("/inspect-look/changed-after", test_changed_after);
  g_test_add_func ("/inspect-look/words", test_words);
  return g_test_run ();
}
