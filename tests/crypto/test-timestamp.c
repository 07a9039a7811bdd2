/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/cms/builder.h"
#include "crypto/cms/reader.h"
#include "crypto/cms/stamp.h"
#include "crypto/software-signer.h"
#include "crypto/timestamp/timestamper.h"
#include "crypto/timestamp/token-check.h"
#include "fixture.h"
#include "net/http-fetcher.h"
#include "pki-fixture.h"

#include <string.h>

static FixturePki *pki;
static SokyFetcher *fetcher;

static SokyTrust *
load_trust (const char *name)
{
  g_autofree char *path = fixture_pki_file (pki, name);
  g_autoptr (GError) error = NULL;
  SokyTrust *trust = soky_trust_new ();

  soky_trust_add_file (trust, path, &error);
  g_assert_no_error (error);
  return trust;
}

static GBytes *
stamp (const char *path, SokyTrust *trust, GError **error)
{
  g_autofree char *url = fixture_pki_url (pki, path);
  const SokyTimestampService service = {.url = url, .trust = trust};
  g_autoptr (SokyTimestamper) timestamper = soky_timestamper_new (fetcher, &service);
  g_autoptr (GBytes) imprint = soky_digest_bytes (SOKY_HASH_SHA256, "lesson", 6);

  return soky_timestamper_stamp (timestamper, SOKY_HASH_SHA256, imprint, NULL, error);
}

static void
test_sound (void)
{
  g_autoptr (SokyTrust) trust = load_trust ("tsa-root.pem");
  g_autoptr (GBytes) lesson = g_bytes_new_static ("lesson", 6);
  g_autoptr (GError) error = NULL;
  gint64 time_us = 0;
  g_autoptr (GBytes) token = stamp ("/tsa", trust, &error);

  g_assert_no_error (error);
  g_assert_true (soky_timestamp_check (token, lesson, &time_us, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ABS (time_us - g_get_real_time ()), <,
                   G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
}

/* the address, and a part of what is said */
static const struct {
  const char *path;
  const char *words;
} faults[] = {
    {"/tsa/wrong-nonce", "old answer"},       {"/tsa/no-nonce", "old answer"},
    {"/tsa/wrong-imprint", "something else"}, {"/tsa/rejection", "hết hạn mức"},
    {"/tsa/wrong-use", "not issued for"},     {"/tsa/soft-use", "not issued for"},
    {"/tsa/old", "not valid at the moment"},  {"/tsa/unnamed", "does not name"},
    {"/tsa/broken", "does not hold"},         {"/tsa/garbage", "no timestamp"},
    {"/tsa/empty", "no timestamp"},
};

static void
test_fault (gconstpointer data)
{
  gsize index = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) token = stamp (faults[index].path, NULL, &error);

  g_assert_null (token);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == SOKY_CRYPTO_ERROR);
  g_assert_nonnull (strstr (error->message, faults[index].words));
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
}

