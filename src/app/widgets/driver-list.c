/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/driver-list.h"

#include "app/gtk-compat.h"
#include "app/widgets/driver-row.h"
#include "base/platform.h"
#include "base/task.h"

#include <glib/gi18n.h>

struct _SokyDriverList {
  AdwPreferencesGroup parent_instance;

  SokyTokenMonitor *monitor; /* nullable: nothing was shown yet */
  GPtrArray *rows;           /* not owned */
  char *shown;               /* nullable: what the rows say */
};

G_DEFINE_FINAL_TYPE (SokyDriverList, soky_driver_list, ADW_TYPE_PREFERENCES_GROUP)

/* A driver's file that is to be added or taken away. */
typedef struct {
  char *path;
  gboolean remove;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;
  g_free (order->path);
  g_free (order);
}

static gpointer
order_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const Order *order = data;
  g_autofree char *file = soky_module_own_file ();
  gboolean done = order->remove ? soky_module_remove_own (file, order->path, error)
                                : soky_module_add_own (file, order->path, error);
  return done ? soky_task_done () : NULL;
}

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyDriverList) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (soky_task_finish (result, &error) != NULL)
    soky_token_monitor_retry (self->monitor);
  else if (root != NULL)
    soky_show_failure (GTK_WINDOW (root), _ ("This Driver Cannot Be Used"), error->message);
}

static void
run (SokyDriverList *self, const char *path, gboolean remove)
{
  Order *order = g_new0 (Order, 1);
  order->path = g_strdup (path);
  order->remove = remove;
  soky_task_run (NULL, order_in_thread, order, order_free, NULL, NULL, ordered_cb,
                 g_object_ref (self));
}

static void
remove_cb (SokyDriverList *self, GtkWidget *button)
{
  run (self, g_object_get_data (G_OBJECT (button), "path"), TRUE);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyDriverList) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  if (files == NULL)
    return;

  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = g_file_get_path (file);
  if (path != NULL)
    run (self, path, FALSE);
}

static void
choose_cb (SokyDriverList *self)
{
  g_autofree char *pattern = g_strconcat ("*", soky_platform_module_suffix (), "*", NULL);
  const SokyFileChoice choice = {
      .title = _ ("Choose a Driver File"),
      .accept = _ ("_Use"),
      .pattern = pattern,
      .pattern_name = _ ("Token drivers (PKCS#11)"),
  };
  soky_choose_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &choice,
                          file_chosen_cb, g_object_ref (self));
}

static GtkWidget *
new_remove_button (SokyDriverList *self, const char *path)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("No longer use this file"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("No longer use this file"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  return button;
}

static void
add_row (SokyDriverList *self, const SokyDriverState *state)
{
  GtkWidget *row = soky_driver_row_new (state, self->monitor);

  if (state->module->own)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_remove_button (self, state->module->path));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
soky_driver_list_dispose (GObject *object)
{
  g_clear_object (&SOKY_DRIVER_LIST (object)->monitor);
  G_OBJECT_CLASS (soky_driver_list_parent_class)->dispose (object);
}

static void
soky_driver_list_finalize (GObject *object)
{
  SokyDriverList *self = SOKY_DRIVER_LIST (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (soky_driver_list_parent_class)->finalize (object);
}

static void
soky_driver_list_class_init (SokyDriverListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_driver_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_driver_list_finalize;
}

static void
soky_driver_list_init (SokyDriverList *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Drivers"));
}

/* The last row; a button beside the title has no room in a narrow window. */
static void
add_choose_row (SokyDriverList *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Choose Driver File…"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (choose_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

void
soky_driver_list_update (SokyDriverList *self, SokyTokenMonitor *monitor)
{
  g_return_if_fail (SOKY_IS_DRIVER_LIST (self));

  GPtrArray *drivers = soky_token_monitor_get_drivers (monitor);
  gboolean none = drivers->len == 0 && soky_token_monitor_is_settled (monitor);

  g_set_object (&self->monitor, monitor);
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      none ? _ ("None is installed. Install the driver that came with your token, or choose its "
                "file.")
           : NULL);
  if (!soky_driver_rows_changed (drivers, &self->shown))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < drivers->len; i++)
    add_row (self, drivers->pdata[i]);
  add_choose_row (self);
}
