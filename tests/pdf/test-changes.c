/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "changes-fixture.h"

#define OPEN_LENGTH 2000

/* Nothing that a reader could see. */
static const Case harmless[] = {
    {"nothing", NONE, {{0}}},
    {"same-bytes-again",
     NONE,
     {{3, PAGE}, {5, "<< /BaseFont /Times-Roman /Type /Font /Subtype /Type1 >>"}}},
    {"numbers-spelled-otherwise",
     NONE,
     {{12, "<< /Type /Page /Parent 2 0 R /MediaBox [0.0 0 595.00 842] /Contents 4 0 R "
           "/Resources << /Font << /F1 40 0 R >> >> >>"}}},
    {"document-information", NONE, {{17, "<< /Producer (other) /Title (x) >>"}}},
    {"unused-objects", NONE, {{50, "<< /A 4 0 R >>"}, {18, "(was not used either)"}}},
};

static const Case permitted[] = {
    {"second-signature",
     PERMITTED,
     {{3, PAGE_WITH_NEW},
      {6, FORM_WITH_NEW},
      {30, NEW_FIELD},
      {31, "<< " SIGNATURE " >>"},
      {32, FORM_XOBJECT, "f"}}},
    {"unseen-signature",
     PERMITTED,
     {{3, PAGE_WITH_NEW}, {6, FORM_WITH_NEW}, {30, UNSEEN_FIELD}, {31, "<< " SIGNATURE " >>"}}},
    {"empty-field-signed",
     PERMITTED,
     {{14, EMPTY_START "/F 132 /V 31 0 R /AP << /N 32 0 R >> >>"},
      {31, "<< " SIGNATURE " >>"},
      {32, FORM_XOBJECT, "f"}}},
    {"field-filled",
     PERMITTED,
     {{8, NOTE_START "/V (no) /AP << /N 33 0 R >> >>"}, {33, FORM_XOBJECT, "(no) Tj"}}},
    {"field-filled-in-place",
     PERMITTED,
     {{8, NOTE_START "/V (no) /AP << /N 16 0 R >> >>"}, {16, FORM_XOBJECT, "(no) Tj"}}},
    {"box-ticked",
     PERMITTED,
     {{15, "<< /Type /Annot /Subtype /Widget /FT /Btn /T (agree) /P 3 0 R /F 4 /AS /Yes /V /Yes "
           "/Rect [50 300 60 310] /AP << /N << /Yes 10 0 R /Off 13 0 R >> >> >>"}}},
    {"evidence",
     PERMITTED,
     {{1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /DSS << /Certs [50 0 R] /VRI << "
          "/0123456789abcdef0123456789ABCDEF01234567 << /Cert [50 0 R] >> >> >> >>"},
      {50, "", "certificate"}}},
    {"version-raised",
     PERMITTED,
     {{1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Version /2.0 >>"}}},
    {"extension",
     PERMITTED,
     {{1,
       "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Extensions << /ESIC << /BaseVersion /1.7 "
       "/ExtensionLevel 2 >> >> >>"}}},
    {"metadata",
     PERMITTED,
     {{1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 50 0 R >>"},
      {50, "/Type /Metadata /Subtype /XML", "<x/>"}}},
};

static const Case content[] = {
    {"content-replaced", FORBIDDEN, {{4, "", "BT /F1 20 Tf 50 700 Td (Pay 99) Tj ET /X1 Do"}}},
    {"content-swapped-for-shadow",
     FORBIDDEN,
     {{3, PAGE_START "/Contents 18 0 R /Annots [7 0 R 8 0 R 11 0 R 14 0 R 15 0 R] >>"}}},
    {"content-added",
     FORBIDDEN,
     {{3, PAGE_START "/Contents [4 0 R 18 0 R] /Annots [7 0 R 8 0 R 11 0 R 14 0 R 15 0 R] >>"}}},
    {"picture-hidden", FORBIDDEN, {{10, "null"}}},
    {"picture-replaced", FORBIDDEN, {{10, FORM_XOBJECT, "1 1 1 rg"}}},
    {"picture-freed", FORBIDDEN, {{10, NULL}}},
    {"unused-freed", FORBIDDEN, {{18, NULL}}},
    {"font-substituted", FORBIDDEN, {{5, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"}}},
    {"dangling-font-defined",
     FORBIDDEN,
     {{40, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"}}},
    {"page-added",
     FORBIDDEN,
     {{2, "<< /Type /Pages /Kids [3 0 R 12 0 R 50 0 R] /Count 3 >>"},
      {50, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"}}},
    {"page-removed", FORBIDDEN, {{2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}}},
    {"pages-exchanged", FORBIDDEN, {{2, "<< /Type /Pages /Kids [12 0 R 3 0 R] /Count 2 >>"}}},
    {"page-gone", FORBIDDEN, {{12, "null"}}},
    {"page-turned",
     FORBIDDEN,
     {{12, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Rotate 180 "
           "/Resources << /Font << /F1 40 0 R >> >> >>"}}},
    {"page-cut",
     FORBIDDEN,
     {{12, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 400] /Contents 4 0 R "
           "/Resources << /Font << /F1 40 0 R >> >> >>"}}},
    {"catalog-swapped",
     FORBIDDEN,
     {{50, "<< /Type /Catalog /Pages 51 0 R /AcroForm 6 0 R >>"},
      {51, "<< /Type /Pages /Kids [12 0 R] /Count 1 >>"}},
     "/Root 50 0 R"},
    {"script-added",
     FORBIDDEN,
     {{1,
       "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /OpenAction << /S /JavaScript /JS (x) >> >>"}}},
    {"layers-added",
     FORBIDDEN,
     {{1,
       "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /OCProperties << /OCGs [] /D << >> >> >>"}}},
    {"pages-swapped",
     FORBIDDEN,
     {{1, "<< /Type /Catalog /Pages 50 0 R /AcroForm 6 0 R >>"},
      {50, "<< /Type /Pages /Kids [12 0 R] /Count 1 >>"}}},
    {"form-removed", FORBIDDEN, {{1, "<< /Type /Catalog /Pages 2 0 R >>"}}},
    {"trailer-key-added", FORBIDDEN, {{0}}, "/Root 1 0 R /Info 17 0 R /Other 4 0 R"},
    {"false-evidence",
     FORBIDDEN,
     {{1,
       "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /DSS << /Certs [50 0 R] /Page 3 0 R >> >>"},
      {50, "", "certificate"}}},
    {"version-spoiled",
     FORBIDDEN,
     {{1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Version (x) >>"}}},
};

static const Case annotations[] = {
    {"overlay",
     FORBIDDEN,
     {{3, PAGE_WITH_NEW},
      {30,
       "<< /Type /Annot /Subtype /FreeText /Rect [40 690 300 730] /Contents (Pay 99) /AP << /N 32 0 R >> >>"},
      {32, FORM_XOBJECT, "f"}}},
    {"stamp",
     FORBIDDEN,
     {{3, PAGE_WITH_NEW}, {30, "<< /Type /Annot /Subtype /Stamp /Rect [40 690 300 730] >>"}}},
    {"removed",
     FORBIDDEN,
     {{3, PAGE_START "/Contents 4 0 R /Annots [7 0 R 8 0 R 14 0 R 15 0 R] >>"}}},
    {"all-removed", FORBIDDEN, {{3, PAGE_START "/Contents 4 0 R >>"}}},
    {"exchanged",
     FORBIDDEN,
     {{3, PAGE_START "/Contents 4 0 R /Annots [8 0 R 7 0 R 11 0 R 14 0 R 15 0 R] >>"}}},
    {"changed",
     FORBIDDEN,
     {{11, "<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (see page 1) >>"}}},
    {"widget-without-field",
     FORBIDDEN,
     {{3, PAGE_WITH_NEW}, {30, NEW_FIELD}, {31, "<< " SIGNATURE " >>"}, {32, FORM_XOBJECT, "f"}}},
    {"widget-on-two-pages",
     FORBIDDEN,
     {{3, PAGE_WITH_NEW},
      {6, FORM_WITH_NEW},
      {30, NEW_FIELD},
      {31, "<< " SIGNATURE " >>"},
      {32, FORM_XOBJECT, "f"},
      {12, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [30 0 R] "
           "/Resources << /Font << /F1 40 0 R >> >> >>"}}},
    {"order-of-tabs",
     FORBIDDEN,
     {{12, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Tabs /S "
           "/Resources << /Font << /F1 40 0 R >> >> >>"}}},
};

static void
test_after_the_end (void)
{
  static const Case plain = {"", NONE, {{0}}};
  g_autoptr (Revisions) file = changes_write_signed (&plain);
  revisions_append (file, "\n \n");
  g_autoptr (SokyPdfChanges) blank = changes_compare (file);
  g_assert_cmpint (blank->level, ==, NONE);

  revisions_append (file, "4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n");
  g_autoptr (SokyPdfChanges) junk = changes_compare (file);
  g_assert_cmpint (junk->level, ==, FORBIDDEN);
}

/* An object that is a form field and a picture at once. */
static void
test_two_parts (void)
{
  g_autoptr (Revisions) file = revisions_new ();
  revisions_add (file, 1, CATALOG);
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  revisions_add (file, 3, PAGE_START "/Contents 4 0 R /Annots [7 0 R] >>");
  revisions_add_stream (file, 4, "", "/X1 Do");
  revisions_add (file, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
  revisions_add (file, 6, FORM_START "/Fields [7 0 R 10 0 R] >>");
  revisions_add (file, 7, SIGNED_FIELD);
  revisions_add_stream (file, 10, FORM_XOBJECT " /FT /Tx /T (note)", "0 0 9 9 re f");
  revisions_add_stream (file, 13, FORM_XOBJECT, "f");
  revisions_add_signature (file, 9, "/Type /Sig");
  revisions_end (file, TRAILER);
  revisions_add_stream (file, 10, FORM_XOBJECT " /FT /Tx /T (note)", "0 0 8 8 re f");
  revisions_end (file, TRAILER);
  g_autoptr (SokyPdfChanges) changes = changes_compare (file);
  g_assert_cmpint (changes->level, ==, FORBIDDEN);
}

/* Objects that begin within what was signed and end only in what was appended: the string or the
 * stream that they open swallows the end of the signed revision. */
static Revisions *
write_open_end (const char *opening)
{
  Revisions *file = revisions_new ();
  revisions_add (file, 1, CATALOG);
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  revisions_add (file, 3, PAGE_START "/Contents 4 0 R /Annots [7 0 R] >>");
  revisions_add_stream (file, 4, "", "/X1 Do");
  revisions_add (file, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
  revisions_add (file, 6, FORM_START "/Fields [7 0 R] >>");
  revisions_add (file, 7, SIGNED_FIELD);
  revisions_add_stream (file, 13, FORM_XOBJECT, "f");
  revisions_add_signature (file, 9, "/Type /Sig");
  revisions_add (file, 10, opening);
  revisions_end (file, TRAILER);
  return file;
}

static void
assert_ends_later (Revisions *file)
{
  revisions_add (file, 17, "<< /Producer (other) >>");
  revisions_end (file, TRAILER);
  g_autoptr (SokyPdfChanges) changes = changes_compare (file);
  g_assert_cmpint (changes->level, ==, FORBIDDEN);
  const SokyPdfChange *change = changes->list->pdata[0];
  g_test_message ("%s", change->text);
  g_assert_cmpint (change->object, ==, 10);
  g_assert_cmpint (change->page, ==, 1);
}

static void
test_string_ends_later (void)
{
  g_autoptr (Revisions) file = write_open_end ("<< " FORM_XOBJECT " /Length 12 /X (");
  revisions_append (file, ") >>\nstream\n0 0 9 9 re f\nendstream\nendobj\n");
  assert_ends_later (file);
}

static void
test_stream_ends_later (void)
{
  const char *stream = "stream\n0 0 9 9 re f %";
  g_autofree char *opening =
      g_strdup_printf ("<< " FORM_XOBJECT " /Length %d >>\n%s", OPEN_LENGTH, stream);
  g_autoptr (Revisions) file = write_open_end (opening);
  g_autoptr (GBytes) before = revisions_get_bytes (file);
  const char *data = g_bytes_get_data (before, NULL);
  const char *start = strstr (data, stream);
  gsize there = g_bytes_get_size (before) - (gsize) (start + strlen ("stream\n") - data);
  g_autofree char *rest = g_strnfill (OPEN_LENGTH - there, ' ');
  revisions_append (file, rest);
  revisions_append (file, "\nendstream\nendobj\n");
  assert_ends_later (file);
}

/* The look that a field gave up is used by the page as well, and overwritten. */
static void
test_shared_look (void)
{
  g_autoptr (Revisions) file = revisions_new ();
  revisions_add (file, 1, CATALOG);
  revisions_add (file, 2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  revisions_add (file, 3, PAGE_START "/Contents 4 0 R /Annots [7 0 R 8 0 R] >>");
  revisions_add_stream (file, 4, "", "/X1 Do");
  revisions_add (file, 5, "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>");
  revisions_add (file, 6, FORM_START "/Fields [7 0 R 8 0 R] >>");
  revisions_add (file, 7, SIGNED_FIELD);
  revisions_add (file, 8, NOTE_START "/V (yes) /AP << /N 10 0 R >> >>");
  revisions_add_stream (file, 10, FORM_XOBJECT, "(yes) Tj");
  revisions_add_stream (file, 13, FORM_XOBJECT, "f");
  revisions_add_signature (file, 9, "/Type /Sig");
  revisions_end (file, TRAILER);
  revisions_add (file, 8, NOTE_START "/V (no) /AP << /N 10 0 R >> >>");
  revisions_add_stream (file, 10, FORM_XOBJECT, "(no) Tj");
  revisions_end (file, TRAILER);
  g_autoptr (SokyPdfChanges) changes = changes_compare (file);
  g_assert_cmpint (changes->level, ==, FORBIDDEN);
}

static void
test_not_in_the_revision (void)
{
  static const Case plain = {"", NONE, {{17, "<< >>"}}};
  g_autoptr (Revisions) file = changes_write_signed (&plain);
  changes_write_later (file, &plain);
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (SokyPdfSignature) signature = revisions_describe_signature (file, "somebody else");
  g_autoptr (SokyPdfChanges) changes = soky_pdf_compare (pdf, signature, NULL, NULL);
  g_assert_cmpint (changes->level, ==, FORBIDDEN);
}

static void
test_cancelled (void)
{
  static const Case plain = {"", NONE, {{17, "<< >>"}}};
  g_autoptr (Revisions) file = changes_write_signed (&plain);
  changes_write_later (file, &plain);
  g_autoptr (SokyPdf) pdf = revisions_open (file);
  g_autoptr (SokyPdfSignature) signature = revisions_describe_signature (file, "teacher");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (soky_pdf_compare (pdf, signature, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  changes_add_cases ("harmless", harmless, G_N_ELEMENTS (harmless));
  changes_add_cases ("permitted", permitted, G_N_ELEMENTS (permitted));
  changes_add_cases ("content", content, G_N_ELEMENTS (content));
  changes_add_cases ("annotations", annotations, G_N_ELEMENTS (annotations));
  g_test_add_func ("/changes/after-the-end", test_after_the_end);
  g_test_add_func ("/changes/two-parts", test_two_parts);
  g_test_add_func ("/changes/ends-later/string", test_string_ends_later);
  g_test_add_func ("/changes/ends-later/stream", test_stream_ends_later);
  g_test_add_func ("/changes/shared-look", test_shared_look);
  g_test_add_func ("/changes/not-in-the-revision", test_not_in_the_revision);
  g_test_add_func ("/changes/cancelled", test_cancelled);
  return g_test_run ();
}
