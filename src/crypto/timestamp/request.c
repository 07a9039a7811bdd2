/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/timestamp/request.h"

#include "crypto/cms/der.h"
#include "crypto/openssl.h"
#include "crypto/random.h"

#define VERSION 1
/* more than 64 bits are refused by some servers */
#define NONCE_BYTES 8

static void
append_imprint (GByteArray *out, SokyHash hash, GBytes *imprint)
{
  GByteArray *algorithm = g_byte_array_new ();
  GByteArray *content = g_byte_array_new ();
  gsize length = 0;
  const void *data = g_bytes_get_data (imprint, &length);

  soky_der_append_oid (algorithm, EVP_MD_get_type (soky_hash_get_md (hash)));
  soky_der_append (algorithm, V_ASN1_NULL, NULL, 0);
  soky_der_append_take (content, SOKY_DER_SEQUENCE, algorithm);
  soky_der_append (content, V_ASN1_OCTET_STRING, data, length);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
}

GBytes *
soky_timestamp_request_new (SokyHash hash, GBytes *imprint, GBytes **nonce)
{
  g_return_val_if_fail (imprint != NULL && nonce != NULL, NULL);
  g_return_val_if_fail (g_bytes_get_size (imprint) == soky_hash_get_size (hash), NULL);

  static const guint8 yes = 0xff;
  guint8 number[NONCE_BYTES];
  GByteArray *content = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  soky_random_fill (number, sizeof number);
  /* positive, and as long as it looks */
  number[0] = (guint8) ((number[0] & 0x7f) | 0x40);
  *nonce = g_bytes_new (number, sizeof number);
  soky_der_append_small_integer (content, VERSION);
  append_imprint (content, hash, imprint);
  soky_der_append (content, V_ASN1_INTEGER, number, sizeof number);
  soky_der_append (content, V_ASN1_BOOLEAN, &yes, 1);
  soky_der_append_take (out, SOKY_DER_SEQUENCE, content);
  return g_byte_array_free_to_bytes (out);
}
