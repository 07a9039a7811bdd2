/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/pkcs1.h"

#include "crypto/cms/der.h"
#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error, const char *message)
{
  soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_MALFORMED, message);
  return FALSE;
}

static ASN1_OCTET_STRING *
read_signature (GBytes *contents, GError **error)
{
  gsize length = 0;
  const unsigned char *at = g_bytes_get_data (contents, &length);
  const unsigned char *end = at + length;
  g_autoptr (ASN1_OCTET_STRING) value =
      length <= G_MAXINT ? d2i_ASN1_OCTET_STRING (NULL, &at, (long) length) : NULL;

  if (value == NULL) {
    refuse (error, _ ("The signature cannot be read."));
    return NULL;
  }
  while (at < end && *at == 0)
    at++;
  if (at < end) {
    refuse (error, _ ("There is something else behind the signature."));
    return NULL;
  }
  return g_steal_pointer (&value);
}

/* The hash that the signature names in its padding; SHA-1 when it is not of this key. */
static int
find_hash (X509 *signer, const ASN1_OCTET_STRING *value)
{
  EVP_PKEY *key = X509_get0_pubkey (signer);
  g_autoptr (EVP_PKEY_CTX) context = key ? EVP_PKEY_CTX_new (key, NULL) : NULL;
  size_t room = key ? (size_t) EVP_PKEY_get_size (key) : 0;
  g_autofree unsigned char *plain = g_malloc0 (MAX (room, 1));
  const unsigned char *at = plain;
  int nid = NID_sha1;

  if (context != NULL && EVP_PKEY_get_base_id (key) == EVP_PKEY_RSA &&
      EVP_PKEY_verify_recover_init (context) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) == 1 &&
      EVP_PKEY_verify_recover (context, plain, &room, ASN1_STRING_get0_data (value),
                               (size_t) ASN1_STRING_length (value)) == 1) {
    g_autoptr (X509_SIG) named = d2i_X509_SIG (NULL, &at, (long) room);
    const X509_ALGOR *algorithm = NULL;
    if (named != NULL) {
      X509_SIG_get0 (named, &algorithm, NULL);
      nid = OBJ_obj2nid (algorithm->algorithm);
    }
  }
  ERR_clear_error ();
  return nid == NID_undef ? NID_sha1 : nid;
}

static void
append_algorithm (GByteArray *out, int nid)
{
  static const guint8 null_value[] = {0x05, 0x00};
  GByteArray *algorithm = g_byte_array_new ();

  soky_der_append_oid (algorithm, nid);
  g_byte_array_append (algorithm, null_value, sizeof null_value);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, algorithm);
}

static void
append_signer_info (GByteArray *out, X509 *signer, int hash, const ASN1_OCTET_STRING *value)
{
  GByteArray *info = g_byte_array_new ();
  GByteArray *name = g_byte_array_new ();
  g_autoptr (GBytes) issuer =
      soky_openssl_encode (ASN1_ITEM_rptr (X509_NAME), X509_get_issuer_name (signer));
  g_autoptr (GBytes) serial =
      soky_openssl_encode (ASN1_ITEM_rptr (ASN1_INTEGER), X509_get0_serialNumber (signer));
  g_autoptr (GBytes) octets = soky_openssl_encode (ASN1_ITEM_rptr (ASN1_OCTET_STRING), value);
  GByteArray *infos = g_byte_array_new ();

  soky_der_append_small_integer (info, 1);
  soky_der_append_encoded (name, issuer);
  soky_der_append_encoded (name, serial);
  soky_der_append_take (info, SOKY_DER_SEQUENCE, name);
  append_algorithm (info, hash);
  append_algorithm (info, NID_rsaEncryption);
  soky_der_append_encoded (info, octets);
  soky_der_append_take (infos, SOKY_DER_SEQUENCE, info);
  soky_der_append_take (out, SOKY_DER_SET, infos);
}

/* SignedData as RFC 5652 §5.1 has it, without content. */
static GBytes *
make_message (X509 *signer, int hash, const ASN1_OCTET_STRING *value, GPtrArray *certificates)
{
  GByteArray *out = g_byte_array_new ();
  GByteArray *message = g_byte_array_new ();
  GByteArray *outer = g_byte_array_new ();
  GByteArray *data = g_byte_array_new ();
  GByteArray *hashes = g_byte_array_new ();
  GByteArray *content = g_byte_array_new ();
  GByteArray *all = g_byte_array_new ();

  soky_der_append_small_integer (data, 1);
  append_algorithm (hashes, hash);
  soky_der_append_take (data, SOKY_DER_SET, hashes);
  soky_der_append_oid (content, NID_pkcs7_data);
  soky_der_append_take (data, SOKY_DER_SEQUENCE, content);
  for (guint i = 0; i < certificates->len; i++)
    soky_der_append_encoded (all, g_ptr_array_index (certificates, i));
  soky_der_append_take (data, SOKY_DER_CONTEXT (0), all);
  append_signer_info (data, signer, hash, value);
  soky_der_append_oid (message, NID_pkcs7_signed);
  soky_der_append_take (outer, SOKY_DER_SEQUENCE, data);
  soky_der_append_take (message, SOKY_DER_CONTEXT (0), outer);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, message);
  return g_byte_array_free_to_bytes (out);
}

SokyCms *
soky_cms_from_pkcs1 (GBytes *contents, GPtrArray *certificates, GError **error)
{
  g_return_val_if_fail (contents != NULL && certificates != NULL, NULL);

  g_autoptr (ASN1_OCTET_STRING) value = read_signature (contents, error);
  if (value == NULL)
    return NULL;
  gsize length = 0;
  const unsigned char *der = certificates->len > 0
                                 ? g_bytes_get_data (g_ptr_array_index (certificates, 0), &length)
                                 : NULL;
  g_autoptr (X509) signer =
      der != NULL && length <= G_MAXINT ? d2i_X509 (NULL, &der, (long) length) : NULL;
  if (signer == NULL) {
    refuse (error, _ ("The signature carries no certificate of its signer."));
    return NULL;
  }
  g_autoptr (GBytes) message =
      make_message (signer, find_hash (signer, value), value, certificates);
  return soky_cms_parse (message, FALSE, error);
}
