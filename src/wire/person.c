/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/person.h"

#include "book/names.h"
#include "wire/nodes.h"

#define MAX_POSITIONS 100
#define MAX_PEOPLE 1000
#define MAX_CURSOR 500

/* Empty texts need not travel. */
static void
set_filled (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    soky_json_set_text (object, name, text);
}

static char *
get_filled (SokyJson *json, const char *name)
{
  char *text = soky_json_text_or_null (json, name, SOKY_JSON_MAX_NAME_TEXT);

  return text != NULL ? text : g_strdup ("");
}

static char *
get_id_or_empty (SokyJson *json, const char *name)
{
  char *id = soky_json_id_or_null (json, name);

  return id != NULL ? id : g_strdup ("");
}

static JsonObject *
make_position (gconstpointer item)
{
  const SokyPosition *position = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "role", soky_role_to_string (position->role));
  set_filled (object, "unit_id", position->unit_id);
  set_filled (object, "title", position->title);
  soky_json_set_text (object, "class", position->class_name);
  soky_json_set_text (object, "subject", position->subject);
  return object;
}

static void
add_position (SokyPerson *person, JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  SokyRole role = SOKY_ROLE_NONE;
  g_autofree char *unit_id = get_id_or_empty (&json, "unit_id");
  g_autofree char *title = get_filled (&json, "title");

  soky_json_word (&json, "role", soky_role_from_string, &role);
  SokyPosition *position = soky_person_add_position (person, role, unit_id, title);
  position->class_name = soky_json_text_or_null (&json, "class", SOKY_JSON_MAX_NAME_TEXT);
  position->subject = soky_json_text_or_null (&json, "subject", SOKY_JSON_MAX_NAME_TEXT);
  soky_json_finish (&json, error);
}

void
soky_node_get_positions (SokyJson *json, SokyPerson *person)
{
  g_autoptr (GPtrArray) nodes = soky_json_nodes (json, "positions", MAX_POSITIONS);

  for (guint i = 0; i < nodes->len && json->error == NULL; i++)
    add_position (person, g_ptr_array_index (nodes, i), &json->error);
}

JsonObject *
soky_node_for_person (gconstpointer item)
{
  const SokyPerson *person = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "id", person->id);
  set_filled (object, "login", person->login);
  soky_json_set_text (object, "name", person->name);
  set_filled (object, "unit_id", person->unit_id);
  set_filled (object, "unit_name", person->unit_name);
  set_filled (object, "school_id", person->school_id);
  set_filled (object, "school_name", person->school_name);
  json_object_set_boolean_member (object, "active", person->active);
  soky_json_set_array (object, "positions", person->positions, make_position);
  soky_json_set_version (object, person->version);
  return object;
}

gpointer
soky_node_to_person (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  g_autofree char *id = soky_json_id (&json, "id");
  g_autofree char *login = get_filled (&json, "login");
  g_autofree char *name = soky_json_text (&json, "name", SOKY_JSON_MAX_NAME_TEXT);
  g_autofree char *unit_id = get_id_or_empty (&json, "unit_id");
  g_autofree char *unit_name = get_filled (&json, "unit_name");
  g_autofree char *school_id = get_id_or_empty (&json, "school_id");
  g_autofree char *school_name = get_filled (&json, "school_name");
  g_autoptr (SokyPerson) person = soky_person_new (id, login, name);

  soky_person_set_unit (person, unit_id, unit_name);
  soky_person_set_school (person, school_id, school_name);
  person->active = soky_json_flag (&json, "active", TRUE);
  person->version = soky_json_version (&json);
  soky_node_get_positions (&json, person);
  return soky_json_finish (&json, error) ? g_steal_pointer (&person) : NULL;
}

char *
soky_wire_person_to_json (const SokyPerson *person)
{
  return soky_json_print (soky_node_for_person (person));
}

SokyPerson *
soky_wire_person_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  return node != NULL ? soky_node_to_person (node, error) : NULL;
}

SokyPeoplePage *
soky_people_page_new (void)
{
  SokyPeoplePage *self = g_new0 (SokyPeoplePage, 1);

  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  return self;
}

void
soky_people_page_free (SokyPeoplePage *self)
{
  g_ptr_array_unref (self->people);
  g_free (self->next_cursor);
  g_free (self);
}

char *
soky_people_page_to_json (const SokyPeoplePage *self)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "people", self->people, soky_node_for_person);
  soky_json_set_text (object, "next_cursor", self->next_cursor);
  return soky_json_print (object);
}

SokyPeoplePage *
soky_people_page_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (SokyPeoplePage) self = soky_people_page_new ();
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "people", MAX_PEOPLE, soky_node_to_person, self->people);
  self->next_cursor = soky_json_text_or_null (&json, "next_cursor", MAX_CURSOR);
  return soky_json_finish (&json, error) ? g_steal_pointer (&self) : NULL;
}
