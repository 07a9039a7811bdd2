/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "archive.h"
#include "documents.h"
#include "fixture.h"
#include "sign/verify.h"

#include <string.h>

/* Tenths of a year from the tests' now. */
#define AT(tenths) (CRAFT_NOW_US + (tenths) * (CRAFT_YEAR_US / 10))
#define CRL_ADDRESS "crlDistributionPoints=URI:http://crl.example/root.crl"

typedef struct {
  char *folder;
  GBytes *plain;
  Crafted *root;
  Crafted *middle;
  Crafted *tsa_root;
  Crafted *lan;      /* valid now; her authority publishes no status */
  Crafted *listed;   /* valid now; names a list */
  Crafted *old;      /* expired a year ago; names a list */
  Crafted *tsa;      /* valid now */
  Crafted *old_tsa;  /* expired a year and a half ago */
  SokyTrust *people; /* root */
  SokyTrust *times;  /* tsa_root */
} World;

static World world;

/* What a signature is expected to come to. */
typedef struct {
  SokyVerdict verdict;
  const char *indication;
  SokyLevel level;
  gint64 best_us;
} Expected;

#define VALID(level, best) ((Expected){SOKY_VERDICT_VALID, "TOTAL-PASSED", level, best})
#define UNSURE(indication, level, best)                                                            \
  ((Expected){SOKY_VERDICT_INDETERMINATE, indication, level, best})

static Crafted *
make (CraftRequest request)
{
  request.curve = "P-256";
  if (request.from_us == 0)
    request.from_us = AT (-100);
  if (request.to_us == 0)
    request.to_us = AT (100);
  return craft (&request);
}

static Crafted *
make_authority (Crafted *issuer, const char *name, const char *extra)
{
  return make ((CraftRequest){.issuer = issuer,
                              .name = name,
                              .extra = extra,
                              .basic_constraints = "critical,CA:TRUE",
                              .key_usage = "critical,keyCertSign,cRLSign"});
}

static Crafted *
make_tsa (const char *extra, gint64 from_us, gint64 to_us)
{
  return make ((CraftRequest){.issuer = world.tsa_root,
                              .name = "Time",
                              .extra = extra,
                              .key_usage = "critical,digitalSignature",
                              .from_us = from_us,
                              .to_us = to_us});
}

static SokyTrust *
make_trust (Crafted *anchor, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = g_build_filename (world.folder, file, NULL);
  SokyTrust *trust = soky_trust_new ();

  crafted_write (anchor, world.folder, name);
  soky_trust_add_file (trust, path, &error);
  g_assert_no_error (error);
  return trust;
}

static void
world_make (void)
{
  world.folder = fixture_make_folder ();
  world.plain = document_make (DOCUMENT_TABLE, 1);
  world.root = make_authority (NULL, "Root", NULL);
  world.middle = make_authority (world.root, "Middle", CRL_ADDRESS);
  world.tsa_root = make_authority (NULL, "Time root", NULL);
  world.lan = make ((CraftRequest){.issuer = world.root, .name = "Lan"});
  world.listed = make ((CraftRequest){.issuer = world.root, .name = "Minh", .extra = CRL_ADDRESS});
  world.old = make ((CraftRequest){.issuer = world.root,
                                   .name = "Hanh",
                                   .extra = CRL_ADDRESS,
                                   .from_us = AT (-30),
                                   .to_us = AT (-10)});
  world.tsa = make_tsa ("extendedKeyUsage=critical,timeStamping", AT (-20), AT (20));
  world.old_tsa = make_tsa ("extendedKeyUsage=critical,timeStamping", AT (-40), AT (-15));
  world.people = make_trust (world.root, "root");
  world.times = make_trust (world.tsa_root, "tsa-root");
}

static void
world_clear (void)
{
  Crafted *all[] = {world.root,   world.middle, world.tsa_root, world.lan,
                    world.listed, world.old,    world.tsa,      world.old_tsa};

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    crafted_free (all[i]);
  soky_trust_unref (world.people);
  soky_trust_unref (world.times);
  g_bytes_unref (world.plain);
  fixture_remove_folder (world.folder);
}

