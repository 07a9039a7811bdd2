/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/challenge.h"

#include "wire/headers.h"
#include "wire/nodes.h"

#include <string.h>

#define MAX_HOST 255
#define NONCE_DIGITS 64
#define MAX_CHAIN 6
#define MAX_CERTIFICATE 16384 /* bytes of its DER */
#define MAX_SIGNATURE 2048
#define MAX_WORD 20

static const char *const purposes[] = {
    [SOKY_PURPOSE_ENROL] = "enrol",
    [SOKY_PURPOSE_SIGN_IN] = "sign-in",
};

const char *
soky_purpose_to_string (SokyPurpose purpose)
{
  g_return_val_if_fail ((guint) purpose < G_N_ELEMENTS (purposes), NULL);
  return purposes[purpose];
}

gboolean
soky_purpose_from_string (const char *text, SokyPurpose *purpose)
{
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++) {
    if (g_strcmp0 (purposes[i], text) == 0) {
      *purpose = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
is_hex (const char *text)
{
  return text != NULL && strlen (text) == NONCE_DIGITS &&
         strspn (text, "0123456789abcdef") == NONCE_DIGITS;
}

gboolean
soky_host_is_plain (const char *host)
{
  gsize length = host ? strlen (host) : 0;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (host[i]) && strchr (".-:[]", host[i]) == NULL)
      return FALSE;
  }
  return length > 0 && length <= MAX_HOST;
}

char *
soky_claim_to_text (const SokyClaim *claim)
{
  gboolean nobody = *claim->account == '\0';

  if (!soky_host_is_plain (claim->host) || !is_hex (claim->fingerprint) || !is_hex (claim->nonce) ||
      (!nobody && !soky_wire_is_id (claim->account)))
    return NULL;
  g_autofree char *host = g_ascii_strdown (claim->host, -1);
  return g_strdup_printf ("purpose: %s\nserver: %s\naccount: %s\ncertificate: %s\nnonce: %s\n",
                          soky_purpose_to_string (claim->purpose), host, claim->account,
                          claim->fingerprint, claim->nonce);
}

SokyChallenge *
soky_challenge_new (const char *id, const char *nonce, gint64 expires_us)
{
  SokyChallenge *self = g_new0 (SokyChallenge, 1);

  self->id = g_strdup (id);
  self->nonce = g_strdup (nonce);
  self->expires_us = expires_us;
  return self;
}

void
soky_challenge_free (SokyChallenge *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->nonce);
  g_free (self);
}

char *
soky_challenge_to_json (const SokyChallenge *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", self->id);
  soky_json_set_text (object, "nonce", self->nonce);
  soky_json_set_moment (object, "expires", self->expires_us);
  return soky_json_print (object);
}

SokyChallenge *
soky_challenge_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  if (node == NULL)
    return NULL;

  SokyJson json = soky_json_read (node);
  g_autofree char *id = soky_json_id (&json, "id");
  g_autofree char *nonce = soky_json_sha256 (&json, "nonce");
  gint64 expires_us = soky_json_moment (&json, "expires");
  return soky_json_finish (&json, error) ? soky_challenge_new (id, nonce, expires_us) : NULL;
}

void
soky_challenge_request_free (SokyChallengeRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self);
}

char *
soky_challenge_request_to_json (SokyPurpose purpose, const char *host)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "purpose", soky_purpose_to_string (purpose));
  soky_json_set_text (object, "host", host);
  return soky_json_print (object);
}

SokyChallengeRequest *
soky_challenge_request_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  if (node == NULL)
    return NULL;

  g_autoptr (SokyChallengeRequest) self = g_new0 (SokyChallengeRequest, 1);
  SokyJson json = soky_json_read (node);
  soky_json_word (&json, "purpose", soky_purpose_from_string, &self->purpose);
  self->host = soky_json_text (&json, "host", MAX_HOST);
  if (!soky_host_is_plain (self->host))
    soky_json_reject (&json, "host");
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

SokyProof *
soky_proof_new (const char *challenge, const char *scheme, GBytes *signature, GBytes *certificate)
{
  SokyProof *self = g_new0 (SokyProof, 1);

  self->challenge = g_strdup (challenge);
  self->scheme = g_strdup (scheme);
  self->signature = signature ? g_bytes_ref (signature) : NULL;
  self->certificate = certificate ? g_bytes_ref (certificate) : NULL;
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

void
soky_proof_free (SokyProof *self)
{
  if (self == NULL)
    return;
  g_free (self->challenge);
  g_free (self->scheme);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_ptr_array_unref (self->chain);
  g_free (self);
}

static char *
encode (GBytes *bytes)
{
  gsize length = 0;
  const guchar *data = g_bytes_get_data (bytes, &length);
  return g_base64_encode (data, length);
}

JsonObject *
soky_node_for_proof (gconstpointer proof)
{
  const SokyProof *self = proof;
  JsonObject *object = json_object_new ();
  g_autofree char *signature = encode (self->signature);
  g_autofree char *certificate = encode (self->certificate);
  g_autoptr (GStrvBuilder) chain = g_strv_builder_new ();

  for (guint i = 0; i < self->chain->len && i < MAX_CHAIN; i++) {
    g_autofree char *one = encode (self->chain->pdata[i]);
    g_strv_builder_add (chain, one);
  }
  g_auto (GStrv) others = g_strv_builder_end (chain);
  soky_json_set_text (object, "challenge", self->challenge);
  soky_json_set_text (object, "scheme", self->scheme);
  soky_json_set_text (object, "signature", signature);
  soky_json_set_text (object, "certificate", certificate);
  soky_json_set_texts (object, "chain", others);
  json_object_set_boolean_member (object, "organisation", self->organisation);
  return object;
}

char *
soky_proof_to_json (const SokyProof *self)
{
  return soky_json_print (soky_node_for_proof (self));
}

/* Base64 of 1 to @most bytes, and of nothing else. */
static GBytes *
decode (const char *text, gsize most)
{
  gsize length = 0;
  g_autofree guchar *data = g_base64_decode (text, &length);
  g_autofree char *again = g_base64_encode (data, length);

  if (length == 0 || length > most || !g_str_equal (text, again))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

static GBytes *
read_bytes (SokyJson *json, const char *name, gsize most)
{
  g_autofree char *text = soky_json_text (json, name, (glong) (most * 4 / 3 + 4));
  GBytes *bytes = decode (text, most);

  if (bytes == NULL)
    soky_json_reject (json, name);
  return bytes;
}

static void
read_chain (SokyJson *json, GPtrArray *chain)
{
  g_auto (GStrv) texts = soky_json_texts (json, "chain", MAX_CHAIN, MAX_CERTIFICATE * 4 / 3 + 4);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
    GBytes *one = decode (texts[i], MAX_CERTIFICATE);
    if (one == NULL)
      soky_json_reject (json, "chain");
    else
      g_ptr_array_add (chain, one);
  }
}

gpointer
soky_node_to_proof (JsonNode *node, GError **error)
{
  g_autoptr (SokyProof) self = soky_proof_new (NULL, NULL, NULL, NULL);
  SokyJson json = soky_json_read (node);
  self->challenge = soky_json_id (&json, "challenge");
  self->scheme = soky_json_text (&json, "scheme", MAX_WORD);
  self->signature = read_bytes (&json, "signature", MAX_SIGNATURE);
  self->certificate = read_bytes (&json, "certificate", MAX_CERTIFICATE);
  self->organisation = soky_json_flag (&json, "organisation", FALSE);
  read_chain (&json, self->chain);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

SokyProof *
soky_proof_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  return node != NULL ? soky_node_to_proof (node, error) : NULL;
}
