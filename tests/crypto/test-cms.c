/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft.h"
#include "crypto/cms/builder.h"
#include "crypto/cms/reader.h"
#include "fixture.h"

#include <string.h>

#define CONTENT "%PDF-1.7 lesson plan"

/* An authority chain of three and one signer per key, made once. */
typedef struct {
  char *folder;
  Crafted *root;
  Crafted *middle;
  Crafted *people[5];
  GPtrArray *pool;
} School;

static const struct {
  const char *curve;
  int bits;
} keys[] = {
    {NULL, 2048}, {NULL, 3072}, {"P-256", 0}, {"P-384", 0}, {"P-521", 0},
};

static const SokyHash hashes[] = {SOKY_HASH_SHA224,  SOKY_HASH_SHA256,   SOKY_HASH_SHA384,
                                  SOKY_HASH_SHA512,  SOKY_HASH_SHA3_256, SOKY_HASH_SHA3_384,
                                  SOKY_HASH_SHA3_512};

static School *school;

static void
make_school (void)
{
  school = g_new0 (School, 1);
  school->folder = fixture_make_folder ();
  school->root = craft_authority (NULL, "Root");
  school->middle = craft_authority (school->root, "Middle");
  school->pool = g_ptr_array_new ();
  g_ptr_array_add (school->pool, school->root->certificate);
  g_ptr_array_add (school->pool, school->middle->certificate);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const CraftRequest request = {.issuer = school->middle,
                                  .name = "Nguyễn Thị Lan",
                                  .curve = keys[i].curve,
                                  .rsa_bits = keys[i].bits,
                                  .basic_constraints = "critical,CA:FALSE",
                                  .key_usage = "critical,digitalSignature,nonRepudiation"};
    school->people[i] = craft (&request);
  }
  crafted_write (school->root, school->folder, "root");
  g_autofree char *content = g_build_filename (school->folder, "content", NULL);
  fixture_write (content, CONTENT, strlen (CONTENT));
}

static void
free_school (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    crafted_free (school->people[i]);
  crafted_free (school->middle);
  crafted_free (school->root);
  g_ptr_array_unref (school->pool);
  fixture_remove_folder (school->folder);
  g_free (school);
}

/* OpenSSL's program as the judge: CAdES, detached, our root as the only anchor. */
static int
judge (GBytes *message, char **output)
{
  g_autofree char *path = g_build_filename (school->folder, "message.der", NULL);
  g_autofree char *content = g_build_filename (school->folder, "content", NULL);
  g_autofree char *root = g_build_filename (school->folder, "root.pem", NULL);
  g_autofree char *moment = g_strdup_printf ("%" G_GINT64_FORMAT, CRAFT_NOW_US / G_USEC_PER_SEC);

  fixture_write (path, g_bytes_get_data (message, NULL), g_bytes_get_size (message));
  return fixture_run (output, "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
                      "-in", path, "-content", content, "-CAfile", root, "-purpose", "any",
                      "-attime", moment, "-out", "/dev/null", NULL);
}

static void
assert_read (GBytes *message, SokyHash hash, GBytes *digest, Crafted *person)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (SokyCms) cms = soky_cms_parse (message, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (soky_cms_get_hash (cms), ==, hash);
  g_assert_cmpint (soky_cms_check (cms, digest, &reason), ==, SOKY_CMS_VALID);
  g_assert_null (reason);
  g_assert_true (soky_cms_digest_matches (cms, digest));
  g_assert_true (soky_cms_names_certificate (cms));
  g_assert_true (soky_certificate_equal (soky_cms_get_signer (cms), person->certificate));
  g_assert_cmpuint (soky_cms_get_certificates (cms)->len, ==, 3);
  g_assert_cmpint (soky_cms_get_signing_time_us (cms), ==, 0);
  g_assert_null (soky_cms_get_content (cms));
  g_assert_null (soky_cms_get_timestamp (cms));
}

