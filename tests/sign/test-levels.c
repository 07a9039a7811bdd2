/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Levels of proof, with real timestamp servers, responders and lists. */
#include "config.h"

#include "crypto/error.h"
#include "crypto/revocation/cached-fetcher.h"
#include "crypto/software-signer.h"
#include "documents.h"
#include "fixture.h"
#include "identity.h"
#include "judges.h"
#include "net/http-fetcher.h"
#include "pdf/evidence.h"
#include "pki-fixture.h"
#include "sign/extend.h"
#include "sign/verify.h"

#include <glib/gstdio.h>
#include <string.h>

/* Everybody that a level needs. */
typedef struct {
  FixturePki *pki;
  SokyFetcher *fetcher;
  SokyTrust *trust;
  SokyTimestamper *timestamper;
  SokyTimestamper *nobody; /* a server that is not there */
  char *plain, *out, *more;
} World;

static World world;

static SokyTimestamper *
make_timestamper (const char *url)
{
  const SokyTimestampService service = {.url = url, .trust = world.trust};
  return soky_timestamper_new (world.fetcher, &service);
}

static void
world_open (void)
{
  g_autofree char *roots = fixture_pki_file (world.pki, "trust.pem");
  g_autofree char *cache = fixture_pki_file (world.pki, "cache");
  g_autofree char *url = fixture_pki_url (world.pki, "/tsa");
  g_autoptr (SokyFetcher) http = soky_http_fetcher_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  world.fetcher = soky_cached_fetcher_new (http, cache);
  world.trust = soky_trust_new ();
  soky_trust_add_file (world.trust, roots, &error);
  g_assert_no_error (error);
  world.timestamper = make_timestamper (url);
  world.nobody = make_timestamper ("http://127.0.0.1:9/");
  world.plain = fixture_pki_file (world.pki, "plain.pdf");
  world.out = fixture_pki_file (world.pki, "out.pdf");
  world.more = fixture_pki_file (world.pki, "more.pdf");
}

static void
world_close (void)
{
  g_object_unref (world.fetcher);
  soky_trust_unref (world.trust);
  soky_timestamper_unref (world.timestamper);
  soky_timestamper_unref (world.nobody);
  g_free (world.plain);
  g_free (world.out);
  g_free (world.more);
  fixture_pki_free (world.pki);
}

static SokyExtendOptions
proof_at (SokyLevel level)
{
  return (SokyExtendOptions){.level = level,
                             .timestamper = world.timestamper,
                             .fetcher = world.fetcher,
                             .trust = world.trust};
}

static SokySigner *
open_signer (const char *name)
{
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *chain_name = g_strconcat (name, "-chain.pem", NULL);
  g_autofree char *key = fixture_pki_file (world.pki, key_name);
  g_autofree char *chain = fixture_pki_file (world.pki, chain_name);
  g_autoptr (GError) error = NULL;
  SokySigner *signer = soky_software_signer_new_from_pem (key, chain, NULL, &error);

  g_assert_no_error (error);
  return signer;
}

