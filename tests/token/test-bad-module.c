/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drivers that crash, hang and lie must never harm the program. */
#include "config.h"

#include "base/paths.h"
#include "crypto/token/token.h"
#include "fixture.h"
#include "processes.h"
#include "softtoken.h"

#include <p11-kit/pkcs11.h>
#include <signal.h>
#include <string.h>

#define SHORT_PATIENCE_MS 3000
#define CANCEL_AFTER_MS 300
#define HANG_ARGUMENT "--hang"

typedef struct {
  FixtureTokens *tokens;
  SokyTokenHost *host;
} Fixture;

static char *
module_path (void)
{
  return g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);
}

static void
set_up (Fixture *fixture, gconstpointer habit)
{
  g_autofree char *module = module_path ();

  fixture->tokens = fixture_tokens_new ();
  const FixtureTokenRequest request = {.label = "gv.lan"};
  soky_issued_free (fixture_tokens_add (fixture->tokens, &request));
  g_setenv ("BAD_MODULE", habit, TRUE);
  g_setenv ("BAD_MODULE_REAL", fixture_tokens_find_module (), TRUE);
  fixture->host = soky_token_host_new_for_module (module);
}

static void
tear_down (Fixture *fixture, gconstpointer habit)
{
  g_assert_finalize_object (fixture->host);
  processes_wait_until_gone ();
  g_unsetenv ("BAD_MODULE");
  fixture_tokens_free (fixture->tokens);
}

static void
use_short_patience (Fixture *fixture)
{
  g_autofree char *module = module_path ();
  g_object_unref (fixture->host);
  fixture->host = g_object_new (SOKY_TYPE_TOKEN_HOST, "module", module, "patience-ms",
                                (guint) SHORT_PATIENCE_MS, NULL);
}

static GPtrArray *
list (Fixture *fixture, GPtrArray **problems)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *tokens = soky_token_host_list (fixture->host, problems, NULL, &error);
  g_assert_no_error (error);
  return tokens;
}

static SokyToken *
list_one (Fixture *fixture)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) tokens = list (fixture, &problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (tokens->len, ==, 1);
  return g_object_ref (tokens->pdata[0]);
}

static SokySigner *
try_login (Fixture *fixture, SokyToken *token, const char *pin, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SokySecret) secret = pin ? soky_secret_new (pin, -1) : NULL;
  GPtrArray *certificates = soky_token_get_certificates (token);
  g_assert_cmpuint (certificates->len, ==, 1);
  return soky_token_host_login (fixture->host, token, certificates->pdata[0], secret, cancellable,
                                error);
}

static SokySigner *
login (Fixture *fixture, SokyToken *token, const char *pin)
{
  g_autoptr (GError) error = NULL;
  SokySigner *signer = try_login (fixture, token, pin, NULL, &error);
  g_assert_no_error (error);
  return signer;
}

static gboolean
sign (SokySigner *signer, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) signature = soky_signer_sign_digest (
      signer, SOKY_SCHEME_RSA_PKCS1, SOKY_HASH_SHA256, digest, cancellable, error);
  if (signature != NULL)
    g_assert_cmpuint (g_bytes_get_size (signature), ==, 256);
  return signature != NULL;
}

