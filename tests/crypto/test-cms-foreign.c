/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that others make: honest ones, old ones and forged ones. */
#include "config.h"

#include "craft.h"
#include "crypto/cms/reader.h"
#include "fixture.h"

#include <string.h>

#define CONTENT "%PDF-1.7 lesson plan"

typedef struct {
  Crafted *person;
  Crafted *other;
  GBytes *content;
  GBytes *digest;
} People;

static void
set_up (People *people, gconstpointer data)
{
  people->person = craft_person (NULL, "Lan");
  people->other = craft_person (NULL, "Minh");
  people->content = g_bytes_new_static (CONTENT, strlen (CONTENT));
  people->digest = soky_digest_bytes (SOKY_HASH_SHA256, CONTENT, strlen (CONTENT));
}

static void
tear_down (People *people, gconstpointer data)
{
  crafted_free (people->person);
  crafted_free (people->other);
  g_bytes_unref (people->content);
  g_bytes_unref (people->digest);
}

static SokyCms *
read_message (GBytes *message)
{
  g_autoptr (GError) error = NULL;
  SokyCms *cms = soky_cms_parse (message, FALSE, &error);

  g_assert_no_error (error);
  return cms;
}

static void
assert_state (People *people, GBytes *message, SokyCmsState state)
{
  g_autoptr (SokyCms) cms = read_message (message);
  g_autofree char *reason = NULL;

  g_assert_cmpint (soky_cms_check (cms, people->digest, &reason), ==, state);
  g_assert_cmpint (reason == NULL, ==, state == SOKY_CMS_VALID);
  if (reason != NULL)
    g_test_message ("%s", reason);
}

static void
assert_malformed (GBytes *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_cms_parse (message, FALSE, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_MALFORMED);
  g_test_message ("%s", error->message);
}

static void
test_honest (People *people, gconstpointer data)
{
  g_autoptr (GBytes) plain =
      craft_message (people->person, people->content, CMS_DETACHED, NULL, NULL);
  g_autoptr (SokyCms) cms = read_message (plain);
  assert_state (people, plain, SOKY_CMS_VALID);
  g_assert_false (soky_cms_names_certificate (cms));
  g_assert_cmpint (soky_cms_get_signing_time_us (cms), >, 0);
  g_assert_cmpstr (soky_cms_get_algorithm (cms), ==, "RSA PKCS#1 v1.5");

  g_autoptr (GBytes) cades =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_CADES, NULL, NULL);
  g_autoptr (SokyCms) named = read_message (cades);
  assert_state (people, cades, SOKY_CMS_VALID);
  g_assert_true (soky_cms_names_certificate (named));

  g_autoptr (GBytes) keyid =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_USE_KEYID, NULL, NULL);
  assert_state (people, keyid, SOKY_CMS_VALID);
}

/* Nothing but a signature over the file itself, as old Acrobat made them. */
static void
test_no_attributes (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_NOATTR, NULL, NULL);
  g_autoptr (SokyCms) cms = read_message (message);
  g_autoptr (GBytes) other = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);

  assert_state (people, message, SOKY_CMS_VALID);
  g_assert_cmpint (soky_cms_check (cms, other, NULL), ==, SOKY_CMS_BROKEN);
  g_assert_false (soky_cms_digest_matches (cms, people->digest));
  g_assert_false (soky_cms_names_certificate (cms));
}

static void
test_no_certificate (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_NOCERTS, NULL, NULL);
  g_autoptr (SokyCms) cms = read_message (message);

  g_assert_null (soky_cms_get_signer (cms));
  assert_state (people, message, SOKY_CMS_UNCHECKED);
}

static void
test_content_inside (People *people, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message = craft_message (people->person, people->content, 0, NULL, NULL);
  g_autoptr (GBytes) other = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);

  assert_malformed (message);
  g_autoptr (SokyCms) cms = soky_cms_parse (message, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (soky_cms_get_content (cms), people->content));
  g_assert_cmpint (soky_cms_check (cms, people->digest, NULL), ==, SOKY_CMS_VALID);
  g_assert_cmpint (soky_cms_check (cms, other, NULL), ==, SOKY_CMS_BROKEN);
}

static void
add_signer (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  People *people = data;

  if (!signed_already)
    g_assert_nonnull (CMS_add1_signer (message, people->other->x509, people->other->key,
                                       EVP_sha256 (), CMS_PARTIAL | CMS_BINARY));
}

static void
test_two_signers (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED, add_signer, people);

  assert_malformed (message);
}

