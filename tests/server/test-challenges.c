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

static SokyChallenge *
give (SokyService *service, SokyCall *call, GError **error)
{
  const SokyChallengeRequest request = {SOKY_PURPOSE_ENROL, (char *) HOST};
  g_autoptr (SokyTransaction) tx = begin (service);
  g_autoptr (SokyChallenge) challenge = soky_challenges_give (service, call, tx, &request, error);

  if (challenge == NULL)
    return NULL;
  g_assert_true (soky_transaction_commit (tx, error));
  return g_steal_pointer (&challenge);
}

static SokyChallengeRecord *
take (SokyService *service, SokyCall *call, SokyPurpose purpose, const SokyProof *proof,
      GError **error)
{
  g_autoptr (SokyTransaction) tx = begin (service);
  return soky_challenges_take (call, tx, purpose, proof, error);
}

typedef struct {
  School *school;
  SokyService *service;
  SokySigner *signer;
  SokyCall *call;
} Desk;

static Desk
desk_open (void)
{
  Desk self = {.school = school_new ()};
  g_autoptr (SokyIssued) issued = school_issue (self.school, "Nguyễn Thị Lan", 0);

  self.service = school_open (self.school);
  self.signer = soky_issued_create_signer (issued);
  g_autoptr (SokyTransaction) tx = begin (self.service);
  self.call = make_call (tx, g_get_real_time ());
  return self;
}

static void
desk_close (Desk *self)
{
  soky_call_free (self->call);
  g_object_unref (self->signer);
  soky_service_free (self->service);
  school_free (self->school);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_close)

/* Good just before it ends, and not a moment after. */
static void
test_expiry (void)
{
  g_auto (Desk) desk = desk_open ();
  gint64 now_us = desk.call->now_us;
  g_autoptr (GError) error = NULL;

  for (guint late = 0; late < 2; late++) {
    desk.call->now_us = now_us;
    g_autoptr (SokyChallenge) challenge = give (desk.service, desk.call, &error);
    g_assert_no_error (error);
    g_assert_cmpint (challenge->expires_us, ==, now_us + 5 * MINUTE_US);
    g_autoptr (SokyProof) proof = answer (challenge, desk.signer);
    desk.call->now_us = challenge->expires_us - 1 + late;
    g_autoptr (SokyChallengeRecord) record =
        take (desk.service, desk.call, SOKY_PURPOSE_ENROL, proof, &error);
    g_assert_cmpint (record != NULL, ==, !late);
  }
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_CHALLENGE_SPENT);
}

/* Whatever comes of it: a right proof, a wrong one, another purpose, another account. */
static void
test_spent (void)
{
  g_auto (Desk) desk = desk_open ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++) {
    g_autoptr (SokyChallenge) challenge = give (desk.service, desk.call, &error);
    g_assert_no_error (error);
    g_autoptr (SokyProof) proof = answer (challenge, desk.signer);
    SokyPerson *person = desk.call->person;
    if (i == 1) {
      g_free (proof->scheme);
      proof->scheme = g_strdup (soky_scheme_to_string (SOKY_SCHEME_RSA_PKCS1));
    }
    desk.call->person = i == 3 ? NULL : person;
    g_autoptr (SokyChallengeRecord) first = take (
        desk.service, desk.call, i == 2 ? SOKY_PURPOSE_SIGN_IN : SOKY_PURPOSE_ENROL, proof, NULL);
    desk.call->person = person;
    g_assert_cmpint (first != NULL, ==, i < 2);
    g_autoptr (SokyCertificate) certificate =
        first ? soky_challenges_check (desk.service, desk.call, first, SOKY_PURPOSE_ENROL, proof,
                                       NULL)
              : NULL;
    g_assert_cmpint (certificate != NULL, ==, i == 0);
    g_assert_null (take (desk.service, desk.call, SOKY_PURPOSE_ENROL, proof, &error));
    g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_CHALLENGE_SPENT);
    g_clear_error (&error);
  }
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
  g_test_add_func ("/server/challenges/spent", test_spent);
  g_test_add_func ("/server/challenges/bounded", test_bounded);
  g_test_add_func ("/server/challenges/match", test_match);
  return g_test_run ();
}
