/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/file-check.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "sign/report-summary.h"

struct _SokyFileCheck {
  GObject parent_instance;

  GFile *file;
  SokyCheckState state;
  SokyReport *report; /* nullable */
  char *failure;      /* nullable */
};

enum { PROP_0, PROP_STATE, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SokyFileCheck, soky_file_check, G_TYPE_OBJECT)

static void
soky_file_check_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STATE)
    g_value_set_uint (value, SOKY_FILE_CHECK (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_file_check_finalize (GObject *object)
{
  SokyFileCheck *self = SOKY_FILE_CHECK (object);
  g_object_unref (self->file);
  g_clear_pointer (&self->report, soky_report_free);
  g_free (self->failure);
  G_OBJECT_CLASS (soky_file_check_parent_class)->finalize (object);
}

static void
soky_file_check_class_init (SokyFileCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = soky_file_check_get_property;
  G_OBJECT_CLASS (klass)->finalize = soky_file_check_finalize;
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, SOKY_CHECK_INVALID, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
soky_file_check_init (SokyFileCheck *self)
{
}

SokyFileCheck *
soky_file_check_new (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  SokyFileCheck *self = g_object_new (SOKY_TYPE_FILE_CHECK, NULL);
  self->file = g_object_ref (file);
  return self;
}

GFile *
soky_file_check_get_file (SokyFileCheck *self)
{
  g_return_val_if_fail (SOKY_IS_FILE_CHECK (self), NULL);

  return self->file;
}

SokyCheckState
soky_file_check_get_state (SokyFileCheck *self)
{
  g_return_val_if_fail (SOKY_IS_FILE_CHECK (self), SOKY_CHECK_WAITING);

  return self->state;
}

const SokyReport *
soky_file_check_get_report (SokyFileCheck *self)
{
  g_return_val_if_fail (SOKY_IS_FILE_CHECK (self), NULL);

  return self->report;
}

void
soky_file_check_set_state (SokyFileCheck *self, SokyCheckState state)
{
  g_return_if_fail (SOKY_IS_FILE_CHECK (self));

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
soky_file_check_take_report (SokyFileCheck *self, SokyReport *report)
{
  static const SokyCheckState states[] = {
      [SOKY_VERDICT_VALID] = SOKY_CHECK_VALID,
      [SOKY_VERDICT_INVALID] = SOKY_CHECK_INVALID,
      [SOKY_VERDICT_INDETERMINATE] = SOKY_CHECK_INDETERMINATE,
  };
  g_return_if_fail (SOKY_IS_FILE_CHECK (self) && report != NULL);

  g_clear_pointer (&self->report, soky_report_free);
  self->report = report;
  soky_file_check_set_state (self, report->signatures->len == 0
                                       ? SOKY_CHECK_UNSIGNED
                                       : states[soky_report_get_verdict (report)]);
}

void
soky_file_check_fail (SokyFileCheck *self, const char *reason)
{
  g_return_if_fail (SOKY_IS_FILE_CHECK (self) && reason != NULL);

  g_free (self->failure);
  self->failure = g_strdup (reason);
  soky_file_check_set_state (self, SOKY_CHECK_FAILED);
}

const char *
soky_check_state_get_label (SokyCheckState state)
{
  static const char *const labels[] = {
      [SOKY_CHECK_WAITING] = N_ ("In the queue"),
      [SOKY_CHECK_RUNNING] = N_ ("Checking…"),
      [SOKY_CHECK_STOPPED] = N_ ("Not checked"),
      [SOKY_CHECK_FAILED] = N_ ("Cannot be read"),
      [SOKY_CHECK_UNSIGNED] = N_ ("Not signed"),
      [SOKY_CHECK_VALID] = N_ ("Valid"),
      [SOKY_CHECK_INDETERMINATE] = N_ ("Not confirmed"),
      [SOKY_CHECK_INVALID] = N_ ("Not valid"),
  };
  return _ (labels[state]);
}

const char *
soky_check_state_get_style (SokyCheckState state)
{
  switch (state) {
  case SOKY_CHECK_VALID:
    return "valid";
  case SOKY_CHECK_INDETERMINATE:
    return "indeterminate";
  case SOKY_CHECK_INVALID:
  case SOKY_CHECK_FAILED:
    return "invalid";
  default:
    return "draft";
  }
}

char *
soky_file_check_get_name (SokyFileCheck *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  return g_filename_display_name (name);
}

char *
soky_file_check_get_signers (SokyFileCheck *self)
{
  return self->report != NULL ? soky_report_list_signers (self->report) : g_strdup ("");
}

gint64
soky_file_check_get_time_us (SokyFileCheck *self)
{
  gint64 last_us = 0;

  for (guint i = 0; self->report != NULL && i < self->report->signatures->len; i++) {
    const SokySignatureReport *signature = g_ptr_array_index (self->report->signatures, i);
    last_us = MAX (last_us, signature->signed_at_us);
  }
  return last_us;
}

char *
soky_file_check_get_time (SokyFileCheck *self)
{
  gint64 last_us = soky_file_check_get_time_us (self);
  return last_us != 0 ? soky_clock_to_local (last_us) : g_strdup ("");
}

const char *
soky_file_check_get_reason (SokyFileCheck *self)
{
  if (self->state == SOKY_CHECK_FAILED)
    return self->failure;
  return self->report != NULL ? soky_report_get_reason (self->report) : "";
}

void
soky_file_check_add_csv (SokyFileCheck *self, GString *csv)
{
  g_return_if_fail (SOKY_IS_FILE_CHECK (self) && csv != NULL);

  g_autofree char *name = g_file_get_parse_name (self->file);
  if (self->report != NULL)
    soky_report_csv_add (csv, self->report);
  else
    soky_report_csv_add_failure (csv, name,
                                 self->failure != NULL ? self->failure
                                                       : soky_check_state_get_label (self->state));
}
