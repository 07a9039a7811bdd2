/* SPDX-License-Identifier: GPL-3.0-or-later */
/* School years, weeks around holidays, periods and deadlines. */
#include "config.h"

#include "base/clock.h"
#include "book/book-type-catalogue.h"
#include "book/period.h"

static SokyCalendar *
make_calendar (void)
{
  g_autoptr (GError) error = NULL;
  SokyCalendar *calendar = soky_calendar_new ("2026-2027", "2026-09-07", 35, &error);

  g_assert_no_error (error);
  return calendar;
}

/* "2026-09-07…2026-09-13", or "none" */
static char *
describe (gboolean found, const SokyDates *dates)
{
  if (!found)
    return g_strdup ("none");
  g_autofree char *first = soky_date_format (&dates->first);
  g_autofree char *last = soky_date_format (&dates->last);
  return g_strdup_printf ("%s…%s", first, last);
}

static void
assert_dates (const SokyCalendar *calendar, const char *period, const char *expected)
{
  SokyDates dates;
  g_autofree char *found = describe (soky_period_get_dates (calendar, period, &dates), &dates);

  g_test_message ("%s", period);
  g_assert_cmpstr (found, ==, expected);
}

static void
assert_week (const SokyCalendar *calendar, const char *day, guint expected)
{
  GDate date;

  g_assert_true (soky_date_parse (day, &date));
  g_assert_cmpuint (soky_calendar_find_week (calendar, &date), ==, expected);
}

static void
test_dates (void)
{
  static const char *const bad[] = {NULL,         "",           "2026-9-5",    "2026-02-29",
                                    "2026-13-01", "2026/09/05", "2026-09-05 ", "0000-01-01",
                                    "2026-00-10", "abcd-ef-gh"};
  GDate date;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (soky_date_parse (bad[i], &date));
  g_assert_true (soky_date_parse ("2028-02-29", &date));
  g_autofree char *text = soky_date_format (&date);
  g_assert_cmpstr (text, ==, "2028-02-29");
  g_autofree char *label = soky_date_get_label (&date);
  g_assert_cmpstr (label, ==, "29/02/2028");
}

/* Vietnam's midnight is 17:00 of the day before in UTC. */
static void
test_moments (void)
{
  static const struct {
    const char *moment;
    const char *day;
  } cases[] = {
      {"2026-09-05T16:59:59Z", "2026-09-05"},
      {"2026-09-05T17:00:00Z", "2026-09-06"},
      {"2026-12-31T17:00:00Z", "2027-01-01"},
      {"1970-01-01T00:00:00Z", "1970-01-01"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GDate date;
    gint64 moment_us;
    g_assert_true (soky_clock_from_rfc3339 (cases[i].moment, &moment_us));
    soky_date_from_moment (moment_us, &date);
    g_autofree char *day = soky_date_format (&date);
    g_assert_cmpstr (day, ==, cases[i].day);
  }
  GDate date;
  g_assert_true (soky_date_parse ("2026-09-06", &date));
  g_autofree char *evening = soky_clock_to_rfc3339 (soky_date_to_moment (&date, 22 * 60));
  g_assert_cmpstr (evening, ==, "2026-09-06T15:00:00Z");
}

static void
test_year (void)
{
  static const struct {
    const char *school_year;
    const char *begins;
    guint weeks;
  } bad[] = {
      {"2026-2027", "2026-09-08", 35}, {"2026-2027", "2025-09-08", 35},
      {"2026-2028", "2026-09-07", 35}, {"2026-2027", "7/9/2026", 35},
      {"2026-2027", "2026-09-07", 1},  {"2026-2027", "2026-09-07", 54},
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (soky_calendar_new (bad[i].school_year, bad[i].begins, bad[i].weeks, &error));
    g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_BAD_PERIOD);
  }
}

