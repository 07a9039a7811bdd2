/* SPDX-License-Identifier: GPL-3.0-or-later */
/* adbe.x509.rsa_sha1 (ISO 32000-1 table 257): a bare RSA signature, the certificates beside it. */
#include "config.h"

#include "identity.h"
#include "pdf-builder.h"
#include "sign/verify.h"

#include <string.h>

#define RANGE_WIDTH 50
#define HOLE_DIGITS 1200

static Identity *identity;

static void
append_hex (GString *text, GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", data[i]);
}

/* A file with room for the signature; @cert is the whole entry. */
static GBytes *
make_unsigned (const char *cert)
{
  PdfBuilder *builder = pdf_builder_new (NULL);
  g_autofree char *room = g_strnfill (RANGE_WIDTH, ' ');
  g_autofree char *hole = g_strnfill (HOLE_DIGITS, '0');

  pdf_builder_catalog (builder, 1, 0, "/AcroForm << /Fields [6 0 R] /SigFlags 3 >>");
  pdf_builder_object (builder, 3,
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Annots [6 0 R] >>");
  pdf_builder_object (builder, 5,
                      "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.x509.rsa_sha1 %s "
                      "/ByteRange %s /Contents <%s> >>",
                      cert, room, hole);
  pdf_builder_object (builder, 6,
                      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sign) /V 5 0 R /P 3 0 R /Rect "
                      "[1 2 30 40] /F 4 >>");
  pdf_builder_end_table (builder, NULL);
  return pdf_builder_finish (builder);
}

static GBytes *
sign_digest (SokyHash hash, const guint8 *data, const gint64 range[4])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyDigest) digest = soky_digest_new (hash);
  soky_digest_update (digest, data, (gsize) range[1]);
  soky_digest_update (digest, data + range[2], (gsize) range[3]);
  g_autoptr (GBytes) value = soky_digest_finish (digest);
  GBytes *signature =
      soky_signer_sign_digest (identity->signer, SOKY_SCHEME_RSA_PKCS1, hash, value, NULL, &error);
  g_assert_no_error (error);
  return signature;
}

/* The /Contents are an OCTET STRING of 256 bytes; @after stands behind it. */
static GBytes *
make_signed (const char *cert, SokyHash hash, const char *after)
{
  g_autoptr (GBytes) plain = make_unsigned (cert);
  gsize size = 0;
  char *data = g_bytes_unref_to_data (g_steal_pointer (&plain), &size);
  char *place = memmem (data, size, "/ByteRange ", 11);
  char *hole = memmem (place, size - (gsize) (place - data), "<0", 2);
  gint64 range[4] = {0, hole - data, hole - data + HOLE_DIGITS + 2, 0};
  range[3] = (gint64) size - range[2];
  g_autofree char *numbers =
      g_strdup_printf ("[0 %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "]",
                       range[1], range[2], range[3]);
  memcpy (place + 11, numbers, strlen (numbers));
  g_autoptr (GBytes) signature = sign_digest (hash, (const guint8 *) data, range);
  g_autoptr (GString) digits = g_string_new ("04820100");
  append_hex (digits, signature);
  g_string_append (digits, after);
  memcpy (hole + 1, digits->str, digits->len);
  return g_bytes_new_take (data, size);
}

static char *
make_cert (const char *start, const char *end)
{
  g_autoptr (GString) text = g_string_new (start);
  append_hex (text, soky_certificate_get_der (soky_signer_get_certificate (identity->signer)));
  g_string_append (text, end);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_report (GBytes *bytes, SokyIntegrity integrity, const char *indication)
{
  g_autoptr (SokyReport) report = verify_bytes (bytes, identity->trust);
  const SokySignatureReport *signature = only_signature (report);
  g_test_message ("%s: %s", signature->indication, signature->reason);
  g_assert_cmpint (signature->integrity, ==, integrity);
  g_assert_cmpstr (signature->indication, ==, indication);
}

static void
test_sound (void)
{
  g_autofree char *single = make_cert ("/Cert <", ">");
  g_autofree char *list = make_cert ("/Cert [<", ">]");
  g_autoptr (GBytes) one = make_signed (single, SOKY_HASH_SHA256, "");
  g_autoptr (GBytes) other = make_signed (list, SOKY_HASH_SHA384, "");
  g_autoptr (SokyReport) report = verify_bytes (one, identity->trust);
  assert_report (one, SOKY_INTEGRITY_OK, only_signature (report)->indication);
  assert_report (other, SOKY_INTEGRITY_OK, only_signature (report)->indication);
  g_assert_cmpint (only_signature (report)->verdict, !=, SOKY_VERDICT_INVALID);
  g_assert_cmpstr (only_signature (report)->signer, ==, "Nguyễn Thị Lan");
  g_assert_cmpstr (only_signature (report)->algorithm, ==, "RSA PKCS#1 v1.5, SHA-256");
}

static void
test_changed (void)
{
  g_autofree char *cert = make_cert ("/Cert <", ">");
  g_autoptr (GBytes) bytes = make_signed (cert, SOKY_HASH_SHA256, "");
  gsize size = 0;
  char *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);
  char *box = memmem (data, size, "0 0 99 99", 9);
  box[4] = '8';
  g_autoptr (GBytes) changed = g_bytes_new_take (data, size);
  g_autoptr (SokyReport) report = verify_bytes (changed, identity->trust);
  g_assert_cmpint (only_signature (report)->verdict, ==, SOKY_VERDICT_INVALID);
  g_assert_cmpint (only_signature (report)->integrity, ==, SOKY_INTEGRITY_BROKEN);
}

static void
test_malformed (void)
{
  g_autofree char *cert = make_cert ("/Cert <", ">");
  g_autoptr (GBytes) longer = make_signed (cert, SOKY_HASH_SHA256, "01");
  g_autoptr (GBytes) nobody = make_signed ("", SOKY_HASH_SHA256, "");
  g_autoptr (GBytes) nonsense = make_signed ("/Cert <3000>", SOKY_HASH_SHA256, "");
  assert_report (longer, SOKY_INTEGRITY_BROKEN, "FORMAT_FAILURE");
  assert_report (nobody, SOKY_INTEGRITY_BROKEN, "FORMAT_FAILURE");
  assert_report (nonsense, SOKY_INTEGRITY_BROKEN, "FORMAT_FAILURE");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  identity = identity_new (SOKY_NEW_KEY_RSA_2048, "Nguyễn Thị Lan");
  g_test_add_func ("/old-forms/sound", test_sound);
  g_test_add_func ("/old-forms/changed", test_changed);
  g_test_add_func ("/old-forms/malformed", test_malformed);
  int status = g_test_run ();
  identity_free (identity);
  return status;
}