static void
add_naming (CMS_SignerInfo *info, Crafted *named, int nid)
{
  ESS_SIGNING_CERT_V2 *v2 = OSSL_ESS_signing_cert_v2_new_init (EVP_sha256 (), named->x509, NULL, 1);
  ESS_SIGNING_CERT *v1 = OSSL_ESS_signing_cert_new_init (named->x509, NULL, 1);
  g_autoptr (GBytes) value = nid == NID_id_smime_aa_signingCertificateV2
                                 ? soky_openssl_encode (ASN1_ITEM_rptr (ESS_SIGNING_CERT_V2), v2)
                                 : soky_openssl_encode (ASN1_ITEM_rptr (ESS_SIGNING_CERT), v1);

  g_assert_cmpint (CMS_signed_add1_attr_by_NID (info, nid, V_ASN1_SEQUENCE,
                                                g_bytes_get_data (value, NULL),
                                                (int) g_bytes_get_size (value)),
                   ==, 1);
  ESS_SIGNING_CERT_V2_free (v2);
  ESS_SIGNING_CERT_free (v1);
}

static void
name_other (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  if (!signed_already)
    add_naming (info, ((People *) data)->other, NID_id_smime_aa_signingCertificateV2);
}

static void
name_other_v1 (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
               gpointer data)
{
  if (!signed_already)
    add_naming (info, ((People *) data)->other, NID_id_smime_aa_signingCertificate);
}

static void
name_self_v1 (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
              gpointer data)
{
  if (!signed_already)
    add_naming (info, ((People *) data)->person, NID_id_smime_aa_signingCertificate);
}

static void
name_nonsense (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
               gpointer data)
{
  if (!signed_already)
    CMS_signed_add1_attr_by_NID (info, NID_id_smime_aa_signingCertificateV2, V_ASN1_OCTET_STRING,
                                 "x", 1);
}

static void
test_naming (People *people, gconstpointer data)
{
  static const struct {
    CraftTamper tamper;
    SokyCmsState state;
  } cases[] = {
      {name_other, SOKY_CMS_BROKEN},
      {name_other_v1, SOKY_CMS_BROKEN},
      {name_nonsense, SOKY_CMS_BROKEN},
      {name_self_v1, SOKY_CMS_VALID},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) message =
        craft_message (people->person, people->content, CMS_DETACHED, cases[i].tamper, people);
    g_autoptr (SokyCms) cms = read_message (message);
    assert_state (people, message, cases[i].state);
    g_assert_cmpint (soky_cms_names_certificate (cms), ==, cases[i].state == SOKY_CMS_VALID);
  }
}

/* Two certificates with the same issuer and serial: the attribute says which one signed. */
static void
add_twin (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  People *people = data;

  if (!signed_already)
    return;
  g_autoptr (X509) twin = X509_dup (people->person->x509);
  X509_set_pubkey (twin, people->other->key);
  X509_sign (twin, people->person->key, EVP_sha256 ());
  CMS_add1_cert (message, twin);
}

static void
test_twins (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_CADES, add_twin, people);
  g_autoptr (SokyCms) cms = read_message (message);

  g_assert_cmpuint (soky_cms_get_certificates (cms)->len, ==, 2);
  g_assert_true (soky_certificate_equal (soky_cms_get_signer (cms), people->person->certificate));
  assert_state (people, message, SOKY_CMS_VALID);
}

static void
change_type (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  if (signed_already)
    CMS_set1_eContentType (message, OBJ_nid2obj (NID_id_smime_ct_TSTInfo));
}

static void
take_pss_parameters (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                     gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, NULL, &algorithm);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_rsassaPss), V_ASN1_UNDEF, NULL);
}

static void
change_signature_hash (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                       gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, NULL, &algorithm);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha512WithRSAEncryption), V_ASN1_NULL, NULL);
}

static void
change_signature_kind (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                       gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, NULL, &algorithm);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_ecdsa_with_SHA256), V_ASN1_UNDEF, NULL);
}

static void
change_digest_hash (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                    gpointer data)
{
  X509_ALGOR *algorithm = NULL;

  if (!signed_already)
    return;
  CMS_SignerInfo_get0_algs (info, NULL, NULL, &algorithm, NULL);
  X509_ALGOR_set0 (algorithm, OBJ_nid2obj (NID_sha3_256), V_ASN1_UNDEF, NULL);
}

