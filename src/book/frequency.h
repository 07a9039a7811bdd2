/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often a book of a type is due, and so what its period is. */
typedef enum {
  SOKY_FREQUENCY_WEEK,
  SOKY_FREQUENCY_MONTH,
  SOKY_FREQUENCY_TERM,
  SOKY_FREQUENCY_YEAR,
  SOKY_FREQUENCY_DAY,
  SOKY_FREQUENCY_CUSTOM, /* any short text */
  SOKY_N_FREQUENCIES
} SokyFrequency;

/* "week", "month", "term", "year", "day", "custom" */
const char *soky_frequency_to_string (SokyFrequency frequency);
gboolean soky_frequency_from_string (const char *text, SokyFrequency *frequency);
const char *soky_frequency_get_label (SokyFrequency frequency);

/* A period is a short stable text within a school year: "week-03", "month-09", "term-1", "year",
 * "day-2026-09-05", "custom-…". @number: week 1…53, month 1…12, term 1…3, 0 for a year. */
char *soky_period_format (SokyFrequency frequency, guint number);
gboolean soky_period_is_valid (const char *period, SokyFrequency frequency);
/* Its number as above; 0 where it has none. */
guint soky_period_get_number (const char *period);
/* For people: "Week 3", "Term 1", "05/09/2026". */
char *soky_period_get_label (const char *period);

/* "2026-2027": the second is the year after the first. */
gboolean soky_school_year_is_valid (const char *school_year);

G_END_DECLS
