/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/view/document.h"

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

/* The pages of a PDF; NULL with @error set when it cannot be opened. */
SokyViewDocument *display_open_document (GBytes *bytes, GError **error);

/* What @widget shows, as the renderer draws it. */
GdkTexture *display_render (GtkWidget *widget);

/* The first widget at or below @widget that is on the screen and of that class; %NULL when there is
 * none. */
GtkWidget *display_find (GtkWidget *widget, const char *type);
/* The window on the screen of that class; %NULL when there is none. */
GtkWidget *display_find_window (const char *type);
/* Waits for that window. */
GtkWidget *display_wait_window (const char *type);
/* Waits until there is no such window. */
void display_wait_no_window (const char *type);
/* How many labels on the screen say exactly @text. */
guint display_count (GtkWidget *widget, const char *text);
/* The button on the screen that says @text; %NULL when there is none, or it cannot be used. */
GtkWidget *display_find_button (GtkWidget *widget, const char *text);
/* Waits for that button and presses it. */
void display_press (GtkWidget *widget, const char *text);
/* Waits until a label says exactly @text. */
void display_wait_text (GtkWidget *widget, const char *text);

G_END_DECLS
