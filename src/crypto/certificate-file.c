/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/certificate.h"

#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

#define MAX_FILE_SIZE (16 * 1024 * 1024)

/* The end of a PEM file is an error of its own, and no failure. */
static gboolean
is_end_of_pem (void)
{
  unsigned long code = ERR_peek_last_error ();

  return ERR_GET_LIB (code) == ERR_LIB_PEM && ERR_GET_REASON (code) == PEM_R_NO_START_LINE;
}

static gboolean
read_pem (BIO *bio, GPtrArray *certificates, GError **error)
{
  for (;;) {
    g_autoptr (X509) x509 = PEM_read_bio_X509 (bio, NULL, NULL, NULL);
    if (x509 == NULL)
      break;
    SokyCertificate *certificate = soky_certificate_new_from_x509 (x509, error);
    if (certificate == NULL)
      return FALSE;
    g_ptr_array_add (certificates, certificate);
  }
  if (!is_end_of_pem ()) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE,
                            _ ("A certificate in the file is damaged."));
    return FALSE;
  }
  ERR_clear_error ();
  return TRUE;
}

static gboolean
read_file (SokyInput *input, GPtrArray *certificates, GError **error)
{
  goffset size = soky_input_get_size (input);

  if (size == 0 || size > MAX_FILE_SIZE) {
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE,
                         _ ("The file is empty or too large to be a certificate."));
    return FALSE;
  }
  /* authorities publish the same .crt as PEM or as plain DER, which begins with a SEQUENCE */
  if (soky_input_peek (input)[0] == (V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED)) {
    SokyCertificate *certificate =
        soky_certificate_new_from_der (soky_input_peek (input), (gsize) size, error);
    if (certificate == NULL)
      return FALSE;
    g_ptr_array_add (certificates, certificate);
    return TRUE;
  }
  g_autoptr (BIO) bio = soky_openssl_bio_for_input (input);
  if (!read_pem (bio, certificates, error))
    return FALSE;
  if (certificates->len > 0)
    return TRUE;
  g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE,
                       _ ("There is no certificate in the file."));
  return FALSE;
}

GPtrArray *
soky_certificate_list_from_pem_file (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SokyInput) input = soky_input_open (path, error);
  if (input == NULL)
    return NULL;
  if (!read_file (input, certificates, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }
  return g_steal_pointer (&certificates);
}

char *
soky_certificate_to_pem (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);

  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *text = NULL;
  PEM_write_bio_X509 (bio, soky_certificate_peek_x509 (self));
  long length = BIO_get_mem_data (bio, &text);
  return g_strndup (text, (gsize) length);
}

static gboolean
is_issued_by (SokyCertificate *certificate, SokyCertificate *issuer)
{
  X509 *below = soky_certificate_peek_x509 (certificate);
  X509 *above = soky_certificate_peek_x509 (issuer);
  EVP_PKEY *key = X509_get0_pubkey (above);

  return key != NULL && X509_check_issued (above, below) == X509_V_OK &&
         X509_verify (below, key) == 1;
}

static SokyCertificate *
find_issuer (SokyCertificate *certificate, GPtrArray *pool)
{
  for (guint i = 0; i < pool->len; i++)
    if (is_issued_by (certificate, pool->pdata[i]))
      return pool->pdata[i];
  return NULL;
}

static gboolean
contains (GPtrArray *certificates, SokyCertificate *certificate)
{
  for (guint i = 0; i < certificates->len; i++)
    if (soky_certificate_equal (certificates->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

GPtrArray *
soky_certificate_order_chain (SokyCertificate *self, GPtrArray *pool)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);

  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);
  SokyCertificate *last = self;
  while (pool != NULL && chain->len < pool->len) {
    SokyCertificate *issuer = find_issuer (last, pool);
    if (issuer == NULL || soky_certificate_equal (issuer, self) || contains (chain, issuer))
      break;
    g_ptr_array_add (chain, g_object_ref (issuer));
    last = issuer;
  }
  ERR_clear_error ();
  return g_steal_pointer (&chain);
}
