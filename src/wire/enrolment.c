/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/enrolment.h"

#include "book/rules.h"
#include "wire/nodes.h"

#define MAX_ENROLMENTS 5000

static const char *const states[] = {"enrolled", "waiting", "revoked", NULL};

SokyEnrolment *
soky_enrolment_new (const char *fingerprint, const char *holder, gboolean organisation,
                    const char *state)
{
  SokyEnrolment *self = g_new0 (SokyEnrolment, 1);

  self->fingerprint = g_strdup (fingerprint);
  self->holder = g_strdup (holder);
  self->organisation = organisation;
  self->state = g_strdup (state);
  return self;
}

void
soky_enrolment_free (SokyEnrolment *self)
{
  if (self == NULL)
    return;
  g_free (self->fingerprint);
  g_free (self->holder);
  g_free (self->state);
  g_free (self->id);
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->issuer);
  g_free (self->holder_organisation);
  g_free (self->withdrawn_by);
  g_free (self->reason);
  g_free (self);
}

JsonObject *
soky_node_for_enrolment (gconstpointer item)
{
  const SokyEnrolment *self = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "fingerprint", self->fingerprint);
  soky_json_set_text (object, "holder", self->holder);
  json_object_set_boolean_member (object, "organisation", self->organisation);
  soky_json_set_text (object, "state", self->state);
  soky_json_set_text (object, "id", self->id);
  soky_json_set_text (object, "person_id", self->person_id);
  soky_json_set_text (object, "person_name", self->person_name);
  soky_json_set_text (object, "issuer", self->issuer);
  soky_json_set_text (object, "holder_organisation", self->holder_organisation);
  soky_json_set_moment (object, "asked", self->asked_us);
  soky_json_set_moment (object, "expires", self->expires_us);
  soky_json_set_moment (object, "withdrawn", self->withdrawn_us);
  soky_json_set_text (object, "withdrawn_by", self->withdrawn_by);
  soky_json_set_text (object, "reason", self->reason);
  return object;
}

gpointer
soky_node_to_enrolment (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *fingerprint = soky_json_sha256 (&json, "fingerprint");
  g_autofree char *holder = soky_json_text (&json, "holder", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *state = soky_json_text (&json, "state", SOKY_JSON_MAX_NAME_TEXT);
  gboolean organisation = soky_json_flag (&json, "organisation", FALSE);
  g_autoptr (SokyEnrolment) self = soky_enrolment_new (fingerprint, holder, organisation, state);

  self->id = soky_json_id_or_null (&json, "id");
  self->person_id = soky_json_id_or_null (&json, "person_id");
  self->person_name = soky_json_text_or_null (&json, "person_name", SOKY_JSON_MAX_NAME_TEXT);
  self->issuer = soky_json_text_or_null (&json, "issuer", SOKY_JSON_MAX_NAME_TEXT);
  self->holder_organisation =
      soky_json_text_or_null (&json, "holder_organisation", SOKY_JSON_MAX_NAME_TEXT);
  self->asked_us = soky_json_moment (&json, "asked");
  self->expires_us = soky_json_moment (&json, "expires");
  self->withdrawn_us = soky_json_moment (&json, "withdrawn");
  self->withdrawn_by = soky_json_text_or_null (&json, "withdrawn_by", SOKY_JSON_MAX_NAME_TEXT);
  self->reason = soky_json_text_or_null (&json, "reason", SOKY_BOOK_MAX_REASON);
  if (!g_strv_contains (states, state))
    soky_json_reject (&json, "state");
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

char *
soky_enrolment_to_json (const SokyEnrolment *self)
{
  return soky_json_print (soky_node_for_enrolment (self));
}

SokyEnrolment *
soky_enrolment_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  return node ? soky_node_to_enrolment (node, error) : NULL;
}

char *
soky_enrolments_to_json (GPtrArray *list)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "items", list, soky_node_for_enrolment);
  return soky_json_print (object);
}

GPtrArray *
soky_enrolments_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_enrolment_free);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "items", MAX_ENROLMENTS, soky_node_to_enrolment, list);
  return soky_json_finish (&json, error) ? g_steal_pointer (&list) : NULL;
}

char *
soky_withdrawal_to_json (const char *reason)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "reason", reason);
  return soky_json_print (object);
}

gboolean
soky_withdrawal_from_json (const char *text, gssize length, char **reason, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return FALSE;
  SokyJson json = soky_json_read (node);
  g_autofree char *said = soky_json_text_or_null (&json, "reason", SOKY_BOOK_MAX_REASON);
  if (!soky_json_finish (&json, error))
    return FALSE;
  *reason = said != NULL && *g_strstrip (said) != '\0' ? g_steal_pointer (&said) : NULL;
  return TRUE;
}
