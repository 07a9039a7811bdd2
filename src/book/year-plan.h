/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/calendar.h"

G_BEGIN_DECLS

/* From one week to another, both counted. */
typedef struct {
  guint first;
  guint last;
} SokyWeekRange;

/* What a school lays down for a school year. */
typedef struct {
  char *name;   /* "2026-2027" */
  char *begins; /* "2026-09-07", the Monday of week 1 */
  guint weeks;
  gboolean present; /* the one that new books are for */
  gboolean offered; /* made up from the year before; not laid down yet */
  guint n_terms;    /* 0 = the usual two */
  SokyWeekRange terms[SOKY_CALENDAR_MAX_TERMS];
  GPtrArray *holidays; /* char * pairs in a row: first day, last day */
  char **classes;      /* in the order of lists */
  guint64 version;     /* of the school, for changes; 0 = not known */
} SokyYearPlan;

SokyYearPlan *soky_year_plan_new (const char *name, const char *begins, guint weeks);
void soky_year_plan_free (SokyYearPlan *self);
void soky_year_plan_add_holidays (SokyYearPlan *self, const char *first, const char *last);

/* Returns: (transfer full) (nullable): %NULL with %SOKY_BOOK_ERROR_BAD_YEAR when its weeks, terms
 * and holidays do not fit each other */
SokyCalendar *soky_year_plan_to_calendar (const SokyYearPlan *self, GError **error);
/* Also its classes: names of up to 60 characters, none twice. */
gboolean soky_year_plan_check (const SokyYearPlan *self, GError **error);
/* A list of classes or subjects. */
gboolean soky_names_are_sound (const char *const *names);

/* The usual first Monday of the school year that begins in @year: on 5 September or after it. */
char *soky_year_plan_usual_begin (guint year);

/**
 * soky_year_plan_next:
 *
 * What to offer for the year after @self: as many weeks and terms, from the usual Monday on, and
 * the classes raised by one grade: the highest leave, the lowest come anew. Names without a number
 * in front stay as they are.
 */
SokyYearPlan *soky_year_plan_next (const SokyYearPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyYearPlan, soky_year_plan_free)

G_END_DECLS
