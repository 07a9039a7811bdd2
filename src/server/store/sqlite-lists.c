/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-query.h"
#include "book/delegation-record.h"
#include "server/store/search-words.h"
#include "server/store/store-sqlite-private.h"

#include <string.h>

/* What of the folded text of a book counts when titles are sorted; also in the indexes. */
#define TITLE_KEY "substr (book.folded, 1, 120)"
/* the newest first among those of one state */
#define STATE_KEY                                                                                  \
  "(CASE book.state WHEN 'draft' THEN 1 WHEN 'in_review' THEN 2 WHEN 'returned' THEN 3 "           \
  "WHEN 'approved' THEN 4 ELSE 5 END * 100000000000000000 + 10000000000000000 - book.updated_us)"
#define MATCHING(expression)                                                                       \
  "book_search.number IN (SELECT rowid FROM book_text WHERE book_text MATCH " expression ")"
/* exact marks before titles before texts, then the newest first */
#define MATCH_KEY                                                                                  \
  "((2 * (" MATCHING ("?13") ") + (" MATCHING (                                                    \
      "'about : (' || ?12 || ')'") ")) * 100000000000000000 + book.updated_us)"
/* Where it is the person's turn (?1), or that of whom he stands in for by one of his delegations: a
 * JSON array of their identifiers. */
#define WAITING(delegations)                                                                       \
  "SELECT book_id FROM step WHERE person_id = ?1 AND waiting = 1 "                                 \
  "UNION SELECT book_id FROM step WHERE decider_id = ?1 AND waiting = 1 "                          \
  "UNION SELECT step.book_id FROM json_each (" delegations ") AS mine "                            \
  "JOIN delegation ON delegation.id = mine.value "                                                 \
  "JOIN step ON step.person_id = delegation.giver_id AND step.role = delegation.office "           \
  "AND step.waiting = 1 AND step.outcome = 'pending' AND step.kind <> 'stamp' "                    \
  "JOIN book AS given ON given.id = step.book_id AND given.owner_id <> ?1 "                        \
  "AND given.school_id = delegation.school_id AND (delegation.types = '[]' "                       \
  "OR given.type_id IN (SELECT value FROM json_each (delegation.types)))"
#define IN_INBOX "book.id IN (" WAITING ("?19") ")"
#define MAX_COUNT "100000"

static const char *const keys[SOKY_N_BOOK_SORTS] = {
    [SOKY_BOOK_SORT_UPDATED] = "book.updated_us",
    [SOKY_BOOK_SORT_TITLE] = TITLE_KEY,
    [SOKY_BOOK_SORT_DUE] = "iif (book.due_us = 0, 9000000000000000000, book.due_us)",
    [SOKY_BOOK_SORT_STATE] = STATE_KEY,
    [SOKY_BOOK_SORT_MATCH] = MATCH_KEY,
};

/* A question, taken apart for SQL. */
typedef struct {
  const SokyBookQuestion *question;
  const SokyBookFilter *filter;
  SokyBookSort sort;
  char *match; /* nullable */
  char *exact;
  char *groups;
  char *inspected;
  char *delegations; /* identifiers, as WAITING() wants them */
  char *after_id;    /* nullable: no cursor */
  char *after_key;
} Listing;

static void
listing_clear (Listing *self)
{
  g_free (self->match);
  g_free (self->exact);
  g_free (self->groups);
  g_free (self->inspected);
  g_free (self->delegations);
  g_free (self->after_id);
  g_free (self->after_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

/* A cursor is the order and the last book's place in it: "0d.4f1c….1725500000000000". */
static char *
format_cursor (const Listing *self, const char *id, const char *key)
{
  return g_strdup_printf ("%u%c.%s.%s", self->sort, self->filter->descending ? 'd' : 'a', id, key);
}

static void
parse_cursor (Listing *self, const char *cursor)
{
  g_auto (GStrv) parts = g_strsplit (cursor ? cursor : "", ".", 3);
  g_autofree char *order =
      g_strdup_printf ("%u%c", self->sort, self->filter->descending ? 'd' : 'a');

  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], order))
    return;
  self->after_id = g_strdup (parts[1]);
  self->after_key = g_strdup (parts[2]);
}

