/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "append.h"
#include "fixture.h"
#include "pdf-builder.h"
#include "pdf/appearance/appearance.h"
#include "pdf/signature.h"

#define SIGNED_AT G_GINT64_CONSTANT (1788593400000000) /* 2026-09-05T07:30:00Z */

static const SokyPdfSignatureSpec invisible = {
    .subfilter = "ETSI.CAdES.detached",
    .page = 1,
    .time_us = SIGNED_AT,
    .contents_size = 64,
};

static SokyPdfSignatureSpec
make_visible (GBytes *appearance)
{
  SokyPdfSignatureSpec spec = invisible;
  const double rect[4] = {100, 200, 260, 260};
  memcpy (spec.rect, rect, sizeof rect);
  spec.appearance = appearance;
  return spec;
}

static GBytes *
draw_appearance (double width, double height)
{
  const SokyAppearanceSpec look = {
      .title = "HIỆU TRƯỞNG", .name = "Lê Thị Hồng Hạnh", .width = width, .height = height};
  g_autoptr (GError) error = NULL;
  GBytes *appearance = soky_appearance_draw (&look, &error);
  g_assert_no_error (error);
  return appearance;
}

/* The last signature of the result. */
static SokyPdfSignature *
steal_last (Append *self)
{
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (self->result, NULL);
  g_ptr_array_set_free_func (signatures, NULL);
  for (guint i = 0; i + 1 < signatures->len; i++)
    soky_pdf_signature_free (g_ptr_array_index (signatures, i));
  return g_ptr_array_index (signatures, signatures->len - 1);
}

static SokyObject
get_path (SokyPdf *pdf, const char *path)
{
  g_auto (GStrv) keys = g_strsplit (path, " ", -1);
  SokyObject object = soky_pdf_get_catalog (pdf);

  for (guint i = 0; keys[i] != NULL; i++) {
    SokyObject next = *keys[i] == '/' ? soky_object_get (&object, keys[i])
                                      : soky_object_item (&object, *keys[i] - '0');
    soky_object_clear (&object);
    object = next;
  }
  return object;
}

static void
assert_path (Append *self, const char *path, const char *source)
{
  g_auto (SokyObject) object = get_path (self->result, path);
  g_autofree char *found = soky_object_dup_resolved (&object);
  g_assert_cmpstr (found, ==, source);
}

static int
count_path (SokyPdf *pdf, const char *path)
{
  g_auto (SokyObject) object = get_path (pdf, path);
  return soky_object_count (&object);
}

static void
test_dictionary (void)
{
  SokyPdfSignatureSpec spec = invisible;
  spec.name = "Lê Thị Hồng Hạnh";
  spec.reason = "Duyệt (lần 1) \\ xong";
  spec.location = "Ha Noi (HN)";
  spec.contact = "ht.hanh@example.com";
  g_autoptr (Append) self = append_signed (pdf_builder_simple (1), &spec);
  g_autoptr (SokyPdfSignature) signature = steal_last (self);

  g_assert_cmpstr (signature->field, ==, "Signature1");
  g_assert_cmpstr (signature->filter, ==, "Adobe.PPKLite");
  g_assert_cmpstr (signature->name, ==, spec.name);
  g_assert_cmpstr (signature->reason, ==, spec.reason);
  g_assert_cmpstr (signature->location, ==, spec.location);
  g_assert_cmpstr (signature->contact, ==, spec.contact);
  g_assert_cmpint (signature->claimed_time_us, ==, SIGNED_AT);
  g_assert_cmpint (signature->page, ==, 0);
  g_assert_false (signature->is_timestamp);
  assert_path (self, "/AcroForm /SigFlags", "3");
  assert_path (self, "/AcroForm /Fields 0 /V /M", "(D:20260905143000+07'00')");
  assert_path (self, "/AcroForm /Fields 0 /F", "132");
}

