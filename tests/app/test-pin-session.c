/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a login to a real token ends, and that nothing can be signed with it then. The desktop and
 * logind speak on a bus of the test's own. */
#include "config.h"

#include "app/pin-session.h"
#include "fixture.h"
#include "softtoken.h"

#include <p11-kit/pkcs11.h>

#define OWN_SESSION "/org/freedesktop/login1/session/_31"
#define OTHER_SESSION "/org/freedesktop/login1/session/_32"

static GTestDBus *bus;
static GDBusConnection *desktop;

typedef struct {
  FixtureTokens *tokens;
  SokyTokenHost *host;
  SokyToken *token;
  int end; /* -1: it goes on */
} Fixture;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SokyPinSession *
open_session (Fixture *fixture, const char *pin, GError **error)
{
  g_autoptr (SokySecret) secret = soky_secret_new (pin, -1);
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *certificates = soky_token_get_certificates (fixture->token);

  soky_pin_session_open_async (fixture->host, fixture->token, certificates->pdata[0], secret, NULL,
                               result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return soky_pin_session_open_finish (result, error);
}

static void
ended_cb (Fixture *fixture, int end)
{
  g_assert_cmpint (fixture->end, ==, -1);
  fixture->end = end;
}

static SokyPinSession *
open_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SokyPinSession *session = open_session (fixture, FIXTURE_PIN, &error);
  g_assert_no_error (error);
  g_assert_true (soky_pin_session_is_open (session));
  g_signal_connect_swapped (session, "ended", G_CALLBACK (ended_cb), fixture);
  return session;
}

static gboolean
sign (SokySigner *signer, GError **error)
{
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) signature = soky_signer_sign_digest (signer, SOKY_SCHEME_RSA_PKCS1,
                                                          SOKY_HASH_SHA256, digest, NULL, error);
  return signature != NULL;
}

static void
assert_signs (SokyPinSession *session)
{
  g_autoptr (GError) error = NULL;
  sign (soky_pin_session_get_signer (session), &error);
  g_assert_no_error (error);
}

/* The token is logged out in a thread: until then it may still sign. */
static void
wait_closed (SokySigner *signer)
{
  g_autoptr (GError) error = NULL;
  while (sign (signer, &error))
    g_main_context_iteration (NULL, FALSE);
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_USER_NOT_LOGGED_IN);
}

static void
assert_ends (Fixture *fixture, SokyPinSession *session, SokyPinSessionEnd end)
{
  while (fixture->end < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture->end, ==, (int) end);
  g_assert_false (soky_pin_session_is_open (session));
  g_assert_cmpuint (strlen (soky_pin_session_end_words (end)), >, 0);
  wait_closed (soky_pin_session_get_signer (session));
  /* it ends once */
  soky_pin_session_touch (session);
  soky_pin_session_end (session);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const FixtureTokenRequest request = {.label = "gv.lan"};

  fixture->tokens = fixture_tokens_new ();
  soky_issued_free (fixture_tokens_add (fixture->tokens, &request));
  fixture->host = soky_token_host_new_for_module (fixture_tokens_find_module ());
  g_autoptr (GPtrArray) tokens = soky_token_host_list (fixture->host, NULL, NULL, NULL);
  g_assert_cmpuint (tokens->len, ==, 1);
  fixture->token = g_object_ref (tokens->pdata[0]);
  fixture->end = -1;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (fixture->token);
  g_object_unref (fixture->host);
  fixture_tokens_free (fixture->tokens);
}

static void
test_many_signatures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyPinSession) session = open_well (fixture);

  for (guint i = 0; i < 5; i++) {
    assert_signs (session);
    soky_pin_session_touch (session);
  }
  g_assert_true (soky_pin_session_get_token (session) == fixture->token);
  soky_pin_session_end (session);
  assert_ends (fixture, session, SOKY_PIN_SESSION_DONE);
}

static void
test_wrong_pin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (open_session (fixture, "87654321", &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_PIN_INCORRECT);
  g_autoptr (SokyPinSession) session = open_well (fixture);
  assert_signs (session);
}

static void
test_idle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyPinSession) session = open_well (fixture);
  assert_signs (session);
  g_object_set (session, "idle-ms", 50, NULL);
  assert_ends (fixture, session, SOKY_PIN_SESSION_IDLE);
}

