/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/delegation.h"

#include "book/delegation-rules.h"
#include "book/names.h"
#include "wire/nodes.h"

#define MAX_DELEGATIONS 5000
#define MAX_DATE 10

static void
set_day (JsonObject *object, const char *name, const GDate *date)
{
  g_autofree char *text = g_date_valid (date) ? soky_date_format (date) : NULL;
  soky_json_set_text (object, name, text);
}

/* A missing day leaves @date as it is. */
static void
get_day (SokyJson *json, const char *name, GDate *date)
{
  g_autofree char *text = soky_json_text_or_null (json, name, MAX_DATE);

  if (text != NULL && !soky_date_parse (text, date))
    soky_json_reject (json, name);
}

static void
set_types (JsonObject *object, GPtrArray *type_ids)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < type_ids->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (type_ids, i));
  json_object_set_array_member (object, "type_ids", array);
}

static void
get_types (SokyJson *json, GPtrArray *type_ids)
{
  /* one more than the rules allow, so that they refuse it in their words */
  g_auto (GStrv) texts =
      soky_json_texts (json, "type_ids", SOKY_DELEGATION_MAX_TYPES + 1, SOKY_JSON_MAX_NAME_TEXT);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (type_ids, g_strdup (texts[i]));
}

static void
get_kind (SokyJson *json, SokyDelegationRecord *record)
{
  soky_json_word (json, "kind", soky_delegation_from_string, &record->kind);
  if (record->kind == SOKY_DELEGATION_NONE)
    soky_json_reject (json, "kind");
}

/* Takes @text. */
static void
put (char **place, char *text)
{
  g_free (*place);
  *place = text;
}

static char *
get_text (SokyJson *json, const char *name)
{
  return soky_json_text (json, name, SOKY_JSON_MAX_NAME_TEXT);
}

/* What both messages say. */
static void
get_terms (SokyJson *json, SokyDelegationRecord *record)
{
  get_kind (json, record);
  put (&record->giver_id, soky_json_id_or_null (json, "giver_id"));
  put (&record->receiver_id, soky_json_id (json, "receiver_id"));
  get_day (json, "first_day", &record->first);
  get_day (json, "last_day", &record->last);
  get_types (json, record->type_ids);
  put (&record->note, soky_json_text_or_null (json, "note", SOKY_JSON_MAX_TEXT));
  if (!g_date_valid (&record->first))
    soky_json_reject (json, "first_day");
}

static void
set_terms (JsonObject *object, const SokyDelegationRecord *record)
{
  soky_json_set_text (object, "kind", soky_delegation_to_string (record->kind));
  soky_json_set_text (object, "giver_id", record->giver_id);
  soky_json_set_text (object, "office", soky_role_to_string (record->office));
  soky_json_set_text (object, "receiver_id", record->receiver_id);
  set_day (object, "first_day", &record->first);
  set_day (object, "last_day", &record->last);
  set_types (object, record->type_ids);
  soky_json_set_text (object, "note", record->note);
}

static JsonObject *
make_record (gconstpointer item)
{
  const SokyDelegationRecord *record = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", record->id);
  set_terms (object, record);
  soky_json_set_text (object, "school_id", record->school_id);
  soky_json_set_text (object, "giver_name", record->giver_name);
  soky_json_set_text (object, "office_title", record->office_title);
  soky_json_set_text (object, "head_title", record->head_title);
  soky_json_set_text (object, "receiver_name", record->receiver_name);
  soky_json_set_text (object, "receiver_title", record->receiver_title);
  if (*record->maker_id != '\0')
    soky_json_set_text (object, "maker_id", record->maker_id);
  soky_json_set_text (object, "maker_name", record->maker_name);
  soky_json_set_moment (object, "made_at", record->made_us);
  soky_json_set_moment (object, "revoked_at", record->revoked_us);
  return object;
}

static gpointer
read_record (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *id = soky_json_id (&json, "id");
  g_autoptr (SokyDelegationRecord) record = soky_delegation_record_new (id, SOKY_DELEGATION_NONE);

  get_terms (&json, record);
  soky_json_word (&json, "office", soky_role_from_string, &record->office);
  put (&record->school_id, soky_json_id (&json, "school_id"));
  put (&record->giver_name, get_text (&json, "giver_name"));
  put (&record->office_title, get_text (&json, "office_title"));
  put (&record->head_title, soky_json_text_or_null (&json, "head_title", SOKY_JSON_MAX_NAME_TEXT));
  put (&record->receiver_name, get_text (&json, "receiver_name"));
  put (&record->receiver_title, get_text (&json, "receiver_title"));
  g_autofree char *maker_id = soky_json_id_or_null (&json, "maker_id");
  if (maker_id != NULL)
    soky_names_assign (&record->maker_id, maker_id);
  put (&record->maker_name, get_text (&json, "maker_name"));
  record->made_us = soky_json_moment (&json, "made_at");
  record->revoked_us = soky_json_moment (&json, "revoked_at");
  return soky_json_finish (&json, error) ? g_steal_pointer (&record) : NULL;
}

char *
soky_wire_delegation_to_json (const SokyDelegationRecord *record)
{
  return soky_json_print (make_record (record));
}

SokyDelegationRecord *
soky_wire_delegation_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  return node != NULL ? read_record (node, error) : NULL;
}

char *
soky_wire_delegations_to_json (GPtrArray *list)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "items", list, make_record);
  return soky_json_print (object);
}

GPtrArray *
soky_wire_delegations_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_delegation_record_unref);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "items", MAX_DELEGATIONS, read_record, list);
  return soky_json_finish (&json, error) ? g_steal_pointer (&list) : NULL;
}

char *
soky_wire_delegation_wish_to_json (const SokyDelegationRecord *wish)
{
  JsonObject *object = json_object_new ();

  set_terms (object, wish);
  if (wish->kind != SOKY_DELEGATION_COLLECTIVE)
    return soky_json_print (object);
  soky_json_set_text (object, "body", wish->office_title);
  soky_json_set_text (object, "head_title", wish->head_title);
  soky_json_set_text (object, "receiver_title", wish->receiver_title);
  return soky_json_print (object);
}

SokyDelegationRecord *
soky_wire_delegation_wish_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyDelegationRecord) wish = soky_delegation_record_new ("", SOKY_DELEGATION_NONE);
  get_terms (&json, wish);
  if (soky_json_has (&json, "office"))
    soky_json_word (&json, "office", soky_role_from_string, &wish->office);
  g_autofree char *body = soky_json_text_or_null (&json, "body", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *own = soky_json_text_or_null (&json, "receiver_title", SOKY_JSON_MAX_NAME_TEXT);
  if (body != NULL)
    soky_names_assign (&wish->office_title, body);
  put (&wish->head_title, soky_json_text_or_null (&json, "head_title", SOKY_JSON_MAX_NAME_TEXT));
  if (own != NULL)
    soky_names_assign (&wish->receiver_title, own);
  return soky_json_finish (&json, error) ? g_steal_pointer (&wish) : NULL;
}
