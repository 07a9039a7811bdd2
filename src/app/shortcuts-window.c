/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/shortcuts-window.h"

static void
forget (gpointer data)
{
  g_autoptr (GtkApplicationWindow) window = data;
  GtkShortcutsWindow *overlay = gtk_application_window_get_help_overlay (window);

  if (overlay == NULL)
    return; /* it went with its window */
  g_object_ref (overlay);
  gtk_application_window_set_help_overlay (window, NULL);
  gtk_window_destroy (GTK_WINDOW (overlay));
  g_object_unref (overlay);
}

/* GTK hides it where it is asked to close it. */
static void
hidden_cb (GtkWidget *overlay)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (overlay));

  g_signal_handlers_disconnect_by_func (overlay, hidden_cb, NULL);
  if (window != NULL)
    g_idle_add_once (forget, g_object_ref (window));
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
  gtk_window_set_destroy_with_parent (GTK_WINDOW (overlay), TRUE);
  g_signal_connect (overlay, "hide", G_CALLBACK (hidden_cb), NULL);
  gtk_window_present (GTK_WINDOW (overlay));
}
