/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/authority.h"

#include "crypto/key.h"
#include "crypto/openssl.h"
#include "crypto/random.h"

#include <glib/gi18n-lib.h>

#define SERIAL_BYTES 16
#define X509_VERSION 2

struct _SokyAuthority {
  EVP_PKEY *key;
  SokyCertificate *certificate;
  GPtrArray *chain; /* those above it */
};

struct _SokyIssued {
  EVP_PKEY *key;
  SokyCertificate *certificate;
  GPtrArray *chain;
};

/* Positive, not zero, unpredictable (RFC 5280 §4.1.2.2). */
static gboolean
set_serial (X509 *x509)
{
  guint8 bytes[SERIAL_BYTES];

  soky_random_fill (bytes, sizeof bytes);
  bytes[0] = (guint8) ((bytes[0] & 0x7f) | 0x40);
  g_autoptr (BIGNUM) number = BN_bin2bn (bytes, sizeof bytes, NULL);
  return BN_to_ASN1_INTEGER (number, X509_get_serialNumber (x509)) != NULL;
}

static gboolean
set_validity (X509 *x509, gint64 not_before_us, gint64 not_after_us)
{
  time_t from = (time_t) (not_before_us / G_USEC_PER_SEC);
  time_t to = (time_t) (not_after_us / G_USEC_PER_SEC);

  return ASN1_TIME_adj (X509_getm_notBefore (x509), from, 0, 0) != NULL &&
         ASN1_TIME_adj (X509_getm_notAfter (x509), to, 0, 0) != NULL;
}

static gboolean
add_name (X509_NAME *name, int nid, const char *value)
{
  if (value == NULL || *value == '\0')
    return TRUE;
  return X509_NAME_add_entry_by_NID (name, nid, V_ASN1_UTF8STRING, (const unsigned char *) value,
                                     -1, -1, 0) == 1;
}

static gboolean
add_extension (X509 *x509, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;

  X509V3_set_ctx (&context, issuer, x509, NULL, NULL, 0);
  g_autoptr (X509_EXTENSION) extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  return extension != NULL && X509_add_ext (x509, extension, -1) == 1;
}

static gboolean
add_alternative (GENERAL_NAMES *names, int type, const char *value)
{
  GENERAL_NAME *name = a2i_GENERAL_NAME (NULL, NULL, NULL, type, value, 0);

  return name != NULL && sk_GENERAL_NAME_push (names, name) > 0;
}

static gboolean
add_alternatives (X509 *x509, const SokyLeafRequest *request)
{
  GENERAL_NAMES *names = sk_GENERAL_NAME_new_null ();
  gboolean good = request->email == NULL || add_alternative (names, GEN_EMAIL, request->email);

  for (gsize i = 0; good && request->hosts != NULL && request->hosts[i] != NULL; i++) {
    const char *host = request->hosts[i];
    good = add_alternative (names, g_hostname_is_ip_address (host) ? GEN_IPADD : GEN_DNS, host);
  }
  if (good && sk_GENERAL_NAME_num (names) > 0)
    good = X509_add1_ext_i2d (x509, NID_subject_alt_name, names, 0, X509V3_ADD_APPEND) == 1;
  GENERAL_NAMES_free (names);
  return good;
}

static const EVP_MD *
choose_md (const EVP_PKEY *key)
{
  int bits = EVP_PKEY_get_base_id (key) == EVP_PKEY_EC ? EVP_PKEY_get_bits (key) : 0;

  return bits > 384 ? EVP_sha512 () : bits > 256 ? EVP_sha384 () : EVP_sha256 ();
}

/* What every certificate has; @issuer is @x509 itself for a root. */
static gboolean
start (X509 *x509, EVP_PKEY *key, X509 *issuer, gint64 not_before_us, gint64 not_after_us)
{
  return X509_set_version (x509, X509_VERSION) == 1 && set_serial (x509) &&
         set_validity (x509, not_before_us, not_after_us) && X509_set_pubkey (x509, key) == 1 &&
         X509_set_issuer_name (x509, X509_get_subject_name (issuer)) == 1 &&
         add_extension (x509, issuer, NID_subject_key_identifier, "hash") &&
         add_extension (x509, issuer, NID_authority_key_identifier, "keyid:always");
}

