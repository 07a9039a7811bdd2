/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "book/book-query.h"
#include "book/date.h"
#include "book/frequency.h"
#include "server/csv.h"
#include "server/resources/resources.h"
#include "server/store/books.h"

#include <glib/gi18n-lib.h>

#define PAGE 200
#define MOST_PAGES 250

static const SokyStep *
find_stamp (const SokyBook *book)
{
  GPtrArray *steps = soky_book_get_steps (book);

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = steps->pdata[i];
    if (step->kind == SOKY_STEP_STAMP && step->outcome == SOKY_OUTCOME_SIGNED)
      return step;
  }
  return NULL;
}

static void
add_stamp (GString *table, const SokyBook *book, const SokyStep *stamp)
{
  g_autofree char *period = soky_period_get_label (book->fields.period);
  g_autofree char *when = soky_clock_to_local (stamp->decided_us);
  g_autofree char *number =
      stamp->numbering.number > 0 ? g_strdup_printf ("%u", stamp->numbering.number) : g_strdup ("");
  GDate date;
  g_autofree char *day =
      soky_date_parse (stamp->numbering.date, &date) ? soky_date_get_label (&date) : g_strdup ("");
  const char *const cells[] = {number,
                               day,
                               book->type_name,
                               book->fields.title,
                               period,
                               book->fields.class_name ? book->fields.class_name : "",
                               book->owner_name,
                               soky_step_get_decider_name (stamp),
                               when,
                               stamp->certificate ? stamp->certificate->holder : "",
                               NULL};
  soky_csv_add_row (table, cells);
}

static GString *
begin_table (void)
{
  const char *const titles[] = {
      _ ("Number"), _ ("Date"),      _ ("Type of book"), _ ("Title"),      _ ("Period"),
      _ ("Class"),  _ ("Submitter"), _ ("Stamped by"),   _ ("Stamped at"), _ ("Certificate"),
      NULL};
  GString *table = soky_csv_new ();

  soky_csv_add_row (table, titles);
  return table;
}

/* Adds a page; @cursor: (inout) (nullable): %NULL after the last one */
static gboolean
add_page (SokyTransaction *tx, SokyBookQuestion *question, GString *table, char **cursor,
          GError **error)
{
  question->after = *cursor;
  g_autoptr (SokyBookPage) page = soky_store_list_books (tx, question, error);

  if (page == NULL)
    return FALSE;
  for (guint i = 0; i < page->books->len; i++) {
    const SokyBook *book = page->books->pdata[i];
    const SokyStep *stamp = find_stamp (book);
    if (stamp != NULL)
      add_stamp (table, book, stamp);
  }
  g_free (*cursor);
  *cursor = g_strdup (page->next_cursor);
  return TRUE;
}

/* The log of stamps as a table: what the list "stamped" shows. */
gboolean
soky_stamps_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  g_auto (SokyReach) reach = {0};
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  g_autofree char *cursor = NULL;
  SokyBookQuestion question = {.view = SOKY_BOOK_VIEW_STAMPED,
                               .person_id = call->person->id,
                               .school_id = call->person->school_id,
                               .reach = &reach,
                               .filter = &filter,
                               .limit = PAGE};

  if (!soky_call_parse_filter (call, &filter, error))
    return FALSE;
  soky_reach_of_person (call->person, &reach);
  GString *table = begin_table ();
  for (guint i = 0; i < MOST_PAGES && (i == 0 || cursor != NULL); i++) {
    if (!add_page (tx, &question, table, &cursor, error)) {
      g_string_free (table, TRUE);
      return FALSE;
    }
  }
  soky_reply_set_csv (reply, table);
  return TRUE;
}
