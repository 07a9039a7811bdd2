/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/openssl.h"
#include "crypto/token/token-key.h"

#include <string.h>

#define MAX_SIGNATURE 2048

typedef struct {
  SokyHash hash;
  guint8 oid;                  /* the last arc below 2.16.840.1.101.3.4.2 */
  CK_MECHANISM_TYPE mechanism; /* 0 where PKCS#11 2.40 has none */
  CK_RSA_PKCS_MGF_TYPE mask;
} HashNames;

static const HashNames hash_names[] = {
    {SOKY_HASH_SHA224, 4, CKM_SHA224, CKG_MGF1_SHA224},
    {SOKY_HASH_SHA256, 1, CKM_SHA256, CKG_MGF1_SHA256},
    {SOKY_HASH_SHA384, 2, CKM_SHA384, CKG_MGF1_SHA384},
    {SOKY_HASH_SHA512, 3, CKM_SHA512, CKG_MGF1_SHA512},
    {SOKY_HASH_SHA3_256, 8, 0, 0},
    {SOKY_HASH_SHA3_384, 9, 0, 0},
    {SOKY_HASH_SHA3_512, 10, 0, 0},
};

static const HashNames *
names_of (SokyHash hash)
{
  for (guint i = 0; i < G_N_ELEMENTS (hash_names); i++)
    if (hash_names[i].hash == hash)
      return &hash_names[i];
  return NULL;
}

/* DigestInfo (RFC 8017 §9.2): the token adds only the PKCS#1 padding. */
static GBytes *
wrap_digest (const HashNames *names, GBytes *digest)
{
  gsize size = g_bytes_get_size (digest);
  const guint8 start[] = {0x30,         (guint8) (17 + size),
                          0x30,         0x0d,
                          0x06,         0x09,
                          0x60,         0x86,
                          0x48,         0x01,
                          0x65,         0x03,
                          0x04,         0x02,
                          names->oid,   0x05,
                          0x00,         0x04,
                          (guint8) size};
  GByteArray *info = g_byte_array_append (g_byte_array_new (), start, sizeof start);
  g_byte_array_append (info, g_bytes_get_data (digest, NULL), (guint) size);
  return g_byte_array_free_to_bytes (info);
}

/* r and s side by side become an ECDSA-Sig-Value (RFC 3279 §2.2.3). */
static GBytes *
encode_ecdsa (const guint8 *raw, gsize length)
{
  BIGNUM *r = BN_bin2bn (raw, (int) (length / 2), NULL);
  BIGNUM *s = BN_bin2bn (raw + length / 2, (int) (length / 2), NULL);
  ECDSA_SIG *value = ECDSA_SIG_new ();
  ECDSA_SIG_set0 (value, r, s);

  guint8 *der = NULL;
  int size = i2d_ECDSA_SIG (value, &der);
  GBytes *bytes = size > 0 ? g_bytes_new (der, (gsize) size) : NULL;
  OPENSSL_free (der);
  ECDSA_SIG_free (value);
  return bytes;
}

/* Signs with a mechanism that is set up; the PIN is asked for between the two calls. */
static CK_RV
sign_block (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session, const SokyTokenKey *key,
            CK_MECHANISM *mechanism, GBytes *block, const char *pin, GByteArray *signature)
{
  CK_RV rv = calls->C_SignInit (session, mechanism, key->handle);
  if (rv == CKR_OK && key->always_authenticate)
    rv = calls->C_Login (session, CKU_CONTEXT_SPECIFIC, (CK_UTF8CHAR *) (gpointer) pin,
                         pin ? strlen (pin) : 0);
  if (rv != CKR_OK)
    return rv;

  gsize size = 0;
  const guint8 *data = g_bytes_get_data (block, &size);
  CK_ULONG length = MAX_SIGNATURE;
  g_byte_array_set_size (signature, MAX_SIGNATURE);
  rv = calls->C_Sign (session, (CK_BYTE *) (gpointer) data, size, signature->data, &length);
  g_byte_array_set_size (signature, rv == CKR_OK ? (guint) MIN (length, MAX_SIGNATURE) : 0);
  return rv;
}

CK_RV
soky_token_key_sign (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session, const SokyTokenKey *key,
                     const SokySignRecord *record, const char *pin, GBytes **signature)
{
  const HashNames *names = names_of ((SokyHash) record->hash);
  gboolean pss = record->scheme == SOKY_SCHEME_RSA_PSS;
  gsize size = g_bytes_get_size (record->digest);
  if (names == NULL || size != soky_hash_get_size (names->hash) || (pss && names->mechanism == 0) ||
      key->is_rsa == (record->scheme == SOKY_SCHEME_ECDSA))
    return CKR_MECHANISM_INVALID;

  CK_RSA_PKCS_PSS_PARAMS parameters = {names->mechanism, names->mask, size};
  CK_MECHANISM mechanism = {key->is_rsa ? CKM_RSA_PKCS : CKM_ECDSA, NULL, 0};
  if (pss)
    mechanism = (CK_MECHANISM){CKM_RSA_PKCS_PSS, &parameters, sizeof parameters};

  g_autoptr (GBytes) block = record->scheme == SOKY_SCHEME_RSA_PKCS1
                                 ? wrap_digest (names, record->digest)
                                 : g_bytes_ref (record->digest);
  g_autoptr (GByteArray) made = g_byte_array_new ();
  CK_RV rv = sign_block (calls, session, key, &mechanism, block, pin, made);
  if (rv != CKR_OK)
    return rv;
  *signature =
      key->is_rsa ? g_bytes_new (made->data, made->len) : encode_ecdsa (made->data, made->len);
  return *signature != NULL && made->len > 0 ? CKR_OK : CKR_DEVICE_ERROR;
}
