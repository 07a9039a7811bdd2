/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/timestamp/response.h"

#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

/* what a server says of itself is shown to people, but not at any length */
#define MAX_WORDS 200

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TS_STATUS_INFO, TS_STATUS_INFO_free)

/* PKIFailureInfo (RFC 3161 §2.4.2): numbers of bits. */
static const struct {
  int bit;
  const char *sentence;
} failures[] = {
    {0, N_ ("it does not know the hash that was used")},
    {2, N_ ("it does not carry out such requests")},
    {5, N_ ("it could not read the request")},
    {14, N_ ("its clock is out of order")},
    {15, N_ ("it does not follow the policy that was asked for")},
    {16, N_ ("it does not know an extension of the request")},
    {17, N_ ("it cannot add what was asked for")},
    {25, N_ ("it is out of order")},
};

static gboolean
refuse_unreadable (GError **error)
{
  soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_MALFORMED,
                          _ ("What the timestamp server answered is no timestamp. Check its "
                             "address."));
  return FALSE;
}

static char *
read_words (const STACK_OF (ASN1_UTF8STRING) * texts)
{
  const ASN1_UTF8STRING *first = sk_ASN1_UTF8STRING_value (texts, 0);
  if (first == NULL)
    return NULL;

  g_autofree char *valid =
      g_utf8_make_valid ((const char *) ASN1_STRING_get0_data (first), ASN1_STRING_length (first));
  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';
  return g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_WORDS));
}

static void
set_refusal (GError **error, const TS_STATUS_INFO *info)
{
  const ASN1_BIT_STRING *bits = TS_STATUS_INFO_get0_failure_info (info);
  g_autofree char *words = read_words (TS_STATUS_INFO_get0_text (info));
  const char *why = words;

  for (gsize i = 0; why == NULL && bits != NULL && i < G_N_ELEMENTS (failures); i++)
    if (ASN1_BIT_STRING_get_bit (bits, failures[i].bit))
      why = _ (failures[i].sentence);
  g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_TIMESTAMP,
               _ ("The timestamp server refused: %s"), why ? why : _ ("it gives no reason"));
}

/* The content of the one SEQUENCE that must fill all of @bytes. */
static const guint8 *
open_sequence (GBytes *bytes, long *length)
{
  gsize size = 0;
  const unsigned char *start = g_bytes_get_data (bytes, &size);
  const unsigned char *at = start;
  int tag = 0, class = 0;

  if (size == 0 || size > G_MAXINT)
    return NULL;
  int form = ASN1_get_object (&at, length, &tag, &class, (long) size);
  gboolean is_whole = form == V_ASN1_CONSTRUCTED && tag == V_ASN1_SEQUENCE &&
                      class == V_ASN1_UNIVERSAL && at + *length == start + size;
  return is_whole ? at : NULL;
}

GBytes *
soky_timestamp_response_read (GBytes *response, GError **error)
{
  g_return_val_if_fail (response != NULL, NULL);

  long length = 0;
  const guint8 *start = open_sequence (response, &length);
  const unsigned char *at = start;
  g_autoptr (TS_STATUS_INFO) info = start ? d2i_TS_STATUS_INFO (NULL, &at, length) : NULL;
  gint64 status = -1;

  if (info == NULL || ASN1_INTEGER_get_int64 (&status, TS_STATUS_INFO_get0_status (info)) != 1) {
    refuse_unreadable (error);
    return NULL;
  }
  if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) {
    set_refusal (error, info);
    return NULL;
  }
  if (at == start + length) {
    refuse_unreadable (error);
    return NULL;
  }
  return g_bytes_new (at, (gsize) (start + length - at));
}
