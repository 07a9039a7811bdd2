/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/local-data-dialog.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"
#include "app/settings.h"
#include "base/task.h"

#define MEGABYTE ((goffset) 1000 * 1000)

/* What may be chosen; 0 = no limit. */
static const guint limits[] = {250, 500, 1000, 2000, 5000, 0};

struct _SokyLocalDataDialog {
  AdwWindow parent_instance;

  AdwActionRow *size_row;
  AdwComboRow *limit_row;
  GtkSwitch *wipe_switch;
  GtkWidget *remove_button;

  SokyLibrary *library;
  GSettings *settings; /* nullable */
  guint waiting;
};

enum { REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyLocalDataDialog, soky_local_data_dialog, ADW_TYPE_WINDOW)

typedef struct {
  SokyLibrary *library;
  goffset limit; /* bytes */
} Work;

static void
work_free (gpointer pointer)
{
  Work *self = pointer;
  g_object_unref (self->library);
  g_free (self);
}

static Work *
work_new (SokyLibrary *library, GSettings *settings)
{
  Work *self = g_new0 (Work, 1);
  guint limit = settings ? g_settings_get_uint (settings, "local-data-limit") : 1000;

  self->library = g_object_ref (library);
  self->limit = limit > 0 ? limit * MEGABYTE : G_MAXOFFSET;
  return self;
}

/* The size, once what is too much is gone. */
static gpointer
trim_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;

  if (!soky_library_trim (work->library, work->limit, error))
    return NULL;
  goffset *size = g_new (goffset, 1);
  *size = soky_library_get_size (work->library);
  return size;
}

static gpointer
wipe_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  return soky_library_wipe (work->library, error) ? soky_task_done () : NULL;
}

void
soky_local_data_trim (SokyLibrary *library, GSettings *settings)
{
  g_return_if_fail (SOKY_IS_LIBRARY (library));

  soky_task_run (NULL, trim_in_thread, work_new (library, settings), work_free, g_free, NULL, NULL,
                 NULL);
}

void
soky_local_data_wipe (SokyLibrary *library)
{
  g_return_if_fail (SOKY_IS_LIBRARY (library));

  soky_task_run (NULL, wipe_in_thread, work_new (library, NULL), work_free, NULL, NULL, NULL, NULL);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyLocalDataDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree goffset *size = soky_task_finish (result, &error);
  g_autofree char *text = size != NULL ? g_format_size ((guint64) *size) : NULL;
  g_autofree char *words = error != NULL ? g_markup_escape_text (error->message, -1) : NULL;

  adw_action_row_set_subtitle (self->size_row, size != NULL ? text : words);
}

static void
measure (SokyLocalDataDialog *self)
{
  soky_task_run (NULL, trim_in_thread, work_new (self->library, self->settings), work_free, g_free,
                 NULL, measured_cb, g_object_ref (self));
}

static void
limit_chosen_cb (SokyLocalDataDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->limit_row);

  if (self->settings == NULL || chosen >= G_N_ELEMENTS (limits))
    return;
  if (g_settings_get_uint (self->settings, "local-data-limit") == limits[chosen])
    return;
  g_settings_set_uint (self->settings, "local-data-limit", limits[chosen]);
  measure (self);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyLocalDataDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->remove_button, TRUE);
  if (soky_task_finish (result, &error) == NULL) {
    soky_show_failure (GTK_WINDOW (self), _ ("Not Everything Was Removed"), error->message);
    return;
  }
  g_signal_emit (self, signals[REMOVED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyLocalDataDialog) self = user_data;

  if (!soky_ask_finish (result))
    return;
  gtk_widget_set_sensitive (self->remove_button, FALSE);
  soky_task_run (NULL, wipe_in_thread, work_new (self->library, self->settings), work_free, NULL,
                 NULL, removed_cb, g_object_ref (self));
}

static void
remove_cb (SokyLocalDataDialog *self)
{
  g_autofree char *lost =
      g_strdup_printf (ngettext ("%u change that is not sent yet is lost.",
                                 "%u changes that are not sent yet are lost.", self->waiting),
                       self->waiting);
  g_autofree char *body =
      g_strdup_printf (_ ("Books and files stay on the server; here they need a network again. "
                          "You are signed out. %s"),
                       self->waiting > 0 ? lost : "");
  SokyQuestion question = {.heading = _ ("Remove the Data of This Account?"),
                           .body = body,
                           .accept = _ ("Remove"),
                           .destructive = TRUE};

  soky_ask_async (GTK_WINDOW (self), &question, asked_cb, g_object_ref (self));
}

static void
soky_local_data_dialog_finalize (GObject *object)
{
  SokyLocalDataDialog *self = SOKY_LOCAL_DATA_DIALOG (object);

  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (soky_local_data_dialog_parent_class)->finalize (object);
}

static void
soky_local_data_dialog_class_init (SokyLocalDataDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_local_data_dialog_finalize;
  signals[REMOVED] = g_signal_new ("removed", SOKY_TYPE_LOCAL_DATA_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/local-data-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyLocalDataDialog, size_row);
  gtk_widget_class_bind_template_child (widget_class, SokyLocalDataDialog, limit_row);
  gtk_widget_class_bind_template_child (widget_class, SokyLocalDataDialog, wipe_switch);
  gtk_widget_class_bind_template_child (widget_class, SokyLocalDataDialog, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
show_limits (SokyLocalDataDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint present = self->settings ? g_settings_get_uint (self->settings, "local-data-limit") : 1000;
  guint selected = 2;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autofree char *size = g_format_size ((guint64) (limits[i] * MEGABYTE));
    gtk_string_list_append (names, limits[i] > 0 ? size : _ ("No limit"));
    if (limits[i] == present)
      selected = i;
  }
  adw_combo_row_set_model (self->limit_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->limit_row, selected);
}

static void
soky_local_data_dialog_init (SokyLocalDataDialog *self)
{
  self->settings = soky_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_limits (self);
  if (self->settings != NULL)
    g_settings_bind (self->settings, "wipe-on-sign-out", self->wipe_switch, "active",
                     G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
soky_local_data_dialog_new (GtkWindow *parent, SokyLibrary *library, guint waiting)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library), NULL);

  SokyLocalDataDialog *self =
      g_object_new (SOKY_TYPE_LOCAL_DATA_DIALOG, "transient-for", parent, NULL);
  self->library = g_object_ref (library);
  self->waiting = waiting;
  g_signal_connect_object (self->limit_row, "notify::selected", G_CALLBACK (limit_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  measure (self);
  return GTK_WIDGET (self);
}