static SokyCertificate *
finish (X509 *x509, EVP_PKEY *issuer_key, gboolean good, GError **error)
{
  if (!good || X509_sign (x509, issuer_key, choose_md (issuer_key)) <= 0) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_FAILED,
                            _ ("The certificate could not be made."));
    return NULL;
  }
  return soky_certificate_new_from_x509 (x509, error);
}

static SokyAuthority *
new_authority (EVP_PKEY *key, SokyCertificate *certificate, GPtrArray *pool)
{
  SokyAuthority *self = g_new0 (SokyAuthority, 1);

  EVP_PKEY_up_ref (key);
  self->key = key;
  self->certificate = g_object_ref (certificate);
  self->chain = soky_certificate_order_chain (certificate, pool);
  return self;
}

/* The authority's own certificate followed by those above it. */
static GPtrArray *
list_with_chain (SokyCertificate *certificate, GPtrArray *chain)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (all, g_object_ref (certificate));
  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (all, g_object_ref (chain->pdata[i]));
  return all;
}

static SokyAuthority *
make_authority (SokyAuthority *above, const char *name, SokyNewKey kind, gint64 not_before_us,
                gint64 not_after_us, GError **error)
{
  g_autoptr (EVP_PKEY) key = soky_key_generate (kind, error);
  g_autoptr (X509) x509 = X509_new ();

  if (key == NULL)
    return NULL;
  X509 *issuer = above == NULL ? x509 : soky_certificate_peek_x509 (above->certificate);
  gboolean good = add_name (X509_get_subject_name (x509), NID_commonName, name) &&
                  start (x509, key, issuer, not_before_us, not_after_us) &&
                  add_extension (x509, issuer, NID_basic_constraints, "critical,CA:TRUE") &&
                  add_extension (x509, issuer, NID_key_usage, "critical,keyCertSign,cRLSign");
  g_autoptr (SokyCertificate) certificate =
      finish (x509, above == NULL ? key : above->key, good, error);
  if (certificate == NULL)
    return NULL;
  g_autoptr (GPtrArray) pool =
      above == NULL ? NULL : list_with_chain (above->certificate, above->chain);
  return new_authority (key, certificate, pool);
}

static gboolean
add_leaf_names (X509 *x509, const SokyLeafRequest *request)
{
  X509_NAME *name = X509_get_subject_name (x509);

  return add_name (name, NID_organizationName, request->organisation) &&
         add_name (name, NID_organizationalUnitName, request->unit) &&
         add_name (name, NID_title, request->title) &&
         add_name (name, NID_serialNumber, request->id_number) &&
         add_name (name, NID_commonName, request->common_name);
}

static gboolean
add_leaf_usage (X509 *x509, X509 *issuer, SokyLeafKind kind)
{
  const char *usage = kind == SOKY_LEAF_SERVER ? "critical,digitalSignature,keyEncipherment"
                                               : "critical,digitalSignature,nonRepudiation";

  if (!add_extension (x509, issuer, NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension (x509, issuer, NID_key_usage, usage))
    return FALSE;
  return kind != SOKY_LEAF_SERVER || add_extension (x509, issuer, NID_ext_key_usage, "serverAuth");
}

static gboolean
write_list (GPtrArray *certificates, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < certificates->len; i++) {
    g_autofree char *pem = soky_certificate_to_pem (certificates->pdata[i]);
    g_string_append (text, pem);
  }
  return g_file_set_contents_full (path, text->str, (gssize) text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, error);
}

SokyAuthority *
soky_authority_new_root (const char *name, SokyNewKey key, gint64 not_before_us,
                         gint64 not_after_us, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  return make_authority (NULL, name, key, not_before_us, not_after_us, error);
}

SokyAuthority *
soky_authority_new_intermediate (SokyAuthority *self, const char *name, SokyNewKey key,
                                 gint64 not_before_us, gint64 not_after_us, GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);
  return make_authority (self, name, key, not_before_us, not_after_us, error);
}