static void
assert_signs (SokySigner *signer)
{
  g_autoptr (GError) error = NULL;
  sign (signer, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_sign_fails (SokySigner *signer, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (sign (signer, NULL, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, code);
}

static void
assert_only_problem (Fixture *fixture, int code)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) tokens = list (fixture, &problems);
  g_assert_cmpuint (tokens->len, ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
  GError *problem = problems->pdata[0];
  g_test_message ("%s", problem->message);
  g_assert_error (problem, SOKY_TOKEN_ERROR, code);
  g_assert_nonnull (strstr (problem->message, "bad-module.so"));
}

static void
test_crash_in_list (Fixture *fixture, gconstpointer habit)
{
  assert_only_problem (fixture, SOKY_TOKEN_ERROR_DRIVER_DIED);
  assert_only_problem (fixture, SOKY_TOKEN_ERROR_DRIVER_DIED);
  /* repaired meanwhile */
  g_setenv ("BAD_MODULE", "", TRUE);
  g_autoptr (SokyToken) token = list_one (fixture);
}

static void
test_refuse_initialize (Fixture *fixture, gconstpointer habit)
{
  assert_only_problem (fixture, CKR_GENERAL_ERROR);
}

static void
test_hang_in_list (Fixture *fixture, gconstpointer habit)
{
  use_short_patience (fixture);
  assert_only_problem (fixture, SOKY_TOKEN_ERROR_DRIVER_HUNG);
  processes_wait_until_gone ();
}

/* What is odd, but good enough to sign with. */
static void
test_works (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  for (guint i = 0; i < 3; i++)
    assert_signs (signer);
}

static void
test_bad_slot (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) tokens = list (fixture, &problems);
  g_assert_cmpuint (tokens->len, ==, 1);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_error ((GError *) problems->pdata[0], SOKY_TOKEN_ERROR, CKR_DEVICE_ERROR);
}

static void
test_no_pss (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  g_assert_cmpint (soky_signer_choose_scheme (signer, SOKY_HASH_SHA256, TRUE), ==,
                   SOKY_SCHEME_RSA_PKCS1);
}

static void
test_crash_in_sign (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  assert_sign_fails (signer, SOKY_TOKEN_ERROR_DRIVER_DIED);
  assert_sign_fails (signer, CKR_USER_NOT_LOGGED_IN);

  g_setenv ("BAD_MODULE", "", TRUE);
  g_autoptr (SokySigner) again = login (fixture, token, FIXTURE_PIN);
  assert_signs (again);
  assert_sign_fails (signer, CKR_USER_NOT_LOGGED_IN);
}

static void
test_removed (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  assert_signs (signer);
  assert_sign_fails (signer, CKR_DEVICE_REMOVED);
  assert_sign_fails (signer, CKR_USER_NOT_LOGGED_IN);

  g_autoptr (SokySigner) again = login (fixture, token, FIXTURE_PIN);
  assert_signs (again);
}

/* Somebody ends the process between two requests. */
static void
test_killed (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  g_assert_cmpint (kill (processes_find (), SIGKILL), ==, 0);
  g_assert_false (sign (signer, NULL, &error));
  if (!g_error_matches (error, SOKY_TOKEN_ERROR, SOKY_TOKEN_ERROR_DRIVER_DIED))
    g_assert_error (error, SOKY_TOKEN_ERROR, CKR_USER_NOT_LOGGED_IN);

  g_autoptr (SokySigner) again = login (fixture, token, FIXTURE_PIN);
  assert_signs (again);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (CANCEL_AFTER_MS * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel_hanging_sign (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);

  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (sign (signer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  processes_wait_until_gone ();
}

static void
test_cancel_hanging_login (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);

  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_null (try_login (fixture, token, FIXTURE_PIN, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  processes_wait_until_gone ();
}

/* The key asks for the PIN at every signature: a wrong one there is not tried again, and closes the
 * token. */
static void
test_wrong_context_pin (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  assert_sign_fails (signer, CKR_PIN_INCORRECT);
  assert_sign_fails (signer, CKR_USER_NOT_LOGGED_IN);
}

static void
assert_trouble (SokySigner *signer, SokyTokenTrouble trouble)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (sign (signer, NULL, &error));
  g_assert_cmpint (soky_token_error_classify (error), ==, trouble);
}

/* What a batch has to tell apart. */
static void
test_troubles (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  assert_signs (signer);
  assert_trouble (signer, SOKY_TOKEN_TROUBLE_GONE);
  assert_trouble (signer, SOKY_TOKEN_TROUBLE_CLOSED);
  g_assert_null (try_login (fixture, token, "87654321", NULL, &error));
  g_assert_cmpint (soky_token_error_classify (error), ==, SOKY_TOKEN_TROUBLE_PIN);
  g_assert_cmpint (soky_token_error_classify (NULL), ==, SOKY_TOKEN_TROUBLE_NONE);

  g_setenv ("BAD_MODULE", "crash-sign", TRUE);
  g_autoptr (SokyTokenHost) host = fixture->host;
  g_autofree char *module = module_path ();
  fixture->host = soky_token_host_new_for_module (module);
  g_autoptr (SokySigner) again = login (fixture, token, FIXTURE_PIN);
  assert_trouble (again, SOKY_TOKEN_TROUBLE_DRIVER);
}

static gboolean
change_pin (Fixture *fixture, SokyToken *token, const char *from, const char *to, GError **error)
{
  g_autoptr (SokySecret) old_pin = from ? soky_secret_new (from, -1) : NULL;
  g_autoptr (SokySecret) new_pin = to ? soky_secret_new (to, -1) : NULL;
  return soky_token_host_change_pin (fixture->host, token, old_pin, new_pin, NULL, error);
}

static void
test_change_pin (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) before = login (fixture, token, FIXTURE_PIN);

  g_assert_false (change_pin (fixture, token, "87654321", "24681357", &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_PIN_INCORRECT);
  g_clear_error (&error);
  /* whoever was logged in is not any more: the PIN was asked for */
  assert_sign_fails (before, CKR_USER_NOT_LOGGED_IN);
  change_pin (fixture, token, FIXTURE_PIN, "24681357", &error);
  g_assert_no_error (error);
  g_assert_null (try_login (fixture, token, FIXTURE_PIN, NULL, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_PIN_INCORRECT);
  g_autoptr (SokySigner) after = login (fixture, token, "24681357");
  assert_signs (after);
}

static void
test_change_pin_refused (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);
  g_assert_false (change_pin (fixture, token, FIXTURE_PIN, "24681357", &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_TOKEN_WRITE_PROTECTED);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  assert_signs (signer);
}

static void
test_change_pin_on_pad (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);
  change_pin (fixture, token, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The token's own rules, held before the old PIN is tried. */
static void
test_pin_lengths (Fixture *fixture, gconstpointer habit)
{
  static const struct {
    const char *pin, *again;
    int code; /* 0 = good */
  } cases[] = {
      {"12345", "12345", CKR_PIN_LEN_RANGE},
      {"12345678901", "12345678901", CKR_PIN_LEN_RANGE},
      {"246813", "246814", CKR_PIN_INVALID},
      {"246813", "24681", CKR_PIN_INVALID},
      {"246813", "246813", 0},
      {"2468135790", "2468135790", 0},
  };
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autofree char *rule = soky_token_describe_pin_rule (token);

  g_assert_cmpstr (rule, ==, "A PIN of this token has 6 to 10 characters.");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SokySecret) pin = soky_secret_new (cases[i].pin, -1);
    g_autoptr (SokySecret) again = soky_secret_new (cases[i].again, -1);
    g_autoptr (GError) error = NULL;
    gboolean good = soky_token_check_new_pin (token, pin, again, &error);
    g_assert_true (good == (cases[i].code == 0));
    if (!good)
      g_assert_error (error, SOKY_TOKEN_ERROR, cases[i].code);
  }
}

static void
test_pin_pad (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyToken) token = list_one (fixture);
  g_assert_true (soky_token_has_pin_pad (token));
  g_autoptr (SokySigner) signer = login (fixture, token, NULL);
  assert_signs (signer);
}

static void
test_pad_cancelled (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyToken) token = list_one (fixture);
  g_assert_null (try_login (fixture, token, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Ending the host does not wait for a driver that hangs when it is logged out. */
static void
test_hang_in_logout (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (SokyToken) token = list_one (fixture);
  g_autoptr (SokySigner) signer = login (fixture, token, FIXTURE_PIN);
  assert_signs (signer);
}

static void
test_not_a_driver (Fixture *fixture, gconstpointer habit)
{
  char *folder = fixture_make_folder ();
  g_autofree char *text = g_build_filename (folder, "bad-module.so", NULL);
  fixture_write (text, "text", 4);
  g_object_unref (fixture->host);
  fixture->host = soky_token_host_new_for_module (text);
  assert_only_problem (fixture, SOKY_TOKEN_ERROR_NOT_A_DRIVER);
  fixture_remove_folder (folder);
  g_object_unref (fixture->host);
  fixture->host = soky_token_host_new_for_module ("/nowhere/bad-module.so");
  assert_only_problem (fixture, SOKY_TOKEN_ERROR_NOT_A_DRIVER);
}

static gboolean
names_bad_module (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (strstr (((GError *) problems->pdata[i])->message, "bad-module.so") != NULL)
      return TRUE;
  return FALSE;
}

/* Two drivers that are installed show the same token: it is listed once, and nothing that another
 * driver does keeps it from being listed. */
static void
test_installed_drivers (Fixture *fixture, gconstpointer habit)
{
  g_autofree char *module = module_path ();
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "pkcs11", "modules", NULL);
  g_autofree char *file = g_build_filename (folder, "bad.module", NULL);
  g_autofree char *text = g_strdup_printf ("module: %s\n", module);
  guint count = 0;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  fixture_write (file, text, strlen (text));
  g_object_unref (fixture->host);
  fixture->host = soky_token_host_new ();
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) tokens = list (fixture, &problems);
  for (guint i = 0; i < tokens->len; i++)
    count += g_str_equal (soky_token_get_label (tokens->pdata[i]), "gv.lan") ? 1 : 0;
  g_assert_cmpuint (count, ==, 1);
  gboolean crashes = *(const char *) habit != '\0';
  g_assert_true (crashes == names_bad_module (problems));
}

static int
list_and_hang (void)
{
  g_autofree char *module = module_path ();
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (module);
  g_autoptr (GPtrArray) tokens = soky_token_host_list (host, NULL, NULL, NULL);
  return 0;
}

/* A program that is killed takes the process with it, though its driver hangs. */
static void
test_parent_killed (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self, HANG_ARGUMENT, NULL);
  g_assert_no_error (error);
  GPid parent = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (child), NULL, 10);
  GPid driver = 0;
  while ((driver = processes_find_below (parent)) == 0)
    g_usleep (10000);

  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  for (guint i = 0; i < 1000 && processes_is_alive (driver); i++)
    g_usleep (10000);
  g_assert_false (processes_is_alive (driver));
}

/* What is no request of ours ends the process, in order. */
static void
test_garbage_requests (void)
{
  g_autofree char *program = soky_paths_helper ("soky-token");
  static const char *const requests[] = {"", "\xff\xff\xff\xff", "\0\0\0\1\x63", "\0\0\0\x09\4xx",
                                         "\0\0\0\1\3"};
  static const gsize lengths[] = {0, 4, 5, 7, 5};

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) request = g_bytes_new_static (requests[i], lengths[i]);
    g_autoptr (GBytes) answer = NULL;
    g_autoptr (GSubprocess) process =
        g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          program, "/nowhere", NULL);
    g_assert_no_error (error);
    g_subprocess_communicate (process, request, NULL, &answer, NULL, &error);
    g_assert_no_error (error);
    g_assert_true (g_subprocess_get_successful (process));
    g_assert_cmpuint (g_bytes_get_size (answer), ==, 0);
  }
  g_assert_cmpint (fixture_run (NULL, program, NULL), ==, 2);
}

