/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft.h"
#include "crypto/authority.h"
#include "crypto/software-signer.h"
#include "crypto/trust/trust.h"
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define FROM_US (CRAFT_NOW_US - CRAFT_YEAR_US)
#define TO_US (CRAFT_NOW_US + CRAFT_YEAR_US)

typedef struct {
  char *folder;
  SokyAuthority *root;
  SokyAuthority *middle;
  char *moment;
} Office;

static char *
in_folder (Office *office, const char *name)
{
  return g_build_filename (office->folder, name, NULL);
}

static void
set_up (Office *office, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  office->folder = fixture_make_folder ();
  office->moment = g_strdup_printf ("%" G_GINT64_FORMAT, CRAFT_NOW_US / G_USEC_PER_SEC);
  office->root =
      soky_authority_new_root ("Demo Root", SOKY_NEW_KEY_RSA_2048, FROM_US, TO_US, &error);
  g_assert_no_error (error);
  office->middle = soky_authority_new_intermediate (office->root, "Demo CA", SOKY_NEW_KEY_EC_P256,
                                                    FROM_US, TO_US, &error);
  g_assert_no_error (error);
}

static void
tear_down (Office *office, gconstpointer data)
{
  soky_authority_free (office->middle);
  soky_authority_free (office->root);
  g_free (office->moment);
  fixture_remove_folder (office->folder);
}

static SokyIssued *
issue (SokyAuthority *authority, const SokyLeafRequest *request)
{
  g_autoptr (GError) error = NULL;
  SokyIssued *issued = soky_authority_issue (authority, request, &error);

  g_assert_no_error (error);
  return issued;
}

static void
write_root (Office *office, const char *path)
{
  g_autofree char *pem = soky_certificate_to_pem (soky_authority_get_certificate (office->root));

  fixture_write (path, pem, strlen (pem));
}

static void
assert_mode (const char *path, guint mode)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, mode);
}

/* OpenSSL's own judgement, strict, of the certificate in "leaf.pem" for @purpose. */
static void
judge (Office *office, const char *purpose, const char *option, const char *value)
{
  g_autofree char *root = in_folder (office, "root.pem");
  g_autofree char *leaf = in_folder (office, "leaf.pem");
  g_autofree char *output = NULL;

  write_root (office, root);
  int status = fixture_run (&output, "openssl", "verify", "-x509_strict", "-attime", office->moment,
                            "-CAfile", root, "-untrusted", leaf, "-purpose", purpose, option, value,
                            leaf, NULL);
  if (status > 0)
    g_test_message ("%s", output);
  g_assert_cmpint (status, <=, 0);
}

static void
test_person (Office *office, gconstpointer data)
{
  const SokyLeafRequest request = {.kind = SOKY_LEAF_PERSON,
                                   .common_name = "Lê Thị Hồng Hạnh",
                                   .organisation = "Trường THCS Hoa Sen",
                                   .title = "Hiệu trưởng",
                                   .email = "ht.hanh@hoasen.edu.vn",
                                   .id_number = "ht.hanh",
                                   .not_before_us = FROM_US,
                                   .not_after_us = TO_US + 10 * CRAFT_YEAR_US};
  g_autoptr (SokyIssued) issued = issue (office->middle, &request);
  SokyCertificate *certificate = soky_issued_get_certificate (issued);
  g_autofree char *key = in_folder (office, "leaf.key");
  g_autofree char *pem = in_folder (office, "leaf.pem");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (soky_certificate_get_holder (certificate), ==, "Lê Thị Hồng Hạnh");
  g_assert_cmpstr (soky_certificate_get_organisation (certificate), ==, "Trường THCS Hoa Sen");
  g_assert_cmpstr (soky_certificate_get_email (certificate), ==, "ht.hanh@hoasen.edu.vn");
  g_assert_cmpstr (soky_certificate_get_issuer (certificate), ==, "Demo CA");
  g_assert_cmpint (soky_certificate_get_not_after_us (certificate), ==, TO_US);
  g_assert_cmpuint (X509_get_key_usage (soky_certificate_peek_x509 (certificate)), ==,
                    KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION);
  soky_certificate_check_usable (certificate, CRAFT_NOW_US, &error);
  g_assert_no_error (error);

  g_assert_true (soky_issued_write_pem (issued, key, pem, NULL, &error));
  assert_mode (key, 0600);
  judge (office, "smimesign", "-verify_depth", "3");
  g_autoptr (GPtrArray) list = soky_certificate_list_from_pem_file (pem, &error);
  g_assert_cmpuint (list->len, ==, 3);
}

