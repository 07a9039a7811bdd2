/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sets the locale of the program: the system's, in the language that the person chose. Comes before
 * anything is translated, and before any thread. */
void soky_language_begin (void);

G_END_DECLS
