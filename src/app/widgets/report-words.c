/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/report-words.h"

#include <glib/gi18n.h>

#include "base/clock.h"

static void
line_free (gpointer data)
{
  SokyReportLine *line = data;
  g_free (line->value);
  g_free (line);
}

static void
add_line (GPtrArray *lines, const char *label, char *value)
{
  g_autofree char *owned = value;
  if (owned == NULL || *owned == '\0')
    return;
  SokyReportLine *line = g_new0 (SokyReportLine, 1);
  line->label = label;
  line->value = g_steal_pointer (&owned);
  g_ptr_array_add (lines, line);
}

static char *
format_day (gint64 moment_us)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (moment_us / G_USEC_PER_SEC);
  return moment != NULL ? g_date_time_format (moment, "%d/%m/%Y") : g_strdup ("");
}

static char *
describe_content (const SokySignatureReport *signature)
{
  switch (signature->integrity) {
  case SOKY_INTEGRITY_BROKEN:
    return g_strdup (_ ("Changed after it was signed, or the signature is damaged"));
  case SOKY_INTEGRITY_WEAK:
    return g_strdup (_ ("Signed with an old method that is no longer safe"));
  case SOKY_INTEGRITY_OK:
  default:
    return g_strdup (signature->changes == SOKY_CHANGES_FORBIDDEN
                         ? _ ("What was signed is there still, but it was changed afterwards")
                         : _ ("Exactly what was signed"));
  }
}

static char *
describe_coverage (const SokySignatureReport *signature)
{
  switch (signature->coverage) {
  case SOKY_COVERAGE_FILE:
    return g_strdup (_ ("The whole file"));
  case SOKY_COVERAGE_REVISION:
    return g_strdup (_ ("The file as it was then; more was added later"));
  case SOKY_COVERAGE_PARTIAL:
  default:
    return g_strdup (_ ("Only a part of the file"));
  }
}

static const char *
describe_trust (const SokySignatureReport *signature)
{
  switch (signature->trust) {
  case SOKY_REPORT_TRUSTED:
    return _ ("Issued by an authority that is trusted here");
  case SOKY_REPORT_UNTRUSTED:
    return _ ("Not to be trusted");
  case SOKY_REPORT_UNKNOWN:
  default:
    return _ ("The issuing authority is not known here");
  }
}

static void
add_certificate (GPtrArray *lines, SokyCertificate *certificate)
{
  if (certificate == NULL)
    return;
  g_autofree char *from = format_day (soky_certificate_get_not_before_us (certificate));
  g_autofree char *to = format_day (soky_certificate_get_not_after_us (certificate));

  add_line (lines, _ ("Issued by"), g_strdup (soky_certificate_get_issuer (certificate)));
  add_line (lines, _ ("Certificate valid"), g_strdup_printf ("%s – %s", from, to));
  add_line (lines, _ ("Serial number"), g_strdup (soky_certificate_get_serial (certificate)));
}

static void
add_timestamps (GPtrArray *lines, const SokySignatureReport *signature)
{
  for (guint i = 0; signature->timestamps != NULL && i < signature->timestamps->len; i++) {
    const SokyTimestampReport *timestamp = g_ptr_array_index (signature->timestamps, i);
    g_autofree char *time =
        timestamp->time_us != 0 ? soky_clock_to_vietnam (timestamp->time_us) : g_strdup ("?");
    const char *label = timestamp->document ? _ ("Timestamp of the file") : _ ("Timestamp");
    add_line (lines, label,
              *timestamp->problem != '\0'
                  ? g_strdup_printf ("%s, %s\n%s", time, timestamp->authority, timestamp->problem)
                  : g_strdup_printf ("%s, %s", time, timestamp->authority));
  }
}

static void
add_statuses (GPtrArray *lines, const SokySignatureReport *signature)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; signature->statuses != NULL && i < signature->statuses->len; i++) {
    const SokyStatusReport *status = g_ptr_array_index (signature->statuses, i);
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", status->holder,
                            status->text);
  }
  add_line (lines, _ ("Revocation"), g_strdup (text->str));
}

char *
soky_signature_describe_role (const SokySignatureReport *signature)
{
  const char *title =
      signature->certificate != NULL ? soky_certificate_get_title (signature->certificate) : "";
  const char *organisation = signature->organisation != NULL ? signature->organisation : "";

  if (*organisation == '\0' || g_strcmp0 (organisation, signature->signer) == 0)
    return g_strdup (title);
  return *title != '\0' ? g_strdup_printf ("%s, %s", title, organisation) : g_strdup (organisation);
}

