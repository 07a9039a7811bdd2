/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pages/book-list-columns.h"
#include "app/pages/book-list-page.h"
#include "app/widgets/banner.h"
#include "app/widgets/filter-bar.h"
#include "app/widgets/width-bin.h"

G_BEGIN_DECLS

struct _SokyBookListPage {
  SokyFoldBin parent_instance;

  SokyWidthBin *bin;
  AdwWindowTitle *title;
  GtkWidget *create_button;
  GtkWidget *empty_create_button;
  GtkWidget *many_box;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  SokyFilterBar *filter_bar;
  SokyBanner *banner;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  AdwStatusPage *nothing_page;
  GtkWidget *clear_search_button;
  GtkWidget *clear_filters_button;
  AdwStatusPage *error_page;
  GtkScrolledWindow *scrolled;
  GtkColumnView *column_view;
  GtkActionBar *chosen_bar;
  GtkLabel *chosen_label;
  GtkWidget *chosen_sign_button;
  GtkWidget *chosen_archive_button;
  GMenuModel *row_menu;

  SokyBookView view;
  SokyWorkspace *workspace; /* nullable */
  SokyBookModel *model;     /* nullable */
  SokyBookListColumns *columns;
  GtkMultiSelection *selection;
  gboolean choosing_all; /* the pages that are still to come are chosen too */
  GtkWidget *popover;    /* nullable: the menu of the rows, once it was wanted */
};

/* Whether the list is of what waits for this person. */
gboolean soky_book_list_page_decides (SokyBookListPage *self);
/* Opens a book. */
void soky_book_list_page_activate (SokyBookListPage *self, guint position);

/* book-list-chosen.c: what is done with the rows that are chosen: menu, bar, actions. */

void soky_book_list_chosen_bind (GtkWidgetClass *widget_class);
void soky_book_list_chosen_init (SokyBookListPage *self);
/* Which of its actions make sense, and what the bar says. */
void soky_book_list_chosen_update (SokyBookListPage *self);
/* A page came: while all books are being chosen, those of it too, and the next page is asked for.
 */
void soky_book_list_chosen_go_on (SokyBookListPage *self);
void soky_book_list_chosen_dispose (SokyBookListPage *self);

G_END_DECLS
