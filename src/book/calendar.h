/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/date.h"
#include "book/error.h"

G_BEGIN_DECLS

#define SOKY_CALENDAR_MAX_WEEKS 53
#define SOKY_CALENDAR_MAX_TERMS 3

/* A school year: numbered weeks from Monday to Sunday, which holidays such as Tết interrupt, and
 * the terms they make up. */
typedef struct _SokyCalendar SokyCalendar;

/**
 * soky_calendar_new:
 * @school_year: "2026-2027"
 * @begins: "2026-09-07", the Monday of week 1, in the first of the two years
 * @weeks: how many are numbered, 35 as a rule
 *
 * Has two terms, the first one a week longer where the weeks are odd (18 and 17), and no holidays.
 *
 * Returns: (transfer full) (nullable): the calendar, or %NULL with %SOKY_BOOK_ERROR_BAD_PERIOD
 */
SokyCalendar *soky_calendar_new (const char *school_year, const char *begins, guint weeks,
                                 GError **error);
void soky_calendar_free (SokyCalendar *self);

/* Holidays: a week whose five days all lie in one is not counted, and those after it move on. */
gboolean soky_calendar_add_holidays (SokyCalendar *self, const char *first, const char *last,
                                     GError **error);
/* Takes the terms out, before others are set. */
void soky_calendar_clear_terms (SokyCalendar *self);
/* A term from one week to another; terms must follow each other. */
gboolean soky_calendar_set_term (SokyCalendar *self, guint term, guint first_week, guint last_week,
                                 GError **error);

const char *soky_calendar_get_school_year (const SokyCalendar *self);
guint soky_calendar_get_weeks (const SokyCalendar *self);
/* FALSE when there is no such week or term. */
gboolean soky_calendar_get_week (const SokyCalendar *self, guint week, SokyDates *dates);
gboolean soky_calendar_get_term (const SokyCalendar *self, guint term, SokyDates *dates);
/* From the first day of week 1 to the last day of the last week. */
void soky_calendar_get_year (const SokyCalendar *self, SokyDates *dates);
/* The number of the week or term @date is in, 0 = none (holidays). */
guint soky_calendar_find_week (const SokyCalendar *self, const GDate *date);
guint soky_calendar_find_term (const SokyCalendar *self, const GDate *date);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyCalendar, soky_calendar_free)

G_END_DECLS