static char *
name_delegations (const SokyBookQuestion *question)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; question->delegations != NULL && i < question->delegations->len; i++) {
    const SokyDelegationRecord *one = question->delegations->pdata[i];
    g_ptr_array_add (ids, one->id);
  }
  return soky_sqlite_format_list (ids);
}

static void
take_apart (Listing *self, const SokyBookQuestion *question)
{
  static const SokyBookFilter everything = SOKY_BOOK_FILTER_INIT;
  const SokyReach *reach = question->reach;

  self->question = question;
  self->filter = question->filter ? question->filter : &everything;
  self->match = soky_words_to_match (question->text, FALSE);
  self->exact = soky_words_to_match (question->text, TRUE);
  self->sort = self->filter->sort;
  if (self->sort == SOKY_BOOK_SORT_MATCH && self->match == NULL)
    self->sort = SOKY_BOOK_SORT_UPDATED;
  self->groups = soky_sqlite_format_list (reach ? reach->groups : NULL);
  self->inspected = soky_sqlite_format_list (reach ? reach->inspected : NULL);
  self->delegations = name_delegations (question);
  parse_cursor (self, question->after);
}

static const char *
get_view_sql (const SokyBookQuestion *question)
{
  switch (question->view) {
  case SOKY_BOOK_VIEW_INBOX:
    return IN_INBOX;
  case SOKY_BOOK_VIEW_PUBLISHED:
    return "book.state = 'published' AND book.school_id = ?2";
  case SOKY_BOOK_VIEW_UNIT:
    /* an index answers the usual case */
    if (question->reach != NULL && question->reach->school && question->reach->inspected->len == 0)
      return SOKY_BOOK_OF_SCHOOL;
    if (question->reach != NULL && question->reach->school)
      return "(" SOKY_BOOK_OF_SCHOOL " OR " SOKY_BOOK_INSPECTED ")";
    return "(" SOKY_BOOK_OF_GROUPS " OR " SOKY_BOOK_INSPECTED ")";
  case SOKY_BOOK_VIEW_TO_STAMP:
    /* a stamp waits for every person before it */
    return "book.id IN (SELECT book_id FROM step WHERE person_id = ?1 AND waiting = 1 "
           "AND kind = 'stamp' AND outcome = 'pending')";
  case SOKY_BOOK_VIEW_STAMPED:
    if (question->reach != NULL && question->reach->school)
      return "book.school_id = ?2 AND book.id IN (SELECT book_id FROM step "
             "WHERE kind = 'stamp' AND outcome = 'signed')";
    return "book.id IN (SELECT book_id FROM step WHERE person_id = ?1 AND kind = 'stamp' "
           "AND outcome = 'signed')";
  case SOKY_BOOK_VIEW_OUTBOX:
  default:
    return "book.owner_id = ?1";
  }
}

/* Put together from literals alone, and kept: a statement for each order of each view. */
static const char *
get_list_sql (const Listing *self)
{
  const char *key = keys[self->sort];
  gboolean down = self->filter->descending;
  g_autoptr (GString) sql = g_string_new ("SELECT " SOKY_BOOK_COLUMNS ", ");

  g_string_append_printf (sql, "%s" SOKY_BOOK_TABLES, key);
  if (self->match != NULL)
    g_string_append (sql, "JOIN book_search ON book_search.book_id = book.id ");
  g_string_append_printf (sql, "WHERE %s AND " SOKY_BOOK_FILTERED, get_view_sql (self->question));
  if (self->match != NULL)
    g_string_append (sql, "AND " MATCHING ("?12") " ");
  if (self->after_id != NULL)
    g_string_append_printf (sql, "AND (%s, book.id) %s (%s, ?18) ", key, down ? "<" : ">",
                            self->sort == SOKY_BOOK_SORT_TITLE ? "?17" : "?16");
  g_string_append_printf (sql, "ORDER BY %s %s, book.id %s LIMIT ?20", key, down ? "DESC" : "ASC",
                          down ? "DESC" : "ASC");
  return g_intern_string (sql->str);
}