static void
round_trip (Crafted *person, SokyScheme scheme, SokyHash hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySigner) signer = crafted_signer (person, school->pool);
  g_autoptr (GBytes) digest = soky_digest_bytes (hash, CONTENT, strlen (CONTENT));
  g_autoptr (GBytes) message = soky_cms_build (signer, scheme, hash, digest, NULL, &error);
  g_assert_no_error (error);

  gsize size = g_bytes_get_size (message);
  gsize estimate = soky_cms_estimate_size (signer, scheme, hash);
  g_assert_cmpuint (estimate, >=, size);
  g_assert_cmpuint (estimate - size, <=, scheme == SOKY_SCHEME_ECDSA ? 16 : 0);
  g_test_message ("scheme %d, %s: %" G_GSIZE_FORMAT " bytes, estimated %" G_GSIZE_FORMAT,
                  (int) scheme, soky_hash_get_name (hash), size, estimate);
  assert_read (message, hash, digest, person);

  /* OpenSSL 3.0 does not know ECDSA with SHA-3 in CMS */
  gboolean sha3 = hash >= SOKY_HASH_SHA3_256;
  g_autofree char *output = NULL;
  int status = sha3 && scheme == SOKY_SCHEME_ECDSA ? 0 : judge (message, &output);
  if (status != 0)
    g_test_message ("%s", status < 0 ? "openssl is not installed, nobody judged" : output);
  g_assert_cmpint (status, <=, 0);
}

static void
test_round_trips (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hashes); i++) {
    for (gsize key = 0; key < G_N_ELEMENTS (keys); key++) {
      if (keys[key].curve != NULL) {
        round_trip (school->people[key], SOKY_SCHEME_ECDSA, hashes[i]);
        continue;
      }
      round_trip (school->people[key], SOKY_SCHEME_RSA_PKCS1, hashes[i]);
      round_trip (school->people[key], SOKY_SCHEME_RSA_PSS, hashes[i]);
    }
  }
}

/* PAdES forbids signing-time and wants DER: what OpenSSL decodes and encodes again is the same. */
static void
test_shape (void)
{
  g_autoptr (SokySigner) signer = crafted_signer (school->people[0], school->pool);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) bytes =
      soky_cms_build (signer, SOKY_SCHEME_RSA_PSS, SOKY_HASH_SHA256, digest, NULL, NULL);
  gsize length = 0;
  const unsigned char *at = g_bytes_get_data (bytes, &length);
  g_autoptr (CMS_ContentInfo) message = d2i_CMS_ContentInfo (NULL, &at, (long) length);
  CMS_SignerInfo *info = sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (message), 0);
  g_autoptr (GBytes) again = soky_openssl_encode (ASN1_ITEM_rptr (CMS_ContentInfo), message);

  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_true (CMS_is_detached (message));
  g_assert_cmpint (CMS_signed_get_attr_count (info), ==, 3);
  g_assert_cmpint (CMS_signed_get_attr_by_NID (info, NID_pkcs9_signingTime, -1), ==, -1);
  g_assert_cmpint (CMS_signed_get_attr_by_NID (info, NID_id_smime_aa_signingCertificateV2, -1), >=,
                   0);
  g_assert_cmpint (CMS_unsigned_get_attr_count (info), ==, -1);

  /* issuer and serial stand inside signing-certificate-v2 */
  g_autoptr (GBytes) serial = soky_openssl_encode (
      ASN1_ITEM_rptr (ASN1_INTEGER), X509_get0_serialNumber (school->people[0]->x509));
  const ASN1_STRING *names = CMS_signed_get0_data_by_OBJ (
      info, OBJ_nid2obj (NID_id_smime_aa_signingCertificateV2), -3, V_ASN1_SEQUENCE);
  g_assert_nonnull (memmem (ASN1_STRING_get0_data (names), (size_t) ASN1_STRING_length (names),
                            g_bytes_get_data (serial, NULL), g_bytes_get_size (serial)));
}

