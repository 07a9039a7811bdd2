/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/overview.h"

#include "server/report.h"
#include "server/resources/resources.h"
#include "server/store/books.h"
#include "server/store/reminders.h"
#include "server/store/reports.h"

#define MOST_BOOKS 10
#define MOST_DEADLINES 50
#define MOST_EVENTS 20
#define MOST_REMINDERS 20
#define REMINDED_US (30 * 24 * 3600 * (gint64) G_USEC_PER_SEC)

/* All rows of a report as one. */
static SokyProgressRow *
add_up (const SokyProgressReport *report, const char *key, const char *label)
{
  SokyProgressRow *sum = soky_progress_row_new (key, label);

  for (guint i = 0; i < report->rows->len; i++) {
    const SokyProgressRow *row = report->rows->pdata[i];
    for (guint state = 0; state < G_N_ELEMENTS (row->states); state++)
      sum->states[state] += row->states[state];
    sum->late += row->late;
  }
  return sum;
}

static gboolean
glance (SokyTransaction *tx, const SokyCall *call, SokyBookView view, const SokyBookFilter *filter,
        SokyBookGlance *result, GError **error)
{
  const SokyBookQuestion question = {.view = view,
                                     .person_id = call->person->id,
                                     .school_id = call->person->school_id,
                                     .filter = filter,
                                     .limit = MOST_BOOKS};
  g_autoptr (SokyBookPage) page = soky_store_list_books (tx, &question, error);

  if (page == NULL)
    return FALSE;
  g_ptr_array_unref (result->books);
  result->books = g_ptr_array_ref (page->books);
  result->count = page->inbox;
  return TRUE;
}

static gboolean
add_returned (SokyTransaction *tx, const SokyCall *call, SokyOverview *overview, GError **error)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  g_auto (SokyReach) nobody = {FALSE, g_ptr_array_new (), g_ptr_array_new ()};
  const SokyProgressQuestion question = {.person = call->person,
                                         .reach = &nobody,
                                         .filter = &filter,
                                         .own = TRUE,
                                         .now_us = call->now_us};

  filter.state = SOKY_BOOK_RETURNED;
  if (!glance (tx, call, SOKY_BOOK_VIEW_OUTBOX, &filter, &overview->returned, error))
    return FALSE;
  g_autoptr (SokyProgressReport) counts = soky_store_count_progress (tx, &question, error);
  if (counts == NULL)
    return FALSE;
  g_autoptr (SokyProgressRow) sum = add_up (counts, "", "");
  overview->returned.count = sum->states[SOKY_BOOK_RETURNED];
  return TRUE;
}

static gboolean
add_reminders (SokyTransaction *tx, const SokyCall *call, SokyOverview *overview, GError **error)
{
  g_autoptr (GPtrArray) reminders = soky_store_list_reminders (
      tx, call->person->id, call->now_us - REMINDED_US, MOST_REMINDERS, error);

  if (reminders == NULL)
    return FALSE;
  g_ptr_array_unref (overview->reminders);
  overview->reminders = g_ptr_array_ref (reminders);
  return TRUE;
}

static gboolean
add_deadlines (SokyTransaction *tx, const SokyCall *call, SokyOverview *overview, GError **error)
{
  const SokyMissingQuestion question = {
      .person = call->person, .due = TRUE, .most = MOST_DEADLINES, .now_us = call->now_us};
  g_autoptr (SokyMissingReport) report = soky_report_missing (tx, &question, error);

  if (report == NULL)
    return FALSE;
  g_ptr_array_unref (overview->deadlines);
  overview->deadlines = g_ptr_array_ref (report->books);
  return TRUE;
}

/* Of this school year, for those who look after others' books. */
static gboolean
add_progress (SokyTransaction *tx, const SokyCall *call, SokyOverview *overview, GError **error)
{
  const SokyPerson *person = call->person;
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  g_auto (SokyReach) reach = {0};
  g_autoptr (SokyCalendar) calendar = soky_store_get_calendar (tx, person->school_id, NULL, NULL);
  const SokyProgressQuestion question = {
      .person = person, .reach = &reach, .filter = &filter, .now_us = call->now_us};

  soky_reach_of_person (person, &reach);
  if (!soky_reach_is_any (&reach))
    return TRUE;
  filter.school_year = calendar ? g_strdup (soky_calendar_get_school_year (calendar)) : NULL;
  g_autoptr (SokyProgressReport) report = soky_store_count_progress (tx, &question, error);
  if (report == NULL)
    return FALSE;
  overview->progress = reach.school ? add_up (report, person->school_id, person->school_name)
                                    : add_up (report, person->unit_id, person->unit_name);
  return TRUE;
}

gboolean
soky_overview_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  g_autoptr (SokyOverview) overview = soky_overview_new ();

  if (!glance (tx, call, SOKY_BOOK_VIEW_INBOX, NULL, &overview->waiting, error) ||
      !add_returned (tx, call, overview, error) || !add_reminders (tx, call, overview, error) ||
      !add_deadlines (tx, call, overview, error) || !add_progress (tx, call, overview, error))
    return FALSE;
  g_autoptr (GPtrArray) events = soky_store_list_events (tx, call->person->id, MOST_EVENTS, error);
  if (events == NULL)
    return FALSE;
  g_ptr_array_unref (overview->events);
  overview->events = g_ptr_array_ref (events);
  soky_reply_set_json (reply, 200, soky_overview_to_json (overview));
  return TRUE;
}
