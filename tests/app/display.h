/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Starts GTK and libadwaita for a test program; where there is no screen it prints a TAP skip with
 * the reason and returns FALSE. */
gboolean display_init (int *argc, char ***argv);

/* A window with @child, shown and drawn once. */
GtkWindow *display_show (GtkWidget *child, int width, int height);
void display_close (GtkWindow *window);

/* Runs the main loop until @ready says TRUE; aborts the test when it never does. */
typedef gboolean (*DisplayReady) (gpointer data);
void display_wait (DisplayReady ready, gpointer data);

/* What @widget shows, as the renderer draws it. */
GdkTexture *display_render (GtkWidget *widget);

G_END_DECLS
