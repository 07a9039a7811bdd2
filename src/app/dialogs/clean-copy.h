/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "base/input.h"

G_BEGIN_DECLS

/* What became of it: a clean copy, or %NULL with @error; both %NULL when the person stopped. */
typedef void (*SokyCleanCopyDone) (SokyInput *copy, const GError *error, gpointer user_data);

/**
 * soky_clean_copy_run:
 * @window: what the question for a password stands over; kept until @done
 * @input: a file that is damaged or encrypted; it is not changed
 *
 * Makes a clean copy in a thread. A password is asked for where one is needed, and again when it
 * was wrong.
 */
void soky_clean_copy_run (GtkWindow *window, SokyInput *input, SokyCleanCopyDone done,
                          gpointer user_data);

G_END_DECLS