static void
add (const char *name, const char *habit, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/token/bad-module/", name, NULL);
  g_test_add (path, Fixture, habit, set_up, test, tear_down);
}

static void
add_all (void)
{
  add ("crash-load", "crash-load", test_crash_in_list);
  add ("crash-initialize", "crash-initialize", test_crash_in_list);
  add ("refuse-initialize", "refuse-initialize", test_refuse_initialize);
  add ("hang-slots", "hang-slots", test_hang_in_list);
  add ("child-keeps-pipes", "child", test_hang_in_list);
  add ("no-locks", "no-locks", test_works);
  add ("garbage", "garbage", test_works);
  add ("zero-sizes", "zero-sizes", test_works);
  add ("no-ids", "no-ids", test_works);
  add ("always-authenticate", "always-authenticate", test_works);
  add ("bad-slot", "bad-slot", test_bad_slot);
  add ("no-pss", "no-pss", test_no_pss);
  add ("crash-sign", "crash-sign", test_crash_in_sign);
  add ("removed", "removed", test_removed);
  add ("killed", "", test_killed);
  add ("cancel-sign", "hang-sign", test_cancel_hanging_sign);
  add ("cancel-login", "hang-login", test_cancel_hanging_login);
  add ("pin-pad", "pin-pad", test_pin_pad);
  add ("wrong-context-pin", "always-authenticate,wrong-context-pin", test_wrong_context_pin);
  add ("troubles", "removed", test_troubles);
  add ("change-pin", "writable", test_change_pin);
  add ("change-pin/refused", "", test_change_pin_refused);
  add ("change-pin/pad", "writable,pin-pad", test_change_pin_on_pad);
  add ("pin-lengths", "pin-lengths", test_pin_lengths);
  add ("pad-cancelled", "pad-cancelled", test_pad_cancelled);
  add ("hang-logout", "hang-logout", test_hang_in_logout);
  add ("not-a-driver", "", test_not_a_driver);
  add ("installed", "", test_installed_drivers);
  add ("installed/crash", "crash-load", test_installed_drivers);
  add ("parent-killed", "hang-slots", test_parent_killed);
  g_test_add_func ("/token/bad-module/garbage-requests", test_garbage_requests);
}

int
main (int argc, char **argv)
{
  gboolean hang = argc == 2 && g_str_equal (argv[1], HANG_ARGUMENT);
  int no_arguments = 1;

  g_test_init (hang ? &no_arguments : &argc, &argv, NULL);
  if (hang)
    return list_and_hang ();
  if (fixture_tokens_find_module () == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  char *home = fixture_make_folder ();
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  add_all ();
  int status = g_test_run ();
  fixture_remove_folder (home);
  return status;
}
