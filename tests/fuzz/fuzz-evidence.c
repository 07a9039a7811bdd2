/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document security store of any file: read within limits or refused with a reason; what is
 * added to it is there afterwards, once, and takes nothing away. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/evidence.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

/* abort() and no g_error(): libFuzzer keeps the input then. */
#define fail(...)                                                                                  \
  do {                                                                                             \
    g_printerr (__VA_ARGS__);                                                                      \
    abort ();                                                                                      \
  } while (0)

static char *folder = NULL;

static void
remove_folder (void)
{
  g_rmdir (folder);
  g_free (folder);
}

static const char *
get_folder (void)
{
  if (folder == NULL) {
    folder = g_dir_make_tmp ("soky-fuzz-XXXXXX", NULL);
    atexit (remove_folder);
  }
  return folder;
}

static gboolean
holds (GPtrArray *pieces, GBytes *piece)
{
  return g_ptr_array_find_with_equal_func (pieces, piece, g_bytes_equal, NULL);
}

static void
check_kept (GPtrArray *before, GPtrArray *after)
{
  for (guint i = 0; i < before->len; i++)
    if (!holds (after, g_ptr_array_index (before, i)))
      fail ("a piece of evidence was lost");
}

static void
check_result (SokyOutput *output, const SokyPdfEvidence *before, GPtrArray *proofs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) result = soky_output_read_back (output, &error);
  g_autoptr (SokyPdf) pdf = result ? soky_pdf_open (result, &error) : NULL;
  g_autoptr (SokyPdfEvidence) after = pdf ? soky_pdf_read_evidence (pdf, &error) : NULL;
  const SokyPdfProof *proof = g_ptr_array_index (proofs, 0);
  gboolean again = TRUE;

  if (after == NULL)
    fail ("the result is not in order: %s", error->message);
  check_kept (before->certificates, after->certificates);
  check_kept (before->ocsps, after->ocsps);
  check_kept (before->crls, after->crls);
  if (!holds (after->ocsps, g_ptr_array_index (proof->evidence->ocsps, 0)))
    fail ("what was added is not there");
  if (!soky_pdf_append_evidence (pdf, proofs, output, &again, &error) || again)
    fail ("it was added twice");
}

static void
append (SokyPdf *base, GBytes *bytes, const SokyPdfEvidence *before, GPtrArray *proofs)
{
  g_autofree char *path = g_build_filename (get_folder (), "result.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyOutput) output = soky_output_new (path, &error);
  gboolean added = FALSE;

  if (output == NULL ||
      !soky_output_write (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    fail ("%s", error->message);
  if (soky_pdf_append_evidence (base, proofs, output, &added, &error)) {
    if (added)
      check_result (output, before, proofs);
  } else if (error == NULL) {
    fail ("refused without a reason");
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (SokyPdf) base = soky_pdf_open (input, NULL);
  if (base == NULL)
    return 0;
  g_autoptr (SokyPdfEvidence) before = soky_pdf_read_evidence (base, &error);
  if ((before == NULL) != (error != NULL))
    fail ("neither a store nor an error");
  if (before == NULL)
    return 0;

  g_autoptr (SokyPdfEvidence) evidence = soky_pdf_evidence_new ();
  g_autoptr (GBytes) contents = g_bytes_new_static ("contents", 8);
  g_ptr_array_add (evidence->certificates, g_bytes_new_static ("certificate", 11));
  g_ptr_array_add (evidence->ocsps, g_bytes_new_static ("answer", 6));
  SokyPdfProof proof = {contents, evidence};
  g_autoptr (GPtrArray) proofs = g_ptr_array_new ();
  g_ptr_array_add (proofs, &proof);
  append (base, bytes, before, proofs);
  return 0;
}
