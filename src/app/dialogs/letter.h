/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows @text, which the person may change, below @heading and @body, with a button that copies it
 * as it then is. */
void soky_letter_show (GtkWindow *parent, const char *heading, const char *body, const char *text);
/* "- Holder: Nguyễn Thị Lan", with dots to fill in where @value is NULL or "" */
void soky_letter_add_line (GString *letter, const char *label, const char *value);

G_END_DECLS
