/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which drivers are asked: those that are installed while the program runs, those that a person
 * named, and not those that crashed or hung the last time. */
#include "config.h"

#include "crypto/token/monitor.h"
#include "fixture.h"
#include "processes.h"
#include "softtoken.h"

#include <glib/gstdio.h>
#include <string.h>

#define WAIT_SECONDS 60

typedef struct {
  FixtureTokens *tokens;
  char *folder;
  char *driver;   /* a file of its own in that folder */
  char *own_file; /* the person's list */
  SokyTokenHost *host;
  SokyTokenMonitor *monitor;
} Fixture;

static void
copy_driver (Fixture *fixture)
{
  g_autofree char *module = g_test_build_filename (G_TEST_BUILT, "token", "bad-module.so", NULL);
  g_autoptr (GBytes) bytes = fixture_read (module);
  fixture_write (fixture->driver, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
watch (Fixture *fixture)
{
  fixture->host = soky_token_host_new ();
  fixture->monitor = soky_token_monitor_new (fixture->host);
  soky_token_monitor_hold (fixture->monitor);
}

static void
unwatch (Fixture *fixture)
{
  soky_token_monitor_release (fixture->monitor);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&fixture->monitor);
  g_clear_object (&fixture->host);
  processes_wait_until_gone ();
}

static void
set_up (Fixture *fixture, gconstpointer habit)
{
  const FixtureTokenRequest request = {.label = "gv.lan"};

  fixture->tokens = fixture_tokens_new ();
  soky_issued_free (fixture_tokens_add (fixture->tokens, &request));
  fixture->folder = fixture_make_folder ();
  fixture->driver = g_build_filename (fixture->folder, "own-driver.so", NULL);
  fixture->own_file = soky_module_own_file ();
  g_setenv ("BAD_MODULE", habit, TRUE);
  g_setenv ("BAD_MODULE_REAL", fixture_tokens_find_module (), TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer habit)
{
  if (fixture->monitor != NULL)
    unwatch (fixture);
  g_unlink (fixture->own_file);
  g_unsetenv ("BAD_MODULE");
  fixture_tokens_free (fixture->tokens);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->driver);
  g_free (fixture->own_file);
}

static gboolean
never_cb (gpointer user_data)
{
  g_error ("what was waited for never came");
  return G_SOURCE_REMOVE;
}

static const SokyDriverState *
find_driver (Fixture *fixture)
{
  GPtrArray *drivers = soky_token_monitor_get_drivers (fixture->monitor);

  for (guint i = 0; i < drivers->len; i++) {
    const SokyDriverState *state = g_ptr_array_index (drivers, i);
    if (g_str_equal (state->module->path, fixture->driver))
      return state;
  }
  return NULL;
}

static const SokyDriverState *
wait_driver (Fixture *fixture)
{
  guint limit = g_timeout_add_seconds (WAIT_SECONDS, never_cb, NULL);
  while (find_driver (fixture) == NULL || !soky_token_monitor_is_settled (fixture->monitor))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  return find_driver (fixture);
}

static void
wait_works (Fixture *fixture)
{
  guint limit = g_timeout_add_seconds (WAIT_SECONDS, never_cb, NULL);
  while (find_driver (fixture) == NULL || find_driver (fixture)->problem != NULL ||
         !soky_token_monitor_is_settled (fixture->monitor))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  /* the system's own SoftHSM, where it is installed, shows the same token once more */
  g_assert_cmpuint (soky_token_monitor_get_tokens (fixture->monitor)->len, ==, 1);
}

static void
name_driver (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  soky_module_add_own (fixture->own_file, fixture->driver, &error);
  g_assert_no_error (error);
}

static void
test_own (Fixture *fixture, gconstpointer habit)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_build_filename (fixture->folder, "letter.txt", NULL);

  fixture_write (text, "a letter", 8);
  g_assert_false (soky_module_add_own (fixture->own_file, text, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, (int) SOKY_TOKEN_ERROR_NOT_A_DRIVER);
  g_clear_error (&error);
  copy_driver (fixture);
  name_driver (fixture);
  name_driver (fixture); /* twice is once */
  g_auto (GStrv) own = soky_module_list_own (fixture->own_file);
  g_assert_cmpuint (g_strv_length (own), ==, 1);
  g_assert_cmpstr (own[0], ==, fixture->driver);

  watch (fixture);
  wait_works (fixture);
  g_assert_true (find_driver (fixture)->module->own);
  SokyToken *token = soky_token_monitor_get_tokens (fixture->monitor)->pdata[0];
  g_assert_cmpstr (soky_token_get_module_path (token), ==, fixture->driver);

  soky_module_remove_own (fixture->own_file, fixture->driver, &error);
  g_assert_no_error (error);
  soky_token_monitor_retry (fixture->monitor);
  while (find_driver (fixture) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The person's file went away, and comes back: both is noticed. */
static void
test_own_gone (Fixture *fixture, gconstpointer habit)
{
  copy_driver (fixture);
  name_driver (fixture);
  g_assert_cmpint (g_unlink (fixture->driver), ==, 0);
  watch (fixture);
  g_assert_error (wait_driver (fixture)->problem, SOKY_TOKEN_ERROR,
                  (int) SOKY_TOKEN_ERROR_NOT_A_DRIVER);
  copy_driver (fixture);
  wait_works (fixture);
}

/* It is noticed by its entry in p11-kit's configuration of the user, which has no folder yet. */
static void
test_installed_later (Fixture *fixture, gconstpointer habit)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "pkcs11", "modules", NULL);
  g_autofree char *file = g_build_filename (folder, "later.module", NULL);
  g_autofree char *text = g_strdup_printf ("module: %s\n", fixture->driver);

  watch (fixture);
  while (!soky_token_monitor_is_settled (fixture->monitor))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (find_driver (fixture));
  copy_driver (fixture);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  fixture_write (file, text, strlen (text));
  wait_works (fixture);

  g_assert_cmpint (g_unlink (file), ==, 0);
  while (find_driver (fixture) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
lists_problem (Fixture *fixture)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tokens = soky_token_host_list (fixture->host, &problems, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    if (strstr (((GError *) problems->pdata[i])->message, "own-driver.so") != NULL)
      return TRUE;
  return FALSE;
}

/* Nobody waits for a bad driver a second time: not in this program, not in the next. */
static void
test_remembered (Fixture *fixture, gconstpointer habit)
{
  copy_driver (fixture);
  name_driver (fixture);
  watch (fixture);
  g_assert_error (wait_driver (fixture)->problem, SOKY_TOKEN_ERROR,
                  (int) SOKY_TOKEN_ERROR_DRIVER_DIED);
  unwatch (fixture);

  /* it would work by now, but that is not tried */
  g_setenv ("BAD_MODULE", "", TRUE);
  watch (fixture);
  g_assert_error (wait_driver (fixture)->problem, SOKY_TOKEN_ERROR,
                  (int) SOKY_TOKEN_ERROR_DRIVER_DIED);
  g_assert_nonnull (strstr (find_driver (fixture)->problem->message, "until it is tried again"));
  g_assert_true (lists_problem (fixture));
  soky_token_monitor_retry (fixture->monitor);
  wait_works (fixture);
  g_assert_false (lists_problem (fixture));
  unwatch (fixture);
  watch (fixture);
  wait_works (fixture);
}

/* The vendor mends the driver: another file is as good as new. */
static void
test_mended (Fixture *fixture, gconstpointer habit)
{
  copy_driver (fixture);
  name_driver (fixture);
  watch (fixture);
  g_assert_nonnull (wait_driver (fixture)->problem);
  g_setenv ("BAD_MODULE", "", TRUE);
  g_assert_cmpint (g_unlink (fixture->driver), ==, 0);
  copy_driver (fixture);
  wait_works (fixture);
}

/* A cache that was spoilt is none. */
static void
test_spoilt_memory (Fixture *fixture, gconstpointer habit)
{
  g_autofree char *cache =
      g_build_filename (g_get_user_cache_dir (), "soky", "drivers.cache", NULL);
  g_autofree char *spoilt = g_strdup_printf ("[%s]\nStamp=x\nFailure=-7\n[", fixture->driver);

  copy_driver (fixture);
  name_driver (fixture);
  fixture_write (cache, spoilt, strlen (spoilt));
  watch (fixture);
  wait_works (fixture);
}

#define ADD(name, habit, test)                                                                     \
  g_test_add ("/token/drivers/" name, Fixture, habit, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (fixture_tokens_find_module () == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  char *home = fixture_make_folder ();
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  ADD ("own", "", test_own);
  ADD ("own-gone", "", test_own_gone);
  ADD ("installed-later", "", test_installed_later);
  ADD ("remembered", "crash-initialize", test_remembered);
  ADD ("mended", "crash-load", test_mended);
  ADD ("spoilt-memory", "", test_spoilt_memory);
  int status = g_test_run ();
  fixture_remove_folder (home);
  return status;
}
