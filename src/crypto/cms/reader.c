/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/reader-private.h"

#include "crypto/cms/ess.h"

#include <glib/gi18n-lib.h>

/* more than this is no chain, but work for whoever builds paths from it */
#define MAX_CERTIFICATES 100

static gboolean
refuse (GError **error, const char *message)
{
  soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_MALFORMED, message);
  return FALSE;
}

/* /Contents is longer than the message and filled up with zeros. */
static gboolean
is_padding (const guint8 *at, const guint8 *end)
{
  while (at < end && *at == 0)
    at++;
  return at == end;
}

static gboolean
decode (SokyCms *self, GBytes *data, GError **error)
{
  gsize length = 0;
  const guint8 *start = g_bytes_get_data (data, &length);
  const unsigned char *at = start;

  if (length > 0 && length <= G_MAXINT)
    self->message = d2i_CMS_ContentInfo (NULL, &at, (long) length);
  if (self->message == NULL)
    return refuse (error, _ ("The signature cannot be read."));
  if (!is_padding (at, start + length))
    return refuse (error, _ ("There is something else behind the signature."));
  if (OBJ_obj2nid (CMS_get0_type (self->message)) != NID_pkcs7_signed)
    return refuse (error, _ ("The signature is no SignedData."));
  return TRUE;
}

static gboolean
take_content (SokyCms *self, gboolean allow_content, GError **error)
{
  ASN1_OCTET_STRING **content = CMS_get0_content (self->message);

  if (content == NULL)
    return refuse (error, _ ("The content of the signature cannot be read."));
  if (*content == NULL)
    return TRUE;
  if (!allow_content)
    return refuse (error, _ ("The signature carries a content of its own instead of signing the "
                             "file."));
  self->content =
      g_bytes_new (ASN1_STRING_get0_data (*content), (gsize) ASN1_STRING_length (*content));
  return TRUE;
}

static gboolean
take_signer_info (SokyCms *self, GError **error)
{
  STACK_OF (CMS_SignerInfo) *infos = CMS_get0_SignerInfos (self->message);
  X509_ALGOR *hash = NULL;
  X509_ALGOR *signature = NULL;

  if (sk_CMS_SignerInfo_num (infos) != 1)
    return refuse (error, _ ("The signature does not have exactly one signer."));
  self->signer_info = sk_CMS_SignerInfo_value (infos, 0);
  CMS_SignerInfo_get0_algs (self->signer_info, NULL, NULL, &hash, &signature);
  self->hash = soky_hash_from_algorithm (hash);
  soky_algorithm_read (&self->algorithm, signature);
  return TRUE;
}

static gboolean
take_certificates (SokyCms *self, GError **error)
{
  g_autoptr (SokyX509Stack) embedded = CMS_get1_certs (self->message);

  if (sk_X509_num (embedded) > MAX_CERTIFICATES)
    return refuse (error, _ ("The signature carries too many certificates."));
  for (int i = 0; i < sk_X509_num (embedded); i++) {
    SokyCertificate *certificate =
        soky_certificate_new_from_x509 (sk_X509_value (embedded, i), NULL);
    if (certificate != NULL)
      g_ptr_array_add (self->certificates, certificate);
  }
  return TRUE;
}

/* Several certificates may carry the same issuer and serial; the attribute says which is meant. */
static void
choose_signer (SokyCms *self)
{
  for (guint i = 0; i < self->certificates->len; i++) {
    SokyCertificate *candidate = self->certificates->pdata[i];
    X509 *x509 = soky_certificate_peek_x509 (candidate);
    if (CMS_SignerInfo_cert_cmp (self->signer_info, x509) != 0)
      continue;
    if (self->signer == NULL || (soky_cms_find_naming (self, self->signer) != SOKY_ATTRIBUTE_ONE &&
                                 soky_cms_find_naming (self, candidate) == SOKY_ATTRIBUTE_ONE))
      self->signer = candidate;
  }
}

static void
take_signing_time (SokyCms *self)
{
  int at = CMS_signed_get_attr_by_NID (self->signer_info, NID_pkcs9_signingTime, -1);
  X509_ATTRIBUTE *attribute = at < 0 ? NULL : CMS_signed_get_attr (self->signer_info, at);
  const ASN1_TYPE *value = attribute == NULL ? NULL : X509_ATTRIBUTE_get0_type (attribute, 0);

  if (value != NULL && (value->type == V_ASN1_UTCTIME || value->type == V_ASN1_GENERALIZEDTIME) &&
      !soky_openssl_time_to_us (value->value.asn1_string, &self->signing_time_us))
    self->signing_time_us = 0;
}