static void
test_periods (void)
{
  g_autoptr (SokyCalendar) calendar = make_calendar ();

  assert_dates (calendar, "week-01", "2026-09-07…2026-09-13");
  assert_dates (calendar, "week-17", "2026-12-28…2027-01-03");
  assert_dates (calendar, "week-35", "2027-05-03…2027-05-09");
  assert_dates (calendar, "week-36", "none");
  assert_dates (calendar, "month-09", "2026-09-01…2026-09-30");
  assert_dates (calendar, "month-02", "2027-02-01…2027-02-28");
  assert_dates (calendar, "month-05", "2027-05-01…2027-05-31");
  assert_dates (calendar, "month-06", "none");
  assert_dates (calendar, "month-08", "none");
  assert_dates (calendar, "term-1", "2026-09-07…2027-01-10");
  assert_dates (calendar, "term-2", "2027-01-11…2027-05-09");
  assert_dates (calendar, "term-3", "none");
  assert_dates (calendar, "year", "2026-09-07…2027-05-09");
  assert_dates (calendar, "day-2026-10-20", "2026-10-20…2026-10-20");
  assert_dates (calendar, "day-2026-08-20", "none");
  assert_dates (calendar, "custom-Hội giảng", "none");
  assert_dates (calendar, "nonsense", "none");
  assert_dates (calendar, NULL, "none");
}

/* Two weeks of Tết are not counted; single days off change nothing. */
static void
test_holidays (void)
{
  g_autoptr (SokyCalendar) calendar = make_calendar ();
  g_autoptr (GError) error = NULL;

  assert_week (calendar, "2027-02-08", 23);
  g_assert_true (soky_calendar_add_holidays (calendar, "2027-02-01", "2027-02-13", &error));
  g_assert_true (soky_calendar_add_holidays (calendar, "2027-04-29", "2027-05-03", &error));
  assert_week (calendar, "2027-01-31", 21);
  assert_week (calendar, "2027-02-01", 0);
  assert_week (calendar, "2027-02-13", 0);
  assert_week (calendar, "2027-02-15", 22);
  assert_week (calendar, "2027-05-03", 33);
  assert_dates (calendar, "week-35", "2027-05-17…2027-05-23");
  assert_dates (calendar, "term-2", "2027-01-11…2027-05-23");

  g_assert_false (soky_calendar_add_holidays (calendar, "2027-02-13", "2027-02-01", &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_BAD_PERIOD);
  g_clear_error (&error);
  g_assert_false (soky_calendar_add_holidays (calendar, "2027-02-13", "2037-02-01", &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_BAD_PERIOD);
}

static void
test_terms (void)
{
  static const guint bad[][3] = {{0, 1, 5},   {4, 1, 5},  {1, 0, 5},  {1, 6, 5},
                                 {3, 20, 36}, {1, 1, 19}, {3, 35, 35}};
  g_autoptr (SokyCalendar) calendar = make_calendar ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_false (soky_calendar_set_term (calendar, bad[i][0], bad[i][1], bad[i][2], &error));
    g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_BAD_PERIOD);
  }
  g_assert_true (soky_calendar_set_term (calendar, 2, 20, 30, NULL));
  g_assert_true (soky_calendar_set_term (calendar, 3, 31, 35, NULL));
  assert_dates (calendar, "term-3", "2027-04-05…2027-05-09");
  GDate date;
  g_assert_true (soky_date_parse ("2027-01-12", &date));
  g_assert_cmpuint (soky_calendar_find_term (calendar, &date), ==, 0);
}

static void
assert_due (const SokyCalendar *calendar, const SokyBookType *type, const char *period,
            const char *expected)
{
  gint64 due_us = soky_period_get_due (calendar, type, period);
  g_autofree char *due = due_us != 0 ? soky_clock_to_vietnam (due_us) : g_strdup ("never");

  g_assert_cmpstr (due, ==, expected);
}

static void
test_deadlines (void)
{
  g_autoptr (SokyCalendar) calendar = make_calendar ();
  g_autoptr (SokyBookType) type = soky_book_type_new ("t", "t", "T");

  assert_due (calendar, type, "week-03", "never");
  type->deadline = (SokyDeadline){TRUE, FALSE, -1, 22 * 60};
  assert_due (calendar, type, "week-03", "20.09.2026 22:00:00 +07:00");
  assert_due (calendar, type, "week-40", "never");
  assert_due (calendar, type, "month-10", "never");
  type->frequency = SOKY_FREQUENCY_MONTH;
  type->deadline = (SokyDeadline){TRUE, TRUE, 5, 0};
  assert_due (calendar, type, "month-10", "05.11.2026 00:00:00 +07:00");
  type->frequency = SOKY_FREQUENCY_CUSTOM;
  assert_due (calendar, type, "custom-Hội giảng", "never");
}

