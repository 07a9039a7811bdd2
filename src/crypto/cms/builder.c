/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/builder.h"

#include "crypto/cms/algorithm.h"
#include "crypto/cms/der.h"
#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

/* RFC 5652 §5.1 and §5.3: plain certificates, id-data, the signer named by issuer and serial */
#define CMS_VERSION 1

typedef struct {
  SokySigner *signer;
  SokyScheme scheme;
  SokyHash hash;
} Making;

/* SHA-2 and SHA-3 carry no parameters (RFC 5754 §2). */
static void
append_hash_algorithm (GByteArray *out, SokyHash hash)
{
  GByteArray *content = g_byte_array_new ();

  soky_der_append_oid (content, EVP_MD_get_type (soky_hash_get_md (hash)));
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
}

/* RSASSA-PSS-params (RFC 4055 §3.1): the hash, MGF1 with the same, a salt as long. */
static void
append_pss_parameters (GByteArray *out, SokyHash hash)
{
  GByteArray *parameters = g_byte_array_new ();
  GByteArray *explicit_hash = g_byte_array_new ();
  GByteArray *mask = g_byte_array_new ();
  GByteArray *explicit_mask = g_byte_array_new ();
  GByteArray *salt = g_byte_array_new ();

  append_hash_algorithm (explicit_hash, hash);
  soky_der_append_take (parameters, SOKY_DER_CONTEXT (0), explicit_hash);
  soky_der_append_oid (mask, NID_mgf1);
  append_hash_algorithm (mask, hash);
  soky_der_append_take (explicit_mask, SOKY_DER_SEQUENCE, mask);
  soky_der_append_take (parameters, SOKY_DER_CONTEXT (1), explicit_mask);
  soky_der_append_small_integer (salt, (guint8) soky_hash_get_size (hash));
  soky_der_append_take (parameters, SOKY_DER_CONTEXT (2), salt);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, parameters);
}

static void
append_signature_algorithm (GByteArray *out, SokyScheme scheme, SokyHash hash)
{
  GByteArray *content = g_byte_array_new ();

  switch (scheme) {
  case SOKY_SCHEME_RSA_PKCS1:
    soky_der_append_oid (content, NID_rsaEncryption);
    soky_der_append (content, V_ASN1_NULL, NULL, 0);
    break;
  case SOKY_SCHEME_RSA_PSS:
    soky_der_append_oid (content, NID_rsassaPss);
    append_pss_parameters (content, hash);
    break;
  case SOKY_SCHEME_ECDSA:
    soky_der_append_oid (content, soky_algorithm_get_ecdsa_nid (hash));
    break;
  }
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
}

/* Attribute ::= SEQUENCE { type, SET OF value } with one value, which is freed. */
static GBytes *
make_attribute (int nid, GByteArray *value)
{
  GByteArray *content = g_byte_array_new ();
  GByteArray *attribute = g_byte_array_new ();

  soky_der_append_oid (content, nid);
  soky_der_append_take (content, SOKY_DER_SET, value);
  soky_der_append_take (attribute, SOKY_DER_SEQUENCE, content);
  return g_byte_array_free_to_bytes (attribute);
}

static GBytes *
make_signing_certificate (const Making *making)
{
  X509 *x509 = soky_certificate_peek_x509 (soky_signer_get_certificate (making->signer));
  GByteArray *value = g_byte_array_new ();
  g_autoptr (ESS_SIGNING_CERT_V2) names =
      OSSL_ESS_signing_cert_v2_new_init (soky_hash_get_md (making->hash), x509, NULL, 1);
  g_autoptr (GBytes) encoded = soky_openssl_encode (ASN1_ITEM_rptr (ESS_SIGNING_CERT_V2), names);

  soky_der_append_encoded (value, encoded);
  return make_attribute (NID_id_smime_aa_signingCertificateV2, value);
}

/* The signed attributes as the SET OF over which the signature is made. */
static GByteArray *
make_attributes (const Making *making, GBytes *content_digest)
{
  g_autoptr (GPtrArray) attributes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GByteArray *type = g_byte_array_new ();
  GByteArray *digest = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();
  gsize length = 0;
  const void *data = g_bytes_get_data (content_digest, &length);

  soky_der_append_oid (type, NID_pkcs7_data);
  g_ptr_array_add (attributes, make_attribute (NID_pkcs9_contentType, type));
  soky_der_append (digest, V_ASN1_OCTET_STRING, data, length);
  g_ptr_array_add (attributes, make_attribute (NID_pkcs9_messageDigest, digest));
  g_ptr_array_add (attributes, make_signing_certificate (making));
  soky_der_append_set_of (out, SOKY_DER_SET, attributes);
  return out;
}

static void
append_certificates (GByteArray *out, SokySigner *signer)
{
  g_autoptr (GPtrArray) encoded = g_ptr_array_new ();
  GPtrArray *chain = soky_signer_get_chain (signer);

  g_ptr_array_add (encoded, soky_certificate_get_der (soky_signer_get_certificate (signer)));
  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (encoded, soky_certificate_get_der (chain->pdata[i]));
  soky_der_append_set_of (out, SOKY_DER_CONTEXT (0), encoded);
}

