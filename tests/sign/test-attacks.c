/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published attacks on signed documents, each on a file of its own that is really signed first.
 * What the attacker appends stands in the table; the signed bytes stay as they are. */
#include "config.h"

#include "documents.h"
#include "identity.h"
#include "pdf/error.h"
#include "sign/verify.h"

#include <string.h>

#define MAX_OBJECTS 4

/* What document_make (DOCUMENT_FORM) makes: 1 catalog, 2 pages, 3 font, 4 page, 5 its content, 6
 * the field that is signed, 7 a text field. */
#define PAGE_START                                                                                 \
  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
#define NOTE_START                                                                                 \
  "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Note) /P 4 0 R /F 4 /Rect [72 100 250 120] "
#define OTHER_CONTENT                                                                              \
  "<< /Length 40 >>\nstream\nBT /F1 12 Tf 72 700 Td (Lesson 99) Tj ET \nendstream"
#define LOOK "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 1 >>\nstream\nf\nendstream"

typedef struct {
  guint number;     /* 0 ends a list */
  const char *body; /* NULL: freed */
} Object;

typedef struct {
  const char *name;
  Object objects[MAX_OBJECTS];
  SokyPdfChangeKind kind; /* of the first change that is told */
  int object;             /* that it names */
} Attack;

static const Attack attacks[] = {
    {"incremental-saving", {{5, OTHER_CONTENT}}, SOKY_PDF_CHANGE_CONTENT_REPLACED, 5},
    {"shadow-hide", {{5, "null"}}, SOKY_PDF_CHANGE_CONTENT_REMOVED, 5},
    {"shadow-hide-by-freeing", {{3, NULL}}, SOKY_PDF_CHANGE_CONTENT_REMOVED, 3},
    {"shadow-replace",
     {{3, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>"}},
     SOKY_PDF_CHANGE_CONTENT_REPLACED,
     3},
    {"shadow-hide-and-replace",
     {{2, "<< /Type /Pages /Kids [60 0 R] /Count 1 >>"},
      {60, PAGE_START "/Contents 61 0 R >>"},
      {61, OTHER_CONTENT}},
     SOKY_PDF_CHANGE_CONTENT_REPLACED,
     2},
    {"page-content-exchanged",
     {{4, PAGE_START "/Contents 61 0 R /Annots [6 0 R 7 0 R] >>"}, {61, OTHER_CONTENT}},
     SOKY_PDF_CHANGE_PAGE_CHANGED,
     4},
    {"overlay-by-annotation",
     {{4, PAGE_START "/Contents 5 0 R /Annots [6 0 R 7 0 R 60 0 R] >>"},
      {60, "<< /Type /Annot /Subtype /FreeText /Rect [70 690 300 720] /AP << /N 61 0 R >> >>"},
      {61, LOOK}},
     SOKY_PDF_CHANGE_ANNOTATION_ADDED,
     60},
    {"field-look",
     {{7, NOTE_START "/AP << /N 61 0 R >> >>"}, {61, LOOK}},
     SOKY_PDF_CHANGE_FIELD_CHANGED,
     7},
    {"field-moved-while-filled",
     {{7, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Note) /P 4 0 R /F 4 /Rect [0 0 595 842] "
          "/V (x) >>"}},
     SOKY_PDF_CHANGE_FIELD_CHANGED,
     7},
    {"signature-replaced",
     {{6, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Approve) /P 4 0 R /F 4 /Rect [300 100 500 "
          "170] /V 60 0 R >>"},
      {60, "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached >>"}},
     SOKY_PDF_CHANGE_FILE,
     0},
};

static Identity *identity;
static GBytes *document; /* signed in its field 6 */
static gsize base_length;

static guint64
section_before (gsize end)
{
  const char *data = g_bytes_get_data (document, NULL);

  for (gsize at = end - 9; at > 0; at--)
    if (memcmp (data + at, "startxref", 9) == 0)
      return g_ascii_strtoull (data + at + 9, NULL, 10);
  g_assert_not_reached ();
}

/* The signed document with another revision, whose /Prev is @previous. */
static GBytes *
append (const Object *objects, const char *root, guint64 previous)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (document, &size);
  GString *text = g_string_new_len (data, (gssize) size);
  g_autoptr (GString) rows = g_string_new ("xref\n");

  for (const Object *object = objects; object->number != 0; object++) {
    if (object->body == NULL) {
      g_string_append_printf (rows, "%u 1\n0000000000 00001 f \n", object->number);
      continue;
    }
    g_string_append_printf (rows, "%u 1\n%010zu 00000 n \n", object->number, text->len);
    g_string_append_printf (text, "%u 0 obj\n%s\nendobj\n", object->number, object->body);
  }
  gsize table = text->len;
  g_string_append_printf (text,
                          "%strailer\n<< /Size 90 /Root %s /Prev %" G_GUINT64_FORMAT
                          " >>\nstartxref\n%zu\n%%%%EOF\n",
                          rows->str, root, previous, table);
  return g_string_free_to_bytes (text);
}

