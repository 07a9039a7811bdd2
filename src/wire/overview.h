/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/event.h"
#include "book/reminder.h"
#include "wire/report.h"

G_BEGIN_DECLS

/* The answer of GET /overview: what a person should know when the day begins. */

/* The first few of some books, and how many there are. */
typedef struct {
  GPtrArray *books; /* SokyBook, as in a list */
  guint count;
} SokyBookGlance;

/* Something that happened to a book of the person's. */
typedef struct {
  gint64 at_us;
  SokyEventKind kind;
  char *book_id;
  char *book_title;
  char *person_name; /* whose act it was; empty: the server's own */
} SokyOverviewEvent;

typedef struct {
  SokyBookGlance waiting;  /* it is the person's turn */
  SokyBookGlance returned; /* came back to the person */
  GPtrArray *reminders;    /* SokyReminder: to the person, newest first; whose person_id is empty */
  GPtrArray *deadlines;    /* SokyMissingBook: of the person, this week */
  SokyProgressRow *progress; /* nullable: of the group or school that the person looks after */
  GPtrArray *events;         /* SokyOverviewEvent, newest first */
} SokyOverview;

SokyOverviewEvent *soky_overview_event_new (gint64 at_us, SokyEventKind kind);
void soky_overview_event_free (SokyOverviewEvent *self);
SokyOverview *soky_overview_new (void);
void soky_overview_free (SokyOverview *self);
char *soky_overview_to_json (const SokyOverview *self);
SokyOverview *soky_overview_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyOverviewEvent, soky_overview_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyOverview, soky_overview_free)

G_END_DECLS
