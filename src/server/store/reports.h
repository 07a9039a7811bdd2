/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

#include "book/book-filter.h"
#include "book/calendar.h"
#include "book/reach.h"
#include "wire/overview.h"

G_BEGIN_DECLS

/* What reports are made of. */

/* Which books are counted. */
typedef struct {
  const SokyPerson *person;
  const SokyReach *reach;       /* of the person */
  const SokyBookFilter *filter; /* its order does not count */
  SokyProgressKey by;
  gboolean own; /* also the person's own books */
  gint64 now_us;
} SokyProgressQuestion;

struct _SokyReportTable {
  SokyCalendar *(*get_calendar) (SokyTransaction *, const char *school_id, const char *school_year,
                                 GError **);
  GPtrArray *(*list_submissions) (SokyTransaction *, const char *school_id, const char *school_year,
                                  GPtrArray *periods, GError **);
  SokyProgressReport *(*count_progress) (SokyTransaction *, const SokyProgressQuestion *,
                                         GError **);
  GPtrArray *(*list_events) (SokyTransaction *, const char *person_id, guint limit, GError **);
};

/* @school_year: (nullable): the newest one. %SOKY_STORE_ERROR_NOT_FOUND when the school has none */
SokyCalendar *soky_store_get_calendar (SokyTransaction *tx, const char *school_id,
                                       const char *school_year, GError **error);
/* The books of these periods (element-type utf8), each with its first round only and that without
 * steps. (element-type SokyBook) */
GPtrArray *soky_store_list_submissions (SokyTransaction *tx, const char *school_id,
                                        const char *school_year, GPtrArray *periods,
                                        GError **error);
/* A row for each key that has books; by label. Inspectors' reach counts what is published. */
SokyProgressReport *soky_store_count_progress (SokyTransaction *tx,
                                               const SokyProgressQuestion *question,
                                               GError **error);
/* What happened to the person's books, newest first. (element-type SokyOverviewEvent) */
GPtrArray *soky_store_list_events (SokyTransaction *tx, const char *person_id, guint limit,
                                   GError **error);

G_END_DECLS
