/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "append.h"
#include "fixture.h"
#include "pdf-builder.h"
#include "pdf/date.h"
#include "pdf/signature.h"

#define RANGE_WIDTH 50
#define HOLE "<00112233>"

/* Which numbers stand in /ByteRange, added to the right ones. */
typedef struct {
  gint64 shift[4];
  const char *contents; /* in place of HOLE */
  const char *range;    /* the whole array, when it is not to be right */
  const char *entries;  /* further ones of the signature */
  const char *tail;     /* after the file's end */
} Draft;

/* A file with one signature, object 5, in field 6. */
static GBytes *
make_signed (const Draft *draft)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  const char *contents = draft->contents ? draft->contents : HOLE;
  g_autofree char *room = g_strnfill (RANGE_WIDTH, ' ');

  pdf_builder_catalog (builder, 1, 0, "/AcroForm << /Fields [6 0 R] /SigFlags 3 >>");
  pdf_builder_object (builder, 3,
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [6 0 R] >>");
  pdf_builder_object (builder, 5,
                      "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
                      "/ByteRange %s %s /Contents %s >>",
                      room, draft->entries ? draft->entries : "", contents);
  pdf_builder_object (builder, 6,
                      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sign) /V 5 0 R /P 3 0 R /Rect "
                      "[1 2 30 40] /F 4 >>");
  pdf_builder_end_table (builder, NULL);
  gsize end = pdf_builder_get_length (builder);
  pdf_builder_text (builder, draft->tail ? draft->tail : "");
  g_autoptr (GBytes) bytes = pdf_builder_finish (builder);
  gsize length = 0;
  char *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);
  char *hole = memmem (data, length, contents, strlen (contents));
  char *range = memmem (data, length, room, RANGE_WIDTH);
  g_assert_true (hole != NULL && range != NULL);
  gint64 start = hole - data, after = start + (gint64) strlen (contents);
  g_autofree char *array = g_strdup_printf (
      "[%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "]",
      draft->shift[0], start + draft->shift[1], after + draft->shift[2],
      (gint64) end - after + draft->shift[3]);
  const char *written = draft->range ? draft->range : array;
  memcpy (range, written, MIN (strlen (written), RANGE_WIDTH));
  return g_bytes_new_take (data, length);
}

/* Takes @bytes. */
static GPtrArray *
list_signatures (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  GPtrArray *signatures = soky_pdf_list_signatures (pdf, &error);
  g_assert_no_error (error);
  g_bytes_unref (bytes);
  return signatures;
}

static void
test_good (void)
{
  const Draft draft = {.entries = "/Name (Lan) /M (D:20260905073000Z) /Reason <FEFF1EE7>"};
  g_autoptr (GPtrArray) signatures = list_signatures (make_signed (&draft));
  g_assert_cmpuint (signatures->len, ==, 1);
  const SokyPdfSignature *signature = g_ptr_array_index (signatures, 0);

  g_assert_true (signature->byte_range_ok);
  g_assert_true (signature->ends_revision);
  g_assert_null (signature->problem);
  g_assert_cmpstr (signature->field, ==, "Sign");
  g_assert_cmpstr (signature->name, ==, "Lan");
  g_assert_cmpstr (signature->reason, ==, "ủ");
  g_assert_cmpstr (signature->location, ==, "");
  g_assert_cmpint (signature->claimed_time_us, ==, G_GINT64_CONSTANT (1788593400000000));
  g_assert_cmpint (signature->page, ==, 1);
  g_assert_cmpfloat (signature->rect[3], ==, 40);
  g_assert_cmpuint (signature->docmdp, ==, 0);
  g_assert_cmpmem (g_bytes_get_data (signature->contents, NULL),
                   g_bytes_get_size (signature->contents), "\x00\x11\x22\x33", 4);
}

/* Whatever is not exactly the hole of the signature itself is refused. */
static void
test_bad_ranges (void)
{
  static const Draft drafts[] = {
      {.shift = {1, 0, 0, 0}},
      {.shift = {0, 1, 0, 0}},
      {.shift = {0, -1, 0, 0}},
      {.shift = {0, 0, 1, -1}},
      {.shift = {0, 0, -1, 1}},
      {.shift = {0, 0, 0, 1}},
      {.shift = {0, 0, 0, 99999}},
      {.range = "[0 100]"},
      {.range = "[0 100 200 300 400 500]"},
      {.range = "[0 100 50 10]"},
      {.range = "[0 -1 200 10]"},
      {.range = "[0 9223372036854775807 9223372036854775807 9]"},
      {.range = "[0 1 2 18446744073709551615]"},
      {.range = "[0 10.0 200 10]"},
      {.range = "7 0 R"},
      {.range = "null"},
      {.contents = "(0011)"},
      {.contents = "<< /A 1 >>"},
      {.contents = "6 0 R"},
      {.contents = "<00x1>"},
      {.contents = "<00> /Contents <11>"},
      {.contents = "%<\n<0011>"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++) {
    g_autoptr (GPtrArray) signatures = list_signatures (make_signed (&drafts[i]));
    g_assert_cmpuint (signatures->len, ==, 1);
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, 0);
    g_assert_false (signature->byte_range_ok);
    g_assert_false (signature->ends_revision);
    g_assert_nonnull (signature->problem);
  }
}

