/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registering a certificate by signing a challenge, and signing in with it, against the real
 * server. */
#include "config.h"

#include "desk.h"

#include "client/session-accounts.h"
#include "client/session-administration.h"
#include "client/session-enrolment.h"
#include "crypto/authority.h"
#include "crypto/statement.h"
#include "wire/error.h"

#define WHY "Thẻ đã mất"
#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)

static FixtureServer *server;
static SokyAuthority *authority; /* trusted by the server */

static Desk *
desk_at (const char *login)
{
  return desk_new (server, fixture_server_get_url (server), login);
}

static SokySigner *
make_signer (SokyAuthority *from, const char *holder, gint64 not_after_us)
{
  gint64 now_us = g_get_real_time ();
  const SokyLeafRequest request = {
      .kind = SOKY_LEAF_PERSON,
      .key = SOKY_NEW_KEY_RSA_2048,
      .common_name = holder,
      .not_before_us = now_us - 2 * DAY_US,
      .not_after_us = not_after_us ? not_after_us : now_us + DAY_US,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyIssued) issued = soky_authority_issue (from, &request, &error);

  g_assert_no_error (error);
  return soky_issued_create_signer (issued);
}

static SokyEnrolment *
enrol (Desk *desk, SokySigner *signer, gboolean organisation, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_enrol_async (desk->session, signer, organisation, NULL, reply_cb, &reply);
  return soky_session_enrolment_finish (desk->session, reply_wait (&reply), error);
}

static gboolean
sign_in (Desk *desk, SokySigner *signer, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_sign_in_by_key_async (desk->session, signer, NULL, reply_cb, &reply);
  return soky_session_sign_in_finish (desk->session, reply_wait (&reply), error);
}

static SokyEnrolment *
decide (Desk *desk, const char *id, gboolean confirm, GError **error)
{
  g_auto (Reply) reply = {NULL};
  if (confirm)
    soky_session_confirm_enrolment_async (desk->session, id, NULL, reply_cb, &reply);
  else
    soky_session_withdraw_enrolment_async (desk->session, id, WHY, NULL, reply_cb, &reply);
  return soky_session_enrolment_finish (desk->session, reply_wait (&reply), error);
}

static GPtrArray *
list (Desk *desk, gboolean school, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_list_enrolments_async (desk->session, school, NULL, reply_cb, &reply);
  return soky_session_list_enrolments_finish (desk->session, reply_wait (&reply), error);
}

/* What the raw protocol answers: the body, or the error. */
static char *
post (Desk *desk, const char *path, char *json, GError **error)
{
  SokyRequest *request = soky_request_new ("POST", path);
  g_auto (Reply) reply = {NULL};

  soky_request_set_json (request, json);
  soky_connection_send_async (desk->connection, request, NULL, reply_cb, &reply);
  g_autoptr (SokyResponse) response =
      soky_connection_send_finish (desk->connection, reply_wait (&reply), error);
  if (response == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
}

static SokyChallenge *
ask_challenge (Desk *desk, SokyPurpose purpose, const char *host, GError **error)
{
  g_autofree char *text =
      post (desk, "/challenges", soky_challenge_request_to_json (purpose, host), error);
  return text ? soky_challenge_from_json (text, -1, error) : NULL;
}

#define ASSERT_REFUSED(expression, code_)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) refusal_ = NULL;                                                            \
    GError **why = &refusal_;                                                                      \
    g_assert_true ((expression) == 0);                                                             \
    g_assert_error (refusal_, SOKY_WIRE_ERROR, code_);                                             \
  }                                                                                                \
  G_STMT_END

