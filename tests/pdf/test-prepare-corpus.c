/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of other projects: each is refused with a reason, or gets a signature that harms nothing.
 */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "pdf/appearance/appearance.h"
#include "pdf/prepare.h"
#include "pdf/signature.h"

typedef struct {
  const char *folder; /* of the corpus */
  /* files, encrypted ones apart, that may be refused; NULL = any */
  const char *const *refused;
} Part;

typedef struct {
  char *scratch;
  GBytes *appearance;
  guint appended;
  guint refused;
} Run;

/* An object that is missing where the page should be; a trailer without cross-references. */
static const char *const unsigned_refused[] = {
    "ph__pdf_minimal-annotless.pdf", "pypdf__017-unreadable-meta-data_unreadablemetadata.pdf",
    NULL};
/* White space before a section, which libqpdf reports; a stream of a wrong length. */
static const char *const signed_refused[] = {
    "dss__dss-1696_Test.signed_Certipost-2048-SHA512.extended.extended-LTA-2019-07-02_DSS_.pdf",
    "dss__dss-1696_Test.signed_Certipost-2048-SHA512.extended.extended-LTA-dss-5.4.pdf",
    "dss__dss-1696_Test.signed_Certipost-2048-SHA512.extended.pdf",
    "dss__validation_pades3_Baseline_B.pdf",
    "rub__variant-1_hide-via-referenced-object_3_original-document-shadowed-signed.pdf",
    NULL};

static const Part parts[] = {
    {"unsigned", unsigned_refused},
    {"signed-valid", signed_refused},
    {"malformed", NULL},
    {"attacks", NULL},
};

static gboolean
sign (Run *run, SokyInput *input, const char *path, GError **error)
{
  const SokyPdfSignatureSpec spec = {.subfilter = "ETSI.CAdES.detached",
                                     .page = -1,
                                     .rect = {100, 100, 200, 150},
                                     .appearance = run->appearance,
                                     .contents_size = 100};
  SokyPdfHole hole = {0};
  g_autoptr (SokyPdf) base = soky_pdf_open (input, error);
  g_autoptr (SokyOutput) output = base ? soky_output_new (path, error) : NULL;

  return output != NULL &&
         soky_output_copy (output, input, 0, soky_input_get_size (input), NULL, error) &&
         soky_pdf_append_signature (base, &spec, output, &hole, error) &&
         soky_output_commit (output, error);
}

/* libqpdf's word on a file: 0 good, 3 with warnings, 2 bad; -1 without libqpdf's program. */
static int
judge (const char *path)
{
  return fixture_run (NULL, "qpdf", "--check", path, NULL);
}

static guint
count_sound (SokyPdf *pdf)
{
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (pdf, NULL);
  guint count = 0;

  for (guint i = 0; signatures != NULL && i < signatures->len; i++) {
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, i);
    count += signature->byte_range_ok && signature->ends_revision;
  }
  return count;
}

static void
check_result (SokyInput *before, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) after = soky_input_open (to, &error);
  g_assert_no_error (error);
  goffset size = soky_input_get_size (before);
  g_test_message ("%s", from);
  g_assert_cmpint (soky_input_get_size (after), >, size);
  g_assert_true (memcmp (soky_input_peek (before), soky_input_peek (after), (gsize) size) == 0);

  g_autoptr (SokyPdf) old = soky_pdf_open (before, NULL);
  g_autoptr (SokyPdf) fresh = soky_pdf_open (after, &error);
  g_assert_no_error (error);
  /* one file lost the line end that its signature covers, and gets it back */
  g_assert_cmpuint (count_sound (fresh), >=, count_sound (old) + 1);
  g_assert_cmpuint (soky_pdf_count_pages (fresh), ==, soky_pdf_count_pages (old));
  int status = judge (to);
  if (status > 0)
    g_assert_cmpint (status, ==, judge (from));
}

static void
check_refusal (const Part *part, const char *name, const GError *error)
{
  g_assert_true (error->domain == SOKY_PDF_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_test_message ("%s: %s", name, error->message);
  if (error->code != SOKY_PDF_ERROR_ENCRYPTED && part->refused != NULL)
    g_assert_true (g_strv_contains (part->refused, name));
}

static void
try_file (Run *run, const Part *part, const char *folder, const char *name)
{
  g_autofree char *from = g_build_filename (folder, name, NULL);
  g_autofree char *to = g_build_filename (run->scratch, "result.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (from, &error);
  g_assert_no_error (error);

  if (sign (run, input, to, &error)) {
    run->appended++;
    check_result (input, from, to);
  } else {
    run->refused++;
    check_refusal (part, name, error);
  }
}

static void
test_part (gconstpointer data)
{
  const Part *part = data;
  g_autofree char *relative = g_build_filename ("corpus", part->folder, NULL);
  g_autofree char *folder = fixture_shared_file (relative);
  const SokyAppearanceSpec look = {.name = "Trần Văn Minh", .width = 100, .height = 50};

  if (folder == NULL) {
    g_test_skip ("the corpus is not on this machine");
    return;
  }
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  Run run = {fixture_make_folder (), soky_appearance_draw (&look, NULL), 0, 0};
  for (const char *name = g_dir_read_name (files); name != NULL; name = g_dir_read_name (files))
    if (g_str_has_suffix (name, ".pdf"))
      try_file (&run, part, folder, name);
  g_test_message ("%s: %u appended to, %u refused", part->folder, run.appended, run.refused);
  g_assert_cmpuint (run.appended, >, 0);
  g_bytes_unref (run.appearance);
  fixture_remove_folder (run.scratch);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *path = g_strconcat ("/prepare/corpus/", parts[i].folder, NULL);
    g_test_add_data_func (path, &parts[i], test_part);
  }
  return g_test_run ();
}