static void
test_dropped (Fixture *fixture, gconstpointer data)
{
  SokyPinSession *session = open_well (fixture);
  g_autoptr (SokySigner) signer = g_object_ref (soky_pin_session_get_signer (session));

  g_object_unref (session);
  g_assert_cmpint (fixture->end, ==, SOKY_PIN_SESSION_DONE);
  wait_closed (signer);
}

static void
emit (const char *path, const char *interface, const char *member, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_dbus_connection_emit_signal (desktop, NULL, path, interface, member, parameters, &error);
  g_dbus_connection_flush_sync (desktop, NULL, &error);
  g_assert_no_error (error);
}

/* Says it again until it is heard: the session subscribes to the buses while the test runs. */
static void
emit_until_ended (Fixture *fixture, const char *path, const char *interface, const char *member,
                  gboolean flag)
{
  while (fixture->end < 0) {
    emit (path, interface, member, flag ? g_variant_new ("(b)", TRUE) : NULL);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (1000);
  }
}

static void
test_screen_saver (Fixture *fixture, gconstpointer interface)
{
  g_autoptr (SokyPinSession) session = open_well (fixture);

  /* it went away again, and what is none */
  emit ("/", interface, "ActiveChanged", g_variant_new ("(b)", FALSE));
  emit ("/", interface, "ActiveChanged", g_variant_new ("(s)", "x"));
  assert_signs (session);
  emit_until_ended (fixture, "/org/x/ScreenSaver", interface, "ActiveChanged", TRUE);
  assert_ends (fixture, session, SOKY_PIN_SESSION_AWAY);
}

static void
test_logind_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyPinSession) session = open_well (fixture);

  for (guint i = 0; i < 50; i++) {
    emit (OTHER_SESSION, "org.freedesktop.login1.Session", "Lock", NULL);
    g_main_context_iteration (NULL, FALSE);
  }
  assert_signs (session);
  g_assert_cmpint (fixture->end, ==, -1);
  emit_until_ended (fixture, OWN_SESSION, "org.freedesktop.login1.Session", "Lock", FALSE);
  assert_ends (fixture, session, SOKY_PIN_SESSION_AWAY);
}

static void
test_sleep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokyPinSession) session = open_well (fixture);
  emit_until_ended (fixture, "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                    "PrepareForSleep", TRUE);
  assert_ends (fixture, session, SOKY_PIN_SESSION_AWAY);
}

/* logind's one method that is asked for. */
static GDBusMessage *
answer_cb (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  if (!incoming || g_strcmp0 (g_dbus_message_get_member (message), "GetSessionByPID") != 0)
    return message;
  g_autoptr (GDBusMessage) reply = g_dbus_message_new_method_reply (message);
  g_dbus_message_set_body (reply, g_variant_new ("(o)", OWN_SESSION));
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (message);
  return NULL;
}

static void
start_desktop (void)
{
  g_autoptr (GError) error = NULL;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  desktop =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_add_filter (desktop, answer_cb, NULL, NULL);
  g_autoptr (GVariant) owned = g_dbus_connection_call_sync (
      desktop, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.freedesktop.login1", 0), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  if (daemon == NULL || fixture_tokens_find_module () == NULL) {
    g_print ("1..0 # SKIP dbus, softhsm2 and opensc are needed\n");
    return 0;
  }
  start_desktop ();
#define ADD(path, data, func)                                                                      \
  g_test_add ("/pin-session/" path, Fixture, data, set_up, func, tear_down)
  ADD ("many-signatures", NULL, test_many_signatures);
  ADD ("wrong-pin", NULL, test_wrong_pin);
  ADD ("idle", NULL, test_idle);
  ADD ("dropped", NULL, test_dropped);
  ADD ("screen-saver", "org.freedesktop.ScreenSaver", test_screen_saver);
  ADD ("screen-saver/gnome", "org.gnome.ScreenSaver", test_screen_saver);
  ADD ("logind-lock", NULL, test_logind_lock);
  ADD ("sleep", NULL, test_sleep);
  int status = g_test_run ();
  g_object_unref (desktop);
  g_test_dbus_stop (bus);
  g_object_unref (bus);
  return status;
}
