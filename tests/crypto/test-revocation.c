/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "craft-evidence.h"
#include "crypto/revocation/address.h"
#include "crypto/revocation/crl.h"
#include "crypto/revocation/ocsp.h"
#include "fixture.h"

#include <string.h>

typedef struct {
  Crafted *root;
  Crafted *leaf;
  Crafted *responder;
  Crafted *stranger;
} Cast;

typedef struct {
  SokyRevocationState state;
  SokyEvidenceFault fault;
} Expected;

#define GOOD ((Expected){SOKY_REVOCATION_GOOD, SOKY_EVIDENCE_SOUND})
#define REVOKED ((Expected){SOKY_REVOCATION_REVOKED, SOKY_EVIDENCE_SOUND})
#define UNKNOWN(fault) ((Expected){SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_##fault})

/* elliptic curves: their keys are made at once */
static Crafted *
authority (const char *name)
{
  return craft (&(CraftRequest){.name = name,
                                .curve = "P-256",
                                .basic_constraints = "critical,CA:TRUE",
                                .key_usage = "critical,keyCertSign,cRLSign"});
}

static Crafted *
person (Crafted *issuer, const char *name)
{
  return craft (&(CraftRequest){
      .issuer = issuer, .name = name, .curve = "P-256", .key_usage = "critical,nonRepudiation"});
}

static void
cast_init (Cast *cast)
{
  cast->root = authority ("Root");
  cast->leaf = person (cast->root, "Lan");
  cast->responder = craft_responder (cast->root, "Responder");
  cast->stranger = authority ("Root");
}

static void
cast_clear (Cast *cast)
{
  crafted_free (cast->root);
  crafted_free (cast->leaf);
  crafted_free (cast->responder);
  crafted_free (cast->stranger);
}

static void
assert_outcome (const SokyRevocation *outcome, Expected expected)
{
  g_autofree char *words = soky_revocation_describe (outcome);

  g_test_message ("%s", words);
  g_assert_cmpint (outcome->state, ==, expected.state);
  g_assert_cmpint (outcome->fault, ==, expected.fault);
  g_assert_cmpint (outcome->revoked_at_us != 0, ==, expected.state == SOKY_REVOCATION_REVOKED);
}

static SokyRevocation *
ask_ocsp (Cast *cast, const CraftEvidence *evidence, gint64 at_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) der = craft_ocsp (evidence);
  g_autoptr (SokyOcsp) ocsp = soky_ocsp_new (der, &error);

  g_assert_no_error (error);
  return soky_ocsp_judge (ocsp, cast->leaf->certificate, cast->root->certificate, at_us,
                          CRAFT_NOW_US + CRAFT_HOUR_US / 2);
}

static SokyRevocation *
ask_crl (Cast *cast, const CraftEvidence *evidence, gint64 at_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) der = craft_crl (evidence);
  g_autoptr (SokyCrl) crl = soky_crl_new (der, &error);

  g_assert_no_error (error);
  return soky_crl_judge (crl, cast->leaf->certificate, cast->root->certificate, at_us,
                         CRAFT_NOW_US + CRAFT_HOUR_US / 2);
}

/* The same question to both kinds of evidence. */
static void
assert_both (Cast *cast, const CraftEvidence *evidence, gint64 at_us, Expected expected)
{
  CraftEvidence filled = *evidence;

  if (filled.certificate == NULL)
    filled.certificate = cast->leaf;
  if (filled.issuer == NULL)
    filled.issuer = cast->root;
  g_autoptr (SokyRevocation) ocsp = ask_ocsp (cast, &filled, at_us);
  g_autoptr (SokyRevocation) crl = ask_crl (cast, &filled, at_us);
  assert_outcome (ocsp, expected);
  assert_outcome (crl, expected);
}

static void
assert_ocsp (Cast *cast, CraftEvidence evidence, gint64 at_us, Expected expected)
{
  evidence.certificate = evidence.certificate ? evidence.certificate : cast->leaf;
  evidence.issuer = evidence.issuer ? evidence.issuer : cast->root;
  g_autoptr (SokyRevocation) ocsp = ask_ocsp (cast, &evidence, at_us);
  assert_outcome (ocsp, expected);
}

