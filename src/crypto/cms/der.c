/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/der.h"

#include "crypto/openssl.h"

#include <string.h>

#define LONG_FORM 0x80

/* DER compares encodings as octet strings, the shorter one padded with zeros (X.690 §11.6). */
static gint
compare_encodings (gconstpointer a, gconstpointer b)
{
  return g_bytes_compare (*(GBytes *const *) a, *(GBytes *const *) b);
}

void
soky_der_append (GByteArray *out, guint8 tag, const void *content, gsize length)
{
  guint octets = 0;

  for (gsize rest = length; rest > 0; rest >>= 8)
    octets++;
  g_byte_array_append (out, &tag, 1);
  if (length >= LONG_FORM)
    g_byte_array_append (out, &(guint8){(guint8) (LONG_FORM | octets)}, 1);
  else
    octets = 1;
  for (guint i = octets; i > 0; i--)
    g_byte_array_append (out, &(guint8){(guint8) (length >> (8 * (i - 1)))}, 1);
  if (length > 0)
    g_byte_array_append (out, content, (guint) length);
}

void
soky_der_append_take (GByteArray *out, guint8 tag, GByteArray *content)
{
  soky_der_append (out, tag, content->data, content->len);
  g_byte_array_unref (content);
}

void
soky_der_append_encoded (GByteArray *out, GBytes *encoded)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (encoded, &length);

  g_byte_array_append (out, data, (guint) length);
}

void
soky_der_append_oid (GByteArray *out, int nid)
{
  const ASN1_OBJECT *object = OBJ_nid2obj (nid);

  g_return_if_fail (OBJ_length (object) > 0);
  soky_der_append (out, V_ASN1_OBJECT, OBJ_get0_data (object), OBJ_length (object));
}

void
soky_der_append_small_integer (GByteArray *out, guint8 value)
{
  g_return_if_fail (value < 0x80);
  soky_der_append (out, V_ASN1_INTEGER, &value, 1);
}

void
soky_der_append_set_of (GByteArray *out, guint8 tag, GPtrArray *elements)
{
  GByteArray *content = g_byte_array_new ();

  g_ptr_array_sort (elements, compare_encodings);
  for (guint i = 0; i < elements->len; i++)
    soky_der_append_encoded (content, elements->pdata[i]);
  soky_der_append_take (out, tag, content);
}
