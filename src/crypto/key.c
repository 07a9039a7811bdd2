/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/key.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FILE_SIZE (1024 * 1024)

typedef struct {
  SokySecret *password;
  gboolean asked;
} Asking;

/* OpenSSL asks only when the key is encrypted: that tells a wrong password from a damaged file. */
static int
give_password_cb (char *buffer, int size, int writing, void *user_data)
{
  Asking *asking = user_data;

  asking->asked = TRUE;
  if (asking->password == NULL || soky_secret_get_length (asking->password) > (gsize) size)
    return -1;
  memcpy (buffer, soky_secret_peek (asking->password), soky_secret_get_length (asking->password));
  return (int) soky_secret_get_length (asking->password);
}

static SokyInput *
open_small (const char *path, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (path, error);

  if (input == NULL)
    return NULL;
  goffset size = soky_input_get_size (input);
  if (size > 0 && size <= MAX_FILE_SIZE)
    return g_steal_pointer (&input);
  g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_KEY,
               _ ("%s is empty or too large to be a private key."), path);
  return NULL;
}

static void
set_wrong_password (GError **error, SokySecret *password)
{
  ERR_clear_error ();
  g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_WRONG_PASSWORD,
                       password == NULL
                           ? _ ("The private key is protected by a password. Enter it.")
                           : _ ("The password of the private key is wrong. Try again."));
}

EVP_PKEY *
soky_key_read_pem (const char *path, SokySecret *password, GError **error)
{
  g_autoptr (SokyInput) input = open_small (path, error);
  Asking asking = {password, FALSE};

  if (input == NULL)
    return NULL;
  g_autoptr (BIO) bio = soky_openssl_bio_for_input (input);
  EVP_PKEY *key = PEM_read_bio_PrivateKey (bio, NULL, give_password_cb, &asking);
  if (key == NULL && asking.asked)
    set_wrong_password (error, password);
  else if (key == NULL)
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_KEY,
                            _ ("The file holds no private key that can be read."));
  ERR_clear_error ();
  return key;
}

/* Old PKCS#12 files need algorithms that must not be switched on for anything else, so they are
 * read in a library context of their own. */
typedef struct {
  OSSL_LIB_CTX *context;
  OSSL_PROVIDER *current;
  OSSL_PROVIDER *legacy; /* NULL where it is not installed */
} Surroundings;

static Surroundings *
surroundings_new (void)
{
  Surroundings *self = g_new0 (Surroundings, 1);

  self->context = OSSL_LIB_CTX_new ();
  self->current = OSSL_PROVIDER_load (self->context, "default");
  self->legacy = OSSL_PROVIDER_load (self->context, "legacy");
  ERR_clear_error ();
  return self;
}

static void
surroundings_free (Surroundings *self)
{
  g_clear_pointer (&self->legacy, OSSL_PROVIDER_unload);
  g_clear_pointer (&self->current, OSSL_PROVIDER_unload);
  OSSL_LIB_CTX_free (self->context);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Surroundings, surroundings_free)

/* A key that no longer rests on the context it was read in. */
static EVP_PKEY *
rehome_key (EVP_PKEY *key)
{
  unsigned char *der = NULL;
  int length = i2d_PrivateKey (key, &der);

  if (length <= 0)
    return NULL;
  const unsigned char *at = der;
  EVP_PKEY *copy = d2i_AutoPrivateKey (NULL, &at, length);
  OPENSSL_clear_free (der, (size_t) length);
  return copy;
}

static SokyCertificate *
rehome_certificate (X509 *x509, GError **error)
{
  g_autoptr (GBytes) der = soky_openssl_encode (ASN1_ITEM_rptr (X509), x509);

  return soky_certificate_new_from_der (g_bytes_get_data (der, NULL), g_bytes_get_size (der),
                                        error);
}

static GPtrArray *
collect (X509 *x509, SokyX509Stack *others, GError **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  SokyCertificate *certificate = rehome_certificate (x509, error);

  if (certificate == NULL)
    return NULL;
  g_ptr_array_add (certificates, certificate);
  for (int i = 0; i < sk_X509_num (others); i++) {
    certificate = rehome_certificate (sk_X509_value (others, i), error);
    if (certificate == NULL)
      return NULL;
    g_ptr_array_add (certificates, certificate);
  }
  return g_steal_pointer (&certificates);
}

