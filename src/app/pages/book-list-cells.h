/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Binds what the templates of the cells (ui/book-cell-*.ui) call to say what a book is. */
void soky_book_list_cells_bind (GtkWidgetClass *widget_class);

G_END_DECLS
