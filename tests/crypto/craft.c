/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft.h"

#include "crypto/key.h"
#include "fixture.h"

#include <string.h>

static EVP_PKEY *
make_key (const CraftRequest *request)
{
  if (request->curve == NULL)
    return EVP_RSA_gen (request->rsa_bits != 0 ? (size_t) request->rsa_bits : 2048);
  if (g_str_has_prefix (request->curve, "ED"))
    return EVP_PKEY_Q_keygen (NULL, NULL, request->curve);
  return EVP_EC_gen (request->curve);
}

static void
add_extension (X509 *x509, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;

  if (value == NULL)
    return;
  X509V3_set_ctx (&context, issuer, x509, NULL, NULL, 0);
  g_autoptr (X509_EXTENSION) extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  g_assert_cmpint (X509_add_ext (x509, extension, -1), ==, 1);
}

static void
add_extra (X509 *x509, X509 *issuer, const char *extra)
{
  if (extra == NULL)
    return;
  g_auto (GStrv) parts = g_strsplit (extra, "=", 2);
  add_extension (x509, issuer, OBJ_sn2nid (parts[0]), parts[1]);
}

static void
set_time (ASN1_TIME *time, gint64 moment_us, gint64 otherwise_us)
{
  gint64 chosen = moment_us != 0 ? moment_us : otherwise_us;

  g_assert_nonnull (ASN1_TIME_adj (time, (time_t) (chosen / G_USEC_PER_SEC), 0, 0));
}

static void
set_names (X509 *x509, const CraftRequest *request, X509 *issuer)
{
  X509_NAME *name = X509_get_subject_name (x509);
  gsize length = request->name_length != 0 ? request->name_length : strlen (request->name);
  int type = request->name_type != 0 ? request->name_type : V_ASN1_UTF8STRING;

  g_assert_cmpint (X509_NAME_add_entry_by_NID (name, NID_commonName, type,
                                               (const unsigned char *) request->name, (int) length,
                                               -1, 0),
                   ==, 1);
  X509_set_issuer_name (x509, X509_get_subject_name (issuer));
}

Crafted *
craft (const CraftRequest *request)
{
  static long serial = 1000;
  Crafted *self = g_new0 (Crafted, 1);

  self->key = make_key (request);
  g_assert_nonnull (self->key);
  self->x509 = X509_new ();
  X509 *issuer = request->issuer ? request->issuer->x509 : self->x509;
  EVP_PKEY *issuer_key = request->issuer ? request->issuer->key : self->key;
  gboolean edwards = g_str_has_prefix (OBJ_nid2sn (EVP_PKEY_get_base_id (issuer_key)), "ED");

  X509_set_version (self->x509, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (self->x509), serial++);
  X509_set_pubkey (self->x509, self->key);
  set_names (self->x509, request, issuer);
  set_time (X509_getm_notBefore (self->x509), request->from_us, CRAFT_NOW_US - CRAFT_YEAR_US);
  set_time (X509_getm_notAfter (self->x509), request->to_us, CRAFT_NOW_US + CRAFT_YEAR_US);
  add_extension (self->x509, issuer, NID_subject_key_identifier, "hash");
  add_extension (self->x509, issuer, NID_authority_key_identifier, "keyid:always");
  add_extension (self->x509, issuer, NID_basic_constraints, request->basic_constraints);
  add_extension (self->x509, issuer, NID_key_usage, request->key_usage);
  add_extra (self->x509, issuer, request->extra);
  const EVP_MD *md = request->md != NULL ? request->md : EVP_sha256 ();
  g_assert_cmpint (X509_sign (self->x509, issuer_key, edwards ? NULL : md), >, 0);

  g_autoptr (GError) error = NULL;
  self->certificate = soky_certificate_new_from_x509 (self->x509, &error);
  g_assert_no_error (error);
  return self;
}

Crafted *
craft_authority (Crafted *issuer, const char *name)
{
  const CraftRequest request = {.issuer = issuer,
                                .name = name,
                                .basic_constraints = "critical,CA:TRUE",
                                .key_usage = "critical,keyCertSign,cRLSign"};

  return craft (&request);
}

Crafted *
craft_person (Crafted *issuer, const char *name)
{
  const CraftRequest request = {.issuer = issuer,
                                .name = name,
                                .basic_constraints = "critical,CA:FALSE",
                                .key_usage = "critical,nonRepudiation"};

  return craft (&request);
}

void
crafted_free (Crafted *self)
{
  if (self == NULL)
    return;
  EVP_PKEY_free (self->key);
  X509_free (self->x509);
  g_object_unref (self->certificate);
  g_free (self);
}

SokySigner *
crafted_signer (Crafted *self, GPtrArray *chain)
{
  g_autoptr (GError) error = NULL;
  SokySigner *signer =
      soky_software_signer_new_from_key (self->key, self->certificate, chain, &error);

  g_assert_no_error (error);
  return signer;
}

void
crafted_write (Crafted *self, const char *folder, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = soky_certificate_to_pem (self->certificate);
  g_autofree char *certificate_name = g_strconcat (name, ".pem", NULL);
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate_path = g_build_filename (folder, certificate_name, NULL);
  g_autofree char *key_path = g_build_filename (folder, key_name, NULL);

  fixture_write (certificate_path, pem, strlen (pem));
  soky_key_write_pem (self->key, NULL, key_path, &error);
  g_assert_no_error (error);
}

GBytes *
craft_message (Crafted *self, GBytes *content, unsigned int flags, CraftTamper tamper,
               gpointer user_data)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (content, &length);
  g_autoptr (BIO) bio = BIO_new_mem_buf (data, (int) length);
  g_autoptr (CMS_ContentInfo) message =
      CMS_sign (NULL, NULL, NULL, bio, CMS_PARTIAL | CMS_BINARY | flags);
  CMS_SignerInfo *info =
      CMS_add1_signer (message, self->x509, self->key, EVP_sha256 (),
                       CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP | (flags & ~CMS_DETACHED));

  g_assert_nonnull (info);
  if (tamper != NULL)
    tamper (message, info, FALSE, user_data);
  g_assert_cmpint (CMS_final (message, bio, NULL, CMS_BINARY | flags), ==, 1);
  if (tamper != NULL)
    tamper (message, info, TRUE, user_data);
  return soky_openssl_encode (ASN1_ITEM_rptr (CMS_ContentInfo), message);
}
