/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-json.h"

#include "base/clock.h"
#include "sign/report-json-private.h"

#include <json-glib/json-glib.h>

/* of data/report.schema.json; another one only when a member goes or gets another meaning */
#define FORMAT_VERSION 1

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text ? text : "");
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

/* RFC 3339, or null when there is none. */
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
add_certificate_value (JsonBuilder *builder, SokyCertificate *certificate)
{
  GBytes *der = soky_certificate_get_der (certificate);
  gsize length = 0;
  const guchar *data = g_bytes_get_data (der, &length);
  g_autofree char *text = g_base64_encode (data, length);

  json_builder_add_string_value (builder, text);
}

static void
add_certificates (JsonBuilder *builder, const SokySignatureReport *report)
{
  if (report->certificate != NULL) {
    add_text (builder, "fingerprint", soky_certificate_get_fingerprint (report->certificate));
    add_text (builder, "issuer", soky_certificate_get_issuer (report->certificate));
    json_builder_set_member_name (builder, "certificate");
    add_certificate_value (builder, report->certificate);
  }
  if (report->chain == NULL)
    return;
  json_builder_set_member_name (builder, "chain");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->chain->len; i++)
    add_certificate_value (builder, g_ptr_array_index (report->chain, i));
  json_builder_end_array (builder);
}

static void
add_place (JsonBuilder *builder, const SokySignatureReport *report)
{
  add_number (builder, "page", report->page);
  json_builder_set_member_name (builder, "rect");
  json_builder_begin_array (builder);
  for (guint i = 0; i < 4; i++)
    json_builder_add_double_value (builder, report->rect[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "byte_range");
  json_builder_begin_array (builder);
  for (guint i = 0; i < 4; i++)
    json_builder_add_int_value (builder, report->byte_range[i]);
  json_builder_end_array (builder);
  add_number (builder, "revision_end", report->revision_end);
}

static void
add_signature (JsonBuilder *builder, const SokyReport *file, const SokySignatureReport *report)
{
  g_autofree char *name = g_filename_display_name (file->file);

  json_builder_begin_object (builder);
  add_number (builder, "version", FORMAT_VERSION);
  add_text (builder, "file", name);
  add_number (builder, "file_size", file->size);
  add_text (builder, "field", report->field);
  add_text (builder, "signer", report->signer);
  add_text (builder, "title",
            report->certificate ? soky_certificate_get_title (report->certificate) : "");
  add_text (builder, "organisation", report->organisation);
  add_text (builder, "subfilter", report->subfilter);
  add_moment (builder, "signed_at", report->signed_at_us);
  add_text (builder, "integrity", soky_integrity_to_string (report->integrity));
  add_text (builder, "coverage", soky_coverage_to_string (report->coverage));
  add_text (builder, "changes", soky_changes_to_string (report->changes));
  add_text (builder, "trust", soky_report_trust_to_string (report->trust));
  add_text (builder, "verdict", soky_verdict_to_string (report->verdict));
  add_text (builder, "indication", report->indication);
  add_text (builder, "reason", report->reason);
  add_text (builder, "note", report->note);
  soky_report_json_add_changes (builder, report->change_list);
  json_builder_set_member_name (builder, "timestamp");
  json_builder_add_boolean_value (builder, report->is_timestamp);
  add_text (builder, "algorithm", report->algorithm);
  add_text (builder, "claimed_name", report->claimed_name);
  add_text (builder, "signature_reason", report->signature_reason);
  add_text (builder, "location", report->location);
  add_moment (builder, "trust_time", report->trust_time_us);
  soky_report_json_add_proof (builder, file, report);
  add_place (builder, report);
  add_certificates (builder, report);
  json_builder_end_object (builder);
}

char *
soky_report_to_json (GPtrArray *reports)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < reports->len; i++) {
    const SokyReport *file = g_ptr_array_index (reports, i);
    for (guint j = 0; j < file->signatures->len; j++)
      add_signature (builder, file, g_ptr_array_index (file->signatures, j));
  }
  json_builder_end_array (builder);

  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
