/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/token-key.h"

#include "crypto/openssl.h"
#include "crypto/token/object.h"
#include "crypto/token/token.h"

#include <openssl/core_names.h>
#include <string.h>

#define MAX_POINT 256
#define MAX_HEADER 4

/* What the search for one certificate's key needs. */
typedef struct {
  CK_FUNCTION_LIST *calls;
  CK_SESSION_HANDLE session;
  CK_KEY_TYPE type;
  GBytes *id;         /* the certificate's CKA_ID, may be NULL */
  GBytes *public_key; /* the modulus, or the point of the curve */
  GArray *keys;       /* private ones of the token */
  GArray *publics;
} Search;

CK_OBJECT_HANDLE
soky_token_key_find_certificate (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session, GBytes *der)
{
  CK_RV rv = CKR_OK;
  g_autoptr (GArray) objects = soky_object_find (calls, session, CKO_CERTIFICATE, &rv);

  for (guint i = 0; i < objects->len; i++) {
    CK_OBJECT_HANDLE object = g_array_index (objects, CK_OBJECT_HANDLE, i);
    g_autoptr (GBytes) held = soky_object_read_certificate (calls, session, object);
    if (held != NULL && g_bytes_equal (held, der))
      return object;
  }
  return 0;
}

static GBytes *
modulus_of (EVP_PKEY *key)
{
  g_autoptr (BIGNUM) modulus = NULL;
  if (!EVP_PKEY_get_bn_param (key, OSSL_PKEY_PARAM_RSA_N, &modulus))
    return NULL;
  gsize size = (gsize) BN_num_bytes (modulus);
  guint8 *bytes = g_malloc (size);
  BN_bn2bin (modulus, bytes);
  return g_bytes_new_take (bytes, size);
}

static GBytes *
point_of (EVP_PKEY *key)
{
  guint8 point[MAX_POINT];
  gsize size = 0;
  if (!EVP_PKEY_get_octet_string_param (key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &size))
    return NULL;
  return g_bytes_new (point, size);
}

static gboolean
read_public_key (GBytes *der, Search *search)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (der, &size);
  g_autoptr (X509) x509 = d2i_X509 (NULL, &data, (glong) size);
  EVP_PKEY *key = x509 ? X509_get0_pubkey (x509) : NULL;

  if (key != NULL && (EVP_PKEY_is_a (key, "RSA") || EVP_PKEY_is_a (key, "RSA-PSS"))) {
    search->type = CKK_RSA;
    search->public_key = modulus_of (key);
  } else if (key != NULL && EVP_PKEY_is_a (key, "EC")) {
    search->type = CKK_EC;
    search->public_key = point_of (key);
  }
  ERR_clear_error ();
  return search->public_key != NULL;
}

/* Whether @value is the public key: points come with and without the header of an OCTET STRING,
 * moduli with and without a leading zero. */
static gboolean
is_public_key (GBytes *value, GBytes *public_key)
{
  gsize size = 0;
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (value, &size);
  const guint8 *wanted = g_bytes_get_data (public_key, &length);

  return size >= length && size - length <= MAX_HEADER &&
         memcmp (data + size - length, wanted, length) == 0;
}

/* Whether @object's own public part is the certificate's; *@known says if it has one. */
static gboolean
has_public_key (const Search *search, CK_OBJECT_HANDLE object, gboolean *known)
{
  CK_ATTRIBUTE_TYPE attribute = search->type == CKK_RSA ? CKA_MODULUS : CKA_EC_POINT;
  g_autoptr (GBytes) value = soky_object_read (search->calls, search->session, object, attribute);

  *known = value != NULL && g_bytes_get_size (value) > 0;
  return *known && is_public_key (value, search->public_key);
}

static gboolean
has_id (const Search *search, CK_OBJECT_HANDLE object, GBytes *id)
{
  g_autoptr (GBytes) held = soky_object_read (search->calls, search->session, object, CKA_ID);
  return id != NULL && held != NULL && g_bytes_get_size (id) > 0 && g_bytes_equal (held, id);
}

static gboolean
can_sign (const Search *search, CK_OBJECT_HANDLE object)
{
  CK_ULONG type = search->type;
  soky_object_read_number (search->calls, search->session, object, CKA_KEY_TYPE, &type);
  return type == search->type &&
         soky_object_read_flag (search->calls, search->session, object, CKA_SIGN, TRUE);
}