static void
test_refusals (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySigner) signer = crafted_signer (school->people[0], NULL);
  g_autoptr (GBytes) old_digest = soky_digest_bytes (SOKY_HASH_SHA1, "x", 1);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_assert_null (
      soky_cms_build (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA1, old_digest, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (
      soky_cms_build (signer, SOKY_SCHEME_ECDSA, SOKY_HASH_SHA256, digest, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_null (
      soky_cms_build (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256, digest, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_padding (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySigner) signer = crafted_signer (school->people[2], NULL);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) message =
      soky_cms_build (signer, SOKY_SCHEME_ECDSA, SOKY_HASH_SHA256, digest, NULL, NULL);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (message, &length);
  g_autofree guint8 *padded = g_malloc0 (length + 100);

  memcpy (padded, data, length);
  g_autoptr (GBytes) with_zeros = g_bytes_new (padded, length + 100);
  g_autoptr (SokyCms) cms = soky_cms_parse (with_zeros, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soky_cms_check (cms, digest, NULL), ==, SOKY_CMS_VALID);

  padded[length + 50] = 1;
  g_autoptr (GBytes) with_more = g_bytes_new (padded, length + 100);
  g_assert_null (soky_cms_parse (with_more, FALSE, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_MALFORMED);
  for (gsize cut = 0; cut < length; cut += 11) {
    g_clear_error (&error);
    g_autoptr (GBytes) part = g_bytes_new (data, cut);
    g_assert_null (soky_cms_parse (part, FALSE, &error));
    g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_MALFORMED);
  }
}

/* Whatever byte is changed: either the signature is not valid any more, or it still says the very
 * same thing of the very same signer (the byte was outside what is signed). */
static void
flip_every_byte (Crafted *person, SokyScheme scheme)
{
  g_autoptr (SokySigner) signer = crafted_signer (person, NULL);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) message =
      soky_cms_build (signer, scheme, SOKY_HASH_SHA256, digest, NULL, NULL);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (message, &length);
  guint survived = 0;

  for (gsize i = 0; i < length; i++) {
    g_autofree guint8 *changed = g_memdup2 (data, length);
    changed[i] ^= (guint8) (1 << (i % 8));
    g_autoptr (GBytes) bytes = g_bytes_new (changed, length);
    g_autoptr (SokyCms) cms = soky_cms_parse (bytes, FALSE, NULL);
    if (cms == NULL || soky_cms_check (cms, digest, NULL) != SOKY_CMS_VALID)
      continue;
    survived++;
    g_assert_true (soky_certificate_equal (soky_cms_get_signer (cms), person->certificate));
    g_assert_true (soky_cms_names_certificate (cms));
  }
  g_test_message ("%u of %" G_GSIZE_FORMAT " bytes are outside the signature", survived, length);
  g_assert_cmpuint (survived, <, 20);
}

static void
test_every_byte (void)
{
  flip_every_byte (school->people[0], SOKY_SCHEME_RSA_PKCS1);
  flip_every_byte (school->people[0], SOKY_SCHEME_RSA_PSS);
  flip_every_byte (school->people[2], SOKY_SCHEME_ECDSA);
}

static void
test_other_content (void)
{
  g_autoptr (SokySigner) signer = crafted_signer (school->people[0], NULL);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) other = soky_digest_bytes (SOKY_HASH_SHA256, "y", 1);
  g_autoptr (GBytes) longer = soky_digest_bytes (SOKY_HASH_SHA512, "x", 1);
  g_autoptr (GBytes) message =
      soky_cms_build (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256, digest, NULL, NULL);
  g_autoptr (SokyCms) cms = soky_cms_parse (message, FALSE, NULL);
  g_autofree char *reason = NULL;

  g_assert_cmpint (soky_cms_check (cms, other, &reason), ==, SOKY_CMS_BROKEN);
  g_assert_nonnull (reason);
  g_assert_false (soky_cms_digest_matches (cms, other));
  g_assert_cmpint (soky_cms_check (cms, longer, NULL), ==, SOKY_CMS_BROKEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  make_school ();
  g_test_add_func ("/crypto/cms/round-trips", test_round_trips);
  g_test_add_func ("/crypto/cms/shape", test_shape);
  g_test_add_func ("/crypto/cms/refusals", test_refusals);
  g_test_add_func ("/crypto/cms/padding", test_padding);
  g_test_add_func ("/crypto/cms/every-byte", test_every_byte);
  g_test_add_func ("/crypto/cms/other-content", test_other_content);
  int status = g_test_run ();
  free_school ();
  return status;
}