SokyAuthority *
soky_authority_load (const char *key_path, const char *certificate_path, SokySecret *password,
                     GError **error)
{
  g_return_val_if_fail (key_path != NULL && certificate_path != NULL, NULL);

  g_autoptr (GPtrArray) certificates =
      soky_certificate_list_from_pem_file (certificate_path, error);
  if (certificates == NULL)
    return NULL;
  g_autoptr (EVP_PKEY) key = soky_key_read_pem (key_path, password, error);
  if (key == NULL)
    return NULL;
  SokyCertificate *certificate = certificates->pdata[0];
  if (X509_check_private_key (soky_certificate_peek_x509 (certificate), key) != 1 ||
      !soky_certificate_is_authority (certificate)) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_KEY_MISMATCH,
                            _ ("The files do not hold an authority's certificate and its key."));
    return NULL;
  }
  return new_authority (key, certificate, certificates);
}

void
soky_authority_free (SokyAuthority *self)
{
  if (self == NULL)
    return;
  EVP_PKEY_free (self->key);
  g_object_unref (self->certificate);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

SokyCertificate *
soky_authority_get_certificate (SokyAuthority *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->certificate;
}

gboolean
soky_authority_write_pem (SokyAuthority *self, const char *key_path, const char *certificate_path,
                          SokySecret *password, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  g_autoptr (GPtrArray) all = list_with_chain (self->certificate, self->chain);
  return soky_key_write_pem (self->key, password, key_path, error) &&
         write_list (all, certificate_path, error);
}

SokyIssued *
soky_authority_issue (SokyAuthority *self, const SokyLeafRequest *request, GError **error)
{
  g_return_val_if_fail (self != NULL && request != NULL, NULL);
  g_return_val_if_fail (request->common_name != NULL, NULL);

  g_autoptr (EVP_PKEY) key = soky_key_generate (request->key, error);
  if (key == NULL)
    return NULL;
  g_autoptr (X509) x509 = X509_new ();
  X509 *issuer = soky_certificate_peek_x509 (self->certificate);
  gint64 not_after_us =
      MIN (request->not_after_us, soky_certificate_get_not_after_us (self->certificate));
  gboolean good = add_leaf_names (x509, request) &&
                  start (x509, key, issuer, request->not_before_us, not_after_us) &&
                  add_leaf_usage (x509, issuer, request->kind) && add_alternatives (x509, request);
  g_autoptr (SokyCertificate) certificate = finish (x509, self->key, good, error);
  if (certificate == NULL)
    return NULL;

  SokyIssued *issued = g_new0 (SokyIssued, 1);
  issued->key = g_steal_pointer (&key);
  issued->certificate = g_steal_pointer (&certificate);
  issued->chain = list_with_chain (self->certificate, self->chain);
  return issued;
}

void
soky_issued_free (SokyIssued *self)
{
  if (self == NULL)
    return;
  EVP_PKEY_free (self->key);
  g_object_unref (self->certificate);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

SokyCertificate *
soky_issued_get_certificate (SokyIssued *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->certificate;
}

SokySigner *
soky_issued_create_signer (SokyIssued *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return soky_software_signer_new_from_key (self->key, self->certificate, self->chain, NULL);
}

gboolean
soky_issued_write_pem (SokyIssued *self, const char *key_path, const char *certificate_path,
                       SokySecret *password, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  g_autoptr (GPtrArray) all = list_with_chain (self->certificate, self->chain);
  return soky_key_write_pem (self->key, password, key_path, error) &&
         write_list (all, certificate_path, error);
}

gboolean
soky_issued_write_p12 (SokyIssued *self, const char *path, SokySecret *password, GError **error)
{
  g_return_val_if_fail (self != NULL && password != NULL, FALSE);

  g_autoptr (SokyX509Stack) above = soky_certificate_stack (self->chain);
  g_autoptr (PKCS12) p12 = PKCS12_create (
      soky_secret_peek (password), soky_certificate_get_holder (self->certificate), self->key,
      soky_certificate_peek_x509 (self->certificate), above, 0, 0, 0, 0, 0);
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  if (p12 == NULL || i2d_PKCS12_bio (bio, p12) != 1) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_FAILED,
                            _ ("The private key could not be written."));
    return FALSE;
  }
  return soky_key_write_private (bio, path, error);
}
