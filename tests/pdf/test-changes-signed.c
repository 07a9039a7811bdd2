/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "fixture.h"
#include "pdf/anchor.h"
#include "pdf/appearance/appearance.h"
#include "pdf/changes.h"
#include "pdf/document-private.h"
#include "pdf/graph.h"
#include "pdf/prepare.h"

#define CONTENTS_SIZE 2048

static const struct {
  const char *anchor;
  const char *field;
  const char *name;
} signers[] = {
    {"NGƯỜI SOẠN", "Người soạn", "Nguyễn Thị Lan"},
    {"TỔ TRƯỞNG CHUYÊN MÔN", "Tổ trưởng", "Trần Văn Minh"},
    {"HIỆU TRƯỞNG", "Hiệu trưởng", "Lê Thị Hồng Hạnh"},
};

/* Signs @from under the signer's title, visibly, with bytes that are no CMS. */
static void
sign (const char *from, const char *to, guint signer)
{
  g_autoptr (GError) error = NULL;
  SokyAppearanceSpec look = {.name = signers[signer].name, .time_us = 1};
  SokyPdfSignatureSpec spec = {.field = signers[signer].field,
                               .subfilter = "ETSI.CAdES.detached",
                               .name = signers[signer].name,
                               .contents_size = CONTENTS_SIZE};
  SokyPdfPlace anchor;
  SokyPdfPlace room;
  g_autoptr (SokyInput) input = soky_input_open (from, &error);
  g_assert_no_error (error);
  soky_appearance_measure (&look, &look.width, &look.height);
  g_assert_true (soky_pdf_find_anchor (input, signers[signer].anchor, &anchor, NULL, &error));
  const SokyPdfRoom wanted = {.width = look.width, .height = look.height, .least = 1};
  g_assert_true (soky_pdf_find_room (input, &anchor, &wanted, &room, &error));
  spec.page = room.page;
  memcpy (spec.rect, room.rect, sizeof spec.rect);
  g_autoptr (GBytes) drawn = soky_appearance_draw (&look, &error);
  g_assert_no_error (error);
  spec.appearance = drawn;

  SokyPdfHole hole;
  guint8 cms[100] = {0x30, 0x62};
  g_autoptr (GBytes) contents = g_bytes_new (cms, sizeof cms);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  g_autoptr (SokyOutput) output = soky_output_new (to, &error);
  g_assert_no_error (error);
  soky_output_copy (output, input, 0, soky_input_get_size (input), NULL, &error);
  g_assert_no_error (error);
  soky_pdf_append_signature (pdf, &spec, output, &hole, &error);
  g_assert_no_error (error);
  soky_pdf_fill_hole (output, &hole, contents, &error);
  g_assert_no_error (error);
  soky_output_commit (output, &error);
  g_assert_no_error (error);
}

static void
check_three (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_assert_no_error (error);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (pdf, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signatures->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    const SokyPdfSignature *signature = signatures->pdata[i];
    g_assert_true (signature->byte_range_ok && signature->ends_revision);
    g_autoptr (SokyPdfChanges) changes = soky_pdf_compare (pdf, signature, NULL, &error);
    g_assert_no_error (error);
    for (guint k = 0; k < changes->list->len; k++)
      g_test_message ("%s: %s", signature->field,
                      ((const SokyPdfChange *) changes->list->pdata[k])->text);
    g_assert_cmpint (changes->level, ==,
                     i == 2 ? SOKY_PDF_CHANGES_NONE : SOKY_PDF_CHANGES_PERMITTED);
  }
}

static void
sign_three_times (const char *path, const char *folder)
{
  g_autofree char *from = g_strdup (path);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *name = g_strdup_printf ("signed-%u.pdf", i + 1);
    g_autofree char *to = g_build_filename (folder, name, NULL);
    sign (from, to, i);
    g_free (g_steal_pointer (&from));
    from = g_steal_pointer (&to);
  }
  check_three (from);

  /* what is seen is also there for a search, letter for letter */
  g_autofree char *text = NULL;
  if (fixture_run (&text, "pdftotext", "-f", "4", from, "-", NULL) == 0) {
    for (guint i = 0; i < 3; i++) {
      g_autofree char *line = g_strdup_printf ("Ký bởi: %s", signers[i].name);
      g_assert_nonnull (strstr (text, line));
    }
  }
}

/* As Word-like programs, packers and old tools save one and the same document. */
static void
test_three_signatures (gconstpointer data)
{
  const char *option = data;
  char *folder = fixture_make_folder ();
  g_autofree char *demo = fixture_test_file ("../data/demo/giao-an-tin-hoc-6a-tuan-3.pdf");
  g_autofree char *packed = g_build_filename (folder, "packed.pdf", NULL);
  g_autofree char *output = NULL;
  if (*option == '\0') {
    sign_three_times (demo, folder);
  } else if (fixture_run (&output, "qpdf", option, demo, packed, NULL) == 0) {
    sign_three_times (packed, folder);
  } else {
    g_test_skip ("qpdf is not installed");
  }
  fixture_remove_folder (folder);
}

