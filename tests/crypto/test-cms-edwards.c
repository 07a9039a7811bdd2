/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ed25519 and Ed448 as RFC 8419 and ISO/TS 32002 have them. OpenSSL 3.0 does not make such
 * messages, so they are written by hand; the key's own operation signs them. */
#include "config.h"

#include "craft.h"
#include "crypto/cms/der.h"
#include "crypto/cms/reader.h"

#include <string.h>

#define CONTENT "%PDF-2.0 lesson plan"

/* id-shake256 (RFC 8702) and id-shake256-len with its parameter (RFC 8419), as DER */
static const guint8 shake[] = "\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x0c";
static const guint8 shake_512[] =
    "\x30\x0f\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x12\x02\x02\x02\x00";
static const guint8 shake_256[] =
    "\x30\x0f\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x12\x02\x02\x01\x00";
static const guint8 sha384[] = "\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02";
static const guint8 sha512[] = "\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03";

typedef struct {
  const char *name;
  const char *curve;
  int nid;
  const guint8 *algorithm;
  gsize algorithm_length;
  SokyHash hash;
  SokyCmsState expected;
  gboolean bare; /* without signed attributes */
} Case;

#define DER(bytes) bytes, sizeof bytes - 1

static const Case cases[] = {
    {"ed25519", "ED25519", NID_ED25519, DER (sha512), SOKY_HASH_SHA512, SOKY_CMS_VALID},
    {"ed448", "ED448", NID_ED448, DER (shake_512), SOKY_HASH_SHAKE256, SOKY_CMS_VALID},
    {"ed448-short-name", "ED448", NID_ED448, DER (shake), SOKY_HASH_SHAKE256, SOKY_CMS_VALID},
    /* another length than the standard's is another hash */
    {"ed448-other-length", "ED448", NID_ED448, DER (shake_256), SOKY_HASH_UNKNOWN,
     SOKY_CMS_UNCHECKED},
    /* it would have to be made over the whole file, which is hashed only once */
    {"ed25519-bare", "ED25519", NID_ED25519, DER (sha512), SOKY_HASH_SHA512, SOKY_CMS_UNCHECKED,
     TRUE},
    /* a key of the other curve must not pass under this name */
    {"ed25519-by-ed448", "ED448", NID_ED25519, DER (sha512), SOKY_HASH_SHA512, SOKY_CMS_BROKEN},
    {"ed25519-sha384", "ED25519", NID_ED25519, DER (sha384), SOKY_HASH_SHA384, SOKY_CMS_UNCHECKED},
};

static void
append_attribute (GPtrArray *list, int nid, GByteArray *value)
{
  GByteArray *content = g_byte_array_new ();
  GByteArray *attribute = g_byte_array_new ();

  soky_der_append_oid (content, nid);
  soky_der_append_take (content, SOKY_DER_SET, value);
  soky_der_append_take (attribute, SOKY_DER_SEQUENCE, content);
  g_ptr_array_add (list, g_byte_array_free_to_bytes (attribute));
}

static GByteArray *
make_attributes (GBytes *digest)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GByteArray *type = g_byte_array_new ();
  GByteArray *value = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  soky_der_append_oid (type, NID_pkcs7_data);
  append_attribute (list, NID_pkcs9_contentType, type);
  soky_der_append (value, V_ASN1_OCTET_STRING, g_bytes_get_data (digest, NULL),
                   g_bytes_get_size (digest));
  append_attribute (list, NID_pkcs9_messageDigest, value);
  soky_der_append_set_of (out, SOKY_DER_SET, list);
  return out;
}

static void
append_signature (GByteArray *out, EVP_PKEY *key, const guint8 *data, gsize length)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  guint8 signature[256];
  size_t room = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, NULL, NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &room, data, length), ==, 1);
  soky_der_append (out, V_ASN1_OCTET_STRING, signature, room);
}

