/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/driver-problems.h"

#include "app/widgets/driver-row.h"

struct _SokyDriverProblems {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* not owned */
  char *shown;     /* nullable: what the rows say, to notice a change */
};

G_DEFINE_FINAL_TYPE (SokyDriverProblems, soky_driver_problems, ADW_TYPE_PREFERENCES_GROUP)

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
  if (!soky_driver_rows_changed (drivers, &self->shown))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < drivers->len; i++) {
    const SokyDriverState *state = g_ptr_array_index (drivers, i);
    if (state->problem == NULL)
      continue;
    GtkWidget *row = soky_driver_row_new (state, monitor);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}
