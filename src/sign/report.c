/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report.h"

static const char *
word_of (const char *const *words, guint count, guint value)
{
  g_return_val_if_fail (value < count, words[count - 1]);

  return words[value];
}

SokyReport *
soky_report_new (const char *file, gint64 size)
{
  SokyReport *self = g_new0 (SokyReport, 1);
  self->file = g_strdup (file ? file : "");
  self->size = size;
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_signature_report_free);
  return self;
}

void
soky_report_free (SokyReport *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

SokySignatureReport *
soky_signature_report_new (void)
{
  SokySignatureReport *self = g_new0 (SokySignatureReport, 1);
  char **texts[] = {&self->field,        &self->subfilter,    &self->signer,
                    &self->organisation, &self->claimed_name, &self->signature_reason,
                    &self->location,     &self->algorithm,    &self->indication,
                    &self->reason,       &self->note};

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");
  self->change_list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_pdf_change_free);
  self->timestamps = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_timestamp_report_free);
  self->statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_status_report_free);
  /* what nobody has decided yet must not look good */
  self->integrity = SOKY_INTEGRITY_BROKEN;
  self->coverage = SOKY_COVERAGE_PARTIAL;
  self->changes = SOKY_CHANGES_FORBIDDEN;
  self->trust = SOKY_REPORT_UNKNOWN;
  self->verdict = SOKY_VERDICT_INVALID;
  return self;
}

void
soky_signature_report_free (SokySignatureReport *self)
{
  if (self == NULL)
    return;
  char *texts[] = {self->field,        self->subfilter,        self->signer,   self->organisation,
                   self->claimed_name, self->signature_reason, self->location, self->algorithm,
                   self->indication,   self->reason,           self->note};
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_ptr_array_unref (self->change_list);
  g_ptr_array_unref (self->timestamps);
  g_ptr_array_unref (self->statuses);
  g_free (self);
}

SokyVerdict
soky_report_get_verdict (const SokyReport *self)
{
  SokyVerdict worst = SOKY_VERDICT_VALID;

  if (self->signatures->len == 0)
    return SOKY_VERDICT_INDETERMINATE;
  for (guint i = 0; i < self->signatures->len; i++) {
    const SokySignatureReport *signature = g_ptr_array_index (self->signatures, i);
    if (signature->verdict == SOKY_VERDICT_INVALID)
      return SOKY_VERDICT_INVALID;
    if (signature->verdict == SOKY_VERDICT_INDETERMINATE)
      worst = SOKY_VERDICT_INDETERMINATE;
  }
  return worst;
}

const char *
soky_integrity_to_string (SokyIntegrity value)
{
  static const char *const words[] = {"ok", "weak", "broken"};
  return word_of (words, G_N_ELEMENTS (words), value);
}

const char *
soky_coverage_to_string (SokyCoverage value)
{
  static const char *const words[] = {"file", "revision", "partial"};
  return word_of (words, G_N_ELEMENTS (words), value);
}

const char *
soky_changes_to_string (SokyChanges value)
{
  static const char *const words[] = {"none", "permitted", "forbidden"};
  return word_of (words, G_N_ELEMENTS (words), value);
}

const char *
soky_report_trust_to_string (SokyReportTrust value)
{
  static const char *const words[] = {"trusted", "untrusted", "unknown"};
  return word_of (words, G_N_ELEMENTS (words), value);
}

const char *
soky_verdict_to_string (SokyVerdict value)
{
  static const char *const words[] = {"valid", "invalid", "indeterminate"};
  return word_of (words, G_N_ELEMENTS (words), value);
}
