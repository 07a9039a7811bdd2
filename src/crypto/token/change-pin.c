/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/error.h"
#include "crypto/token/token-private.h"

#include <glib/gi18n-lib.h>
#include <p11-kit/pkcs11.h>

static gboolean
refuse (GError **error, CK_RV rv, const char *message)
{
  g_set_error_literal (error, SOKY_TOKEN_ERROR, (gint) rv, message);
  return FALSE;
}

gboolean
soky_token_check_new_pin (SokyToken *token, SokySecret *pin, SokySecret *again, GError **error)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (token) && pin != NULL && again != NULL, FALSE);

  guint least = MAX (soky_token_get_pin_min (token), 1);
  guint most = soky_token_get_pin_max (token);
  gsize length = soky_secret_get_length (pin);

  if (length < least || (most >= least && length > most)) {
    g_autofree char *rule = soky_token_describe_pin_rule (token);
    return refuse (error, CKR_PIN_LEN_RANGE, rule);
  }
  if (!soky_secret_equal (pin, again))
    return refuse (error, CKR_PIN_INVALID,
                   _ ("The new PIN was not typed the same way twice. Type it again."));
  return TRUE;
}

char *
soky_token_describe_pin_rule (SokyToken *token)
{
  g_return_val_if_fail (SOKY_IS_TOKEN (token), NULL);

  guint least = MAX (soky_token_get_pin_min (token), 1);
  guint most = soky_token_get_pin_max (token);

  if (most < least || most > 64) /* what no person types is no rule */
    return g_strdup_printf (_ ("A PIN of this token has at least %u characters."), least);
  if (most == least)
    return g_strdup_printf (_ ("A PIN of this token has %u characters."), least);
  return g_strdup_printf (_ ("A PIN of this token has %u to %u characters."), least, most);
}

static GByteArray *
new_message (SokyToken *token, gboolean pin_follows)
{
  GPtrArray *held = soky_token_get_certificates (token);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  GBytes *der = none;

  /* the PIN is spent only on the token that was meant */
  if (held->len > 0)
    der = soky_certificate_get_der (soky_token_certificate_get_certificate (held->pdata[0]));
  const SokyLoginRecord record = {
      .address = soky_token_get_address (token),
      .certificate = der,
      .pin_follows = pin_follows,
  };
  GByteArray *message = soky_message_new (SOKY_MESSAGE_CHANGE_PIN);
  soky_login_record_put (message, &record);
  return message;
}

gboolean
soky_token_host_change_pin (SokyTokenHost *self, SokyToken *token, SokySecret *old_pin,
                            SokySecret *new_pin, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_HOST (self) && SOKY_IS_TOKEN (token), FALSE);
  g_return_val_if_fail ((old_pin == NULL) == (new_pin == NULL), FALSE);

  g_autoptr (SokyTokenDriver) driver =
      soky_token_host_take_driver (self, soky_token_get_module_path (token));
  const char *name = soky_token_driver_get_name (driver);
  if (!soky_token_check_pin_line (driver, old_pin, error) ||
      !soky_token_check_pin_line (driver, new_pin, error))
    return FALSE;

  g_auto (SokyTokenReply) reply = {0};
  SokyLoginResult result = {0};
  const SokyTokenRequest request = {
      .message = new_message (token, old_pin != NULL),
      .pin = old_pin,
      .new_pin = new_pin,
      .patience = old_pin ? SOKY_TOKEN_LONG : SOKY_TOKEN_HUMAN,
  };
  if (!soky_token_driver_call (driver, &request, &reply, cancellable, error))
    return FALSE;
  soky_login_result_get (&reply.reader, &result);
  if (!soky_message_reader_ended (&reply.reader)) {
    soky_token_error_set (error, SOKY_TOKEN_ERROR_DRIVER_DIED, name, NULL);
    return FALSE;
  }
  if (result.flags != 0)
    soky_token_set_flags (token, result.flags);
  if (reply.rv != CKR_OK)
    soky_token_error_set_login (error, reply.rv, soky_token_get_pin_state (token), name);
  return reply.rv == CKR_OK;
}