static void
test_algorithms (People *people, gconstpointer data)
{
  static const struct {
    CraftTamper tamper;
    SokyCmsState state;
  } cases[] = {
      {change_type, SOKY_CMS_BROKEN},
      {take_pss_parameters, SOKY_CMS_UNCHECKED},
      {change_signature_hash, SOKY_CMS_UNCHECKED},
      {change_signature_kind, SOKY_CMS_BROKEN},
      {change_digest_hash, SOKY_CMS_BROKEN},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) message =
        craft_message (people->person, people->content, CMS_DETACHED, cases[i].tamper, people);
    assert_state (people, message, cases[i].state);
  }
}

static void
stamp (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already, gpointer data)
{
  if (signed_already)
    CMS_unsigned_add1_attr_by_NID (info, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                   "\x30\x03\x02\x01\x05", 5);
}

static void
test_timestamp (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED, stamp, NULL);
  g_autoptr (SokyCms) cms = read_message (message);
  g_autoptr (GBytes) expected = g_bytes_new_static ("\x30\x03\x02\x01\x05", 5);

  assert_state (people, message, SOKY_CMS_VALID);
  g_assert_true (g_bytes_equal (soky_cms_get_timestamp (cms), expected));
}

static void
add_many_certificates (CMS_ContentInfo *message, CMS_SignerInfo *info, gboolean signed_already,
                       gpointer data)
{
  People *people = data;

  for (long i = 0; signed_already && i < 200; i++) {
    g_autoptr (X509) copy = X509_dup (people->other->x509);
    ASN1_INTEGER_set (X509_get_serialNumber (copy), i);
    X509_sign (copy, people->other->key, EVP_sha256 ());
    g_assert_cmpint (CMS_add1_cert (message, copy), ==, 1);
  }
}

static void
test_many_certificates (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED, add_many_certificates, people);

  assert_malformed (message);
}

static void
test_weak_key (People *people, gconstpointer data)
{
  const CraftRequest request = {.name = "short", .rsa_bits = 1024};
  g_autoptr (Crafted) weak = craft (&request);
  g_autoptr (GBytes) message = craft_message (weak, people->content, CMS_DETACHED, NULL, NULL);

  assert_state (people, message, SOKY_CMS_WEAK);
}

/* OpenSSL's program as the author: other hashes, BER, other schemes. */
static const struct {
  const char *options;
  SokyHash hash;
  SokyCmsState state;
} by_program[] = {
    {"-md sha1", SOKY_HASH_SHA1, SOKY_CMS_WEAK},
    {"-md md5", SOKY_HASH_MD5, SOKY_CMS_WEAK},
    {"-md sha512", SOKY_HASH_SHA512, SOKY_CMS_VALID},
    {"-md sha256 -noattr", SOKY_HASH_SHA256, SOKY_CMS_VALID},
    {"-md sha1 -noattr", SOKY_HASH_SHA1, SOKY_CMS_WEAK},
    {"-md sha256 -cades -keyopt rsa_padding_mode:pss", SOKY_HASH_SHA256, SOKY_CMS_VALID},
    {"-md sha384 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:0", SOKY_HASH_SHA384,
     SOKY_CMS_VALID},
    {"-md sha256 -keyopt rsa_padding_mode:pss -keyopt rsa_mgf1_md:sha512", SOKY_HASH_SHA256,
     SOKY_CMS_VALID},
    {"-md ripemd160", SOKY_HASH_UNKNOWN, SOKY_CMS_UNCHECKED},
};

static void
check_program (const char *folder, gsize i)
{
  g_autofree char *command = g_strdup_printf (
      "cd '%s' && openssl cms -sign -binary -outform DER -in content -signer lan.pem "
      "-inkey lan.key -out m.der %s",
      folder, by_program[i].options);
  g_autofree char *path = g_build_filename (folder, "m.der", NULL);
  g_autofree char *output = NULL;

  if (fixture_run (&output, "sh", "-c", command, NULL) != 0) {
    g_test_message ("%s: %s", by_program[i].options, output);
    g_test_skip ("this openssl cannot make it");
    return;
  }
  g_autoptr (GBytes) message = fixture_read (path);
  g_autoptr (SokyCms) cms = read_message (message);
  SokyHash hash = by_program[i].hash;
  g_autoptr (GBytes) digest = soky_digest_bytes (hash != SOKY_HASH_UNKNOWN ? hash : SOKY_HASH_SHA1,
                                                 CONTENT, strlen (CONTENT));
  g_test_message ("%s", by_program[i].options);
  g_assert_cmpint (soky_cms_get_hash (cms), ==, hash);
  g_assert_cmpint (soky_cms_check (cms, digest, NULL), ==, by_program[i].state);
}

