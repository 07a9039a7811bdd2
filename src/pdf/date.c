/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/date.h"

#define VIETNAM_SECONDS (7 * 3600)

char *
soky_pdf_date_format (gint64 moment_us)
{
  g_autoptr (GDateTime) moment =
      g_date_time_new_from_unix_utc (moment_us / G_USEC_PER_SEC + VIETNAM_SECONDS);
  return moment ? g_date_time_format (moment, "D:%Y%m%d%H%M%S+07'00'") : g_strdup ("");
}

/* @count digits at the cursor as a number from @low to @high; without any digit it stays as it is.
 */
static gboolean
take_part (const char **text, int count, int low, int high, int *part)
{
  int value = 0;

  if (!g_ascii_isdigit (**text))
    return TRUE;
  for (int i = 0; i < count; i++, (*text)++) {
    if (!g_ascii_isdigit (**text))
      return FALSE;
    value = value * 10 + (**text - '0');
  }
  *part = value;
  return value >= low && value <= high;
}

static gboolean
take_zone (const char *text, int *seconds)
{
  int hours = 0, minutes = 0;
  int sign = *text == '-' ? -1 : 1;

  *seconds = 0;
  if (*text == '\0' || *text == 'Z')
    return TRUE;
  if (*text != '+' && *text != '-')
    return FALSE;
  text++;
  if (!take_part (&text, 2, 0, 23, &hours))
    return FALSE;
  if (*text == '\'' || *text == ':')
    text++;
  if (!take_part (&text, 2, 0, 59, &minutes))
    return FALSE;
  *seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

gint64
soky_pdf_date_parse (const char *text)
{
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, zone = 0;

  if (g_str_has_prefix (text, "D:"))
    text += 2;
  if (!take_part (&text, 4, 1, 9999, &year) || !take_part (&text, 2, 1, 12, &month) ||
      !take_part (&text, 2, 1, 31, &day) || !take_part (&text, 2, 0, 23, &hour) ||
      !take_part (&text, 2, 0, 59, &minute) || !take_part (&text, 2, 0, 59, &second) ||
      !take_zone (text, &zone) || year == 0)
    return 0;
  g_autoptr (GDateTime) moment = g_date_time_new_utc (year, month, day, hour, minute, second);
  return moment ? (g_date_time_to_unix (moment) - zone) * G_USEC_PER_SEC : 0;
}