static SokyReport *
verify (GBytes *document, SokyRevocationRule rule, gboolean trust_times)
{
  const SokyVerifyPolicy policy = {.trust = world.people,
                                   .timestamp_trust = trust_times ? world.times : NULL,
                                   .revocation = rule,
                                   .now_us = CRAFT_NOW_US};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (document);
  SokyReport *report = soky_verify_by (input, "memory.pdf", &policy, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* The signature that is no document timestamp. */
static const SokySignatureReport *
signature_of (const SokyReport *report)
{
  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *one = g_ptr_array_index (report->signatures, i);
    if (!one->is_timestamp)
      return one;
  }
  g_assert_not_reached ();
}

static void
assert_signature (const SokyReport *report, Expected expected)
{
  const SokySignatureReport *one = signature_of (report);

  g_test_message ("%s: %s %s", one->indication, one->reason, one->note);
  g_assert_cmpstr (one->indication, ==, expected.indication);
  g_assert_cmpint (one->verdict, ==, expected.verdict);
  g_assert_cmpint (one->level, ==, expected.level);
  g_assert_cmpint (one->best_time_us, ==, expected.best_us);
  g_assert_cmpint (one->best_time_source == SOKY_TIME_NONE, ==, expected.best_us == 0);
}

static void
assert_file (GBytes *document, SokyRevocationRule rule, Expected expected)
{
  g_autoptr (SokyReport) report = verify (document, rule, TRUE);

  assert_signature (report, expected);
}

static GBytes *
sign_now (Crafted *signer)
{
  return archive_sign (world.plain, signer, NULL, AT (0), NULL);
}

/* The signature of @signer with a store that holds this evidence of it. */
static GBytes *
with_evidence (Crafted *signer, CraftEvidence evidence, gboolean list)
{
  g_autoptr (GBytes) base = sign_now (signer);

  evidence.certificate = signer;
  evidence.issuer = evidence.issuer ? evidence.issuer : world.root;
  g_autoptr (GBytes) der = list ? craft_crl (&evidence) : craft_ocsp (&evidence);
  return archive_store (base, list ? NULL : der, list ? der : NULL, NULL);
}

/* An authority that publishes nothing is believed, and the report says so, unless more is asked. */
static void
test_nothing_published (void)
{
  g_autoptr (GBytes) document = sign_now (world.lan);
  g_autoptr (SokyReport) report = verify (document, SOKY_REVOCATION_PUBLISHED, TRUE);
  const SokySignatureReport *one = signature_of (report);

  assert_signature (report, VALID (SOKY_LEVEL_B, 0));
  g_assert_cmpuint (one->statuses->len, ==, 1);
  const SokyStatusReport *status = g_ptr_array_index (one->statuses, 0);
  g_assert_cmpint (status->state, ==, SOKY_REVOCATION_UNKNOWN);
  g_assert_cmpint (status->fault, ==, SOKY_EVIDENCE_MISSING);
  g_assert_cmpstr (one->note, !=, "");
  assert_file (document, SOKY_REVOCATION_REQUIRE, UNSURE ("TRY_LATER", SOKY_LEVEL_B, 0));
}

/* Where the status is published, offline is no proof of anything. */
static void
test_published (void)
{
  g_autoptr (GBytes) alone = sign_now (world.listed);
  g_autoptr (GBytes) good = with_evidence (world.listed, (CraftEvidence){0}, FALSE);
  g_autoptr (GBytes) list = with_evidence (world.listed, (CraftEvidence){0}, TRUE);

  assert_file (alone, SOKY_REVOCATION_PUBLISHED, UNSURE ("TRY_LATER", SOKY_LEVEL_B, 0));
  assert_file (alone, SOKY_REVOCATION_PREFER, VALID (SOKY_LEVEL_B, 0));
  assert_file (good, SOKY_REVOCATION_REQUIRE, VALID (SOKY_LEVEL_B, 0));
  assert_file (list, SOKY_REVOCATION_REQUIRE, VALID (SOKY_LEVEL_B, 0));
}

static void
assert_fault (CraftEvidence evidence, gboolean list, SokyEvidenceFault fault)
{
  g_autoptr (GBytes) document = with_evidence (world.listed, evidence, list);
  g_autoptr (SokyReport) report = verify (document, SOKY_REVOCATION_PUBLISHED, TRUE);
  const SokyStatusReport *status = g_ptr_array_index (signature_of (report)->statuses, 0);

  assert_signature (report, UNSURE ("TRY_LATER", SOKY_LEVEL_B, 0));
  g_assert_cmpint (status->fault, ==, fault);
}

static void
test_bad_evidence (void)
{
  g_autoptr (Crafted) stranger = make_authority (NULL, "Root", NULL);
  g_autoptr (Crafted) other = make_authority (NULL, "Other", NULL);
  const gint64 old_us = AT (-1);

  assert_fault ((CraftEvidence){.this_us = old_us}, FALSE, SOKY_EVIDENCE_STALE);
  assert_fault ((CraftEvidence){.this_us = old_us}, TRUE, SOKY_EVIDENCE_STALE);
  assert_fault ((CraftEvidence){.signer = world.lan}, FALSE, SOKY_EVIDENCE_NOT_ENTITLED);
  assert_fault ((CraftEvidence){.signer = stranger}, TRUE, SOKY_EVIDENCE_FORGED);
  assert_fault ((CraftEvidence){.issuer = other}, TRUE, SOKY_EVIDENCE_MISSING);
  assert_fault ((CraftEvidence){.unknown = TRUE}, FALSE, SOKY_EVIDENCE_NO_ANSWER);
}

static void
test_revoked (void)
{
  CraftEvidence revoked = {.revoked = TRUE, .revoked_us = AT (-2), .cause = 1 + 1};
  g_autoptr (GBytes) ocsp = with_evidence (world.lan, revoked, FALSE);
  g_autoptr (GBytes) list = with_evidence (world.lan, revoked, TRUE);
  revoked.cause = 1 + SOKY_CAUSE_HOLD;
  g_autoptr (GBytes) held = with_evidence (world.lan, revoked, FALSE);

  assert_file (ocsp, SOKY_REVOCATION_PREFER, UNSURE ("REVOKED_NO_POE", SOKY_LEVEL_B, 0));
  assert_file (list, SOKY_REVOCATION_PREFER, UNSURE ("REVOKED_NO_POE", SOKY_LEVEL_B, 0));
  assert_file (held, SOKY_REVOCATION_PREFER, UNSURE ("TRY_LATER", SOKY_LEVEL_B, 0));
}

/* A signature with a timestamp, and evidence that its certificate was revoked at @revoked_us. */
static GBytes *
make_stamped (gint64 stamp_us, gint64 revoked_us)
{
  const ArchiveStamp stamp = {.tsa = world.tsa, .time_us = stamp_us};
  const CraftEvidence evidence = {.certificate = world.lan,
                                  .issuer = world.root,
                                  .revoked = TRUE,
                                  .revoked_us = revoked_us,
                                  .cause = 1 + 4};
  g_autoptr (GBytes) base = archive_sign (world.plain, world.lan, NULL, stamp_us, &stamp);
  g_autoptr (GBytes) ocsp = craft_ocsp (&evidence);

  return archive_store (base, ocsp, NULL, NULL);
}

/* What was revoked after a proven moment does not matter. */
static void
test_revoked_later (void)
{
  g_autoptr (GBytes) before = make_stamped (AT (-5), AT (-2));
  g_autoptr (GBytes) after = make_stamped (AT (-2), AT (-5));

  assert_file (before, SOKY_REVOCATION_PUBLISHED, VALID (SOKY_LEVEL_LT, AT (-5)));
  assert_file (after, SOKY_REVOCATION_PREFER, UNSURE ("REVOKED_NO_POE", SOKY_LEVEL_LT, AT (-2)));
}

/* The signature stands on a timestamp that is younger than the revocation: proven bad. */
static void
test_signed_after_revocation (void)
{
  const CraftEvidence evidence = {
      .certificate = world.lan, .issuer = world.root, .revoked = TRUE, .revoked_us = AT (-5)};
  g_autoptr (GBytes) stamped = archive_stamp (world.plain, world.tsa, AT (-3));
  g_autoptr (GBytes) base = archive_sign (stamped, world.lan, NULL, AT (-6), NULL);
  g_autoptr (GBytes) ocsp = craft_ocsp (&evidence);
  g_autoptr (GBytes) document = archive_store (base, ocsp, NULL, NULL);

  assert_file (document, SOKY_REVOCATION_PREFER,
               (Expected){SOKY_VERDICT_INVALID, "REVOKED", SOKY_LEVEL_B, 0});
}

static GBytes *
evidence_of_old (void)
{
  return craft_ocsp (
      &(CraftEvidence){.certificate = world.old, .issuer = world.root, .this_us = AT (-20)});
}

static void
test_expired (void)
{
  const ArchiveStamp stamp = {.tsa = world.tsa, .time_us = AT (-20)};
  g_autoptr (GBytes) ocsp = evidence_of_old ();
  g_autoptr (GBytes) bare = archive_sign (world.plain, world.old, NULL, AT (-20), NULL);
  g_autoptr (GBytes) proven = archive_store (bare, ocsp, NULL, NULL);
  g_autoptr (GBytes) base = archive_sign (world.plain, world.old, NULL, AT (-20), &stamp);
  g_autoptr (GBytes) document = archive_store (base, ocsp, NULL, NULL);

  assert_file (bare, SOKY_REVOCATION_PREFER, UNSURE ("OUT_OF_BOUNDS_NO_POE", SOKY_LEVEL_B, 0));
  assert_file (proven, SOKY_REVOCATION_PREFER, UNSURE ("OUT_OF_BOUNDS_NO_POE", SOKY_LEVEL_B, 0));
  assert_file (document, SOKY_REVOCATION_PUBLISHED, VALID (SOKY_LEVEL_LT, AT (-20)));
}

/* Expired, and known never to have been revoked: still without proof of its time. */
static void
test_expired_not_revoked (void)
{
  const gint64 kept_us = AT (-50);
  g_autoptr (GBytes) base = archive_sign (world.plain, world.old, NULL, AT (-20), NULL);
  g_autoptr (GBytes) ocsp = craft_ocsp (&(CraftEvidence){
      .certificate = world.old, .issuer = world.root, .keeps_expired_us = kept_us});
  g_autoptr (GBytes) document = archive_store (base, ocsp, NULL, NULL);

  assert_file (document, SOKY_REVOCATION_PREFER,
               UNSURE ("OUT_OF_BOUNDS_NOT_REVOKED", SOKY_LEVEL_B, 0));
}

/* The first timestamp's authority has expired as well; a document timestamp made before carries the
 * proof on, and another one that. */
static void
test_renewal (void)
{
  const ArchiveStamp stamp = {.tsa = world.old_tsa, .time_us = AT (-22)};
  g_autoptr (GBytes) ocsp = evidence_of_old ();
  g_autoptr (GBytes) base = archive_sign (world.plain, world.old, NULL, AT (-22), &stamp);
  g_autoptr (GBytes) stored = archive_store (base, ocsp, NULL, NULL);
  g_autoptr (GBytes) first = archive_stamp (stored, world.old_tsa, AT (-19));
  g_autoptr (GBytes) renewed = archive_stamp (first, world.tsa, AT (-16));

  assert_file (stored, SOKY_REVOCATION_PUBLISHED, UNSURE ("OUT_OF_BOUNDS_NO_POE", SOKY_LEVEL_B, 0));
  assert_file (first, SOKY_REVOCATION_PUBLISHED, UNSURE ("OUT_OF_BOUNDS_NO_POE", SOKY_LEVEL_B, 0));
  assert_file (renewed, SOKY_REVOCATION_PUBLISHED, VALID (SOKY_LEVEL_LTA, AT (-22)));

  g_autoptr (SokyReport) report = verify (renewed, SOKY_REVOCATION_PUBLISHED, TRUE);
  g_assert_cmpint (soky_report_get_verdict (report), ==, SOKY_VERDICT_VALID);
  g_assert_cmpuint (signature_of (report)->timestamps->len, ==, 3);
}

/* Without a timestamp of its own, the first document timestamp says since when it exists. */
static void
test_document_stamp (void)
{
  g_autoptr (GBytes) base = archive_sign (world.plain, world.lan, NULL, AT (-6), NULL);
  g_autoptr (GBytes) first = archive_stamp (base, world.tsa, AT (-5));
  g_autoptr (GBytes) second = archive_stamp (first, world.tsa, AT (-4));
  g_autoptr (SokyReport) report = verify (second, SOKY_REVOCATION_PUBLISHED, TRUE);

  assert_signature (report, VALID (SOKY_LEVEL_T, AT (-5)));
  g_assert_cmpint (signature_of (report)->best_time_source, ==, SOKY_TIME_DOCUMENT_TIMESTAMP);
}

static void
assert_stamp (GBytes *document, gboolean trust_times, gboolean proves, const char *indication)
{
  g_autoptr (SokyReport) report = verify (document, SOKY_REVOCATION_PUBLISHED, trust_times);
  const SokyTimestampReport *stamp = g_ptr_array_index (signature_of (report)->timestamps, 0);

  g_test_message ("%s: %s", stamp->indication, stamp->problem);
  g_assert_cmpstr (stamp->indication, ==, indication);
  g_assert_cmpint (stamp->proves, ==, proves);
  g_assert_cmpint (*stamp->problem == '\0', ==, proves);
}

static GBytes *
sign_stamped (Crafted *tsa, gint64 time_us, gboolean foreign)
{
  const ArchiveStamp stamp = {tsa, time_us, foreign};

  return archive_sign (world.plain, world.lan, NULL, AT (-5), &stamp);
}

/* A timestamp that proves nothing is named, and does no harm; one that is false does. */
static void
test_bad_stamps (void)
{
  g_autoptr (Crafted) soft = make_tsa ("extendedKeyUsage=timeStamping", AT (-20), AT (20));
  g_autoptr (Crafted) unfit = make_tsa (NULL, AT (-20), AT (20));
  g_autoptr (GBytes) good = sign_stamped (world.tsa, AT (-5), FALSE);
  g_autoptr (GBytes) by_soft = sign_stamped (soft, AT (-5), FALSE);
  g_autoptr (GBytes) by_unfit = sign_stamped (unfit, AT (-5), FALSE);
  g_autoptr (GBytes) outside = sign_stamped (world.old_tsa, AT (-5), FALSE);
  g_autoptr (GBytes) future = sign_stamped (world.tsa, AT (5), FALSE);
  g_autoptr (GBytes) foreign = sign_stamped (world.tsa, AT (-5), TRUE);

  assert_stamp (good, TRUE, TRUE, "PASSED");
  assert_stamp (good, FALSE, FALSE, "NO_CERTIFICATE_CHAIN_FOUND");
  assert_stamp (by_soft, TRUE, FALSE, "CHAIN_CONSTRAINTS_FAILURE");
  assert_stamp (by_unfit, TRUE, FALSE, "CHAIN_CONSTRAINTS_FAILURE");
  assert_stamp (outside, TRUE, FALSE, "OUT_OF_BOUNDS_NO_POE");
  assert_stamp (future, TRUE, FALSE, "TIMESTAMP_ORDER_FAILURE");
  assert_stamp (foreign, TRUE, FALSE, "HASH_FAILURE");
  assert_file (by_soft, SOKY_REVOCATION_PUBLISHED, VALID (SOKY_LEVEL_B, 0));
  assert_file (foreign, SOKY_REVOCATION_PUBLISHED,
               UNSURE ("SIG_CONSTRAINTS_FAILURE", SOKY_LEVEL_B, 0));
}

/* A later timestamp that states an earlier moment: one of them lies. */
static void
test_stamp_order (void)
{
  g_autoptr (GBytes) base = sign_stamped (world.tsa, AT (-5), FALSE);
  g_autoptr (GBytes) document = archive_stamp (base, world.tsa, AT (-6));
  g_autoptr (SokyReport) report = verify (document, SOKY_REVOCATION_PUBLISHED, TRUE);
  const SokyTimestampReport *stamp = g_ptr_array_index (signature_of (report)->timestamps, 0);

  g_assert_cmpstr (stamp->indication, ==, "TIMESTAMP_ORDER_FAILURE");
}

/* What `openssl verify` says of the same path at the same moment. */
static gboolean
openssl_accepts (Crafted *signer, Crafted *const *others)
{
  g_autofree char *root = g_build_filename (world.folder, "root.pem", NULL);
  g_autofree char *leaf = g_build_filename (world.folder, "leaf.pem", NULL);
  g_autofree char *middle = g_build_filename (world.folder, "others.pem", NULL);
  g_autofree char *moment =
      g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) (CRAFT_NOW_US / G_USEC_PER_SEC));
  g_autoptr (GString) pem = g_string_new (NULL);

  crafted_write (signer, world.folder, "leaf");
  for (gsize i = 0; others != NULL && others[i] != NULL; i++) {
    g_autofree char *one = soky_certificate_to_pem (others[i]->certificate);
    g_string_append (pem, one);
  }
  if (pem->len == 0)
    return fixture_run (NULL, "openssl", "verify", "-attime", moment, "-auth_level", "2", "-CAfile",
                        root, leaf, NULL) == 0;
  fixture_write (middle, pem->str, pem->len);
  return fixture_run (NULL, "openssl", "verify", "-attime", moment, "-auth_level", "2", "-CAfile",
                      root, "-untrusted", middle, leaf, NULL) == 0;
}