static void
test_network (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (stamp ("/tsa/huge", NULL, &error));
  g_assert_error (error, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (stamp ("/tsa/login", NULL, &error));
  g_assert_error (error, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_PASSWORD);
  g_clear_error (&error);
  g_assert_null (stamp ("/nothing", NULL, &error));
  g_assert_error (error, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_REFUSED);
  g_clear_error (&error);
  g_autoptr (GBytes) token = stamp ("/tsa/redirect", NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (token);
}

static void
test_login_over_tls (void)
{
  g_autofree char *url = fixture_pki_https_url (pki, "/tsa/login");
  g_autofree char *ca_file = fixture_pki_file (pki, "root.pem");
  g_autoptr (SokyFetcher) over_tls = soky_http_fetcher_new (ca_file, NULL);
  g_autoptr (SokySecret) password = soky_secret_new ("secret", -1);
  const SokyTimestampService service = {.url = url, .user = "soky", .password = password};
  g_autoptr (SokyTimestamper) timestamper = soky_timestamper_new (over_tls, &service);
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  g_assert_true (soky_timestamper_measure (timestamper, &size, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (size, >, 1000);
}

static void
test_trust (void)
{
  g_autoptr (SokyTrust) trust = load_trust ("root.pem");
  g_autoptr (GError) error = NULL;

  g_assert_null (stamp ("/tsa", trust, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_TIMESTAMP);
  g_assert_nonnull (strstr (error->message, "not trusted"));
}

static void
test_measure_once (void)
{
  g_autofree char *url = fixture_pki_url (pki, "/tsa");
  const SokyTimestampService service = {.url = url};
  g_autoptr (SokyTimestamper) timestamper = soky_timestamper_new (fetcher, &service);
  g_autoptr (GError) error = NULL;
  guint before = fixture_pki_count (pki, "/tsa");
  gsize size = 0;

  for (guint i = 0; i < 3; i++) {
    g_assert_true (soky_timestamper_measure (timestamper, &size, NULL, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpuint (fixture_pki_count (pki, "/tsa"), ==, before + 1);
}

static SokySigner *
open_signer (const char *name)
{
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *chain_name = g_strconcat (name, "-chain.pem", NULL);
  g_autofree char *key = fixture_pki_file (pki, key_name);
  g_autofree char *chain = fixture_pki_file (pki, chain_name);
  g_autoptr (GError) error = NULL;
  SokySigner *signer = soky_software_signer_new_from_pem (key, chain, NULL, &error);

  g_assert_no_error (error);
  return signer;
}

static GBytes *
stamp_signature (GBytes *message)
{
  g_autofree char *url = fixture_pki_url (pki, "/tsa");
  const SokyTimestampService service = {.url = url};
  g_autoptr (SokyTimestamper) timestamper = soky_timestamper_new (fetcher, &service);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCms) cms = soky_cms_parse (message, FALSE, &error);
  g_autoptr (GBytes) value = soky_cms_get_signature_value (cms);
  g_autoptr (GBytes) imprint = soky_digest_bytes (SOKY_HASH_SHA256, g_bytes_get_data (value, NULL),
                                                  g_bytes_get_size (value));
  g_autoptr (GBytes) token =
      soky_timestamper_stamp (timestamper, SOKY_HASH_SHA256, imprint, NULL, &error);
  g_assert_no_error (error);
  GBytes *stamped = soky_cms_add_timestamp (message, token, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (stamped), <=,
                    g_bytes_get_size (message) + g_bytes_get_size (token) +
                        SOKY_CMS_TIMESTAMP_OVERHEAD);
  return stamped;
}

/* The signature with its timestamp is the same signature, and openssl agrees. */
static void
test_stamped_signature (gconstpointer name)
{
  g_autoptr (SokySigner) signer = open_signer (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "lesson", 6);
  SokyScheme scheme = soky_signer_choose_scheme (signer, SOKY_HASH_SHA256, FALSE);
  g_autoptr (GBytes) message =
      soky_cms_build (signer, scheme, SOKY_HASH_SHA256, digest, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) stamped = stamp_signature (message);
  g_autoptr (SokyCms) cms = soky_cms_parse (stamped, FALSE, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) value = soky_cms_get_signature_value (cms);

  g_assert_cmpint (soky_cms_check (cms, digest, NULL), ==, SOKY_CMS_VALID);
  g_assert_nonnull (soky_cms_get_timestamp (cms));
  g_assert_true (soky_timestamp_check (soky_cms_get_timestamp (cms), value, NULL, &error));
  g_assert_no_error (error);

  g_autofree char *file = fixture_pki_file (pki, "stamped.der");
  g_autofree char *content = fixture_pki_file (pki, "lesson");
  g_autofree char *roots = fixture_pki_file (pki, "trust.pem");
  g_autofree char *output = NULL;
  fixture_write (file, g_bytes_get_data (stamped, NULL), g_bytes_get_size (stamped));
  fixture_write (content, "lesson", 6);
  int status = fixture_run (&output, "openssl", "cms", "-verify", "-cades", "-binary", "-inform",
                            "DER", "-in", file, "-content", content, "-CAfile", roots, "-purpose",
                            "any", "-out", "/dev/null", NULL);
  if (status != 0)
    g_error ("%s", output);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pki = fixture_pki_new ();
  if (pki == NULL) {
    g_print ("1..0 # SKIP openssl or faketime is not installed\n");
    return 0;
  }
  fetcher = soky_http_fetcher_new (NULL, NULL);
  g_test_add_func ("/timestamp/sound", test_sound);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = g_strconcat ("/timestamp/fault", faults[i].path, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_fault);
  }
  g_test_add_func ("/timestamp/network", test_network);
  g_test_add_func ("/timestamp/login-over-tls", test_login_over_tls);
  g_test_add_func ("/timestamp/trust", test_trust);
  g_test_add_func ("/timestamp/measure-once", test_measure_once);
  g_test_add_data_func ("/timestamp/signature/rsa", "signer", test_stamped_signature);
  g_test_add_data_func ("/timestamp/signature/ec", "second", test_stamped_signature);
  int status = g_test_run ();
  g_object_unref (fetcher);
  fixture_pki_free (pki);
  return status;
}
