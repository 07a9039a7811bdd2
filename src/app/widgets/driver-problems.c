/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/driver-problems.h"

#include <glib/gi18n.h>

struct _SokyDriverProblems {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* not owned */
  char *shown;     /* nullable: what the rows say, to notice a change */
};

G_DEFINE_FINAL_TYPE (SokyDriverProblems, soky_driver_problems, ADW_TYPE_PREFERENCES_GROUP)

static char *
describe (GPtrArray *drivers)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < drivers->len; i++) {
    const SokyDriverState *state = g_ptr_array_index (drivers, i);
    if (state->problem != NULL)
      g_string_append_printf (text, "%s\n%s\n", state->module->path, state->problem->message);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (SokyDriverProblems *self, const SokyDriverState *state, SokyTokenMonitor *monitor)
{
  g_autofree char *name = g_path_get_basename (state->module->path);
  g_autofree char *title = g_strdup_printf (_ ("The driver %s does not work"),
                                            state->module->vendor ? state->module->vendor : name);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *button = gtk_button_new_with_label (_ ("Try Again"));

  gtk_widget_add_css_class (icon, "warning");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (soky_token_monitor_retry), monitor,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state->problem->message);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 6);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
soky_driver_problems_finalize (GObject *object)
{
  SokyDriverProblems *self = SOKY_DRIVER_PROBLEMS (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (soky_driver_problems_parent_class)->finalize (object);
}

static void
soky_driver_problems_class_init (SokyDriverProblemsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_driver_problems_finalize;
}

static void
soky_driver_problems_init (SokyDriverProblems *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
soky_driver_problems_update (SokyDriverProblems *self, SokyTokenMonitor *monitor)
{
  g_return_if_fail (SOKY_IS_DRIVER_PROBLEMS (self));

  GPtrArray *drivers = soky_token_monitor_get_drivers (monitor);
  g_autofree char *shown = describe (drivers);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < drivers->len; i++) {
    const SokyDriverState *state = g_ptr_array_index (drivers, i);
    if (state->problem != NULL)
      add_row (self, state, monitor);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}