static void
test_timestamp (void)
{
  SokyPdfSignatureSpec spec = invisible;
  spec.subfilter = "ETSI.RFC3161";
  g_autoptr (Append) self = append_signed (pdf_builder_simple (1), &spec);
  g_autoptr (SokyPdfSignature) signature = steal_last (self);
  g_assert_true (signature->is_timestamp);
  g_assert_cmpint (signature->claimed_time_us, ==, 0);
}

static GBytes *
make_kind (guint kind)
{
  PdfBuilder *builder = pdf_builder_new (kind == 4 ? "some junk\n" : NULL);

  if (kind == 2) {
    pdf_builder_catalog (builder, 1, 20, NULL);
    pdf_builder_pack (builder, 21, 3u,
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
                      0u);
  } else {
    pdf_builder_document (builder, 2, NULL);
  }
  if (kind == 1 || kind == 2) {
    pdf_builder_end_stream (builder, 30, PDF_ROWS_PREDICTED, NULL);
  } else if (kind == 3) {
    pdf_builder_pack (builder, 21, 22u, "<< /Hidden true >>", 0u);
    pdf_builder_end_hybrid (builder, 23, NULL);
  } else {
    pdf_builder_end_table (builder, NULL);
  }
  return pdf_builder_finish (builder);
}

/* Three signatures one upon the other, on a file of every kind; the earlier ones stay in order. */
static void
test_kinds (gconstpointer data)
{
  g_autoptr (GBytes) appearance = draw_appearance (160, 60);
  SokyPdfSignatureSpec spec = make_visible (appearance);
  GBytes *base = make_kind (GPOINTER_TO_UINT (data));

  for (guint round = 1; round <= 3; round++) {
    g_autoptr (Append) self = append_signed (base, &spec);
    g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (self->result, NULL);
    g_assert_cmpuint (signatures->len, ==, round);
    for (guint i = 0; i < round; i++) {
      const SokyPdfSignature *signature = g_ptr_array_index (signatures, i);
      g_autofree char *name = g_strdup_printf ("Signature%u", i + 1);
      g_assert_cmpstr (signature->field, ==, name);
      g_assert_true (signature->byte_range_ok && signature->ends_revision);
      g_assert_cmpint (signature->page, ==, 1);
      g_assert_cmpfloat (signature->rect[2], ==, 260);
    }
    g_assert_cmpint (count_path (self->result, "/Pages /Kids 0 /Annots"), ==, (int) round);
    base = append_dup_bytes (self);
  }
  g_bytes_unref (base);
}

/* One page with these entries and more objects from 5 on. */
static GBytes *
make_page (const char *page_entries, const char *catalog_entries, const char *five, const char *six)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_catalog (builder, 2, 0, catalog_entries);
  pdf_builder_object (builder, 3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>",
                      page_entries);
  pdf_builder_object (builder, 5,
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots 6 0 R >>");
  pdf_builder_object (builder, 6, "[7 0 R]");
  pdf_builder_object (builder, 7, "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P 3 0 R >>");
  pdf_builder_object (builder, 8, "%s", five ? five : "null");
  pdf_builder_object (builder, 9, "%s", six ? six : "null");
  pdf_builder_end_table (builder, NULL);
  return pdf_builder_finish (builder);
}

static void
test_annotations (void)
{
  static const struct {
    const char *entries, *eight;
    int count;
  } cases[] = {{"", NULL, 1},
               {"/Annots []", NULL, 1},
               {"/Annots null", NULL, 1},
               {"/Annots 99 0 R", NULL, 1},
               {"/Annots [7 0 R << /Subtype /Link >>]", NULL, 3},
               {"/Annots 8 0 R", "[7 0 R]", 2},
               {"/Annots 6 0 R", NULL, 2}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Append) self =
        append_signed (make_page (cases[i].entries, NULL, cases[i].eight, NULL), &invisible);
    g_assert_cmpint (count_path (self->result, "/Pages /Kids 0 /Annots"), ==, cases[i].count);
    /* the other page has what it had, also when both shared an array */
    g_assert_cmpint (count_path (self->result, "/Pages /Kids 1 /Annots"), ==, 1);
    assert_path (self, "/Pages /Kids 1 /Annots 0 /Subtype", "/Text");
  }
  append_assert_refused (make_page ("/Annots << /A 1 >>", NULL, NULL, NULL), &invisible,
                         SOKY_PDF_ERROR_DAMAGED);
}

