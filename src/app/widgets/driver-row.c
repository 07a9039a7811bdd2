/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/driver-row.h"

#include <glib/gi18n.h>

static GtkWidget *
new_retry_button (SokyTokenMonitor *monitor)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Try Again"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (soky_token_monitor_retry), monitor,
                           G_CONNECT_SWAPPED);
  return button;
}

GtkWidget *
soky_driver_row_new (const SokyDriverState *state, SokyTokenMonitor *monitor)
{
  g_return_val_if_fail (state != NULL && SOKY_IS_TOKEN_MONITOR (monitor), NULL);

  gboolean bad = state->problem != NULL;
  g_autofree char *file = g_path_get_basename (state->module->path);
  g_autofree char *path = g_filename_display_name (state->module->path);
  const char *name = state->module->vendor ? state->module->vendor : file;
  g_autofree char *title =
      bad ? g_strdup_printf (_ ("The driver %s does not work"), name) : g_strdup (name);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon =
      gtk_image_new_from_icon_name (bad ? "dialog-warning-symbolic" : "emblem-ok-symbolic");

  gtk_widget_add_css_class (icon, bad ? "warning" : "success");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), bad ? state->problem->message : path);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 8);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (bad)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_retry_button (monitor));
  return row;
}

gboolean
soky_driver_rows_changed (GPtrArray *drivers, char **shown)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < drivers->len; i++) {
    const SokyDriverState *state = g_ptr_array_index (drivers, i);
    g_string_append_printf (text, "%s\n%s\n", state->module->path,
                            state->problem ? state->problem->message : "");
  }
  if (g_strcmp0 (text->str, *shown) == 0)
    return FALSE;
  g_free (*shown);
  *shown = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}
