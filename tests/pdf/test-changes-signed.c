/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "pdf/anchor.h"
#include "pdf/appearance/appearance.h"
#include "pdf/changes.h"
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
  g_assert_true (soky_pdf_find_room (input, &anchor, look.width, look.height, &room, &error));
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
      g_test_message ("%s: %s", signature->field, (const char *) changes->list->pdata[k]);
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/changes/signed/table", "", test_three_signatures);
  g_test_add_data_func ("/changes/signed/object-streams", "--object-streams=generate",
                        test_three_signatures);
  g_test_add_data_func ("/changes/signed/linearized", "--linearize", test_three_signatures);
  return g_test_run ();
}
