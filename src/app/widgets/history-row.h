/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "book/book.h"

G_BEGIN_DECLS

/* A revision of a book: what it was made by, when, and a menu of what can be done with it: actions
 * "history.open", "history.compare" and "history.save" with its number. */
#define SOKY_TYPE_HISTORY_ROW (soky_history_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyHistoryRow, soky_history_row, SOKY, HISTORY_ROW, GtkListBoxRow)

/* @present: whether it is the newest, which is not compared with itself */
GtkWidget *soky_history_row_new (const SokyBook *book, const SokyRevision *revision,
                                 gboolean present);
int soky_history_row_get_number (SokyHistoryRow *self);
/* Its bytes are being fetched. */
void soky_history_row_set_busy (SokyHistoryRow *self, gboolean busy);

G_END_DECLS
