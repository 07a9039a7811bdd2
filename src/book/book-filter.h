/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/error.h"

G_BEGIN_DECLS

/* Which books of a list are wanted, and in which order. */

typedef enum {
  SOKY_BOOK_VIEW_OUTBOX,    /* Sổ trình ký: the person's own */
  SOKY_BOOK_VIEW_INBOX,     /* Sổ ký duyệt: it is the person's turn to do something */
  SOKY_BOOK_VIEW_PUBLISHED, /* Sổ đã ban hành: of the person's school */
  SOKY_BOOK_VIEW_UNIT,     /* Sổ của đơn vị: all within the person's reach (book/reach.h) */
  SOKY_BOOK_VIEW_TO_STAMP, /* Chờ đóng dấu: all persons have signed, and this clerk is to stamp */
  SOKY_BOOK_VIEW_STAMPED, /* Đã đóng dấu: by this clerk; of the school for its heads */
  SOKY_N_BOOK_VIEWS
} SokyBookView;

typedef enum {
  SOKY_BOOK_SORT_UPDATED,
  SOKY_BOOK_SORT_TITLE, /* without case and diacritics */
  SOKY_BOOK_SORT_DUE,   /* those without a deadline come last, or first when descending */
  SOKY_BOOK_SORT_STATE, /* as books go: draft, in review … published */
  SOKY_BOOK_SORT_MATCH, /* how well a book matches the words that are looked for */
  SOKY_N_BOOK_SORTS
} SokyBookSort;

/* What is %NULL, or %SOKY_N_BOOK_STATES, asks for nothing. */
typedef struct {
  SokyBookState state;
  char *type_id;
  char *class_name;
  char *subject;
  char *school_year;
  char *period_from; /* with period_to: of one frequency, both included; months go on in January */
  char *period_to;
  char *owner_id;
  char *unit_id; /* the owner's home unit: a group */
  SokyBookSort sort;
  gboolean descending;
} SokyBookFilter;

/* Everything, newest change first. */
#define SOKY_BOOK_FILTER_INIT                                                                      \
  {                                                                                                \
    .state = SOKY_N_BOOK_STATES, .sort = SOKY_BOOK_SORT_UPDATED, .descending = TRUE                \
  }

void soky_book_filter_copy (const SokyBookFilter *from, SokyBookFilter *to);
void soky_book_filter_clear (SokyBookFilter *self);
gboolean soky_book_filter_equal (const SokyBookFilter *a, const SokyBookFilter *b);
/* Whether it leaves any book out; the order does not count. */
gboolean soky_book_filter_is_active (const SokyBookFilter *self);
/* %SOKY_BOOK_ERROR_BAD_PERIOD when the school year or the periods are none, or no range. */
gboolean soky_book_filter_check (const SokyBookFilter *self, GError **error);
/* Whether @book is wanted; storage gives the same answer in its own words. */
gboolean soky_book_filter_admits (const SokyBookFilter *self, const SokyBook *book);
/* Whether the range ends in the year after the one it begins in: months 9 to 1. */
gboolean soky_book_filter_wraps (const SokyBookFilter *self);

/* "outbox", "inbox", "published", "unit", "to-stamp", "stamped" and "updated", "title", "due",
 * "state", "match" */
const char *soky_book_view_to_string (SokyBookView view);
gboolean soky_book_view_from_string (const char *text, SokyBookView *view);
const char *soky_book_sort_to_string (SokyBookSort sort);
gboolean soky_book_sort_from_string (const char *text, SokyBookSort *sort);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyBookFilter, soky_book_filter_clear)

G_END_DECLS
