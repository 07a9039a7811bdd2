/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/frequency.h"

#include "base/text.h"
#include "book/date.h"
#include "book/names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CUSTOM 50 /* characters */

static const char *const names[SOKY_N_FREQUENCIES] = {
    [SOKY_FREQUENCY_WEEK] = "week", [SOKY_FREQUENCY_MONTH] = "month",
    [SOKY_FREQUENCY_TERM] = "term", [SOKY_FREQUENCY_YEAR] = "year",
    [SOKY_FREQUENCY_DAY] = "day",   [SOKY_FREQUENCY_CUSTOM] = "custom",
};

static const char *const labels[SOKY_N_FREQUENCIES] = {
    [SOKY_FREQUENCY_WEEK] = N_ ("Every week"), [SOKY_FREQUENCY_MONTH] = N_ ("Every month"),
    [SOKY_FREQUENCY_TERM] = N_ ("Every term"), [SOKY_FREQUENCY_YEAR] = N_ ("Every year"),
    [SOKY_FREQUENCY_DAY] = N_ ("Every day"),   [SOKY_FREQUENCY_CUSTOM] = N_ ("As needed"),
};

static const guint last_numbers[SOKY_N_FREQUENCIES] = {
    [SOKY_FREQUENCY_WEEK] = 53,
    [SOKY_FREQUENCY_MONTH] = 12,
    [SOKY_FREQUENCY_TERM] = 3,
};

SOKY_DEFINE_NAMES (SokyFrequency, soky_frequency, names)

const char *
soky_frequency_get_label (SokyFrequency frequency)
{
  return _ (soky_names_get (labels, frequency));
}

/* "week-03" is of the week; what follows the dash goes to @rest. */
static gboolean
split_period (const char *period, SokyFrequency *frequency, const char **rest)
{
  for (guint i = 0; period != NULL && i < SOKY_N_FREQUENCIES; i++) {
    gsize length = strlen (names[i]);
    if (strncmp (period, names[i], length) != 0)
      continue;
    if (period[length] != '-' && period[length] != '\0')
      continue;
    *frequency = i;
    *rest = period[length] == '-' ? period + length + 1 : NULL;
    return TRUE;
  }
  return FALSE;
}

static gboolean
is_custom (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL) || *text == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  }
  g_autofree char *composed = soky_text_normalize (text);
  return g_utf8_strlen (text, -1) <= MAX_CUSTOM && g_str_equal (composed, text);
}

char *
soky_period_format (SokyFrequency frequency, guint number)
{
  switch (frequency) {
  case SOKY_FREQUENCY_WEEK:
  case SOKY_FREQUENCY_MONTH:
    return g_strdup_printf ("%s-%02u", names[frequency], number);
  case SOKY_FREQUENCY_TERM:
    return g_strdup_printf ("term-%u", number);
  case SOKY_FREQUENCY_YEAR:
    return g_strdup ("year");
  default:
    g_return_val_if_reached (NULL);
  }
}

gboolean
soky_period_is_valid (const char *period, SokyFrequency frequency)
{
  SokyFrequency found;
  const char *rest;
  GDate date;

  if (!split_period (period, &found, &rest) || found != frequency)
    return FALSE;
  if (frequency == SOKY_FREQUENCY_YEAR)
    return rest == NULL;
  if (rest == NULL)
    return FALSE;
  if (frequency == SOKY_FREQUENCY_DAY)
    return soky_date_parse (rest, &date);
  if (frequency == SOKY_FREQUENCY_CUSTOM)
    return is_custom (rest);

  guint number = soky_period_get_number (period);
  if (number == 0 || number > last_numbers[frequency])
    return FALSE;
  g_autofree char *canonical = soky_period_format (frequency, number);
  return g_str_equal (canonical, period);
}

guint
soky_period_get_number (const char *period)
{
  SokyFrequency frequency;
  const char *rest;
  guint64 number;

  if (!split_period (period, &frequency, &rest) || rest == NULL || last_numbers[frequency] == 0)
    return 0;
  if (!g_ascii_string_to_unsigned (rest, 10, 1, last_numbers[frequency], &number, NULL))
    return 0;
  return (guint) number;
}

char *
soky_period_get_label (const char *period)
{
  SokyFrequency frequency;
  const char *rest;
  GDate date;
  guint number = soky_period_get_number (period);

  if (!split_period (period, &frequency, &rest))
    return g_strdup (period != NULL ? period : "");
  switch (frequency) {
  case SOKY_FREQUENCY_WEEK:
    return g_strdup_printf (_ ("Week %u"), number);
  case SOKY_FREQUENCY_MONTH:
    return g_strdup_printf (_ ("Month %u"), number);
  case SOKY_FREQUENCY_TERM:
    return g_strdup_printf (_ ("Term %u"), number);
  case SOKY_FREQUENCY_YEAR:
    return g_strdup (_ ("Whole year"));
  case SOKY_FREQUENCY_DAY:
    if (soky_date_parse (rest, &date))
      return soky_date_get_label (&date);
    return g_strdup (period);
  default:
    return g_strdup (rest != NULL ? rest : "");
  }
}

gboolean
soky_school_year_is_valid (const char *school_year)
{
  if (school_year == NULL || strlen (school_year) != 9 || school_year[4] != '-')
    return FALSE;
  for (guint i = 0; i < 9; i++) {
    if (i != 4 && !g_ascii_isdigit (school_year[i]))
      return FALSE;
  }
  guint64 first = g_ascii_strtoull (school_year, NULL, 10);
  guint64 second = g_ascii_strtoull (school_year + 5, NULL, 10);
  return first >= 1900 && second == first + 1;
}
