/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/words.h"

#include <json-glib/json-glib.h>

char *
soky_wire_words_write (GPtrArray *words)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < words->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (words, i));
  json_node_take_array (node, array);
  return json_to_string (node, FALSE);
}

gboolean
soky_wire_words_read (const char *text, GPtrArray *words)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  JsonArray *array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *one = json_array_get_element (array, i);
    if (!JSON_NODE_HOLDS_VALUE (one) || json_node_get_value_type (one) != G_TYPE_STRING)
      return FALSE;
    g_ptr_array_add (words, g_strdup (json_node_get_string (one)));
  }
  return TRUE;
}