static void
take_timestamp (SokyCms *self)
{
  ASN1_OBJECT *object = OBJ_nid2obj (NID_id_smime_aa_timeStampToken);
  const ASN1_STRING *value =
      CMS_unsigned_get0_data_by_OBJ (self->signer_info, object, -3, V_ASN1_SEQUENCE);

  if (value != NULL)
    self->timestamp =
        g_bytes_new (ASN1_STRING_get0_data (value), (gsize) ASN1_STRING_length (value));
}

SokyAttribute
soky_cms_find_attribute (const SokyCms *self, int nid, int type, const void **value)
{
  int first = CMS_signed_get_attr_by_NID (self->signer_info, nid, -1);
  X509_ATTRIBUTE *attribute = first < 0 ? NULL : CMS_signed_get_attr (self->signer_info, first);

  if (attribute == NULL)
    return SOKY_ATTRIBUTE_ABSENT;
  if (CMS_signed_get_attr_by_NID (self->signer_info, nid, first) >= 0 ||
      X509_ATTRIBUTE_count (attribute) != 1)
    return SOKY_ATTRIBUTE_WRONG;
  const void *data = X509_ATTRIBUTE_get0_data (attribute, 0, type, NULL);
  if (data == NULL) {
    ERR_clear_error ();
    return SOKY_ATTRIBUTE_WRONG;
  }
  *value = data;
  return SOKY_ATTRIBUTE_ONE;
}

SokyAttribute
soky_cms_find_naming (const SokyCms *self, SokyCertificate *certificate)
{
  static const int nids[] = {NID_id_smime_aa_signingCertificate,
                             NID_id_smime_aa_signingCertificateV2};
  SokyAttribute result = SOKY_ATTRIBUTE_ABSENT;
  X509 *x509 = soky_certificate_peek_x509 (certificate);

  for (gsize i = 0; i < G_N_ELEMENTS (nids); i++) {
    const void *value = NULL;
    SokyAttribute found = soky_cms_find_attribute (self, nids[i], V_ASN1_SEQUENCE, &value);
    if (found == SOKY_ATTRIBUTE_ABSENT)
      continue;
    if (found == SOKY_ATTRIBUTE_WRONG || !soky_ess_names (value, i == 1, x509))
      return SOKY_ATTRIBUTE_WRONG;
    result = SOKY_ATTRIBUTE_ONE;
  }
  return result;
}

SokyCms *
soky_cms_parse (GBytes *data, gboolean allow_content, GError **error)
{
  g_return_val_if_fail (data != NULL, NULL);

  g_autoptr (SokyCms) self = g_new0 (SokyCms, 1);
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  if (!decode (self, data, error) || !take_content (self, allow_content, error) ||
      !take_signer_info (self, error) || !take_certificates (self, error))
    return NULL;
  choose_signer (self);
  take_signing_time (self);
  take_timestamp (self);
  ERR_clear_error ();
  return g_steal_pointer (&self);
}

void
soky_cms_free (SokyCms *self)
{
  if (self == NULL)
    return;
  CMS_ContentInfo_free (self->message);
  g_ptr_array_unref (self->certificates);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->timestamp, g_bytes_unref);
  g_free (self);
}

SokyHash
soky_cms_get_hash (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, SOKY_HASH_UNKNOWN);
  return self->hash;
}

SokyCertificate *
soky_cms_get_signer (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->signer;
}

GPtrArray *
soky_cms_get_certificates (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->certificates;
}

const char *
soky_cms_get_algorithm (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->algorithm.name;
}

gint64
soky_cms_get_signing_time_us (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->signing_time_us;
}

gboolean
soky_cms_names_certificate (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->signer != NULL && soky_cms_find_naming (self, self->signer) == SOKY_ATTRIBUTE_ONE;
}

GBytes *
soky_cms_get_content (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->content;
}

GBytes *
soky_cms_get_timestamp (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->timestamp;
}

GBytes *
soky_cms_get_signature_value (SokyCms *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  const ASN1_OCTET_STRING *value = CMS_SignerInfo_get0_signature (self->signer_info);
  return g_bytes_new (ASN1_STRING_get0_data (value), (gsize) ASN1_STRING_length (value));
}