char *
soky_signature_describe_time (const SokySignatureReport *signature)
{
  gboolean proven =
      signature->best_time_source == SOKY_TIME_SIGNATURE_TIMESTAMP || signature->is_timestamp;
  gint64 moment_us =
      proven && signature->best_time_us != 0 ? signature->best_time_us : signature->signed_at_us;
  if (moment_us == 0)
    return g_strdup ("");

  g_autofree char *time = soky_clock_to_local (moment_us);
  return g_strdup_printf (proven ? _ ("%s, by a timestamp") : _ ("%s, by the signer's clock"),
                          time);
}

const char *
soky_signature_describe_changes (const SokySignatureReport *signature)
{
  switch (signature->changes) {
  case SOKY_CHANGES_NONE:
    return _ ("None");
  case SOKY_CHANGES_PERMITTED:
    return _ ("Only such as are allowed");
  case SOKY_CHANGES_FORBIDDEN:
  default:
    return _ ("Some that are not allowed");
  }
}

const char *
soky_verdict_get_label (SokyVerdict verdict)
{
  switch (verdict) {
  case SOKY_VERDICT_VALID:
    return _ ("Valid");
  case SOKY_VERDICT_INVALID:
    return _ ("Not valid");
  case SOKY_VERDICT_INDETERMINATE:
  default:
    return _ ("Not confirmed");
  }
}

const char *
soky_verdict_get_icon (SokyVerdict verdict)
{
  switch (verdict) {
  case SOKY_VERDICT_VALID:
    return "soky-seal-symbolic";
  case SOKY_VERDICT_INVALID:
    return "dialog-error-symbolic";
  case SOKY_VERDICT_INDETERMINATE:
  default:
    return "dialog-warning-symbolic";
  }
}

const char *
soky_verdict_get_style (SokyVerdict verdict)
{
  switch (verdict) {
  case SOKY_VERDICT_VALID:
    return "success";
  case SOKY_VERDICT_INVALID:
    return "error";
  case SOKY_VERDICT_INDETERMINATE:
  default:
    return "warning";
  }
}

char *
soky_report_get_summary (const SokyReport *report)
{
  guint count = report->signatures->len;
  if (count == 0)
    return g_strdup (_ ("Nobody has signed this file"));

  switch (soky_report_get_verdict (report)) {
  case SOKY_VERDICT_VALID:
    return g_strdup_printf (ngettext ("%u signature, valid", "%u signatures, all valid", count),
                            count);
  case SOKY_VERDICT_INVALID:
    return g_strdup (_ ("A signature is not valid"));
  case SOKY_VERDICT_INDETERMINATE:
  default:
    return g_strdup (_ ("Not every signature can be confirmed"));
  }
}

const char *
soky_signature_get_signer (const SokySignatureReport *signature)
{
  if (signature->signer != NULL && *signature->signer != '\0')
    return signature->signer;
  if (signature->claimed_name != NULL && *signature->claimed_name != '\0')
    return signature->claimed_name;
  return signature->is_timestamp ? _ ("Timestamp") : _ ("Unknown signer");
}

GPtrArray *
soky_signature_get_lines (const SokySignatureReport *signature)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  if (signature->signed_at_us != 0)
    add_line (lines, _ ("Time"), soky_clock_to_vietnam (signature->signed_at_us));
  add_timestamps (lines, signature);
  add_line (lines, _ ("Reason"), g_strdup (signature->signature_reason));
  add_line (lines, _ ("Place"), g_strdup (signature->location));
  add_line (lines, _ ("Content"), describe_content (signature));
  add_line (lines, _ ("Covers"), describe_coverage (signature));
  add_line (lines, _ ("Trust"), g_strdup (describe_trust (signature)));
  add_certificate (lines, signature->certificate);
  add_statuses (lines, signature);
  add_line (lines, _ ("Method"), g_strdup (signature->algorithm));
  if (signature->level != SOKY_LEVEL_NONE)
    add_line (lines, _ ("Level"),
              g_strdup_printf ("PAdES %s", soky_level_to_string (signature->level)));
  add_line (lines, _ ("Result code"), g_strdup (signature->indication));
  return lines;
}
