/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/error.h"

#include <glib/gi18n-lib.h>
#include <p11-kit/pkcs11.h>

G_DEFINE_QUARK (soky - token - error - quark, soky_token_error)

typedef struct {
  CK_RV rv;
  const char *message; /* %s, if any, is the driver */
} Words;

static const Words token_words[] = {
    {CKR_PIN_INCORRECT, N_ ("Wrong PIN.")},
    {CKR_PIN_INVALID, N_ ("The PIN holds a character that the token does not accept.")},
    {CKR_PIN_LEN_RANGE, N_ ("The PIN is too short or too long for this token.")},
    {CKR_PIN_EXPIRED,
     N_ ("The PIN has expired. Change it with the token's own program, then try again.")},
    {CKR_PIN_LOCKED,
     N_ ("The token is locked after too many wrong PINs. Ask the office that issued it (for a "
         "Government token the provincial contact) to unlock it or to issue it anew.")},
    {CKR_USER_PIN_NOT_INITIALIZED,
     N_ ("The token has no PIN yet. Set one with the token's own program, then try again.")},
    {CKR_USER_NOT_LOGGED_IN,
     N_ ("The session with the token has ended. Enter the PIN again to go on.")},
    {CKR_USER_ANOTHER_ALREADY_LOGGED_IN,
     N_ ("Another program uses the token. Close it, then try again.")},
    {CKR_USER_TOO_MANY_TYPES, N_ ("Another program uses the token. Close it, then try again.")},
    {CKR_SESSION_COUNT, N_ ("Another program uses the token. Close it, then try again.")},
    {CKR_TOKEN_NOT_PRESENT,
     N_ ("The token with this certificate is not plugged in. Plug it in, then try again.")},
    {CKR_SLOT_ID_INVALID,
     N_ ("The token with this certificate is not plugged in. Plug it in, then try again.")},
    {CKR_DEVICE_REMOVED, N_ ("The token was unplugged. Plug it in again, then enter the PIN.")},
    {CKR_SESSION_HANDLE_INVALID,
     N_ ("The token was unplugged. Plug it in again, then enter the PIN.")},
    {CKR_SESSION_CLOSED, N_ ("The token was unplugged. Plug it in again, then enter the PIN.")},
    {CKR_KEY_HANDLE_INVALID, N_ ("The token was unplugged. Plug it in again, then enter the PIN.")},
    {CKR_OBJECT_HANDLE_INVALID,
     N_ ("The token was unplugged. Plug it in again, then enter the PIN.")},
    {CKR_DEVICE_ERROR,
     N_ ("The token does not work. Unplug it, plug it in again, then try again.")},
    {CKR_DEVICE_MEMORY,
     N_ ("The token has no memory left. Unplug it, plug it in again, then try again.")},
    {CKR_TOKEN_WRITE_PROTECTED,
     N_ ("The driver %s does not let other programs change the PIN. Change it with the program that "
         "came with the token.")},
    {CKR_SESSION_READ_ONLY,
     N_ ("The driver %s does not let other programs change the PIN. Change it with the program that "
         "came with the token.")},
    {CKR_FUNCTION_NOT_SUPPORTED,
     N_ ("The driver %s cannot do this. Use the program that came with the token.")},
    {CKR_TOKEN_NOT_RECOGNIZED,
     N_ ("The token is not one of the driver %s. Install the token's own driver.")},
    {CKR_KEY_FUNCTION_NOT_PERMITTED,
     N_ ("The key on the token may not be used to sign. Choose another certificate.")},
    {CKR_KEY_TYPE_INCONSISTENT,
     N_ ("The token cannot sign in the way that was asked for with this key.")},
    {CKR_MECHANISM_INVALID,
     N_ ("The token cannot sign in the way that was asked for with this key.")},
    {CKR_MECHANISM_PARAM_INVALID,
     N_ ("The token cannot sign in the way that was asked for with this key.")},
    {SOKY_TOKEN_ERROR_NO_KEY,
     N_ ("The token has no private key for this certificate. Choose another certificate.")},
    {SOKY_TOKEN_ERROR_DRIVER_DIED,
     N_ ("The token driver %s stopped working. Unplug the token, plug it in again and retry; if "
         "that does not help, install the driver anew.")},
    {SOKY_TOKEN_ERROR_DRIVER_HUNG,
     N_ ("The token driver %s does not answer. Unplug the token, plug it in again and retry; if "
         "that does not help, install the driver anew.")},
    {SOKY_TOKEN_ERROR_NOT_A_DRIVER,
     N_ ("The file %s is no token driver for this computer. Install the driver that belongs to "
         "the token.")},
};