static void
assert_found (const SokyCalendar *calendar, SokyFrequency frequency, const char *day,
              const char *expected)
{
  GDate date;

  g_assert_true (soky_date_parse (day, &date));
  g_autofree char *found = soky_period_find (calendar, frequency, &date);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_find (void)
{
  g_autoptr (SokyCalendar) calendar = make_calendar ();

  g_assert_true (soky_calendar_add_holidays (calendar, "2027-02-01", "2027-02-13", NULL));
  assert_found (calendar, SOKY_FREQUENCY_WEEK, "2026-09-27", "week-03");
  assert_found (calendar, SOKY_FREQUENCY_WEEK, "2027-02-03", NULL);
  assert_found (calendar, SOKY_FREQUENCY_WEEK, "2026-09-06", NULL);
  assert_found (calendar, SOKY_FREQUENCY_MONTH, "2027-02-03", "month-02");
  assert_found (calendar, SOKY_FREQUENCY_MONTH, "2027-07-03", NULL);
  assert_found (calendar, SOKY_FREQUENCY_TERM, "2027-01-10", "term-1");
  assert_found (calendar, SOKY_FREQUENCY_TERM, "2027-01-11", "term-2");
  assert_found (calendar, SOKY_FREQUENCY_YEAR, "2027-01-11", "year");
  assert_found (calendar, SOKY_FREQUENCY_DAY, "2027-01-11", "day-2027-01-11");
  assert_found (calendar, SOKY_FREQUENCY_CUSTOM, "2027-01-11", NULL);
}

/* Every listed period is valid, has days in the year, and is found again from its days. */
static void
test_list (void)
{
  static const guint counts[SOKY_N_FREQUENCIES] = {
      [SOKY_FREQUENCY_WEEK] = 35, [SOKY_FREQUENCY_MONTH] = 9, [SOKY_FREQUENCY_TERM] = 2,
      [SOKY_FREQUENCY_YEAR] = 1,  [SOKY_FREQUENCY_DAY] = 210, [SOKY_FREQUENCY_CUSTOM] = 0,
  };
  g_autoptr (SokyCalendar) calendar = make_calendar ();

  g_assert_true (soky_calendar_add_holidays (calendar, "2027-02-01", "2027-02-13", NULL));
  for (guint frequency = 0; frequency < SOKY_N_FREQUENCIES; frequency++) {
    g_auto (GStrv) periods = soky_period_list (calendar, frequency);
    g_assert_cmpuint (g_strv_length (periods), ==, counts[frequency]);
    for (guint i = 0; periods[i] != NULL; i++) {
      SokyDates dates;
      g_assert_true (soky_period_is_valid (periods[i], frequency));
      g_assert_true (soky_period_get_dates (calendar, periods[i], &dates));
      g_assert_cmpint (g_date_compare (&dates.first, &dates.last), <=, 0);
      /* the first month begins before the first week */
      if (frequency == SOKY_FREQUENCY_MONTH && i == 0)
        continue;
      g_autofree char *again = soky_period_find (calendar, frequency, &dates.first);
      g_assert_cmpstr (again, ==, periods[i]);
    }
  }
}

/* Days as people type them. */
static void
test_typed_days (void)
{
  static const struct {
    const char *text;
    const char *day; /* NULL: none */
  } cases[] = {
      {"05/09/2026", "2026-09-05"},
      {"5/9/2026", "2026-09-05"},
      {" 5 / 9 / 2026 ", "2026-09-05"},
      {"29/02/2028", "2028-02-29"},
      {"29/02/2027", NULL},
      {"05/09", NULL},
      {"2026-09-05", NULL},
      {"", NULL},
      {"0/1/2026", NULL},
      {"05/09/2026/1", NULL},
      {"-5/9/2026", NULL},
      {"5/9/99999", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GDate date;
    gboolean good = soky_date_parse_label (cases[i].text, &date);
    g_autofree char *day = good ? soky_date_format (&date) : NULL;
    g_assert_cmpstr (day, ==, cases[i].day);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/calendar/typed-days", test_typed_days);
  g_test_add_func ("/book/calendar/dates", test_dates);
  g_test_add_func ("/book/calendar/moments", test_moments);
  g_test_add_func ("/book/calendar/year", test_year);
  g_test_add_func ("/book/calendar/periods", test_periods);
  g_test_add_func ("/book/calendar/holidays", test_holidays);
  g_test_add_func ("/book/calendar/terms", test_terms);
  g_test_add_func ("/book/calendar/deadlines", test_deadlines);
  g_test_add_func ("/book/calendar/find", test_find);
  g_test_add_func ("/book/calendar/list", test_list);
  return g_test_run ();
}
