/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/reader-private.h"

#include "crypto/cms/der.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SokyCmsState state;
  const char *reason;
} Outcome;

static gboolean
equals (const ASN1_OCTET_STRING *value, GBytes *expected)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (expected, &length);

  return ASN1_STRING_length (value) == (int) length &&
         CRYPTO_memcmp (ASN1_STRING_get0_data (value), data, length) == 0;
}

/* The attributes as they were signed: a SET OF with its own tag. DER sorts them; some signers
 * signed them in the order in which they wrote them. */
static GBytes *
encode_attributes (const SokyCms *self, gboolean sorted)
{
  g_autoptr (GPtrArray) encoded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GByteArray *plain = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  for (int i = 0; i < CMS_signed_get_attr_count (self->signer_info); i++) {
    const X509_ATTRIBUTE *attribute = CMS_signed_get_attr (self->signer_info, i);
    GBytes *bytes = soky_openssl_encode (ASN1_ITEM_rptr (X509_ATTRIBUTE), attribute);
    g_ptr_array_add (encoded, bytes);
    soky_der_append_encoded (plain, bytes);
  }
  if (sorted)
    soky_der_append_set_of (out, SOKY_DER_SET, encoded);
  else
    soky_der_append (out, SOKY_DER_SET, plain->data, plain->len);
  g_byte_array_unref (plain);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
verify_over (const SokyCms *self, EVP_PKEY *key, GBytes *message)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (message, &length);
  g_autoptr (GBytes) digest = soky_digest_bytes (self->hash, data, length);

  return digest != NULL &&
         soky_algorithm_verify (&self->algorithm, key, self->hash, message, digest,
                                CMS_SignerInfo_get0_signature (self->signer_info));
}

static Outcome
check_attributes (const SokyCms *self, EVP_PKEY *key, GBytes *content_digest)
{
  const void *type = NULL;
  const void *digest = NULL;

  if (soky_cms_find_attribute (self, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, &digest) !=
      SOKY_ATTRIBUTE_ONE)
    return (Outcome){SOKY_CMS_BROKEN, _ ("The signature does not say what it was made for.")};
  if (!equals (digest, content_digest))
    return (Outcome){SOKY_CMS_BROKEN, _ ("The content was changed after it was signed.")};
  if (soky_cms_find_attribute (self, NID_pkcs9_contentType, V_ASN1_OBJECT, &type) !=
          SOKY_ATTRIBUTE_ONE ||
      OBJ_cmp (type, CMS_get0_eContentType (self->message)) != 0)
    return (Outcome){SOKY_CMS_BROKEN, _ ("The signature was made for another kind of content.")};
  if (soky_cms_find_naming (self, self->signer) == SOKY_ATTRIBUTE_WRONG)
    return (Outcome){SOKY_CMS_BROKEN,
                     _ ("The certificate is not the one that the signature was made with.")};

  g_autoptr (GBytes) as_written = encode_attributes (self, FALSE);
  if (verify_over (self, key, as_written))
    return (Outcome){SOKY_CMS_VALID, NULL};
  g_autoptr (GBytes) sorted = encode_attributes (self, TRUE);
  if (!g_bytes_equal (as_written, sorted) && verify_over (self, key, sorted))
    return (Outcome){SOKY_CMS_VALID, NULL};
  return (Outcome){SOKY_CMS_BROKEN, _ ("The signature is wrong: it was not made with the key "
                                       "of this certificate, or it was changed.")};
}

/* Old signatures are made over the content itself, which must be plain data then (RFC 5652 §5.3).
 */