static SokyReport *
verify (GBytes *bytes, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  return soky_verify (input, "attacked.pdf", identity->trust, NULL, error);
}

static void
test_update (gconstpointer data)
{
  const Attack *attack = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) attacked =
      append (attack->objects, "1 0 R", section_before (g_bytes_get_size (document)));
  g_autoptr (SokyReport) report = verify (attacked, &error);

  g_assert_no_error (error);
  g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_INVALID);
  const SokySignatureReport *signature = g_ptr_array_index (report->signatures, 0);
  if (attack->object == 0)
    return;
  g_assert_cmpint (signature->integrity, ==, SOKY_INTEGRITY_OK);
  g_assert_cmpuint (signature->change_list->len, >, 0);
  const SokyPdfChange *change = signature->change_list->pdata[0];
  g_test_message ("%s", change->text);
  g_assert_false (change->permitted);
  g_assert_cmpstr (soky_pdf_change_kind_to_string (change->kind), ==,
                   soky_pdf_change_kind_to_string (attack->kind));
  g_assert_cmpint (change->object, ==, attack->object);
}

/* A signature that no field leads to any more is named, not passed over in silence. */
static void
assert_orphan (GBytes *attacked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = verify (attacked, &error);
  g_autoptr (SokyReport) before = verify (document, NULL);

  g_assert_no_error (error);
  const SokySignatureReport *orphan = only_signature (report);
  const SokySignatureReport *signature = only_signature (before);
  g_assert_cmpint (orphan->verdict, ==, SOKY_VERDICT_INVALID);
  g_assert_cmpstr (orphan->field, ==, "");
  g_assert_cmpstr (orphan->signer, ==, signature->signer);
  g_assert_cmpstr (orphan->subfilter, ==, signature->subfilter);
  g_assert_cmpmem (orphan->byte_range, sizeof orphan->byte_range, signature->byte_range,
                   sizeof signature->byte_range);
  g_assert_nonnull (strstr (orphan->reason, "took it out"));
}

/* The new revision builds upon the one before the signature. */
static void
test_passed_over (void)
{
  static const Object objects[] = {{5, OTHER_CONTENT}, {0}};
  g_autoptr (GBytes) attacked = append (objects, "1 0 R", section_before (base_length));
  assert_orphan (attacked);
}

static void
test_second_catalog (void)
{
  static const Object objects[] = {{60, "<< /Type /Catalog /Pages 2 0 R >>"}, {0}};
  g_autoptr (GBytes) attacked =
      append (objects, "60 0 R", section_before (g_bytes_get_size (document)));
  assert_orphan (attacked);
}

static void
test_form_removed (void)
{
  static const Object objects[] = {{1, "<< /Type /Catalog /Pages 2 0 R >>"}, {0}};
  g_autoptr (GBytes) attacked =
      append (objects, "1 0 R", section_before (g_bytes_get_size (document)));
  assert_orphan (attacked);
}

/* Who signs afterwards has seen the document without it: that is no concern of the new signature.
 */
static void
test_signed_afterwards (void)
{
  static const Object objects[] = {{1, "<< /Type /Catalog /Pages 2 0 R >>"}, {0}};
  g_autoptr (GBytes) cleared =
      append (objects, "1 0 R", section_before (g_bytes_get_size (document)));
  g_autoptr (GBytes) signed_again = identity_sign (identity, cleared, NULL);
  g_autoptr (SokyReport) report = verify_bytes (signed_again, identity->trust);

  g_assert_cmpint (only_signature (report)->verdict, ==, SOKY_VERDICT_VALID);
}

/* A hybrid update: those who know tables alone see the old content, all others the new one. */
static void
test_hybrid (void)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (document, &size);
  GString *text = g_string_new_len (data, (gssize) size);
  gsize place = text->len;
  g_string_append (text, "5 0 obj\n" OTHER_CONTENT "\nendobj\n");
  gsize hidden = text->len;
  const char row[] = {1, 0, (char) (place >> 16), (char) (place >> 8), (char) place, 0};
  g_string_append (text, "62 0 obj\n<< /Type /XRef /W [1 4 1] /Index [5 1] /Size 90 /Root 1 0 R "
                         "/Length 6 >>\nstream\n");
  g_string_append_len (text, row, sizeof row);
  g_string_append (text, "\nendstream\nendobj\n");
  gsize table = text->len;
  g_string_append_printf (text,
                          "xref\n62 1\n%010zu 00000 n \ntrailer\n<< /Size 90 /Root 1 0 R /Prev "
                          "%" G_GUINT64_FORMAT " /XRefStm %zu >>\nstartxref\n%zu\n%%%%EOF\n",
                          hidden, section_before (size), hidden, table);
  g_autoptr (GBytes) attacked = g_string_free_to_bytes (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = verify (attacked, &error);

  g_assert_no_error (error);
  g_assert_cmpint (only_signature (report)->verdict, ==, SOKY_VERDICT_INVALID);
  const SokyPdfChange *change = only_signature (report)->change_list->pdata[0];
  g_assert_cmpint (change->kind, ==, SOKY_PDF_CHANGE_CONTENT_REPLACED);
  g_assert_cmpint (change->object, ==, 5);
}

