/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workspace.h"

G_BEGIN_DECLS

/* The books of one view, with search.
 *
 * Properties: "folded" (boolean): the page has the window to itself; "compact" (boolean, read
 * only): there is room for one column. Signals: "open-book" (SokyBook),
 * "go-back" (folded: to the sidebar). */
#define SOKY_TYPE_BOOK_LIST_PAGE (soky_book_list_page_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookListPage, soky_book_list_page, SOKY, BOOK_LIST_PAGE, AdwBin)

/* Shows a view of @workspace; %NULL empties the page (signed out). */
void soky_book_list_page_set_view (SokyBookListPage *self, SokyWorkspace *workspace,
                                   SokyBookView view);
/* (transfer full) (element-type SokyBook): what is selected where that is more than one book,
 * else all that are listed */
GPtrArray *soky_book_list_page_list_chosen (SokyBookListPage *self);

G_END_DECLS
