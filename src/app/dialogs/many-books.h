/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pages/book-list-page.h"

G_BEGIN_DECLS

/* What is done with all that are chosen in a list, else with all that it has: in a window of its
 * own, after which the lists are loaded again. */
void soky_many_books_sign (GtkWindow *parent, SokyWorkspace *workspace, SokyBookListPage *list);
void soky_many_books_return (GtkWindow *parent, SokyWorkspace *workspace, SokyBookListPage *list);

G_END_DECLS