/* The object stream that holds the first page, decoded; its number in @number. */
static GBytes *
read_container (SokyPdf *pdf, guint *number, gint64 *count, gint64 *first)
{
  SokyXrefEntry entry;
  unsigned char *data = NULL;
  size_t length = 0;
  const SokyPdfPage *page = soky_pdf_get_page (pdf, 0, NULL);
  g_assert_true (soky_xref_lookup (soky_pdf_get_xref (pdf), (guint) page->number, &entry));
  g_assert_cmpint (entry.kind, ==, SOKY_XREF_PACKED);
  *number = entry.container;
  g_auto (SokyObject) stream = soky_object_by_number (soky_pdf_get_qpdf (pdf), (int) *number, 0);
  g_auto (SokyObject) n = soky_object_get (&stream, "/N");
  g_auto (SokyObject) begin = soky_object_get (&stream, "/First");
  g_assert_true (soky_object_get_integer (&n, count));
  g_assert_true (soky_object_get_integer (&begin, first));
  g_assert_cmpint (
      qpdf_oh_get_stream_data (stream.qpdf, stream.oh, qpdf_dl_specialized, NULL, &data, &length),
      ==, QPDF_SUCCESS);
  return g_bytes_new_with_free_func (data, length, free, data);
}

/* Appends another object stream in the place of the first page's, in which @wanted became @other.
 */
static GBytes *
replace_container (GBytes *file, const char *wanted, const char *other)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (file);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  guint number = 0;
  gint64 count = 0;
  gint64 first = 0;
  g_autoptr (GBytes) data = read_container (pdf, &number, &count, &first);
  g_autofree char *text = g_strndup (g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  g_assert_nonnull (strstr (text, wanted));
  memcpy (strstr (text, wanted), other, strlen (other));

  g_autoptr (GString) result =
      g_string_new_len (g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file));
  gsize offset = result->len;
  g_string_append_printf (
      result,
      "%u 0 obj\n<< /Type /ObjStm /N %d /First %d /Length %zu >>\nstream\n%s\nendstream\nendobj\n",
      number, (int) count, (int) first, strlen (text), text);
  gsize table = result->len;
  const SokyXref *xref = soky_pdf_get_xref (pdf);
  g_string_append_printf (result, "xref\n%u 1\n%010zu 00000 n \ntrailer\n", number, offset);
  g_autoptr (SokyGraph) graph = soky_graph_new (pdf);
  const SokyValue *root = soky_value_get (soky_graph_get_trailer (graph), "/Root");
  g_string_append_printf (result, "<< /Size %u /Root %d 0 R /Prev %" G_GOFFSET_FORMAT " >>\n",
                          soky_xref_get_highest (xref) + 1, root->number,
                          soky_xref_get_section (xref, 0)->offset);
  g_string_append_printf (result, "startxref\n%zu\n%%%%EOF\n", table);
  gsize length = result->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&result), FALSE), length);
}

static SokyPdfChangeLevel
compare_first (GBytes *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (file);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (pdf, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signatures->len, ==, 1);
  g_autoptr (SokyPdfChanges) changes = soky_pdf_compare (pdf, signatures->pdata[0], NULL, &error);
  g_assert_no_error (error);
  return changes->level;
}

/* The cross-references of the objects within stay as they are; the stream around them does not. */
static void
test_container_replaced (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *demo = fixture_test_file ("../data/demo/giao-an-tin-hoc-6a-tuan-3.pdf");
  g_autofree char *packed = g_build_filename (folder, "packed.pdf", NULL);
  g_autofree char *signed_path = g_build_filename (folder, "signed.pdf", NULL);
  g_autofree char *output = NULL;
  if (fixture_run (&output, "qpdf", "--object-streams=generate", demo, packed, NULL) == 0) {
    sign (packed, signed_path, 0);
    g_autoptr (GBytes) file = fixture_read (signed_path);
    g_autoptr (GBytes) same = replace_container (file, "/MediaBox", "/MediaBox");
    g_autoptr (GBytes) other = replace_container (file, "/MediaBox", "/TrimmBox");
    g_assert_cmpint (compare_first (same), ==, SOKY_PDF_CHANGES_NONE);
    g_assert_cmpint (compare_first (other), ==, SOKY_PDF_CHANGES_FORBIDDEN);
  } else {
    g_test_skip ("qpdf is not installed");
  }
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/changes/signed/table", "", test_three_signatures);
  g_test_add_data_func ("/changes/signed/object-streams", "--object-streams=generate",
                        test_three_signatures);
  g_test_add_data_func ("/changes/signed/linearized", "--linearize", test_three_signatures);
  g_test_add_func ("/changes/signed/container-replaced", test_container_replaced);
  return g_test_run ();
}
