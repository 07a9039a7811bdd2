/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"
#include "pdf/changes.h"

/* What a manifest says of attacks that were made after a signature. */
static const char *const later[] = {"later revision",
                                    "pages removed",
                                    "TABS_MODIFIED",
                                    "NOT_ALLOWED_CERTIFICATION",
                                    "ACCESS_PERMISSIONS_ADDED",
                                    "LOCKED_FIELD",
                                    "STRUCT_TREE",
                                    "diff-only(INVALID",
                                    "was overwritten",
                                    "changed-after-signing"};

/* Where we are stricter than the tests that the files come from: a visible field was added to a
 * document certified for filling in alone, and structure was rewritten for comments. */
static const char *const stricter[] = {"dss-1376", "taggedDocAddAndRemoveAnnotations"};

static gboolean
has_any (const char *text, const char *const *words, guint count)
{
  for (guint i = 0; i < count; i++) {
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* The worst level over all signatures of a file; -1 when it has none or cannot be read. */
static int
worst_level (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_assert_no_error (error);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, NULL);
  g_autoptr (GPtrArray) signatures = pdf == NULL ? NULL : soky_pdf_list_signatures (pdf, NULL);
  int worst = -1;
  for (guint i = 0; signatures != NULL && i < signatures->len; i++) {
    const SokyPdfSignature *signature = signatures->pdata[i];
    if (!signature->byte_range_ok || !signature->ends_revision)
      continue;
    g_autoptr (SokyPdfChanges) changes = soky_pdf_compare (pdf, signature, NULL, NULL);
    if (changes == NULL)
      continue;
    worst = MAX (worst, (int) changes->level);
    for (guint k = 0; k < changes->list->len; k++)
      g_test_message ("%s: %s", signature->field,
                      ((const SokyPdfChange *) changes->list->pdata[k])->text);
  }
  return worst;
}

static void
check_file (const char *corpus, const char *file, const char *expected)
{
  g_autofree char *path = g_build_filename (corpus, file, NULL);
  if (g_str_has_prefix (file, "attacks/") && has_any (expected, later, G_N_ELEMENTS (later))) {
    g_test_message ("%s (%s)", file, expected);
    int level = worst_level (path);
    g_assert_true (level == -1 || level == SOKY_PDF_CHANGES_FORBIDDEN);
  } else if (g_str_has_prefix (file, "signed-valid/") &&
             !has_any (file, stricter, G_N_ELEMENTS (stricter))) {
    g_test_message ("%s (%s)", file, expected);
    g_assert_cmpint (worst_level (path), !=, SOKY_PDF_CHANGES_FORBIDDEN);
  }
}

static void
test_corpus (void)
{
  g_autofree char *corpus = fixture_shared_file ("corpus");
  if (corpus == NULL) {
    g_test_skip ("the corpus is not on this machine");
    return;
  }
  g_autofree char *manifest = g_build_filename (corpus, "manifest.tsv", NULL);
  g_autoptr (GBytes) bytes = fixture_read (manifest);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint count = 0;
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
    g_auto (GStrv) columns = g_strsplit (*line, "\t", -1);
    if (g_strv_length (columns) < 3)
      continue;
    check_file (corpus, columns[0], columns[2]);
    count++;
  }
  g_assert_cmpuint (count, >, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changes/corpus", test_corpus);
  return g_test_run ();
}