static void
assert_path (CraftRequest request, Crafted *const *others, const char *indication)
{
  g_autoptr (Crafted) signer = make (request);
  g_autoptr (GBytes) document = archive_sign (world.plain, signer, others, AT (0), NULL);
  g_autoptr (SokyReport) report = verify (document, SOKY_REVOCATION_PREFER, TRUE);

  g_test_message ("%s: %s", request.name, signature_of (report)->reason);
  g_assert_cmpstr (signature_of (report)->indication, ==, indication);
  /* openssl is not asked for what the certificates may be used */
  if (strstr (signature_of (report)->reason, "not issued for signing") == NULL)
    g_assert_cmpint (openssl_accepts (signer, others), ==,
                     g_str_equal (indication, "TOTAL-PASSED"));
}

static void
test_paths (void)
{
  g_autoptr (Crafted) narrow =
      make_authority (world.root, "Narrow", "nameConstraints=critical,permitted;email:a.vn");
  g_autoptr (Crafted) low = make ((CraftRequest){.issuer = world.root,
                                                 .name = "Low",
                                                 .basic_constraints = "critical,CA:TRUE,pathlen:0",
                                                 .key_usage = "critical,keyCertSign"});
  g_autoptr (Crafted) lower = make_authority (low, "Lower", NULL);
  g_autoptr (Crafted) stranger = make_authority (NULL, "Stranger", NULL);
  g_autoptr (Crafted) limited =
      make_authority (world.root, "Limited", "extendedKeyUsage=serverAuth");
  Crafted *by_narrow[] = {narrow, NULL}, *by_lower[] = {lower, low, NULL};
  Crafted *by_stranger[] = {stranger, NULL}, *by_limited[] = {limited, NULL};
  Crafted *root = world.root;

  assert_path ((CraftRequest){.issuer = root, .name = "KU", .key_usage = "keyEncipherment"}, NULL,
               "CHAIN_CONSTRAINTS_FAILURE");
  assert_path (
      (CraftRequest){.issuer = root, .name = "TLS", .extra = "extendedKeyUsage=serverAuth"}, NULL,
      "CHAIN_CONSTRAINTS_FAILURE");
  assert_path ((CraftRequest){.issuer = root,
                              .name = "Mail",
                              .extra = "extendedKeyUsage=clientAuth,emailProtection"},
               NULL, "TOTAL-PASSED");
  assert_path ((CraftRequest){.issuer = root, .name = "VGCA", .key_usage = "nonRepudiation"}, NULL,
               "TOTAL-PASSED");
  assert_path (
      (CraftRequest){.issuer = narrow, .name = "Out", .extra = "subjectAltName=email:x@b.vn"},
      by_narrow, "CHAIN_CONSTRAINTS_FAILURE");
  assert_path ((CraftRequest){.issuer = lower, .name = "Deep"}, by_lower,
               "CHAIN_CONSTRAINTS_FAILURE");
  assert_path ((CraftRequest){.issuer = limited, .name = "Under"}, by_limited,
               "CHAIN_CONSTRAINTS_FAILURE");
  assert_path ((CraftRequest){.issuer = stranger, .name = "Far"}, by_stranger,
               "NO_CERTIFICATE_CHAIN_FOUND");
  assert_path ((CraftRequest){.issuer = root, .name = "Early", .from_us = AT (1)}, NULL,
               "OUT_OF_BOUNDS_NO_POE");
  assert_path ((CraftRequest){.issuer = root, .name = "Weak", .md = EVP_sha1 ()}, NULL,
               "CRYPTO_CONSTRAINTS_FAILURE_NO_POE");
}

