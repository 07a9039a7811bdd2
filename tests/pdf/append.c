/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "append.h"

#include <string.h>

#include "fixture.h"
#include "pdf/signature.h"

Append *
append_new (GBytes *base)
{
  g_autoptr (GError) error = NULL;
  Append *self = g_new0 (Append, 1);

  self->folder = fixture_make_folder ();
  self->path = g_build_filename (self->folder, "result.pdf", NULL);
  self->input = soky_input_new_for_bytes (base);
  self->base = soky_pdf_open (self->input, &error);
  g_assert_no_error (error);
  self->output = soky_output_new (self->path, &error);
  g_assert_no_error (error);
  soky_output_copy (self->output, self->input, 0, soky_input_get_size (self->input), NULL, &error);
  g_assert_no_error (error);
  g_bytes_unref (base);
  return self;
}

void
append_free (Append *self)
{
  soky_pdf_close (self->result);
  soky_pdf_close (self->base);
  soky_output_free (self->output);
  soky_input_unref (self->input);
  fixture_remove_folder (self->folder);
  g_free (self->path);
  g_free (self);
}

static void
assert_prefix (Append *self, SokyInput *result)
{
  goffset size = soky_input_get_size (self->input);
  g_assert_cmpint (soky_input_get_size (result), >, size);
  g_assert_cmpmem (soky_input_peek (self->input), (gsize) size, soky_input_peek (result),
                   (gsize) size);
}

static void
assert_judged (const char *path)
{
  g_autofree char *words = NULL;
  int status = fixture_run (&words, "qpdf", "--check", path, NULL);
  if (status > 0)
    g_test_message ("%s", words);
  g_assert_cmpint (status, <=, 0);
}

SokyPdf *
append_finish (Append *self)
{
  g_autoptr (GError) error = NULL;

  soky_output_commit (self->output, &error);
  g_assert_no_error (error);
  g_autoptr (SokyInput) input = soky_input_open (self->path, &error);
  g_assert_no_error (error);
  assert_prefix (self, input);
  self->result = soky_pdf_open (input, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soky_pdf_count_revisions (self->result), ==,
                    soky_pdf_count_revisions (self->base) + 1);
  g_assert_cmpint (
      soky_pdf_get_revision_end (self->result, soky_pdf_count_revisions (self->result) - 1), ==,
      soky_input_get_size (input));
  assert_judged (self->path);
  return self->result;
}

gboolean
append_sign (Append *self, const SokyPdfSignatureSpec *spec, GError **error)
{
  g_autoptr (GBytes) cms = g_bytes_new_static ("no CMS", 6);

  return soky_pdf_append_signature (self->base, spec, self->output, &self->hole, error) &&
         soky_pdf_fill_hole (self->output, &self->hole, cms, error);
}

/* The signature is listed, and just where we were told. */
static void
assert_listed (Append *self, const SokyPdfSignatureSpec *spec)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (self->result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signatures->len, >, 0);

  const SokyPdfSignature *last = g_ptr_array_index (signatures, signatures->len - 1);
  g_assert_true (last->byte_range_ok);
  g_assert_true (last->ends_revision);
  g_assert_null (last->problem);
  g_assert_cmpmem (last->byte_range, sizeof last->byte_range, self->hole.byte_range,
                   sizeof self->hole.byte_range);
  g_assert_cmpint (last->revision_end, ==, soky_input_get_size (soky_pdf_get_input (self->result)));
  g_assert_cmpstr (last->subfilter, ==, spec->subfilter);
  g_assert_cmpuint (g_bytes_get_size (last->contents), ==, spec->contents_size);
  g_assert_cmpmem (g_bytes_get_data (last->contents, NULL), 7, "no CMS", 7);
}

Append *
append_signed (GBytes *base, const SokyPdfSignatureSpec *spec)
{
  g_autoptr (GError) error = NULL;
  Append *self = append_new (base);

  append_sign (self, spec, &error);
  g_assert_no_error (error);
  append_finish (self);
  assert_listed (self, spec);
  return self;
}

void
append_assert_refused (GBytes *base, const SokyPdfSignatureSpec *spec, SokyPdfError code)
{
  g_autoptr (Append) self = append_new (base);
  g_autoptr (GError) error = NULL;

  g_assert_false (append_sign (self, spec, &error));
  g_assert_error (error, SOKY_PDF_ERROR, (int) code);
  g_assert_cmpint (soky_output_get_size (self->output), ==, soky_input_get_size (self->input));
}

char *
append_dup_object (Append *self, guint number)
{
  g_auto (SokyObject) object =
      soky_object_by_number (soky_pdf_get_qpdf (self->result), (int) number, 0);
  if (!soky_object_is_stream (&object))
    return soky_object_dup_resolved (&object);

  qpdf_oh dictionary = qpdf_oh_get_dict (object.qpdf, object.oh);
  char *source = g_strdup (qpdf_oh_unparse_resolved (object.qpdf, dictionary));
  qpdf_oh_release (object.qpdf, dictionary);
  return source;
}

GBytes *
append_dup_bytes (Append *self)
{
  return fixture_read (self->path);
}
