/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-json.h"

#include "base/clock.h"
#include "crypto/authority.h"

#include "fixture.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define DAY_US (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/* As much of JSON Schema as data/report.schema.json uses; stricter in one thing: a member that the
 * schema does not know is a failure, so that nothing is written that is not documented. */

static void check (JsonObject *root, JsonObject *schema, JsonNode *node, const char *where);

static JsonObject *
resolve (JsonObject *root, JsonObject *schema)
{
  if (!json_object_has_member (schema, "$ref"))
    return schema;
  const char *name = strrchr (json_object_get_string_member (schema, "$ref"), '/') + 1;
  return json_object_get_object_member (json_object_get_object_member (root, "$defs"), name);
}

static gboolean
is_of_type (JsonNode *node, const char *type)
{
  if (g_str_equal (type, "null"))
    return JSON_NODE_HOLDS_NULL (node);
  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (node);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (node);
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  GType value = json_node_get_value_type (node);
  if (g_str_equal (type, "string"))
    return value == G_TYPE_STRING;
  if (g_str_equal (type, "boolean"))
    return value == G_TYPE_BOOLEAN;
  if (g_str_equal (type, "integer"))
    return value == G_TYPE_INT64;
  return value == G_TYPE_INT64 || value == G_TYPE_DOUBLE;
}

static gboolean
fits_type (JsonObject *schema, JsonNode *node)
{
  JsonNode *type = json_object_get_member (schema, "type");
  if (JSON_NODE_HOLDS_VALUE (type))
    return is_of_type (node, json_node_get_string (type));

  JsonArray *types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    if (is_of_type (node, json_array_get_string_element (types, i)))
      return TRUE;
  return FALSE;
}

static gboolean
holds_word (JsonArray *words, const char *word)
{
  for (guint i = 0; i < json_array_get_length (words); i++)
    if (g_strcmp0 (json_array_get_string_element (words, i), word) == 0)
      return TRUE;
  return FALSE;
}

static void
check_object (JsonObject *root, JsonObject *schema, JsonObject *object, const char *where)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  JsonArray *required = json_object_get_array_member (schema, "required");

  for (guint i = 0; i < json_array_get_length (required); i++)
    if (!json_object_has_member (object, json_array_get_string_element (required, i)))
      g_error ("%s: %s is missing", where, json_array_get_string_element (required, i));

  g_autoptr (GList) members = json_object_get_members (object);
  for (GList *item = members; item != NULL; item = item->next) {
    g_autofree char *place = g_strdup_printf ("%s/%s", where, (const char *) item->data);
    if (!json_object_has_member (properties, item->data))
      g_error ("%s is not documented", place);
    check (root, json_object_get_object_member (properties, item->data),
           json_object_get_member (object, item->data), place);
  }
}

static void
check_array (JsonObject *root, JsonObject *schema, JsonArray *array, const char *where)
{
  gint64 least = json_object_get_int_member_with_default (schema, "minItems", 0);
  gint64 most = json_object_get_int_member_with_default (schema, "maxItems", G_MAXINT);

  g_assert_cmpint (json_array_get_length (array), >=, least);
  g_assert_cmpint (json_array_get_length (array), <=, most);
  for (guint i = 0; i < json_array_get_length (array); i++)
    check (root, json_object_get_object_member (schema, "items"), json_array_get_element (array, i),
           where);
}

static void
check (JsonObject *root, JsonObject *unresolved, JsonNode *node, const char *where)
{
  JsonObject *schema = resolve (root, unresolved);

  if (!fits_type (schema, node))
    g_error ("%s is of another type", where);
  if (json_object_has_member (schema, "enum") &&
      !holds_word (json_object_get_array_member (schema, "enum"), json_node_get_string (node)))
    g_error ("%s: “%s” is not documented", where, json_node_get_string (node));
  if (json_object_has_member (schema, "const"))
    g_assert_cmpint (json_node_get_int (node), ==, json_object_get_int_member (schema, "const"));
  if (JSON_NODE_HOLDS_OBJECT (node))
    check_object (root, schema, json_node_get_object (node), where);
  if (JSON_NODE_HOLDS_ARRAY (node))
    check_array (root, schema, json_node_get_array (node), where);
}

static void
check_report (SokyReport *report)
{
  g_autofree char *path = fixture_test_file ("../data/report.schema.json");
  g_autoptr (JsonParser) schema = json_parser_new (), parser = json_parser_new ();
  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (reports, report);
  g_autofree char *text = soky_report_to_json (reports);
  json_parser_load_from_file (schema, path, &error);
  g_assert_no_error (error);
  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  JsonObject *root = json_node_get_object (json_parser_get_root (schema));
  check (root, root, json_parser_get_root (parser), "");
}

static SokySignatureReport *
add_signature (SokyReport *report)
{
  SokySignatureReport *signature = soky_signature_report_new ();
  g_ptr_array_add (report->signatures, signature);
  return signature;
}

static void
test_empty (void)
{
  g_autoptr (SokyReport) none = soky_report_new ("a.pdf", 1);
  g_autoptr (SokyReport) bare = soky_report_new ("a.pdf", 1);

  check_report (none);
  add_signature (bare);
  check_report (bare);
}

static void
test_full (void)
{
  g_autoptr (GError) error = NULL;
  gint64 now_us = soky_clock_now_us ();
  g_autoptr (SokyAuthority) root = soky_authority_new_root (
      "Root", SOKY_NEW_KEY_EC_P256, now_us - DAY_US, now_us + DAY_US, &error);
  g_autoptr (SokyReport) report = soky_report_new ("a.pdf", 1);
  SokySignatureReport *signature = add_signature (report);

  g_assert_no_error (error);
  signature->certificate = g_object_ref (soky_authority_get_certificate (root));
  signature->chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (signature->chain, g_object_ref (signature->certificate));
  signature->signed_at_us = signature->best_time_us = signature->trust_time_us = now_us;
  report->verified_at_us = now_us;
  g_ptr_array_add (signature->timestamps, soky_timestamp_report_new ());
  g_ptr_array_add (signature->statuses, soky_status_report_new ());
  check_report (report);
}

/* Every word that can be written is in the schema. */
static void
test_words (void)
{
  for (guint i = 0; i < SOKY_PDF_CHANGE_KINDS; i++) {
    g_autoptr (SokyReport) report = soky_report_new ("a.pdf", 1);
    SokySignatureReport *signature = add_signature (report);
    SokyPdfChange *change = soky_pdf_change_new (i, i % 2 == 0, "text");
    SokyStatusReport *status = soky_status_report_new ();

    change->has_rect = i % 3 == 0;
    g_ptr_array_add (signature->change_list, change);
    signature->integrity = i % 3;
    signature->coverage = i % 3;
    signature->changes = i % 3;
    signature->trust = i % 3;
    signature->verdict = i % 3;
    signature->level = i % 5;
    signature->best_time_source = i % 3;
    report->revocation = i % 3;
    status->state = i % 3;
    status->kind = i % 3;
    status->fault = i % (SOKY_EVIDENCE_UNSUPPORTED + 1);
    status->origin = i % 3;
    g_ptr_array_add (signature->statuses, status);
    check_report (report);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-schema/empty", test_empty);
  g_test_add_func ("/report-schema/full", test_full);
  g_test_add_func ("/report-schema/words", test_words);
  return g_test_run ();
}
