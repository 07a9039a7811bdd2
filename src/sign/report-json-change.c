/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-json-private.h"

#include <string.h>

#define MAX_CHANGES 10000

static void
add_number (JsonBuilder *builder, const char *name, int number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_change (JsonBuilder *builder, const SokyPdfChange *change)
{
  json_builder_begin_object (builder);
  add_text (builder, "kind", soky_pdf_change_kind_to_string (change->kind));
  json_builder_set_member_name (builder, "permitted");
  json_builder_add_boolean_value (builder, change->permitted);
  add_number (builder, "object", change->object);
  add_number (builder, "generation", change->generation);
  add_number (builder, "page", change->page);
  add_text (builder, "field", change->field);
  if (change->has_rect) {
    json_builder_set_member_name (builder, "rect");
    json_builder_begin_array (builder);
    for (guint i = 0; i < 4; i++)
      json_builder_add_double_value (builder, change->rect[i]);
    json_builder_end_array (builder);
  }
  add_text (builder, "text", change->text);
  json_builder_end_object (builder);
}

void
soky_report_json_add_changes (JsonBuilder *builder, GPtrArray *changes)
{
  json_builder_set_member_name (builder, "change_list");
  json_builder_begin_array (builder);
  for (guint i = 0; i < changes->len; i++)
    add_change (builder, g_ptr_array_index (changes, i));
  json_builder_end_array (builder);
}

static gboolean
read_kind (JsonObject *object, SokyPdfChangeKind *kind, GError **error)
{
  g_autofree char *word = NULL;

  if (!soky_report_json_read_text (object, "kind", &word, error))
    return FALSE;
  for (guint i = 0; i < SOKY_PDF_CHANGE_KINDS; i++) {
    if (g_str_equal (word, soky_pdf_change_kind_to_string (i))) {
      *kind = i;
      return TRUE;
    }
  }
  return soky_report_json_fail (error, "kind");
}

static gboolean
read_int (JsonObject *object, const char *name, int *number, GError **error)
{
  gint64 value = 0;

  if (!soky_report_json_read_number (object, name, &value, error))
    return FALSE;
  *number = (int) MIN (value, G_MAXINT);
  return TRUE;
}

static SokyPdfChange *
read_change (JsonNode *node, GError **error)
{
  g_autoptr (SokyPdfChange) change = soky_pdf_change_new (SOKY_PDF_CHANGE_FILE, FALSE, "");
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL) {
    soky_report_json_fail (error, "change_list");
    return NULL;
  }
  change->has_rect = json_object_has_member (object, "rect");
  if (!read_kind (object, &change->kind, error) ||
      !soky_report_json_read_flag (object, "permitted", &change->permitted, error) ||
      !read_int (object, "object", &change->object, error) ||
      !read_int (object, "generation", &change->generation, error) ||
      !read_int (object, "page", &change->page, error) ||
      !soky_report_json_read_text (object, "field", &change->field, error) ||
      !soky_report_json_read_text (object, "text", &change->text, error) ||
      (change->has_rect && !soky_report_json_read_rect (object, change->rect, error)))
    return NULL;
  return g_steal_pointer (&change);
}

gboolean
soky_report_json_read_changes (JsonObject *object, GPtrArray *changes, GError **error)
{
  JsonNode *node = soky_report_json_member (object, "change_list", JSON_NODE_ARRAY, error);
  JsonArray *array = node ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) > MAX_CHANGES)
    return soky_report_json_fail (error, "change_list");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    SokyPdfChange *change = read_change (json_array_get_element (array, i), error);
    if (change == NULL)
      return FALSE;
    g_ptr_array_add (changes, change);
  }
  return TRUE;
}