static PKCS12 *
decode_p12 (SokyInput *input, OSSL_LIB_CTX *context, GError **error)
{
  PKCS12 *p12 = PKCS12_init_ex (NID_pkcs7_data, context, NULL);
  const unsigned char *at = soky_input_peek (input);

  if (d2i_PKCS12 (&p12, &at, (long) soky_input_get_size (input)) == NULL) {
    PKCS12_free (p12);
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_KEY,
                            _ ("The file is not a PKCS#12 file (.p12, .pfx)."));
    return NULL;
  }
  return p12;
}

/* The MAC tells a wrong password from a damaged file. */
static void
set_p12_error (GError **error, PKCS12 *p12, SokySecret *password)
{
  unsigned long code = ERR_peek_last_error ();

  if (PKCS12_mac_present (p12) && ERR_GET_LIB (code) == ERR_LIB_PKCS12 &&
      ERR_GET_REASON (code) == PKCS12_R_MAC_VERIFY_FAILURE)
    set_wrong_password (error, password);
  else
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_KEY,
                            _ ("The private key in the file cannot be read."));
}

GPtrArray *
soky_key_read_p12 (const char *path, SokySecret *password, EVP_PKEY **key, GError **error)
{
  g_autoptr (SokyInput) input = open_small (path, error);
  const char *text = password == NULL ? "" : soky_secret_peek (password);

  if (input == NULL)
    return NULL;
  g_autoptr (Surroundings) surroundings = surroundings_new ();
  g_autoptr (PKCS12) p12 = decode_p12 (input, surroundings->context, error);
  if (p12 == NULL)
    return NULL;
  g_autoptr (EVP_PKEY) foreign = NULL;
  g_autoptr (X509) x509 = NULL;
  g_autoptr (SokyX509Stack) others = NULL;
  if (PKCS12_parse (p12, text, &foreign, &x509, &others) != 1) {
    set_p12_error (error, p12, password);
    return NULL;
  }
  if (foreign == NULL || x509 == NULL) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_KEY,
                            _ ("The file holds no certificate with its private key."));
    return NULL;
  }
  *key = rehome_key (foreign);
  if (*key == NULL) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_KEY,
                            _ ("The private key is of a kind that is not supported."));
    return NULL;
  }
  return collect (x509, others, error);
}

EVP_PKEY *
soky_key_generate (SokyNewKey kind, GError **error)
{
  EVP_PKEY *key = NULL;

  switch (kind) {
  case SOKY_NEW_KEY_RSA_2048:
    key = EVP_RSA_gen (2048);
    break;
  case SOKY_NEW_KEY_RSA_3072:
    key = EVP_RSA_gen (3072);
    break;
  case SOKY_NEW_KEY_RSA_4096:
    key = EVP_RSA_gen (4096);
    break;
  case SOKY_NEW_KEY_EC_P256:
    key = EVP_EC_gen ("P-256");
    break;
  case SOKY_NEW_KEY_EC_P384:
    key = EVP_EC_gen ("P-384");
    break;
  case SOKY_NEW_KEY_EC_P521:
    key = EVP_EC_gen ("P-521");
    break;
  }
  if (key == NULL)
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_FAILED, _ ("A key could not be made."));
  return key;
}

gboolean
soky_key_write_private (BIO *bio, const char *path, GError **error)
{
  char *data = NULL;
  long length = BIO_get_mem_data (bio, &data);

  return g_file_set_contents_full (path, data, length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

gboolean
soky_key_write_pem (EVP_PKEY *key, SokySecret *password, const char *path, GError **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_secmem ());
  const EVP_CIPHER *cipher = password == NULL ? NULL : EVP_aes_256_cbc ();
  Asking asking = {password, FALSE};

  if (PEM_write_bio_PKCS8PrivateKey (bio, key, cipher, NULL, 0, give_password_cb, &asking) != 1) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_FAILED,
                            _ ("The private key could not be written."));
    return FALSE;
  }
  return soky_key_write_private (bio, path, error);
}
