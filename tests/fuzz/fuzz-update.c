/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signature appended to any bytes: refused, or the bytes stay as they are and the result is a
 * file with that signature in order. */
#include "config.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/prepare.h"
#include "pdf/signature.h"

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

static void
check_result (SokyInput *result, const uint8_t *data, size_t length, const SokyPdfHole *hole)
{
  g_autoptr (GError) error = NULL;

  if ((size_t) soky_input_get_size (result) <= length ||
      memcmp (soky_input_peek (result), data, length) != 0)
    fail ("the original bytes were touched");
  g_autoptr (SokyPdf) pdf = soky_pdf_open (result, &error);
  g_autoptr (GPtrArray) signatures = pdf ? soky_pdf_list_signatures (pdf, &error) : NULL;
  if (signatures == NULL)
    fail ("the result is not in order: %s", error->message);
  const SokyPdfSignature *last =
      signatures->len > 0 ? g_ptr_array_index (signatures, signatures->len - 1) : NULL;
  if (last == NULL || !last->byte_range_ok || !last->ends_revision ||
      memcmp (last->byte_range, hole->byte_range, sizeof last->byte_range) != 0)
    fail ("the signature is not in order");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  const SokyPdfSignatureSpec spec = {
      .subfilter = "ETSI.CAdES.detached", .page = 1, .contents_size = 16};
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autoptr (SokyPdf) base = soky_pdf_open (input, NULL);
  if (base == NULL)
    return 0;

  g_autofree char *path = g_build_filename (get_folder (), "result.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyOutput) output = soky_output_new (path, &error);
  SokyPdfHole hole = {0};
  if (output == NULL || !soky_output_write (output, data, length, &error))
    fail ("%s", error->message);
  if (!soky_pdf_append_signature (base, &spec, output, &hole, &error)) {
    if (error == NULL)
      fail ("refused without a reason");
    return 0;
  }
  g_autoptr (SokyInput) result = soky_output_read_back (output, &error);
  check_result (result, data, length, &hole);
  return 0;
}
