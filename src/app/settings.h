/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Habits of the person: the last server and account, the size of the window.
 *
 * Returns: (transfer full) (nullable): %NULL where the schema is not installed; nothing is
 *   remembered then */
GSettings *soky_settings_new (void);

/* Remembers size and state of @window under its keys; @settings is nullable. */
void soky_settings_follow_window (GSettings *settings, GtkWindow *window);

/* Light or dark as the person chose, now and whenever it is chosen anew; @settings is nullable. */
void soky_settings_follow_look (GSettings *settings);

G_END_DECLS
