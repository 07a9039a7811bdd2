/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the shortcuts of @window. It is made when it is asked for and ends when it is closed:
 * GTK 4.8 answers a screen reader that meets a hidden one of its windows with a crash. */
void soky_show_shortcuts (GtkApplicationWindow *window);

G_END_DECLS