static void
assert_crl (Cast *cast, CraftEvidence evidence, Expected expected)
{
  evidence.certificate = evidence.certificate ? evidence.certificate : cast->leaf;
  evidence.issuer = evidence.issuer ? evidence.issuer : cast->root;
  g_autoptr (SokyRevocation) crl = ask_crl (cast, &evidence, CRAFT_NOW_US);
  assert_outcome (crl, expected);
}

static void
test_good (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  assert_both (cast, &(CraftEvidence){0}, CRAFT_NOW_US, GOOD);
  /* what is known later stands for earlier moments */
  assert_both (cast, &(CraftEvidence){0}, CRAFT_NOW_US - CRAFT_YEAR_US / 2, GOOD);
  assert_ocsp (cast, (CraftEvidence){.by_key = TRUE}, CRAFT_NOW_US, GOOD);
  assert_ocsp (cast, (CraftEvidence){.id_md = EVP_sha256 ()}, CRAFT_NOW_US, GOOD);
}

static void
test_revoked (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  const gint64 when_us = CRAFT_NOW_US - 3 * CRAFT_HOUR_US;
  CraftEvidence evidence = {.certificate = cast->leaf,
                            .issuer = cast->root,
                            .revoked = TRUE,
                            .revoked_us = when_us,
                            .cause = 1 + 4 /* superseded */};
  g_autoptr (SokyRevocation) ocsp = ask_ocsp (cast, &evidence, CRAFT_NOW_US);
  g_autoptr (SokyRevocation) crl = ask_crl (cast, &evidence, CRAFT_NOW_US - CRAFT_YEAR_US / 2);

  assert_outcome (ocsp, REVOKED);
  assert_outcome (crl, REVOKED);
  g_assert_cmpint (ocsp->revoked_at_us, ==, when_us);
  g_assert_cmpint (crl->revoked_at_us, ==, when_us);
  g_assert_cmpstr (soky_revocation_cause_to_string (ocsp->cause), ==, "superseded");
  g_assert_cmpstr (soky_revocation_cause_to_string (crl->cause), ==, "superseded");

  /* a key that was stolen before it was reported */
  evidence.invalid_us = when_us - CRAFT_HOUR_US;
  g_autoptr (SokyRevocation) earlier = ask_ocsp (cast, &evidence, CRAFT_NOW_US);
  g_autoptr (SokyRevocation) listed = ask_crl (cast, &evidence, CRAFT_NOW_US);
  g_assert_cmpint (earlier->revoked_at_us, ==, when_us - CRAFT_HOUR_US);
  g_assert_cmpint (listed->revoked_at_us, ==, when_us - CRAFT_HOUR_US);
}

/* Revoked stays revoked however old the evidence is; a suspension may have been lifted. */
static void
test_old_revocation (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  CraftEvidence evidence = {.revoked = TRUE,
                            .revoked_us = CRAFT_NOW_US - 30 * CRAFT_HOUR_US,
                            .this_us = CRAFT_NOW_US - 20 * CRAFT_HOUR_US,
                            .cause = 1 + 1 /* keyCompromise */};

  assert_both (cast, &evidence, CRAFT_NOW_US, REVOKED);
  evidence.cause = 1 + SOKY_CAUSE_HOLD;
  assert_both (cast, &evidence, CRAFT_NOW_US, UNKNOWN (STALE));
  evidence.this_us = CRAFT_NOW_US;
  assert_both (cast, &evidence, CRAFT_NOW_US, REVOKED);
}

