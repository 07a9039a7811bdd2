/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/report-proof.h"

SokyTimestampReport *
soky_timestamp_report_new (void)
{
  SokyTimestampReport *self = g_new0 (SokyTimestampReport, 1);

  self->authority = g_strdup ("");
  self->indication = g_strdup ("");
  self->problem = g_strdup ("");
  return self;
}

SokyTimestampReport *
soky_timestamp_report_copy (const SokyTimestampReport *self)
{
  SokyTimestampReport *copy = g_memdup2 (self, sizeof *self);

  copy->authority = g_strdup (self->authority);
  copy->indication = g_strdup (self->indication);
  copy->problem = g_strdup (self->problem);
  return copy;
}

void
soky_timestamp_report_free (SokyTimestampReport *self)
{
  if (self == NULL)
    return;
  g_free (self->authority);
  g_free (self->indication);
  g_free (self->problem);
  g_free (self);
}

SokyStatusReport *
soky_status_report_new (void)
{
  SokyStatusReport *self = g_new0 (SokyStatusReport, 1);

  self->state = SOKY_REVOCATION_UNKNOWN;
  self->fault = SOKY_EVIDENCE_MISSING;
  self->holder = g_strdup ("");
  self->fingerprint = g_strdup ("");
  self->cause = g_strdup ("");
  self->text = g_strdup ("");
  return self;
}

void
soky_status_report_free (SokyStatusReport *self)
{
  if (self == NULL)
    return;
  g_free (self->holder);
  g_free (self->fingerprint);
  g_free (self->cause);
  g_free (self->text);
  g_free (self);
}

const char *
soky_level_to_string (SokyLevel value)
{
  static const char *const words[] = {"none", "B-B", "B-T", "B-LT", "B-LTA"};

  return words[(guint) value < G_N_ELEMENTS (words) ? value : 0];
}

const char *
soky_time_source_to_string (SokyTimeSource value)
{
  static const char *const words[] = {"none", "signature-timestamp", "document-timestamp"};

  return words[(guint) value < G_N_ELEMENTS (words) ? value : 0];
}

const char *
soky_provenance_to_string (SokyProvenance value)
{
  static const char *const words[] = {"none", "file", "network"};

  return words[(guint) value < G_N_ELEMENTS (words) ? value : 0];
}
