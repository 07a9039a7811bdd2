/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/session.h"

#include "wire/nodes.h"

#include <string.h>

#define MAX_SECRET 255
#define MAX_CERTIFICATES 100
#define ESCAPED 6 /* bytes that one byte of a text may need: \u001f */

/* Text that is wiped when its bytes go; sized beforehand, so that no copy is left behind. */
typedef struct {
  char *text;
  gsize size;
  gsize used;
} Wiped;

static Wiped *
wiped_new (gsize size)
{
  Wiped *self = g_new0 (Wiped, 1);

  self->text = g_malloc (size);
  self->size = size;
  return self;
}

static void
wiped_free (gpointer data)
{
  Wiped *self = data;

  soky_wipe (self->text, self->size);
  g_free (self->text);
  g_free (self);
}

static void
wiped_add (Wiped *self, const char *text, gsize length)
{
  g_return_if_fail (self->used + length <= self->size);

  memcpy (self->text + self->used, text, length);
  self->used += length;
}

static void
wiped_add_member (Wiped *self, const char *name, const char *value, gsize length)
{
  static const char digits[] = "0123456789abcdef";

  wiped_add (self, "\"", 1);
  wiped_add (self, name, strlen (name));
  wiped_add (self, "\":\"", 3);
  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar) value[i];
    const char control[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 0xf]};
    if (c < 0x20)
      wiped_add (self, control, sizeof control);
    else if (c == '"' || c == '\\')
      wiped_add (self, (const char[]){'\\', (char) c}, 2);
    else
      wiped_add (self, (const char *) &value[i], 1);
  }
  wiped_add (self, "\"", 1);
}

static GBytes *
wiped_to_bytes (Wiped *self)
{
  return g_bytes_new_with_free_func (self->text, self->used, wiped_free, self);
}

/* Takes a secret out of the parsed tree, which is overwritten there. NULL when it is missing. */
static SokySecret *
take_secret (SokyJson *json, const char *name)
{
  if (json->error != NULL || !soky_json_has (json, name))
    return NULL;
  JsonNode *node = json_object_get_member (json->object, name);
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  if (text == NULL || strlen (text) > MAX_SECRET) {
    soky_json_reject (json, name);
    return NULL;
  }
  SokySecret *secret = soky_secret_new (text, -1);
  soky_wipe ((char *) text, strlen (text));
  return secret;
}

SokySessionInfo *
soky_session_info_new (SokyPerson *person, gint64 expires_us)
{
  SokySessionInfo *self = g_new0 (SokySessionInfo, 1);

  self->person = person != NULL ? soky_person_ref (person) : NULL;
  self->expires_us = expires_us;
  self->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_enrolment_free);
  return self;
}

void
soky_session_info_free (SokySessionInfo *self)
{
  g_clear_pointer (&self->token, soky_secret_unref);
  g_clear_pointer (&self->person, soky_person_unref);
  g_ptr_array_unref (self->certificates);
  g_free (self->public_url);
  g_free (self);
}

GBytes *
soky_session_info_to_json (const SokySessionInfo *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_moment (object, "expires", self->expires_us);
  json_object_set_object_member (object, "person", soky_node_for_person (self->person));
  soky_json_set_array (object, "certificates", self->certificates, soky_node_for_enrolment);
  soky_json_set_text (object, "public_url", self->public_url);
  if (self->must_change)
    json_object_set_boolean_member (object, "must_change_password", TRUE);
  g_autofree char *open = soky_json_print (object);
  gsize length = strlen (open);
  gsize secret = self->token != NULL ? soky_secret_get_length (self->token) : 0;
  Wiped *text = wiped_new (length + ESCAPED * secret + sizeof "{\"token\":\"\",");

  /* the token goes in front of what holds no secret */
  wiped_add (text, "{", 1);
  if (self->token != NULL) {
    wiped_add_member (text, "token", soky_secret_peek (self->token), secret);
    wiped_add (text, ",", 1);
  }
  wiped_add (text, open + 1, length - 1);
  return wiped_to_bytes (text);
}

