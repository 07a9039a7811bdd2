/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/looks-window.h"

#include "app/dialogs/looks-dialog.h"

#include <glib/gi18n.h>

struct _SokyLooksWindow {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListBox *list;

  SokyWorkspace *workspace;
};

G_DEFINE_FINAL_TYPE (SokyLooksWindow, soky_looks_window, ADW_TYPE_WINDOW)

/* "Giáo viên bộ môn · Tổ trưởng · Văn thư": each once, in the order of signing. */
static char *
list_roles (const SokyBookType *type)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint told = 0;

  for (guint i = 0; i < type->route->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (type->route, i);
    if ((told & 1u << row->role) != 0)
      continue;
    told |= 1u << row->role;
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            soky_role_get_label (row->role));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (SokyLooksWindow *self, const SokyBookType *type)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *roles = list_roles (type);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), type->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), roles);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

static void
fill (SokyLooksWindow *self)
{
  GPtrArray *types = soky_workspace_get_types (self->workspace);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_first_child (GTK_WIDGET (self->list)))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < types->len; i++)
    add_row (self, g_ptr_array_index (types, i));
  gtk_stack_set_visible_child_name (self->stack, types->len > 0 ? "list" : "loading");
}

static void
saved_cb (SokyLooksWindow *self)
{
  soky_workspace_reload_types (self->workspace);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Saved for the whole school")));
}

static void
activated_cb (SokyLooksWindow *self, GtkListBoxRow *row)
{
  GPtrArray *types = soky_workspace_get_types (self->workspace);
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (index >= types->len)
    return;
  GtkWidget *dialog = soky_looks_dialog_new (
      GTK_WINDOW (self), soky_workspace_get_session (self->workspace), types->pdata[index]);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
soky_looks_window_dispose (GObject *object)
{
  g_clear_object (&SOKY_LOOKS_WINDOW (object)->workspace);
  G_OBJECT_CLASS (soky_looks_window_parent_class)->dispose (object);
}

static void
soky_looks_window_class_init (SokyLooksWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_looks_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/looks-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyLooksWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SokyLooksWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyLooksWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_looks_window_init (SokyLooksWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_looks_window_new (GtkWindow *parent, SokyWorkspace *workspace)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (workspace), NULL);

  SokyLooksWindow *self = g_object_new (SOKY_TYPE_LOOKS_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "types-loaded", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  /* another administrator may have changed them since this person signed in */
  soky_workspace_reload_types (workspace);
  return GTK_WIDGET (self);
}
