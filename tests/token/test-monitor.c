/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens that come and go while they are watched, by real drivers and by one that misbehaves. */
#include "config.h"

#include "crypto/token/monitor.h"
#include "fixture.h"
#include "processes.h"
#include "softtoken.h"

#include <p11-kit/pkcs11.h>
#include <string.h>

#define SHORT_PATIENCE_MS 3000
#define WAIT_SECONDS 60

typedef struct {
  FixtureTokens *tokens;
  char *folder;
  char *habits; /* the file that the driver looks into */
  char *fingerprint;
  SokyTokenMonitor *monitor;
} Fixture;

static char *
module_path (void)
{
  return g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);
}

/* What the driver does from now on, besides what it was started with. */
static void
set_habits (Fixture *fixture, const char *habits)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (fixture->habits, habits, -1, &error);
  g_assert_no_error (error);
}

static void
plug_in (Fixture *fixture)
{
  const FixtureTokenRequest request = {.label = "gv.lan"};
  g_autoptr (SokyIssued) issued = fixture_tokens_add (fixture->tokens, &request);
  g_free (fixture->fingerprint);
  fixture->fingerprint =
      g_strdup (soky_certificate_get_fingerprint (soky_issued_get_certificate (issued)));
}

static void
watch (Fixture *fixture, SokyTokenHost *host)
{
  fixture->monitor = soky_token_monitor_new (host);
  soky_token_monitor_hold (fixture->monitor);
}

