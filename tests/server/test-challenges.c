/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a challenge is good, and who confirms an enrolment, with the clock in the test's hand.
 */
#include "config.h"

#include "school.h"

#include "crypto/statement.h"
#include "server/challenges.h"
#include "server/enrol.h"
#include "server/store/directory.h"
#include "wire/error.h"

#define MINUTE_US ((gint64) 60 * G_USEC_PER_SEC)
#define HOST "127.0.0.1:8443"

static SokyTransaction *
begin (SokyService *service)
{
  g_autoptr (GError) error = NULL;
  SokyTransaction *tx = soky_store_begin (service->store, SOKY_STORE_WRITE, &error);

  g_assert_no_error (error);
  return tx;
}

static SokyCall *
make_call (SokyTransaction *tx, gint64 now_us)
{
  SokyCall *call = soky_call_new ("POST", "/api/v1/enrolments", "192.0.2.1", now_us);
  call->person = soky_store_find_person (tx, "gv.lan", NULL);
  g_assert_nonnull (call->person);
  return call;
}

static SokyProof *
answer (const SokyChallenge *challenge, SokySigner *signer)
{
  SokyCertificate *certificate = soky_signer_get_certificate (signer);
  const SokyClaim claim = {SOKY_PURPOSE_ENROL, HOST, "gv-lan",
                           soky_certificate_get_fingerprint (certificate), challenge->nonce};
  g_autofree char *text = soky_claim_to_text (&claim);
  g_auto (SokyStatementSignature) signature = {0};

  g_assert_true (soky_statement_sign (signer, text, &signature, NULL, NULL));
  return soky_proof_new (challenge->id, soky_scheme_to_string (signature.scheme), signature.value,
                         soky_certificate_get_der (certificate));
}

/* Good just before it ends, and not a moment after. */
static void
test_expiry (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyService) service = school_open (school);
  g_autoptr (SokyTransaction) tx = begin (service);
  g_autoptr (SokyIssued) issued = school_issue (school, "Nguyễn Thị Lan", 0);
  g_autoptr (SokySigner) signer = soky_issued_create_signer (issued);
  const SokyChallengeRequest request = {SOKY_PURPOSE_ENROL, (char *) HOST};
  gint64 now_us = g_get_real_time ();
  g_autoptr (SokyCall) call = make_call (tx, now_us);
  g_autoptr (GError) error = NULL;

  for (guint late = 0; late < 2; late++) {
    call->now_us = now_us;
    g_autoptr (SokyChallenge) challenge =
        soky_challenges_give (service, call, tx, &request, &error);
    g_assert_no_error (error);
    g_assert_cmpint (challenge->expires_us, ==, now_us + 5 * MINUTE_US);
    g_autoptr (SokyProof) proof = answer (challenge, signer);
    call->now_us = challenge->expires_us - 1 + late;
    g_autoptr (SokyCertificate) certificate =
        soky_challenges_check (service, call, tx, SOKY_PURPOSE_ENROL, proof, &error);
    g_assert_cmpint (certificate != NULL, ==, !late);
  }
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_CHALLENGE_SPENT);
}

/* However many are asked for, only so many are out for one address. */
static void
test_bounded (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyService) service = school_open (school);
  g_autoptr (SokyTransaction) tx = begin (service);
  g_autoptr (SokyCall) call = make_call (tx, g_get_real_time ());
  const SokyChallengeRequest request = {SOKY_PURPOSE_ENROL, (char *) HOST};
  g_autoptr (GError) error = NULL;
  guint given = 0;

  for (; error == NULL && given < 1000; given++) {
    g_autoptr (SokyChallenge) challenge =
        soky_challenges_give (service, call, tx, &request, &error);
  }
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_TOO_MANY_REQUESTS);
  g_clear_error (&error);
  call->now_us += 6 * MINUTE_US;
  g_autoptr (SokyChallenge) later = soky_challenges_give (service, call, tx, &request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (later);
}

/* The marks of an account against what the certificate says. */
static void
test_match (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyService) service = school_open (school);
  g_autoptr (SokyTransaction) tx = begin (service);
  g_autoptr (SokyPerson) lan = soky_store_find_person (tx, "gv.lan", NULL);
  gint64 now_us = g_get_real_time ();
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_PERSON,
      .key = SOKY_NEW_KEY_EC_P256,
      .common_name = "Nguyễn Thị Lan",
      .id_number = "CCCD:001099012345",
      .not_before_us = now_us - MINUTE_US,
      .not_after_us = now_us + MINUTE_US,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyIssued) issued = soky_authority_issue (school->authority, &request, &error);
  SokyCertificate *certificate = soky_issued_get_certificate (issued);
  gboolean matches = TRUE;

  g_assert_true (soky_enrol_matches (tx, lan, certificate, &matches, &error));
  g_assert_false (matches);
  g_assert_true (soky_store_set_mark (tx, lan->id, "id-number", "001099012346", &error));
  g_assert_true (soky_enrol_matches (tx, lan, certificate, &matches, &error));
  g_assert_false (matches);
  g_assert_true (soky_store_set_mark (tx, lan->id, "id-number", "001099012345", &error));
  g_assert_true (soky_enrol_matches (tx, lan, certificate, &matches, &error));
  g_assert_true (matches);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/challenges/expiry", test_expiry);
  g_test_add_func ("/server/challenges/bounded", test_bounded);
  g_test_add_func ("/server/challenges/match", test_match);
  return g_test_run ();
}