static void
test_time (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  CraftEvidence old = {.this_us = CRAFT_NOW_US - 20 * CRAFT_HOUR_US};
  CraftEvidence undated = {.this_us = CRAFT_NOW_US - 20 * CRAFT_HOUR_US, .without_next = TRUE};

  assert_both (cast, &old, CRAFT_NOW_US, UNKNOWN (STALE));
  assert_both (cast, &old, CRAFT_NOW_US - 20 * CRAFT_HOUR_US, GOOD);
  assert_both (cast, &undated, CRAFT_NOW_US, GOOD);
  undated.this_us -= 20 * CRAFT_HOUR_US;
  assert_both (cast, &undated, CRAFT_NOW_US, UNKNOWN (STALE));
  assert_both (cast, &(CraftEvidence){.this_us = CRAFT_NOW_US + 10 * CRAFT_HOUR_US}, CRAFT_NOW_US,
               UNKNOWN (EARLY));
}

/* What is said after the certificate's end counts only when expired ones are still listed. */
static void
test_expired (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  g_autoptr (Crafted) expired = craft (&(CraftRequest){.curve = "P-256",
                                                       .issuer = cast->root,
                                                       .name = "Old",
                                                       .from_us = CRAFT_NOW_US - CRAFT_YEAR_US,
                                                       .to_us = CRAFT_NOW_US - CRAFT_HOUR_US});
  Cast theirs = {cast->root, expired, NULL, NULL};
  const gint64 at_us = CRAFT_NOW_US - 2 * CRAFT_HOUR_US;
  CraftEvidence kept = {.keeps_expired_us = CRAFT_NOW_US - 10 * CRAFT_HOUR_US};
  CraftEvidence cut = {.keeps_expired_us = CRAFT_NOW_US - CRAFT_HOUR_US / 2};

  assert_both (&theirs, &(CraftEvidence){0}, at_us, UNKNOWN (TOO_LATE));
  assert_both (&theirs, &cut, at_us, UNKNOWN (TOO_LATE));
  assert_both (&theirs, &kept, at_us, GOOD);
  assert_both (&theirs, &(CraftEvidence){.revoked = TRUE, .revoked_us = at_us}, at_us, REVOKED);
}

static void
test_delegate (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  CraftEvidence evidence = {
      .certificate = cast->leaf, .issuer = cast->root, .signer = cast->responder};
  g_autoptr (SokyRevocation) outcome = ask_ocsp (cast, &evidence, CRAFT_NOW_US);
  g_autoptr (Crafted) no_usage = person (cast->root, "No usage");
  g_autoptr (Crafted) theirs = craft_responder (cast->stranger, "Theirs");
  g_autoptr (Crafted) late = craft (&(CraftRequest){.curve = "P-256",
                                                    .issuer = cast->root,
                                                    .name = "Late",
                                                    .extra = "extendedKeyUsage=OCSPSigning",
                                                    .from_us = CRAFT_NOW_US + CRAFT_HOUR_US});

  assert_outcome (outcome, GOOD);
  g_assert_true (soky_certificate_equal (outcome->responder, cast->responder->certificate));
  g_assert_true (soky_ocsp_responder_stands_alone (cast->responder->certificate));
  assert_ocsp (cast, (CraftEvidence){.signer = no_usage}, CRAFT_NOW_US, UNKNOWN (NOT_ENTITLED));
  assert_ocsp (cast, (CraftEvidence){.signer = theirs}, CRAFT_NOW_US, UNKNOWN (NOT_ENTITLED));
  assert_ocsp (cast, (CraftEvidence){.signer = late}, CRAFT_NOW_US, UNKNOWN (NOT_ENTITLED));
}

/* A responder with an address for its own status, and one that needs no check of it. */
static void
test_responder_status (gconstpointer data)
{
  const Cast *cast = data;
  g_autoptr (Crafted) listed =
      craft (&(CraftRequest){.curve = "P-256",
                             .issuer = cast->root,
                             .name = "Listed",
                             .extra = "crlDistributionPoints=URI:http://crl.example/root.crl"});
  g_autoptr (Crafted) exempt = craft (&(CraftRequest){
      .curve = "P-256", .issuer = cast->root, .name = "Exempt", .extra = "noCheck=ignored"});

  g_assert_false (soky_ocsp_responder_stands_alone (listed->certificate));
  g_assert_true (soky_ocsp_responder_stands_alone (exempt->certificate));
}

