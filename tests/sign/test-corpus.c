/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every file of the shared corpus gets what its manifest expects. The corpus is other projects'
 * files and is no part of this one: without it this test skips. By default every third file is
 * taken, and the attacks all of them; SOKY_CORPUS=all takes everything. */
#include "config.h"

#include "corpus-exceptions.h"
#include "fixture.h"
#include "identity.h"
#include "judges.h"
#include "pdf/document.h"
#include "sight.h"
#include "pdf/error.h"
#include "sign/verify.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMPLE 3

typedef struct {
  char *file;
  char *expected;
} Entry;

static Identity *identity;

static void
entry_free (gpointer data)
{
  Entry *self = data;
  g_free (self->file);
  g_free (self->expected);
  g_free (self);
}

static gboolean
is_taken (const char *file, guint index)
{
  return g_strcmp0 (g_getenv ("SOKY_CORPUS"), "all") == 0 || g_str_has_prefix (file, "attacks/") ||
         soky_corpus_exception (file) != NULL || index % SAMPLE == 0;
}

/* file, source, expected, basis; the first line names them. */
static GPtrArray *
read_manifest (const char *path)
{
  g_autoptr (GBytes) bytes = fixture_read (path);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 1; lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
    if (g_strv_length (columns) < 3 || !is_taken (columns[0], i))
      continue;
    Entry *entry = g_new0 (Entry, 1);
    entry->file = g_strdup (columns[0]);
    entry->expected = g_strdup (columns[2]);
    g_ptr_array_add (entries, entry);
  }
  return entries;
}

/* Sound but for the question of who signed, which the corpus cannot answer: no anchors, and most
 * certificates have expired. */
static gboolean
looks_valid (const SokySignatureReport *signature)
{
  return signature->integrity == SOKY_INTEGRITY_OK &&
         signature->coverage != SOKY_COVERAGE_PARTIAL &&
         signature->changes != SOKY_CHANGES_FORBIDDEN &&
         signature->verdict != SOKY_VERDICT_INVALID &&
         g_str_equal (signature->indication, "NO_CERTIFICATE_CHAIN_FOUND");
}

/* Intact as far as mathematics goes: old hashes are weak, but not wrong. */
static gboolean
looks_intact (const SokySignatureReport *signature)
{
  return signature->integrity != SOKY_INTEGRITY_BROKEN &&
         signature->coverage != SOKY_COVERAGE_PARTIAL &&
         signature->changes != SOKY_CHANGES_FORBIDDEN;
}

typedef gboolean (*Look) (const SokySignatureReport *signature);

static gboolean
all_are (const SokyReport *report, Look look)
{
  for (guint i = 0; i < report->signatures->len; i++)
    if (!look (g_ptr_array_index (report->signatures, i)))
      return FALSE;
  return report->signatures->len > 0;
}

static void
tell (const SokyReport *report, const GError *error)
{
  if (report == NULL) {
    g_test_message ("not readable: %s", error->message);
    return;
  }
  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *one = g_ptr_array_index (report->signatures, i);
    const SokyPdfChange *first = one->change_list->len > 0 ? one->change_list->pdata[0] : NULL;
    const char *change = first ? first->text : "";
    g_test_message ("%s [%s, %s]: %s, %s, %s: %s %s (%s)", one->field, one->subfilter,
                    one->algorithm, soky_integrity_to_string (one->integrity),
                    soky_coverage_to_string (one->coverage), soky_changes_to_string (one->changes),
                    one->indication, one->reason, change);
  }
  if (report->signatures->len == 0)
    g_test_message ("no signature");
}

static SokyReport *
verify_path (const char *path, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (path, error);
  g_assert_nonnull (input);
  SokyReport *report = soky_verify (input, path, NULL, NULL, error);
  if (report == NULL)
    g_assert_cmpstr ((*error)->message, !=, "");
  return report;
}

/* What the manifest's word asks of a verification. */
static gboolean
is_as_expected (const Entry *entry, const SokyReport *report)
{
  const char *word = entry->expected;

  if (g_str_has_prefix (word, "valid") && strstr (word, "unsupported, clear message") != NULL)
    return report == NULL || all_are (report, looks_intact);
  if (g_str_has_prefix (word, "valid"))
    return report != NULL && all_are (report, looks_intact);
  if (g_str_has_prefix (word, "reject") || g_str_has_prefix (word, "report") ||
      g_str_has_prefix (word, "indeterminate") || g_str_has_prefix (word, "diff-only(INVALID"))
    return report == NULL || !all_are (report, looks_valid);
  return TRUE;
}

static void
test_verify (gconstpointer data)
{
  const Entry *entry = data;
  const SokyCorpusException *exception = soky_corpus_exception (entry->file);
  g_autofree char *relative = g_build_filename ("corpus", entry->file, NULL);
  g_autofree char *path = fixture_shared_file (relative);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = verify_path (path, &error);
  gboolean expected = is_as_expected (entry, report);

  tell (report, error);
  if (!expected)
    g_test_message ("expected %s", entry->expected);
  if (exception == NULL) {
    g_assert_true (expected);
    return;
  }
  /* an exception that is none any more is to be taken out of the table */
  g_test_message ("exception: %s", exception->reason);
  g_assert_false (expected);
}

