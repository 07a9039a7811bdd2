/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "archive.h"

#include "base/output.h"
#include "crypto/cms/builder.h"
#include "crypto/cms/reader.h"
#include "crypto/cms/stamp.h"
#include "fixture.h"
#include "pdf/evidence.h"
#include "pdf/prepare.h"

#include <string.h>

#define ROOM 16384

/* One update under way. */
typedef struct {
  char *folder;
  char *path;
  SokyOutput *output;
  SokyPdf *document;
} Update;

static void
update_begin (Update *self, GBytes *base)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (base);

  self->folder = fixture_make_folder ();
  self->path = g_build_filename (self->folder, "update.pdf", NULL);
  self->output = soky_output_new (self->path, &error);
  g_assert_no_error (error);
  soky_output_write (self->output, g_bytes_get_data (base, NULL), g_bytes_get_size (base), &error);
  g_assert_no_error (error);
  self->document = soky_pdf_open (input, &error);
  g_assert_no_error (error);
}

static GBytes *
update_finish (Update *self)
{
  g_autoptr (GError) error = NULL;

  soky_output_commit (self->output, &error);
  g_assert_no_error (error);
  GBytes *result = fixture_read (self->path);
  soky_pdf_close (self->document);
  soky_output_free (self->output);
  fixture_remove_folder (self->folder);
  g_free (self->path);
  return result;
}

static SokyPdfHole
append_hole (Update *self, const char *subfilter, gint64 time_us)
{
  g_autoptr (GError) error = NULL;
  const SokyPdfSignatureSpec spec = {
      .subfilter = subfilter, .page = 1, .time_us = time_us, .contents_size = ROOM};
  SokyPdfHole hole = {0};

  soky_pdf_append_signature (self->document, &spec, self->output, &hole, &error);
  g_assert_no_error (error);
  return hole;
}

/* The covered bytes. */
static GBytes *
read_covered (Update *self, const SokyPdfHole *hole)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_output_read_back (self->output, &error);
  g_assert_no_error (error);
  const guint8 *data = soky_input_peek (input);
  GByteArray *covered = g_byte_array_new ();

  g_byte_array_append (covered, data, (guint) hole->byte_range[1]);
  g_byte_array_append (covered, data + hole->byte_range[2], (guint) hole->byte_range[3]);
  return g_byte_array_free_to_bytes (covered);
}

static GBytes *
sha256 (GBytes *bytes)
{
  return soky_digest_bytes (SOKY_HASH_SHA256, g_bytes_get_data (bytes, NULL),
                            g_bytes_get_size (bytes));
}

static void
fill (Update *self, const SokyPdfHole *hole, GBytes *cms)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (cms), <, ROOM);
  soky_pdf_fill_hole (self->output, hole, cms, &error);
  g_assert_no_error (error);
}

static GBytes *
make_cms (Crafted *signer, Crafted *const *others, GBytes *covered)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GBytes) digest = sha256 (covered);

  for (gsize i = 0; others != NULL && others[i] != NULL; i++)
    g_ptr_array_add (chain, others[i]->certificate);
  g_autoptr (SokySigner) key = crafted_signer (signer, chain);
  SokyScheme scheme = soky_signer_choose_scheme (key, SOKY_HASH_SHA256, FALSE);
  GBytes *cms = soky_cms_build (key, scheme, SOKY_HASH_SHA256, digest, NULL, &error);
  g_assert_no_error (error);
  return cms;
}

static GBytes *
add_stamp (GBytes *cms, const ArchiveStamp *stamp)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCms) read = soky_cms_parse (cms, FALSE, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) value =
      stamp->foreign ? g_bytes_new_static ("another", 7) : soky_cms_get_signature_value (read);
  g_autoptr (GBytes) token = craft_token (stamp->tsa, value, stamp->time_us);
  GBytes *result = soky_cms_add_timestamp (cms, token, &error);
  g_assert_no_error (error);
  return result;
}

GBytes *
archive_sign (GBytes *base, Crafted *signer, Crafted *const *others, gint64 claimed_us,
              const ArchiveStamp *stamp)
{
  Update update = {0};

  update_begin (&update, base);
  SokyPdfHole hole = append_hole (&update, "ETSI.CAdES.detached", claimed_us);
  g_autoptr (GBytes) covered = read_covered (&update, &hole);
  g_autoptr (GBytes) cms = make_cms (signer, others, covered);
  g_autoptr (GBytes) stamped =
      stamp != NULL && stamp->tsa != NULL ? add_stamp (cms, stamp) : g_bytes_ref (cms);
  fill (&update, &hole, stamped);
  return update_finish (&update);
}

GBytes *
archive_stamp (GBytes *base, Crafted *tsa, gint64 time_us)
{
  Update update = {0};

  update_begin (&update, base);
  SokyPdfHole hole = append_hole (&update, "ETSI.RFC3161", time_us);
  g_autoptr (GBytes) covered = read_covered (&update, &hole);
  g_autoptr (GBytes) token = craft_token (tsa, covered, time_us);
  fill (&update, &hole, token);
  return update_finish (&update);
}

GBytes *
archive_store (GBytes *base, GBytes *ocsp, GBytes *crl, Crafted *certificate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPdfEvidence) evidence = soky_pdf_evidence_new ();
  g_autoptr (GPtrArray) proofs = g_ptr_array_new ();
  g_autoptr (GBytes) contents = g_bytes_new_static ("signature", 9);
  SokyPdfProof proof = {contents, evidence};
  Update update = {0};
  gboolean added = FALSE;

  if (ocsp != NULL)
    g_ptr_array_add (evidence->ocsps, g_bytes_ref (ocsp));
  if (crl != NULL)
    g_ptr_array_add (evidence->crls, g_bytes_ref (crl));
  if (certificate != NULL)
    g_ptr_array_add (evidence->certificates,
                     g_bytes_ref (soky_certificate_get_der (certificate->certificate)));
  g_ptr_array_add (proofs, &proof);
  update_begin (&update, base);
  soky_pdf_append_evidence (update.document, proofs, update.output, &added, &error);
  g_assert_no_error (error);
  g_assert_true (added);
  return update_finish (&update);
}
