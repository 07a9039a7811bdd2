/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/sessions-dialog.h"

#include "app/widgets/status-line.h"
#include "base/clock.h"
#include "client/session-accounts.h"

#include <glib/gi18n.h>

struct _SokySessionsDialog {
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListBox *list;
  SokyStatusLine *status;

  SokySession *session;
  GCancellable *life;
};

G_DEFINE_FINAL_TYPE (SokySessionsDialog, soky_sessions_dialog, ADW_TYPE_WINDOW)

static void load_cb (SokySessionsDialog *self);

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySessionsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = soky_session_revoke_session_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), TRUE);
  if (good)
    load_cb (self);
  else
    soky_status_line_set_gerror (self->status, error);
}

static void
end_cb (SokySessionsDialog *self, GtkButton *button)
{
  const char *id = g_object_get_data (G_OBJECT (button), "session");

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  soky_session_revoke_session_async (self->session, id, self->life, ended_cb, g_object_ref (self));
}

static GtkWidget *
make_end_button (SokySessionsDialog *self, const SokySessionItem *item)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("End"));
  g_autofree char *name = g_strdup_printf (_ ("End the session at %s"), item->address);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "session", g_strdup (item->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_here_label (void)
{
  GtkWidget *label = gtk_label_new (_ ("This program"));

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_row (SokySessionsDialog *self, const SokySessionItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *began = soky_clock_to_local (item->created_us);
  g_autofree char *used = soky_clock_to_local (item->used_us);
  g_autofree char *subtitle = g_strdup_printf (_ ("Signed in %s\nLast used %s"), began, used);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->address);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             item->current ? make_here_label () : make_end_button (self, item));
  return row;
}

static void
fill (SokySessionsDialog *self, GPtrArray *items)
{
  GtkListBoxRow *row = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < items->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (items, i)));
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySessionsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items =
      soky_session_list_sessions_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (items != NULL) {
    fill (self, items);
    return;
  }
  adw_status_page_set_description (self->failed_page, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
load_cb (SokySessionsDialog *self)
{
  soky_status_line_clear (self->status);
  soky_session_list_sessions_async (self->session, NULL, NULL, self->life, loaded_cb,
                                    g_object_ref (self));
}

static void
soky_sessions_dialog_dispose (GObject *object)
{
  SokySessionsDialog *self = SOKY_SESSIONS_DIALOG (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (soky_sessions_dialog_parent_class)->dispose (object);
}

static gboolean
soky_sessions_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SOKY_SESSIONS_DIALOG (window)->life);
  return GTK_WINDOW_CLASS (soky_sessions_dialog_parent_class)->close_request (window);
}

static void
soky_sessions_dialog_finalize (GObject *object)
{
  g_object_unref (SOKY_SESSIONS_DIALOG (object)->life);
  G_OBJECT_CLASS (soky_sessions_dialog_parent_class)->finalize (object);
}

static void
soky_sessions_dialog_class_init (SokySessionsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_sessions_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_sessions_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_sessions_dialog_close_request;
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/sessions-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySessionsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SokySessionsDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SokySessionsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SokySessionsDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_sessions_dialog_init (SokySessionsDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_sessions_dialog_new (GtkWindow *parent, SokySession *session)
{
  SokySessionsDialog *self =
      g_object_new (SOKY_TYPE_SESSIONS_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  load_cb (self);
  return GTK_WIDGET (self);
}
