/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a token that locks after three wrong PINs: openCryptoki's soft token, which
 * with-soft-token starts. */
#include "config.h"

#include "base/clock.h"
#include "crypto/authority.h"
#include "crypto/token/token.h"
#include "fixture.h"

#include <p11-kit/pkcs11.h>
#include <string.h>

#define SLOT "3"
#define FIRST_SO_PIN "87654321"
#define SO_PIN "76543210"
#define FIRST_PIN "12345678"
#define PIN "13572468"
#define WRONG_PIN "11111111"
#define NEW_PIN "86427531"

static const char *
find_module (void)
{
  static const char *const places[] = {
      "/usr/lib/x86_64-linux-gnu/opencryptoki/libopencryptoki.so.0",
      "/usr/lib/aarch64-linux-gnu/opencryptoki/libopencryptoki.so.0",
      "/usr/lib64/opencryptoki/libopencryptoki.so.0",
      "/usr/lib/opencryptoki/libopencryptoki.so.0",
  };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_EXISTS))
      return places[i];
  return NULL;
}

static void
tool (const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_strv_builder_add_many (builder, "pkcs11-tool", "--module", find_module (), "--slot", SLOT,
                           NULL);
  g_strv_builder_addv (builder, (const char **) arguments);
  g_auto (GStrv) line = g_strv_builder_end (builder);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      (const char *const *) line,
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

#define TOOL(...) tool ((const char *const[]){__VA_ARGS__, NULL})

/* Gives the token PINs as its issuer would, and a key with a certificate. */
static void
prepare_token (const char *folder)
{
  gint64 now = soky_clock_now_us ();
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *pem = g_build_filename (folder, "certificate.pem", NULL);
  g_autofree char *file = g_build_filename (folder, "certificate.der", NULL);
  g_autoptr (SokyAuthority) root = soky_authority_new_root (
      "Root", SOKY_NEW_KEY_RSA_2048, now - G_TIME_SPAN_DAY, now + G_TIME_SPAN_DAY, &error);
  const SokyLeafRequest request = {.common_name = "Nguyễn Thị Lan",
                                   .not_before_us = now - G_TIME_SPAN_DAY,
                                   .not_after_us = now + G_TIME_SPAN_DAY};
  g_autoptr (SokyIssued) issued = soky_authority_issue (root, &request, &error);
  soky_issued_write_pem (issued, key, pem, NULL, &error);
  g_assert_no_error (error);
  GBytes *der = soky_certificate_get_der (soky_issued_get_certificate (issued));
  fixture_write (file, g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  TOOL ("--init-token", "--so-pin", FIRST_SO_PIN, "--label", "soky");
  TOOL ("--login", "--login-type", "so", "--so-pin", FIRST_SO_PIN, "--change-pin", "--new-pin",
        SO_PIN);
  TOOL ("--login", "--login-type", "so", "--so-pin", SO_PIN, "--init-pin", "--new-pin", FIRST_PIN);
  TOOL ("--login", "--pin", FIRST_PIN, "--change-pin", "--new-pin", PIN);
  TOOL ("--login", "--pin", PIN, "--write-object", key, "--type", "privkey", "--id", "01");
  TOOL ("--login", "--pin", PIN, "--write-object", file, "--type", "cert", "--id", "01");
}

static SokyToken *
list_one (SokyTokenHost *host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tokens = soky_token_host_list (host, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tokens->len, ==, 1);
  return g_object_ref (tokens->pdata[0]);
}

static SokySigner *
login (SokyTokenHost *host, SokyToken *token, const char *pin, GError **error)
{
  g_autoptr (SokySecret) secret = soky_secret_new (pin, -1);
  return soky_token_host_login (host, token, soky_token_get_certificates (token)->pdata[0], secret,
                                NULL, error);
}

static void
login_well (SokyTokenHost *host, SokyToken *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySigner) signer = login (host, token, PIN, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) digest = soky_digest_bytes (SOKY_HASH_SHA256, "x", 1);
  g_autoptr (GBytes) signature = soky_signer_sign_digest (signer, SOKY_SCHEME_RSA_PKCS1,
                                                          SOKY_HASH_SHA256, digest, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soky_token_get_pin_state (token), ==, SOKY_PIN_OK);
}

/* One attempt: what it says, and which state the token is in after it. */
static void
login_badly (SokyTokenHost *host, SokyToken *token, const char *pin, int code, SokyPinState after,
             const char *words)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (login (host, token, pin, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, SOKY_TOKEN_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpint (soky_token_get_pin_state (token), ==, after);
  /* the same is seen by whoever lists anew */
  g_autoptr (SokyToken) seen = list_one (host);
  g_assert_cmpint (soky_token_get_pin_state (seen), ==, after);
}

static void
test_three_wrong_pins (void)
{
  char *folder = fixture_make_folder ();
  prepare_token (folder);
  fixture_remove_folder (folder);
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (find_module ());
  g_autoptr (SokyToken) token = list_one (host);

  g_assert_cmpstr (soky_token_get_label (token), ==, "soky");
  g_assert_cmpuint (soky_token_get_pin_min (token), ==, 4);
  g_assert_cmpuint (soky_token_get_pin_max (token), ==, 8);
  g_assert_cmpint (soky_token_get_pin_state (token), ==, SOKY_PIN_OK);
  login_well (host, token);

  login_badly (host, token, WRONG_PIN, CKR_PIN_INCORRECT, SOKY_PIN_COUNT_LOW, "Wrong PIN");
  login_well (host, token);
  /* a PIN that cannot be one costs no attempt */
  login_badly (host, token, "", CKR_PIN_LEN_RANGE, SOKY_PIN_OK, "too short");
  login_badly (host, token, WRONG_PIN, CKR_PIN_INCORRECT, SOKY_PIN_COUNT_LOW, "Check the PIN");
  login_badly (host, token, WRONG_PIN, CKR_PIN_INCORRECT, SOKY_PIN_FINAL_TRY, "One try is left");
  login_badly (host, token, WRONG_PIN, CKR_PIN_LOCKED, SOKY_PIN_LOCKED, "unlock");
  login_badly (host, token, PIN, CKR_PIN_LOCKED, SOKY_PIN_LOCKED, "unlock");
}

static void
change_pin (SokyTokenHost *host, SokyToken *token, const char *from, const char *to, int code,
            SokyPinState after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySecret) old_pin = soky_secret_new (from, -1);
  g_autoptr (SokySecret) new_pin = soky_secret_new (to, -1);
  gboolean changed = soky_token_host_change_pin (host, token, old_pin, new_pin, NULL, &error);

  if (code == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SOKY_TOKEN_ERROR, code);
  g_assert_true (changed == (code == 0));
  g_assert_cmpint (soky_token_get_pin_state (token), ==, after);
}

/* A change of the PIN spends a try like a login, and no more than one. */
static void
test_change_pin (void)
{
  char *folder = fixture_make_folder ();
  prepare_token (folder);
  fixture_remove_folder (folder);
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (find_module ());
  g_autoptr (SokyToken) token = list_one (host);
  g_autoptr (GError) error = NULL;

  change_pin (host, token, WRONG_PIN, NEW_PIN, CKR_PIN_INCORRECT, SOKY_PIN_COUNT_LOW);
  change_pin (host, token, PIN, NEW_PIN, 0, SOKY_PIN_OK);
  g_assert_null (login (host, token, PIN, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_PIN_INCORRECT);
  change_pin (host, token, NEW_PIN, PIN, 0, SOKY_PIN_OK);
  login_well (host, token);
  change_pin (host, token, WRONG_PIN, NEW_PIN, CKR_PIN_INCORRECT, SOKY_PIN_COUNT_LOW);
  change_pin (host, token, WRONG_PIN, NEW_PIN, CKR_PIN_INCORRECT, SOKY_PIN_FINAL_TRY);
  change_pin (host, token, WRONG_PIN, NEW_PIN, CKR_PIN_LOCKED, SOKY_PIN_LOCKED);
  change_pin (host, token, PIN, NEW_PIN, CKR_PIN_LOCKED, SOKY_PIN_LOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  const char *why_not = NULL;
  /* never on the machine's own token */
  if (g_getenv ("SOKY_TEST_SOFT_TOKEN") == NULL)
    why_not = "to be run by with-soft-token";
  else if (find_module () == NULL)
    why_not = "libopencryptoki0 is not installed";
  if (why_not != NULL) {
    g_print ("1..0 # SKIP %s\n", why_not);
    return 0;
  }
  g_test_add_func ("/token/pin-rules/three-wrong", test_three_wrong_pins);
  g_test_add_func ("/token/pin-rules/change", test_change_pin);
  return g_test_run ();
}
