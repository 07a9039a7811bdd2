/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/hex.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#include <string.h>

static char *
to_hex (GBytes *bytes)
{
  return soky_hex_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* "abc" by every hash, from the FIPS 180-4 and FIPS 202 examples and RFC 1321 */
static const struct {
  SokyHash hash;
  const char *name;
  gboolean weak;
  const char *abc;
} known[] = {
    {SOKY_HASH_MD5, "MD5", TRUE, "900150983cd24fb0d6963f7d28e17f72"},
    {SOKY_HASH_SHA1, "SHA-1", TRUE, "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {SOKY_HASH_SHA224, "SHA-224", FALSE,
     "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
    {SOKY_HASH_SHA256, "SHA-256", FALSE,
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {SOKY_HASH_SHA384, "SHA-384", FALSE,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c8"
     "25a7"},
    {SOKY_HASH_SHA512, "SHA-512", FALSE,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fe"
     "ebbd454d4423643ce80e2a9ac94fa54ca49f"},
    {SOKY_HASH_SHA3_256, "SHA3-256", FALSE,
     "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"},
    {SOKY_HASH_SHA3_384, "SHA3-384", FALSE,
     "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf22837"
     "6d25"},
    {SOKY_HASH_SHA3_512, "SHA3-512", FALSE,
     "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3"
     "934057340b4cf408d5a56592f8274eec53f0"},
    {SOKY_HASH_SHAKE256, "SHAKE256", FALSE,
     "483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739d5a15bef186a5386c75744c0527e"
     "1faa9f8726e462a12a4feb06bd8801e751e4"},
};

static void
test_known (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (GBytes) digest = soky_digest_bytes (known[i].hash, "abc", 3);
    g_autofree char *hex = to_hex (digest);
    g_assert_cmpstr (hex, ==, known[i].abc);
    g_assert_cmpuint (soky_hash_get_size (known[i].hash), ==, strlen (known[i].abc) / 2);
    g_assert_cmpstr (soky_hash_get_name (known[i].hash), ==, known[i].name);
    g_assert_cmpint (soky_hash_is_weak (known[i].hash), ==, known[i].weak);
  }
  g_assert_cmpstr (soky_hash_get_name (SOKY_HASH_UNKNOWN), ==, "?");
  g_assert_cmpuint (soky_hash_get_size (SOKY_HASH_UNKNOWN), ==, 0);
}

static void
test_fork (void)
{
  g_autoptr (SokyDigest) first = soky_digest_new (SOKY_HASH_SHA256);
  soky_digest_update (first, "ab", 2);
  g_autoptr (SokyDigest) fork = soky_digest_copy (first);
  soky_digest_update (first, "d", 1);
  soky_digest_update (fork, NULL, 0);
  g_assert_true (soky_digest_sink ((const guint8 *) "c", 1, fork, NULL));

  g_autoptr (GBytes) forked = soky_digest_finish (fork);
  g_autoptr (GBytes) abc = soky_digest_bytes (SOKY_HASH_SHA256, "abc", 3);
  g_autoptr (GBytes) own = soky_digest_finish (first);
  g_autoptr (GBytes) abd = soky_digest_bytes (SOKY_HASH_SHA256, "abd", 3);
  g_assert_true (g_bytes_equal (forked, abc));
  g_assert_true (g_bytes_equal (own, abd));
}

static void
test_input (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  g_autofree char *hex = soky_digest_sha256_hex (input, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hex, ==, known[3].abc);

  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_autofree char *nothing = soky_digest_sha256_hex (input, cancelled, &error);
  g_assert_null (nothing);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_random (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < 200; i++) {
    char *token = soky_random_base64url (32);
    g_assert_cmpuint (strlen (token), ==, 43);
    for (const char *p = token; *p != '\0'; p++)
      g_assert_true (g_ascii_isalnum (*p) || *p == '-' || *p == '_');
    g_assert_true (g_hash_table_add (seen, token));
  }
  g_autofree char *id = soky_random_hex (16);
  g_autoptr (GBytes) decoded = soky_hex_decode (id);
  g_assert_cmpuint (g_bytes_get_size (decoded), ==, 16);
}

static void
test_constant_time (void)
{
  g_assert_true (soky_constant_time_equal ("secret", "secret", 6));
  g_assert_false (soky_constant_time_equal ("secret", "secreT", 6));
  g_assert_true (soky_constant_time_equal ("secret", "secreT", 5));
  g_assert_true (soky_constant_time_equal ("", "", 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/digest/known", test_known);
  g_test_add_func ("/crypto/digest/fork", test_fork);
  g_test_add_func ("/crypto/digest/input", test_input);
  g_test_add_func ("/crypto/random/tokens", test_random);
  g_test_add_func ("/crypto/random/constant-time", test_constant_time);
  return g_test_run ();
}
