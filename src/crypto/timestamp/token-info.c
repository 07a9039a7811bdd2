/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/timestamp/token-info.h"

#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

gboolean
soky_timestamp_read_info (GBytes *content, SokyHash *hash, GBytes **imprint, gint64 *time_us,
                          GError **error)
{
  g_return_val_if_fail (content != NULL, FALSE);

  gsize length = 0;
  const unsigned char *start = g_bytes_get_data (content, &length);
  const unsigned char *next = start;
  g_autoptr (TS_TST_INFO) info =
      length > 0 && length <= G_MAXINT ? d2i_TS_TST_INFO (NULL, &next, (long) length) : NULL;
  TS_MSG_IMPRINT *stamped = info ? TS_TST_INFO_get_msg_imprint (info) : NULL;

  if (stamped == NULL || next != start + length ||
      !soky_openssl_time_to_us (TS_TST_INFO_get_time (info), time_us)) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_MALFORMED,
                            _ ("The timestamp cannot be read."));
    return FALSE;
  }
  const ASN1_OCTET_STRING *message = TS_MSG_IMPRINT_get_msg (stamped);
  *hash = soky_hash_from_algorithm (TS_MSG_IMPRINT_get_algo (stamped));
  *imprint = g_bytes_new (ASN1_STRING_get0_data (message), (gsize) ASN1_STRING_length (message));
  return TRUE;
}

GBytes *
soky_timestamp_read_nonce (GBytes *content)
{
  g_return_val_if_fail (content != NULL, NULL);

  gsize length = 0;
  const unsigned char *next = g_bytes_get_data (content, &length);
  g_autoptr (TS_TST_INFO) info =
      length > 0 && length <= G_MAXINT ? d2i_TS_TST_INFO (NULL, &next, (long) length) : NULL;
  const ASN1_INTEGER *nonce = info ? TS_TST_INFO_get_nonce (info) : NULL;

  ERR_clear_error ();
  if (nonce == NULL || ASN1_STRING_type (nonce) != V_ASN1_INTEGER)
    return NULL;
  return g_bytes_new (ASN1_STRING_get0_data (nonce), (gsize) ASN1_STRING_length (nonce));
}
