/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-json.h"

#include "base/clock.h"
#include "crypto/known-certificates.h"
#include "sign/report-json-private.h"
#include "sign/verify-private.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* A report is an array of flat objects; the process that wrote it is not trusted. */
#define MAX_DEPTH 5
#define MAX_BYTES (32 * 1024 * 1024)
#define MAX_CERTIFICATES 32
#define MAX_CERTIFICATE_TEXT (256 * 1024)

gboolean
soky_report_json_fail (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the report is not in order: %s", what);
  return FALSE;
}

/* json-glib descends without a limit of its own. */
static gboolean
check_depth (const char *text, gsize length, GError **error)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++) {
    if (quoted && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && (text[i] == '[' || text[i] == '{'))
      depth++;
    else if (!quoted && (text[i] == ']' || text[i] == '}') && depth > 0)
      depth--;
    if (depth > MAX_DEPTH)
      return soky_report_json_fail (error, "nested too deeply");
  }
  return TRUE;
}

JsonNode *
soky_report_json_member (JsonObject *object, const char *name, JsonNodeType type, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_node_type (node) != type) {
    soky_report_json_fail (error, name);
    return NULL;
  }
  return node;
}

gboolean
soky_report_json_read_text (JsonObject *object, const char *name, char **text, GError **error)
{
  JsonNode *node = soky_report_json_member (object, name, JSON_NODE_VALUE, error);

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return soky_report_json_fail (error, name);
  g_free (*text);
  *text = json_node_dup_string (node);
  return TRUE;
}

gboolean
soky_report_json_read_number (JsonObject *object, const char *name, gint64 *number, GError **error)
{
  JsonNode *node = soky_report_json_member (object, name, JSON_NODE_VALUE, error);

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < 0)
    return soky_report_json_fail (error, name);
  *number = json_node_get_int (node);
  return TRUE;
}

gboolean
soky_report_json_read_moment (JsonObject *object, const char *name, gint64 *moment_us,
                              GError **error)
{
  g_autofree char *text = NULL;

  *moment_us = 0;
  if (json_object_has_member (object, name) && json_object_get_null_member (object, name))
    return TRUE;
  if (!soky_report_json_read_text (object, name, &text, error))
    return FALSE;
  return soky_clock_from_rfc3339 (text, moment_us) || soky_report_json_fail (error, name);
}

gboolean
soky_report_json_read_word (JsonObject *object, const char *name, const char *(*word) (guint value),
                            guint count, guint *value, GError **error)
{
  g_autofree char *text = NULL;

  if (!soky_report_json_read_text (object, name, &text, error))
    return FALSE;
  for (*value = 0; *value < count; (*value)++)
    if (g_str_equal (text, word (*value)))
      return TRUE;
  return soky_report_json_fail (error, name);
}

static const char *
integrity_word (guint value)
{
  return soky_integrity_to_string (value);
}

static const char *
coverage_word (guint value)
{
  return soky_coverage_to_string (value);
}

static const char *
changes_word (guint value)
{
  return soky_changes_to_string (value);
}

static const char *
trust_word (guint value)
{
  return soky_report_trust_to_string (value);
}

static const char *
verdict_word (guint value)
{
  return soky_verdict_to_string (value);
}

static gboolean
read_words (JsonObject *object, SokySignatureReport *report, GError **error)
{
  guint integrity, coverage, changes, trust, verdict;

  if (!soky_report_json_read_word (object, "integrity", integrity_word, 3, &integrity, error) ||
      !soky_report_json_read_word (object, "coverage", coverage_word, 3, &coverage, error) ||
      !soky_report_json_read_word (object, "changes", changes_word, 3, &changes, error) ||
      !soky_report_json_read_word (object, "trust", trust_word, 3, &trust, error) ||
      !soky_report_json_read_word (object, "verdict", verdict_word, 3, &verdict, error))
    return FALSE;
  report->integrity = integrity;
  report->coverage = coverage;
  report->changes = changes;
  report->trust = trust;
  report->verdict = verdict;
  return TRUE;
}

static gboolean
read_texts (JsonObject *object, SokySignatureReport *report, GError **error)
{
  const struct {
    const char *name;
    char **text;
  } texts[] = {
      {"field", &report->field},
      {"signer", &report->signer},
      {"organisation", &report->organisation},
      {"subfilter", &report->subfilter},
      {"indication", &report->indication},
      {"reason", &report->reason},
      {"note", &report->note},
      {"algorithm", &report->algorithm},
      {"claimed_name", &report->claimed_name},
      {"signature_reason", &report->signature_reason},
      {"location", &report->location},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!soky_report_json_read_text (object, texts[i].name, texts[i].text, error))
      return FALSE;
  return TRUE;
}

JsonArray *
soky_report_json_read_array (JsonObject *object, const char *name, guint least, guint most,
                             GError **error)
{
  JsonNode *node = soky_report_json_member (object, name, JSON_NODE_ARRAY, error);
  JsonArray *array = node ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return NULL;
  if (json_array_get_length (array) < least || json_array_get_length (array) > most) {
    soky_report_json_fail (error, name);
    return NULL;
  }
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i))) {
      soky_report_json_fail (error, name);
      return NULL;
    }
  return array;
}

