/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "store-fixture.h"

#include "server/audit.h"
#include "server/password.h"
#include "server/sessions.h"
#include "server/throttle.h"
#include "wire/error.h"

#include <string.h>

/* Who comes in: passwords, sessions, and how guessing is slowed down. */

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)

static void
test_password (void)
{
  g_autoptr (SokySecret) right = soky_secret_new ("mật khẩu rất dài", -1);
  g_autoptr (SokySecret) wrong = soky_secret_new ("mật khẩu rất dàI", -1);
  g_autofree char *hash = soky_password_hash (right);
  g_autofree char *other = soky_password_hash (right);
  gboolean outdated = TRUE;

  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  g_assert_cmpstr (hash, !=, other);
  g_assert_true (soky_password_verify (hash, right, &outdated));
  g_assert_false (outdated);
  g_assert_false (soky_password_verify (hash, wrong, NULL));
  g_assert_false (soky_password_verify ("not a hash", right, NULL));
  /* no account: as much work, and never right */
  g_assert_false (soky_password_verify (NULL, right, &outdated));
  g_assert_false (outdated);
}

static void
test_weaker_hash (void)
{
  /* 8 KiB and one pass, for "soky-demo" */
  static const char weak[] = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$";
  g_autoptr (SokySecret) password = soky_secret_new ("soky-demo", -1);
  gboolean outdated = FALSE;

  soky_password_verify (weak, password, &outdated);
  g_assert_true (outdated);
}

