/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/account.h"

#include "book/names.h"
#include "wire/nodes.h"

#define MAX_SESSIONS 10000
#define MAX_MARK 200
#define MAX_LOGIN 100

SokyAccount *
soky_account_new (SokyPerson *person)
{
  SokyAccount *self = g_new0 (SokyAccount, 1);

  self->person = person != NULL ? soky_person_ref (person) : NULL;
  self->email = g_strdup ("");
  self->id_number = g_strdup ("");
  return self;
}

void
soky_account_free (SokyAccount *self)
{
  g_clear_pointer (&self->person, soky_person_unref);
  g_free (self->email);
  g_free (self->id_number);
  g_free (self);
}

static void
set_marks (JsonObject *object, const SokyAccount *self)
{
  soky_json_set_text (object, "email", self->email);
  soky_json_set_text (object, "id_number", self->id_number);
  json_object_set_boolean_member (object, "second_proof", self->second_proof);
}

/* A member that is missing leaves what is there. */
static void
get_text (SokyJson *json, const char *name, glong longest, char **place)
{
  g_autofree char *text = soky_json_text_or_null (json, name, longest);

  if (text != NULL)
    soky_names_assign (place, g_strstrip (text));
}

static void
get_marks (SokyJson *json, SokyAccount *self)
{
  get_text (json, "email", MAX_MARK, &self->email);
  get_text (json, "id_number", MAX_MARK, &self->id_number);
  self->second_proof = soky_json_flag (json, "second_proof", self->second_proof);
}

char *
soky_account_to_json (const SokyAccount *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "person", soky_node_for_person (self->person));
  set_marks (object, self);
  json_object_set_boolean_member (object, "must_change_password", self->must_change);
  json_object_set_boolean_member (object, "has_password", self->has_password);
  return soky_json_print (object);
}

SokyAccount *
soky_account_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyAccount) self = soky_account_new (NULL);
  SokyJson json = soky_json_read (node);
  get_marks (&json, self);
  self->must_change = soky_json_flag (&json, "must_change_password", FALSE);
  self->has_password = soky_json_flag (&json, "has_password", TRUE);
  JsonNode *person = soky_json_object (&json, "person");
  if (!soky_json_finish (&json, error))
    return NULL;
  self->person = soky_node_to_person (person, error);
  return self->person != NULL ? g_steal_pointer (&self) : NULL;
}

char *
soky_account_change_to_json (const SokyAccount *self, gboolean is_new)
{
  JsonObject *object = soky_node_for_person (self->person);

  json_object_remove_member (object, "id");
  json_object_remove_member (object, "unit_name");
  json_object_remove_member (object, "school_id");
  json_object_remove_member (object, "school_name");
  json_object_remove_member (object, "version");
  if (!is_new)
    json_object_remove_member (object, "login");
  set_marks (object, self);
  return soky_json_print (object);
}

/* As it is typed: without blanks around it, in lower case. */
static gboolean
is_login (const char *login)
{
  glong length = g_utf8_strlen (login, -1);

  for (const char *p = login; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_isupper (c))
      return FALSE;
  }
  return length >= 1 && length <= MAX_LOGIN;
}

static void
get_positions (SokyJson *json, SokyPerson *person)
{
  if (!soky_json_has (json, "positions"))
    return;
  g_ptr_array_set_size (person->positions, 0);
  soky_node_get_positions (json, person);
}

SokyAccount *
soky_account_change_from_json (const char *text, gssize length, const SokyAccount *present,
                               gboolean is_new, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  g_autoptr (SokyPerson) person = soky_person_copy (present->person);
  g_autofree char *unit_id = soky_json_id_or_null (&json, "unit_id");
  g_autoptr (SokyAccount) self = soky_account_new (person);
  soky_names_assign (&self->email, present->email);
  soky_names_assign (&self->id_number, present->id_number);
  self->second_proof = present->second_proof;
  get_text (&json, "name", SOKY_JSON_MAX_NAME_TEXT, &person->name);
  if (is_new) {
    get_text (&json, "login", MAX_LOGIN, &person->login);
    if (!is_login (person->login))
      soky_json_reject (&json, "login");
  }
  if (unit_id != NULL)
    soky_person_set_unit (person, unit_id, "");
  person->active = soky_json_flag (&json, "active", person->active);
  get_positions (&json, person);
  get_marks (&json, self);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}

void
soky_session_item_free (SokySessionItem *self)
{
  g_free (self->id);
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->address);
  g_free (self);
}

static JsonObject *
make_session (gconstpointer data)
{
  const SokySessionItem *item = data;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", item->id);
  soky_json_set_text (object, "person_id", item->person_id);
  soky_json_set_text (object, "person_name", item->person_name);
  soky_json_set_text (object, "address", item->address);
  soky_json_set_moment (object, "created", item->created_us);
  soky_json_set_moment (object, "used", item->used_us);
  soky_json_set_moment (object, "expires", item->expires_us);
  json_object_set_boolean_member (object, "current", item->current);
  return object;
}

static gpointer
read_session (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autoptr (SokySessionItem) item = g_new0 (SokySessionItem, 1);

  item->id = soky_json_id (&json, "id");
  item->person_id = soky_json_id (&json, "person_id");
  item->person_name = soky_json_text (&json, "person_name", SOKY_JSON_MAX_NAME_TEXT);
  item->address = soky_json_text (&json, "address", SOKY_JSON_MAX_NAME_TEXT);
  item->created_us = soky_json_moment (&json, "created");
  item->used_us = soky_json_moment (&json, "used");
  item->expires_us = soky_json_moment (&json, "expires");
  item->current = soky_json_flag (&json, "current", FALSE);
  return soky_json_finish (&json, error) ? g_steal_pointer (&item) : NULL;
}

char *
soky_session_items_to_json (GPtrArray *items)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "items", items, make_session);
  return soky_json_print (object);
}

GPtrArray *
soky_session_items_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_session_item_free);
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "items", MAX_SESSIONS, read_session, items);
  return soky_json_finish (&json, error) ? g_steal_pointer (&items) : NULL;
}
