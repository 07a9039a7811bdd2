/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/drop-files.h"

static void
open_files (GtkWidget *widget, GPtrArray *files)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkApplication *application =
      GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;

  if (application != NULL)
    g_application_open (G_APPLICATION (application), (GFile **) files->pdata, (int) files->len, "");
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SokyDropFunc dropped)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (GSList *item = g_value_get_boxed (value); item != NULL; item = item->next)
    g_ptr_array_add (files, g_object_ref (item->data));
  if (files->len == 0)
    return FALSE;
  dropped (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), files);
  return TRUE;
}

void
soky_drop_files_accept (GtkWidget *widget, SokyDropFunc dropped)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), dropped != NULL ? dropped : open_files);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
