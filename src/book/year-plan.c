/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/year-plan.h"

#include "book/frequency.h"

#include <string.h>

#define FIRST_DAY 5 /* school begins on the Monday after 5 September, or on it */
#define MOST_NAMES 1000
#define MOST_CHARACTERS 60
#define MOST_HOLIDAYS 30

SokyYearPlan *
soky_year_plan_new (const char *name, const char *begins, guint weeks)
{
  SokyYearPlan *self = g_new0 (SokyYearPlan, 1);

  self->name = g_strdup (name);
  self->begins = g_strdup (begins);
  self->weeks = weeks;
  self->holidays = g_ptr_array_new_with_free_func (g_free);
  self->classes = g_new0 (char *, 1);
  return self;
}

void
soky_year_plan_free (SokyYearPlan *self)
{
  g_free (self->name);
  g_free (self->begins);
  g_ptr_array_unref (self->holidays);
  g_strfreev (self->classes);
  g_free (self);
}

void
soky_year_plan_add_holidays (SokyYearPlan *self, const char *first, const char *last)
{
  g_ptr_array_add (self->holidays, g_strdup (first));
  g_ptr_array_add (self->holidays, g_strdup (last));
}

static gboolean
fill (const SokyYearPlan *self, SokyCalendar *calendar)
{
  if (self->n_terms > SOKY_CALENDAR_MAX_TERMS || self->holidays->len > 2 * MOST_HOLIDAYS)
    return FALSE;
  if (self->n_terms > 0)
    soky_calendar_clear_terms (calendar);
  for (guint i = 0; i < self->n_terms; i++) {
    if (!soky_calendar_set_term (calendar, i + 1, self->terms[i].first, self->terms[i].last, NULL))
      return FALSE;
  }
  for (guint i = 0; i + 1 < self->holidays->len; i += 2) {
    if (!soky_calendar_add_holidays (calendar, g_ptr_array_index (self->holidays, i),
                                     g_ptr_array_index (self->holidays, i + 1), NULL))
      return FALSE;
  }
  return TRUE;
}

SokyCalendar *
soky_year_plan_to_calendar (const SokyYearPlan *self, GError **error)
{
  g_autoptr (SokyCalendar) calendar =
      soky_calendar_new (self->name, self->begins, self->weeks, NULL);

  if (calendar != NULL && fill (self, calendar))
    return g_steal_pointer (&calendar);
  soky_book_refuse (SOKY_BOOK_ERROR_BAD_YEAR, error);
  return NULL;
}

gboolean
soky_names_are_sound (const char *const *names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; names[i] != NULL; i++) {
    if (i >= MOST_NAMES || *names[i] == '\0' || g_utf8_strlen (names[i], -1) > MOST_CHARACTERS ||
        !g_hash_table_add (seen, (gpointer) names[i]))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_year_plan_check (const SokyYearPlan *self, GError **error)
{
  g_autoptr (SokyCalendar) calendar = soky_year_plan_to_calendar (self, error);

  if (calendar == NULL)
    return FALSE;
  return soky_names_are_sound ((const char *const *) self->classes) ||
         soky_book_refuse (SOKY_BOOK_ERROR_BAD_YEAR, error);
}

char *
soky_year_plan_usual_begin (guint year)
{
  g_autoptr (GDate) day = g_date_new_dmy (FIRST_DAY, G_DATE_SEPTEMBER, (GDateYear) year);

  g_date_add_days (day, (8 - (guint) g_date_get_weekday (day)) % 7);
  return g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (day),
                          (guint) g_date_get_month (day), (guint) g_date_get_day (day));
}

/* The grade in front of a class's name, 0 = none; @rest: what follows it. */
static guint64
read_grade (const char *name, const char **rest)
{
  char *end = NULL;
  guint64 grade = g_ascii_isdigit (*name) ? g_ascii_strtoull (name, &end, 10) : 0;

  *rest = end != NULL ? end : name;
  return grade < 100 ? grade : 0;
}

static char **
raise_classes (char **classes)
{
  g_autoptr (GStrvBuilder) raised = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) higher = g_strv_builder_new ();
  guint64 lowest = G_MAXUINT64, highest = 0;
  const char *rest = NULL;

  for (guint i = 0; classes[i] != NULL; i++) {
    guint64 grade = read_grade (classes[i], &rest);
    lowest = grade > 0 ? MIN (lowest, grade) : lowest;
    highest = MAX (highest, grade);
  }
  for (guint i = 0; classes[i] != NULL; i++) {
    guint64 grade = read_grade (classes[i], &rest);
    if (grade == 0 || grade == lowest)
      g_strv_builder_add (raised, classes[i]);
    if (grade == 0 || grade == highest)
      continue;
    g_autofree char *name = g_strdup_printf ("%" G_GUINT64_FORMAT "%s", grade + 1, rest);
    g_strv_builder_add (higher, name);
  }
  g_auto (GStrv) rising = g_strv_builder_end (higher);
  g_strv_builder_addv (raised, (const char **) rising);
  return g_strv_builder_end (raised);
}

SokyYearPlan *
soky_year_plan_next (const SokyYearPlan *self)
{
  guint year = (guint) g_ascii_strtoull (self->name, NULL, 10) + 1;
  g_autofree char *name = g_strdup_printf ("%u-%u", year, year + 1);
  g_autofree char *begins = soky_year_plan_usual_begin (year);
  SokyYearPlan *next = soky_year_plan_new (name, begins, self->weeks);

  next->offered = TRUE;
  next->n_terms = self->n_terms;
  memcpy (next->terms, self->terms, sizeof next->terms);
  g_strfreev (next->classes);
  next->classes = raise_classes (self->classes);
  return next;
}