gboolean
soky_report_json_read_rect (JsonObject *object, double rect[4], GError **error)
{
  JsonArray *array = soky_report_json_read_array (object, "rect", 4, 4, error);

  for (guint i = 0; array != NULL && i < 4; i++) {
    rect[i] = json_array_get_double_element (array, i);
    if (!isfinite (rect[i]))
      return soky_report_json_fail (error, "rect");
  }
  return array != NULL;
}

gboolean
soky_report_json_read_flag (JsonObject *object, const char *name, gboolean *flag, GError **error)
{
  JsonNode *node = soky_report_json_member (object, name, JSON_NODE_VALUE, error);

  if (node == NULL)
    return FALSE;
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return soky_report_json_fail (error, name);
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_place (JsonObject *object, SokySignatureReport *report, GError **error)
{
  gint64 page = 0;
  JsonArray *range = soky_report_json_read_array (object, "byte_range", 4, 4, error);

  if (range == NULL || !soky_report_json_read_rect (object, report->rect, error) ||
      !soky_report_json_read_number (object, "page", &page, error) ||
      !soky_report_json_read_number (object, "revision_end", &report->revision_end, error))
    return FALSE;
  report->page = (int) MIN (page, G_MAXINT);
  for (guint i = 0; i < 4; i++)
    report->byte_range[i] = json_array_get_int_element (range, i);
  return TRUE;
}

static SokyCertificate *
read_certificate (JsonNode *node, GError **error)
{
  gboolean is_text =
      JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  const char *text = is_text ? json_node_get_string (node) : NULL;

  if (text == NULL || strlen (text) > MAX_CERTIFICATE_TEXT) {
    soky_report_json_fail (error, "certificate");
    return NULL;
  }
  gsize length = 0;
  g_autofree guchar *der = g_base64_decode (text, &length);
  return soky_known_certificate (der, length, error);
}

static gboolean
read_chain (JsonObject *object, SokySignatureReport *report, GError **error)
{
  JsonArray *chain = soky_report_json_read_array (object, "chain", 0, MAX_CERTIFICATES, error);
  if (chain == NULL)
    return FALSE;

  report->chain = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < json_array_get_length (chain); i++) {
    SokyCertificate *certificate = read_certificate (json_array_get_element (chain, i), error);
    if (certificate == NULL)
      return FALSE;
    g_ptr_array_add (report->chain, certificate);
  }
  return TRUE;
}

static gboolean
read_certificates (JsonObject *object, SokySignatureReport *report, GError **error)
{
  if (json_object_has_member (object, "certificate")) {
    report->certificate = read_certificate (json_object_get_member (object, "certificate"), error);
    if (report->certificate == NULL)
      return FALSE;
  }
  return !json_object_has_member (object, "chain") || read_chain (object, report, error);
}

static SokySignatureReport *
read_signature (JsonNode *node, GError **error)
{
  g_autoptr (SokySignatureReport) report = soky_signature_report_new ();
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    soky_report_json_fail (error, "a signature");
    return NULL;
  }

  JsonObject *object = json_node_get_object (node);
  if (!soky_report_json_read_flag (object, "timestamp", &report->is_timestamp, error) ||
      !read_texts (object, report, error) || !read_words (object, report, error) ||
      !soky_report_json_read_changes (object, report->change_list, error) ||
      !read_place (object, report, error) ||
      !soky_report_json_read_moment (object, "signed_at", &report->signed_at_us, error) ||
      !soky_report_json_read_moment (object, "trust_time", &report->trust_time_us, error) ||
      !read_certificates (object, report, error) ||
      !soky_report_json_read_proof (object, report, error))
    return NULL;
  return g_steal_pointer (&report);
}

static gboolean
read_file (JsonObject *object, SokyReport *report, GError **error)
{
  return soky_report_json_read_text (object, "file", &report->file, error) &&
         soky_report_json_read_number (object, "file_size", &report->size, error) &&
         soky_report_json_read_policy (object, report, error);
}

static SokyReport *
read_report (JsonNode *root, GError **error)
{
  g_autoptr (SokyReport) report = soky_report_new (NULL, 0);
  JsonArray *array =
      root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  if (array == NULL || json_array_get_length (array) > SOKY_VERIFY_MAX_SIGNATURES) {
    soky_report_json_fail (error, "no array, or too long");
    return NULL;
  }
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    SokySignatureReport *signature = read_signature (node, error);
    if (signature == NULL)
      return NULL;
    g_ptr_array_add (report->signatures, signature);
    if (i == 0 && !read_file (json_node_get_object (node), report, error))
      return NULL;
  }
  return g_steal_pointer (&report);
}

SokyReport *
soky_report_from_json (const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length == 0 || length > MAX_BYTES) {
    soky_report_json_fail (error, "empty or too long");
    return NULL;
  }
  if (!check_depth (text, length, error))
    return NULL;

  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) problem = NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length, &problem)) {
    soky_report_json_fail (error, problem->message);
    return NULL;
  }
  return read_report (json_parser_get_root (parser), error);
}
