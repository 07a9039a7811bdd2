/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/unit.h"

#include "book/names.h"
#include "wire/nodes.h"

#define MAX_UNITS 20000

char *
soky_units_to_json (GPtrArray *units)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "units", units, soky_node_for_unit);
  return soky_json_print (object);
}

GPtrArray *
soky_units_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_unit_unref);
  SokyJson json = soky_json_read (node);
  soky_json_array (&json, "units", MAX_UNITS, soky_node_to_unit, units);
  return soky_json_finish (&json, error) ? g_steal_pointer (&units) : NULL;
}

char *
soky_wire_unit_to_json (const SokyUnit *unit)
{
  return soky_json_print (soky_node_for_unit (unit));
}

SokyUnit *
soky_wire_unit_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  return node != NULL ? soky_node_to_unit (node, error) : NULL;
}

char *
soky_unit_change_to_json (const SokyUnit *unit, gboolean is_new)
{
  JsonObject *object = json_object_new ();

  if (is_new)
    soky_json_set_text (object, "level", soky_unit_level_to_string (unit->level));
  soky_json_set_text (object, "parent_id", unit->parent_id);
  soky_json_set_text (object, "label", unit->label);
  soky_json_set_text (object, "name", unit->name);
  json_object_set_boolean_member (object, "closed", unit->closed);
  return soky_json_print (object);
}

/* A text that may be missing only where there is one already. */
static char *
get_text (SokyJson *json, const char *name, const char *present)
{
  if (present != NULL && !soky_json_has (json, name))
    return g_strdup (present);
  return g_strstrip (soky_json_text (json, name, SOKY_JSON_MAX_NAME_TEXT));
}

SokyUnit *
soky_unit_change_from_json (const char *text, gssize length, const SokyUnit *present,
                            const char *id, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  SokyJson json = soky_json_read (node);
  SokyUnitLevel level = present ? present->level : SOKY_UNIT_GROUP;
  g_autofree char *label = get_text (&json, "label", present ? present->label : NULL);
  g_autofree char *name = get_text (&json, "name", present ? present->name : NULL);
  g_autofree char *parent_id = present && !soky_json_has (&json, "parent_id")
                                   ? g_strdup (present->parent_id)
                                   : soky_json_id (&json, "parent_id");
  if (present == NULL)
    soky_json_word (&json, "level", soky_unit_level_from_string, &level);
  gboolean closed = soky_json_flag (&json, "closed", present != NULL && present->closed);
  if (!soky_json_finish (&json, error))
    return NULL;
  SokyUnit *unit = soky_unit_new (present ? present->id : id, parent_id, level, label, name);
  unit->closed = closed;
  unit->version = present ? present->version : 0;
  return unit;
}
