/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages that others make: honest ones and old ones. */
#include "config.h"

#include "crypto/cms/pkcs1.h"
#include "fixture.h"
#include "people.h"

#include <string.h>

static void
test_honest (People *people, gconstpointer data)
{
  g_autoptr (GBytes) plain =
      craft_message (people->person, people->content, CMS_DETACHED, NULL, NULL);
  g_autoptr (SokyCms) cms = people_read (plain);
  people_assert_state (people, plain, SOKY_CMS_VALID);
  g_assert_false (soky_cms_names_certificate (cms));
  g_assert_cmpint (soky_cms_get_signing_time_us (cms), >, 0);
  g_assert_cmpstr (soky_cms_get_algorithm (cms), ==, "RSA PKCS#1 v1.5");

  g_autoptr (GBytes) cades =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_CADES, NULL, NULL);
  g_autoptr (SokyCms) named = people_read (cades);
  people_assert_state (people, cades, SOKY_CMS_VALID);
  g_assert_true (soky_cms_names_certificate (named));

  g_autoptr (GBytes) keyid =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_USE_KEYID, NULL, NULL);
  people_assert_state (people, keyid, SOKY_CMS_VALID);
}

/* Nothing but a signature over the file itself, as old Acrobat made them. */
static void
test_no_attributes (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_NOATTR, NULL, NULL);
  g_autoptr (SokyCms) cms = people_read (message);
  g_autoptr (GBytes) other = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);

  people_assert_state (people, message, SOKY_CMS_VALID);
  g_assert_cmpint (soky_cms_check (cms, other, NULL), ==, SOKY_CMS_BROKEN);
  g_assert_false (soky_cms_digest_matches (cms, people->digest));
  g_assert_false (soky_cms_names_certificate (cms));
}

/* A bare RSA signature over SHA-1, as its form's name says: right, but weak. */
static void
test_bare_sha1 (People *people, gconstpointer data)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  g_autoptr (GError) error = NULL;
  guint8 der[4 + 256] = {0x04, 0x82, 0x01, 0x00};
  size_t room = 256;
  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha1 (), NULL, people->person->key), ==,
                   1);
  g_assert_cmpint (EVP_DigestSign (context, der + 4, &room, (const guint8 *) PEOPLE_CONTENT,
                                   strlen (PEOPLE_CONTENT)),
                   ==, 1);
  g_autoptr (GBytes) contents = g_bytes_new (der, sizeof der);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_ptr_array_add (certificates, soky_certificate_get_der (people->person->certificate));
  g_autoptr (SokyCms) cms = soky_cms_from_pkcs1 (contents, certificates, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) digest =
      soky_digest_bytes (SOKY_HASH_SHA1, PEOPLE_CONTENT, strlen (PEOPLE_CONTENT));
  g_autoptr (GBytes) other = soky_digest_bytes (SOKY_HASH_SHA1, "x", 1);
  g_assert_cmpint (soky_cms_get_hash (cms), ==, SOKY_HASH_SHA1);
  g_assert_cmpint (soky_cms_check (cms, digest, NULL), ==, SOKY_CMS_WEAK);
  g_assert_cmpint (soky_cms_check (cms, other, NULL), ==, SOKY_CMS_BROKEN);
}

static void
test_no_certificate (People *people, gconstpointer data)
{
  g_autoptr (GBytes) message =
      craft_message (people->person, people->content, CMS_DETACHED | CMS_NOCERTS, NULL, NULL);
  g_autoptr (SokyCms) cms = people_read (message);

  g_assert_null (soky_cms_get_signer (cms));
  people_assert_state (people, message, SOKY_CMS_UNCHECKED);
}

static void
test_content_inside (People *people, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message = craft_message (people->person, people->content, 0, NULL, NULL);
  g_autoptr (GBytes) other = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);

  people_assert_malformed (message);
  g_autoptr (SokyCms) cms = soky_cms_parse (message, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (soky_cms_get_content (cms), people->content));
  g_assert_cmpint (soky_cms_check (cms, people->digest, NULL), ==, SOKY_CMS_VALID);
  g_assert_cmpint (soky_cms_check (cms, other, NULL), ==, SOKY_CMS_BROKEN);
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
  g_autoptr (SokyCms) cms = people_read (message);
  g_autoptr (GBytes) expected = g_bytes_new_static ("\x30\x03\x02\x01\x05", 5);

  people_assert_state (people, message, SOKY_CMS_VALID);
  g_assert_true (g_bytes_equal (soky_cms_get_timestamp (cms), expected));
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
  g_autoptr (SokyCms) cms = people_read (message);
  SokyHash hash = by_program[i].hash;
  g_autoptr (GBytes) digest = soky_digest_bytes (hash != SOKY_HASH_UNKNOWN ? hash : SOKY_HASH_SHA1,
                                                 PEOPLE_CONTENT, strlen (PEOPLE_CONTENT));
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
  fixture_write (content, PEOPLE_CONTENT, strlen (PEOPLE_CONTENT));
  for (gsize i = 0; i < G_N_ELEMENTS (by_program); i++)
    check_program (folder, i);
  fixture_remove_folder (folder);
}

/* BER in earnest: indefinite lengths all the way, as the program's -stream writes them. */
static void
test_ber (People *people, gconstpointer data)
{
  g_autoptr (BIO) in = BIO_new_mem_buf (PEOPLE_CONTENT, -1);
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

  people_assert_state (people, indefinite, SOKY_CMS_VALID);
}

int
main (int argc, char **argv)
{
  static const PeopleTest tests[] = {
      {"/crypto/cms-foreign/honest", test_honest},
      {"/crypto/cms-foreign/no-attributes", test_no_attributes},
      {"/crypto/cms-foreign/bare-sha1", test_bare_sha1},
      {"/crypto/cms-foreign/no-certificate", test_no_certificate},
      {"/crypto/cms-foreign/content-inside", test_content_inside},
      {"/crypto/cms-foreign/timestamp", test_timestamp},
      {"/crypto/cms-foreign/by-program", test_by_program},
      {"/crypto/cms-foreign/ber", test_ber},
      {"/crypto/cms-foreign/ber-detached", test_ber_detached},
  };

  g_test_init (&argc, &argv, NULL);
  people_add_tests (tests, G_N_ELEMENTS (tests));
  return g_test_run ();
}
