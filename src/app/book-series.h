/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/book-model.h"

G_BEGIN_DECLS

/* The books of a list, read one after the other: those that were there when reading began, in the
 * order of the list, and what comes behind them; what was done stays in its place, with a word.
 *
 * Signal "changed": a book was added, another one is read, or something was done. */
#define SOKY_TYPE_BOOK_SERIES (soky_book_series_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookSeries, soky_book_series, SOKY, BOOK_SERIES, GObject)

/* @model: whose further pages are asked for, as far as %SOKY_BOOK_SERIES_MOST; @first: where
 * reading begins, one of @model or the only one */
SokyBookSeries *soky_book_series_new (SokyBookModel *model, SokyBook *first);

#define SOKY_BOOK_SERIES_MOST 1000

/* (transfer none): of SokyBookItem; the mark of an item is what was done with it */
GListModel *soky_book_series_get_list (SokyBookSeries *self);
guint soky_book_series_get_length (SokyBookSeries *self);
/* From 0. */
guint soky_book_series_get_position (SokyBookSeries *self);
/* How many have a mark. */
guint soky_book_series_count_done (SokyBookSeries *self);
/* Whether the person decides about these books, so that a decision leads to the next. */
gboolean soky_book_series_is_for_decisions (SokyBookSeries *self);

/* (transfer none) (nullable): %NULL beyond the ends */
SokyBook *soky_book_series_get_book (SokyBookSeries *self, guint position);
/* Reads another one. */
void soky_book_series_set_position (SokyBookSeries *self, guint position);
/* @book is as the server has it now; @mark: (nullable): what was done, in a word */
void soky_book_series_update (SokyBookSeries *self, SokyBook *book, const char *mark);
/* The next without a mark, behind the present one or else from the start. Returns: FALSE when there
 * is none */
gboolean soky_book_series_find_next (SokyBookSeries *self, guint *position);

G_END_DECLS
