/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/names.h"
#include "book/rules.h"
#include "wire/nodes.h"

static JsonObject *
make_certificate (const SokyCertificateInfo *certificate)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "fingerprint", certificate->fingerprint);
  soky_json_set_text (object, "holder", certificate->holder);
  json_object_set_boolean_member (object, "organisation", certificate->organisation);
  return object;
}

static JsonObject *
make_stand_in (const SokyStandIn *stand_in)
{
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", stand_in->delegation_id);
  soky_json_set_text (object, "kind", soky_delegation_to_string (stand_in->kind));
  soky_json_set_text (object, "office_title", stand_in->office);
  soky_json_set_text (object, "head_title", stand_in->head);
  soky_json_set_text (object, "person_id", stand_in->person_id);
  soky_json_set_text (object, "person_name", stand_in->person_name);
  soky_json_set_text (object, "title", stand_in->title);
  return object;
}

static SokyStandIn *
read_stand_in (SokyJson *outer)
{
  JsonNode *node = soky_json_object (outer, "delegation");

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyStandIn) self = g_new0 (SokyStandIn, 1);
  self->delegation_id = soky_json_id (&json, "id");
  soky_json_word (&json, "kind", soky_delegation_from_string, &self->kind);
  self->office = soky_json_text (&json, "office_title", SOKY_JSON_MAX_NAME_TEXT);
  self->head = soky_json_text_or_null (&json, "head_title", SOKY_JSON_MAX_NAME_TEXT);
  self->person_id = soky_json_id (&json, "person_id");
  self->person_name = soky_json_text (&json, "person_name", SOKY_JSON_MAX_NAME_TEXT);
  self->title = soky_json_text (&json, "title", SOKY_JSON_MAX_NAME_TEXT);
  return soky_json_finish (&json, outer->error == NULL ? &outer->error : NULL)
             ? g_steal_pointer (&self)
             : NULL;
}

/* Whoever signed with it is whom it is enrolled for. */
static SokyCertificateInfo *
read_certificate (SokyJson *outer, const char *person_id)
{
  JsonNode *node = soky_json_object (outer, "certificate");

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autofree char *fingerprint = soky_json_sha256 (&json, "fingerprint");
  g_autofree char *holder = soky_json_text (&json, "holder", SOKY_JSON_MAX_NAME_TEXT);
  gboolean organisation = soky_json_flag (&json, "organisation", FALSE);
  if (!soky_json_finish (&json, outer->error == NULL ? &outer->error : NULL))
    return NULL;
  return soky_certificate_info_new (fingerprint, holder, person_id, organisation);
}

JsonObject *
soky_node_for_step (gconstpointer item)
{
  const SokyStep *step = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "order", step->order);
  soky_json_set_text (object, "person_id", step->person_id);
  soky_json_set_text (object, "person_name", step->person_name);
  soky_json_set_text (object, "role", soky_role_to_string (step->role));
  soky_json_set_text (object, "title", step->title);
  soky_json_set_text (object, "kind", soky_step_kind_to_string (step->kind));
  json_object_set_boolean_member (object, "require_cert", step->require_cert);
  soky_json_set_text (object, "outcome", soky_outcome_to_string (step->outcome));
  soky_json_set_moment (object, "decided_at", step->decided_us);
  soky_json_set_moment (object, "consented_at", step->consented_us);
  soky_json_set_text (object, "reason", step->reason);
  if (step->stand_in != NULL)
    json_object_set_object_member (object, "delegation", make_stand_in (step->stand_in));
  if (step->certificate != NULL)
    json_object_set_object_member (object, "certificate", make_certificate (step->certificate));
  if (step->numbering.number > 0) {
    json_object_set_int_member (object, "number", step->numbering.number);
    soky_json_set_text (object, "number_date", step->numbering.date);
  }
  if (step->revision >= 0)
    json_object_set_int_member (object, "revision", step->revision);
  return object;
}

static void
read_numbering (SokyJson *json, SokyNumbering *numbering)
{
  g_autofree char *date = soky_json_text_or_null (json, "number_date", sizeof numbering->date - 1);

  numbering->number = (guint) soky_json_integer (json, "number", 0, SOKY_NUMBERING_MAX);
  g_strlcpy (numbering->date, date != NULL ? date : "", sizeof numbering->date);
  if (!soky_numbering_is_valid (numbering))
    soky_json_reject (json, "number_date");
}

gpointer
soky_node_to_step (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  guint order = (guint) soky_json_integer (&json, "order", 1, SOKY_BOOK_MAX_ORDER);
  g_autofree char *person_id = soky_json_id (&json, "person_id");
  g_autofree char *person_name = soky_json_text (&json, "person_name", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *title = soky_json_text (&json, "title", SOKY_JSON_MAX_NAME_TEXT);
  gboolean require_cert = soky_json_flag (&json, "require_cert", TRUE);
  g_autoptr (SokyStep) step =
      soky_step_new (order, person_id, SOKY_ROLE_NONE, SOKY_STEP_PERSON, require_cert);

  soky_names_assign (&step->person_name, person_name);
  soky_names_assign (&step->title, title);
  soky_json_word (&json, "role", soky_role_from_string, &step->role);
  soky_json_word (&json, "kind", soky_step_kind_from_string, &step->kind);
  soky_json_word (&json, "outcome", soky_outcome_from_string, &step->outcome);
  step->decided_us = soky_json_moment (&json, "decided_at");
  step->consented_us = soky_json_moment (&json, "consented_at");
  step->reason = soky_json_text_or_null (&json, "reason", SOKY_BOOK_MAX_REASON);
  step->stand_in = read_stand_in (&json);
  step->certificate = read_certificate (&json, soky_step_get_decider (step));
  step->revision = (int) soky_json_integer (&json, "revision", -1, SOKY_JSON_MAX_COUNT);
  read_numbering (&json, &step->numbering);
  return soky_json_finish (&json, error) ? g_steal_pointer (&step) : NULL;
}

JsonObject *
soky_node_for_round (gconstpointer item)
{
  const SokyRound *round = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", round->number);
  soky_json_set_moment (object, "submitted_at", round->submitted_us);
  soky_json_set_moment (object, "ended_at", round->ended_us);
  soky_json_set_text (object, "end", soky_round_end_to_string (round->end));
  soky_json_set_text (object, "note", round->note);
  soky_json_set_text (object, "reason", round->reason);
  soky_json_set_array (object, "steps", round->steps, soky_node_for_step);
  return object;
}

gpointer
soky_node_to_round (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  guint number = (guint) soky_json_integer (&json, "number", 1, SOKY_JSON_MAX_COUNT);
  g_autoptr (SokyRound) round = soky_round_new (number, soky_json_moment (&json, "submitted_at"));

  round->ended_us = soky_json_moment (&json, "ended_at");
  soky_json_word (&json, "end", soky_round_end_from_string, &round->end);
  round->note = soky_json_text_or_null (&json, "note", SOKY_BOOK_MAX_NOTE);
  round->reason = soky_json_text_or_null (&json, "reason", SOKY_BOOK_MAX_REASON);
  soky_json_array (&json, "steps", SOKY_BOOK_MAX_STEPS, soky_node_to_step, round->steps);
  return soky_json_finish (&json, error) ? g_steal_pointer (&round) : NULL;
}
