/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/stamp.h"

#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

GBytes *
soky_cms_add_timestamp (GBytes *cms, GBytes *token, GError **error)
{
  g_return_val_if_fail (cms != NULL && token != NULL, NULL);

  gsize length = 0, token_length = 0;
  const unsigned char *at = g_bytes_get_data (cms, &length);
  const void *token_data = g_bytes_get_data (token, &token_length);
  g_autoptr (CMS_ContentInfo) message = d2i_CMS_ContentInfo (NULL, &at, (long) length);
  STACK_OF (CMS_SignerInfo) *signers = message ? CMS_get0_SignerInfos (message) : NULL;

  if (sk_CMS_SignerInfo_num (signers) != 1 ||
      CMS_unsigned_add1_attr_by_NID (sk_CMS_SignerInfo_value (signers, 0),
                                     NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE, token_data,
                                     (int) token_length) != 1) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_FAILED,
                            _ ("The timestamp could not be put into the signature."));
    return NULL;
  }
  return soky_openssl_encode (ASN1_ITEM_rptr (CMS_ContentInfo), message);
}
