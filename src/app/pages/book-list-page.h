/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/fold-bin.h"
#include "app/workspace.h"

G_BEGIN_DECLS

/* The books of one view, with search and filters.
 *
 * Property "compact" (boolean, read only): there is room for one column. Signal "open-book"
 * (SokyBook). */
#define SOKY_TYPE_BOOK_LIST_PAGE (soky_book_list_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookListPage, soky_book_list_page, SOKY, BOOK_LIST_PAGE, SokyFoldBin)

/* Shows a view of @workspace; %NULL empties the page (signed out). */
void soky_book_list_page_set_view (SokyBookListPage *self, SokyWorkspace *workspace,
                                   SokyBookView view);
/* (transfer none) (nullable): what is listed */
SokyBookModel *soky_book_list_page_get_model (SokyBookListPage *self);
guint soky_book_list_page_count (SokyBookListPage *self);
/* Shows only what @filter asks for; the order stays as the person wants it. */
void soky_book_list_page_set_filter (SokyBookListPage *self, const SokyBookFilter *filter);
/* (transfer full) (element-type SokyBook): what is selected where that is more than one book,
 * else all that are listed */
GPtrArray *soky_book_list_page_list_chosen (SokyBookListPage *self);
/* (transfer full) (element-type SokyBook): what is selected and nothing else */
GPtrArray *soky_book_list_page_list_selected (SokyBookListPage *self);

G_END_DECLS
