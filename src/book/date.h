/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days of the calendar as they are stored and sent, "2026-09-05", always Vietnam's. */

/* From the first to the last day, both included. */
typedef struct {
  GDate first;
  GDate last;
} SokyDates;

/* FALSE for anything that is no day, or written in another way; @date is then not touched. */
gboolean soky_date_parse (const char *text, GDate *date);
char *soky_date_format (const GDate *date);
/* "05/09/2026", for people. */
char *soky_date_get_label (const GDate *date);
/* What soky_date_get_label() writes, with blanks or without, or "5/9/2026"; as soky_date_parse().
 */
gboolean soky_date_parse_label (const char *text, GDate *date);

/* The day it is in Vietnam at @moment_us. */
void soky_date_from_moment (gint64 moment_us, GDate *date);
/* The moment of a minute (from midnight, in Vietnam) of @date. */
gint64 soky_date_to_moment (const GDate *date, int minute);

/* Whether @date is one of @dates. */
gboolean soky_dates_include (const SokyDates *dates, const GDate *date);

G_END_DECLS