static void
test_wrong_signer (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  g_autoptr (Crafted) other = authority ("Other");

  assert_ocsp (cast, (CraftEvidence){.signer = cast->stranger}, CRAFT_NOW_US,
               UNKNOWN (NOT_ENTITLED));
  assert_crl (cast, (CraftEvidence){.signer = cast->stranger}, UNKNOWN (FORGED));
  assert_ocsp (cast, (CraftEvidence){.issuer = other}, CRAFT_NOW_US, UNKNOWN (FOREIGN));
  assert_crl (cast, (CraftEvidence){.issuer = other}, UNKNOWN (FOREIGN));
  assert_ocsp (cast, (CraftEvidence){.certificate = cast->responder}, CRAFT_NOW_US,
               UNKNOWN (FOREIGN));
  assert_ocsp (cast, (CraftEvidence){.unknown = TRUE}, CRAFT_NOW_US, UNKNOWN (NO_ANSWER));
  assert_both (cast, &(CraftEvidence){.md = EVP_sha1 ()}, CRAFT_NOW_US, UNKNOWN (WEAK));
}

static void
test_issuer_may_not_list (gconstpointer data)
{

  g_autoptr (Crafted) issuer = craft (&(CraftRequest){.curve = "P-256",
                                                      .name = "No lists",
                                                      .basic_constraints = "critical,CA:TRUE",
                                                      .key_usage = "critical,keyCertSign"});
  g_autoptr (Crafted) leaf = person (issuer, "Below");
  Cast theirs = {issuer, leaf, NULL, NULL};

  assert_crl (&theirs, (CraftEvidence){0}, UNKNOWN (NOT_ENTITLED));
}

static void
test_scope (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  static const struct {
    const char *extension;
    Expected expected;
  } scopes[] = {
      {"2.5.29.28=DER:30030101ff", {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_UNSUPPORTED}},
      {"2.5.29.28=critical,DER:30038101ff", {SOKY_REVOCATION_GOOD, SOKY_EVIDENCE_SOUND}},
      {"2.5.29.28=critical,DER:30038201ff", {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_FOREIGN}},
      {"2.5.29.28=critical,DER:300483020640", {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_UNSUPPORTED}},
      {"2.5.29.28=critical,DER:30038401ff", {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_UNSUPPORTED}},
      {"2.5.29.28=critical,DER:30038501ff", {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_FOREIGN}},
      /* another distribution point than the certificate's */
      {"2.5.29.28=critical,DER:300ca00aa0088606687474703a61",
       {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_FOREIGN}},
      {"2.5.29.27=critical,DER:020101", {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_UNSUPPORTED}},
      {"1.2.3.4=critical,DER:0500", {SOKY_REVOCATION_UNKNOWN, SOKY_EVIDENCE_UNSUPPORTED}},
      {"1.2.3.4=DER:0500", {SOKY_REVOCATION_GOOD, SOKY_EVIDENCE_SOUND}},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++) {
    g_test_message ("%s", scopes[i].extension);
    assert_crl (cast, (CraftEvidence){.extra = scopes[i].extension}, scopes[i].expected);
  }
}

/* The list of a distribution point stands for the certificates that point to it. */
static void
test_distribution_point (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  g_autoptr (Crafted) pointing =
      craft (&(CraftRequest){.curve = "P-256",
                             .issuer = cast->root,
                             .name = "Points",
                             .extra = "crlDistributionPoints=URI:http:a"});
  Cast theirs = {cast->root, pointing, NULL, NULL};

  assert_crl (&theirs,
              (CraftEvidence){.extra = "2.5.29.28=critical,DER:300ca00aa0088606687474703a61"},
              GOOD);
}

