/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/calendar.h"

#include "book/frequency.h"

#define MAX_HOLIDAYS 20
#define FRIDAY 4 /* days after Monday */
#define SUNDAY 6

typedef struct {
  guint first; /* 0 = no such term */
  guint last;
} Term;

struct _SokyCalendar {
  char *school_year;
  GDate begins;
  guint weeks;
  GArray *holidays; /* SokyDates */
  GDate mondays[SOKY_CALENDAR_MAX_WEEKS];
  Term terms[SOKY_CALENDAR_MAX_TERMS];
};

static GDate
add_days (const GDate *date, guint days)
{
  GDate later = *date;

  g_date_add_days (&later, days);
  return later;
}

static gboolean
is_free (const SokyCalendar *self, const GDate *monday)
{
  GDate friday = add_days (monday, FRIDAY);

  for (guint i = 0; i < self->holidays->len; i++) {
    const SokyDates *holidays = &g_array_index (self->holidays, SokyDates, i);
    if (soky_dates_include (holidays, monday) && soky_dates_include (holidays, &friday))
      return TRUE;
  }
  return FALSE;
}

static void
number_weeks (SokyCalendar *self)
{
  GDate monday = self->begins;

  for (guint week = 0; week < self->weeks; monday = add_days (&monday, 7)) {
    if (!is_free (self, &monday))
      self->mondays[week++] = monday;
  }
}

SokyCalendar *
soky_calendar_new (const char *school_year, const char *begins, guint weeks, GError **error)
{
  GDate monday;

  if (!soky_school_year_is_valid (school_year) || !soky_date_parse (begins, &monday) ||
      g_date_get_weekday (&monday) != G_DATE_MONDAY ||
      g_date_get_year (&monday) != g_ascii_strtoull (school_year, NULL, 10) || weeks < 2 ||
      weeks > SOKY_CALENDAR_MAX_WEEKS) {
    soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
    return NULL;
  }

  SokyCalendar *self = g_new0 (SokyCalendar, 1);
  guint half = (weeks + 1) / 2;
  self->school_year = g_strdup (school_year);
  self->begins = monday;
  self->weeks = weeks;
  self->holidays = g_array_new (FALSE, FALSE, sizeof (SokyDates));
  self->terms[0] = (Term){1, half};
  self->terms[1] = (Term){half + 1, weeks};
  number_weeks (self);
  return self;
}

void
soky_calendar_free (SokyCalendar *self)
{
  g_array_unref (self->holidays);
  g_free (self->school_year);
  g_free (self);
}

gboolean
soky_calendar_add_holidays (SokyCalendar *self, const char *first, const char *last, GError **error)
{
  SokyDates holidays;

  if (!soky_date_parse (first, &holidays.first) || !soky_date_parse (last, &holidays.last) ||
      g_date_compare (&holidays.first, &holidays.last) > 0 ||
      g_date_days_between (&holidays.first, &holidays.last) > 366 ||
      self->holidays->len >= MAX_HOLIDAYS)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
  g_array_append_val (self->holidays, holidays);
  number_weeks (self);
  return TRUE;
}

void
soky_calendar_clear_terms (SokyCalendar *self)
{
  for (guint i = 0; i < SOKY_CALENDAR_MAX_TERMS; i++)
    self->terms[i] = (Term){0, 0};
}

gboolean
soky_calendar_set_term (SokyCalendar *self, guint term, guint first_week, guint last_week,
                        GError **error)
{
  if (term < 1 || term > SOKY_CALENDAR_MAX_TERMS || first_week < 1 || first_week > last_week ||
      last_week > self->weeks)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
  for (guint i = 0; i < SOKY_CALENDAR_MAX_TERMS; i++) {
    const Term *other = &self->terms[i];
    gboolean before = i + 1 < term && other->last >= first_week;
    gboolean after = i + 1 > term && other->first <= last_week;
    if (other->first != 0 && (before || after))
      return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
  }
  self->terms[term - 1] = (Term){first_week, last_week};
  return TRUE;
}

const char *
soky_calendar_get_school_year (const SokyCalendar *self)
{
  return self->school_year;
}

guint
soky_calendar_get_weeks (const SokyCalendar *self)
{
  return self->weeks;
}

gboolean
soky_calendar_get_week (const SokyCalendar *self, guint week, SokyDates *dates)
{
  if (week < 1 || week > self->weeks)
    return FALSE;
  dates->first = self->mondays[week - 1];
  dates->last = add_days (&dates->first, SUNDAY);
  return TRUE;
}

gboolean
soky_calendar_get_term (const SokyCalendar *self, guint term, SokyDates *dates)
{
  if (term < 1 || term > SOKY_CALENDAR_MAX_TERMS || self->terms[term - 1].first == 0)
    return FALSE;
  dates->first = self->mondays[self->terms[term - 1].first - 1];
  dates->last = add_days (&self->mondays[self->terms[term - 1].last - 1], SUNDAY);
  return TRUE;
}

void
soky_calendar_get_year (const SokyCalendar *self, SokyDates *dates)
{
  dates->first = self->mondays[0];
  dates->last = add_days (&self->mondays[self->weeks - 1], SUNDAY);
}

guint
soky_calendar_find_week (const SokyCalendar *self, const GDate *date)
{
  SokyDates dates;

  for (guint week = 1; soky_calendar_get_week (self, week, &dates); week++) {
    if (soky_dates_include (&dates, date))
      return week;
  }
  return 0;
}

guint
soky_calendar_find_term (const SokyCalendar *self, const GDate *date)
{
  SokyDates dates;

  for (guint term = 1; term <= SOKY_CALENDAR_MAX_TERMS; term++) {
    if (soky_calendar_get_term (self, term, &dates) && soky_dates_include (&dates, date))
      return term;
  }
  return 0;
}
