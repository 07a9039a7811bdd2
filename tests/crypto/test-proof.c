/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "crypto/error.h"
#include "crypto/revocation/cached-fetcher.h"
#include "crypto/revocation/proof.h"
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

static SokyCertificate *
load (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = fixture_pki_file (pki, file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = soky_certificate_list_from_pem_file (path, &error);

  g_assert_no_error (error);
  return g_object_ref (list->pdata[0]);
}

/* With nothing but the certificate itself: what is above it must be fetched. */
static SokyCertificateProof *
collect (const char *name, const SokyCertificateProofContext *context, GError **error)
{
  g_autoptr (SokyCertificate) certificate = load (name);
  g_autoptr (SokyCertificateProof) proof = soky_certificate_proof_new ();

  if (!soky_certificate_proof_collect (proof, context, certificate, NULL, soky_clock_now_us (),
                                       NULL, error))
    return NULL;
  return g_steal_pointer (&proof);
}

static void
assert_proof (const SokyCertificateProof *proof, guint certificates, guint ocsps, guint crls)
{
  g_assert_nonnull (proof);
  g_assert_cmpuint (proof->certificates->len, ==, certificates);
  g_assert_cmpuint (proof->ocsps->len, ==, ocsps);
  g_assert_cmpuint (proof->crls->len, ==, crls);
}

static void
assert_fails (const char *name, const SokyCertificateProofContext *context, SokyCryptoError code,
              const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificateProof) proof = collect (name, context, &error);

  g_assert_null (proof);
  g_assert_error (error, SOKY_CRYPTO_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

/* The leaf by OCSP, with its delegated responder; the intermediate by the root's list. */
static void
test_sound (gconstpointer trust_file)
{
  g_autoptr (SokyTrust) trust = trust_file ? load_trust (trust_file) : NULL;
  const SokyCertificateProofContext context = {.fetcher = fetcher, .trust = trust};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificateProof) proof = collect ("signer", &context, &error);

  g_assert_no_error (error);
  assert_proof (proof, 4, 1, 1);
}

static void
test_list_alone (void)
{
  const SokyCertificateProofContext context = {.fetcher = fetcher};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificateProof) proof = collect ("listed", &context, &error);

  g_assert_no_error (error);
  assert_proof (proof, 3, 0, 2);
}

static void
test_refused (void)
{
  g_autoptr (SokyTrust) other = load_trust ("tsa-root.pem");
  const SokyCertificateProofContext online = {.fetcher = fetcher};
  const SokyCertificateProofContext untrusted = {.fetcher = fetcher, .trust = other};
  const SokyCertificateProofContext offline = {.fetcher = NULL};

  assert_fails ("revoked", &online, SOKY_CRYPTO_ERROR_REVOKED, "Lê Thị Cũ");
  assert_fails ("silent", &online, SOKY_CRYPTO_ERROR_NO_PATH, "SoKy Test School CA");
  assert_fails ("signer", &untrusted, SOKY_CRYPTO_ERROR_NO_PATH, "not among the authorities");
  assert_fails ("signer", &offline, SOKY_CRYPTO_ERROR_NO_PATH, "cannot be found");
}

static void
test_stale (void)
{
  g_autoptr (SokyCertificate) stale = load ("stale");
  g_autoptr (SokyCertificate) school = load ("school");
  g_autoptr (SokyCertificate) root = load ("root");
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (SokyCertificateProof) proof = soky_certificate_proof_new ();
  const SokyCertificateProofContext context = {.fetcher = fetcher};
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (others, school);
  g_ptr_array_add (others, root);
  g_assert_false (soky_certificate_proof_collect (proof, &context, stale, others,
                                                  soky_clock_now_us (), NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NO_STATUS);
  g_test_message ("%s", error->message);
}

/* What was collected once proves the same again without the network. */
static void
test_known (void)
{
  const SokyCertificateProofContext online = {.fetcher = fetcher};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificateProof) first = collect ("signer", &online, &error);
  g_assert_no_error (error);
  const SokyCertificateProofContext offline = {.known = first};
  g_autoptr (SokyCertificateProof) second = collect ("signer", &offline, &error);

  g_assert_no_error (error);
  assert_proof (second, 4, 1, 1);
}

static void
test_cache (void)
{
  g_autofree char *folder = fixture_pki_file (pki, "cache");
  g_autoptr (SokyFetcher) cached = soky_cached_fetcher_new (fetcher, folder);
  const SokyCertificateProofContext context = {.fetcher = cached};
  guint ocsp = fixture_pki_count (pki, "/ocsp/school");
  guint list = fixture_pki_count (pki, "/root.crl");
  guint issuer = fixture_pki_count (pki, "/school.cer");

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyCertificateProof) proof = collect ("second", &context, &error);
    g_assert_no_error (error);
    assert_proof (proof, 4, 1, 1);
  }
  g_assert_cmpuint (fixture_pki_count (pki, "/ocsp/school"), ==, ocsp + 1);
  g_assert_cmpuint (fixture_pki_count (pki, "/root.crl"), ==, list + 1);
  g_assert_cmpuint (fixture_pki_count (pki, "/school.cer"), ==, issuer + 1);
}

/* Services that are out of order: what is in the cache still holds, an address that failed is left
 * alone for a while. */
static void
test_silence (void)
{
  g_autofree char *folder = fixture_pki_file (pki, "cache-of-silence");
  g_autoptr (SokyFetcher) cached = soky_cached_fetcher_new (fetcher, folder);
  const SokyCertificateProofContext context = {.fetcher = cached};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificateProof) before = collect ("second", &context, &error);
  g_assert_no_error (error);

  fixture_pki_silence (pki, TRUE);
  g_autoptr (SokyCertificateProof) kept = collect ("second", &context, &error);
  g_assert_no_error (error);
  guint asked = fixture_pki_count (pki, "/school.crl");
  assert_fails ("listed", &context, SOKY_CRYPTO_ERROR_NO_STATUS, "503");
  assert_fails ("listed", &context, SOKY_CRYPTO_ERROR_NO_STATUS, "503");
  g_assert_cmpuint (fixture_pki_count (pki, "/school.crl"), ==, asked + 1);
  fixture_pki_silence (pki, FALSE);
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
  g_test_add_data_func ("/proof/trusted", "root.pem", test_sound);
  g_test_add_data_func ("/proof/any-root", NULL, test_sound);
  g_test_add_func ("/proof/list-alone", test_list_alone);
  g_test_add_func ("/proof/refused", test_refused);
  g_test_add_func ("/proof/stale", test_stale);
  g_test_add_func ("/proof/known", test_known);
  g_test_add_func ("/proof/cache", test_cache);
  g_test_add_func ("/proof/silence", test_silence);
  int status = g_test_run ();
  g_object_unref (fetcher);
  fixture_pki_free (pki);
  return status;
}