static void
append_signer_info (GByteArray *out, const Case *one, Crafted *person, GBytes *digest)
{
  GByteArray *info = g_byte_array_new ();
  GByteArray *id = g_byte_array_new ();
  GByteArray *algorithm = g_byte_array_new ();
  g_autoptr (GByteArray) attributes = make_attributes (digest);
  g_autoptr (GBytes) issuer =
      soky_openssl_encode (ASN1_ITEM_rptr (X509_NAME), X509_get_issuer_name (person->x509));
  g_autoptr (GBytes) serial =
      soky_openssl_encode (ASN1_ITEM_rptr (ASN1_INTEGER), X509_get0_serialNumber (person->x509));

  soky_der_append_small_integer (info, 1);
  soky_der_append_encoded (id, issuer);
  soky_der_append_encoded (id, serial);
  soky_der_append_take (info, SOKY_DER_SEQUENCE, id);
  g_byte_array_append (info, one->algorithm, (guint) one->algorithm_length);
  guint start = info->len;
  if (!one->bare) {
    g_byte_array_append (info, attributes->data, attributes->len);
    info->data[start] = SOKY_DER_CONTEXT (0);
  }
  soky_der_append_oid (algorithm, one->nid);
  soky_der_append_take (info, SOKY_DER_SEQUENCE, algorithm);
  if (one->bare)
    append_signature (info, person->key, (const guint8 *) CONTENT, strlen (CONTENT));
  else
    append_signature (info, person->key, attributes->data, attributes->len);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, info);
}

static GBytes *
make_message (const Case *one, Crafted *person, GBytes *digest)
{
  GByteArray *data = g_byte_array_new ();
  GByteArray *type = g_byte_array_new ();
  GByteArray *signers = g_byte_array_new ();
  GByteArray *content = g_byte_array_new ();
  GByteArray *inner = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  soky_der_append_small_integer (data, 1);
  soky_der_append (data, SOKY_DER_SET, one->algorithm, one->algorithm_length);
  soky_der_append_oid (type, NID_pkcs7_data);
  soky_der_append_take (data, SOKY_DER_SEQUENCE, type);
  g_ptr_array_add (certificates, soky_certificate_get_der (person->certificate));
  soky_der_append_set_of (data, SOKY_DER_CONTEXT (0), certificates);
  append_signer_info (signers, one, person, digest);
  soky_der_append_take (data, SOKY_DER_SET, signers);
  soky_der_append_oid (content, NID_pkcs7_signed);
  soky_der_append_take (inner, SOKY_DER_SEQUENCE, data);
  soky_der_append_take (content, SOKY_DER_CONTEXT (0), inner);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
  return g_byte_array_free_to_bytes (out);
}

static Crafted *
make_person (const char *curve)
{
  const CraftRequest request = {.name = "Nguyễn Thị Lan",
                                .curve = curve,
                                .basic_constraints = "critical,CA:FALSE",
                                .key_usage = "critical,nonRepudiation"};

  return craft (&request);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  SokyHash hash = one->hash == SOKY_HASH_UNKNOWN ? SOKY_HASH_SHAKE256 : one->hash;
  g_autoptr (Crafted) person = make_person (one->curve);
  g_autoptr (GBytes) digest = soky_digest_bytes (hash, CONTENT, strlen (CONTENT));
  g_autoptr (GBytes) other = soky_digest_bytes (hash, "x", 1);
  g_autoptr (GBytes) message = make_message (one, person, digest);
  g_autoptr (SokyCms) cms = soky_cms_parse (message, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (soky_cms_get_hash (cms), ==, one->hash);
  g_assert_cmpstr (soky_cms_get_algorithm (cms), ==, one->nid == NID_ED448 ? "Ed448" : "Ed25519");
  g_assert_cmpint (soky_cms_check (cms, digest, &reason), ==, one->expected);
  g_test_message ("%s", reason ? reason : "valid");
  if (one->expected == SOKY_CMS_VALID)
    g_assert_cmpint (soky_cms_check (cms, other, NULL), ==, SOKY_CMS_BROKEN);
}

/* Whatever byte of the signature is changed, it is not valid any more. */
static void
test_changed (void)
{
  const Case *one = &cases[0];
  g_autoptr (Crafted) person = make_person (one->curve);
  g_autoptr (GBytes) digest = soky_digest_bytes (one->hash, CONTENT, strlen (CONTENT));
  g_autoptr (GBytes) message = make_message (one, person, digest);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (message, &length);

  for (gsize i = length - 64; i < length; i++) {
    g_autofree guint8 *changed = g_memdup2 (data, length);
    changed[i] ^= 1;
    g_autoptr (GBytes) bytes = g_bytes_new (changed, length);
    g_autoptr (SokyCms) cms = soky_cms_parse (bytes, FALSE, NULL);
    g_assert_nonnull (cms);
    g_assert_cmpint (soky_cms_check (cms, digest, NULL), ==, SOKY_CMS_BROKEN);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/crypto/cms-edwards/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/crypto/cms-edwards/changed", test_changed);
  return g_test_run ();
}