static void
set_up_plain (Fixture *fixture, gconstpointer habit)
{
  fixture->tokens = fixture_tokens_new ();
  fixture->folder = fixture_make_folder ();
  fixture->habits = g_build_filename (fixture->folder, "habits", NULL);
  set_habits (fixture, "");
  g_setenv ("BAD_MODULE", habit, TRUE);
  g_setenv ("BAD_MODULE_FILE", fixture->habits, TRUE);
  g_setenv ("BAD_MODULE_REAL", fixture_tokens_find_module (), TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer habit)
{
  g_autofree char *module = module_path ();
  g_autoptr (SokyTokenHost) host = g_object_new (SOKY_TYPE_TOKEN_HOST, "module", module,
                                                 "patience-ms", (guint) SHORT_PATIENCE_MS, NULL);
  set_up_plain (fixture, habit);
  plug_in (fixture);
  watch (fixture, host);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
tear_down (Fixture *fixture, gconstpointer habit)
{
  if (fixture->monitor != NULL) {
    soky_token_monitor_release (fixture->monitor);
    g_assert_finalize_object (fixture->monitor);
    settle ();
    processes_wait_until_gone ();
  }
  g_unsetenv ("BAD_MODULE");
  g_unsetenv ("BAD_MODULE_FILE");
  fixture_tokens_free (fixture->tokens);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->habits);
  g_free (fixture->fingerprint);
}

static gboolean
never_cb (gpointer user_data)
{
  g_error ("what was waited for never came");
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until so many tokens are seen by a settled monitor. */
static void
wait_tokens (Fixture *fixture, guint count)
{
  guint limit = g_timeout_add_seconds (WAIT_SECONDS, never_cb, NULL);
  while (!soky_token_monitor_is_settled (fixture->monitor) ||
         soky_token_monitor_get_tokens (fixture->monitor)->len != count)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static const GError *
problem_of (Fixture *fixture)
{
  GPtrArray *drivers = soky_token_monitor_get_drivers (fixture->monitor);
  g_assert_cmpuint (drivers->len, ==, 1);
  return ((SokyDriverState *) drivers->pdata[0])->problem;
}

static void
wait_problem (Fixture *fixture, int code)
{
  guint limit = g_timeout_add_seconds (WAIT_SECONDS, never_cb, NULL);
  wait_tokens (fixture, 0);
  while (problem_of (fixture) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  g_assert_error (problem_of (fixture), SOKY_TOKEN_ERROR, code);
  g_assert_nonnull (strstr (problem_of (fixture)->message, "bad-module.so"));
  processes_wait_until_gone ();
}

static void
assert_signs (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySecret) pin = soky_secret_new (FIXTURE_PIN, -1);
  SokyTokenHost *host = soky_token_monitor_get_host (fixture->monitor);
  SokyTokenCertificate *certificate = NULL;
  SokyToken *token = soky_token_monitor_find (fixture->monitor, fixture->fingerprint, &certificate);
  g_assert_nonnull (token);
  g_autoptr (SokySigner) signer =
      soky_token_host_login (host, token, certificate, pin, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) signature = soky_signer_sign_digest (signer, SOKY_SCHEME_RSA_PKCS1,
                                                          SOKY_HASH_SHA256, digest, NULL, &error);
  g_assert_no_error (error);
  soky_token_host_logout (host, token);
}

/* In and out, seen by a driver that is looked into, and by one that is waited in. */
static void
test_in_and_out (Fixture *fixture, gconstpointer habit)
{
  wait_tokens (fixture, 1);
  g_assert_no_error (problem_of (fixture));
  assert_signs (fixture);
  for (guint i = 0; i < 2; i++) {
    set_habits (fixture, "absent");
    wait_tokens (fixture, 0);
    g_assert_null (soky_token_monitor_find (fixture->monitor, fixture->fingerprint, NULL));
    set_habits (fixture, "");
    wait_tokens (fixture, 1);
  }
  assert_signs (fixture);
}

static SokyPinState
state_of (Fixture *fixture)
{
  GPtrArray *tokens = soky_token_monitor_get_tokens (fixture->monitor);
  return tokens->len == 1 ? soky_token_get_pin_state (tokens->pdata[0]) : SOKY_PIN_NOT_SET;
}

/* Somebody enters wrong PINs in another program. */
static void
test_pin_state (Fixture *fixture, gconstpointer habit)
{
  static const struct {
    const char *habit;
    SokyPinState state;
  } states[] = {{"count-low", SOKY_PIN_COUNT_LOW},
                {"final-try", SOKY_PIN_FINAL_TRY},
                {"locked", SOKY_PIN_LOCKED},
                {"", SOKY_PIN_OK}};
  guint limit = g_timeout_add_seconds (WAIT_SECONDS, never_cb, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    set_habits (fixture, states[i].habit);
    while (state_of (fixture) != states[i].state)
      g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (limit);
}

/* A driver that hangs or crashes is reported, ended and left aside, until it is tried again. */
static void
test_left_aside (Fixture *fixture, gconstpointer habit)
{
  gboolean hangs = g_str_has_prefix (habit, "hang");
  wait_problem (fixture, hangs ? SOKY_TOKEN_ERROR_DRIVER_HUNG : SOKY_TOKEN_ERROR_DRIVER_DIED);

  /* whoever comes later hears the same, and nothing is started */
  soky_token_monitor_hold (fixture->monitor);
  settle ();
  g_assert_nonnull (problem_of (fixture));
  soky_token_monitor_release (fixture->monitor);

  g_setenv ("BAD_MODULE", "", TRUE);
  soky_token_monitor_retry (fixture->monitor);
  wait_tokens (fixture, 1);
  g_assert_no_error (problem_of (fixture));
  assert_signs (fixture);
}

/* It worked, and then it does not: with the token that is plugged in, or all of a sudden. */
static void
test_goes_bad (Fixture *fixture, gconstpointer habit)
{
  wait_tokens (fixture, 1);
  set_habits (fixture, "absent");
  wait_tokens (fixture, 0);
  g_assert_no_error (problem_of (fixture));
  set_habits (fixture, habit);
  wait_problem (fixture, g_str_has_prefix (habit, "hang") ? SOKY_TOKEN_ERROR_DRIVER_HUNG
                                                          : SOKY_TOKEN_ERROR_DRIVER_DIED);
  set_habits (fixture, "");
  soky_token_monitor_retry (fixture->monitor);
  wait_tokens (fixture, 1);
}

static void
set_up_goes_bad (Fixture *fixture, gconstpointer habit)
{
  set_up (fixture, "");
}

/* The real SoftHSM sees only tokens that were there when it was started, and cannot be waited in.
 */
static void
test_softhsm (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (fixture_tokens_find_module ());
  watch (fixture, host);
  wait_tokens (fixture, 0);
  plug_in (fixture);
  wait_tokens (fixture, 1);
  assert_signs (fixture);
}

/* Without a hold no process runs; what was seen is not shown to the next as if it was still there.
 */
static void
test_hold_and_release (Fixture *fixture, gconstpointer habit)
{
  wait_tokens (fixture, 1);
  soky_token_monitor_hold (fixture->monitor);
  soky_token_monitor_release (fixture->monitor);
  set_habits (fixture, "absent");
  wait_tokens (fixture, 0);
}

static void
test_not_a_driver (Fixture *fixture, gconstpointer habit)
{
  g_autofree char *text = g_build_filename (fixture->folder, "bad-module.so", NULL);
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (text);
  fixture_write (text, "text", 4);
  watch (fixture, host);
  wait_problem (fixture, SOKY_TOKEN_ERROR_NOT_A_DRIVER);
}

#define ADD(name, habit, set_up, test)                                                             \
  g_test_add ("/token/monitor/" name, Fixture, habit, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (fixture_tokens_find_module () == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  ADD ("looked-into", "", set_up, test_in_and_out);
  ADD ("waited-in", "events", set_up, test_in_and_out);
  ADD ("empty-events", "empty-events", set_up, test_in_and_out);
  ADD ("pin-state", "", set_up, test_pin_state);
  ADD ("crash-load", "crash-load", set_up, test_left_aside);
  ADD ("crash-initialize", "crash-initialize", set_up, test_left_aside);
  ADD ("hang-initialize", "hang-initialize", set_up, test_left_aside);
  ADD ("hang-slots", "hang-slots", set_up, test_left_aside);
  ADD ("hang-objects", "hang-objects", set_up, test_left_aside);
  ADD ("goes-bad/crash", "crash-objects", set_up_goes_bad, test_goes_bad);
  ADD ("goes-bad/hang", "hang-objects", set_up_goes_bad, test_goes_bad);
  ADD ("softhsm", "", set_up_plain, test_softhsm);
  ADD ("hold-and-release", "", set_up, test_hold_and_release);
  ADD ("not-a-driver", "", set_up_plain, test_not_a_driver);
  return g_test_run ();
}
