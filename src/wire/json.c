/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/json.h"

#include "base/clock.h"
#include "base/hex.h"
#include "wire/headers.h"
#include "wire/scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FRACTION_AT 19 /* "2026-09-05T07:30:00" */
/* years of four digits, none before 1970 */
#define LAST_MOMENT (G_GINT64_CONSTANT (253402300799) * G_USEC_PER_SEC)

static JsonNode *
get_member (const SokyJson *self, const char *name)
{
  JsonNode *node = self->error == NULL ? json_object_get_member (self->object, name) : NULL;

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

/* NULL, and the reading is wrong, if the member is there and no text or too long. */
static const char *
peek_text (SokyJson *self, const char *name, glong longest)
{
  JsonNode *node = get_member (self, name);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
      g_utf8_strlen (json_node_get_string (node), -1) > longest) {
    soky_json_reject (self, name);
    return NULL;
  }
  return json_node_get_string (node);
}

static char *
need (SokyJson *self, const char *name, char *text)
{
  if (text != NULL)
    return text;
  soky_json_reject (self, name);
  return g_strdup ("");
}

JsonNode *
soky_json_parse (const char *text, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (!soky_json_scan (text, size, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) size, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser))) {
    soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
    return NULL;
  }
  return json_parser_steal_root (parser);
}

SokyJson
soky_json_read (JsonNode *node)
{
  SokyJson self = {NULL, NULL};

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    self.object = json_node_get_object (node);
  else
    soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, &self.error);
  return self;
}

gboolean
soky_json_finish (SokyJson *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

void
soky_json_reject (SokyJson *self, const char *name)
{
  if (self->error == NULL)
    g_set_error (&self->error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_INVALID_FIELD,
                 _ ("“%s” is missing or has a value that cannot be used."), name);
}

gboolean
soky_json_has (const SokyJson *self, const char *name)
{
  return get_member (self, name) != NULL;
}

char *
soky_json_text_or_null (SokyJson *self, const char *name, glong longest)
{
  return g_strdup (peek_text (self, name, longest));
}

char *
soky_json_id_or_null (SokyJson *self, const char *name)
{
  const char *text = peek_text (self, name, SOKY_JSON_MAX_TEXT);

  if (text != NULL && !soky_wire_is_id (text)) {
    soky_json_reject (self, name);
    return NULL;
  }
  return g_strdup (text);
}

char *
soky_json_sha256_or_null (SokyJson *self, const char *name)
{
  const char *text = peek_text (self, name, SOKY_JSON_MAX_TEXT);

  if (text != NULL && !soky_hex_is_sha256 (text)) {
    soky_json_reject (self, name);
    return NULL;
  }
  return g_strdup (text);
}

char *
soky_json_text (SokyJson *self, const char *name, glong longest)
{
  return need (self, name, soky_json_text_or_null (self, name, longest));
}

char *
soky_json_id (SokyJson *self, const char *name)
{
  return need (self, name, soky_json_id_or_null (self, name));
}

char *
soky_json_sha256 (SokyJson *self, const char *name)
{
  return need (self, name, soky_json_sha256_or_null (self, name));
}

gint64
soky_json_integer (SokyJson *self, const char *name, gint64 minimum, gint64 maximum)
{
  JsonNode *node = get_member (self, name);

  if (node == NULL && minimum <= 0)
    return minimum;
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < minimum ||
      json_node_get_int (node) > maximum) {
    soky_json_reject (self, name);
    return minimum;
  }
  return json_node_get_int (node);
}

gboolean
soky_json_flag (SokyJson *self, const char *name, gboolean when_missing)
{
  JsonNode *node = get_member (self, name);

  if (node == NULL)
    return when_missing;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN) {
    soky_json_reject (self, name);
    return when_missing;
  }
  return json_node_get_boolean (node);
}

