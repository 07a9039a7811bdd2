/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/gtk-compat.h"
#include "base/input.h"

G_BEGIN_DECLS

/**
 * soky_save_file:
 * @choice: what to ask; with save set
 * @input: the bytes
 * @done: what the toast says when they are saved
 *
 * Asks where to, writes the bytes there in a thread, and says whether that went well. A file that
 * is there already stays as it was unless all is written.
 */
void soky_save_file (GtkWindow *window, const SokyFileChoice *choice, SokyInput *input,
                     const char *done);
/* Likewise for a table that was made, of which @name is suggested; @table: (transfer full). */
void soky_save_table (GtkWindow *window, char *table, const char *name);
/* Likewise with the question for a PDF; @name is suggested. */
void soky_save_pdf (GtkWindow *window, SokyInput *input, const char *name);

G_END_DECLS