/* Waits for the administrator; then signs in, until it is revoked. */
static void
test_life (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) admin = desk_at ("qt.huy");
  g_autoptr (Desk) token = desk_at (NULL);
  g_autoptr (SokySigner) signer = make_signer (authority, "Nguyễn Thị Lan", 0);
  const char *fingerprint = soky_certificate_get_fingerprint (soky_signer_get_certificate (signer));
  g_autoptr (GError) error = NULL;

  g_autoptr (SokyEnrolment) asked = enrol (lan, signer, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (asked->state, ==, "waiting");
  g_assert_cmpstr (asked->fingerprint, ==, fingerprint);
  ASSERT_REFUSED (sign_in (token, signer, why), SOKY_WIRE_ERROR_NOT_ENROLLED);
  ASSERT_REFUSED (decide (lan, asked->id, TRUE, why), SOKY_WIRE_ERROR_FORBIDDEN);

  g_autoptr (GPtrArray) waiting = list (admin, TRUE, &error);
  g_assert_no_error (error);
  const SokyEnrolment *first = waiting->pdata[0];
  g_assert_cmpstr (first->id, ==, asked->id);
  g_assert_cmpstr (first->person_name, ==, "Nguyễn Thị Lan");
  g_autoptr (SokyEnrolment) confirmed = decide (admin, asked->id, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (confirmed->state, ==, "enrolled");
  g_assert_true (sign_in (token, signer, &error));
  g_assert_cmpstr (soky_session_get_person (token->session)->id, ==, "gv-lan");
  g_assert_true (soky_session_has_certificate (token->session, fingerprint));

  /* the owner may take it back, nobody else's can be confirmed again by it */
  g_autoptr (SokyEnrolment) revoked = decide (lan, asked->id, FALSE, &error);
  g_assert_cmpstr (revoked->reason, ==, WHY);
  g_assert_nonnull (revoked->withdrawn_by);
  g_assert_cmpstr (revoked->state, ==, "revoked");
  ASSERT_REFUSED (sign_in (token, signer, why), SOKY_WIRE_ERROR_NOT_ENROLLED);
  ASSERT_REFUSED (decide (admin, asked->id, TRUE, why), SOKY_WIRE_ERROR_CONFLICT);
  g_autoptr (SokyEnrolment) again = enrol (lan, signer, FALSE, &error);
  g_assert_cmpstr (again->state, ==, "waiting");
  g_assert_cmpstr (again->id, ==, asked->id);
}

/* An account that wants both is let in by neither of them alone. */
static void
test_both (void)
{
  g_autoptr (Desk) minh = desk_at ("tt.minh");
  g_autoptr (Desk) admin = desk_at ("qt.huy");
  g_autoptr (Desk) desk = desk_at (NULL);
  g_autoptr (SokySigner) signer = make_signer (authority, "Trần Văn Minh", 0);
  g_autoptr (SokySecret) password = soky_secret_new (FIXTURE_PASSWORD, -1);
  g_auto (Reply) asked = {NULL}, changed = {NULL}, both = {NULL}, back = {NULL};
  g_autoptr (GError) error = NULL;

  g_autoptr (SokyEnrolment) enrolment = enrol (minh, signer, FALSE, &error);
  g_autoptr (SokyEnrolment) confirmed = decide (admin, enrolment->id, TRUE, &error);
  soky_session_get_account_async (admin->session, "tt-minh", NULL, reply_cb, &asked);
  g_autoptr (SokyAccount) account =
      soky_session_account_finish (admin->session, reply_wait (&asked), &error);
  g_assert_no_error (error);
  account->second_proof = TRUE;
  soky_session_change_account_async (admin->session, account, NULL, reply_cb, &changed);
  g_autoptr (SokyAccount) now =
      soky_session_account_finish (admin->session, reply_wait (&changed), &error);
  g_assert_no_error (error);

  ASSERT_REFUSED (desk_sign_in (desk, "tt.minh", FIXTURE_PASSWORD, why),
                  SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED);
  ASSERT_REFUSED (sign_in (desk, signer, why), SOKY_WIRE_ERROR_SECOND_PROOF_REQUIRED);
  soky_session_sign_in_by_both_async (desk->session, "tt.minh", password, signer, NULL, reply_cb,
                                      &both);
  g_assert_true (soky_session_sign_in_finish (desk->session, reply_wait (&both), &error));
  g_assert_cmpstr (soky_session_get_person (desk->session)->id, ==, "tt-minh");
  now->second_proof = FALSE;
  soky_session_change_account_async (admin->session, now, NULL, reply_cb, &back);
  g_autoptr (SokyAccount) plain =
      soky_session_account_finish (admin->session, reply_wait (&back), &error);
  g_assert_no_error (error);
}

/* The token that the demo school gave out signs in as well. */
static void
test_demo_certificate (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) own = list (lan, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (own->len, >=, 1);
  g_assert_cmpstr (((SokyEnrolment *) own->pdata[0])->state, ==, "enrolled");
  ASSERT_REFUSED (list (lan, TRUE, why), SOKY_WIRE_ERROR_FORBIDDEN);
}

static void
test_permissions (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) minh = desk_at ("tt.minh");
  g_autoptr (Desk) nobody = desk_at (NULL);
  g_autoptr (SokySigner) signer = make_signer (authority, "Nguyễn Thị Lan", 0);
  g_autofree char *host = soky_session_dup_host (nobody->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyEnrolment) asked = enrol (lan, signer, FALSE, &error);

  g_assert_no_error (error);
  ASSERT_REFUSED (ask_challenge (nobody, SOKY_PURPOSE_ENROL, host, why),
                  SOKY_WIRE_ERROR_UNAUTHENTICATED);
  ASSERT_REFUSED (list (nobody, FALSE, why), SOKY_WIRE_ERROR_UNAUTHENTICATED);
  ASSERT_REFUSED (decide (minh, asked->id, TRUE, why), SOKY_WIRE_ERROR_NOT_FOUND);
  ASSERT_REFUSED (decide (minh, asked->id, FALSE, why), SOKY_WIRE_ERROR_NOT_FOUND);
  ASSERT_REFUSED (decide (minh, "no-such", FALSE, why), SOKY_WIRE_ERROR_NOT_FOUND);
  /* what one has registered is not another's, and only a clerk keeps a stamp */
  ASSERT_REFUSED (enrol (minh, signer, FALSE, why), SOKY_WIRE_ERROR_CERTIFICATE_TAKEN);
  g_autoptr (SokySigner) stamp = make_signer (authority, "Trường", 0);
  ASSERT_REFUSED (enrol (lan, stamp, TRUE, why), SOKY_WIRE_ERROR_FORBIDDEN);
}

