/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "book/book-query.h"
#include "book/frequency.h"
#include "server/csv.h"
#include "server/report.h"
#include "server/resources/resources.h"
#include "server/store/reports.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_AS_JSON 2000
#define MOST_AS_CSV 50000

static gboolean
parse_format (const SokyCall *call, gboolean *csv, GError **error)
{
  const char *format = soky_call_get_query (call, "format");
  const char *accept = soky_call_get_header (call, "accept");

  *csv = format ? g_str_equal (format, "csv") : accept && strstr (accept, "text/csv") != NULL;
  return format == NULL || *csv || g_str_equal (format, "json") ||
         soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
}

static const char *
or_empty (const char *text)
{
  return text ? text : "";
}

static void
add_missing (GString *table, const SokyMissingBook *book)
{
  g_autofree char *period = soky_period_get_label (book->period);
  g_autofree char *due = book->due_us ? soky_clock_to_local (book->due_us) : g_strdup ("");
  const char *const cells[] = {book->type_name,
                               period,
                               book->unit_name,
                               or_empty (book->class_name),
                               or_empty (book->subject),
                               or_empty (book->person_name),
                               due,
                               book->overdue ? _ ("Overdue") : _ ("Not yet submitted"),
                               NULL};
  soky_csv_add_row (table, cells);
}

static GString *
format_missing (const SokyMissingReport *report)
{
  const char *const titles[] = {_ ("Type of book"), _ ("Period"),  _ ("Unit"),
                                _ ("Class"),        _ ("Subject"), _ ("Person"),
                                _ ("Deadline"),     _ ("State"),   NULL};
  GString *table = soky_csv_new ();

  soky_csv_add_row (table, titles);
  for (guint i = 0; i < report->books->len; i++)
    add_missing (table, report->books->pdata[i]);
  return table;
}

/* ?skip=: which page of the list. */
static gboolean
parse_skip (const SokyCall *call, guint *skip, GError **error)
{
  const char *text = soky_call_get_query (call, "skip");
  guint64 value = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &value, NULL))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  *skip = (guint) value;
  return TRUE;
}

gboolean
soky_missing_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                  GError **error)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  g_auto (SokyReach) reach = {0};
  gboolean csv = FALSE;
  guint skip = 0, limit = 0;

  if (!soky_call_parse_filter (call, &filter, error) || !parse_format (call, &csv, error) ||
      !parse_skip (call, &skip, error) ||
      !soky_call_parse_limit (call, MOST_AS_JSON, MOST_AS_JSON, &limit, error))
    return FALSE;
  soky_reach_of_person (call->person, &reach);
  const SokyMissingQuestion question = {.person = call->person,
                                        .reach = &reach,
                                        .filter = &filter,
                                        .skip = csv ? 0 : skip,
                                        .most = csv ? MOST_AS_CSV : limit,
                                        .now_us = call->now_us};
  g_autoptr (SokyMissingReport) report = soky_report_missing (tx, &question, error);
  if (report == NULL)
    return FALSE;
  if (csv)
    soky_reply_set_csv (reply, format_missing (report));
  else
    soky_reply_set_json (reply, 200, soky_missing_report_to_json (report));
  return TRUE;
}

static const char *
get_title (SokyProgressKey by)
{
  const char *const titles[SOKY_N_PROGRESS_KEYS] = {
      [SOKY_PROGRESS_BY_TYPE] = _ ("Type of book"), [SOKY_PROGRESS_BY_UNIT] = _ ("Unit"),
      [SOKY_PROGRESS_BY_CLASS] = _ ("Class"),       [SOKY_PROGRESS_BY_PERIOD] = _ ("Period"),
      [SOKY_PROGRESS_BY_PERSON] = _ ("Person"),     [SOKY_PROGRESS_BY_SCHOOL] = _ ("School"),
  };
  return titles[by];
}

static void
add_progress (GString *table, const SokyProgressRow *row)
{
  char numbers[SOKY_BOOK_DELETED + 1][16];
  const char *cells[SOKY_BOOK_DELETED + 3] = {row->label};

  for (guint state = 0; state < SOKY_BOOK_DELETED; state++)
    g_snprintf (numbers[state], sizeof numbers[state], "%u", row->states[state]);
  g_snprintf (numbers[SOKY_BOOK_DELETED], sizeof numbers[0], "%u", row->late);
  for (guint i = 0; i <= SOKY_BOOK_DELETED; i++)
    cells[i + 1] = numbers[i];
  soky_csv_add_row (table, cells);
}

static GString *
format_progress (const SokyProgressReport *report)
{
  const char *titles[SOKY_BOOK_DELETED + 3] = {get_title (report->by)};
  GString *table = soky_csv_new ();

  for (guint state = 0; state < SOKY_BOOK_DELETED; state++)
    titles[state + 1] = soky_book_state_get_label (state);
  titles[SOKY_BOOK_DELETED + 1] = _ ("Late");
  soky_csv_add_row (table, titles);
  for (guint i = 0; i < report->rows->len; i++)
    add_progress (table, report->rows->pdata[i]);
  return table;
}

gboolean
soky_progress_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  const char *by = soky_call_get_query (call, "by");
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  g_auto (SokyReach) reach = {0};
  SokyProgressQuestion question = {.person = call->person,
                                   .reach = &reach,
                                   .filter = &filter,
                                   .by = SOKY_PROGRESS_BY_TYPE,
                                   .own = TRUE,
                                   .now_us = call->now_us};
  gboolean csv = FALSE;

  if (by != NULL && !soky_progress_key_from_string (by, &question.by))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  if (!soky_call_parse_filter (call, &filter, error) || !parse_format (call, &csv, error))
    return FALSE;
  soky_reach_of_person (call->person, &reach);
  g_autoptr (SokyProgressReport) report = soky_store_count_progress (tx, &question, error);
  if (report == NULL)
    return FALSE;
  if (csv)
    soky_reply_set_csv (reply, format_progress (report));
  else
    soky_reply_set_json (reply, 200, soky_progress_report_to_json (report));
  return TRUE;
}
