/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "append.h"
#include "fixture.h"
#include "pdf-builder.h"
#include "pdf/changes.h"
#include "pdf/evidence.h"

#include <string.h>

#define KEY "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8" /* of "password" */

static SokyPdfProof
make_proof (const char *contents, const char *certificate, const char *ocsp, const char *crl)
{
  SokyPdfProof proof = {g_bytes_new (contents, strlen (contents)), soky_pdf_evidence_new ()};

  g_ptr_array_add (proof.evidence->certificates, g_bytes_new (certificate, strlen (certificate)));
  if (ocsp != NULL)
    g_ptr_array_add (proof.evidence->ocsps, g_bytes_new (ocsp, strlen (ocsp)));
  if (crl != NULL)
    g_ptr_array_add (proof.evidence->crls, g_bytes_new (crl, strlen (crl)));
  return proof;
}

static void
clear_proof (SokyPdfProof *self)
{
  g_bytes_unref (self->contents);
  soky_pdf_evidence_free (self->evidence);
}

static gboolean
add (Append *self, SokyPdfProof *proof)
{
  g_autoptr (GPtrArray) proofs = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;

  g_ptr_array_add (proofs, proof);
  g_assert_true (soky_pdf_append_evidence (self->base, proofs, self->output, &added, &error));
  g_assert_no_error (error);
  if (added)
    append_finish (self);
  return added;
}

static void
assert_permitted (Append *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfChanges) changes =
      soky_pdf_compare_revision (self->result, soky_input_get_size (self->input), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (changes->level, ==, SOKY_PDF_CHANGES_PERMITTED);
  g_autofree char *output = NULL;
  if (fixture_run (&output, "qpdf", "--check", self->path, NULL) > 0)
    g_error ("%s", output);
}

static void
assert_holds (Append *self, guint certificates, guint ocsps, guint crls)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfEvidence) evidence = soky_pdf_read_evidence (self->result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (evidence->certificates->len, ==, certificates);
  g_assert_cmpuint (evidence->ocsps->len, ==, ocsps);
  g_assert_cmpuint (evidence->crls->len, ==, crls);
}

static gboolean
mentions (Append *self, const char *text)
{
  g_autoptr (GBytes) bytes = append_dup_bytes (self);
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  return memmem (data, length, text, strlen (text)) != NULL;
}

#define PAGE "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"

static GBytes *
make_document (guint container)
{
  PdfBuilder *builder = pdf_builder_new ("");

  pdf_builder_catalog (builder, 1, container,
                       "/Extensions << /ADBE << /BaseVersion /1.7 "
                       "/ExtensionLevel 3 >> >>");
  pdf_builder_object (builder, 3, PAGE);
  if (container == 0)
    pdf_builder_end_table (builder, "");
  else
    pdf_builder_end_stream (builder, container + 1, PDF_ROWS_DEFLATED, "");
  return pdf_builder_finish (builder);
}

static void
test_new (gconstpointer container)
{
  g_autoptr (Append) self = append_new (make_document (GPOINTER_TO_UINT (container)));
  SokyPdfProof proof = make_proof ("password", "cert", "ocsp", "crl");

  g_assert_true (add (self, &proof));
  assert_holds (self, 1, 1, 1);
  assert_permitted (self);
  g_assert_true (mentions (self, "/" KEY " << /Type /VRI /Cert ["));
  g_assert_true (mentions (self, "/ESIC"));
  clear_proof (&proof);
}

static void
test_again (void)
{
  g_autoptr (Append) first = append_new (pdf_builder_simple (1));
  SokyPdfProof proof = make_proof ("password", "cert", "ocsp", NULL);
  SokyPdfProof other = make_proof ("other", "cert", "fresh", NULL);

  g_assert_true (add (first, &proof));
  g_autoptr (Append) second = append_new (append_dup_bytes (first));
  g_assert_false (add (second, &proof));
  g_assert_cmpint (soky_output_get_size (second->output), ==, soky_input_get_size (second->input));
  /* one that is new to it: what both have is there once, and the first entry stays */
  g_assert_true (add (second, &other));
  assert_holds (second, 1, 2, 0);
  assert_permitted (second);
  g_autoptr (Append) third = append_new (append_dup_bytes (second));
  g_assert_false (add (third, &proof));
  g_assert_false (add (third, &other));
  clear_proof (&proof);
  clear_proof (&other);
}

/* Stores of others: deflated streams, direct dictionaries, damaged pieces. */
static void
test_foreign (void)
{
  PdfBuilder *builder = pdf_builder_new ("");
  SokyPdfProof proof = make_proof ("password", "cert", "ocsp", NULL);

  pdf_builder_catalog (builder, 1, 0,
                       "/DSS << /Certs [9 0 R 10 0 R (none) null 99 0 R] /Odd true /VRI << "
                       "/ABAA61E4C9B93F3F0682250B6CF8331B7EE68FD8 << /Cert [9 0 R] >> >> >>");
  pdf_builder_object (builder, 3, PAGE);
  pdf_builder_stream (builder, 9, "", "cert");
  pdf_builder_stream (builder, 10, "/Filter /ASCIIHexDecode", "636572>");
  pdf_builder_end_table (builder, "");
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_assert_true (add (self, &proof));
  assert_holds (self, 1, 1, 0);
  g_assert_true (mentions (self, "/Certs [ 9 0 R 10 0 R"));
  g_assert_true (mentions (self, KEY));
  clear_proof (&proof);
}

/* A catalog that names a store which is not there, or an object that is something else: the new one
 * hangs where it is found again, and takes nothing's place. */
static void
test_misnamed (gconstpointer entry)
{
  PdfBuilder *builder = pdf_builder_new ("");
  SokyPdfProof proof = make_proof ("password", "cert", "ocsp", "crl");

  pdf_builder_catalog (builder, 1, 0, entry);
  pdf_builder_object (builder, 3, PAGE);
  pdf_builder_end_table (builder, "");
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_assert_true (add (self, &proof));
  assert_holds (self, 1, 1, 1);
  assert_permitted (self);
  clear_proof (&proof);
}

static void
test_damaged (void)
{
  PdfBuilder *builder = pdf_builder_new ("");
  SokyPdfProof proof = make_proof ("password", "cert", NULL, NULL);
  g_autoptr (GPtrArray) proofs = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean added = FALSE;

  pdf_builder_catalog (builder, 1, 0, "/DSS [1 2 3]");
  pdf_builder_object (builder, 3, PAGE);
  pdf_builder_end_table (builder, "");
  g_autoptr (Append) self = append_new (pdf_builder_finish (builder));
  g_ptr_array_add (proofs, &proof);
  g_assert_false (soky_pdf_append_evidence (self->base, proofs, self->output, &added, &error));
  g_assert_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_DAMAGED);
  clear_proof (&proof);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/evidence/new/table", GUINT_TO_POINTER (0), test_new);
  g_test_add_data_func ("/evidence/new/stream", GUINT_TO_POINTER (20), test_new);
  g_test_add_func ("/evidence/again", test_again);
  g_test_add_func ("/evidence/foreign", test_foreign);
  g_test_add_data_func ("/evidence/missing", "/DSS 9 0 R", test_misnamed);
  g_test_add_data_func ("/evidence/catalog", "/DSS 1 0 R", test_misnamed);
  g_test_add_data_func ("/evidence/page", "/DSS 3 0 R", test_misnamed);
  g_test_add_func ("/evidence/damaged", test_damaged);
  return g_test_run ();
}
