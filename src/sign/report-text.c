/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-text.h"

#include "base/clock.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Names come from files: a line end or an escape in one must not forge a line of the report. */
static void
append_clean (GString *line, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);
    gboolean plain = g_unichar_isprint (letter) && g_unichar_type (letter) != G_UNICODE_FORMAT;
    g_string_append_unichar (line, plain ? letter : ' ');
  }
}

static void
append_signature (GString *text, const char *file, const SokySignatureReport *signature)
{
  g_autofree char *who = soky_signature_report_describe (signature);

  append_clean (text, file);
  g_string_append (text, ": ");
  append_clean (text, signature->field);
  g_string_append_printf (text, ": %s: ", soky_verdict_get_title (signature->verdict));
  append_clean (text, who);
  g_string_append (text, ": ");
  append_clean (text, signature->reason);
  if (*signature->note != '\0') {
    g_string_append_c (text, ' ');
    append_clean (text, signature->note);
  }
  g_string_append_c (text, '\n');
}

const char *
soky_verdict_get_title (SokyVerdict verdict)
{
  switch (verdict) {
  case SOKY_VERDICT_VALID:
    return _ ("valid");
  case SOKY_VERDICT_INVALID:
    return _ ("invalid");
  default:
    return _ ("indeterminate");
  }
}

char *
soky_signature_report_describe (const SokySignatureReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->is_timestamp)
    g_string_append (text, _ ("Timestamp: "));
  g_string_append (text, *self->signer != '\0' ? self->signer : _ ("unknown signer"));
  if (*self->organisation != '\0' && !g_str_equal (self->organisation, self->signer))
    g_string_append_printf (text, " (%s)", self->organisation);
  if (self->signed_at_us != 0) {
    g_autofree char *when = soky_clock_to_vietnam (self->signed_at_us);
    g_string_append_printf (text, ", %s", when);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
soky_report_to_text (const SokyReport *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *file = g_filename_display_name (self->file);

  for (guint i = 0; i < self->signatures->len; i++)
    append_signature (text, file, g_ptr_array_index (self->signatures, i));
  if (self->signatures->len == 0) {
    append_clean (text, file);
    g_string_append_printf (text, ": %s\n", _ ("there is no signature in this file."));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
