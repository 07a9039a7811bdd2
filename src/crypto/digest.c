/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/digest.h"

#include "base/hex.h"
#include "crypto/openssl.h"

#include <string.h>

struct _SokyDigest {
  EVP_MD_CTX *context;
  gsize size;
};

static const struct {
  SokyHash hash;
  const char *name;
  int nid;
  gsize size;
} hashes[] = {
    {SOKY_HASH_MD5, "MD5", NID_md5, 16},
    {SOKY_HASH_SHA1, "SHA-1", NID_sha1, 20},
    {SOKY_HASH_SHA224, "SHA-224", NID_sha224, 28},
    {SOKY_HASH_SHA256, "SHA-256", NID_sha256, 32},
    {SOKY_HASH_SHA384, "SHA-384", NID_sha384, 48},
    {SOKY_HASH_SHA512, "SHA-512", NID_sha512, 64},
    {SOKY_HASH_SHA3_256, "SHA3-256", NID_sha3_256, 32},
    {SOKY_HASH_SHA3_384, "SHA3-384", NID_sha3_384, 48},
    {SOKY_HASH_SHA3_512, "SHA3-512", NID_sha3_512, 64},
    {SOKY_HASH_SHAKE256, "SHAKE256", NID_shake256, 64},
};

const char *
soky_hash_get_name (SokyHash hash)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hashes); i++)
    if (hashes[i].hash == hash)
      return hashes[i].name;
  return "?";
}

gsize
soky_hash_get_size (SokyHash hash)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hashes); i++)
    if (hashes[i].hash == hash)
      return hashes[i].size;
  return 0;
}

gboolean
soky_hash_is_weak (SokyHash hash)
{
  return hash == SOKY_HASH_MD5 || hash == SOKY_HASH_SHA1;
}

const EVP_MD *
soky_hash_get_md (SokyHash hash)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hashes); i++)
    if (hashes[i].hash == hash)
      return EVP_get_digestbynid (hashes[i].nid);
  return NULL;
}

SokyHash
soky_hash_from_nid (int nid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hashes); i++)
    if (hashes[i].nid == nid)
      return hashes[i].hash;
  return SOKY_HASH_UNKNOWN;
}

/* id-shake256-len with its 512 bits (RFC 8419 §2.3), which OpenSSL has no number for */
static gboolean
is_long_shake (const ASN1_OBJECT *object, int type, const void *parameter)
{
  static const guint8 oid[] = {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x12};
  gint64 bits = 0;

  return OBJ_length (object) == sizeof oid &&
         memcmp (OBJ_get0_data (object), oid, sizeof oid) == 0 && type == V_ASN1_INTEGER &&
         ASN1_INTEGER_get_int64 (&bits, parameter) == 1 && bits == 512;
}

SokyHash
soky_hash_from_algorithm (const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object = NULL;
  const void *parameter = NULL;
  int type = V_ASN1_UNDEF;

  if (algorithm == NULL)
    return SOKY_HASH_UNKNOWN;
  X509_ALGOR_get0 (&object, &type, &parameter, algorithm);
  if (is_long_shake (object, type, parameter))
    return SOKY_HASH_SHAKE256;
  return soky_hash_from_nid (OBJ_obj2nid (object));
}

SokyDigest *
soky_digest_new (SokyHash hash)
{
  const EVP_MD *md = soky_hash_get_md (hash);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();

  g_return_val_if_fail (md != NULL, NULL);
  if (EVP_DigestInit_ex (context, md, NULL) != 1) {
    ERR_clear_error ();
    return NULL;
  }
  SokyDigest *self = g_new0 (SokyDigest, 1);
  self->context = g_steal_pointer (&context);
  self->size = soky_hash_get_size (hash);
  return self;
}

SokyDigest *
soky_digest_copy (const SokyDigest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  SokyDigest *copy = g_new0 (SokyDigest, 1);
  copy->context = EVP_MD_CTX_new ();
  copy->size = self->size;
  if (EVP_MD_CTX_copy_ex (copy->context, self->context) != 1)
    g_clear_pointer (&copy, soky_digest_free);
  return copy;
}

void
soky_digest_free (SokyDigest *self)
{
  if (self == NULL)
    return;
  EVP_MD_CTX_free (self->context);
  g_free (self);
}

void
soky_digest_update (SokyDigest *self, const void *data, gsize length)
{
  g_return_if_fail (self != NULL);

  if (length > 0)
    EVP_DigestUpdate (self->context, data, length);
}

GBytes *
soky_digest_finish (SokyDigest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree guint8 *value = g_malloc0 (EVP_MAX_MD_SIZE);
  unsigned int length = (unsigned int) self->size;
  gboolean done = EVP_MD_get_flags (EVP_MD_CTX_get0_md (self->context)) & EVP_MD_FLAG_XOF
                      ? EVP_DigestFinalXOF (self->context, value, self->size) == 1
                      : EVP_DigestFinal_ex (self->context, value, &length) == 1;
  if (!done || length != self->size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&value), length);
}

gboolean
soky_digest_sink (const guint8 *data, gsize length, gpointer digest, GError **error)
{
  soky_digest_update (digest, data, length);
  return TRUE;
}

GBytes *
soky_digest_bytes (SokyHash hash, const void *data, gsize length)
{
  g_autoptr (SokyDigest) digest = soky_digest_new (hash);

  if (digest == NULL)
    return NULL;
  soky_digest_update (digest, data, length);
  return soky_digest_finish (digest);
}

char *
soky_digest_sha256_hex (SokyInput *input, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input != NULL, NULL);

  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);
  if (!soky_input_stream (input, 0, soky_input_get_size (input), soky_digest_sink, digest,
                          cancellable, error))
    return NULL;
  g_autoptr (GBytes) value = soky_digest_finish (digest);
  return soky_hex_encode (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
}
