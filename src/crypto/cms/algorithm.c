/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/algorithm.h"

/* RFC 4055 §3.1 */
#define PSS_DEFAULT_HASH SOKY_HASH_SHA1
#define PSS_DEFAULT_SALT 20
#define PSS_TRAILER 1
#define MAX_SALT 512

/* Those without a hash of their own, and those that OpenSSL 3.0 does not take apart. */
static const struct {
  int nid;
  SokyAlgorithmKind kind;
  SokyHash hash;
} known[] = {
    {NID_rsaEncryption, SOKY_ALGORITHM_RSA_PKCS1, SOKY_HASH_UNKNOWN},
    {NID_X9_62_id_ecPublicKey, SOKY_ALGORITHM_ECDSA, SOKY_HASH_UNKNOWN},
    /* RFC 8419 §3.1: no other hash goes with them */
    {NID_ED25519, SOKY_ALGORITHM_ED25519, SOKY_HASH_SHA512},
    {NID_ED448, SOKY_ALGORITHM_ED448, SOKY_HASH_SHAKE256},
    {NID_RSA_SHA3_256, SOKY_ALGORITHM_RSA_PKCS1, SOKY_HASH_SHA3_256},
    {NID_RSA_SHA3_384, SOKY_ALGORITHM_RSA_PKCS1, SOKY_HASH_SHA3_384},
    {NID_RSA_SHA3_512, SOKY_ALGORITHM_RSA_PKCS1, SOKY_HASH_SHA3_512},
    {NID_ecdsa_with_SHA3_256, SOKY_ALGORITHM_ECDSA, SOKY_HASH_SHA3_256},
    {NID_ecdsa_with_SHA3_384, SOKY_ALGORITHM_ECDSA, SOKY_HASH_SHA3_384},
    {NID_ecdsa_with_SHA3_512, SOKY_ALGORITHM_ECDSA, SOKY_HASH_SHA3_512},
};

static const char *
kind_name (SokyAlgorithmKind kind)
{
  switch (kind) {
  case SOKY_ALGORITHM_RSA_PKCS1:
    return "RSA PKCS#1 v1.5";
  case SOKY_ALGORITHM_RSA_PSS:
    return "RSA-PSS";
  case SOKY_ALGORITHM_ECDSA:
    return "ECDSA";
  case SOKY_ALGORITHM_ED25519:
    return "Ed25519";
  case SOKY_ALGORITHM_ED448:
    return "Ed448";
  default:
    return "?";
  }
}

static SokyHash
read_mask_hash (const X509_ALGOR *mask)
{
  const ASN1_OBJECT *object = NULL;
  const void *value = NULL;
  int type = V_ASN1_UNDEF;

  if (mask == NULL)
    return PSS_DEFAULT_HASH;
  X509_ALGOR_get0 (&object, &type, &value, mask);
  if (OBJ_obj2nid (object) != NID_mgf1 || type != V_ASN1_SEQUENCE)
    return SOKY_HASH_UNKNOWN;
  g_autoptr (X509_ALGOR) hash = ASN1_item_unpack (value, ASN1_ITEM_rptr (X509_ALGOR));
  return soky_hash_from_algorithm (hash);
}

static int
read_small_integer (const ASN1_INTEGER *value, int otherwise)
{
  gint64 number = otherwise;

  if (value != NULL && ASN1_INTEGER_get_int64 (&number, value) != 1)
    return -1;
  return number < 0 || number > MAX_SALT ? -1 : (int) number;
}

/* Parameters must be there: without them anything could be meant. */
static void
read_pss (SokyAlgorithm *self, const X509_ALGOR *algorithm)
{
  const void *value = NULL;
  int type = V_ASN1_UNDEF;

  X509_ALGOR_get0 (NULL, &type, &value, algorithm);
  g_autoptr (RSA_PSS_PARAMS) parameters =
      type == V_ASN1_SEQUENCE ? ASN1_item_unpack (value, ASN1_ITEM_rptr (RSA_PSS_PARAMS)) : NULL;
  if (parameters == NULL)
    return;
  self->hash = parameters->hashAlgorithm == NULL
                   ? PSS_DEFAULT_HASH
                   : soky_hash_from_algorithm (parameters->hashAlgorithm);
  self->mask_hash = read_mask_hash (parameters->maskGenAlgorithm);
  self->salt_length = read_small_integer (parameters->saltLength, PSS_DEFAULT_SALT);
  if (self->hash != SOKY_HASH_UNKNOWN && self->mask_hash != SOKY_HASH_UNKNOWN &&
      self->salt_length >= 0 &&
      read_small_integer (parameters->trailerField, PSS_TRAILER) == PSS_TRAILER)
    self->kind = SOKY_ALGORITHM_RSA_PSS;
}