/* GLib rounds fractions through a double; ours are kept to the microsecond. */
static gboolean
parse_moment (const char *text, gint64 *moment_us)
{
  gint64 fraction = 0, unit = G_USEC_PER_SEC;

  if (strlen (text) <= FRACTION_AT || text[4] != '-' || text[10] != 'T')
    return FALSE;
  const char *rest = text + FRACTION_AT;
  if (*rest == '.') {
    for (rest++; g_ascii_isdigit (*rest) && unit > 1; rest++) {
      unit /= 10;
      fraction += unit * (*rest - '0');
    }
    if (unit == G_USEC_PER_SEC)
      return FALSE;
  }
  g_autofree char *whole = g_strdup_printf ("%.*s%s", FRACTION_AT, text, rest);
  if (!soky_clock_from_rfc3339 (whole, moment_us))
    return FALSE;
  *moment_us += fraction;
  return *moment_us >= 0 && *moment_us <= LAST_MOMENT;
}

gint64
soky_json_moment (SokyJson *self, const char *name)
{
  const char *text = peek_text (self, name, SOKY_JSON_MAX_TEXT);
  gint64 moment_us = 0;

  if (text == NULL || parse_moment (text, &moment_us))
    return moment_us;
  soky_json_reject (self, name);
  return 0;
}

/* The array of a member, or NULL when it is missing or wrong. */
static JsonArray *
get_array (SokyJson *self, const char *name, guint most)
{
  JsonNode *node = get_member (self, name);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) > most) {
    soky_json_reject (self, name);
    return NULL;
  }
  return json_node_get_array (node);
}

char **
soky_json_texts (SokyJson *self, const char *name, guint most, glong longest)
{
  JsonArray *array = get_array (self, name, most);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
        g_utf8_strlen (json_node_get_string (node), -1) <= longest)
      g_strv_builder_add (builder, json_node_get_string (node));
    else
      soky_json_reject (self, name);
  }
  return g_strv_builder_end (builder);
}

JsonNode *
soky_json_object (SokyJson *self, const char *name)
{
  JsonNode *node = get_member (self, name);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node)) {
    soky_json_reject (self, name);
    return NULL;
  }
  return node;
}

guint64
soky_json_version (SokyJson *self)
{
  return (guint64) soky_json_integer (self, "version", 0, SOKY_JSON_MAX_INTEGER);
}

void
soky_json_set_version (JsonObject *object, guint64 version)
{
  if (version > 0)
    json_object_set_int_member (object, "version", (gint64) version);
}

GPtrArray *
soky_json_nodes (SokyJson *self, const char *name, guint most)
{
  JsonArray *array = get_array (self, name, most);
  GPtrArray *nodes = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (nodes, json_array_get_element (array, i));
  return nodes;
}

void
soky_json_array (SokyJson *self, const char *name, guint most, SokyJsonItem item, GPtrArray *array)
{
  g_autoptr (GPtrArray) nodes = soky_json_nodes (self, name, most);

  for (guint i = 0; i < nodes->len && self->error == NULL; i++) {
    gpointer read = item (g_ptr_array_index (nodes, i), &self->error);
    if (read != NULL)
      g_ptr_array_add (array, read);
  }
}

void
soky_json_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  json_object_set_string_member (object, name, valid);
}

void
soky_json_set_moment (JsonObject *object, const char *name, gint64 moment_us)
{
  if (moment_us <= 0)
    return;
  gint64 fraction = moment_us % G_USEC_PER_SEC;
  g_autofree char *whole = soky_clock_to_rfc3339 (moment_us - fraction);
  g_autofree char *text =
      g_strdup_printf ("%.*s.%06" G_GINT64_FORMAT "Z", FRACTION_AT, whole, fraction);
  json_object_set_string_member (object, name, text);
}

void
soky_json_set_texts (JsonObject *object, const char *name, char **texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
    g_autofree char *valid = g_utf8_make_valid (texts[i], -1);
    json_array_add_string_element (array, valid);
  }
  json_object_set_array_member (object, name, array);
}

void
soky_json_set_array (JsonObject *object, const char *name, GPtrArray *items, SokyJsonMake make)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, make (g_ptr_array_index (items, i)));
  json_object_set_array_member (object, name, array);
}

char *
soky_json_print (JsonObject *object)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}
