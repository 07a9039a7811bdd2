/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft.h"
#include "fixture.h"

#include <string.h>

#define LAN_NFC "Nguy\xe1\xbb\x85n Th\xe1\xbb\x8b Lan"
#define LAN_NFD                                                                                    \
  "Nguye\xcc\x82\xcc\x83"                                                                          \
  "n Thi\xcc\xa3 Lan"

static void
assert_holder (int type, const void *name, gsize length, const char *expected)
{
  const CraftRequest request = {
      .name = name, .name_type = type, .name_length = length, .curve = "P-256"};
  g_autoptr (Crafted) crafted = craft (&request);

  g_assert_cmpstr (soky_certificate_get_holder (crafted->certificate), ==, expected);
}

static void
test_names (void)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (LAN_NFC, -1, NULL, NULL, NULL);
  g_autofree guint8 *bmp = g_malloc0 (64);
  gsize units = 0;

  for (; wide[units] != 0; units++) {
    bmp[2 * units] = (guint8) (wide[units] >> 8);
    bmp[2 * units + 1] = (guint8) wide[units];
  }
  assert_holder (V_ASN1_UTF8STRING, LAN_NFC, 0, LAN_NFC);
  assert_holder (V_ASN1_UTF8STRING, LAN_NFD, 0, LAN_NFC);
  assert_holder (V_ASN1_BMPSTRING, bmp, 2 * units, LAN_NFC);
  assert_holder (V_ASN1_T61STRING, LAN_NFC, 0, LAN_NFC);
  assert_holder (V_ASN1_T61STRING, "Andr\xe9", 0, "Andr\xc3\xa9");
  assert_holder (V_ASN1_PRINTABLESTRING, "Tran Van Minh", 0, "Tran Van Minh");
  assert_holder (V_ASN1_UNIVERSALSTRING, "\0\0\x01\x10\0\0\0o", 8, "\xc4\x90o");
}

static void
test_hostile_names (void)
{
  assert_holder (V_ASN1_UTF8STRING, "Lan\0Minh", 8, "Lan\xef\xbf\xbdMinh");
  assert_holder (V_ASN1_UTF8STRING, "Lan\nMinh", 0, "Lan\xef\xbf\xbdMinh");
  assert_holder (V_ASN1_UTF8STRING, "Lan\xe2\x80\xaeMinh", 0, "Lan\xef\xbf\xbdMinh");
  assert_holder (V_ASN1_UTF8STRING, "Lan\xff", 0, "Lan\xef\xbf\xbd");
}

static void
test_fields (void)
{
  const CraftRequest request = {.name = "Chi",
                                .extra = "subjectAltName=email:chi@truong.edu.vn",
                                .from_us = CRAFT_NOW_US,
                                .to_us = CRAFT_NOW_US + CRAFT_YEAR_US};
  g_autoptr (Crafted) root = craft_authority (NULL, "Root CA");
  CraftRequest below = request;
  below.issuer = root;
  g_autoptr (Crafted) leaf = craft (&below);
  SokyCertificate *certificate = leaf->certificate;

  g_assert_cmpstr (soky_certificate_get_issuer (certificate), ==, "Root CA");
  g_assert_cmpstr (soky_certificate_get_email (certificate), ==, "chi@truong.edu.vn");
  g_assert_cmpstr (soky_certificate_get_organisation (certificate), ==, "");
  g_assert_cmpint (soky_certificate_get_not_before_us (certificate), ==, CRAFT_NOW_US);
  g_assert_cmpint (soky_certificate_get_not_after_us (certificate), ==,
                   CRAFT_NOW_US + CRAFT_YEAR_US);
  g_assert_cmpint (soky_certificate_get_key_kind (certificate), ==, SOKY_KEY_RSA);
  g_assert_cmpuint (soky_certificate_get_key_bits (certificate), ==, 2048);
  g_assert_false (soky_certificate_is_authority (certificate));
  g_assert_true (soky_certificate_is_authority (root->certificate));
  g_assert_false (soky_certificate_equal (certificate, root->certificate));
}

/* What OpenSSL's own program says of the same file. */
static void
test_against_openssl (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autoptr (Crafted) root = craft_authority (NULL, "Root CA");
  g_autofree char *path = g_build_filename (folder, "root.pem", NULL);
  g_autofree char *output = NULL;

  crafted_write (root, folder, "root");
  if (fixture_run (&output, "openssl", "x509", "-in", path, "-noout", "-fingerprint", "-sha256",
                   "-serial", NULL) != 0) {
    g_test_skip ("openssl is not installed");
  } else {
    g_autofree char *lower = g_ascii_strdown (output, -1);
    g_auto (GStrv) parts = g_strsplit (lower, ":", -1);
    g_autofree char *joined = g_strjoinv ("", parts);
    g_autofree char *serial =
        g_strdup_printf ("serial=%s\n", soky_certificate_get_serial (root->certificate));
    g_assert_nonnull (strstr (joined, soky_certificate_get_fingerprint (root->certificate)));
    g_assert_nonnull (strstr (joined, serial));
  }
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
test_der (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Crafted) crafted = craft_person (NULL, "Lan");
  GBytes *der = soky_certificate_get_der (crafted->certificate);
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (der, &length);
  g_autoptr (SokyCertificate) again = soky_certificate_new_from_der (data, length, &error);

  g_assert_no_error (error);
  g_assert_true (soky_certificate_equal (again, crafted->certificate));
  for (gsize cut = 0; cut < length; cut += 7) {
    g_assert_null (soky_certificate_new_from_der (data, cut, &error));
    g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE);
    g_clear_error (&error);
  }
  g_autofree guint8 *longer = g_malloc0 (length + 1);
  memcpy (longer, data, length);
  g_assert_null (soky_certificate_new_from_der (longer, length + 1, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE);
}

