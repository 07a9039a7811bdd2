/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "sign/report-json-private.h"

#define MAX_TIMESTAMPS 600
#define MAX_STATUSES 32

typedef gboolean (*ReadFunc) (JsonObject *object, GPtrArray *list, GError **error);

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

static void
add_moment (JsonBuilder *builder, const char *name, gint64 moment_us)
{
  g_autofree char *text = moment_us != 0 ? soky_clock_to_rfc3339 (moment_us) : NULL;

  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_timestamp (JsonBuilder *builder, const SokyTimestampReport *timestamp)
{
  json_builder_begin_object (builder);
  add_flag (builder, "document", timestamp->document);
  add_flag (builder, "proves", timestamp->proves);
  add_moment (builder, "time", timestamp->time_us);
  add_text (builder, "authority", timestamp->authority);
  add_text (builder, "indication", timestamp->indication);
  add_text (builder, "problem", timestamp->problem);
  json_builder_end_object (builder);
}

static void
add_status (JsonBuilder *builder, const SokyStatusReport *status)
{
  json_builder_begin_object (builder);
  add_text (builder, "holder", status->holder);
  add_text (builder, "fingerprint", status->fingerprint);
  add_text (builder, "status", soky_revocation_state_to_string (status->state));
  add_text (builder, "evidence", soky_evidence_kind_to_string (status->kind));
  add_text (builder, "fault", soky_evidence_fault_to_string (status->fault));
  add_text (builder, "origin", soky_provenance_to_string (status->origin));
  add_moment (builder, "produced_at", status->produced_at_us);
  add_moment (builder, "next_update", status->next_update_us);
  add_moment (builder, "revoked_at", status->revoked_at_us);
  add_text (builder, "cause", status->cause);
  add_text (builder, "text", status->text);
  json_builder_end_object (builder);
}

static void
add_policy (JsonBuilder *builder, const SokyReport *file)
{
  add_moment (builder, "verified_at", file->verified_at_us);
  json_builder_set_member_name (builder, "policy");
  json_builder_begin_object (builder);
  add_text (builder, "revocation", soky_revocation_rule_to_string (file->revocation));
  add_flag (builder, "network", file->network);
  json_builder_end_object (builder);
}

void
soky_report_json_add_proof (JsonBuilder *builder, const SokyReport *file,
                            const SokySignatureReport *report)
{
  add_text (builder, "level", soky_level_to_string (report->level));
  add_moment (builder, "best_time", report->best_time_us);
  add_text (builder, "best_time_source", soky_time_source_to_string (report->best_time_source));
  json_builder_set_member_name (builder, "timestamps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->timestamps->len; i++)
    add_timestamp (builder, g_ptr_array_index (report->timestamps, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "revocation");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->statuses->len; i++)
    add_status (builder, g_ptr_array_index (report->statuses, i));
  json_builder_end_array (builder);
  add_policy (builder, file);
}

static const char *
level_word (guint value)
{
  return soky_level_to_string (value);
}

static const char *
source_word (guint value)
{
  return soky_time_source_to_string (value);
}

static const char *
state_word (guint value)
{
  return soky_revocation_state_to_string (value);
}

static const char *
kind_word (guint value)
{
  return soky_evidence_kind_to_string (value);
}

static const char *
fault_word (guint value)
{
  return soky_evidence_fault_to_string (value);
}

static const char *
origin_word (guint value)
{
  return soky_provenance_to_string (value);
}

static const char *
rule_word (guint value)
{
  return soky_revocation_rule_to_string (value);
}

static gboolean
read_timestamp (JsonObject *object, GPtrArray *list, GError **error)
{
  g_autoptr (SokyTimestampReport) timestamp = soky_timestamp_report_new ();

  if (!soky_report_json_read_flag (object, "document", &timestamp->document, error) ||
      !soky_report_json_read_flag (object, "proves", &timestamp->proves, error) ||
      !soky_report_json_read_moment (object, "time", &timestamp->time_us, error) ||
      !soky_report_json_read_text (object, "authority", &timestamp->authority, error) ||
      !soky_report_json_read_text (object, "indication", &timestamp->indication, error) ||
      !soky_report_json_read_text (object, "problem", &timestamp->problem, error))
    return FALSE;
  g_ptr_array_add (list, g_steal_pointer (&timestamp));
  return TRUE;
}

static gboolean
read_status_words (JsonObject *object, SokyStatusReport *status, GError **error)
{
  guint state, kind, fault, origin;

  if (!soky_report_json_read_word (object, "status", state_word, SOKY_REVOCATION_UNKNOWN + 1,
                                   &state, error) ||
      !soky_report_json_read_word (object, "evidence", kind_word, SOKY_EVIDENCE_CRL + 1, &kind,
                                   error) ||
      !soky_report_json_read_word (object, "fault", fault_word, SOKY_EVIDENCE_UNSUPPORTED + 1,
                                   &fault, error) ||
      !soky_report_json_read_word (object, "origin", origin_word, SOKY_PROVENANCE_NETWORK + 1,
                                   &origin, error))
    return FALSE;
  status->state = state;
  status->kind = kind;
  status->fault = fault;
  status->origin = origin;
  return TRUE;
}

static gboolean
read_status (JsonObject *object, GPtrArray *list, GError **error)
{
  g_autoptr (SokyStatusReport) status = soky_status_report_new ();

  if (!read_status_words (object, status, error) ||
      !soky_report_json_read_text (object, "holder", &status->holder, error) ||
      !soky_report_json_read_text (object, "fingerprint", &status->fingerprint, error) ||
      !soky_report_json_read_moment (object, "produced_at", &status->produced_at_us, error) ||
      !soky_report_json_read_moment (object, "next_update", &status->next_update_us, error) ||
      !soky_report_json_read_moment (object, "revoked_at", &status->revoked_at_us, error) ||
      !soky_report_json_read_text (object, "cause", &status->cause, error) ||
      !soky_report_json_read_text (object, "text", &status->text, error))
    return FALSE;
  g_ptr_array_add (list, g_steal_pointer (&status));
  return TRUE;
}

/* An array of at most @most objects, each read by @read. */
static gboolean
read_list (JsonObject *object, const char *name, guint most, ReadFunc read, GPtrArray *list,
           GError **error)
{
  JsonNode *node = soky_report_json_member (object, name, JSON_NODE_ARRAY, error);
  JsonArray *array = node ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) > most)
    return soky_report_json_fail (error, name);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *item = json_array_get_element (array, i);
    if (!JSON_NODE_HOLDS_OBJECT (item))
      return soky_report_json_fail (error, name);
    if (!read (json_node_get_object (item), list, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_report_json_read_proof (JsonObject *object, SokySignatureReport *report, GError **error)
{
  guint level, source;

  if (!soky_report_json_read_word (object, "level", level_word, SOKY_LEVEL_LTA + 1, &level,
                                   error) ||
      !soky_report_json_read_word (object, "best_time_source", source_word,
                                   SOKY_TIME_DOCUMENT_TIMESTAMP + 1, &source, error) ||
      !soky_report_json_read_moment (object, "best_time", &report->best_time_us, error) ||
      !read_list (object, "timestamps", MAX_TIMESTAMPS, read_timestamp, report->timestamps,
                  error) ||
      !read_list (object, "revocation", MAX_STATUSES, read_status, report->statuses, error))
    return FALSE;
  report->level = level;
  report->best_time_source = source;
  return TRUE;
}

gboolean
soky_report_json_read_policy (JsonObject *object, SokyReport *report, GError **error)
{
  JsonNode *node = soky_report_json_member (object, "policy", JSON_NODE_OBJECT, error);
  JsonObject *policy = node ? json_node_get_object (node) : NULL;
  guint rule;

  if (policy == NULL ||
      !soky_report_json_read_moment (object, "verified_at", &report->verified_at_us, error) ||
      !soky_report_json_read_word (policy, "revocation", rule_word, SOKY_REVOCATION_REQUIRE + 1,
                                   &rule, error) ||
      !soky_report_json_read_flag (policy, "network", &report->network, error))
    return FALSE;
  report->revocation = rule;
  return TRUE;
}
