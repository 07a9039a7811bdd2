/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/name-period.h"

#include "book/name-runs.h"

/* Words that a number follows: "tuần 3", "tuần thứ 3", "T12". */
static const char *const week_words[] = {"tuan", "week", "w", "t", NULL};
static const char *const month_words[] = {"thang", "month", "th", "t", NULL};
static const char *const term_words[] = {"ky", "ki", "hk", "hocky", "hocki", "term", NULL};

/* "HKI", "học kỳ II" */
static guint
get_roman (GPtrArray *runs, guint index)
{
  return soky_name_runs_is (runs, index, "i") ? 1 : soky_name_runs_is (runs, index, "ii") ? 2 : 0;
}

static guint
get_number (GPtrArray *runs, guint index, gboolean roman)
{
  guint number = soky_name_runs_number (runs, index);

  return number == 0 && roman ? get_roman (runs, index) : number;
}

static char *
find_numbered (GPtrArray *runs, const char *const *words, SokyFrequency frequency)
{
  gboolean term = frequency == SOKY_FREQUENCY_TERM;

  for (guint w = 0; words[w] != NULL; w++) {
    for (guint i = 0; i < runs->len; i++) {
      guint gap = soky_name_runs_is (runs, i + 1, "thu") || soky_name_runs_is (runs, i + 1, "so");
      guint number = get_number (runs, i + 1 + gap, term);
      if (number == 0 || !soky_name_runs_is (runs, i, words[w]))
        continue;
      g_autofree char *period = soky_period_format (frequency, number);
      if (!soky_period_is_valid (period, frequency))
        continue;
      soky_name_runs_take (runs, i, 2 + gap);
      return g_steal_pointer (&period);
    }
  }
  return NULL;
}

/* "HKI" is one run. */
static char *
find_term (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++) {
    gboolean first = soky_name_runs_is (runs, i, "hki");
    if (!first && !soky_name_runs_is (runs, i, "hkii"))
      continue;
    soky_name_runs_take (runs, i, 1);
    return soky_period_format (SOKY_FREQUENCY_TERM, first ? 1 : 2);
  }
  return find_numbered (runs, term_words, SOKY_FREQUENCY_TERM);
}

/* "05-09-2026" and "2026-09-05" */
static char *
find_day (GPtrArray *runs)
{
  for (guint i = 0; i + 2 < runs->len; i++) {
    guint a = soky_name_runs_number (runs, i), month = soky_name_runs_number (runs, i + 1);
    guint c = soky_name_runs_number (runs, i + 2);
    guint year = MAX (a, c), day = MIN (a, c);
    if (year < 2000 || year > 2999 || day > 31 || month > 12 ||
        !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
      continue;
    soky_name_runs_take (runs, i, 3);
    return g_strdup_printf ("day-%04u-%02u-%02u", year, month, day);
  }
  return NULL;
}

char *
soky_name_period_find (GPtrArray *runs, SokyFrequency frequency)
{
  switch (frequency) {
  case SOKY_FREQUENCY_WEEK:
    return find_numbered (runs, week_words, frequency);
  case SOKY_FREQUENCY_MONTH:
    return find_numbered (runs, month_words, frequency);
  case SOKY_FREQUENCY_TERM:
    return find_term (runs);
  case SOKY_FREQUENCY_DAY:
    return find_day (runs);
  case SOKY_FREQUENCY_YEAR:
    return soky_period_format (frequency, 0);
  default:
    return NULL;
  }
}
