/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/date.h"

#include <string.h>

/* Vietnam has had the same offset since 1975, and no summer time. */
#define OFFSET_MINUTES (7 * 60)
#define MINUTES_A_DAY (24 * 60)
#define MINUTE_US (60 * G_USEC_PER_SEC)
#define JULIAN_1970 719163

gboolean
soky_date_parse (const char *text, GDate *date)
{
  guint numbers[3] = {0};

  if (text == NULL || strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  for (guint i = 0, part = 0; i < 10; i++) {
    if (i == 4 || i == 7)
      part++;
    else if (g_ascii_isdigit (text[i]))
      numbers[part] = 10 * numbers[part] + (guint) (text[i] - '0');
    else
      return FALSE;
  }
  if (!g_date_valid_dmy ((GDateDay) numbers[2], (GDateMonth) numbers[1], (GDateYear) numbers[0]))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) numbers[2], (GDateMonth) numbers[1], (GDateYear) numbers[0]);
  return TRUE;
}

char *
soky_date_format (const GDate *date)
{
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (date), g_date_get_month (date),
                          g_date_get_day (date));
}

char *
soky_date_get_label (const GDate *date)
{
  return g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (date), g_date_get_month (date),
                          g_date_get_year (date));
}

gboolean
soky_date_parse_label (const char *text, GDate *date)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 3);
  guint64 numbers[3] = {0};

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (i >= g_strv_length (parts) ||
        !g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 1, 9999, &numbers[i], NULL))
      return FALSE;
  }
  if (!g_date_valid_dmy ((GDateDay) numbers[0], (GDateMonth) numbers[1], (GDateYear) numbers[2]))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) numbers[0], (GDateMonth) numbers[1], (GDateYear) numbers[2]);
  return TRUE;
}

void
soky_date_from_moment (gint64 moment_us, GDate *date)
{
  gint64 minutes = moment_us / MINUTE_US + OFFSET_MINUTES;

  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) (minutes / MINUTES_A_DAY + JULIAN_1970));
}

gint64
soky_date_to_moment (const GDate *date, int minute)
{
  gint64 days = (gint64) g_date_get_julian (date) - JULIAN_1970;

  return (days * MINUTES_A_DAY + minute - OFFSET_MINUTES) * MINUTE_US;
}

gboolean
soky_dates_include (const SokyDates *dates, const GDate *date)
{
  return g_date_compare (&dates->first, date) <= 0 && g_date_compare (date, &dates->last) <= 0;
}
