/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/software-signer.h"

#include "crypto/key.h"
#include "crypto/openssl.h"

#include <glib/gi18n-lib.h>

struct _SokySoftwareSigner {
  SokySigner parent_instance;

  EVP_PKEY *key;
};

G_DEFINE_FINAL_TYPE (SokySoftwareSigner, soky_software_signer, SOKY_TYPE_SIGNER)

/* RSA needs its padding told; an EC key signs as it is. */
static gboolean
prepare (EVP_PKEY_CTX *context, SokyScheme scheme, SokyHash hash)
{
  const EVP_MD *md = soky_hash_get_md (hash);

  if (EVP_PKEY_sign_init (context) != 1)
    return FALSE;
  if (scheme == SOKY_SCHEME_RSA_PKCS1 &&
      EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) != 1)
    return FALSE;
  if (scheme == SOKY_SCHEME_RSA_PSS &&
      (EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING) != 1 ||
       EVP_PKEY_CTX_set_rsa_mgf1_md (context, md) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen (context, RSA_PSS_SALTLEN_DIGEST) != 1))
    return FALSE;
  return EVP_PKEY_CTX_set_signature_md (context, md) == 1;
}

static GBytes *
soky_software_signer_sign_digest (SokySigner *signer, SokyScheme scheme, SokyHash hash,
                                  GBytes *digest, GCancellable *cancellable, GError **error)
{
  SokySoftwareSigner *self = SOKY_SOFTWARE_SIGNER (signer);
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (self->key, NULL);
  gsize digest_length = 0;
  const guint8 *digest_data = g_bytes_get_data (digest, &digest_length);
  gsize length = (gsize) EVP_PKEY_get_size (self->key);
  g_autofree guint8 *signature = g_malloc0 (length);

  if (!prepare (context, scheme, hash) ||
      EVP_PKEY_sign (context, signature, &length, digest_data, digest_length) != 1) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_FAILED, _ ("The key did not sign."));
    return NULL;
  }
  return g_bytes_new_take (g_steal_pointer (&signature), length);
}

static void
soky_software_signer_finalize (GObject *object)
{
  SokySoftwareSigner *self = SOKY_SOFTWARE_SIGNER (object);

  g_clear_pointer (&self->key, EVP_PKEY_free);
  G_OBJECT_CLASS (soky_software_signer_parent_class)->finalize (object);
}

static void
soky_software_signer_class_init (SokySoftwareSignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_software_signer_finalize;
  SOKY_SIGNER_CLASS (klass)->sign_digest = soky_software_signer_sign_digest;
}

static void
soky_software_signer_init (SokySoftwareSigner *self)
{
}

SokySigner *
soky_software_signer_new_from_key (EVP_PKEY *key, SokyCertificate *certificate, GPtrArray *others,
                                   GError **error)
{
  if (X509_check_private_key (soky_certificate_peek_x509 (certificate), key) != 1) {
    ERR_clear_error ();
    g_set_error_literal (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_KEY_MISMATCH,
                         _ ("The private key and the certificate do not belong together. "
                            "Choose the key that this certificate was made for."));
    return NULL;
  }
  g_autoptr (GPtrArray) chain = soky_certificate_order_chain (certificate, others);
  SokySoftwareSigner *self =
      g_object_new (SOKY_TYPE_SOFTWARE_SIGNER, "certificate", certificate, "chain", chain, NULL);
  EVP_PKEY_up_ref (key);
  self->key = key;
  return SOKY_SIGNER (self);
}

SokySigner *
soky_software_signer_new_from_pem (const char *key_path, const char *certificate_path,
                                   SokySecret *password, GError **error)
{
  g_return_val_if_fail (key_path != NULL && certificate_path != NULL, NULL);

  g_autoptr (GPtrArray) certificates =
      soky_certificate_list_from_pem_file (certificate_path, error);
  if (certificates == NULL)
    return NULL;
  g_autoptr (EVP_PKEY) key = soky_key_read_pem (key_path, password, error);
  if (key == NULL)
    return NULL;
  return soky_software_signer_new_from_key (key, certificates->pdata[0], certificates, error);
}

SokySigner *
soky_software_signer_new_from_p12 (const char *path, SokySecret *password, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (GPtrArray) certificates = soky_key_read_p12 (path, password, &key, error);
  if (certificates == NULL)
    return NULL;
  return soky_software_signer_new_from_key (key, certificates->pdata[0], certificates, error);
}
