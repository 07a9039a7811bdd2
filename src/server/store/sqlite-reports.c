/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-query.h"
#include "book/frequency.h"
#include "server/store/sqlite-administration.h"

/* events are told of the books that changed last */
#define RECENT_BOOKS "50"

char *
soky_sqlite_format_list (GPtrArray *texts)
{
  g_autoptr (GString) list = g_string_new ("[");

  for (guint i = 0; texts != NULL && i < texts->len; i++) {
    g_string_append (list, i > 0 ? ",\"" : "\"");
    for (const char *p = texts->pdata[i]; *p != '\0'; p++) {
      if (*p == '"' || *p == '\\')
        g_string_append_c (list, '\\');
      g_string_append_c (list, *p);
    }
    g_string_append_c (list, '"');
  }
  g_string_append_c (list, ']');
  return g_strdup (list->str);
}

static SokyCalendar *
get_calendar (SokyTransaction *tx, const char *school_id, const char *school_year, GError **error)
{
  g_autoptr (SokyYearPlan) plan = school_year != NULL
                                      ? soky_sqlite_get_year (tx, school_id, school_year, error)
                                      : soky_sqlite_get_present_year (tx, school_id, error);

  if (plan == NULL)
    return NULL;
  if (plan->weeks == 0)
    return soky_store_not_found (error), NULL;
  return soky_year_plan_to_calendar (plan, error);
}

static GPtrArray *
list_submissions (SokyTransaction *tx, const char *school_id, const char *school_year,
                  GPtrArray *periods, GError **error)
{
  g_autoptr (GPtrArray) books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  g_autofree char *list = soky_sqlite_format_list (periods);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT " SOKY_BOOK_COLUMNS ", (SELECT submitted_us FROM round WHERE book_id = book.id "
      "AND number = 1)" SOKY_BOOK_TABLES "WHERE book.school_id = ?1 AND book.school_year = ?2 "
      "AND book.period IN (SELECT value FROM json_each (?3)) AND book.round > 0",
      "sss", school_id, school_year, list);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    SokyBook *book = soky_sqlite_read_book (query);
    g_ptr_array_add (book->rounds, soky_round_new (1, soky_query_integer (query)));
    g_ptr_array_add (books, book);
  }
  return soky_query_failed (query) ? NULL : g_steal_pointer (&books);
}

/* What the rows of a report are about: key and label. */
static const char *const columns[SOKY_N_PROGRESS_KEYS] = {
    [SOKY_PROGRESS_BY_TYPE] = "book.type_id, book_type.name",
    [SOKY_PROGRESS_BY_UNIT] = "book.unit_id, home.name",
    [SOKY_PROGRESS_BY_CLASS] = "ifnull (book.class_name, ''), ifnull (book.class_name, '')",
    [SOKY_PROGRESS_BY_PERIOD] = "book.period, book.period",
    [SOKY_PROGRESS_BY_PERSON] = "book.owner_id, person.name",
    [SOKY_PROGRESS_BY_SCHOOL] = "book.school_id, school.name",
};

/* Numbers of drafts are told, drafts are not. */
#define COUNTED                                                                                    \
  "((?16 AND book.owner_id = ?1) OR (?17 AND book.school_id = ?2) "                                \
  "OR (book.school_id = ?2 AND book.unit_id IN (SELECT value FROM json_each (?14))) "              \
  "OR (" SOKY_BOOK_INSPECTED "))"
/* in time is what was submitted once, whatever came after */
#define LATE                                                                                       \
  "(book.due_us <> 0 AND book.due_us < ifnull (iif (book.state = 'draft', NULL, "                  \
  "(SELECT submitted_us FROM round WHERE book_id = book.id AND number = 1)), ?18))"

static const char *
get_progress_sql (SokyProgressKey by)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s, total (book.state = 'draft'), total (book.state = 'in_review'), "
      "total (book.state = 'returned'), total (book.state = 'approved'), "
      "total (book.state = 'published'), total (" LATE ")" SOKY_BOOK_TABLES
      "JOIN unit AS home ON home.id = book.unit_id JOIN unit AS school ON school.id = "
      "book.school_id WHERE " COUNTED " AND " SOKY_BOOK_FILTERED "GROUP BY 1 ORDER BY 2, 1",
      columns[by]);
  return g_intern_string (sql);
}

static SokyQuery *
query_progress (SokyTransaction *tx, const SokyProgressQuestion *question, GError **error)
{
  const SokyBookFilter *filter = question->filter;
  const SokyReach *reach = question->reach;
  g_autofree char *groups = soky_sqlite_format_list (reach->groups);
  g_autofree char *inspected = soky_sqlite_format_list (reach->inspected);
  const char *state =
      filter->state == SOKY_N_BOOK_STATES ? NULL : soky_book_state_to_string (filter->state);

  return soky_sqlite_query (
      soky_sqlite_store_connection (tx), error, get_progress_sql (question->by),
      "sssssssssssssssiii", question->person->id, question->person->school_id, state,
      filter->type_id, filter->class_name, filter->subject, filter->school_year, filter->owner_id,
      filter->unit_id, filter->period_from, filter->period_to, NULL, NULL, groups, inspected,
      (gint64) question->own, (gint64) reach->school, question->now_us);
}

static SokyProgressRow *
read_progress (SokyQuery *query, SokyProgressKey by)
{
  g_autofree char *key = soky_query_text_or_empty (query);
  g_autofree char *name = soky_query_text_or_empty (query);
  g_autofree char *label =
      by == SOKY_PROGRESS_BY_PERIOD ? soky_period_get_label (key) : g_strdup (name);
  SokyProgressRow *row = soky_progress_row_new (key, label);

  for (guint state = 0; state < G_N_ELEMENTS (row->states); state++)
    row->states[state] = (guint) soky_query_integer (query);
  row->late = (guint) soky_query_integer (query);
  return row;
}

static SokyProgressReport *
count_progress (SokyTransaction *tx, const SokyProgressQuestion *question, GError **error)
{
  g_autoptr (SokyProgressReport) report = soky_progress_report_new (question->by);
  g_autoptr (SokyQuery) query = query_progress (tx, question, error);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error))
    g_ptr_array_add (report->rows, read_progress (query, question->by));
  return soky_query_failed (query) ? NULL : g_steal_pointer (&report);
}

static GPtrArray *
list_events (SokyTransaction *tx, const char *person_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) events =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_overview_event_free);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT audit.event, at_us, mine.id, mine.title, ifnull (person.name, '') FROM "
      "(SELECT id, title FROM book WHERE owner_id = ?1 ORDER BY updated_us DESC, id DESC "
      "LIMIT " RECENT_BOOKS ") AS mine JOIN audit ON audit.subject = mine.id "
      "LEFT JOIN person ON person.id = audit.person_id ORDER BY audit.number DESC LIMIT ?2",
      "si", person_id, (gint64) limit);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    g_autofree char *name = soky_query_text (query);
    SokyEventKind kind;
    /* what the server itself does to a book is no news */
    if (!soky_event_kind_from_string (name, &kind))
      continue;
    SokyOverviewEvent *event = soky_overview_event_new (soky_query_integer (query), kind);
    event->book_id = soky_query_text (query);
    event->book_title = soky_query_text (query);
    event->person_name = soky_query_text (query);
    g_ptr_array_add (events, event);
  }
  return soky_query_failed (query) ? NULL : g_steal_pointer (&events);
}

const SokyReportTable soky_sqlite_reports = {
    .get_calendar = get_calendar,
    .list_submissions = list_submissions,
    .count_progress = count_progress,
    .list_events = list_events,
};
