/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/sessions.h"

#include "base/hex.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "wire/error.h"

#include <string.h>

#define TOKEN_BYTES 32
#define ID_BYTES 8
#define HOUR_US ((gint64) 3600 * G_USEC_PER_SEC)

static char *
hash_token (const char *token)
{
  g_autoptr (GBytes) hash = soky_digest_bytes (SOKY_HASH_SHA256, token, strlen (token));
  return soky_hex_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
}

SokySessionRecord *
soky_sessions_start (SokyTransaction *tx, const SokyOrigin *origin, guint hours, SokySecret **token,
                     GError **error)
{
  g_autofree char *text = soky_random_base64url (TOKEN_BYTES);
  g_autoptr (SokySessionRecord) session = g_new0 (SokySessionRecord, 1);

  session->token_hash = hash_token (text);
  session->id = soky_random_hex (ID_BYTES);
  session->person_id = g_strdup (origin->person->id);
  session->address = g_strdup (origin->address);
  session->created_us = origin->now_us;
  session->used_us = origin->now_us;
  session->expires_us = origin->now_us + hours * HOUR_US;
  *token = soky_secret_new (text, -1);
  soky_wipe (text, strlen (text));

  if (!soky_store_purge_sessions (tx, origin->now_us, error) ||
      !soky_store_add_session (tx, session, error) ||
      !soky_audit_add (tx, origin, "signed-in", session->id, NULL, error)) {
    g_clear_pointer (token, soky_secret_unref);
    return NULL;
  }
  return g_steal_pointer (&session);
}

SokySessionRecord *
soky_sessions_find (SokyTransaction *tx, const char *token, gint64 now_us, GError **error)
{
  g_autofree char *hash = hash_token (token ? token : "");
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokySessionRecord) session = soky_store_get_session (tx, hash, &problem);

  if (session != NULL && session->expires_us > now_us)
    return g_steal_pointer (&session);
  if (session != NULL || g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    soky_wire_refuse (SOKY_WIRE_ERROR_UNAUTHENTICATED, error);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

gboolean
soky_session_needs_touch (const SokySessionRecord *session, gint64 now_us)
{
  return now_us - session->used_us >= SOKY_SESSION_TOUCH_US;
}

gboolean
soky_sessions_touch (SokyTransaction *tx, SokySessionRecord *session, guint hours, gint64 now_us,
                     GError **error)
{
  session->used_us = now_us;
  session->expires_us = now_us + hours * HOUR_US;
  return soky_store_touch_session (tx, session, error);
}