static void
test_malformed (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  const CraftEvidence evidence = {.certificate = cast->leaf, .issuer = cast->root};
  g_autoptr (GBytes) ocsp = craft_ocsp (&evidence);
  g_autoptr (GBytes) crl = craft_crl (&evidence);
  g_autoptr (GBytes) short_ocsp = g_bytes_new_from_bytes (ocsp, 0, g_bytes_get_size (ocsp) - 1);
  g_autoptr (GBytes) short_crl = g_bytes_new_from_bytes (crl, 0, g_bytes_get_size (crl) - 1);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (OCSP_RESPONSE) later = OCSP_response_create (OCSP_RESPONSE_STATUS_TRYLATER, NULL);
  g_autoptr (GBytes) try_later = soky_openssl_encode (ASN1_ITEM_rptr (OCSP_RESPONSE), later);
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_ocsp_new (short_ocsp, NULL));
  g_assert_null (soky_ocsp_new (nothing, NULL));
  g_assert_null (soky_ocsp_new (crl, NULL));
  g_assert_null (soky_crl_new (short_crl, NULL));
  g_assert_null (soky_crl_new (nothing, NULL));
  g_assert_null (soky_crl_new (ocsp, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (soky_ocsp_new (try_later, &error));
  g_assert_error (error, SOKY_CRYPTO_ERROR, SOKY_CRYPTO_ERROR_FAILED);
}

static void
test_addresses (gconstpointer data)
{
  Cast *cast = (Cast *) data;
  g_autoptr (Crafted) named = craft (&(CraftRequest){
      .curve = "P-256",
      .issuer = cast->root,
      .name = "Named",
      .extra = "authorityInfoAccess=OCSP;URI:http://ocsp.ca.btc,OCSP;URI:ftp://no.example,"
               "caIssuers;URI:https://ca.example/root.crt"});
  g_autoptr (Crafted) listed =
      craft (&(CraftRequest){.curve = "P-256",
                             .issuer = cast->root,
                             .name = "Listed",
                             .extra = "crlDistributionPoints=URI:http://ca.btc/pki/a.crl,"
                                      "URI:ldap://no.example/a"});
  g_auto (GStrv) ocsp = soky_certificate_list_ocsp_addresses (named->certificate);
  g_auto (GStrv) issuers = soky_certificate_list_issuer_addresses (named->certificate);
  g_auto (GStrv) lists = soky_certificate_list_crl_addresses (listed->certificate);
  g_auto (GStrv) none = soky_certificate_list_ocsp_addresses (cast->leaf->certificate);
  static const char *const ocsp_expected[] = {"http://ocsp.ca.gov.vn", "http://ocsp.ca.btc", NULL};
  static const char *const issuer_expected[] = {"https://ca.example/root.crt", NULL};
  static const char *const list_expected[] = {"http://ca.gov.vn/pki/a.crl",
                                              "http://ca.btc/pki/a.crl", NULL};

  g_assert_cmpstrv (ocsp, ocsp_expected);
  g_assert_cmpstrv (issuers, issuer_expected);
  g_assert_cmpstrv (lists, list_expected);
  g_assert_null (none[0]);
  g_assert_true (soky_certificate_publishes_status (named->certificate));
  g_assert_true (soky_certificate_publishes_status (listed->certificate));
  g_assert_false (soky_certificate_publishes_status (cast->leaf->certificate));
}

typedef void (*CastTest) (gconstpointer data);

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    GTestDataFunc run;
  } tests[] = {
      {"/crypto/revocation/good", test_good},
      {"/crypto/revocation/revoked", test_revoked},
      {"/crypto/revocation/old-revocation", test_old_revocation},
      {"/crypto/revocation/time", test_time},
      {"/crypto/revocation/expired", test_expired},
      {"/crypto/revocation/delegate", test_delegate},
      {"/crypto/revocation/responder-status", test_responder_status},
      {"/crypto/revocation/wrong-signer", test_wrong_signer},
      {"/crypto/revocation/issuer-may-not-list", test_issuer_may_not_list},
      {"/crypto/revocation/scope", test_scope},
      {"/crypto/revocation/distribution-point", test_distribution_point},
      {"/crypto/revocation/malformed", test_malformed},
      {"/crypto/revocation/addresses", test_addresses},
  };

  Cast cast;

  g_test_init (&argc, &argv, NULL);
  cast_init (&cast);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &cast, tests[i].run);
  int result = g_test_run ();
  cast_clear (&cast);
  return result;
}
