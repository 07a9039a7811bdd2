/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/shortcuts-window.h"

static void
forget (gpointer data)
{
  g_autoptr (GtkWindow) overlay = data;
  GtkWindow *window = gtk_window_get_transient_for (overlay);

  if (window != NULL)
    gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (window), NULL);
  gtk_window_destroy (overlay);
}

/* GTK hides it where it is asked to close it. */
static void
hidden_cb (GtkWidget *overlay)
{
  g_idle_add_once (forget, g_object_ref (overlay));
}

void
soky_show_shortcuts (GtkApplicationWindow *window)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/vn/soky/SoKy/ui/help-overlay.ui");
  GtkShortcutsWindow *overlay =
      GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  if (gtk_application_window_get_help_overlay (window) != NULL)
    return;
  gtk_application_window_set_help_overlay (window, overlay);
  g_signal_connect (overlay, "hide", G_CALLBACK (hidden_cb), NULL);
  gtk_window_present (GTK_WINDOW (overlay));
}
