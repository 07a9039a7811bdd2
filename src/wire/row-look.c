/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/row-look.h"

#include "book/rules.h"
#include "wire/row-look-private.h"

#define ABOVE "above"
#define BELOW "below"

const char *
soky_wire_side_to_string (gboolean above)
{
  return above ? ABOVE : BELOW;
}

gboolean
soky_wire_side_read (SokyJson *json)
{
  g_autofree char *side = soky_json_text_or_null (json, "side", SOKY_JSON_MAX_NAME_TEXT);

  if (side != NULL && !g_str_equal (side, ABOVE) && !g_str_equal (side, BELOW))
    soky_json_reject (json, "side");
  return g_strcmp0 (side, ABOVE) == 0;
}

static JsonObject *
make_look (gconstpointer item)
{
  const SokyRowLook *look = item;
  JsonObject *object = json_object_new ();

  soky_json_set_text (object, "role", soky_role_to_string (look->role));
  soky_json_set_text (object, "kind", soky_step_kind_to_string (look->kind));
  soky_json_set_text (object, "profile", soky_profile_to_string (look->profile));
  soky_json_set_text (object, "anchor", look->anchor);
  soky_json_set_text (object, "side", soky_wire_side_to_string (look->above));
  json_object_set_boolean_member (object, "code", look->code);
  return object;
}

static gpointer
read_look (JsonNode *node, GError **error)
{
  SokyJson json = soky_json_read (node);
  SokyRole role = SOKY_ROLE_NONE;
  SokyStepKind kind = SOKY_STEP_PERSON;
  SokyProfile profile = SOKY_PROFILE_TEXT;

  soky_json_word (&json, "role", soky_role_from_string, &role);
  soky_json_word (&json, "kind", soky_step_kind_from_string, &kind);
  soky_json_word (&json, "profile", soky_profile_from_string, &profile);
  g_autoptr (SokyRowLook) look = soky_row_look_new (role, kind, profile, NULL);
  look->anchor = soky_json_text_or_null (&json, "anchor", SOKY_JSON_MAX_NAME_TEXT);
  look->above = soky_wire_side_read (&json);
  look->code = soky_json_flag (&json, "code", FALSE);
  return soky_json_finish (&json, error) ? g_steal_pointer (&look) : NULL;
}

char *
soky_wire_looks_to_json (GPtrArray *looks)
{
  JsonObject *object = json_object_new ();

  soky_json_set_array (object, "looks", looks, make_look);
  return soky_json_print (object);
}

GPtrArray *
soky_wire_looks_from_json (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonNode) node = soky_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  g_autoptr (GPtrArray) looks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);
  SokyJson json = soky_json_read (node);
  if (!soky_json_has (&json, "looks"))
    soky_json_reject (&json, "looks");
  soky_json_array (&json, "looks", SOKY_BOOK_MAX_STEPS, read_look, looks);
  return soky_json_finish (&json, error) ? g_steal_pointer (&looks) : NULL;
}
