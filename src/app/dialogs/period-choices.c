/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/period-choices.h"

#include <glib/gi18n.h>

#define FIRST_MONTH 8 /* a school year runs from August */
#define MONTHS 12
#define TERMS 2
#define FIRST_MONTH_OF_TERM_2 1
#define LAST_MONTH_OF_TERM_2 7
#define DAYS_BACK 31

static void
add (SokyPeriodChoices *self, const char *label, char *value, gboolean present)
{
  if (present)
    self->present = self->values->len;
  gtk_string_list_append (self->labels, label);
  g_ptr_array_add (self->values, value);
}

static void
add_plain (SokyPeriodChoices *self, char *value, gboolean present)
{
  g_autofree char *label = soky_period_get_label (value);
  add (self, label, value, present);
}

/* "21/09" of "2026-09-21" */
static char *
day_and_month (const char *date)
{
  return strlen (date) == 10 ? g_strdup_printf ("%.2s/%.2s", date + 8, date + 5) : g_strdup (date);
}

static void
add_weeks (SokyPeriodChoices *self, const SokySchool *school, GDateTime *today)
{
  g_autofree char *date = g_date_time_format (today, "%Y-%m-%d");

  for (guint i = 0; i < school->weeks->len; i++) {
    const SokyWeek *week = g_ptr_array_index (school->weeks, i);
    char *value = soky_period_format (SOKY_FREQUENCY_WEEK, week->number);
    g_autofree char *name = soky_period_get_label (value);
    g_autofree char *starts = day_and_month (week->starts);
    g_autofree char *ends = day_and_month (week->ends);
    g_autofree char *label = g_strdup_printf ("%s (%s–%s)", name, starts, ends);
    add (self, label, value,
         g_strcmp0 (week->starts, date) <= 0 && g_strcmp0 (date, week->ends) <= 0);
  }
}

static void
add_months (SokyPeriodChoices *self, GDateTime *today)
{
  for (guint i = 0; i < MONTHS; i++) {
    guint month = (FIRST_MONTH - 1 + i) % MONTHS + 1;
    add_plain (self, soky_period_format (SOKY_FREQUENCY_MONTH, month),
               (int) month == g_date_time_get_month (today));
  }
}

static void
add_terms (SokyPeriodChoices *self, GDateTime *today)
{
  int month = g_date_time_get_month (today);
  guint term = month >= FIRST_MONTH_OF_TERM_2 && month <= LAST_MONTH_OF_TERM_2 ? 2 : 1;

  for (guint i = 1; i <= TERMS; i++)
    add_plain (self, soky_period_format (SOKY_FREQUENCY_TERM, i), i == term);
}

static void
add_days (SokyPeriodChoices *self, GDateTime *today)
{
  for (int i = 0; i < DAYS_BACK; i++) {
    g_autoptr (GDateTime) day = g_date_time_add_days (today, -i);
    add_plain (self, g_date_time_format (day, "day-%Y-%m-%d"), i == 0);
  }
}

SokyPeriodChoices *
soky_period_choices_new (SokyFrequency frequency, const SokySchool *school, GDateTime *today)
{
  SokyPeriodChoices *self = g_new0 (SokyPeriodChoices, 1);
  self->labels = gtk_string_list_new (NULL);
  self->values = g_ptr_array_new_with_free_func (g_free);

  switch (frequency) {
  case SOKY_FREQUENCY_WEEK:
    add_weeks (self, school, today);
    break;
  case SOKY_FREQUENCY_MONTH:
    add_months (self, today);
    break;
  case SOKY_FREQUENCY_TERM:
    add_terms (self, today);
    break;
  case SOKY_FREQUENCY_YEAR:
    add_plain (self, soky_period_format (SOKY_FREQUENCY_YEAR, 0), TRUE);
    break;
  case SOKY_FREQUENCY_DAY:
    add_days (self, today);
    break;
  case SOKY_FREQUENCY_CUSTOM:
  case SOKY_N_FREQUENCIES:
    break;
  }
  return self;
}

void
soky_period_choices_free (SokyPeriodChoices *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->labels);
  g_ptr_array_unref (self->values);
  g_free (self);
}