static void
test_server (Office *office, gconstpointer data)
{
  static const char *const hosts[] = {"localhost", "127.0.0.1", "::1", "so.hoasen.edu.vn", NULL};
  const SokyLeafRequest request = {.kind = SOKY_LEAF_SERVER,
                                   .key = SOKY_NEW_KEY_EC_P256,
                                   .common_name = "SoKy",
                                   .hosts = hosts,
                                   .not_before_us = FROM_US,
                                   .not_after_us = TO_US};
  g_autoptr (SokyIssued) issued = issue (office->middle, &request);
  g_autofree char *key = in_folder (office, "leaf.key");
  g_autofree char *pem = in_folder (office, "leaf.pem");

  g_assert_true (soky_issued_write_pem (issued, key, pem, NULL, NULL));
  judge (office, "sslserver", "-verify_hostname", "localhost");
  judge (office, "sslserver", "-verify_hostname", "so.hoasen.edu.vn");
  judge (office, "sslserver", "-verify_ip", "127.0.0.1");
  judge (office, "sslserver", "-verify_ip", "::1");
}

/* The TLS of GLib, which the server and the client use. */
static void
test_server_for_glib (Office *office, gconstpointer data)
{
  static const char *const hosts[] = {"localhost", NULL};
  gint64 now_us = g_get_real_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAuthority) root = soky_authority_new_root (
      "TLS Root", SOKY_NEW_KEY_EC_P256, now_us - CRAFT_YEAR_US, now_us + CRAFT_YEAR_US, &error);
  const SokyLeafRequest request = {.kind = SOKY_LEAF_SERVER,
                                   .key = SOKY_NEW_KEY_EC_P256,
                                   .common_name = "localhost",
                                   .hosts = hosts,
                                   .not_before_us = now_us - CRAFT_YEAR_US,
                                   .not_after_us = now_us + CRAFT_YEAR_US};
  g_autoptr (SokyIssued) issued = issue (root, &request);
  g_autofree char *key = in_folder (office, "leaf.key");
  g_autofree char *pem = in_folder (office, "leaf.pem");
  g_autofree char *anchor = soky_certificate_to_pem (soky_authority_get_certificate (root));

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ())) {
    g_test_skip ("glib-networking is not installed");
    return;
  }
  g_assert_true (soky_issued_write_pem (issued, key, pem, NULL, NULL));
  g_autoptr (GTlsCertificate) leaf = g_tls_certificate_new_from_files (pem, key, &error);
  g_assert_no_error (error);
  g_autoptr (GTlsCertificate) trusted = g_tls_certificate_new_from_pem (anchor, -1, &error);
  g_assert_no_error (error);
  g_autoptr (GSocketConnectable) host = g_network_address_new ("localhost", 443);
  g_autoptr (GSocketConnectable) other = g_network_address_new ("other.vn", 443);
  g_assert_cmpint (g_tls_certificate_verify (leaf, host, trusted), ==, 0);
  g_assert_cmpint (g_tls_certificate_verify (leaf, other, trusted), ==,
                   G_TLS_CERTIFICATE_BAD_IDENTITY);
}

