/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded into a GTK program by LD_PRELOAD (bench-lists.py): writes down how long each frame took to
 * be laid out and drawn, "MOMENT WORK" in microseconds, a line for each, into the file that
 * SOKY_FRAMES names. */
#include <gtk/gtk.h>
#include <stdio.h>

static FILE *file;
static gint64 began_us;

static void
before_cb (void)
{
  began_us = g_get_monotonic_time ();
}

static void
after_cb (void)
{
  gint64 now_us = g_get_monotonic_time ();

  fprintf (file, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", now_us, now_us - began_us);
  fflush (file);
}

/* The clock of the first window, once there is one. */
static gboolean
look_cb (gpointer data)
{
  GListModel *windows = gtk_is_initialized () ? gtk_window_get_toplevels () : NULL;
  GtkWidget *window = windows != NULL ? g_list_model_get_item (windows, 0) : NULL;
  GdkFrameClock *clock = window != NULL ? gtk_widget_get_frame_clock (window) : NULL;

  g_clear_object (&window);
  if (clock == NULL)
    return G_SOURCE_CONTINUE;
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_cb), NULL);
  return G_SOURCE_REMOVE;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = g_getenv ("SOKY_FRAMES");

  file = path != NULL ? fopen (path, "w") : NULL;
  if (file != NULL)
    g_timeout_add (100, look_cb, NULL);
}