/* Whether a public key beside the private one of this CKA_ID says that both are other keys: a
 * private key on a curve seldom shows its own point. */
static gboolean
is_denied (const Search *search, GBytes *id)
{
  gboolean known = FALSE;
  gboolean denied = FALSE;

  for (guint i = 0; i < search->publics->len; i++) {
    CK_OBJECT_HANDLE object = g_array_index (search->publics, CK_OBJECT_HANDLE, i);
    if (!has_id (search, object, id))
      continue;
    if (has_public_key (search, object, &known))
      return FALSE;
    denied = denied || known;
  }
  return denied;
}

/* The key with this CKA_ID, unless its public part is known and not the certificate's. */
static CK_OBJECT_HANDLE
find_by_id (const Search *search, GBytes *id)
{
  for (guint i = 0; i < search->keys->len; i++) {
    CK_OBJECT_HANDLE key = g_array_index (search->keys, CK_OBJECT_HANDLE, i);
    gboolean known = FALSE;
    if (!has_id (search, key, id) || !can_sign (search, key))
      continue;
    if (has_public_key (search, key, &known) || (!known && !is_denied (search, id)))
      return key;
  }
  return 0;
}

static CK_OBJECT_HANDLE
find_by_public_key (const Search *search)
{
  gboolean known = FALSE;

  for (guint i = 0; i < search->keys->len; i++) {
    CK_OBJECT_HANDLE key = g_array_index (search->keys, CK_OBJECT_HANDLE, i);
    if (can_sign (search, key) && has_public_key (search, key, &known))
      return key;
  }
  for (guint i = 0; i < search->publics->len; i++) {
    CK_OBJECT_HANDLE object = g_array_index (search->publics, CK_OBJECT_HANDLE, i);
    if (!has_public_key (search, object, &known))
      continue;
    g_autoptr (GBytes) id = soky_object_read (search->calls, search->session, object, CKA_ID);
    CK_OBJECT_HANDLE key = find_by_id (search, id);
    if (key != 0)
      return key;
  }
  return 0;
}

guint64
soky_token_key_find (CK_FUNCTION_LIST *calls, CK_SESSION_HANDLE session,
                     CK_OBJECT_HANDLE certificate, GBytes *der, SokyTokenKey *key)
{
  Search search = {.calls = calls, .session = session};
  if (!read_public_key (der, &search))
    return SOKY_TOKEN_ERROR_NO_KEY;
  g_autoptr (GBytes) public_key = search.public_key;
  g_autoptr (GBytes) id = soky_object_read (calls, session, certificate, CKA_ID);
  CK_RV rv = CKR_OK;
  g_autoptr (GArray) keys = soky_object_find (calls, session, CKO_PRIVATE_KEY, &rv);
  g_autoptr (GArray) publics = soky_object_find (calls, session, CKO_PUBLIC_KEY, &rv);

  search.keys = keys;
  search.publics = publics;
  key->is_rsa = search.type == CKK_RSA;
  key->handle = find_by_id (&search, id);
  if (key->handle == 0)
    key->handle = find_by_public_key (&search);
  if (key->handle == 0)
    return SOKY_TOKEN_ERROR_NO_KEY;
  key->always_authenticate =
      soky_object_read_flag (calls, session, key->handle, CKA_ALWAYS_AUTHENTICATE, FALSE);
  return CKR_OK;
}

static gboolean
token_does (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot, CK_MECHANISM_TYPE mechanism)
{
  CK_MECHANISM_INFO info = {0};
  return calls->C_GetMechanismInfo (slot, mechanism, &info) == CKR_OK &&
         (info.flags & CKF_SIGN) != 0;
}

guint64
soky_token_key_get_schemes (CK_FUNCTION_LIST *calls, CK_SLOT_ID slot, const SokyTokenKey *key)
{
  if (!key->is_rsa)
    return G_GUINT64_CONSTANT (1) << SOKY_SCHEME_ECDSA;

  /* every token signs PKCS#1 blocks, whatever its list of mechanisms says */
  guint64 schemes = G_GUINT64_CONSTANT (1) << SOKY_SCHEME_RSA_PKCS1;
  if (token_does (calls, slot, CKM_RSA_PKCS_PSS))
    schemes |= G_GUINT64_CONSTANT (1) << SOKY_SCHEME_RSA_PSS;
  return schemes;
}
