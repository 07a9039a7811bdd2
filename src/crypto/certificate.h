/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An X.509 certificate (RFC 5280), immutable. */
#define SOKY_TYPE_CERTIFICATE (soky_certificate_get_type ())
G_DECLARE_FINAL_TYPE (SokyCertificate, soky_certificate, SOKY, CERTIFICATE, GObject)

typedef enum {
  SOKY_KEY_OTHER,
  SOKY_KEY_RSA,
  SOKY_KEY_EC,
  SOKY_KEY_EDWARDS,
} SokyKeyKind;

/* Returns: (transfer full) (nullable): the certificate, or %NULL with a #SokyCryptoError */
SokyCertificate *soky_certificate_new_from_der (const void *data, gsize length, GError **error);
/* Returns: (transfer full) (element-type SokyCertificate) (nullable): those of a PEM file, in order
 * (at least one), or the one of a DER file; %NULL with a #SokyCryptoError or I/O error */
GPtrArray *soky_certificate_list_from_pem_file (const char *path, GError **error);

/**
 * soky_certificate_order_chain:
 * @pool: (element-type SokyCertificate) (nullable): certificates in any order, related or not
 *
 * Returns: (transfer full) (element-type SokyCertificate): the issuer of @self, the issuer's issuer
 *   and so on, as far as @pool goes; without @self. Each one's signature is checked
 */
GPtrArray *soky_certificate_order_chain (SokyCertificate *self, GPtrArray *pool);

GBytes *soky_certificate_get_der (SokyCertificate *self);
char *soky_certificate_to_pem (SokyCertificate *self);

/* Names are normalised (NFC); missing ones are empty strings, never NULL. */
const char *soky_certificate_get_holder (SokyCertificate *self);       /* subject CN */
const char *soky_certificate_get_organisation (SokyCertificate *self); /* subject O */
const char *soky_certificate_get_title (SokyCertificate *self);        /* subject title */
const char *soky_certificate_get_email (SokyCertificate *self);
/* The holder's identity number: subject serialNumber, else what follows the colon of the UID; may
 * be empty. */
char *soky_certificate_dup_id_number (SokyCertificate *self);
const char *soky_certificate_get_issuer (SokyCertificate *self); /* issuer CN */
const char *soky_certificate_get_serial (SokyCertificate *self); /* hexadecimal */
/* SHA-256 of the DER, lower-case hexadecimal: how certificates are identified everywhere. */
const char *soky_certificate_get_fingerprint (SokyCertificate *self);
gint64 soky_certificate_get_not_before_us (SokyCertificate *self);
gint64 soky_certificate_get_not_after_us (SokyCertificate *self);
SokyKeyKind soky_certificate_get_key_kind (SokyCertificate *self);
guint soky_certificate_get_key_bits (SokyCertificate *self);
/* RSA below 2048 bits, EC below 256: nothing that rests on it is called valid. */
gboolean soky_certificate_is_key_weak (SokyCertificate *self);
/* Signed with its own key, under its own name: a root. */
gboolean soky_certificate_is_self_signed (SokyCertificate *self);
/* An authority's own certificate (basicConstraints CA). */
gboolean soky_certificate_is_authority (SokyCertificate *self);
gboolean soky_certificate_equal (SokyCertificate *a, SokyCertificate *b);

/**
 * soky_certificate_check_usable:
 * @now_us: the moment of signing
 *
 * Whether a person can sign documents with it: within its validity, issued for signing (see
 * soky_usage_permits()), no authority's certificate, RSA >= 2048 or EC >= 256.
 *
 * Returns: %FALSE with %SOKY_CRYPTO_ERROR_UNUSABLE and the reason when not
 */
gboolean soky_certificate_check_usable (SokyCertificate *self, gint64 now_us, GError **error);

G_END_DECLS
