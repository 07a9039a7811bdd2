/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/certificate.h"

#include "base/clock.h"
#include "base/hex.h"
#include "base/text.h"
#include "crypto/openssl.h"
#include "crypto/trust/usage.h"

#include <glib/gi18n-lib.h>

struct _SokyCertificate {
  GObject parent_instance;

  X509 *x509;
  GBytes *der;
  char *holder;
  char *organisation;
  char *title;
  char *email;
  char *issuer;
  char *serial;
  char *fingerprint;
  gint64 not_before_us;
  gint64 not_after_us;
  SokyKeyKind key_kind;
  guint key_bits;
};

G_DEFINE_FINAL_TYPE (SokyCertificate, soky_certificate, G_TYPE_OBJECT)

/* Marks that would let a name look like another one, or break a line. */
static gboolean
is_deceptive (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

static char *
clean_name (const char *text, gssize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, length);
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    g_string_append_unichar (clean, is_deceptive (c) ? 0xFFFD : c);
  }
  return soky_text_normalize (clean->str);
}

/* Some authorities write UTF-8 into strings that are Latin by their type. */
static gboolean
is_utf8 (const ASN1_STRING *value)
{
  const char *data = (const char *) ASN1_STRING_get0_data (value);

  switch (ASN1_STRING_type (value)) {
  case V_ASN1_UTF8STRING:
    return TRUE;
  case V_ASN1_T61STRING:
  case V_ASN1_PRINTABLESTRING:
  case V_ASN1_IA5STRING:
    return g_utf8_validate (data, ASN1_STRING_length (value), NULL);
  default:
    return FALSE;
  }
}

static char *
name_from_asn1 (const ASN1_STRING *value)
{
  if (is_utf8 (value))
    return clean_name ((const char *) ASN1_STRING_get0_data (value), ASN1_STRING_length (value));

  unsigned char *utf8 = NULL;
  int length = ASN1_STRING_to_UTF8 (&utf8, value);
  if (length < 0) {
    ERR_clear_error ();
    return g_strdup ("");
  }
  char *name = clean_name ((const char *) utf8, length);
  OPENSSL_free (utf8);
  return name;
}

/* The last entry of a kind is the most specific one (X.501). */
static char *
read_name (const X509_NAME *name, int nid)
{
  int found = -1;

  for (int i = X509_NAME_get_index_by_NID (name, nid, -1); i >= 0;
       i = X509_NAME_get_index_by_NID (name, nid, i))
    found = i;
  if (found < 0)
    return g_strdup ("");
  return name_from_asn1 (X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, found)));
}

static char *
read_email (X509 *x509)
{
  STACK_OF (OPENSSL_STRING) *addresses = X509_get1_email (x509);
  char *email = g_strdup ("");

  if (sk_OPENSSL_STRING_num (addresses) > 0) {
    g_free (email);
    email = clean_name (sk_OPENSSL_STRING_value (addresses, 0), -1);
  }
  X509_email_free (addresses);
  return email;
}

static char *
read_serial (const X509 *x509)
{
  g_autoptr (BIGNUM) number = ASN1_INTEGER_to_BN (X509_get0_serialNumber (x509), NULL);

  if (number == NULL) {
    ERR_clear_error ();
    return g_strdup ("");
  }
  char *upper = BN_bn2hex (number);
  char *serial = g_ascii_strdown (upper, -1);
  OPENSSL_free (upper);
  return serial;
}

static void
read_key (SokyCertificate *self)
{
  const EVP_PKEY *key = X509_get0_pubkey (self->x509);

  if (key == NULL) {
    ERR_clear_error ();
    return;
  }
  self->key_bits = (guint) MAX (EVP_PKEY_get_bits (key), 0);
  switch (EVP_PKEY_get_base_id (key)) {
  case EVP_PKEY_RSA:
  case EVP_PKEY_RSA_PSS:
    self->key_kind = SOKY_KEY_RSA;
    break;
  case EVP_PKEY_EC:
    self->key_kind = SOKY_KEY_EC;
    break;
  case EVP_PKEY_ED25519:
  case EVP_PKEY_ED448:
    self->key_kind = SOKY_KEY_EDWARDS;
    break;
  default:
    self->key_kind = SOKY_KEY_OTHER;
  }
}

static void
soky_certificate_finalize (GObject *object)
{
  SokyCertificate *self = SOKY_CERTIFICATE (object);

  g_clear_pointer (&self->x509, X509_free);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->holder, g_free);
  g_clear_pointer (&self->organisation, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->issuer, g_free);
  g_clear_pointer (&self->serial, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
  G_OBJECT_CLASS (soky_certificate_parent_class)->finalize (object);
}

static void
soky_certificate_class_init (SokyCertificateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_certificate_finalize;
}

static void
soky_certificate_init (SokyCertificate *self)
{
}

