/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/answers.h"

#include "base/hex.h"
#include "crypto/digest.h"
#include "server/store/journal.h"
#include "wire/error.h"

#include <string.h>

#define MAX_KEY 128

static void
add_text (SokyDigest *digest, const char *text)
{
  /* with its end, so that no two requests have the same bytes */
  soky_digest_update (digest, text ? text : "", text ? strlen (text) + 1 : 1);
}

/* Everything that makes a request what it is. */
static char *
hash_request (const SokyCall *call)
{
  static const char *const headers[] = {"if-match", "soky-base", "soky-auto-publish",
                                        "soky-password-seed"};
  g_autoptr (SokyDigest) digest = soky_digest_new (SOKY_HASH_SHA256);

  add_text (digest, call->method);
  add_text (digest, call->path);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    add_text (digest, soky_call_get_header (call, headers[i]));
  add_text (digest, call->upload ? soky_upload_get_sha256 (call->upload) : NULL);
  soky_digest_update (digest, g_bytes_get_data (call->body, NULL), g_bytes_get_size (call->body));
  g_autoptr (GBytes) hash = soky_digest_finish (digest);
  return soky_hex_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
}

static const char *
get_key (const SokyCall *call, GError **error)
{
  const char *key = soky_call_get_header (call, "idempotency-key");

  if (key == NULL || *key == '\0') {
    soky_wire_refuse (SOKY_WIRE_ERROR_PRECONDITION_REQUIRED, error);
    return NULL;
  }
  if (strlen (key) > MAX_KEY || !g_str_is_ascii (key)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
    return NULL;
  }
  return key;
}

static void
restore (SokyReply *reply, SokyAnswer *answer)
{
  reply->status = answer->status;
  if (*answer->body != '\0')
    soky_reply_set_json (reply, answer->status, g_steal_pointer (&answer->body));
  reply->etag = g_steal_pointer (&answer->etag);
  reply->location = g_steal_pointer (&answer->location);
}

gboolean
soky_answers_replay (SokyTransaction *tx, const SokyCall *call, SokyReply *reply,
                     gboolean *replayed, GError **error)
{
  const char *key = get_key (call, error);
  g_autoptr (GError) problem = NULL;

  *replayed = FALSE;
  if (key == NULL)
    return FALSE;
  g_autoptr (SokyAnswer) answer = soky_store_get_answer (tx, call->person->id, key, &problem);
  if (g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (answer == NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  g_autofree char *request = hash_request (call);
  if (!g_str_equal (request, answer->request))
    return soky_wire_refuse (SOKY_WIRE_ERROR_KEY_REUSED, error);
  restore (reply, answer);
  *replayed = TRUE;
  return TRUE;
}

gboolean
soky_answers_knows (SokyTransaction *tx, const SokyCall *call)
{
  const char *key = get_key (call, NULL);
  g_autoptr (SokyAnswer) answer =
      key ? soky_store_get_answer (tx, call->person->id, key, NULL) : NULL;
  return answer != NULL;
}

gboolean
soky_answers_keep (SokyTransaction *tx, const SokyCall *call, const SokyReply *reply,
                   GError **error)
{
  const char *key = get_key (call, error);
  g_autoptr (SokyAnswer) answer = g_new0 (SokyAnswer, 1);

  if (key == NULL)
    return FALSE;
  answer->request = hash_request (call);
  answer->status = reply->status;
  answer->etag = g_strdup (reply->etag);
  answer->location = g_strdup (reply->location);
  answer->body =
      reply->body ? g_strndup (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body))
                  : g_strdup ("");
  answer->at_us = call->now_us;
  return soky_store_purge_answers (tx, call->now_us - SOKY_ANSWERS_KEPT_US, error) &&
         soky_store_add_answer (tx, call->person->id, key, answer, error);
}