SokySessionInfo *
soky_session_info_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokySessionInfo) self = soky_session_info_new (NULL, 0);
  SokyJson json = soky_json_read (node);
  self->token = take_secret (&json, "token");
  self->expires_us = soky_json_moment (&json, "expires");
  soky_json_array (&json, "certificates", MAX_CERTIFICATES, soky_node_to_enrolment,
                   self->certificates);
  self->public_url = soky_node_get_public_url (&json);
  self->must_change = soky_json_flag (&json, "must_change_password", FALSE);
  JsonNode *person = soky_json_object (&json, "person");
  if (!soky_json_finish (&json, error))
    return NULL;
  self->person = soky_node_to_person (person, error);
  return self->person != NULL ? g_steal_pointer (&self) : NULL;
}

static void
wiped_add_secret (Wiped *self, const char *name, const SokySecret *secret)
{
  wiped_add_member (self, name, soky_secret_peek (secret), soky_secret_get_length (secret));
}

GBytes *
soky_login_to_json (const char *login, const SokySecret *password, const SokyProof *proof)
{
  g_autofree char *proven = proof != NULL ? soky_proof_to_json (proof) : NULL;
  gsize size = ESCAPED * (strlen (login) + soky_secret_get_length (password)) +
               (proven != NULL ? strlen (proven) : 0);
  Wiped *text = wiped_new (size + sizeof "{\"login\":\"\",\"password\":\"\",\"proof\":}");

  wiped_add (text, "{", 1);
  wiped_add_member (text, "login", login, strlen (login));
  wiped_add (text, ",", 1);
  wiped_add_secret (text, "password", password);
  if (proven != NULL) {
    wiped_add (text, ",\"proof\":", strlen (",\"proof\":"));
    wiped_add (text, proven, strlen (proven));
  }
  wiped_add (text, "}", 1);
  return wiped_to_bytes (text);
}

/* NULL, and the reading is wrong, when it is missing. */
static SokySecret *
need_secret (SokyJson *json, const char *name)
{
  SokySecret *secret = take_secret (json, name);

  if (secret == NULL)
    soky_json_reject (json, name);
  return secret;
}

gboolean
soky_login_from_json (const char *text, gssize length, char **login, SokySecret **password,
                      SokyProof **proof, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return FALSE;
  SokyJson json = soky_json_read (node);
  g_autoptr (SokySecret) secret = need_secret (&json, "password");
  g_autofree char *name = soky_json_text (&json, "login", SOKY_JSON_MAX_NAME_TEXT);
  JsonNode *inner = soky_json_object (&json, "proof");
  if (!soky_json_finish (&json, error))
    return FALSE;
  g_autoptr (SokyProof) read = inner != NULL ? soky_node_to_proof (inner, error) : NULL;
  if (inner != NULL && read == NULL)
    return FALSE;
  *login = g_steal_pointer (&name);
  *password = g_steal_pointer (&secret);
  *proof = g_steal_pointer (&read);
  return TRUE;
}

GBytes *
soky_password_change_to_json (const SokySecret *old, const SokySecret *fresh)
{
  gsize size = ESCAPED * (soky_secret_get_length (old) + soky_secret_get_length (fresh));
  Wiped *text = wiped_new (size + sizeof "{\"old\":\"\",\"new\":\"\"}");

  wiped_add (text, "{", 1);
  wiped_add_secret (text, "old", old);
  wiped_add (text, ",", 1);
  wiped_add_secret (text, "new", fresh);
  wiped_add (text, "}", 1);
  return wiped_to_bytes (text);
}

gboolean
soky_password_change_from_json (const char *text, gssize length, SokySecret **old,
                                SokySecret **fresh, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return FALSE;
  SokyJson json = soky_json_read (node);
  g_autoptr (SokySecret) before = need_secret (&json, "old");
  g_autoptr (SokySecret) after = need_secret (&json, "new");
  if (!soky_json_finish (&json, error))
    return FALSE;
  *old = g_steal_pointer (&before);
  *fresh = g_steal_pointer (&after);
  return TRUE;
}

GBytes *
soky_one_time_to_json (const SokySecret *password)
{
  Wiped *text =
      wiped_new (ESCAPED * soky_secret_get_length (password) + sizeof "{\"password\":\"\"}");

  wiped_add (text, "{", 1);
  wiped_add_secret (text, "password", password);
  wiped_add (text, "}", 1);
  return wiped_to_bytes (text);
}

SokySecret *
soky_one_time_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autoptr (SokySecret) password = need_secret (&json, "password");
  return soky_json_finish (&json, error) ? g_steal_pointer (&password) : NULL;
}