static void
write_plain (DocumentKind kind)
{
  g_autoptr (GBytes) document = document_make (kind, 1);
  fixture_write (world.plain, g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_remove (world.out);
  g_remove (world.more);
}

static gboolean
sign (const char *name, const SokyExtendOptions *proof, GError **error)
{
  g_autoptr (SokySigner) signer = open_signer (name);
  const SokySignOptions options = {.reason = "Duyệt", .proof = proof};
  return soky_sign_file (world.plain, world.out, &options, signer, NULL, error);
}

static void
assert_prefix (const char *before, const char *after)
{
  g_autoptr (GBytes) base = fixture_read (before);
  g_autoptr (GBytes) whole = fixture_read (after);
  gsize size = g_bytes_get_size (base);

  g_assert_cmpuint (g_bytes_get_size (whole), >, size);
  g_assert_cmpmem (g_bytes_get_data (whole, NULL), size, g_bytes_get_data (base, NULL), size);
}

static guint
count_evidence (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_autoptr (SokyPdf) document = soky_pdf_open (input, &error);
  g_autoptr (SokyPdfEvidence) evidence = soky_pdf_read_evidence (document, &error);

  g_assert_no_error (error);
  return soky_pdf_evidence_count (evidence);
}

/* Our verifier and qpdf accept the file, with so many signatures and timestamps. Without evidence
 * of its own, nobody can know offline whether a certificate was revoked. */
static void
assert_valid (const char *path, guint count)
{
  const SokyVerifyPolicy policy = {
      .trust = world.trust,
      .revocation = count_evidence (path) > 0 ? SOKY_REVOCATION_PUBLISHED : SOKY_REVOCATION_PREFER,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_autoptr (SokyReport) report = soky_verify_by (input, path, &policy, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->signatures->len, ==, count);
  for (guint i = 0; i < count; i++) {
    const SokySignatureReport *one = report->signatures->pdata[i];
    if (one->verdict != SOKY_VERDICT_VALID)
      g_error ("%s: %s", one->field, one->reason);
  }
  judge_structure (path);
}

static void
test_sign (gconstpointer data)
{
  SokyLevel level = GPOINTER_TO_UINT (data);
  const SokyExtendOptions proof = proof_at (level);
  g_autoptr (GError) error = NULL;

  for (DocumentKind kind = 0; kind < DOCUMENT_KINDS; kind++) {
    write_plain (kind);
    g_assert_true (sign (kind % 2 == 0 ? "signer" : "second", &proof, &error));
    g_assert_no_error (error);
    assert_prefix (world.plain, world.out);
    assert_valid (world.out, level == SOKY_LEVEL_LTA ? 2 : 1);
    if (level < SOKY_LEVEL_LTA)
      judge_pdfsig (world.out, 1);
    if (level < SOKY_LEVEL_LT && kind < DOCUMENT_JUNK)
      judge_mutool (world.out, 1);
    /* two chains with two roots, the responder, an OCSP response for each leaf, the root's list */
    g_assert_cmpuint (count_evidence (world.out), ==, level >= SOKY_LEVEL_LT ? 6 + 3 : 0);
  }
}

static gboolean
extend (SokyLevel level, GError **error)
{
  const SokyExtendOptions proof = proof_at (level);
  return soky_extend_file (world.out, world.more, &proof, NULL, error);
}

static void
make_signed (void)
{
  g_autoptr (GError) error = NULL;

  write_plain (DOCUMENT_TABLE);
  g_assert_true (sign ("signer", NULL, &error));
  g_assert_no_error (error);
}

static void
test_extend (gconstpointer data)
{
  SokyLevel level = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;

  make_signed ();
  g_assert_true (extend (level, &error));
  g_assert_no_error (error);
  assert_prefix (world.out, world.more);
  assert_valid (world.more, level == SOKY_LEVEL_LTA ? 3 : 2);
}

/* What is there already is not added again; a renewal adds what the last timestamp needs. */
static void
test_renew (void)
{
  g_autofree char *renewed = fixture_pki_file (world.pki, "renewed.pdf");
  const SokyExtendOptions archive = proof_at (SOKY_LEVEL_LTA);
  const SokyExtendOptions lasting = proof_at (SOKY_LEVEL_LT);
  g_autoptr (GError) error = NULL;

  make_signed ();
  g_assert_true (extend (SOKY_LEVEL_LTA, &error));
  g_assert_no_error (error);
  guint before = count_evidence (world.more);
  for (guint i = 1; i <= 2; i++) {
    g_assert_true (soky_extend_file (world.more, renewed, &archive, NULL, &error));
    g_assert_no_error (error);
    assert_prefix (world.more, renewed);
    assert_valid (renewed, 3 + i);
    g_assert_cmpint (g_rename (renewed, world.more), ==, 0);
  }
  g_assert_cmpuint (count_evidence (world.more), >=, before);
  /* the last timestamp's evidence is known by now: nothing is left to be said */
  g_assert_true (soky_extend_file (world.more, renewed, &lasting, NULL, &error));
  g_assert_no_error (error);
  assert_valid (renewed, 5);
}

static void
assert_not_signed (const char *name, const SokyExtendOptions *proof, GQuark domain, gint code)
{
  g_autoptr (GError) error = NULL;

  write_plain (DOCUMENT_TABLE);
  g_assert_false (sign (name, proof, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  g_assert_false (g_file_test (world.out, G_FILE_TEST_EXISTS));
}

static void
test_refused (void)
{
  SokyExtendOptions lasting = proof_at (SOKY_LEVEL_LT);
  SokyExtendOptions timed = proof_at (SOKY_LEVEL_T);

  assert_not_signed ("revoked", &lasting, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_REVOKED);
  assert_not_signed ("stale", &lasting, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NO_STATUS);
  lasting.fetcher = NULL;
  assert_not_signed ("signer", &lasting, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_NO_STATUS);
  timed.timestamper = world.nobody;
  assert_not_signed ("signer", &timed, SOKY_FETCH_ERROR, SOKY_FETCH_ERROR_UNREACHABLE);
}

/* Nothing is added to a signature that does not hold. */
static void
test_broken (void)
{
  g_autoptr (GError) error = NULL;

  make_signed ();
  g_autoptr (GBytes) whole = fixture_read (world.out);
  g_autofree char *broken = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  broken[20] ^= 1;
  fixture_write (world.out, broken, g_bytes_get_size (whole));
  g_assert_false (extend (SOKY_LEVEL_T, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (world.more, G_FILE_TEST_EXISTS));
}

static void
test_unsigned (void)
{
  const SokyExtendOptions proof = proof_at (SOKY_LEVEL_LTA);
  g_autoptr (GError) error = NULL;

  write_plain (DOCUMENT_STREAM);
  g_assert_false (soky_extend_file (world.plain, world.more, &proof, NULL, &error));
  g_assert_error (error, SOKY_SIGN_ERROR, SOKY_SIGN_ERROR_NOT_SIGNED);
}

/* A certification that permits no change permits evidence. */
static void
test_certified (void)
{
  g_autoptr (SokySigner) signer = open_signer ("signer");
  const SokyExtendOptions proof = proof_at (SOKY_LEVEL_LTA);
  const SokySignOptions options = {.certify = 1, .proof = &proof};
  g_autoptr (GError) error = NULL;

  write_plain (DOCUMENT_TABLE);
  g_assert_true (soky_sign_file (world.plain, world.out, &options, signer, NULL, &error));
  g_assert_no_error (error);
  assert_valid (world.out, 2);
}

/* The token of a server that is larger than it was when it was measured: signed once more. */
static void
test_outgrown (void)
{
  SokyExtendOptions timed = proof_at (SOKY_LEVEL_T);
  g_autofree char *url = fixture_pki_url (world.pki, "/tsa/growing");
  g_autoptr (SokyTimestamper) growing = make_timestamper (url);
  g_autoptr (GError) error = NULL;

  timed.timestamper = growing;
  write_plain (DOCUMENT_TABLE);
  g_assert_true (sign ("signer", &timed, &error));
  g_assert_no_error (error);
  assert_valid (world.out, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  world.pki = fixture_pki_new ();
  if (world.pki == NULL) {
    g_print ("1..0 # SKIP openssl or faketime is not installed\n");
    return 0;
  }
  world_open ();
  g_test_add_data_func ("/levels/sign/B-T", GUINT_TO_POINTER (SOKY_LEVEL_T), test_sign);
  g_test_add_data_func ("/levels/sign/B-LT", GUINT_TO_POINTER (SOKY_LEVEL_LT), test_sign);
  g_test_add_data_func ("/levels/sign/B-LTA", GUINT_TO_POINTER (SOKY_LEVEL_LTA), test_sign);
  g_test_add_data_func ("/levels/extend/B-T", GUINT_TO_POINTER (SOKY_LEVEL_T), test_extend);
  g_test_add_data_func ("/levels/extend/B-LT", GUINT_TO_POINTER (SOKY_LEVEL_LT), test_extend);
  g_test_add_data_func ("/levels/extend/B-LTA", GUINT_TO_POINTER (SOKY_LEVEL_LTA), test_extend);
  g_test_add_func ("/levels/renew", test_renew);
  g_test_add_func ("/levels/refused", test_refused);
  g_test_add_func ("/levels/broken", test_broken);
  g_test_add_func ("/levels/unsigned", test_unsigned);
  g_test_add_func ("/levels/certified", test_certified);
  g_test_add_func ("/levels/outgrown", test_outgrown);
  int status = g_test_run ();
  world_close ();
  return status;
}