static void
test_by_program (People *people, gconstpointer data)
{
  char *folder = fixture_make_folder ();
  g_autofree char *content = g_build_filename (folder, "content", NULL);

  crafted_write (people->person, folder, "lan");
  fixture_write (content, CONTENT, strlen (CONTENT));
  for (gsize i = 0; i < G_N_ELEMENTS (by_program); i++)
    check_program (folder, i);
  fixture_remove_folder (folder);
}

/* BER in earnest: indefinite lengths all the way, as the program's -stream writes them. */
static void
test_ber (People *people, gconstpointer data)
{
  g_autoptr (BIO) in = BIO_new_mem_buf (CONTENT, -1);
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  g_autoptr (CMS_ContentInfo) message =
      CMS_sign (people->person->x509, people->person->key, NULL, in, CMS_STREAM | CMS_BINARY);
  char *ber = NULL;

  g_assert_cmpint (i2d_CMS_bio_stream (out, message, in, CMS_STREAM | CMS_BINARY), ==, 1);
  long length = BIO_get_mem_data (out, &ber);
  g_assert_cmphex ((guint8) ber[1], ==, 0x80);
  g_autoptr (GBytes) bytes = g_bytes_new (ber, (gsize) length);
  g_autoptr (SokyCms) cms = soky_cms_parse (bytes, TRUE, NULL);
  g_assert_nonnull (cms);
  g_assert_true (g_bytes_equal (soky_cms_get_content (cms), people->content));
  g_assert_cmpint (soky_cms_check (cms, people->digest, NULL), ==, SOKY_CMS_VALID);
}

static gsize
skip_header (const guint8 *data, gsize at, gsize length)
{
  const unsigned char *next = data + at;
  long size = 0;
  int tag = 0;
  int class = 0;

  g_assert_cmpint (ASN1_get_object (&next, &size, &tag, &class, (long) (length - at)), ==,
                   V_ASN1_CONSTRUCTED);
  return (gsize) (next - data);
}

/* The three outer levels of a detached message with indefinite lengths. */
static GBytes *
make_indefinite (GBytes *message)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (message, &length);
  const gsize type_length = 11; /* the object identifier of SignedData */
  GByteArray *out = g_byte_array_new ();
  gsize type = skip_header (data, 0, length);
  gsize inner = skip_header (data, skip_header (data, type + type_length, length), length);

  g_byte_array_append (out, (const guint8 *) "\x30\x80", 2);
  g_byte_array_append (out, data + type, (guint) type_length);
  g_byte_array_append (out, (const guint8 *) "\xa0\x80\x30\x80", 4);
  g_byte_array_append (out, data + inner, (guint) (length - inner));
  g_byte_array_append (out, (const guint8 *) "\0\0\0\0\0\0", 6);
  return g_byte_array_free_to_bytes (out);
}

static void
test_ber_detached (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED, NULL, NULL);
  g_autoptr (GBytes) indefinite = make_indefinite (message);

  assert_state (people, indefinite, SOKY_CMS_VALID);
}

static void
test_garbage (void)
{
  static const char *const garbage[] = {"", "%PDF", "0\x80", "0\x84\xff\xff\xff\xff",
                                        "0\x0b\x06\x09*\x86H\x86\xf7\r\x01\x07\x02"};

  for (gsize i = 0; i < G_N_ELEMENTS (garbage); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (garbage[i], strlen (garbage[i]));
    assert_malformed (bytes);
  }
}

typedef void (*PeopleTest) (People *people, gconstpointer data);

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    PeopleTest run;
  } tests[] = {
      {"/crypto/cms-foreign/honest", test_honest},
      {"/crypto/cms-foreign/no-attributes", test_no_attributes},
      {"/crypto/cms-foreign/no-certificate", test_no_certificate},
      {"/crypto/cms-foreign/content-inside", test_content_inside},
      {"/crypto/cms-foreign/two-signers", test_two_signers},
      {"/crypto/cms-foreign/naming", test_naming},
      {"/crypto/cms-foreign/twins", test_twins},
      {"/crypto/cms-foreign/algorithms", test_algorithms},
      {"/crypto/cms-foreign/timestamp", test_timestamp},
      {"/crypto/cms-foreign/many-certificates", test_many_certificates},
      {"/crypto/cms-foreign/weak-key", test_weak_key},
      {"/crypto/cms-foreign/by-program", test_by_program},
      {"/crypto/cms-foreign/ber", test_ber},
      {"/crypto/cms-foreign/ber-detached", test_ber_detached},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, People, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/crypto/cms-foreign/garbage", test_garbage);
  return g_test_run ();
}
