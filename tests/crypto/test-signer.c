/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft.h"
#include "crypto/authority.h"
#include "crypto/software-signer.h"
#include "fixture.h"

#include <string.h>

typedef struct {
  char *folder;
  char *key;
  char *certificate;
  char *p12;
  SokySecret *password;
  SokySecret *wrong;
  SokyIssued *issued;
} Files;

static void
set_up (Files *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAuthority) root =
      soky_authority_new_root ("Root", SOKY_NEW_KEY_EC_P256, CRAFT_NOW_US - CRAFT_YEAR_US,
                               CRAFT_NOW_US + 5 * CRAFT_YEAR_US, &error);
  const SokyLeafRequest request = {.common_name = "Lan",
                                   .not_before_us = CRAFT_NOW_US - CRAFT_YEAR_US,
                                   .not_after_us = CRAFT_NOW_US + CRAFT_YEAR_US};

  g_assert_no_error (error);
  files->folder = fixture_make_folder ();
  files->key = g_build_filename (files->folder, "lan.key", NULL);
  files->certificate = g_build_filename (files->folder, "lan.pem", NULL);
  files->p12 = g_build_filename (files->folder, "lan.p12", NULL);
  files->password = soky_secret_new ("mật khẩu 1", -1);
  files->wrong = soky_secret_new ("mat khau 1", -1);
  files->issued = soky_authority_issue (root, &request, &error);
  g_assert_no_error (error);
}

static void
tear_down (Files *files, gconstpointer data)
{
  soky_issued_free (files->issued);
  soky_secret_unref (files->password);
  soky_secret_unref (files->wrong);
  g_free (files->key);
  g_free (files->certificate);
  g_free (files->p12);
  fixture_remove_folder (files->folder);
}

static void
assert_signs (SokySigner *signer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "abc", 3);

  g_assert_nonnull (signer);
  g_autoptr (GBytes) signature = soky_signer_sign_digest (signer, SOKY_SCHEME_RSA_PKCS1,
                                                          SOKY_HASH_SHA256, digest, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (signature), ==, 256);
  g_assert_cmpuint (soky_signer_get_chain (signer)->len, ==, 1);
  g_assert_cmpstr (soky_certificate_get_holder (soky_signer_get_certificate (signer)), ==, "Lan");
}

static void
assert_pem_error (Files *files, SokySecret *password, SokyCryptoError code)
{
  g_autoptr (GError) error = NULL;
  SokySigner *signer =
      soky_software_signer_new_from_pem (files->key, files->certificate, password, &error);

  g_assert_null (signer);
  g_assert_error (error, SOKY_CRYPTO_ERROR, (int) code);
}

static void
assert_p12_error (Files *files, SokySecret *password, SokyCryptoError code)
{
  g_autoptr (GError) error = NULL;
  SokySigner *signer = soky_software_signer_new_from_p12 (files->p12, password, &error);

  g_assert_null (signer);
  g_assert_error (error, SOKY_CRYPTO_ERROR, (int) code);
}

static void
test_pem (Files *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      soky_issued_write_pem (files->issued, files->key, files->certificate, NULL, &error));
  g_autoptr (SokySigner) plain =
      soky_software_signer_new_from_pem (files->key, files->certificate, NULL, &error);
  g_assert_no_error (error);
  assert_signs (plain);

  g_assert_true (soky_issued_write_pem (files->issued, files->key, files->certificate,
                                        files->password, &error));
  g_autoptr (SokySigner) locked =
      soky_software_signer_new_from_pem (files->key, files->certificate, files->password, &error);
  g_assert_no_error (error);
  assert_signs (locked);
  assert_pem_error (files, files->wrong, SOKY_CRYPTO_ERROR_WRONG_PASSWORD);
  assert_pem_error (files, NULL, SOKY_CRYPTO_ERROR_WRONG_PASSWORD);
}

static void
test_pem_damaged (Files *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Crafted) other = craft_person (NULL, "Other");

  g_assert_true (
      soky_issued_write_pem (files->issued, files->key, files->certificate, NULL, &error));
  crafted_write (other, files->folder, "lan");
  g_assert_true (soky_issued_write_pem (files->issued, files->certificate, files->p12, NULL, NULL));
  g_assert_null (soky_software_signer_new_from_pem (files->key, files->p12, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_KEY_MISMATCH);

  fixture_write (files->key, "", 0);
  fixture_write (files->certificate, "", 0);
  assert_pem_error (files, NULL, SOKY_CRYPTO_ERROR_NOT_A_CERTIFICATE);
  crafted_write (other, files->folder, "lan");
  fixture_write (files->key, "-----BEGIN PRIVATE KEY-----\nAAAA\n", 33);
  assert_pem_error (files, files->password, SOKY_CRYPTO_ERROR_NOT_A_KEY);
  fixture_write (files->key, "", 0);
  assert_pem_error (files, NULL, SOKY_CRYPTO_ERROR_NOT_A_KEY);
}