static void
test_revision_ends (void)
{
  static const struct {
    Draft draft;
    gboolean ends;
  } cases[] = {
      {{.tail = "\n\n"}, TRUE},           {{.tail = " \r\n", .shift = {0, 0, 0, 3}}, TRUE},
      {{.shift = {0, 0, 0, -1}}, TRUE},   {{.shift = {0, 0, 0, -2}}, FALSE},
      {{.shift = {0, 0, 0, -30}}, FALSE}, {{.tail = "more", .shift = {0, 0, 0, 4}}, FALSE},
      {{.tail = "more"}, TRUE},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) signatures = list_signatures (make_signed (&cases[i].draft));
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, 0);
    g_assert_true (signature->byte_range_ok);
    g_assert_cmpint (signature->ends_revision, ==, cases[i].ends);
    g_assert_cmpint (signature->problem == NULL, ==, cases[i].ends);
  }
}

static void
test_certification (void)
{
  static const struct {
    const char *reference;
    guint level;
  } cases[] = {
      {"/TransformMethod /DocMDP", 2},
      {"/TransformMethod /DocMDP /TransformParams << /P 1 >>", 1},
      {"/TransformMethod /DocMDP /TransformParams << /P 3 >>", 3},
      {"/TransformMethod /DocMDP /TransformParams << /P 77 >>", 1},
      {"/TransformMethod /FieldMDP /TransformParams << /P 1 >>", 0},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *entries = g_strdup_printf ("/Reference [<< %s >>]", cases[i].reference);
    const Draft draft = {.entries = entries};
    g_autoptr (GPtrArray) signatures = list_signatures (make_signed (&draft));
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, 0);
    g_assert_cmpuint (signature->docmdp, ==, cases[i].level);
  }
}

/* A form with these roots; objects from 5 on, 5 being a signature without a place in the file. */
static GBytes *
make_form (const char *fields, const char *six, const char *seven, const char *eight)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  g_autofree char *form = g_strdup_printf ("/AcroForm << /Fields %s >>", fields);

  pdf_builder_catalog (builder, 1, 0, form);
  pdf_builder_object (builder, 3,
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [8 0 R] >>");
  pdf_builder_object (builder, 5, "<< /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >>");
  pdf_builder_object (builder, 6, "%s", six);
  pdf_builder_object (builder, 7, "%s", seven ? seven : "null");
  pdf_builder_object (builder, 8, "%s", eight ? eight : "null");
  pdf_builder_end_table (builder, NULL);
  return pdf_builder_finish (builder);
}

static void
test_twins (void)
{
  static const char *const sevens[] = {"<< /FT /Sig /T (b) /V 5 0 R >>",
                                       "<< /FT /Sig /T (a) /V << /Contents <00> >> >>"};
  for (guint i = 0; i < G_N_ELEMENTS (sevens); i++) {
    g_autoptr (GPtrArray) signatures = list_signatures (
        make_form ("[6 0 R 7 0 R]", "<< /FT /Sig /T (a) /V 5 0 R >>", sevens[i], NULL));
    g_assert_cmpuint (signatures->len, ==, 2);
    for (guint j = 0; j < 2; j++) {
      const SokyPdfSignature *signature = g_ptr_array_index (signatures, j);
      g_assert_false (signature->byte_range_ok);
      g_assert_nonnull (signature->problem);
    }
  }
}

static GPtrArray *
list_fields (GBytes *bytes, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, NULL);
  g_bytes_unref (bytes);
  return soky_pdf_list_fields (pdf, error);
}

static void
assert_field (GPtrArray *fields, guint index, const char *name, const char *type, gboolean filled)
{
  const SokyPdfField *field = g_ptr_array_index (fields, index);
  g_assert_cmpstr (field->name, ==, name);
  g_assert_cmpstr (field->type, ==, type);
  g_assert_cmpint (field->filled, ==, filled);
}