static void
test_bad_certificates (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (GError) error = NULL;
  gint64 now_us = g_get_real_time ();
  g_autoptr (SokyAuthority) other = soky_authority_new_root (
      "Elsewhere", SOKY_NEW_KEY_EC_P256, now_us - DAY_US, now_us + DAY_US, &error);
  g_autoptr (SokySigner) unknown = make_signer (other, "Nguyễn Thị Lan", 0);
  g_autoptr (SokySigner) expired = make_signer (authority, "Nguyễn Thị Lan", now_us - DAY_US);

  ASSERT_REFUSED (enrol (lan, unknown, FALSE, why), SOKY_WIRE_ERROR_SIGNATURE_UNTRUSTED);
  ASSERT_REFUSED (enrol (lan, expired, FALSE, why), SOKY_WIRE_ERROR_CERTIFICATE_UNUSABLE);
}

static SokyProof *
prove (Desk *desk, SokySigner *signer, const SokyChallenge *challenge)
{
  g_autofree char *host = soky_session_dup_host (desk->session);
  g_autoptr (GError) error = NULL;
  SokyProof *proof =
      soky_session_make_proof (challenge, SOKY_PURPOSE_ENROL, host,
                               soky_session_get_person (desk->session)->id, signer, &error);
  g_assert_no_error (error);
  return proof;
}

/* A proof is worth nothing in another account, for another purpose, with another key, changed, or a
 * second time; and each try spends its challenge. */
static void
test_proofs (void)
{
  g_autoptr (Desk) hanh = desk_at ("ht.hanh");
  g_autoptr (Desk) huy = desk_at ("qt.huy");
  g_autoptr (SokySigner) signer = make_signer (authority, "Nguyễn Thị Lan", 0);
  g_autoptr (SokySigner) thief = make_signer (authority, "Nguyễn Thị Lan", 0);
  g_autoptr (GError) error = NULL;
  enum { RIGHT, OTHER_ACCOUNT, OTHER_PURPOSE, OTHER_KEY, OTHER_SCHEME, TRIES };
  const gint refusals[TRIES] = {
      [OTHER_ACCOUNT] = SOKY_WIRE_ERROR_CHALLENGE_SPENT,
      [OTHER_PURPOSE] = SOKY_WIRE_ERROR_CHALLENGE_SPENT,
      [OTHER_KEY] = SOKY_WIRE_ERROR_PROOF_WRONG,
      [OTHER_SCHEME] = SOKY_WIRE_ERROR_PROOF_WRONG,
  };

  for (guint i = RIGHT; i < TRIES; i++) {
    g_autofree char *host = soky_session_dup_host (hanh->session);
    g_autoptr (SokyChallenge) challenge = ask_challenge (hanh, SOKY_PURPOSE_ENROL, host, &error);
    g_assert_no_error (error);
    g_autoptr (SokyProof) right = prove (hanh, signer, challenge);
    g_autoptr (SokyProof) sent = prove (hanh, i == OTHER_KEY ? thief : signer, challenge);
    if (i == OTHER_KEY) {
      g_bytes_unref (sent->certificate);
      sent->certificate = g_bytes_ref (right->certificate);
    } else if (i == OTHER_SCHEME) {
      g_free (sent->scheme);
      sent->scheme = g_strdup ("ecdsa");
    }
    g_autofree char *answer = post (i == OTHER_ACCOUNT ? huy : hanh,
                                    i == OTHER_PURPOSE ? "/session/certificate" : "/enrolments",
                                    soky_proof_to_json (sent), &error);
    g_assert_cmpint (answer != NULL, ==, i == RIGHT);
    if (i != RIGHT)
      g_assert_error (error, SOKY_WIRE_ERROR, refusals[i]);
    g_clear_error (&error);
    ASSERT_REFUSED (post (hanh, "/enrolments", soky_proof_to_json (right), why),
                    SOKY_WIRE_ERROR_CHALLENGE_SPENT);
  }
}

