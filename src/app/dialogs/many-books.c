/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/many-books.h"

#include "app/dialogs/batch-dialog.h"
#include "app/dialogs/return-many-dialog.h"

static void
present (GtkWidget *dialog, SokyWorkspace *workspace)
{
  g_signal_connect_object (dialog, "worked", G_CALLBACK (soky_workspace_refresh), workspace,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
soky_many_books_sign (GtkWindow *parent, SokyWorkspace *workspace, SokyBookListPage *list)
{
  g_autoptr (GPtrArray) books = soky_book_list_page_list_chosen (list);
  present (soky_batch_dialog_new (parent, workspace, books), workspace);
}

void
soky_many_books_return (GtkWindow *parent, SokyWorkspace *workspace, SokyBookListPage *list)
{
  g_autoptr (GPtrArray) books = soky_book_list_page_list_chosen (list);
  gboolean some = books->len < soky_book_list_page_count (list);
  present (soky_return_many_dialog_new (parent, workspace, books, some), workspace);
}
