/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/software-signer.h"
#include "documents.h"
#include "fixture.h"
#include "net/http-fetcher.h"
#include "pki-fixture.h"
#include "sign/sign.h"
#include "sign/verify.h"

/* What a verification learns from real responders, and what it says when they are out of reach. */

static FixturePki *pki;
static SokyFetcher *fetcher;

static GBytes *
sign (const char *name, gboolean with_chain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = document_make (DOCUMENT_TABLE, 1);
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *chain_name = g_strconcat (name, with_chain ? "-chain.pem" : ".pem", NULL);
  g_autofree char *key = fixture_pki_file (pki, key_name);
  g_autofree char *chain = fixture_pki_file (pki, chain_name);
  g_autofree char *input = fixture_pki_file (pki, "in.pdf");
  g_autofree char *output = fixture_pki_file (pki, "out.pdf");
  g_autoptr (SokySigner) signer = soky_software_signer_new_from_pem (key, chain, NULL, &error);

  g_assert_no_error (error);
  fixture_write (input, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  soky_sign_file (input, output, &(SokySignOptions){0}, signer, NULL, &error);
  g_assert_no_error (error);
  return fixture_read (output);
}

static SokyReport *
verify (GBytes *document, gboolean online)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyTrust) trust = soky_trust_new ();
  g_autofree char *root = fixture_pki_file (pki, "root.pem");
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (document);
  const SokyVerifyPolicy policy = {.trust = trust, .fetcher = online ? fetcher : NULL};

  soky_trust_add_file (trust, root, &error);
  g_assert_no_error (error);
  SokyReport *report = soky_verify_by (input, "memory.pdf", &policy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->network, ==, online);
  return report;
}

static void
assert_document (GBytes *document, gboolean online, const char *indication)
{
  g_autoptr (SokyReport) report = verify (document, online);
  const SokySignatureReport *one = g_ptr_array_index (report->signatures, 0);

  g_test_message ("%s: %s", one->indication, one->reason);
  g_assert_cmpstr (one->indication, ==, indication);
}

/* Nothing leaves the machine unless it is asked for; without it, nothing is claimed. */
static void
test_online (void)
{
  g_autoptr (GBytes) document = sign ("signer", TRUE);

  assert_document (document, FALSE, "TRY_LATER");
  g_assert_cmpuint (fixture_pki_count (pki, "/ocsp/school"), ==, 0);
  assert_document (document, TRUE, "TOTAL-PASSED");
  g_assert_cmpuint (fixture_pki_count (pki, "/ocsp/school"), >, 0);

  g_autoptr (SokyReport) report = verify (document, TRUE);
  const SokySignatureReport *one = g_ptr_array_index (report->signatures, 0);
  g_assert_cmpuint (one->statuses->len, ==, 2);
  const SokyStatusReport *leaf = g_ptr_array_index (one->statuses, 0);
  const SokyStatusReport *school = g_ptr_array_index (one->statuses, 1);
  g_assert_cmpint (leaf->kind, ==, SOKY_EVIDENCE_OCSP);
  g_assert_cmpint (leaf->origin, ==, SOKY_PROVENANCE_NETWORK);
  g_assert_cmpint (school->kind, ==, SOKY_EVIDENCE_CRL);
  g_assert_cmpint (school->state, ==, SOKY_REVOCATION_GOOD);
}

static void
test_revoked (void)
{
  g_autoptr (GBytes) document = sign ("revoked", TRUE);

  fixture_pki_revoke (pki, "revoked");
  assert_document (document, TRUE, "REVOKED_NO_POE");
}

static void
test_list_alone (void)
{
  g_autoptr (GBytes) document = sign ("listed", TRUE);

  assert_document (document, TRUE, "TOTAL-PASSED");
}

static void
test_stale (void)
{
  g_autoptr (GBytes) document = sign ("stale", TRUE);

  assert_document (document, TRUE, "TRY_LATER");
}

/* The issuer's certificate is missing in the file, and fetched. */
static void
test_missing_issuer (void)
{
  g_autoptr (GBytes) document = sign ("second", FALSE);

  assert_document (document, FALSE, "NO_CERTIFICATE_CHAIN_FOUND");
  assert_document (document, TRUE, "TOTAL-PASSED");
}

static void
test_out_of_reach (void)
{
  g_autoptr (GBytes) document = sign ("signer", TRUE);

  fixture_pki_silence (pki, TRUE);
  assert_document (document, TRUE, "TRY_LATER");
  fixture_pki_silence (pki, FALSE);
  assert_document (document, TRUE, "TOTAL-PASSED");
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
  g_test_add_func ("/sign/online/online", test_online);
  g_test_add_func ("/sign/online/revoked", test_revoked);
  g_test_add_func ("/sign/online/list-alone", test_list_alone);
  g_test_add_func ("/sign/online/stale", test_stale);
  g_test_add_func ("/sign/online/missing-issuer", test_missing_issuer);
  g_test_add_func ("/sign/online/out-of-reach", test_out_of_reach);
  int result = g_test_run ();
  g_object_unref (fetcher);
  fixture_pki_free (pki);
  return result;
}
