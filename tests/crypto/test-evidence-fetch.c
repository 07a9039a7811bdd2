/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "crypto/error.h"
#include "crypto/revocation/fetch.h"
#include "fixture.h"
#include "net/http-fetcher.h"
#include "pki-fixture.h"

/* Evidence as real responders of openssl give it, over a real connection. */

static FixturePki *pki;
static SokyFetcher *fetcher;

static SokyCertificate *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = fixture_pki_file (pki, file);
  g_autoptr (GPtrArray) list = soky_certificate_list_from_pem_file (path, &error);

  g_assert_no_error (error);
  return g_object_ref (list->pdata[0]);
}

static SokyRevocation *
ask_ocsp (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificate) certificate = load (name);
  g_autoptr (SokyCertificate) issuer = load ("school");
  g_autoptr (SokyOcsp) ocsp = soky_ocsp_fetch (fetcher, certificate, issuer, NULL, &error);
  gint64 now_us = soky_clock_now_us ();

  g_assert_no_error (error);
  return soky_ocsp_judge (ocsp, certificate, issuer, now_us, now_us);
}

static SokyRevocation *
ask_crl (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificate) certificate = load (name);
  g_autoptr (SokyCertificate) issuer = load ("school");
  g_autoptr (SokyCrl) crl = soky_crl_fetch (fetcher, certificate, NULL, &error);
  gint64 now_us = soky_clock_now_us ();

  g_assert_no_error (error);
  return soky_crl_judge (crl, certificate, issuer, now_us, now_us);
}

/* What `openssl verify` says of the certificate with the same list. */
static int
ask_openssl (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificate) certificate = load (name);
  g_autoptr (SokyCrl) crl = soky_crl_fetch (fetcher, certificate, NULL, &error);
  g_autofree char *list = fixture_pki_file (pki, "fetched.crl");
  g_autofree char *trust = fixture_pki_file (pki, "trust.pem");
  g_autofree char *school = fixture_pki_file (pki, "school.pem");
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = fixture_pki_file (pki, file);

  g_assert_no_error (error);
  GBytes *der = soky_crl_get_der (crl);
  fixture_write (list, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  return fixture_run (NULL, "openssl", "verify", "-CAfile", trust, "-untrusted", school, "-CRLfile",
                      list, "-crl_check", path, NULL);
}

static void
test_good (void)
{
  g_autoptr (SokyRevocation) ocsp = ask_ocsp ("signer");
  g_autoptr (SokyRevocation) crl = ask_crl ("signer");
  g_autoptr (SokyRevocation) listed = ask_crl ("listed");

  g_assert_cmpint (ocsp->state, ==, SOKY_REVOCATION_GOOD);
  g_assert_nonnull (ocsp->responder);
  g_assert_cmpint (crl->state, ==, SOKY_REVOCATION_GOOD);
  g_assert_cmpint (listed->state, ==, SOKY_REVOCATION_GOOD);
  g_assert_cmpint (ask_openssl ("signer"), ==, 0);
}

static void
test_revoked (void)
{
  fixture_pki_revoke (pki, "revoked");
  g_autoptr (SokyRevocation) ocsp = ask_ocsp ("revoked");
  g_autoptr (SokyRevocation) crl = ask_crl ("revoked");

  g_assert_cmpint (ocsp->state, ==, SOKY_REVOCATION_REVOKED);
  g_assert_cmpint (crl->state, ==, SOKY_REVOCATION_REVOKED);
  /* the first of January 2025 */
  g_assert_cmpint (ocsp->revoked_at_us, ==, G_GINT64_CONSTANT (1735689600) * G_USEC_PER_SEC);
  g_assert_cmpint (crl->revoked_at_us, ==, ocsp->revoked_at_us);
  g_assert_cmpint (ask_openssl ("revoked"), !=, 0);
}

static void
test_stale (void)
{
  g_autoptr (SokyRevocation) ocsp = ask_ocsp ("stale");

  g_assert_cmpint (ocsp->state, ==, SOKY_REVOCATION_UNKNOWN);
  g_assert_cmpint (ocsp->fault, ==, SOKY_EVIDENCE_STALE);
}

static void
test_issuers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificate) signer = load ("signer");
  g_autoptr (SokyCertificate) school = load ("school");
  g_autoptr (GPtrArray) issuers = soky_certificate_fetch_issuers (fetcher, signer, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (issuers->len, ==, 1);
  g_assert_true (soky_certificate_equal (issuers->pdata[0], school));
}

static void
test_nowhere (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyCertificate) silent = load ("silent");
  g_autoptr (SokyCertificate) signer = load ("signer");
  g_autoptr (SokyCertificate) school = load ("school");

  g_assert_null (soky_ocsp_fetch (fetcher, silent, school, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (soky_crl_fetch (fetcher, silent, NULL, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  fixture_pki_silence (pki, TRUE);
  g_assert_null (soky_ocsp_fetch (fetcher, signer, school, NULL, &error));
  g_assert_error (error, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_REFUSED);
  fixture_pki_silence (pki, FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  pki = fixture_pki_new ();
  if (pki == NULL) {
    g_print ("1..0 # SKIP openssl or faketime is not installed\n");
    return 0;
  }
  fetcher = soky_http_fetcher_new (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/crypto/evidence-fetch/good", test_good);
  g_test_add_func ("/crypto/evidence-fetch/revoked", test_revoked);
  g_test_add_func ("/crypto/evidence-fetch/stale", test_stale);
  g_test_add_func ("/crypto/evidence-fetch/issuers", test_issuers);
  g_test_add_func ("/crypto/evidence-fetch/nowhere", test_nowhere);
  int result = g_test_run ();
  g_object_unref (fetcher);
  fixture_pki_free (pki);
  return result;
}
