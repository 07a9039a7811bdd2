/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/calendar.h"

G_BEGIN_DECLS

/* Periods in a school year: their days, and when books are due. How they are written is in
 * book/frequency.h. */

/* FALSE when the year has no such period, and for custom ones. */
gboolean soky_period_get_dates (const SokyCalendar *calendar, const char *period, SokyDates *dates);
/* When a book of @type for @period is due; 0 where there is no deadline. */
gint64 soky_period_get_due (const SokyCalendar *calendar, const SokyBookType *type,
                            const char *period);
/* The period of that frequency which @date is in.
 * Returns: (transfer full) (nullable): NULL in holidays, outside the year, and for custom ones */
char *soky_period_find (const SokyCalendar *calendar, SokyFrequency frequency, const GDate *date);
/* All periods of the year in order, to choose from and to find what is missing; days are those from
 * Monday to Saturday of the numbered weeks. Returns: (transfer full): none for custom ones */
char **soky_period_list (const SokyCalendar *calendar, SokyFrequency frequency);

G_END_DECLS