static void
assert_prefix (const char *start, const char *whole)
{
  g_autoptr (GBytes) before = fixture_read (start);
  g_autoptr (GBytes) after = fixture_read (whole);

  g_assert_cmpuint (g_bytes_get_size (after), >, g_bytes_get_size (before));
  g_assert_cmpmem (g_bytes_get_data (after, NULL), g_bytes_get_size (before),
                   g_bytes_get_data (before, NULL), g_bytes_get_size (before));
}

static guint
count_valid (const SokyReport *report)
{
  guint count = 0;

  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *one = g_ptr_array_index (report->signatures, i);
    count += one->verdict == SOKY_VERDICT_VALID;
  }
  return count;
}

/* qpdf finds nothing in the result that it did not find in the original. */
static void
judge_against_original (const char *original, const char *result)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  int clean = fixture_run (&before, "qpdf", "--check", original, NULL);
  int status = fixture_run (&after, "qpdf", "--check", result, NULL);

  if (status > clean)
    g_test_message ("before (%d): %s\nafter (%d): %s", clean, before, status, after);
  g_assert_cmpint (status, <=, clean);
}

static const SokySignatureReport *
find_ours (const SokyReport *report)
{
  return g_ptr_array_index (report->signatures, report->signatures->len - 1);
}

static gboolean
lies_within (const double rect[4], const double box[4])
{
  return rect[0] >= box[0] && rect[1] >= box[1] && rect[2] <= box[2] && rect[3] <= box[3];
}

/* Of honest files also: mutool, openssl, and the eye. */
static void
judge_honest (const char *original, const char *result, const SokyReport *report)
{
  const SokySignatureReport *ours = find_ours (report);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (result, &error);
  g_autoptr (SokyPdf) document = soky_pdf_open (input, &error);
  g_autoptr (GBytes) bytes = fixture_read (result);
  Sight sight = {0};

  g_assert_no_error (error);
  judge_mutool_last (result);
  judge_openssl (bytes, ours->byte_range, identity->trust_path, identity->folder);
  g_assert_true (soky_pdf_get_page_geometry (document, 1, sight.box, &sight.rotation, &error));
  memcpy (sight.rect, ours->rect, sizeof sight.rect);
  if (lies_within (sight.rect, sight.box))
    judge_sight (original, result, identity->folder, &sight);
  else
    g_test_message ("the place that was given lies off the page: not looked at");
}

static void
judge_result (const char *original, const char *result, gboolean honest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (result, &error);
  g_autoptr (SokyReport) report = soky_verify (input, result, identity->trust, NULL, &error);

  g_assert_no_error (error);
  tell (report, NULL);
  g_assert_cmpuint (count_valid (report), ==, 1);
  assert_prefix (original, result);
  judge_against_original (original, result);
  if (honest)
    judge_honest (original, result, report);

  g_autofree char *said = NULL;
  if (fixture_run (&said, "pdfsig", "-nocert", result, NULL) == -1)
    return;
  if (strstr (said, "Signature is Valid.") == NULL)
    g_test_message ("%s", said);
  g_assert_nonnull (strstr (said, "Signature is Valid."));
}

static gboolean
must_be_signed (const Entry *entry)
{
  return g_str_has_prefix (entry->expected, "sign-ok") &&
         !g_str_has_prefix (entry->expected, "sign-ok only");
}

static void
test_sign (gconstpointer data)
{
  const Entry *entry = data;
  const SokyCorpusException *exception = soky_corpus_exception (entry->file);
  g_autofree char *relative = g_build_filename ("corpus", entry->file, NULL);
  g_autofree char *path = fixture_shared_file (relative);
  g_autofree char *output = identity_path (identity, "signed.pdf");
  g_autoptr (GError) error = NULL;
  const SokySignOptions options = {
      .placement = {.visible = TRUE, .page = 1, .x = 40, .y = 40, .width = 160, .height = 70},
  };
  g_unlink (output);
  gboolean done = soky_sign_file (path, output, &options, identity->signer, NULL, &error);

  if (done) {
    judge_result (path, output, g_str_has_prefix (entry->file, "unsigned/"));
    g_assert_null (exception);
    return;
  }
  g_test_message ("refused: %s", error->message);
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  g_assert_cmpint (error->domain, !=, 0);
  if (exception != NULL)
    g_test_message ("exception: %s", exception->reason);
  else
    g_assert_false (must_be_signed (entry));
}

static void
add_tests (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = g_ptr_array_index (entries, i);
    gboolean unsigned_file = g_str_has_prefix (entry->file, "unsigned/");
    gboolean malformed = g_str_has_prefix (entry->file, "malformed/");

    if (!unsigned_file) {
      g_autofree char *name = g_strconcat ("/corpus/verify/", entry->file, NULL);
      g_test_add_data_func (name, entry, test_verify);
    }
    if (unsigned_file || malformed) {
      g_autofree char *name = g_strconcat ("/corpus/sign/", entry->file, NULL);
      g_test_add_data_func (name, entry, test_sign);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* one run tells of every file that is not as expected */
  g_test_set_nonfatal_assertions ();
  g_autofree char *manifest = fixture_shared_file ("corpus/manifest.tsv");
  if (manifest == NULL) {
    g_print ("1..0 # SKIP the shared corpus is not on this machine\n");
    return 0;
  }
  g_autoptr (GPtrArray) entries = read_manifest (manifest);
  identity = identity_new (SOKY_NEW_KEY_EC_P256, "Nguyễn Thị Lan");
  add_tests (entries);
  int status = g_test_run ();
  identity_free (identity);
  return status;
}