static void
test_p12 (Files *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_issued_write_p12 (files->issued, files->p12, files->password, &error));
  g_autoptr (SokySigner) signer =
      soky_software_signer_new_from_p12 (files->p12, files->password, &error);
  g_assert_no_error (error);
  assert_signs (signer);
  assert_p12_error (files, files->wrong, SOKY_CRYPTO_ERROR_WRONG_PASSWORD);
  assert_p12_error (files, NULL, SOKY_CRYPTO_ERROR_WRONG_PASSWORD);

  fixture_write (files->p12, "PDF", 3);
  assert_p12_error (files, files->password, SOKY_CRYPTO_ERROR_NOT_A_KEY);
  fixture_write (files->p12, "", 0);
  assert_p12_error (files, files->password, SOKY_CRYPTO_ERROR_NOT_A_KEY);
}

/* RC2 and 3DES, as Windows wrote until 2019; without a password. */
static void
test_p12_of_others (Files *files, gconstpointer data)
{
  static const char *const variants[][3] = {
      {"-legacy", "pass:old", "old"},
      {"-nomaciter", "pass:", NULL},
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (
      soky_issued_write_pem (files->issued, files->key, files->certificate, NULL, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++) {
    g_autofree char *output = NULL;
    int status = fixture_run (&output, "openssl", "pkcs12", "-export", "-inkey", files->key, "-in",
                              files->certificate, "-out", files->p12, variants[i][0], "-passout",
                              variants[i][1], NULL);
    if (status < 0) {
      g_test_skip ("openssl is not installed");
      return;
    }
    g_assert_cmpint (status, ==, 0);
    SokySecret *password = variants[i][2] ? soky_secret_new (variants[i][2], -1) : NULL;
    g_autoptr (SokySigner) signer =
        soky_software_signer_new_from_p12 (files->p12, password, &error);
    g_assert_no_error (error);
    assert_signs (signer);
    assert_p12_error (files, files->wrong, SOKY_CRYPTO_ERROR_WRONG_PASSWORD);
    g_clear_pointer (&password, soky_secret_unref);
  }
}

static void
test_p12_without_mac (Files *files, gconstpointer data)
{
  g_assert_true (soky_issued_write_pem (files->issued, files->key, files->certificate, NULL, NULL));
  int status = fixture_run (NULL, "openssl", "pkcs12", "-export", "-inkey", files->key, "-in",
                            files->certificate, "-out", files->p12, "-nomac", "-passout",
                            "pass:mat khau 1", NULL);
  if (status < 0) {
    g_test_skip ("openssl is not installed");
    return;
  }
  g_assert_cmpint (status, ==, 0);
  assert_p12_error (files, files->wrong, SOKY_CRYPTO_ERROR_NOT_A_KEY);
}

static void
test_schemes (void)
{
  g_autoptr (Crafted) rsa = craft_person (NULL, "RSA");
  const CraftRequest request = {.name = "EC", .curve = "P-256"};
  g_autoptr (Crafted) ec = craft (&request);
  g_autoptr (SokySigner) rsa_signer = crafted_signer (rsa, NULL);
  g_autoptr (SokySigner) ec_signer = crafted_signer (ec, NULL);

  g_assert_cmpint (soky_signer_choose_scheme (rsa_signer, SOKY_HASH_SHA256, FALSE), ==,
                   SOKY_SCHEME_RSA_PKCS1);
  g_assert_cmpint (soky_signer_choose_scheme (rsa_signer, SOKY_HASH_SHA256, TRUE), ==,
                   SOKY_SCHEME_RSA_PSS);
  g_assert_cmpint (soky_signer_choose_scheme (ec_signer, SOKY_HASH_SHA256, TRUE), ==,
                   SOKY_SCHEME_ECDSA);
}

static void
test_refusals (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Crafted) rsa = craft_person (NULL, "RSA");
  g_autoptr (SokySigner) signer = crafted_signer (rsa, NULL);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "abc", 3);
  g_autoptr (GBytes) old_digest = soky_digest_bytes (SOKY_HASH_SHA1, "abc", 3);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_assert_null (
      soky_signer_sign_digest (signer, SOKY_SCHEME_ECDSA, SOKY_HASH_SHA256, digest, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (soky_signer_sign_digest (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA1, old_digest,
                                          NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_null (soky_signer_sign_digest (signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256, digest,
                                          cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/crypto/signer/pem", Files, NULL, set_up, test_pem, tear_down);
  g_test_add ("/crypto/signer/pem-damaged", Files, NULL, set_up, test_pem_damaged, tear_down);
  g_test_add ("/crypto/signer/p12", Files, NULL, set_up, test_p12, tear_down);
  g_test_add ("/crypto/signer/p12-of-others", Files, NULL, set_up, test_p12_of_others, tear_down);
  g_test_add ("/crypto/signer/p12-without-mac", Files, NULL, set_up, test_p12_without_mac,
              tear_down);
  g_test_add_func ("/crypto/signer/schemes", test_schemes);
  g_test_add_func ("/crypto/signer/refusals", test_refusals);
  return g_test_run ();
}
