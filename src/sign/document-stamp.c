/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/document-stamp.h"

#include "pdf/prepare.h"
#include "sign/hash-pass.h"
#include "sign/sign.h"
#include "sign/verify-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STAMP_HASH SOKY_HASH_SHA256

static GBytes *
hash_around (SokyInput *result, const SokyPdfHole *hole, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  SokyHashJob job = {.hash = STAMP_HASH};

  memcpy (job.byte_range, hole->byte_range, sizeof job.byte_range);
  g_ptr_array_add (jobs, &job);
  GBytes *digest =
      soky_hash_pass (result, jobs, cancellable, error) ? g_steal_pointer (&job.digest) : NULL;
  soky_hash_job_clear (&job);
  return digest;
}

static gboolean
fill (SokyOutput *output, const SokyPdfHole *hole, GBytes *token, GBytes *digest, GError **error)
{
  gsize room = (gsize) (hole->byte_range[2] - hole->byte_range[1] - 2) / 2;

  if (g_bytes_get_size (token) > room) {
    g_set_error_literal (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_DOES_NOT_FIT,
                         _ ("The timestamp is larger than its place in the file, so nothing was "
                            "saved. Try again."));
    return FALSE;
  }
  if (!soky_pdf_fill_hole (output, hole, token, error))
    return FALSE;
  g_autoptr (SokyInput) result = soky_output_read_back (output, error);
  return result != NULL &&
         soky_verify_stamped (result, hole->byte_range, STAMP_HASH, digest, error);
}

gboolean
soky_document_stamp_append (SokyOutput *output, SokyTimestamper *timestamper,
                            GCancellable *cancellable, GError **error)
{
  SokyPdfSignatureSpec spec = {.subfilter = "ETSI.RFC3161", .page = 1};
  SokyPdfHole hole = {0};

  g_autoptr (SokyInput) input = soky_output_read_back (output, error);
  g_autoptr (SokyPdf) base = input ? soky_pdf_open (input, error) : NULL;
  if (base == NULL ||
      !soky_timestamper_measure (timestamper, &spec.contents_size, cancellable, error) ||
      !soky_pdf_append_signature (base, &spec, output, &hole, error))
    return FALSE;

  g_autoptr (SokyInput) result = soky_output_read_back (output, error);
  if (result == NULL || !soky_verify_prepared (base, result, hole.byte_range, cancellable, error))
    return FALSE;
  g_autoptr (GBytes) digest = hash_around (result, &hole, cancellable, error);
  g_autoptr (GBytes) token =
      digest ? soky_timestamper_stamp (timestamper, STAMP_HASH, digest, cancellable, error) : NULL;
  return token != NULL && fill (output, &hole, token, digest, error);
}