static void
test_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields =
      list_fields (make_form ("[6 0 R 99 0 R 12 << /T (direct) /FT /Btn >>]",
                              "<< /T (top) /FT /Tx /V (x) /Kids [7 0 R 8 0 R] >>",
                              "<< /T (sign) /FT /Sig /Parent 6 0 R >>",
                              "<< /T <FEFF1EE7> /Parent 6 0 R /Rect [9 8 7 6] /Subtype /Widget >>"),
                   &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fields->len, ==, 3);
  assert_field (fields, 0, "top.sign", "Sig", TRUE);
  assert_field (fields, 1, "top.ủ", "Tx", TRUE);
  assert_field (fields, 2, "direct", "Btn", FALSE);
  const SokyPdfField *widget = g_ptr_array_index (fields, 1);
  /* without /P the page is found by its annotations */
  g_assert_cmpint (widget->page, ==, 1);
  g_assert_cmpfloat (widget->rect[0], ==, 7);
  g_assert_cmpfloat (widget->rect[3], ==, 8);
}

static void
test_no_form (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = list_fields (pdf_builder_simple (1), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fields->len, ==, 0);
  g_autoptr (GPtrArray) signatures = list_signatures (pdf_builder_simple (1));
  g_assert_cmpuint (signatures->len, ==, 0);
}

static void
test_bad_forms (void)
{
  static const struct {
    const char *fields, *six;
  } cases[] = {{"[6 0 R]", "<< /T (a) /Kids [6 0 R] >>"},
               {"[6 0 R]", "<< /T (a) /Kids [7 0 R 7 0 R] >>"},
               {"[6 0 R 6 0 R]", "<< /T (a) >>"}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (
        list_fields (make_form (cases[i].fields, cases[i].six, "<< /T (b) >>", NULL), &error));
    g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED);
  }
}

static void
test_deep_form (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  g_autoptr (GError) error = NULL;

  pdf_builder_catalog (builder, 1, 0, "/AcroForm << /Fields [10 0 R] >>");
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>");
  for (guint number = 10; number < 500; number++)
    pdf_builder_object (builder, number, "<< /T (a) /Kids [%u 0 R] >>", number + 1);
  pdf_builder_object (builder, 500, "<< /T (a) >>");
  pdf_builder_end_table (builder, NULL);
  g_assert_null (list_fields (pdf_builder_finish (builder), &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_LIMIT);
}

/* A signature in an object stream has no bytes of its own in the file. */
static void
test_packed (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_catalog (builder, 1, 0, "/AcroForm << /Fields [6 0 R] >>");
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>");
  pdf_builder_object (builder, 6, "<< /FT /Sig /T (a) /V 5 0 R >>");
  pdf_builder_pack (builder, 7, 5u, "<< /Contents <00> /ByteRange [0 1 2 3] >>", 0u);
  pdf_builder_end_stream (builder, 8, PDF_ROWS_DEFLATED, NULL);
  g_autoptr (GPtrArray) signatures = list_signatures (pdf_builder_finish (builder));
  g_assert_cmpuint (signatures->len, ==, 1);
  const SokyPdfSignature *signature = g_ptr_array_index (signatures, 0);
  g_assert_false (signature->byte_range_ok);
}

static void
test_dates (void)
{
  static const struct {
    const char *text;
    gint64 seconds;
  } cases[] = {{"D:20260905143000+07'00'", 1788593400},
               {"D:20260905143000+07'00", 1788593400},
               {"D:20260905143000+0700", 1788593400},
               {"D:20260905023000-05'00'", 1788593400},
               {"D:20260905073000Z", 1788593400},
               {"D:20260905073000", 1788593400},
               {"20260905073000Z", 1788593400},
               {"D:2026", 1767225600},
               {"D:19700101000000Z", 0},
               {"D:20261305073000Z", 0},
               {"D:20260230", 0},
               {"D:2026090507300", 0},
               {"D:20260905246000Z", 0},
               {"D:20260905073000x", 0},
               {"yesterday", 0},
               {"", 0}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (soky_pdf_date_parse (cases[i].text), ==, cases[i].seconds * G_USEC_PER_SEC);
  g_autofree char *text = soky_pdf_date_format (G_GINT64_CONSTANT (1788593400999999));
  g_assert_cmpstr (text, ==, "D:20260905143000+07'00'");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/good", test_good);
  g_test_add_func ("/signature/bad-ranges", test_bad_ranges);
  g_test_add_func ("/signature/revision-ends", test_revision_ends);
  g_test_add_func ("/signature/certification", test_certification);
  g_test_add_func ("/signature/twins", test_twins);
  g_test_add_func ("/signature/fields", test_fields);
  g_test_add_func ("/signature/no-form", test_no_form);
  g_test_add_func ("/signature/bad-forms", test_bad_forms);
  g_test_add_func ("/signature/deep-form", test_deep_form);
  g_test_add_func ("/signature/packed", test_packed);
  g_test_add_func ("/signature/dates", test_dates);
  return g_test_run ();
}