static void
assert_refused_file (const char *path, const char *content)
{
  g_autoptr (GError) error = NULL;

  fixture_write (path, content, strlen (content));
  g_assert_null (soky_certificate_list_from_pem_file (path, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "some.crt", NULL);
  g_autoptr (Crafted) a = craft_person (NULL, "A");
  g_autoptr (Crafted) b = craft_person (NULL, "B");
  g_autofree char *pem_a = soky_certificate_to_pem (a->certificate);
  g_autofree char *pem_b = soky_certificate_to_pem (b->certificate);
  g_autofree char *both = g_strconcat ("# two\r\n", pem_a, "and\n", pem_b, NULL);
  g_autofree char *damaged = g_strconcat (pem_a, "-----BEGIN CERTIFICATE-----\nAAAA\n", NULL);

  fixture_write (path, both, strlen (both));
  g_autoptr (GPtrArray) list = soky_certificate_list_from_pem_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (soky_certificate_equal (list->pdata[1], b->certificate));

  GBytes *der = soky_certificate_get_der (a->certificate);
  fixture_write (path, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_autoptr (GPtrArray) single = soky_certificate_list_from_pem_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (single->len, ==, 1);

  assert_refused_file (path, "");
  assert_refused_file (path, "not a certificate\n");
  assert_refused_file (path, damaged);
  g_assert_null (soky_certificate_list_from_pem_file (folder, &error));
  g_assert_nonnull (error);
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
assert_unusable (const CraftRequest *request, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Crafted) crafted = craft (request);

  g_assert_false (soky_certificate_check_usable (crafted->certificate, now_us, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNUSABLE);
  g_test_message ("%s", error->message);
}

static void
assert_usable (const CraftRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Crafted) crafted = craft (request);

  soky_certificate_check_usable (crafted->certificate, CRAFT_NOW_US, &error);
  g_assert_no_error (error);
}

static void
test_usable (void)
{
  assert_usable (&(CraftRequest){.name = "no key usage"});
  assert_usable (&(CraftRequest){.name = "VGCA", .key_usage = "critical,nonRepudiation"});
  assert_usable (&(CraftRequest){.name = "DS", .key_usage = "digitalSignature"});
  assert_usable (&(CraftRequest){.name = "EC", .curve = "P-256"});
  assert_usable (&(CraftRequest){.name = "EC", .curve = "P-384"});
}

static void
test_unusable (void)
{
  assert_unusable (&(CraftRequest){.name = "expired"}, CRAFT_NOW_US + 2 * CRAFT_YEAR_US);
  assert_unusable (&(CraftRequest){.name = "early"}, CRAFT_NOW_US - 2 * CRAFT_YEAR_US);
  assert_unusable (&(CraftRequest){.name = "usage", .key_usage = "keyEncipherment"}, CRAFT_NOW_US);
  assert_unusable (&(CraftRequest){.name = "CA",
                                   .basic_constraints = "CA:TRUE",
                                   .key_usage = "digitalSignature,keyCertSign"},
                   CRAFT_NOW_US);
  assert_unusable (&(CraftRequest){.name = "short", .rsa_bits = 1024}, CRAFT_NOW_US);
  assert_unusable (&(CraftRequest){.name = "short", .curve = "P-224"}, CRAFT_NOW_US);
  assert_unusable (&(CraftRequest){.name = "Edwards", .curve = "ED25519"}, CRAFT_NOW_US);
}

static void
test_order_chain (void)
{
  g_autoptr (Crafted) root = craft_authority (NULL, "Root");
  g_autoptr (Crafted) middle = craft_authority (root, "Middle");
  g_autoptr (Crafted) leaf = craft_person (middle, "Leaf");
  g_autoptr (Crafted) stranger = craft_authority (NULL, "Stranger");
  g_autoptr (Crafted) twin = craft_authority (root, "Middle");
  g_autoptr (GPtrArray) pool = g_ptr_array_new ();

  g_ptr_array_add (pool, twin->certificate);
  g_ptr_array_add (pool, stranger->certificate);
  g_ptr_array_add (pool, root->certificate);
  g_ptr_array_add (pool, leaf->certificate);
  g_ptr_array_add (pool, middle->certificate);
  g_autoptr (GPtrArray) chain = soky_certificate_order_chain (leaf->certificate, pool);
  g_assert_cmpuint (chain->len, ==, 2);
  g_assert_true (chain->pdata[0] == middle->certificate);
  g_assert_true (chain->pdata[1] == root->certificate);

  g_autoptr (GPtrArray) none = soky_certificate_order_chain (leaf->certificate, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/certificate/names", test_names);
  g_test_add_func ("/crypto/certificate/hostile-names", test_hostile_names);
  g_test_add_func ("/crypto/certificate/fields", test_fields);
  g_test_add_func ("/crypto/certificate/openssl", test_against_openssl);
  g_test_add_func ("/crypto/certificate/der", test_der);
  g_test_add_func ("/crypto/certificate/files", test_files);
  g_test_add_func ("/crypto/certificate/usable", test_usable);
  g_test_add_func ("/crypto/certificate/unusable", test_unusable);
  g_test_add_func ("/crypto/certificate/order-chain", test_order_chain);
  return g_test_run ();
}
