/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "book/book.h"

G_BEGIN_DECLS

/* One step of a book's route, as a stop of a timeline. */
#define SOKY_TYPE_STEP_ROW (soky_step_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyStepRow, soky_step_row, SOKY, STEP_ROW, GtkListBoxRow)

/* @first, @last: whether the line of the timeline begins or ends here */
GtkWidget *soky_step_row_new (const SokyBook *book, const SokyStep *step, gboolean first,
                              gboolean last);

G_END_DECLS
