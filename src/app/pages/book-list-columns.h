/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "book/book-filter.h"

G_BEGIN_DECLS

/* The columns of a list of books: which are shown, how wide, and what the rows are sorted by; each
 * view has its own, remembered in the settings. A click on a header sorts by it.
 *
 * Signal "sorted": the person asked for another order. */
#define SOKY_TYPE_BOOK_LIST_COLUMNS (soky_book_list_columns_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookListColumns, soky_book_list_columns, SOKY, BOOK_LIST_COLUMNS, GObject)

/* @view: with the columns of ui/book-list-page.ui in their order */
SokyBookListColumns *soky_book_list_columns_new (GtkColumnView *view);
/* (transfer none): "columns.…" of the menus */
GActionGroup *soky_book_list_columns_get_actions (SokyBookListColumns *self);
void soky_book_list_columns_set_view (SokyBookListColumns *self, SokyBookView view);
/* Whether there is room for one column alone. */
void soky_book_list_columns_set_compact (SokyBookListColumns *self, gboolean compact);
/* Writes the order that is asked for into @filter. */
void soky_book_list_columns_get_order (SokyBookListColumns *self, SokyBookFilter *filter);

G_END_DECLS
