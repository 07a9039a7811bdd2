/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a token that locks after three wrong LOCKING_TOKEN_PINs: openCryptoki's soft
 * token, which with-soft-token starts. */
#include "config.h"

#include "locking-token.h"

#include "crypto/token/token.h"

#include <p11-kit/pkcs11.h>
#include <string.h>

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
  g_autoptr (SokySigner) signer = login (host, token, LOCKING_TOKEN_PIN, &error);
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
  locking_token_prepare ();
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (locking_token_find_module ());
  g_autoptr (SokyToken) token = list_one (host);

  g_assert_cmpstr (soky_token_get_label (token), ==, "soky");
  g_assert_cmpuint (soky_token_get_pin_min (token), ==, 4);
  g_assert_cmpuint (soky_token_get_pin_max (token), ==, 8);
  g_assert_cmpint (soky_token_get_pin_state (token), ==, SOKY_PIN_OK);
  login_well (host, token);

  login_badly (host, token, LOCKING_TOKEN_WRONG_PIN, CKR_PIN_INCORRECT, SOKY_PIN_COUNT_LOW,
               "Wrong PIN");
  login_well (host, token);
  /* a PIN that cannot be one costs no attempt */
  login_badly (host, token, "", CKR_PIN_LEN_RANGE, SOKY_PIN_OK, "too short");
  login_badly (host, token, LOCKING_TOKEN_WRONG_PIN, CKR_PIN_INCORRECT, SOKY_PIN_COUNT_LOW,
               "Check the PIN");
  login_badly (host, token, LOCKING_TOKEN_WRONG_PIN, CKR_PIN_INCORRECT, SOKY_PIN_FINAL_TRY,
               "One try is left");
  login_badly (host, token, LOCKING_TOKEN_WRONG_PIN, CKR_PIN_LOCKED, SOKY_PIN_LOCKED, "unlock");
  login_badly (host, token, LOCKING_TOKEN_PIN, CKR_PIN_LOCKED, SOKY_PIN_LOCKED, "unlock");
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
  locking_token_prepare ();
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (locking_token_find_module ());
  g_autoptr (SokyToken) token = list_one (host);
  g_autoptr (GError) error = NULL;

  change_pin (host, token, LOCKING_TOKEN_WRONG_PIN, LOCKING_TOKEN_NEW_PIN, CKR_PIN_INCORRECT,
              SOKY_PIN_COUNT_LOW);
  change_pin (host, token, LOCKING_TOKEN_PIN, LOCKING_TOKEN_NEW_PIN, 0, SOKY_PIN_OK);
  g_assert_null (login (host, token, LOCKING_TOKEN_PIN, &error));
  g_assert_error (error, SOKY_TOKEN_ERROR, CKR_PIN_INCORRECT);
  change_pin (host, token, LOCKING_TOKEN_NEW_PIN, LOCKING_TOKEN_PIN, 0, SOKY_PIN_OK);
  login_well (host, token);
  change_pin (host, token, LOCKING_TOKEN_WRONG_PIN, LOCKING_TOKEN_NEW_PIN, CKR_PIN_INCORRECT,
              SOKY_PIN_COUNT_LOW);
  change_pin (host, token, LOCKING_TOKEN_WRONG_PIN, LOCKING_TOKEN_NEW_PIN, CKR_PIN_INCORRECT,
              SOKY_PIN_FINAL_TRY);
  change_pin (host, token, LOCKING_TOKEN_WRONG_PIN, LOCKING_TOKEN_NEW_PIN, CKR_PIN_LOCKED,
              SOKY_PIN_LOCKED);
  change_pin (host, token, LOCKING_TOKEN_PIN, LOCKING_TOKEN_NEW_PIN, CKR_PIN_LOCKED,
              SOKY_PIN_LOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!locking_token_is_there ())
    return 0;
  g_test_add_func ("/token/pin-rules/three-wrong", test_three_wrong_pins);
  g_test_add_func ("/token/pin-rules/change", test_change_pin);
  return g_test_run ();
}