static const char *
words_of (guint64 rv)
{
  for (guint i = 0; i < G_N_ELEMENTS (token_words); i++)
    if (token_words[i].rv == rv)
      return _ (token_words[i].message);
  return NULL;
}

/* Puts @driver in the place of "%s"; the words come from a translation, so it is no format. */
static char *
name_driver (const char *words, const char *driver)
{
  g_auto (GStrv) parts = g_strsplit (words, "%s", 2);
  return g_strjoinv (driver, parts);
}

void
soky_token_error_set (GError **error, guint64 rv, const char *driver, const char *detail)
{
  if (rv == CKR_FUNCTION_CANCELED || rv == CKR_CANCEL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                         _ ("It was cancelled on the card reader."));
    return;
  }
  g_autoptr (GString) message = g_string_new (NULL);
  const char *words = words_of (rv);
  if (words != NULL) {
    g_autofree char *named = name_driver (words, driver);
    g_string_append (message, named);
  } else {
    /* TRANSLATORS: first the driver's file name, then an error number */
    g_string_append_printf (message,
                            _ ("The token driver %s reports error 0x%lX. Unplug the token, plug "
                               "it in again and retry."),
                            driver, (gulong) rv);
  }
  if (detail != NULL && *detail != '\0')
    g_string_append_printf (message, " (%s)", detail);
  g_set_error_literal (error, SOKY_TOKEN_ERROR, (gint) rv, message->str);
}

SokyTokenTrouble
soky_token_error_classify (const GError *error)
{
  if (error == NULL || error->domain != SOKY_TOKEN_ERROR)
    return SOKY_TOKEN_TROUBLE_NONE;
  switch ((guint) error->code) {
  case CKR_TOKEN_NOT_PRESENT:
  case CKR_SLOT_ID_INVALID:
  case CKR_DEVICE_REMOVED:
  case CKR_SESSION_HANDLE_INVALID:
  case CKR_SESSION_CLOSED:
  case CKR_KEY_HANDLE_INVALID:
  case CKR_OBJECT_HANDLE_INVALID:
    return SOKY_TOKEN_TROUBLE_GONE;
  case CKR_USER_NOT_LOGGED_IN:
    return SOKY_TOKEN_TROUBLE_CLOSED;
  case CKR_PIN_INCORRECT:
  case CKR_PIN_INVALID:
  case CKR_PIN_LEN_RANGE:
  case CKR_PIN_EXPIRED:
  case CKR_USER_PIN_NOT_INITIALIZED:
    return SOKY_TOKEN_TROUBLE_PIN;
  case CKR_PIN_LOCKED:
    return SOKY_TOKEN_TROUBLE_LOCKED;
  case CKR_KEY_FUNCTION_NOT_PERMITTED:
  case CKR_KEY_TYPE_INCONSISTENT:
  case CKR_MECHANISM_INVALID:
  case CKR_MECHANISM_PARAM_INVALID:
  case SOKY_TOKEN_ERROR_NO_KEY:
    return SOKY_TOKEN_TROUBLE_NONE;
  default:
    return SOKY_TOKEN_TROUBLE_DRIVER;
  }
}

void
soky_token_error_set_login (GError **error, guint64 rv, SokyPinState state, const char *driver)
{
  const char *more = NULL;

  if (rv == CKR_PIN_INCORRECT && state == SOKY_PIN_LOCKED) {
    soky_token_error_set (error, CKR_PIN_LOCKED, driver, NULL);
    return;
  }
  if (rv == CKR_PIN_INCORRECT && state == SOKY_PIN_FINAL_TRY)
    more = _ ("One try is left: one more wrong PIN locks the token. Stop here if you are not sure "
              "of the PIN.");
  else if (rv == CKR_PIN_INCORRECT)
    more = _ ("Several wrong PINs in a row lock the token. Check the PIN before you try again.");
  if (more == NULL) {
    soky_token_error_set (error, rv, driver, NULL);
    return;
  }
  g_set_error (error, SOKY_TOKEN_ERROR, (gint) rv, "%s %s", words_of (rv), more);
}