static void
test_circle (void)
{
  static const Object objects[] = {{0}};
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) attacked = append (objects, "1 0 R", g_bytes_get_size (document));
  g_assert_null (verify (attacked, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED);
}

/* Objects without cross-references: a reader that repairs files would take them up. */
static void
test_no_references (void)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (document, &size);
  GString *text = g_string_new_len (data, (gssize) size);
  g_string_append (text, "5 0 obj\n" OTHER_CONTENT "\nendobj\n");
  g_autoptr (GBytes) attacked = g_string_free_to_bytes (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = verify (attacked, &error);

  g_assert_no_error (error);
  g_assert_cmpint (only_signature (report)->verdict, ==, SOKY_VERDICT_INVALID);
  const SokyPdfChange *change = only_signature (report)->change_list->pdata[0];
  g_assert_cmpint (change->kind, ==, SOKY_PDF_CHANGE_FILE);
}

/* Signature wrapping: the second run is moved away, and other content put in between. */
static void
test_wrapping (void)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (document, &size);
  g_autoptr (SokyReport) before = verify (document, NULL);
  const gint64 *range = only_signature (before)->byte_range;
  GString *text = g_string_new_len (data, (gssize) size);
  g_string_insert (text, range[2], "\n5 0 obj\n" OTHER_CONTENT "\nendobj\n");
  gsize more = text->len - size;
  g_autofree char *was = g_strdup_printf ("%" G_GINT64_FORMAT " ", range[2]);
  g_autofree char *is = g_strdup_printf ("%" G_GINT64_FORMAT " ", range[2] + (gint64) more);
  char *place = memmem (text->str, text->len, "/ByteRange", 10);
  place = strstr (place, was);
  g_assert_cmpuint (strlen (is), ==, strlen (was));
  memcpy (place, is, strlen (is));
  g_autoptr (GBytes) attacked = g_string_free_to_bytes (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = verify (attacked, &error);
  g_assert_true (report == NULL || soky_report_get_verdict (report) == SOKY_VERDICT_INVALID);
}

/* Universal signature forgery: what is compared with is taken out of the signature. */
static void
test_forgery (gconstpointer data)
{
  const char *const *change = data;
  gsize size = 0;
  char *copy = g_bytes_unref_to_data (g_bytes_ref (document), &size);
  char *place = memmem (copy, size, change[0], strlen (change[0]));
  g_assert_nonnull (place);
  g_assert_cmpuint (strlen (change[0]), ==, strlen (change[1]));
  memcpy (place, change[1], strlen (change[1]));
  g_autoptr (GBytes) attacked = g_bytes_new_take (copy, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = verify (attacked, &error);
  g_assert_true (report == NULL || soky_report_get_verdict (report) != SOKY_VERDICT_VALID);
}

static const char *const forgeries[][2] = {
    {"/ByteRange", "/ByteRangf"},
    {"/ByteRange [0 ", "/ByteRange [- "},
    {"/Contents <", "/Contentz <"},
    {"/Contents <", "/Contents  "},
    {"/Contents <30", "/Contents <00"},
    {"/SubFilter", "/SubFiltez"},
    {"/ETSI.CAdES.detached", "/ETSI.CAdES.detacheX"},
    {"/Type /Sig", "/Type /Xig"},
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  identity = identity_new (SOKY_NEW_KEY_EC_P256, "Lê Thị Hồng Hạnh");
  const SokySignOptions options = {.field = "Approve"};
  g_autoptr (GBytes) plain = document_make (DOCUMENT_FORM, 1);
  base_length = g_bytes_get_size (plain);
  document = identity_sign (identity, plain, &options);
  for (guint i = 0; i < G_N_ELEMENTS (attacks); i++) {
    g_autofree char *path = g_strdup_printf ("/attacks/%s", attacks[i].name);
    g_test_add_data_func (path, &attacks[i], test_update);
  }
  for (guint i = 0; i < G_N_ELEMENTS (forgeries); i++) {
    g_autofree char *path = g_strdup_printf ("/attacks/forgery/%u", i);
    g_test_add_data_func (path, forgeries[i], test_forgery);
  }
  g_test_add_func ("/attacks/passed-over", test_passed_over);
  g_test_add_func ("/attacks/second-catalog", test_second_catalog);
  g_test_add_func ("/attacks/form-removed", test_form_removed);
  g_test_add_func ("/attacks/signed-afterwards", test_signed_afterwards);
  g_test_add_func ("/attacks/hybrid", test_hybrid);
  g_test_add_func ("/attacks/circle", test_circle);
  g_test_add_func ("/attacks/no-references", test_no_references);
  g_test_add_func ("/attacks/wrapping", test_wrapping);
  int status = g_test_run ();
  g_bytes_unref (document);
  identity_free (identity);
  return status;
}