/* sha256WithRSAEncryption, ecdsa-with-SHA256 and the like */
static void
read_combined (SokyAlgorithm *self, int nid)
{
  int hash = NID_undef;
  int key = NID_undef;

  if (OBJ_find_sigid_algs (nid, &hash, &key) != 1)
    return;
  self->hash = soky_hash_from_nid (hash);
  if (self->hash == SOKY_HASH_UNKNOWN)
    return;
  if (key == NID_rsaEncryption)
    self->kind = SOKY_ALGORITHM_RSA_PKCS1;
  else if (key == NID_X9_62_id_ecPublicKey)
    self->kind = SOKY_ALGORITHM_ECDSA;
}

static gboolean
read_known (SokyAlgorithm *self, int nid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    if (known[i].nid != nid)
      continue;
    self->kind = known[i].kind;
    self->hash = known[i].hash;
    return TRUE;
  }
  return FALSE;
}

static gboolean
prepare (const SokyAlgorithm *self, EVP_PKEY_CTX *context, SokyHash hash)
{
  if (EVP_PKEY_verify_init (context) != 1)
    return FALSE;
  if (self->kind == SOKY_ALGORITHM_RSA_PKCS1 &&
      EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PADDING) != 1)
    return FALSE;
  if (self->kind == SOKY_ALGORITHM_RSA_PSS &&
      (EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING) != 1 ||
       EVP_PKEY_CTX_set_rsa_mgf1_md (context, soky_hash_get_md (self->mask_hash)) != 1 ||
       EVP_PKEY_CTX_set_rsa_pss_saltlen (context, self->salt_length) != 1))
    return FALSE;
  return EVP_PKEY_CTX_set_signature_md (context, soky_hash_get_md (hash)) == 1;
}

static gboolean
verify_edwards (EVP_PKEY *key, GBytes *message, const ASN1_OCTET_STRING *signature)
{
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  gsize length = 0;
  const guint8 *data = message == NULL ? NULL : g_bytes_get_data (message, &length);

  return data != NULL && EVP_DigestVerifyInit (context, NULL, NULL, NULL, key) == 1 &&
         EVP_DigestVerify (context, ASN1_STRING_get0_data (signature),
                           (size_t) ASN1_STRING_length (signature), data, length) == 1;
}

/* The key must be of the kind that the algorithm names, not merely one that OpenSSL can use. */
static gboolean
key_fits (const SokyAlgorithm *self, const EVP_PKEY *key)
{
  int id = EVP_PKEY_get_base_id (key);

  switch (self->kind) {
  case SOKY_ALGORITHM_RSA_PKCS1:
    return id == EVP_PKEY_RSA;
  case SOKY_ALGORITHM_RSA_PSS:
    return id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS;
  case SOKY_ALGORITHM_ECDSA:
    return id == EVP_PKEY_EC;
  case SOKY_ALGORITHM_ED25519:
    return id == EVP_PKEY_ED25519;
  case SOKY_ALGORITHM_ED448:
    return id == EVP_PKEY_ED448;
  default:
    return FALSE;
  }
}

void
soky_algorithm_read (SokyAlgorithm *self, const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object = NULL;

  *self = (SokyAlgorithm){.kind = SOKY_ALGORITHM_UNKNOWN};
  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  int nid = OBJ_obj2nid (object);
  if (nid == NID_rsassaPss)
    read_pss (self, algorithm);
  else if (!read_known (self, nid))
    read_combined (self, nid);
  self->name = kind_name (self->kind);
  ERR_clear_error ();
}

gboolean
soky_algorithm_is_edwards (const SokyAlgorithm *self)
{
  return self->kind == SOKY_ALGORITHM_ED25519 || self->kind == SOKY_ALGORITHM_ED448;
}

int
soky_algorithm_get_ecdsa_nid (SokyHash hash)
{
  int nid = NID_undef;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].kind == SOKY_ALGORITHM_ECDSA && known[i].hash == hash)
      return known[i].nid;
  OBJ_find_sigid_by_algs (&nid, EVP_MD_get_type (soky_hash_get_md (hash)),
                          NID_X9_62_id_ecPublicKey);
  return nid;
}

gboolean
soky_algorithm_verify (const SokyAlgorithm *self, EVP_PKEY *key, SokyHash hash, GBytes *message,
                       GBytes *digest, const ASN1_OCTET_STRING *signature)
{
  gboolean right = FALSE;

  if (!key_fits (self, key))
    return FALSE;
  if (soky_algorithm_is_edwards (self)) {
    right = verify_edwards (key, message, signature);
  } else {
    g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new (key, NULL);
    gsize length = 0;
    const guint8 *data = g_bytes_get_data (digest, &length);
    right = prepare (self, context, hash) &&
            EVP_PKEY_verify (context, ASN1_STRING_get0_data (signature),
                             (size_t) ASN1_STRING_length (signature), data, length) == 1;
  }
  ERR_clear_error ();
  return right;
}
