/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-summary.h"

#include "base/clock.h"
#include "sign/report-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const SokySignatureReport *
signature_at (const SokyReport *self, guint index)
{
  return g_ptr_array_index (self->signatures, index);
}

const char *
soky_report_get_word (const SokyReport *self)
{
  if (self->signatures->len == 0)
    return _ ("not signed");
  return soky_verdict_get_title (soky_report_get_verdict (self));
}

static const char *
get_name (const SokySignatureReport *signature)
{
  return *signature->signer != '\0' ? signature->signer : _ ("unknown signer");
}

static gboolean
came_before (const SokyReport *self, guint index)
{
  for (guint i = 0; i < index; i++)
    if (!signature_at (self, i)->is_timestamp &&
        g_str_equal (get_name (signature_at (self, i)), get_name (signature_at (self, index))))
      return TRUE;
  return FALSE;
}

char *
soky_report_list_signers (const SokyReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->signatures->len; i++) {
    if (signature_at (self, i)->is_timestamp || came_before (self, i))
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "",
                            get_name (signature_at (self, i)));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
soky_report_list_times (const SokyReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->signatures->len; i++) {
    const SokySignatureReport *signature = signature_at (self, i);
    if (signature->is_timestamp || signature->signed_at_us == 0)
      continue;
    g_autofree char *time = soky_clock_to_vietnam (signature->signed_at_us);
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", time);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
soky_report_get_reason (const SokyReport *self)
{
  SokyVerdict worst = soky_report_get_verdict (self);

  for (guint i = 0; i < self->signatures->len; i++)
    if (signature_at (self, i)->verdict == worst)
      return signature_at (self, i)->reason;
  return _ ("There is no signature in this file.");
}

static void
add_cell (GString *csv, const char *text, gboolean last)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (csv, '"');
  /* blanks before the sign do not keep every spreadsheet from calculating */
  if (strchr ("=+-@|%", valid[strspn (valid, " \t\r\n")]) != NULL && *valid != '\0')
    g_string_append_c (csv, '\'');
  for (const char *at = valid; *at != '\0'; at++) {
    if (*at == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, g_ascii_iscntrl (*at) ? ' ' : *at);
  }
  g_string_append (csv, last ? "\"\r\n" : "\",");
}

static void
add_row (GString *csv, const char *const cells[], gsize count)
{
  for (gsize i = 0; i < count; i++)
    add_cell (csv, cells[i], i + 1 == count);
}

GString *
soky_report_csv_new (void)
{
  GString *csv = g_string_new (BYTE_ORDER_MARK);
  const char *const titles[] = {_ ("File"),    _ ("Verdict"),   _ ("Signatures"),
                                _ ("Signers"), _ ("Signed at"), _ ("Reason")};

  add_row (csv, titles, G_N_ELEMENTS (titles));
  return csv;
}

void
soky_report_csv_add (GString *csv, const SokyReport *report)
{
  g_return_if_fail (csv != NULL && report != NULL);

  g_autofree char *file = g_filename_display_name (report->file);
  g_autofree char *count = g_strdup_printf ("%u", report->signatures->len);
  g_autofree char *signers = soky_report_list_signers (report);
  g_autofree char *times = soky_report_list_times (report);
  const char *const cells[] = {file,  soky_report_get_word (report),  count, signers,
                               times, soky_report_get_reason (report)};

  add_row (csv, cells, G_N_ELEMENTS (cells));
}

void
soky_report_csv_add_failure (GString *csv, const char *file, const char *reason)
{
  g_return_if_fail (csv != NULL && file != NULL && reason != NULL);

  g_autofree char *shown = g_filename_display_name (file);
  const char *const cells[] = {shown, _ ("cannot be read"), "", "", "", reason};

  add_row (csv, cells, G_N_ELEMENTS (cells));
}
