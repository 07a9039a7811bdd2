/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/repair.h"

#include "append.h"
#include "fixture.h"
#include "pdf-builder.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *input;
  char *output;
} Case;

static Case *
case_new (GBytes *document)
{
  Case *self = g_new0 (Case, 1);

  self->folder = fixture_make_folder ();
  self->input = g_build_filename (self->folder, "in.pdf", NULL);
  self->output = g_build_filename (self->folder, "out.pdf", NULL);
  fixture_write (self->input, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  return self;
}

static void
case_free (Case *self)
{
  fixture_remove_folder (self->folder);
  g_free (self->input);
  g_free (self->output);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static gboolean
repair (Case *self, const char *password, SokyPdfRepair *result, GError **error)
{
  g_autoptr (SokySecret) secret = password ? soky_secret_new (password, -1) : NULL;
  g_autoptr (SokyInput) input = soky_input_open (self->input, error);
  g_autoptr (GBytes) before = fixture_read (self->input);
  gboolean done = soky_pdf_repair (input, secret, self->output, result, NULL, error);
  g_autoptr (GBytes) after = fixture_read (self->input);

  /* the original is never touched, and nothing is left of a copy that failed */
  g_assert_true (g_bytes_equal (before, after));
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  for (const char *name = g_dir_read_name (folder); name; name = g_dir_read_name (folder))
    g_assert_false (g_str_has_prefix (name, ".soky"));
  g_assert_cmpint (g_file_test (self->output, G_FILE_TEST_EXISTS), ==, done);
  return done;
}

static void
assert_refused (Case *self, const char *password, SokyPdfError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (repair (self, password, NULL, &error));
  g_assert_error (error, SOKY_PDF_ERROR, (int) code);
}

/* The first page of a file as poppler shows it, or NULL when that is not installed. */
static GBytes *
render (Case *self, const char *path)
{
  g_autofree char *root = g_build_filename (self->folder, "page", NULL);
  g_autofree char *picture = g_strconcat (root, ".ppm", NULL);

  if (fixture_run (NULL, "pdftoppm", "-r", "40", "-f", "1", "-singlefile", path, root, NULL) != 0)
    return NULL;
  GBytes *bytes = fixture_read (picture);
  g_unlink (picture);
  return bytes;
}

/* The copy shows what @sound shows, and can be signed. */
static void
assert_clean (Case *self, GBytes *sound)
{
  static const SokyPdfSignatureSpec spec = {
      .subfilter = "ETSI.CAdES.detached", .page = 1, .time_us = 1, .contents_size = 64};
  g_autofree char *whole = g_build_filename (self->folder, "sound.pdf", NULL);
  g_autofree char *said = NULL;

  fixture_write (whole, g_bytes_get_data (sound, NULL), g_bytes_get_size (sound));
  g_autoptr (GBytes) before = render (self, whole);
  g_autoptr (GBytes) after = render (self, self->output);
  if (before != NULL)
    g_assert_true (g_bytes_equal (before, after));
  int status = fixture_run (&said, "qpdf", "--check", self->output, NULL);
  if (status > 0)
    g_test_message ("%s", said);
  g_assert_cmpint (status, <=, 0);
  g_autoptr (Append) append = append_signed (fixture_read (self->output), &spec);
}

static GBytes *
make_document (void)
{
  PdfBuilder *builder = pdf_builder_new (NULL);

  pdf_builder_catalog (builder, 2, 0, NULL);
  pdf_builder_object (builder, 3,
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>");
  pdf_builder_stream (builder, 4, "", "0.2 0.4 0.8 rg 50 50 200 300 re f");
  pdf_builder_object (builder, 5, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
  pdf_builder_end_table (builder, NULL);
  return pdf_builder_finish (builder);
}

/* @document with the first @old made @new, of the same length. */
static GBytes *
replace (GBytes *document, const char *old, const char *new)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (document, &size);
  char *copy = g_memdup2 (data, size);
  char *at = memmem (copy, size, old, strlen (old));

  g_assert_nonnull (at);
  g_assert_cmpuint (strlen (old), ==, strlen (new));
  memcpy (at, new, strlen (new));
  return g_bytes_new_take (copy, size);
}

static void
test_damaged (void)
{
  g_autoptr (GBytes) sound = make_document ();
  g_autoptr (GBytes) no_start = replace (sound, "startxref\n", "startxrfe\n");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (sound, 0, g_bytes_get_size (sound) - 16);
  g_autoptr (GBytes) wrong_rows = replace (sound, "0000000015 ", "0000000018 ");
  GBytes *damaged[] = {no_start, cut, wrong_rows};

  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++) {
    g_autoptr (Case) self = case_new (damaged[i]);
    g_autoptr (GError) error = NULL;
    SokyPdfRepair result = {0};
    g_autoptr (SokyInput) input = soky_input_open (self->input, NULL);
    g_autoptr (SokyPdf) opened = soky_pdf_open (input, &error);

    if (opened == NULL)
      g_assert_true (soky_pdf_is_repairable (error));
    g_clear_error (&error);
    g_test_message ("damage %" G_GSIZE_FORMAT, i);
    repair (self, NULL, &result, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (result.pages, ==, 2);
    g_assert_false (result.was_encrypted);
    assert_clean (self, sound);
  }
}

static void
test_hopeless (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("%PDF-1.7\nand nothing else", 25);
  g_autoptr (Case) self = case_new (text);

  assert_refused (self, NULL, SOKY_PDF_ERROR_DAMAGED);
}

static void
test_signed (void)
{
  static const SokyPdfSignatureSpec spec = {
      .subfilter = "ETSI.CAdES.detached", .page = 1, .time_us = 1, .contents_size = 64};
  g_autoptr (Append) signed_file = append_signed (make_document (), &spec);
  g_autoptr (GBytes) whole = append_dup_bytes (signed_file);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - 20);
  g_autoptr (Case) self = case_new (cut);

  assert_refused (self, NULL, SOKY_PDF_ERROR_SIGNED);
}

/* qpdf's own encryption of the document; NULL when qpdf is not installed. */
static Case *
make_encrypted (const char *user, const char *bits, const char *restriction)
{
  g_autoptr (GBytes) sound = make_document ();
  Case *self = case_new (sound);
  g_autofree char *plain = g_build_filename (self->folder, "plain.pdf", NULL);

  g_rename (self->input, plain);
  if (fixture_run (NULL, "qpdf", "--allow-weak-crypto", "--encrypt", user, "owner", bits,
                   restriction, "--", plain, self->input, NULL) == 0)
    return self;
  case_free (self);
  return NULL;
}

static void
test_encrypted (gconstpointer data)
{
  const char *bits = data;
  const char *nothing = g_str_equal (bits, "40") ? "--modify=y" : "--modify=all";
  const char *forbidden = g_str_equal (bits, "40") ? "--modify=n" : "--modify=none";
  g_autoptr (GBytes) sound = make_document ();
  g_autoptr (Case) with_password = make_encrypted ("user", bits, nothing);
  g_autoptr (Case) restricted = make_encrypted ("", bits, forbidden);
  g_autoptr (GError) error = NULL;
  SokyPdfRepair result = {0};

  if (with_password == NULL || restricted == NULL) {
    g_test_skip ("qpdf is not installed");
    return;
  }
  assert_refused (with_password, NULL, SOKY_PDF_ERROR_PASSWORD);
  assert_refused (with_password, "wrong", SOKY_PDF_ERROR_PASSWORD);
  repair (with_password, "user", &result, &error);
  g_assert_no_error (error);
  g_assert_true (result.was_encrypted);
  assert_clean (with_password, sound);
  /* opens without a password, and may not be changed: the owner alone can */
  assert_refused (restricted, NULL, SOKY_PDF_ERROR_NOT_PERMITTED);
  repair (restricted, "owner", &result, &error);
  g_assert_no_error (error);
  assert_clean (restricted, sound);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/repair/damaged", test_damaged);
  g_test_add_func ("/repair/hopeless", test_hopeless);
  g_test_add_func ("/repair/signed", test_signed);
  g_test_add_data_func ("/repair/encrypted/rc4-40", "40", test_encrypted);
  g_test_add_data_func ("/repair/encrypted/rc4-128", "128", test_encrypted);
  g_test_add_data_func ("/repair/encrypted/aes-256", "256", test_encrypted);
  return g_test_run ();
}