static void
test_load (Office *office, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = in_folder (office, "ca.key");
  g_autofree char *pem = in_folder (office, "ca.pem");
  g_autofree char *root = in_folder (office, "root.pem");
  g_autofree char *leaf = in_folder (office, "leaf.pem");
  g_autoptr (SokySecret) password = soky_secret_new ("bí mật", -1);
  const SokyLeafRequest request = {.kind = SOKY_LEAF_ORGANISATION,
                                   .common_name = "Trường THCS Hoa Sen",
                                   .organisation = "Trường THCS Hoa Sen",
                                   .not_before_us = FROM_US,
                                   .not_after_us = TO_US};

  fixture_write (key, "older, readable by all", 22);
  g_assert_cmpint (g_chmod (key, 0644), ==, 0);
  g_assert_true (soky_authority_write_pem (office->middle, key, pem, password, &error));
  assert_mode (key, 0600);
  g_assert_null (soky_authority_load (key, pem, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_WRONG_PASSWORD);
  g_clear_error (&error);

  g_autoptr (SokyAuthority) again = soky_authority_load (key, pem, password, &error);
  g_assert_no_error (error);
  g_autoptr (SokyIssued) issued = issue (again, &request);
  g_assert_true (soky_issued_write_pem (issued, key, leaf, NULL, &error));
  judge (office, "any", "-verify_depth", "3");
  write_root (office, root);
  g_assert_null (soky_authority_load (key, root, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_KEY_MISMATCH);
  g_clear_error (&error);
  g_assert_null (soky_authority_load (key, leaf, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_KEY_MISMATCH);
}

/* Every kind of key: usable, trusted, signs, and never the same serial twice. */
static void
test_keys (Office *office, gconstpointer data)
{
  static const struct {
    SokyNewKey key;
    SokyKeyKind kind;
    guint bits;
  } keys[] = {
      {SOKY_NEW_KEY_RSA_2048, SOKY_KEY_RSA, 2048}, {SOKY_NEW_KEY_RSA_3072, SOKY_KEY_RSA, 3072},
      {SOKY_NEW_KEY_EC_P256, SOKY_KEY_EC, 256},    {SOKY_NEW_KEY_EC_P384, SOKY_KEY_EC, 384},
      {SOKY_NEW_KEY_EC_P521, SOKY_KEY_EC, 521},
  };
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autoptr (GHashTable) serials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *root = in_folder (office, "root.pem");

  write_root (office, root);
  g_assert_true (soky_trust_add_file (trust, root, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const SokyLeafRequest request = {
        .key = keys[i].key, .common_name = "Lan", .not_before_us = FROM_US, .not_after_us = TO_US};
    g_autoptr (SokyIssued) issued = issue (office->middle, &request);
    SokyCertificate *certificate = soky_issued_get_certificate (issued);
    g_autoptr (SokySigner) signer = soky_issued_create_signer (issued);
    g_assert_cmpint (soky_certificate_get_key_kind (certificate), ==, keys[i].kind);
    g_assert_cmpuint (soky_certificate_get_key_bits (certificate), ==, keys[i].bits);
    g_assert_cmpint (soky_trust_check (trust, certificate, soky_signer_get_chain (signer),
                                       CRAFT_NOW_US, NULL, NULL),
                     ==, SOKY_TRUST_TRUSTED);
    g_assert_true (
        g_hash_table_add (serials, g_strdup (soky_certificate_get_serial (certificate))));
  }
}

static void
test_unwritable (Office *office, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (office->folder, "missing", "ca.key", NULL);

  g_assert_false (soky_authority_write_pem (office->root, nowhere, nowhere, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/crypto/authority/person", Office, NULL, set_up, test_person, tear_down);
  g_test_add ("/crypto/authority/server", Office, NULL, set_up, test_server, tear_down);
  g_test_add ("/crypto/authority/server-for-glib", Office, NULL, set_up, test_server_for_glib,
              tear_down);
  g_test_add ("/crypto/authority/load", Office, NULL, set_up, test_load, tear_down);
  g_test_add ("/crypto/authority/keys", Office, NULL, set_up, test_keys, tear_down);
  g_test_add ("/crypto/authority/unwritable", Office, NULL, set_up, test_unwritable, tear_down);
  return g_test_run ();
}