/* A challenge that was asked for in another server's name is not given out. */
static void
test_wrong_host (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");

  ASSERT_REFUSED (ask_challenge (lan, SOKY_PURPOSE_ENROL, "other.example.vn", why),
                  SOKY_WIRE_ERROR_WRONG_SERVER);
  ASSERT_REFUSED (ask_challenge (lan, SOKY_PURPOSE_ENROL, "a b", why),
                  SOKY_WIRE_ERROR_INVALID_FIELD);
}

/* The sentence is made of parts of a form that is checked: nobody gets anything else signed. */
static void
test_claims (void)
{
  g_autofree char *hex = g_strnfill (64, 'a');
  SokyClaim claim = {SOKY_PURPOSE_ENROL, "soky.vn:8443", "gv-lan", hex, hex};
  g_autofree char *text = soky_claim_to_text (&claim);

  g_assert_true (g_str_has_prefix (text, "purpose: enrol\nserver: soky.vn:8443\n"));
  claim.host = "soky.vn\n%PDF";
  g_assert_null (soky_claim_to_text (&claim));
  claim.host = "soky.vn";
  claim.nonce = "%PDF-1.7";
  g_assert_null (soky_claim_to_text (&claim));
  claim.nonce = hex;
  claim.account = "gv lan";
  g_assert_null (soky_claim_to_text (&claim));
}

/* The signature of a statement is over other bytes than the statement itself. */
static void
test_separate_domain (void)
{
  g_autoptr (SokySigner) signer = make_signer (authority, "Nguyễn Thị Lan", 0);
  SokyCertificate *certificate = soky_signer_get_certificate (signer);
  g_auto (SokyStatementSignature) signature = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_statement_sign (signer, "purpose: enrol\n", &signature, NULL, &error));
  g_assert_true (
      soky_statement_verify (certificate, "purpose: enrol\n", signature.scheme, signature.value));
  g_assert_false (
      soky_statement_verify (certificate, "purpose: sign-in\n", signature.scheme, signature.value));
  g_autoptr (GBytes) bare = soky_digest_bytes (SOKY_HASH_SHA256, "purpose: enrol\n", 15);
  g_autoptr (GBytes) over_text =
      soky_signer_sign_digest (signer, signature.scheme, SOKY_HASH_SHA256, bare, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (
      soky_statement_verify (certificate, "purpose: enrol\n", signature.scheme, over_text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_autofree char *key = fixture_server_file (server, "demo-ca-key.pem");
  g_autofree char *anchor = fixture_server_file (server, "demo-ca.pem");
  g_autoptr (GError) error = NULL;
  authority = soky_authority_load (key, anchor, NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/enrolment/life", test_life);
  g_test_add_func ("/enrolment/both", test_both);
  g_test_add_func ("/enrolment/demo", test_demo_certificate);
  g_test_add_func ("/enrolment/permissions", test_permissions);
  g_test_add_func ("/enrolment/bad-certificates", test_bad_certificates);
  g_test_add_func ("/enrolment/proofs", test_proofs);
  g_test_add_func ("/enrolment/wrong-host", test_wrong_host);
  g_test_add_func ("/enrolment/claims", test_claims);
  g_test_add_func ("/enrolment/separate-domain", test_separate_domain);
  int status = g_test_run ();
  soky_authority_free (authority);
  fixture_server_free (server);
  return status;
}