static void
test_forms (void)
{
  static const struct {
    const char *catalog, *eight, *nine;
    int count;
  } cases[] = {{"/AcroForm << /Fields [] >>", NULL, NULL, 1},
               {"/AcroForm << >>", NULL, NULL, 1},
               {"/AcroForm << /Fields [7 0 R] /SigFlags 1 /DA (/F 0 Tf) >>", NULL, NULL, 2},
               {"/AcroForm 8 0 R", "<< /Fields [] /SigFlags 3 >>", NULL, 1},
               {"/AcroForm 8 0 R", "<< /Fields 9 0 R /SigFlags 3 >>", "[7 0 R]", 2},
               {"/AcroForm << /Fields 9 0 R /SigFlags 2 >>", NULL, "[]", 1},
               {"/AcroForm null", NULL, NULL, 1}};

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Append) self =
        append_signed (make_page ("", cases[i].catalog, cases[i].eight, cases[i].nine), &invisible);
    g_assert_cmpint (count_path (self->result, "/AcroForm /Fields"), ==, cases[i].count);
    assert_path (self, "/AcroForm /SigFlags", "3");
  }
  append_assert_refused (make_page ("", "/AcroForm [1]", NULL, NULL), &invisible,
                         SOKY_PDF_ERROR_DAMAGED);
}

/* Fields and annotations may be one and the same array. */
static void
test_one_array (void)
{
  g_autoptr (Append) self = append_signed (
      make_page ("/Annots 8 0 R", "/AcroForm << /Fields 8 0 R >>", "[9 0 R]",
                 "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 9 9] >>"),
      &invisible);
  g_assert_cmpint (count_path (self->result, "/AcroForm /Fields"), ==, 2);
  g_assert_cmpint (count_path (self->result, "/Pages /Kids 0 /Annots"), ==, 2);
}

static void
test_existing_merged (void)
{
  g_autoptr (GBytes) appearance = draw_appearance (100, 50);
  SokyPdfSignatureSpec spec = make_visible (appearance);
  spec.field = "Hiệu trưởng";
  g_autoptr (Append) self = append_signed (
      make_page ("/Annots [8 0 R]", "/AcroForm << /Fields [8 0 R] >>",
                 "<< /Type /Annot /Subtype /Widget /FT /Sig /F 4 /P 3 0 R /Rect [10 20 110 70] "
                 "/T <FEFF004800691EC7007500200074007201B01EDF006E0067> >>",
                 NULL),
      &spec);
  g_autoptr (SokyPdfSignature) signature = steal_last (self);

  g_assert_cmpint (count_path (self->result, "/AcroForm /Fields"), ==, 1);
  g_assert_cmpint (count_path (self->result, "/Pages /Kids 0 /Annots"), ==, 1);
  g_assert_cmpfloat (signature->rect[0], ==, 10);
  g_assert_cmpint (signature->page, ==, 1);
  assert_path (self, "/AcroForm /Fields 0 /F", "4");
  assert_path (self, "/AcroForm /Fields 0 /AP /N /Subtype", "/Form");
}

