/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"

#define VIETNAM_OFFSET_SECONDS (7 * 60 * 60)

gint64
soky_clock_now_us (void)
{
  return g_get_real_time ();
}

char *
soky_clock_to_rfc3339 (gint64 moment_us)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (moment_us / G_USEC_PER_SEC);
  return moment ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

gboolean
soky_clock_from_rfc3339 (const char *text, gint64 *moment_us)
{
  g_return_val_if_fail (moment_us != NULL, FALSE);

  g_autoptr (GDateTime) moment = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  if (moment == NULL)
    return FALSE;
  *moment_us = g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment);
  return TRUE;
}

char *
soky_clock_to_vietnam (gint64 moment_us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (VIETNAM_OFFSET_SECONDS);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  return there ? g_date_time_format (there, "%d.%m.%Y %H:%M:%S %:z") : g_strdup ("");
}

char *
soky_clock_to_local (gint64 moment_us)
{
  g_autoptr (GDateTime) here = g_date_time_new_from_unix_local (moment_us / G_USEC_PER_SEC);
  return here ? g_date_time_format (here, "%d/%m/%Y %H:%M") : g_strdup ("");
}