static void
test_new_password (void)
{
  g_autoptr (SokySecret) shorter = soky_secret_new ("ngắn", -1);
  g_autoptr (SokySecret) enough = soky_secret_new ("tám chữ.", -1);
  g_autoptr (GError) error = NULL;

  g_assert_false (soky_password_check_new (shorter, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_true (soky_password_check_new (enough, &error));
}

static void
test_throttle (void)
{
  g_autoptr (SokyThrottle) throttle = soky_throttle_new (3, 1000, 60);
  gint64 now = NOW;

  for (guint i = 0; i < 3; i++) {
    g_assert_cmpuint (soky_throttle_ask (throttle, "lan", "::1", now), ==, 0);
    soky_throttle_tell (throttle, "lan", "::1", FALSE, now);
  }
  /* one second, then twice as long each time, up to a minute */
  for (guint expected = 1; expected <= 64; expected *= 2) {
    guint wait = soky_throttle_ask (throttle, "lan", "::1", now);
    g_assert_cmpuint (wait, ==, MIN (expected, 60));
    g_assert_cmpuint (soky_throttle_ask (throttle, "lan", "::1", now + wait * SECOND), ==, 0);
    now += wait * SECOND;
    soky_throttle_tell (throttle, "lan", "::1", FALSE, now);
  }
  g_assert_cmpuint (soky_throttle_ask (throttle, "minh", "::1", now), ==, 0);
  soky_throttle_tell (throttle, "lan", "::1", TRUE, now);
  g_assert_cmpuint (soky_throttle_ask (throttle, "lan", "::1", now), ==, 0);
}

static void
test_throttle_address (void)
{
  g_autoptr (SokyThrottle) throttle = soky_throttle_new (1000, 3, 60);

  for (guint i = 0; i < 3; i++) {
    g_autofree char *login = g_strdup_printf ("guess-%u", i);
    soky_throttle_tell (throttle, login, "192.0.2.7", FALSE, NOW);
  }
  g_assert_cmpuint (soky_throttle_ask (throttle, "new", "192.0.2.7", NOW), ==, 1);
  g_assert_cmpuint (soky_throttle_ask (throttle, "new", "192.0.2.8", NOW), ==, 0);
  /* who gets in by one account does not clear the address for others */
  soky_throttle_tell (throttle, "own", "192.0.2.7", TRUE, NOW);
  g_assert_cmpuint (soky_throttle_ask (throttle, "new", "192.0.2.7", NOW), ==, 1);
  /* forgotten after an hour; and a clock that jumps back locks nobody out */
  g_assert_cmpuint (soky_throttle_ask (throttle, "new", "192.0.2.7", NOW + HOUR), ==, 0);
  g_assert_cmpuint (soky_throttle_ask (throttle, "new", "192.0.2.7", NOW - HOUR), ==, 0);
}

/* Invented logins fill the memory up to a bound. */
static void
test_throttle_flood (void)
{
  g_autoptr (SokyThrottle) throttle = soky_throttle_new (1, 1000000, 60);

  for (guint i = 0; i < 50000; i++) {
    char login[32];
    g_snprintf (login, sizeof login, "flood-%u", i);
    soky_throttle_tell (throttle, login, "::1", FALSE, NOW);
  }
  g_assert_cmpuint (soky_throttle_ask (throttle, "flood-49999", "::1", NOW), ==, 1);
}

static SokySessionRecord *
start (SokyTransaction *tx, SokySecret **token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyPerson) lan = soky_store_get_person (tx, "lan", &error);
  const SokyOrigin origin = {lan, "192.0.2.7", NOW};
  SokySessionRecord *session = soky_sessions_start (tx, &origin, 12, token, &error);
  g_assert_no_error (error);
  return session;
}

static void
assert_refused (SokyTransaction *tx, const char *token, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (soky_sessions_find (tx, token, now_us, &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED);
}

static void
test_session (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (SokySecret) token = NULL;
  g_autoptr (SokySecret) other = NULL;
  g_autoptr (SokySessionRecord) session = start (tx, &token);
  g_autoptr (SokySessionRecord) second = start (tx, &other);
  g_autoptr (GError) error = NULL;

  g_assert_false (soky_secret_equal (token, other));
  g_assert_cmpuint (soky_secret_get_length (token), ==, 43);
  /* the store never sees the token */
  g_assert_null (strstr (session->token_hash, soky_secret_peek (token)));
  g_autoptr (SokySessionRecord) found =
      soky_sessions_find (tx, soky_secret_peek (token), NOW + HOUR, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->person_id, ==, "lan");

  assert_refused (tx, NULL, NOW);
  assert_refused (tx, "", NOW);
  assert_refused (tx, session->token_hash, NOW);
  assert_refused (tx, soky_secret_peek (token), NOW + 12 * HOUR);
}

static void
test_session_use (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (SokySecret) token = NULL;
  g_autoptr (SokySessionRecord) session = start (tx, &token);
  g_autoptr (GError) error = NULL;

  g_assert_false (soky_session_needs_touch (session, NOW + SECOND));
  g_assert_true (soky_session_needs_touch (session, NOW + HOUR));
  g_assert_true (soky_sessions_touch (tx, session, 12, NOW + 11 * HOUR, &error));
  g_autoptr (SokySessionRecord) found =
      soky_sessions_find (tx, soky_secret_peek (token), NOW + 22 * HOUR, &error);
  g_assert_nonnull (found);
  assert_refused (tx, soky_secret_peek (token), NOW + 23 * HOUR);
  g_assert_true (soky_store_end_sessions (tx, "lan", &error));
  assert_refused (tx, soky_secret_peek (token), NOW + 12 * HOUR);
}

static void
add_records (SokyTransaction *tx)
{
  const SokyOrigin origin = {.address = "::1", .now_us = NOW};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    g_assert_true (soky_audit_add (tx, &origin, "event", "subject", "a=b", &error));
}

static void
test_audit (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  g_assert_true (soky_audit_verify (tx, &count, &error));
  g_assert_cmpuint (count, ==, 0);
  add_records (tx);
  g_assert_true (soky_audit_verify (tx, &count, &error));
  g_assert_cmpuint (count, ==, 5);
}

/* A record that was made up, after the true ones. */
static void
test_audit_forged (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  add_records (tx);
  g_autoptr (SokyAuditRecord) last = soky_store_get_last_audit (tx, &error);
  last->number++;
  g_assert_true (soky_store_add_audit (tx, last, &error));
  g_assert_false (soky_audit_verify (tx, &count, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpuint (count, ==, 5);
}

/* A gap, though each record by itself is in order. */
static void
test_audit_gap (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  const SokyOrigin origin = {.address = "::1", .now_us = NOW};
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  add_records (tx);
  g_autoptr (SokyAuditRecord) last = soky_store_get_last_audit (tx, &error);
  last->number = 9;
  g_assert_true (soky_store_add_audit (tx, last, &error));
  g_assert_true (soky_audit_add (tx, &origin, "event", "subject", NULL, &error));
  g_assert_false (soky_audit_verify (tx, &count, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/server/accounts/" path, StoreFixture, store_fixture_make_sqlite,                   \
              store_fixture_set_up, func, store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/accounts/password", test_password);
  g_test_add_func ("/server/accounts/weaker-hash", test_weaker_hash);
  g_test_add_func ("/server/accounts/new-password", test_new_password);
  g_test_add_func ("/server/accounts/throttle", test_throttle);
  g_test_add_func ("/server/accounts/throttle-address", test_throttle_address);
  g_test_add_func ("/server/accounts/throttle-flood", test_throttle_flood);
  ADD ("session", test_session);
  ADD ("session-use", test_session_use);
  ADD ("audit", test_audit);
  ADD ("audit-forged", test_audit_forged);
  ADD ("audit-gap", test_audit_gap);
  return g_test_run ();
}