/* The authority between is in the store alone; then it is revoked. */
static void
test_middle (void)
{
  g_autoptr (Crafted) signer = make ((CraftRequest){.issuer = world.middle, .name = "Below"});
  g_autoptr (GBytes) base = sign_now (signer);
  CraftEvidence evidence = {.certificate = world.middle, .issuer = world.root};
  g_autoptr (GBytes) good = craft_crl (&evidence);
  evidence.revoked = TRUE;
  evidence.revoked_us = AT (-1);
  g_autoptr (GBytes) bad = craft_crl (&evidence);
  g_autoptr (GBytes) complete = archive_store (base, NULL, good, world.middle);
  g_autoptr (GBytes) revoked = archive_store (base, NULL, bad, world.middle);

  assert_file (base, SOKY_REVOCATION_PUBLISHED,
               UNSURE ("NO_CERTIFICATE_CHAIN_FOUND", SOKY_LEVEL_B, 0));
  assert_file (complete, SOKY_REVOCATION_PUBLISHED, VALID (SOKY_LEVEL_B, 0));
  assert_file (revoked, SOKY_REVOCATION_PUBLISHED, UNSURE ("REVOKED_CA_NO_POE", SOKY_LEVEL_B, 0));
}

/* A claim that the certificate itself contradicts. */
static void
test_claimed_time (void)
{
  g_autoptr (GBytes) early = archive_sign (world.plain, world.lan, NULL, AT (-200), NULL);
  g_autoptr (GBytes) local =
      archive_sign (world.plain, world.lan, NULL, AT (0) + 7 * CRAFT_HOUR_US, NULL);

  assert_file (early, SOKY_REVOCATION_PUBLISHED,
               UNSURE ("SIG_CONSTRAINTS_FAILURE", SOKY_LEVEL_B, 0));
  assert_file (local, SOKY_REVOCATION_PUBLISHED, VALID (SOKY_LEVEL_B, 0));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    GTestFunc run;
  } tests[] = {
      {"/sign/trust/nothing-published", test_nothing_published},
      {"/sign/trust/published", test_published},
      {"/sign/trust/bad-evidence", test_bad_evidence},
      {"/sign/trust/revoked", test_revoked},
      {"/sign/trust/revoked-later", test_revoked_later},
      {"/sign/trust/signed-after-revocation", test_signed_after_revocation},
      {"/sign/trust/expired", test_expired},
      {"/sign/trust/expired-not-revoked", test_expired_not_revoked},
      {"/sign/trust/renewal", test_renewal},
      {"/sign/trust/document-stamp", test_document_stamp},
      {"/sign/trust/bad-stamps", test_bad_stamps},
      {"/sign/trust/stamp-order", test_stamp_order},
      {"/sign/trust/paths", test_paths},
      {"/sign/trust/middle", test_middle},
      {"/sign/trust/claimed-time", test_claimed_time},
  };

  g_test_init (&argc, &argv, NULL);
  world_make ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_func (tests[i].path, tests[i].run);
  int result = g_test_run ();
  world_clear ();
  return result;
}