static void
test_existing_separate (void)
{
  g_autoptr (GBytes) appearance = draw_appearance (100, 50);
  SokyPdfSignatureSpec spec = make_visible (appearance);
  spec.field = "group.sign";
  PdfBuilder *builder = pdf_builder_new (NULL);
  pdf_builder_catalog (builder, 1, 0, "/AcroForm << /Fields [5 0 R] >>");
  pdf_builder_object (builder, 3,
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [7 0 R] >>");
  pdf_builder_object (builder, 5, "<< /T (group) /FT /Sig /Kids [6 0 R] >>");
  pdf_builder_object (builder, 6, "<< /T (sign) /Parent 5 0 R /Kids [7 0 R] >>");
  pdf_builder_object (builder, 7,
                      "<< /Type /Annot /Subtype /Widget /Parent 6 0 R /Rect [10 20 110 70] >>");
  pdf_builder_end_table (builder, NULL);
  g_autoptr (Append) self = append_signed (pdf_builder_finish (builder), &spec);
  g_autoptr (SokyPdfSignature) signature = steal_last (self);

  g_assert_cmpstr (signature->field, ==, "group.sign");
  g_assert_cmpint (signature->page, ==, 1);
  assert_path (self, "/AcroForm /Fields 0 /Kids 0 /V /Type", "/Sig");
  assert_path (self, "/AcroForm /Fields 0 /Kids 0 /Kids 0 /AP /N /Subtype", "/Form");
  assert_path (self, "/AcroForm /Fields 0 /Kids 0 /AP", "null");
}

static void
test_existing_without_widget (void)
{
  g_autoptr (GBytes) appearance = draw_appearance (160, 60);
  SokyPdfSignatureSpec spec = make_visible (appearance);
  spec.field = "sign";
  g_autoptr (Append) self = append_signed (
      make_page ("", "/AcroForm << /Fields [8 0 R] >>", "<< /FT /Sig /T (sign) >>", NULL), &spec);

  assert_path (self, "/AcroForm /Fields 0 /Subtype", "/Widget");
  g_assert_cmpint (count_path (self->result, "/Pages /Kids 0 /Annots"), ==, 1);
}

static void
test_field_names (void)
{
  const char *form = "/AcroForm << /Fields [8 0 R 9 0 R] >>";
  SokyPdfSignatureSpec spec = invisible;
  static const struct {
    const char *name, *eight, *nine;
    SokyPdfError code;
  } cases[] = {
      {"text", "<< /FT /Tx /T (text) >>", NULL, SOKY_PDF_ERROR_NO_SUCH_FIELD},
      {"a.b", "<< /FT /Sig /T (b) >>", NULL, SOKY_PDF_ERROR_NO_SUCH_FIELD},
      {"done", "<< /FT /Sig /T (done) /V 7 0 R >>", NULL, SOKY_PDF_ERROR_FIELD_SIGNED},
      {"group", "<< /T (group) /Kids [9 0 R] >>", "<< /FT /Tx /T (x) /Parent 8 0 R >>",
       SOKY_PDF_ERROR_NO_SUCH_FIELD},
      {"twice", "<< /FT /Sig /T (twice) >>", "<< /FT /Sig /T (twice) >>", SOKY_PDF_ERROR_DAMAGED},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    spec.field = cases[i].name;
    append_assert_refused (make_page ("", i == 3 ? "/AcroForm << /Fields [8 0 R] >>" : form,
                                      cases[i].eight, cases[i].nine),
                           &spec, cases[i].code);
  }
  spec.field = "Signature10";
  g_autoptr (Append) named =
      append_signed (make_page ("", form, "<< /FT /Sig /T (Signature1) >>", NULL), &spec);
  spec.field = NULL;
  g_autoptr (Append) unnamed = append_signed (append_dup_bytes (named), &spec);
  g_autoptr (SokyPdfSignature) signature = steal_last (unnamed);
  g_assert_cmpstr (signature->field, ==, "Signature2");
}

static void
test_escaped_names (void)
{
  g_autoptr (Append) self =
      append_signed (make_page ("/A#20B << /C#28 /D#29 >>", "/E#20F 1", NULL, NULL), &invisible);
  g_auto (SokyObject) page = get_path (self->result, "/Pages /Kids 0");
  g_auto (SokyObject) value = soky_object_get (&page, "/A B");
  g_autofree char *source = soky_object_dup_source (&value);
  g_assert_cmpstr (source, ==, "<< /C#28 /D#29 >>");
  g_auto (SokyObject) catalog = soky_pdf_get_catalog (self->result);
  g_assert_true (soky_object_has (&catalog, "/E F"));
}

static void
test_pages (void)
{
  SokyPdfSignatureSpec spec = invisible;
  static const int good[][2] = {{1, 0}, {3, 2}, {-1, 2}, {-3, 0}, {0, 0}};
  static const int bad[] = {4, -4, G_MAXINT, G_MININT};

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *path = g_strdup_printf ("/Pages /Kids %d /Annots", good[i][1]);
    spec.page = good[i][0];
    g_autoptr (Append) self = append_signed (pdf_builder_simple (3), &spec);
    g_assert_cmpint (count_path (self->result, path), ==, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    spec.page = bad[i];
    append_assert_refused (pdf_builder_simple (3), &spec, SOKY_PDF_ERROR_NO_SUCH_PAGE);
  }
}

/* The form is turned back by what the page is turned, and fills the rectangle without distortion.
 */
static void
test_rotation (void)
{
  static const char *const matrices[] = {"[ 1 0 0 1 0 0 ]", "[ 0 1 -1 0 0 0 ]", "[ -1 0 0 -1 0 0 ]",
                                         "[ 0 -1 1 0 0 0 ]"};

  for (int turn = 0; turn < 4; turn++) {
    g_autofree char *entries = g_strdup_printf ("/Rotate %d", turn * 90);
    g_autoptr (GBytes) appearance =
        turn % 2 == 0 ? draw_appearance (160, 60) : draw_appearance (60, 160);
    SokyPdfSignatureSpec spec = make_visible (appearance);
    g_autoptr (Append) self = append_signed (make_page (entries, NULL, NULL, NULL), &spec);
    g_auto (SokyObject) box = get_path (self->result, "/AcroForm /Fields 0 /AP /N /BBox");
    double sides[4] = {0};

    assert_path (self, "/AcroForm /Fields 0 /AP /N /Matrix", matrices[turn]);
    g_assert_true (soky_object_get_rect (&box, sides));
    g_assert_cmpfloat_with_epsilon ((sides[2] - sides[0]) / (sides[3] - sides[1]),
                                    turn % 2 == 0 ? 160.0 / 60 : 60.0 / 160, 0.001);
    g_autofree char *turned = g_strdup_printf ("%d", turn * 90);
    assert_path (self, "/AcroForm /Fields 0 /MK /R", turn == 0 ? "null" : turned);
  }
}

/* A picture of other proportions stays in proportion, centred. */
static void
test_proportions (void)
{
  g_autoptr (GBytes) appearance = draw_appearance (60, 60);
  SokyPdfSignatureSpec spec = make_visible (appearance);
  g_autoptr (Append) self = append_signed (pdf_builder_simple (1), &spec);
  assert_path (self, "/AcroForm /Fields 0 /AP /N /BBox", "[ -50 0 110 60 ]");
}

static void
test_bad_appearance (void)
{
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("%PDF-1.4 nonsense", 17);
  SokyPdfSignatureSpec spec = make_visible (nonsense);
  append_assert_refused (pdf_builder_simple (1), &spec, SOKY_PDF_ERROR_NOT_PDF);
}

static GBytes *
make_certified (const char *transform, const char *parameters)
{
  g_autofree char *signature = g_strdup_printf (
      "<< /Type /Sig /Filter /X /SubFilter /Y /Contents <00> /ByteRange [0 1 2 3] /Reference [<< "
      "/TransformMethod /%s /TransformParams << %s >> >>] >>",
      transform, parameters);
  return make_page ("", "/AcroForm << /Fields [8 0 R] /SigFlags 3 >>",
                    "<< /FT /Sig /T (first) /V 9 0 R >>", signature);
}

static void
test_permissions (void)
{
  SokyPdfSignatureSpec spec = invisible;

  append_assert_refused (make_certified ("DocMDP", "/P 1"), &spec, SOKY_PDF_ERROR_NOT_PERMITTED);
  g_autoptr (Append) certified = append_new (make_certified ("DocMDP", "/P 2"));
  g_assert_true (append_sign (certified, &spec, NULL));
  append_assert_refused (make_certified ("FieldMDP", "/Action /All"), &spec,
                         SOKY_PDF_ERROR_NOT_PERMITTED);
  spec.field = "Sign 1";
  append_assert_refused (make_certified ("FieldMDP", "/Action /Include /Fields [(Sign 1)]"), &spec,
                         SOKY_PDF_ERROR_NOT_PERMITTED);
  append_assert_refused (make_certified ("FieldMDP", "/Action /Exclude /Fields [(Sign 10)]"), &spec,
                         SOKY_PDF_ERROR_NOT_PERMITTED);
  g_autoptr (Append) locked =
      append_new (make_certified ("FieldMDP", "/Action /Include /Fields [(Sign)]"));
  g_assert_true (append_sign (locked, &spec, NULL));
}

static void
test_lock (void)
{
  SokyPdfSignatureSpec spec = invisible;
  spec.field = "sign";
  g_autoptr (Append) self = append_signed (
      make_page ("", "/AcroForm << /Fields [8 0 R] >>",
                 "<< /FT /Sig /T (sign) /Lock << /Action /Include /Fields [(a) (b)] >> >>", NULL),
      &spec);

  assert_path (self, "/AcroForm /Fields 0 /V /Reference 0 /TransformMethod", "/FieldMDP");
  assert_path (self, "/AcroForm /Fields 0 /V /Reference 0 /TransformParams /Fields", "[ (a) (b) ]");
  assert_path (self, "/AcroForm /Fields 0 /V /Reference 0 /Data /Type", "/Catalog");
}

/* A rule of the signature, and of a field that is new. */
static void
test_own_lock (void)
{
  static const char *const names[] = {"a", "Lời phê", NULL};
  SokyPdfSignatureSpec spec = invisible;
  spec.lock = (SokyPdfLock){.action = SOKY_PDF_LOCK_EXCLUDE, .fields = names};
  g_autoptr (Append) self = append_signed (pdf_builder_simple (1), &spec);

  assert_path (self, "/AcroForm /Fields 0 /V /Reference 0 /TransformMethod", "/FieldMDP");
  assert_path (self, "/AcroForm /Fields 0 /V /Reference 0 /TransformParams /Action", "/Exclude");
  assert_path (self, "/AcroForm /Fields 0 /Lock /Action", "/Exclude");
  assert_path (self, "/AcroForm /Fields 0 /Lock /Fields 0", "(a)");
  g_assert_cmpint (count_path (self->result, "/AcroForm /Fields 0 /Lock /Fields"), ==, 2);

  /* a field of others: the rule is in the signature, and the field stays as it was */
  spec.field = "sign";
  const char *form = "/AcroForm << /Fields [8 0 R] >>";
  g_autoptr (Append) existing =
      append_signed (make_page ("", form, "<< /FT /Sig /T (sign) >>", NULL), &spec);
  assert_path (existing, "/AcroForm /Fields 0 /V /Reference 0 /TransformParams /Action",
               "/Exclude");
  assert_path (existing, "/AcroForm /Fields 0 /Lock", "null");
  append_assert_refused (
      make_page ("", form, "<< /FT /Sig /T (sign) /Lock << /Action /All >> >>", NULL), &spec,
      SOKY_PDF_ERROR_NOT_PERMITTED);
}

static void
test_certification (void)
{
  SokyPdfSignatureSpec spec = invisible;
  const char *direct = "/AcroForm << /Fields [] >> /Perms << /UR3 7 0 R >>";
  spec.certify = 2;
  g_autoptr (Append) self = append_signed (make_page ("", direct, NULL, NULL), &spec);
  g_autoptr (SokyPdfSignature) signature = steal_last (self);

  g_assert_cmpuint (signature->docmdp, ==, 2);
  assert_path (self, "/Perms /DocMDP /Type", "/Sig");
  assert_path (self, "/Perms /UR3 /Subtype", "/Text");
  assert_path (self, "/AcroForm /SigFlags", "3");
  assert_path (self, "/AcroForm /Fields 0 /V /Reference 0 /TransformMethod", "/DocMDP");
  /* the first alone can certify; another may sign */
  append_assert_refused (append_dup_bytes (self), &spec, SOKY_PDF_ERROR_NOT_PERMITTED);
  spec.certify = 0;
  g_autoptr (Append) second = append_signed (append_dup_bytes (self), &spec);
  assert_path (second, "/Perms /DocMDP /Type", "/Sig");
}

/* Certified and locked at once, in a catalog that is written once. */
static void
test_all_rules (void)
{
  SokyPdfSignatureSpec spec = invisible;
  spec.certify = 1;
  spec.lock.action = SOKY_PDF_LOCK_ALL;
  g_autoptr (Append) self = append_signed (pdf_builder_simple (1), &spec);

  assert_path (self, "/AcroForm /Fields 0 /V /Reference 0 /TransformMethod", "/DocMDP");
  assert_path (self, "/AcroForm /Fields 0 /V /Reference 1 /TransformMethod", "/FieldMDP");
  assert_path (self, "/AcroForm /Fields 0 /Lock", "<< /Action /All /Type /SigFieldLock >>");
  spec.certify = 0;
  append_assert_refused (append_dup_bytes (self), &spec, SOKY_PDF_ERROR_NOT_PERMITTED);
}

static void
test_field_flags (void)
{
  SokyPdfSignatureSpec spec = invisible;
  const char *form = "/AcroForm << /Fields [8 0 R] >>";
  spec.field = "group.sign";
  append_assert_refused (make_page ("", form, "<< /T (group) /FT /Sig /Ff 1 /Kids [9 0 R] >>",
                                    "<< /T (sign) /Parent 8 0 R >>"),
                         &spec, SOKY_PDF_ERROR_NOT_PERMITTED);
  /* required, and not read-only whatever the group is */
  g_autoptr (Append) self =
      append_signed (make_page ("", form, "<< /T (group) /FT /Sig /Ff 1 /Kids [9 0 R] >>",
                                "<< /T (sign) /Parent 8 0 R /Ff 2 >>"),
                     &spec);
  assert_path (self, "/AcroForm /Fields 0 /Kids 0 /V /Type", "/Sig");
}

static void
test_large_contents (void)
{
  SokyPdfSignatureSpec spec = invisible;
  spec.contents_size = 200000;
  g_autoptr (Append) self = append_signed (pdf_builder_simple (1), &spec);
  g_assert_cmpint (self->hole.byte_range[2] - self->hole.byte_range[1], ==, 2 + 2 * 200000);
}

int
main (int argc, char **argv)
{
  static const char *const kinds[] = {"table", "stream", "object-stream", "hybrid", "junk"};

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prepare/dictionary", test_dictionary);
  g_test_add_func ("/prepare/timestamp", test_timestamp);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strconcat ("/prepare/kinds/", kinds[i], NULL);
    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_kinds);
  }
  g_test_add_func ("/prepare/annotations", test_annotations);
  g_test_add_func ("/prepare/forms", test_forms);
  g_test_add_func ("/prepare/one-array", test_one_array);
  g_test_add_func ("/prepare/existing/merged", test_existing_merged);
  g_test_add_func ("/prepare/existing/separate", test_existing_separate);
  g_test_add_func ("/prepare/existing/without-widget", test_existing_without_widget);
  g_test_add_func ("/prepare/field-names", test_field_names);
  g_test_add_func ("/prepare/escaped-names", test_escaped_names);
  g_test_add_func ("/prepare/pages", test_pages);
  g_test_add_func ("/prepare/rotation", test_rotation);
  g_test_add_func ("/prepare/proportions", test_proportions);
  g_test_add_func ("/prepare/bad-appearance", test_bad_appearance);
  g_test_add_func ("/prepare/permissions", test_permissions);
  g_test_add_func ("/prepare/lock", test_lock);
  g_test_add_func ("/prepare/own-lock", test_own_lock);
  g_test_add_func ("/prepare/certification", test_certification);
  g_test_add_func ("/prepare/all-rules", test_all_rules);
  g_test_add_func ("/prepare/field-flags", test_field_flags);
  g_test_add_func ("/prepare/large-contents", test_large_contents);
  return g_test_run ();
}
