/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/openssl.h"
#include "crypto/signer.h"

G_BEGIN_DECLS

/* Certificates and messages that no honest program makes, straight from OpenSSL. */

#define CRAFT_YEAR_US (G_GINT64_CONSTANT (365) * 24 * 3600 * G_USEC_PER_SEC)
/* A fixed "now" of the tests: 2026-09-05T00:30:00Z. */
#define CRAFT_NOW_US (G_GINT64_CONSTANT (1788568200) * G_USEC_PER_SEC)

typedef struct _Crafted Crafted;

/* Whatever is left out takes a sound value: RSA-2048, SHA-256, from last year to next year. */
typedef struct {
  Crafted *issuer; /* NULL: signed by itself */
  const char *name;
  int name_type;     /* V_ASN1_…; 0 = UTF8String */
  gsize name_length; /* 0 = up to the NUL */
  const char *curve; /* "P-224", "ED25519"; NULL = RSA */
  int rsa_bits;
  const char *key_usage; /* NULL = without the extension */
  const char *basic_constraints;
  const char *extra; /* "nid=value" of one more extension */
  const EVP_MD *md;
  gint64 from_us, to_us;
} CraftRequest;

struct _Crafted {
  EVP_PKEY *key;
  X509 *x509;
  SokyCertificate *certificate;
};

Crafted *craft (const CraftRequest *request);
/* An authority with sound extensions. */
Crafted *craft_authority (Crafted *issuer, const char *name);
/* A person's certificate with sound extensions. */
Crafted *craft_person (Crafted *issuer, const char *name);
void crafted_free (Crafted *self);
SokySigner *crafted_signer (Crafted *self, GPtrArray *chain);
void crafted_write (Crafted *self, const char *folder, const char *name);

/* Signs @content as OpenSSL does, lets @tamper change the signed attributes before and the message
 * after the signature is made, and gives the message's DER. */
typedef void (*CraftTamper) (CMS_ContentInfo *message, CMS_SignerInfo *info,
                             gboolean signed_already, gpointer user_data);
GBytes *craft_message (Crafted *self, GBytes *content, unsigned int flags, CraftTamper tamper,
                       gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crafted, crafted_free)

G_END_DECLS
