/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "base/output.h"
#include "server/demo/demo.h"
#include "server/demo/grow.h"
#include "server/enrol.h"
#include "server/setup.h"
#include "server/store/enrolments.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define SO_PIN "87654321"
#define KEY_ID "01"
#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)
#define CERTIFICATE_DAYS 1825
#define TOKEN_CONFIG "softhsm2.conf"

static char *
in_state (SokyService *service, const char *name)
{
  return g_build_filename (service->settings->state, name, NULL);
}

static const char *
find_module (void)
{
  static const char *const places[] = {
      "/usr/lib/softhsm/libsofthsm2.so",
      "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
      "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
      "/usr/lib64/softhsm/libsofthsm2.so",
      "/usr/local/lib/softhsm/libsofthsm2.so",
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    if (g_file_test (places[i], G_FILE_TEST_EXISTS))
      return places[i];
  }
  return places[0];
}

static gboolean
write_file (const char *path, const void *data, gsize length, GError **error)
{
  g_autoptr (SokyOutput) output = soky_output_new (path, error);
  return output != NULL && soky_output_write (output, data, length, error) &&
         soky_output_commit (output, error);
}

/* SoftHSM keeps its tokens in the state folder. */
static gboolean
write_config (SokyService *service, GError **error)
{
  g_autofree char *path = in_state (service, TOKEN_CONFIG);
  g_autofree char *tokens = in_state (service, "tokens");
  g_autofree char *text = g_strdup_printf ("directories.tokendir = %s\n"
                                           "objectstore.backend = file\n"
                                           "log.level = ERROR\n"
                                           "slots.removable = false\n",
                                           tokens);

  if (g_mkdir_with_parents (tokens, 0700) < 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The folder %s cannot be made."), tokens);
    return FALSE;
  }
  return write_file (path, text, strlen (text), error);
}

/* Runs a tool of SoftHSM or OpenSC to its end. */
static gboolean
run_tool (SokyService *service, const char *const *arguments, GError **error)
{
  g_autofree char *config = in_state (service, TOKEN_CONFIG);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *words = NULL;

  g_subprocess_launcher_setenv (launcher, "SOFTHSM2_CONF", config, TRUE);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, arguments, error);
  if (process == NULL) {
    g_prefix_error (error, _ ("The demo needs softhsm2-util (package softhsm2) and pkcs11-tool "
                              "(package opensc). "));
    return FALSE;
  }
  if (!g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &words, error))
    return FALSE;
  if (g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", arguments[0],
               words ? g_strchomp (words) : "");
  return FALSE;
}

static gboolean
import_key (SokyService *service, const char *label, SokyIssued *issued, GError **error)
{
  g_autofree char *key = in_state (service, "token-key.pem");
  g_autofree char *certificate = in_state (service, "token-certificate.pem");
  const char *const import[] = {"softhsm2-util", "--import", key,           "--token",
                                label,           "--label",  label,         "--id",
                                KEY_ID,          "--pin",    SOKY_DEMO_PIN, NULL};

  gboolean good = soky_issued_write_pem (issued, key, certificate, NULL, error) &&
                  run_tool (service, import, error);
  g_unlink (key);
  g_unlink (certificate);
  return good;
}

static gboolean
import_certificate (SokyService *service, const char *label, SokyIssued *issued, GError **error)
{
  g_autofree char *path = in_state (service, "token-certificate.der");
  GBytes *der = soky_certificate_get_der (soky_issued_get_certificate (issued));
  const char *const import[] = {
      "pkcs11-tool", "--module", find_module (), "--token-label",  label,
      "--login",     "--pin",    SOKY_DEMO_PIN,  "--write-object", path,
      "--type",      "cert",     "--id",         KEY_ID,           "--label",
      label,         NULL};

  gboolean good = write_file (path, g_bytes_get_data (der, NULL), g_bytes_get_size (der), error) &&
                  run_tool (service, import, error);
  g_unlink (path);
  return good;
}