static void
append_signer_id (GByteArray *out, SokyCertificate *certificate)
{
  X509 *x509 = soky_certificate_peek_x509 (certificate);
  GByteArray *content = g_byte_array_new ();
  g_autoptr (GBytes) issuer =
      soky_openssl_encode (ASN1_ITEM_rptr (X509_NAME), X509_get_issuer_name (x509));
  g_autoptr (GBytes) serial =
      soky_openssl_encode (ASN1_ITEM_rptr (ASN1_INTEGER), X509_get0_serialNumber (x509));

  soky_der_append_encoded (content, issuer);
  soky_der_append_encoded (content, serial);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
}

/* @attributes: as a SET OF; inside the SignerInfo its tag is [0] */
static void
append_signer_info (GByteArray *out, const Making *making, GByteArray *attributes,
                    GBytes *signature)
{
  GByteArray *content = g_byte_array_new ();
  gsize length = 0;
  const void *data = g_bytes_get_data (signature, &length);

  soky_der_append_small_integer (content, CMS_VERSION);
  append_signer_id (content, soky_signer_get_certificate (making->signer));
  append_hash_algorithm (content, making->hash);
  guint start = content->len;
  g_byte_array_append (content, attributes->data, attributes->len);
  content->data[start] = SOKY_DER_CONTEXT (0);
  append_signature_algorithm (content, making->scheme, making->hash);
  soky_der_append (content, V_ASN1_OCTET_STRING, data, length);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
}

static void
append_signed_data (GByteArray *out, const Making *making, GByteArray *attributes,
                    GBytes *signature)
{
  GByteArray *content = g_byte_array_new ();
  GByteArray *hashes = g_byte_array_new ();
  GByteArray *inner = g_byte_array_new ();
  GByteArray *signers = g_byte_array_new ();

  soky_der_append_small_integer (content, CMS_VERSION);
  append_hash_algorithm (hashes, making->hash);
  soky_der_append_take (content, SOKY_DER_SET, hashes);
  soky_der_append_oid (inner, NID_pkcs7_data);
  soky_der_append_take (content, SOKY_DER_SEQUENCE, inner);
  append_certificates (content, making->signer);
  append_signer_info (signers, making, attributes, signature);
  soky_der_append_take (content, SOKY_DER_SET, signers);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
}

static GBytes *
assemble (const Making *making, GByteArray *attributes, GBytes *signature)
{
  GByteArray *content = g_byte_array_new ();
  GByteArray *explicit_content = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  soky_der_append_oid (content, NID_pkcs7_signed);
  append_signed_data (explicit_content, making, attributes, signature);
  soky_der_append_take (content, SOKY_DER_CONTEXT (0), explicit_content);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
soky_cms_build (SokySigner *signer, SokyScheme scheme, SokyHash hash, GBytes *content_digest,
                GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_SIGNER (signer), NULL);
  g_return_val_if_fail (content_digest != NULL, NULL);
  g_return_val_if_fail (g_bytes_get_size (content_digest) == soky_hash_get_size (hash), NULL);

  if (soky_hash_is_weak (hash)) {
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED,
                         _ ("MD5 and SHA-1 are too weak to sign with."));
    return NULL;
  }
  const Making making = {signer, scheme, hash};
  g_autoptr (GByteArray) attributes = make_attributes (&making, content_digest);
  g_autoptr (GBytes) digest = soky_digest_bytes (hash, attributes->data, attributes->len);
  g_autoptr (GBytes) signature =
      soky_signer_sign_digest (signer, scheme, hash, digest, cancellable, error);
  if (signature == NULL)
    return NULL;
  return assemble (&making, attributes, signature);
}

gsize
soky_cms_estimate_size (SokySigner *signer, SokyScheme scheme, SokyHash hash)
{
  g_return_val_if_fail (SOKY_IS_SIGNER (signer), 0);
  g_return_val_if_fail (soky_hash_get_size (hash) > 0, 0);

  /* the message itself with zeros for what is not known yet; an ECDSA signature may turn out
   * shorter */
  X509 *x509 = soky_certificate_peek_x509 (soky_signer_get_certificate (signer));
  const EVP_PKEY *key = X509_get0_pubkey (x509);
  gsize signature_size = key == NULL ? 0 : (gsize) EVP_PKEY_get_size (key);
  gsize digest_size = soky_hash_get_size (hash);
  g_autoptr (GBytes) digest = g_bytes_new_take (g_malloc0 (digest_size), digest_size);
  g_autoptr (GBytes) signature = g_bytes_new_take (g_malloc0 (signature_size), signature_size);

  const Making making = {signer, scheme, hash};
  g_autoptr (GByteArray) attributes = make_attributes (&making, digest);
  g_autoptr (GBytes) whole = assemble (&making, attributes, signature);
  return g_bytes_get_size (whole);
}
