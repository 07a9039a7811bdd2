/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people come in: passwords that are given out and changed, a token besides, and sessions that
 * are looked at and ended. */
#include "config.h"

#include "crowd.h"

#include "crypto/statement.h"
#include "wire/account.h"
#include "wire/session.h"

#include <string.h>

#define HOST "localhost"
#define OWN_PASSWORD "mật khẩu của tôi"

static Crowd *crowd;

static char *
text_of (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

static Told *
change_password (const char *token, const char *old, const char *fresh)
{
  g_autoptr (SokySecret) before = soky_secret_new (old, -1);
  g_autoptr (SokySecret) after = soky_secret_new (fresh, -1);
  g_autoptr (GBytes) bytes = soky_password_change_to_json (before, after);
  g_autofree char *json = text_of (bytes);

  return crowd_ask_with (crowd, token, QUESTION ("POST", "/session/password", json, 0));
}

static void
assert_change (const char *token, const char *old, const char *fresh, guint status,
               const char *code)
{
  g_autoptr (Told) told = change_password (token, old, fresh);
  told_assert (told, status, code);
}

static void
assert_token (const char *token, guint status, const char *code)
{
  g_autoptr (Told) told = crowd_ask_with (crowd, token, QUESTION ("GET", "/units", NULL, 0));
  told_assert (told, status, code);
}

/* From a password that was given out to one's own. */
static void
test_one_time_password (void)
{
  g_autofree char *id = crowd_add_person (crowd, SOKY_ROLE_TEACHER, CROWD_GROUP);
  g_autoptr (Told) before = crowd_enter (crowd, id, CROWD_PASSWORD, NULL);
  told_assert (before, 201, NULL);
  g_autoptr (SokySessionInfo) old = soky_session_info_from_json (before->text, -1, NULL);
  g_autoptr (SokySecret) once = crowd_reset (crowd, CROWD_ADMIN, id);

  /* whoever was in is out, and the old password is worth nothing */
  assert_token (soky_secret_peek (old->token), 401, "unauthenticated");
  g_autoptr (Told) wrong = crowd_enter (crowd, id, CROWD_PASSWORD, NULL);
  told_assert (wrong, 401, "wrong-password");
  g_autoptr (Told) told = crowd_enter (crowd, id, soky_secret_peek (once), NULL);
  told_assert (told, 201, NULL);
  g_autoptr (SokySessionInfo) info = soky_session_info_from_json (told->text, -1, NULL);
  g_assert_true (info->must_change);
  const char *token = soky_secret_peek (info->token);
  assert_token (token, 403, "password-change-required");
  g_autoptr (Told) other = crowd_enter (crowd, id, soky_secret_peek (once), NULL);
  g_autoptr (SokySessionInfo) second = soky_session_info_from_json (other->text, -1, NULL);

  assert_change (token, "nhầm rồi đó", OWN_PASSWORD, 422, "old-password");
  assert_change (token, soky_secret_peek (once), "ngắn", 422, "weak-password");
  assert_change (token, soky_secret_peek (once), soky_secret_peek (once), 422, "weak-password");
  assert_change (token, soky_secret_peek (once), OWN_PASSWORD, 204, NULL);
  assert_token (token, 200, NULL);
  /* all other sessions have ended */
  assert_token (soky_secret_peek (second->token), 401, "unauthenticated");
  g_autoptr (Told) again = crowd_enter (crowd, id, OWN_PASSWORD, NULL);
  told_assert (again, 201, NULL);
  g_assert_null (strstr (again->text, "must_change"));
}

/* The password that was given out is nowhere but in its one answer. */
static void
test_one_time_secret (void)
{
  g_autofree char *id = crowd_add_person (crowd, SOKY_ROLE_TEACHER, CROWD_GROUP);
  g_autoptr (SokySecret) once = crowd_reset (crowd, CROWD_ADMIN, id);
  g_autofree char *path = g_build_filename (crowd->school->folder, "soky.sqlite-wal", NULL);
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_cmpuint (soky_secret_get_length (once), ==, 12);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_null (memmem (data, length, soky_secret_peek (once), 12));
}

static SokyProof *
prove (const char *login)
{
  SokyIssued *issued = g_hash_table_lookup (crowd->school->issued, login);
  g_autoptr (SokySigner) signer = soky_issued_create_signer (issued);
  SokyCertificate *certificate = soky_signer_get_certificate (signer);
  g_autofree char *json = soky_challenge_request_to_json (SOKY_PURPOSE_SIGN_IN, HOST);
  g_autoptr (Told) told = crowd_ask_with (crowd, NULL, QUESTION ("POST", "/challenges", json, 0));
  told_assert (told, 201, NULL);
  g_autoptr (SokyChallenge) challenge = soky_challenge_from_json (told->text, -1, NULL);
  const SokyClaim claim = {SOKY_PURPOSE_SIGN_IN, HOST, "",
                           soky_certificate_get_fingerprint (certificate), challenge->nonce};
  g_autofree char *text = soky_claim_to_text (&claim);
  g_auto (SokyStatementSignature) signature = {0};

  g_assert_true (soky_statement_sign (signer, text, &signature, NULL, NULL));
  return soky_proof_new (challenge->id, soky_scheme_to_string (signature.scheme), signature.value,
                         soky_certificate_get_der (certificate));
}

static void
set_second_proof (gboolean wanted)
{
  g_autoptr (Told) lan =
      crowd_expect (crowd, CROWD_ADMIN, QUESTION ("GET", "/people/gv-lan", NULL, 0), 200, NULL);
  const char *json = wanted ? "{\"second_proof\":true}" : "{\"second_proof\":false}";
  g_autoptr (Told) told = crowd_expect (
      crowd, CROWD_ADMIN, QUESTION ("PATCH", "/people/gv-lan", json, lan->version), 200, NULL);
}

/* Password and token, neither of them alone, and no token of somebody else. */
static void
test_second_proof (void)
{
  set_second_proof (TRUE);
  g_autoptr (Told) password = crowd_enter (crowd, "gv.lan", CROWD_PASSWORD, NULL);
  told_assert (password, 401, "second-proof-required");
  g_autoptr (SokyProof) alone = prove ("gv.lan");
  g_autofree char *json = soky_proof_to_json (alone);
  g_autoptr (Told) token =
      crowd_ask_with (crowd, NULL, QUESTION ("POST", "/session/certificate", json, 0));
  told_assert (token, 401, "second-proof-required");
  g_autoptr (SokyProof) foreign = prove ("tt.minh");
  g_autoptr (Told) stolen = crowd_enter (crowd, "gv.lan", CROWD_PASSWORD, foreign);
  told_assert (stolen, 401, "not-enrolled");
  g_autoptr (SokyProof) guessed = prove ("gv.lan");
  g_autoptr (Told) guess = crowd_enter (crowd, "gv.lan", "không phải", guessed);
  told_assert (guess, 401, "wrong-password");
  g_autoptr (SokyProof) own = prove ("gv.lan");
  g_autoptr (Told) both = crowd_enter (crowd, "gv.lan", CROWD_PASSWORD, own);
  told_assert (both, 201, NULL);
  /* a proof is good once */
  g_autoptr (Told) again = crowd_enter (crowd, "gv.lan", CROWD_PASSWORD, own);
  told_assert (again, 422, "challenge-spent");
  set_second_proof (FALSE);
}

static void
test_sessions (void)
{
  g_autofree char *id = crowd_add_person (crowd, SOKY_ROLE_TEACHER, CROWD_GROUP);
  g_autoptr (Told) in = crowd_enter (crowd, id, CROWD_PASSWORD, NULL);
  g_autoptr (Told) also = crowd_enter (crowd, id, CROWD_PASSWORD, NULL);
  g_autoptr (SokySessionInfo) one = soky_session_info_from_json (in->text, -1, NULL);
  g_autoptr (SokySessionInfo) two = soky_session_info_from_json (also->text, -1, NULL);
  g_autoptr (Told) own =
      crowd_ask_with (crowd, soky_secret_peek (one->token), QUESTION ("GET", "/sessions", NULL, 0));
  g_autoptr (GPtrArray) items = soky_session_items_from_json (own->text, -1, NULL);
  const SokySessionItem *other = NULL;

  g_assert_cmpuint (items->len, ==, 2);
  for (guint i = 0; i < items->len; i++) {
    const SokySessionItem *item = g_ptr_array_index (items, i);
    other = item->current ? other : item;
  }
  g_assert_nonnull (other);
  g_assert_cmpstr (other->person_id, ==, id);
  g_autofree char *path = g_strdup_printf ("/sessions/%s/revoke", other->id);
  g_autoptr (Told) gone =
      crowd_ask_with (crowd, soky_secret_peek (one->token), QUESTION ("POST", path, NULL, 0));
  told_assert (gone, 204, NULL);
  assert_token (soky_secret_peek (two->token), 401, "unauthenticated");
  assert_token (soky_secret_peek (one->token), 200, NULL);
  g_autofree char *theirs = g_strconcat ("/sessions?person=", id, NULL);
  g_autoptr (Told) seen =
      crowd_expect (crowd, CROWD_ADMIN, QUESTION ("GET", theirs, NULL, 0), 200, NULL);
  g_autoptr (GPtrArray) left = soky_session_items_from_json (seen->text, -1, NULL);
  g_assert_cmpuint (left->len, ==, 1);
}

#define DOUBLINGS 8

/* Guessing is slowed down for an account wherever it comes from, and each try is in the audit. */
static void
test_guessing (void)
{
  g_autofree char *id = crowd_add_person (crowd, SOKY_ROLE_TEACHER, CROWD_GROUP);
  guint tries = crowd->service->settings->account_tries;
  g_autofree char *path = g_strdup_printf ("/audit?event=sign-in-refused&subject=%s", id);

  for (guint i = 0; i < tries; i++) {
    g_autoptr (Told) wrong = crowd_enter (crowd, id, "không phải", NULL);
    told_assert (wrong, 401, "wrong-password");
  }
  /* the wait doubles, so that it comes to be longer than the machine takes for a try */
  gboolean refused = FALSE;
  for (guint i = 0; i < DOUBLINGS && !refused; i++) {
    g_autoptr (Told) wrong = crowd_enter (crowd, id, "không phải", NULL);
    refused = wrong->status == 429;
    tries += !refused;
  }
  g_assert_true (refused);
  /* also the right one has to wait now */
  g_autoptr (Told) late = crowd_enter (crowd, id, CROWD_PASSWORD, NULL);
  told_assert (late, 429, "too-many-requests");
  g_autoptr (Told) audit =
      crowd_expect (crowd, CROWD_ADMIN, QUESTION ("GET", path, NULL, 0), 200, NULL);
  g_auto (GStrv) records = g_strsplit (audit->text, "\"sign-in-refused\"", 0);
  g_assert_cmpuint (g_strv_length (records), ==, tries + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  crowd = crowd_new ();
  g_test_add_func ("/server/sign-in/one-time-password", test_one_time_password);
  g_test_add_func ("/server/sign-in/one-time-secret", test_one_time_secret);
  g_test_add_func ("/server/sign-in/second-proof", test_second_proof);
  g_test_add_func ("/server/sign-in/sessions", test_sessions);
  g_test_add_func ("/server/sign-in/guessing", test_guessing);
  int status = g_test_run ();
  crowd_free (crowd);
  return status;
}
