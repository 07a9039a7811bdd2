/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/timestamp/accept.h"

#include "crypto/cms/reader-private.h"
#include "crypto/timestamp/token-info.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_TIMESTAMP, message);
  return FALSE;
}

static gboolean
is_for_timestamps (X509 *x509)
{
  int at = X509_get_ext_by_NID (x509, NID_ext_key_usage, -1);
  int critical = 0;
  EXTENDED_KEY_USAGE *usage = X509_get_ext_d2i (x509, NID_ext_key_usage, &critical, NULL);
  gboolean alone = sk_ASN1_OBJECT_num (usage) == 1 &&
                   OBJ_obj2nid (sk_ASN1_OBJECT_value (usage, 0)) == NID_time_stamp;

  sk_ASN1_OBJECT_pop_free (usage, ASN1_OBJECT_free);
  ERR_clear_error ();
  return at >= 0 && alone && critical == 1;
}

gboolean
soky_timestamp_check_signer (SokyCms *token, gint64 time_us, GError **error)
{
  g_return_val_if_fail (token != NULL, FALSE);

  SokyCertificate *signer = soky_cms_get_signer (token);
  if (signer == NULL)
    return refuse (error, _ ("The timestamp does not contain the certificate of its server."));
  if (!soky_cms_names_certificate (token))
    return refuse (error, _ ("The timestamp does not name the certificate that it was made with."));
  if (!is_for_timestamps (soky_certificate_peek_x509 (signer)))
    return refuse (error, _ ("The certificate of the timestamp server was not issued for "
                             "timestamps."));
  if (time_us < soky_certificate_get_not_before_us (signer) ||
      time_us > soky_certificate_get_not_after_us (signer))
    return refuse (error, _ ("The certificate of the timestamp server is not valid at the moment "
                             "of the timestamp."));
  return TRUE;
}

static gboolean
check_content (SokyCms *token, const SokyTimestampQuestion *question, gint64 *time_us,
               GError **error)
{
  GBytes *content = soky_cms_get_content (token);
  g_autoptr (GBytes) imprint = NULL;
  SokyHash hash = SOKY_HASH_UNKNOWN;

  if (content == NULL ||
      OBJ_obj2nid (CMS_get0_eContentType (token->message)) != NID_id_smime_ct_TSTInfo)
    return refuse (error, _ ("What the timestamp server answered is no timestamp. Check its "
                             "address."));
  if (!soky_timestamp_read_info (content, &hash, &imprint, time_us, error))
    return FALSE;
  if (hash != question->hash || !g_bytes_equal (imprint, question->imprint))
    return refuse (error, _ ("The timestamp server stamped something else than it was given."));
  g_autoptr (GBytes) nonce = soky_timestamp_read_nonce (content);
  if (nonce == NULL || !g_bytes_equal (nonce, question->nonce))
    return refuse (error, _ ("The timestamp server gave an old answer in place of a new one."));
  return TRUE;
}

static gboolean
check_signature (SokyCms *token, GError **error)
{
  GBytes *content = soky_cms_get_content (token);
  gsize length = 0;
  const void *data = g_bytes_get_data (content, &length);
  SokyHash hash = soky_cms_get_hash (token);
  g_autoptr (GBytes) digest =
      hash == SOKY_HASH_UNKNOWN ? NULL : soky_digest_bytes (hash, data, length);
  g_autofree char *reason = NULL;

  if (digest != NULL && soky_cms_check (token, digest, &reason) == SOKY_CMS_VALID)
    return TRUE;
  g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_TIMESTAMP,
               _ ("The signature of the timestamp server does not hold: %s"),
               reason ? reason : _ ("it uses a method that is not known."));
  return FALSE;
}

static gboolean
check_trust (SokyCms *token, gint64 time_us, SokyTrust *trust, GError **error)
{
  if (trust == NULL || soky_trust_count_anchors (trust) == 0)
    return TRUE;
  g_autoptr (SokyTrustPath) path =
      soky_trust_find_path (trust, soky_cms_get_signer (token), soky_cms_get_certificates (token),
                            SOKY_TRUST_PURPOSE_TIMESTAMPING, time_us);
  if (path->state == SOKY_TRUST_TRUSTED)
    return TRUE;
  g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_TIMESTAMP,
               _ ("The timestamp server is not trusted: %s"), path->reason);
  return FALSE;
}

gboolean
soky_timestamp_accept (GBytes *token, const SokyTimestampQuestion *question, SokyTrust *trust,
                       GError **error)
{
  g_return_val_if_fail (token != NULL && question != NULL, FALSE);

  gint64 time_us = 0;
  g_autoptr (SokyCms) cms = soky_cms_parse (token, TRUE, error);
  return cms != NULL && check_content (cms, question, &time_us, error) &&
         check_signature (cms, error) && soky_timestamp_check_signer (cms, time_us, error) &&
         check_trust (cms, time_us, trust, error);
}