static Outcome
check_bare (const SokyCms *self, EVP_PKEY *key, GBytes *content_digest)
{
  const ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature (self->signer_info);

  if (OBJ_obj2nid (CMS_get0_eContentType (self->message)) != NID_pkcs7_data)
    return (Outcome){SOKY_CMS_BROKEN, _ ("The signature was made for another kind of content.")};
  if (soky_algorithm_is_edwards (&self->algorithm))
    return (Outcome){SOKY_CMS_UNCHECKED, _ ("The signature uses a method that is not known.")};
  if (soky_algorithm_verify (&self->algorithm, key, self->hash, NULL, content_digest, signature))
    return (Outcome){SOKY_CMS_VALID, NULL};
  return (Outcome){SOKY_CMS_BROKEN, _ ("The content was changed after it was signed, or the "
                                       "signature is wrong.")};
}

/* What prevents any judgement. */
static Outcome
check_known (const SokyCms *self)
{
  if (self->signer == NULL)
    return (Outcome){SOKY_CMS_UNCHECKED,
                     _ ("The signature does not contain the certificate of its signer.")};
  if (self->hash == SOKY_HASH_UNKNOWN || self->algorithm.kind == SOKY_ALGORITHM_UNKNOWN ||
      X509_get0_pubkey (soky_certificate_peek_x509 (self->signer)) == NULL)
    return (Outcome){SOKY_CMS_UNCHECKED, _ ("The signature uses a method that is not known.")};
  if (self->algorithm.hash != SOKY_HASH_UNKNOWN && self->algorithm.hash != self->hash)
    return (Outcome){SOKY_CMS_UNCHECKED, _ ("The signature contradicts itself about its hash.")};
  return (Outcome){SOKY_CMS_VALID, NULL};
}

static Outcome
check_strength (const SokyCms *self)
{
  if (soky_hash_is_weak (self->hash))
    return (Outcome){SOKY_CMS_WEAK, _ ("The signature rests on an old hash (MD5 or SHA-1) that "
                                       "no longer protects against forgery.")};
  if (soky_certificate_is_key_weak (self->signer))
    return (Outcome){SOKY_CMS_WEAK,
                     _ ("The signer's key is too short to protect against forgery.")};
  return (Outcome){SOKY_CMS_VALID, NULL};
}

/* Content that is carried along must be what the digest was taken of. */
static gboolean
content_matches (const SokyCms *self, GBytes *content_digest)
{
  gsize length = 0;

  if (self->content == NULL)
    return TRUE;
  const void *data = g_bytes_get_data (self->content, &length);
  g_autoptr (GBytes) digest = soky_digest_bytes (self->hash, data, length);
  return digest != NULL && g_bytes_equal (digest, content_digest);
}

static Outcome
check (const SokyCms *self, GBytes *content_digest)
{
  Outcome outcome = check_known (self);

  if (outcome.state != SOKY_CMS_VALID)
    return outcome;
  if (g_bytes_get_size (content_digest) != soky_hash_get_size (self->hash) ||
      !content_matches (self, content_digest))
    return (Outcome){SOKY_CMS_BROKEN, _ ("The content was changed after it was signed.")};

  EVP_PKEY *key = X509_get0_pubkey (soky_certificate_peek_x509 (self->signer));
  if (CMS_signed_get_attr_count (self->signer_info) < 0)
    outcome = check_bare (self, key, content_digest);
  else
    outcome = check_attributes (self, key, content_digest);
  return outcome.state == SOKY_CMS_VALID ? check_strength (self) : outcome;
}

SokyCmsState
soky_cms_check (SokyCms *self, GBytes *content_digest, char **reason)
{
  g_return_val_if_fail (self != NULL, SOKY_CMS_UNCHECKED);
  g_return_val_if_fail (content_digest != NULL, SOKY_CMS_UNCHECKED);

  Outcome outcome = check (self, content_digest);
  ERR_clear_error ();
  if (reason != NULL)
    *reason = g_strdup (outcome.reason);
  return outcome.state;
}

gboolean
soky_cms_digest_matches (SokyCms *self, GBytes *content_digest)
{
  const void *digest = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (content_digest != NULL, FALSE);

  return soky_cms_find_attribute (self, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, &digest) ==
             SOKY_ATTRIBUTE_ONE &&
         equals (digest, content_digest);
}
