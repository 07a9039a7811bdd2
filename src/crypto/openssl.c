/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/openssl.h"

#include <string.h>

G_DEFINE_QUARK (soky - crypto - error - quark, soky_crypto_error)

void
soky_openssl_set_error (GError **error, SokyCryptoError code, const char *message)
{
  /* the first error of the queue is the cause, the later ones say only who passed it on */
  const char *reason = ERR_reason_error_string (ERR_peek_error ());

  if (reason != NULL)
    g_set_error (error, SOKY_CRYPTO_ERROR, (int) code, "%s (%s)", message, reason);
  else
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, (int) code, message);
  ERR_clear_error ();
}

GBytes *
soky_openssl_encode (const ASN1_ITEM *item, const void *value)
{
  unsigned char *der = NULL;
  int length = ASN1_item_i2d ((const ASN1_VALUE *) value, &der, item);

  g_return_val_if_fail (length > 0, NULL);
  return g_bytes_new_with_free_func (der, (gsize) length, soky_openssl_free, der);
}

BIO *
soky_openssl_bio_for_input (SokyInput *input)
{
  goffset size = soky_input_get_size (input);

  if (size <= 0 || size > G_MAXINT)
    return BIO_new_mem_buf ("", 0);
  return BIO_new_mem_buf (soky_input_peek (input), (int) size);
}

gboolean
soky_openssl_time_to_us (const ASN1_TIME *time, gint64 *moment_us)
{
  struct tm parts;

  memset (&parts, 0, sizeof parts);
  if (time == NULL || ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;
  g_autoptr (GDateTime) moment =
      g_date_time_new_utc (parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
                           parts.tm_min, parts.tm_sec);
  if (moment == NULL)
    return FALSE;
  *moment_us = g_date_time_to_unix (moment) * G_USEC_PER_SEC;
  return TRUE;
}

SokyX509Stack *
soky_certificate_stack (GPtrArray *certificates)
{
  SokyX509Stack *stack = sk_X509_new_null ();

  for (guint i = 0; certificates != NULL && i < certificates->len; i++) {
    X509 *x509 = soky_certificate_peek_x509 (certificates->pdata[i]);
    X509_up_ref (x509);
    sk_X509_push (stack, x509);
  }
  return stack;
}
