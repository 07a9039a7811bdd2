/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/reason-dialog.h"

#include "app/widgets/reason-editor.h"

#include <glib/gi18n.h>

struct _SokyReasonDialog {
  AdwWindow parent_instance;

  GtkButton *accept_button;
  GtkLabel *marks_label;
  SokyReasonEditor *editor;
};

enum { ACCEPTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyReasonDialog, soky_reason_dialog, ADW_TYPE_WINDOW)

static void
accept_cb (SokyReasonDialog *self)
{
  g_autofree char *reason = soky_reason_editor_get_reason (self->editor);

  if (*reason == '\0')
    return;
  soky_reason_editor_keep (self->editor);
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[ACCEPTED], 0, reason);
  g_object_unref (self);
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  accept_cb (SOKY_REASON_DIALOG (widget));
}

static void
changed_cb (SokyReasonDialog *self)
{
  g_autofree char *reason = soky_reason_editor_get_reason (self->editor);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), *reason != '\0');
}

static void
soky_reason_dialog_class_init (SokyReasonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACCEPTED] = g_signal_new ("accepted", SOKY_TYPE_REASON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SOKY_TYPE_REASON_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/reason-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyReasonDialog, accept_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReasonDialog, marks_label);
  gtk_widget_class_bind_template_child (widget_class, SokyReasonDialog, editor);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  /* in the text Enter begins a new line */
  gtk_widget_class_install_action (widget_class, "reason.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "reason.accept", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_reason_dialog_init (SokyReasonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_reason_dialog_new (GtkWindow *parent, const char *heading, const char *accept)
{
  SokyReasonDialog *self =
      g_object_new (SOKY_TYPE_REASON_DIALOG, "transient-for", parent, "title", heading, NULL);
  gtk_button_set_label (self->accept_button, accept);
  soky_reason_editor_grab (self->editor);
  return GTK_WIDGET (self);
}

void
soky_reason_dialog_count_marks (SokyReasonDialog *self, guint count)
{
  g_return_if_fail (SOKY_IS_REASON_DIALOG (self));

  g_autofree char *text = g_strdup_printf (
      ngettext ("One comment goes with it.", "%u comments go with it.", count), count);
  gtk_label_set_text (self->marks_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->marks_label), count > 0);
}
