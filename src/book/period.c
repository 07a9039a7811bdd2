/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/period.h"

#include <string.h>

#define DAY_PREFIX "day-"
#define SCHOOL_DAYS 6 /* Monday to Saturday */

/* The month of the school year: those before its first month belong to the second year. */
static gboolean
get_month (const SokyCalendar *calendar, guint month, SokyDates *dates)
{
  SokyDates year;

  soky_calendar_get_year (calendar, &year);
  GDateYear number = g_date_get_year (&year.first);
  if (month < g_date_get_month (&year.first))
    number++;
  GDateDay last = g_date_get_days_in_month ((GDateMonth) month, number);
  g_date_clear (&dates->first, 1);
  g_date_clear (&dates->last, 1);
  g_date_set_dmy (&dates->first, 1, (GDateMonth) month, number);
  g_date_set_dmy (&dates->last, last, (GDateMonth) month, number);
  return g_date_compare (&dates->first, &year.last) <= 0;
}

static gboolean
get_day (const SokyCalendar *calendar, const char *period, SokyDates *dates)
{
  SokyDates year;

  if (!soky_date_parse (period + strlen (DAY_PREFIX), &dates->first))
    return FALSE;
  dates->last = dates->first;
  soky_calendar_get_year (calendar, &year);
  return soky_dates_include (&year, &dates->first);
}

static void
add_days_of_week (const SokyDates *week, GStrvBuilder *list)
{
  GDate day = week->first;

  for (guint i = 0; i < SCHOOL_DAYS; i++) {
    g_autofree char *text = soky_date_format (&day);
    g_autofree char *period = g_strconcat (DAY_PREFIX, text, NULL);
    g_strv_builder_add (list, period);
    g_date_add_days (&day, 1);
  }
}

static void
add_numbered (SokyFrequency frequency, guint number, GStrvBuilder *list)
{
  g_autofree char *period = soky_period_format (frequency, number);

  g_strv_builder_add (list, period);
}

static void
add_months (const SokyCalendar *calendar, GStrvBuilder *list)
{
  SokyDates year;

  soky_calendar_get_year (calendar, &year);
  for (GDate day = year.first; g_date_compare (&day, &year.last) <= 0;
       g_date_add_months (&day, 1)) {
    g_date_set_day (&day, 1);
    add_numbered (SOKY_FREQUENCY_MONTH, g_date_get_month (&day), list);
  }
}

gboolean
soky_period_get_dates (const SokyCalendar *calendar, const char *period, SokyDates *dates)
{
  guint number = soky_period_get_number (period);

  if (soky_period_is_valid (period, SOKY_FREQUENCY_WEEK))
    return soky_calendar_get_week (calendar, number, dates);
  if (soky_period_is_valid (period, SOKY_FREQUENCY_MONTH))
    return get_month (calendar, number, dates);
  if (soky_period_is_valid (period, SOKY_FREQUENCY_TERM))
    return soky_calendar_get_term (calendar, number, dates);
  if (soky_period_is_valid (period, SOKY_FREQUENCY_DAY))
    return get_day (calendar, period, dates);
  if (!soky_period_is_valid (period, SOKY_FREQUENCY_YEAR))
    return FALSE;
  soky_calendar_get_year (calendar, dates);
  return TRUE;
}

gint64
soky_period_get_due (const SokyCalendar *calendar, const SokyBookType *type, const char *period)
{
  const SokyDeadline *deadline = &type->deadline;
  SokyDates dates;

  if (!deadline->set || !soky_period_is_valid (period, type->frequency) ||
      !soky_period_get_dates (calendar, period, &dates))
    return 0;
  GDate day = deadline->from_end ? dates.last : dates.first;
  if (deadline->days < 0)
    g_date_subtract_days (&day, (guint) -deadline->days);
  else
    g_date_add_days (&day, (guint) deadline->days);
  return soky_date_to_moment (&day, deadline->minute);
}

char *
soky_period_find (const SokyCalendar *calendar, SokyFrequency frequency, const GDate *date)
{
  SokyDates year;
  guint week = soky_calendar_find_week (calendar, date);
  guint term = soky_calendar_find_term (calendar, date);
  g_autofree char *text = soky_date_format (date);

  soky_calendar_get_year (calendar, &year);
  if (!soky_dates_include (&year, date))
    return NULL;
  switch (frequency) {
  case SOKY_FREQUENCY_WEEK:
    return week != 0 ? soky_period_format (frequency, week) : NULL;
  case SOKY_FREQUENCY_TERM:
    return term != 0 ? soky_period_format (frequency, term) : NULL;
  case SOKY_FREQUENCY_MONTH:
    return soky_period_format (frequency, g_date_get_month (date));
  case SOKY_FREQUENCY_YEAR:
    return soky_period_format (frequency, 0);
  case SOKY_FREQUENCY_DAY:
    return g_strconcat (DAY_PREFIX, text, NULL);
  default:
    return NULL;
  }
}

char **
soky_period_list (const SokyCalendar *calendar, SokyFrequency frequency)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  SokyDates dates;

  if (frequency == SOKY_FREQUENCY_MONTH)
    add_months (calendar, list);
  if (frequency == SOKY_FREQUENCY_YEAR)
    add_numbered (frequency, 0, list);
  for (guint term = 1; frequency == SOKY_FREQUENCY_TERM && term <= SOKY_CALENDAR_MAX_TERMS;
       term++) {
    if (soky_calendar_get_term (calendar, term, &dates))
      add_numbered (frequency, term, list);
  }
  for (guint week = 1; soky_calendar_get_week (calendar, week, &dates); week++) {
    if (frequency == SOKY_FREQUENCY_WEEK)
      add_numbered (frequency, week, list);
    if (frequency == SOKY_FREQUENCY_DAY)
      add_days_of_week (&dates, list);
  }
  return g_strv_builder_end (list);
}