static gboolean
refuse (GError **error, SokyCryptoError code, const char *message)
{
  g_set_error_literal (error, SOKY_CRYPTO_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
check_validity (SokyCertificate *self, gint64 now_us, GError **error)
{
  if (now_us >= self->not_before_us && now_us <= self->not_after_us)
    return TRUE;

  gboolean early = now_us < self->not_before_us;
  g_autofree char *day = soky_clock_to_local (early ? self->not_before_us : self->not_after_us);
  if (early)
    g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE,
                 _ ("This certificate is valid only from %s. Check this computer's clock."), day);
  else
    g_set_error (
        error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE,
        _ ("This certificate expired on %s. Ask the authority that issued it for a new one."), day);
  return FALSE;
}

/* The size in bits below which a key of its kind is weak. */
static guint
least_bits (const SokyCertificate *self)
{
  switch (self->key_kind) {
  case SOKY_KEY_RSA:
    return 2048;
  case SOKY_KEY_EC:
    return 256;
  default:
    return 0;
  }
}

static gboolean
check_key (SokyCertificate *self, GError **error)
{
  if (self->key_kind != SOKY_KEY_RSA && self->key_kind != SOKY_KEY_EC)
    return refuse (error, SOKY_CRYPTO_ERROR_UNUSABLE,
                   _ ("The key of this certificate is of a kind that cannot sign documents here. "
                      "Use a certificate with an RSA or EC key."));
  if (!soky_certificate_is_key_weak (self))
    return TRUE;
  g_set_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE,
               _ ("The key of this certificate is too weak: %u bits, at least %u are needed. "
                  "Ask the authority that issued it for a new one."),
               self->key_bits, least_bits (self));
  return FALSE;
}

SokyCertificate *
soky_certificate_new_from_x509 (X509 *x509, GError **error)
{
  g_autoptr (SokyCertificate) self = g_object_new (SOKY_TYPE_CERTIFICATE, NULL);

  if (!soky_openssl_time_to_us (X509_get0_notBefore (x509), &self->not_before_us) ||
      !soky_openssl_time_to_us (X509_get0_notAfter (x509), &self->not_after_us)) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE,
                            _ ("The certificate cannot be read: its dates are wrong."));
    return NULL;
  }
  X509_up_ref (x509);
  self->x509 = x509;
  /* extensions are parsed once, here, not by the first of several threads */
  X509_check_purpose (x509, -1, 0);
  self->der = soky_openssl_encode (ASN1_ITEM_rptr (X509), x509);
  self->holder = read_name (X509_get_subject_name (x509), NID_commonName);
  self->organisation = read_name (X509_get_subject_name (x509), NID_organizationName);
  self->title = read_name (X509_get_subject_name (x509), NID_title);
  self->issuer = read_name (X509_get_issuer_name (x509), NID_commonName);
  self->email = read_email (x509);
  self->serial = read_serial (x509);
  g_autoptr (GBytes) digest = soky_digest_bytes (
      SOKY_HASH_SHA256, g_bytes_get_data (self->der, NULL), g_bytes_get_size (self->der));
  self->fingerprint = soky_hex_encode (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
  read_key (self);
  ERR_clear_error ();
  return g_steal_pointer (&self);
}

SokyCertificate *
soky_certificate_new_from_der (const void *data, gsize length, GError **error)
{
  const unsigned char *at = data;
  g_autoptr (X509) x509 = NULL;

  if (data != NULL && length > 0 && length <= G_MAXINT)
    x509 = d2i_X509 (NULL, &at, (long) length);
  if (x509 == NULL || at != (const unsigned char *) data + length) {
    soky_openssl_set_error (error, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE,
                            _ ("This is not a certificate."));
    return NULL;
  }
  return soky_certificate_new_from_x509 (x509, error);
}

X509 *
soky_certificate_peek_x509 (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->x509;
}

GBytes *
soky_certificate_get_der (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->der;
}

const char *
soky_certificate_get_holder (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->holder;
}

const char *
soky_certificate_get_organisation (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->organisation;
}

const char *
soky_certificate_get_title (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->title;
}

const char *
soky_certificate_get_email (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->email;
}

const char *
soky_certificate_get_issuer (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->issuer;
}

const char *
soky_certificate_get_serial (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->serial;
}

const char *
soky_certificate_get_fingerprint (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), NULL);
  return self->fingerprint;
}

gint64
soky_certificate_get_not_before_us (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), 0);
  return self->not_before_us;
}

gint64
soky_certificate_get_not_after_us (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), 0);
  return self->not_after_us;
}

SokyKeyKind
soky_certificate_get_key_kind (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), SOKY_KEY_OTHER);
  return self->key_kind;
}

guint
soky_certificate_get_key_bits (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), 0);
  return self->key_bits;
}

gboolean
soky_certificate_is_key_weak (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), TRUE);
  return self->key_bits < least_bits (self);
}

gboolean
soky_certificate_is_authority (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), FALSE);
  return (X509_get_extension_flags (self->x509) & EXFLAG_CA) != 0;
}

gboolean
soky_certificate_is_self_signed (SokyCertificate *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), FALSE);

  gboolean result = X509_self_signed (self->x509, 1) == 1;
  ERR_clear_error ();
  return result;
}

gboolean
soky_certificate_equal (SokyCertificate *a, SokyCertificate *b)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (a) && SOKY_IS_CERTIFICATE (b), FALSE);
  return a == b || g_bytes_equal (a->der, b->der);
}

gboolean
soky_certificate_check_usable (SokyCertificate *self, gint64 now_us, GError **error)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (self), FALSE);

  if (!check_validity (self, now_us, error))
    return FALSE;
  if (soky_certificate_is_authority (self))
    return refuse (error, SOKY_CRYPTO_ERROR_UNUSABLE,
                   _ ("This certificate belongs to an authority that issues certificates; it is "
                      "not for signing documents."));
  if (!soky_usage_permits (self, SOKY_TRUST_PURPOSE_SIGNING))
    return refuse (error, SOKY_CRYPTO_ERROR_UNUSABLE,
                   _ ("This certificate was not issued for signing. Choose your signing "
                      "certificate."));
  return check_key (self, error);
}