static SokyQuery *
query_list (SokySqlite *db, const Listing *self, GError **error)
{
  const SokyBookQuestion *question = self->question;
  const SokyBookFilter *filter = self->filter;
  const char *state =
      filter->state == SOKY_N_BOOK_STATES ? NULL : soky_book_state_to_string (filter->state);
  gint64 number = self->after_key ? g_ascii_strtoll (self->after_key, NULL, 10) : 0;

  return soky_sqlite_query (
      db, error, get_list_sql (self), "sssssssssssssssisssi", question->person_id,
      question->school_id, state, filter->type_id, filter->class_name, filter->subject,
      filter->school_year, filter->owner_id, filter->unit_id, filter->period_from,
      filter->period_to, self->match, self->exact, self->groups, self->inspected, number,
      self->after_key, self->after_id, self->delegations, (gint64) question->limit + 1);
}

static gboolean
read_counts (SokySqlite *db, const Listing *self, SokyBookPage *page, GError **error)
{
  const SokyReach *reach = self->question->reach;
  gboolean school = reach != NULL && reach->school;
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      db, error,
      "SELECT (SELECT count (*) FROM (" WAITING (
          "?16") ")), "
                 "(SELECT count (*) FROM book WHERE owner_id = ?1), "
                 "(SELECT count (*) FROM book WHERE school_id = ?2 AND state = 'published'), "
                 "(SELECT count (*) FROM book WHERE ?3 AND " SOKY_BOOK_OF_SCHOOL ") + "
                 "(SELECT count (*) FROM book WHERE NOT ?3 AND " SOKY_BOOK_OF_GROUPS ") + "
                 "(SELECT count (*) FROM (SELECT 1 FROM book WHERE ?15 <> '[]' AND " SOKY_BOOK_INSPECTED
                 " LIMIT " MAX_COUNT "))",
      "ssisssssssssssss", self->question->person_id, self->question->school_id, (gint64) school,
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, self->groups, self->inspected,
      self->delegations);

  if (!soky_sqlite_need_row (query, error))
    return FALSE;
  page->inbox = (guint) soky_query_integer (query);
  page->outbox = (guint) soky_query_integer (query);
  page->published = (guint) soky_query_integer (query);
  page->unit = (guint) soky_query_integer (query);
  return TRUE;
}

/* A row becomes a book of the page, with what was found in it. */
static gboolean
add_book (SokySqlite *db, const Listing *self, SokyBook *book, SokyBookPage *page, GError **error)
{
  g_autoptr (GError) problem = NULL;

  g_ptr_array_add (page->books, book);
  if (!soky_sqlite_read_rounds (db, book, book->round, error))
    return FALSE;
  if (self->match == NULL)
    return TRUE;
  book->snippet = soky_sqlite_get_snippet (db, book->id, self->match, &problem);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return problem == NULL;
}

SokyBookPage *
soky_sqlite_list_books (SokyTransaction *tx, const SokyBookQuestion *question, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);
  g_autoptr (SokyBookPage) page = soky_book_page_new ();
  g_auto (Listing) self = {0};
  g_autofree char *key = NULL;

  take_apart (&self, question);
  g_autoptr (SokyQuery) query = query_list (db, &self, error);
  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    if (page->books->len == question->limit) {
      const SokyBook *last = page->books->pdata[page->books->len - 1];
      page->next_cursor = format_cursor (&self, last->id, key);
      break;
    }
    SokyBook *book = soky_sqlite_read_book (query);
    g_free (key);
    key = soky_query_text_or_empty (query);
    if (!add_book (db, &self, book, page, error))
      return NULL;
  }
  if (soky_query_failed (query) || !read_counts (db, &self, page, error))
    return NULL;
  return g_steal_pointer (&page);
}