static gboolean
make_token (SokyService *service, const char *label, SokyIssued *issued, GError **error)
{
  const char *const remove[] = {"softhsm2-util", "--delete-token", "--token", label, NULL};
  const char *const make[] = {"softhsm2-util", "--init-token", "--free",   "--label", label,
                              "--pin",         SOKY_DEMO_PIN,  "--so-pin", SO_PIN,    NULL};
  g_autoptr (GError) none = NULL;

  /* one that an interrupted run left behind; usually there is none */
  if (!run_tool (service, remove, &none))
    g_debug ("%s", none->message);
  return run_tool (service, make, error) && import_key (service, label, issued, error) &&
         import_certificate (service, label, issued, error);
}

static SokyIssued *
issue (SokyAuthority *authority, const SokyDemoPerson *person, GError **error)
{
  gint64 now_us = soky_clock_now_us ();
  const SokyLeafRequest request = {
      .kind = person->organisation ? SOKY_LEAF_ORGANISATION : SOKY_LEAF_PERSON,
      .key = SOKY_NEW_KEY_RSA_2048,
      .common_name = person->holder,
      .organisation = SOKY_DEMO_SCHOOL,
      .id_number = person->login,
      .not_before_us = now_us - DAY_US,
      .not_after_us = now_us + CERTIFICATE_DAYS * DAY_US,
  };
  return soky_authority_issue (authority, &request, error);
}

/* Whether the person has a certificate from an earlier run. */
static gboolean
is_enrolled (SokyService *service, const char *login)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, NULL);
  g_autoptr (SokyPerson) person = tx ? soky_store_find_person (tx, login, NULL) : NULL;
  g_autoptr (GPtrArray) list = person ? soky_store_list_certificates (tx, person->id, NULL) : NULL;

  return list != NULL && list->len > 0;
}

static gboolean
enrol (SokyService *service, const SokyDemoPerson *demo, SokyIssued *issued, GError **error)
{
  const SokyOrigin origin = {.address = "", .now_us = soky_clock_now_us ()};
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_WRITE, error);
  g_autoptr (SokyPerson) person = tx ? soky_store_find_person (tx, demo->login, error) : NULL;

  return person != NULL &&
         soky_enrol_at_once (tx, &origin, person, soky_issued_get_certificate (issued),
                             demo->organisation, error) &&
         soky_transaction_commit (tx, error);
}

/* The anchor is trusted by this server, and lies ready for the programs of the demo. */
SokyAuthority *
soky_demo_make_authority (SokyService *service, GError **error)
{
  const char *state = service->settings->state;
  g_autoptr (SokyAuthority) authority = soky_setup_authority (
      state, "SoKy demo authority", SOKY_DEMO_ANCHOR_KEY, SOKY_DEMO_ANCHOR, error);
  g_autofree char *trusted = g_build_filename (service->settings->trust, SOKY_DEMO_ANCHOR, NULL);

  if (authority == NULL)
    return NULL;
  g_autofree char *pem = soky_certificate_to_pem (soky_authority_get_certificate (authority));
  return write_file (trusted, pem, strlen (pem), error) ? g_steal_pointer (&authority) : NULL;
}

GHashTable *
soky_demo_add_tokens (SokyService *service, GError **error)
{
  g_autoptr (GHashTable) made =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) soky_issued_free);
  g_autoptr (SokyAuthority) authority = soky_demo_make_authority (service, error);

  if (authority == NULL || !write_config (service, error))
    return NULL;
  for (const SokyDemoPerson *person = soky_demo_people; person->login != NULL; person++) {
    if (person->holder == NULL || is_enrolled (service, person->login))
      continue;
    SokyIssued *issued = issue (authority, person, error);
    if (issued == NULL)
      return NULL;
    g_hash_table_insert (made, (gpointer) person->login, issued);
    if (!make_token (service, person->login, issued, error) ||
        !enrol (service, person, issued, error))
      return NULL;
  }
  return g_steal_pointer (&made);
}
