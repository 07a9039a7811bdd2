/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/change-pin-dialog.h"

#include "app/widgets/pin-entry.h"
#include "app/widgets/status-line.h"
#include "base/task.h"

#include <glib/gi18n.h>

struct _SokyChangePinDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *cancel_button;
  GtkWidget *change_button;
  GtkStack *stack;
  SokyPinEntry *pin;
  GtkWidget *new_group;
  GtkEditable *new_row;
  GtkEditable *again_row;
  GtkLabel *rule_label;
  SokyStatusLine *status;
  GtkWidget *done_button;

  SokyTokenHost *host;
  SokyToken *token;
  gboolean changing;
};

G_DEFINE_FINAL_TYPE (SokyChangePinDialog, soky_change_pin_dialog, ADW_TYPE_WINDOW)

/* What one attempt needs; the PINs are NULL for a reader with its own keys. */
typedef struct {
  SokyTokenHost *host;
  SokyToken *token;
  SokySecret *old_pin;
  SokySecret *new_pin;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;
  g_object_unref (change->host);
  g_object_unref (change->token);
  g_clear_pointer (&change->old_pin, soky_secret_unref);
  g_clear_pointer (&change->new_pin, soky_secret_unref);
  g_free (change);
}

static gpointer
change_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Change *change = data;
  gboolean changed = soky_token_host_change_pin (change->host, change->token, change->old_pin,
                                                 change->new_pin, cancellable, error);
  return changed ? soky_task_done () : NULL;
}

static gboolean
is_filled (SokyChangePinDialog *self)
{
  return soky_token_has_pin_pad (self->token) || (*gtk_editable_get_text (self->new_row) != '\0' &&
                                                  *gtk_editable_get_text (self->again_row) != '\0');
}

static void
update_button (SokyChangePinDialog *self)
{
  gtk_widget_set_sensitive (self->change_button, !self->changing && self->token != NULL &&
                                                     soky_pin_entry_is_ready (self->pin) &&
                                                     is_filled (self));
}

/* The new PIN makes no sense for a token that nobody can open. */
static void
show_state (SokyChangePinDialog *self)
{
  SokyPinState state = soky_token_get_pin_state (self->token);
  gboolean opens = state != SOKY_PIN_LOCKED && state != SOKY_PIN_NOT_SET;

  soky_pin_entry_set_token (self->pin, self->token);
  gtk_widget_set_visible (self->new_group, opens && !soky_token_has_pin_pad (self->token));
  update_button (self);
}

static void
set_changing (SokyChangePinDialog *self, gboolean changing)
{
  self->changing = changing;
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  if (changing)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  soky_pin_entry_set_busy (self->pin, changing);
  gtk_widget_set_sensitive (self->new_group, !changing);
  gtk_widget_set_sensitive (self->cancel_button, !changing);
  update_button (self);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyChangePinDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean changed = soky_task_finish (result, &error) != NULL;

  if (self->token == NULL) /* the dialog went meanwhile */
    return;
  set_changing (self, FALSE);
  if (!changed) {
    show_state (self);
    soky_status_line_set_gerror (self->status, error);
    soky_pin_entry_grab (self->pin);
    return;
  }
  gtk_editable_set_text (self->new_row, "");
  gtk_editable_set_text (self->again_row, "");
  gtk_widget_set_visible (self->change_button, FALSE);
  gtk_widget_set_visible (self->cancel_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->done_button);
}

static void
pin_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyChangePinDialog) self = user_data;
  g_autoptr (SokySecret) old_pin = NULL;

  if (self->token == NULL)
    return;
  self->changing = FALSE;
  if (!soky_pin_entry_take_finish (self->pin, result, &old_pin))
    return;
  Change *change = g_new0 (Change, 1);
  change->host = g_object_ref (self->host);
  change->token = g_object_ref (self->token);
  if (old_pin != NULL) {
    change->old_pin = g_steal_pointer (&old_pin);
    change->new_pin = soky_secret_new (gtk_editable_get_text (self->new_row), -1);
  }
  set_changing (self, TRUE);
  soky_status_line_set_working (self->status, _ ("The token is changing its PIN…"));
  soky_task_run (NULL, change_in_thread, change, change_free, NULL, NULL, changed_cb,
                 g_object_ref (self));
}

/* Whatever is wrong with the new PIN is found before the old one is tried. */
static gboolean
check_new_pin (SokyChangePinDialog *self)
{
  if (soky_token_has_pin_pad (self->token))
    return TRUE;
  g_autoptr (SokySecret) pin = soky_secret_new (gtk_editable_get_text (self->new_row), -1);
  g_autoptr (SokySecret) again = soky_secret_new (gtk_editable_get_text (self->again_row), -1);
  g_autoptr (GError) error = NULL;
  if (soky_token_check_new_pin (self->token, pin, again, &error))
    return TRUE;
  soky_status_line_set_gerror (self->status, error);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_row));
  return FALSE;
}

static void
change_cb (SokyChangePinDialog *self)
{
  if (!gtk_widget_get_sensitive (self->change_button) || !check_new_pin (self))
    return;
  self->changing = TRUE;
  soky_pin_entry_take_async (self->pin, _ ("Try This PIN"), pin_taken_cb, g_object_ref (self));
}

/* What was wrong is read until something else is typed. */
static void
typed_cb (SokyChangePinDialog *self)
{
  if (self->token == NULL)
    return;
  if (!self->changing && (soky_pin_entry_is_ready (self->pin) || is_filled (self)))
    soky_status_line_clear (self->status);
  update_button (self);
}

/* An attempt on its way is not left alone: the window stays until the token has answered. */
static gboolean
soky_change_pin_dialog_close_request (GtkWindow *window)
{
  if (SOKY_CHANGE_PIN_DIALOG (window)->changing)
    return TRUE;
  return GTK_WINDOW_CLASS (soky_change_pin_dialog_parent_class)->close_request (window);
}

static void
soky_change_pin_dialog_dispose (GObject *object)
{
  SokyChangePinDialog *self = SOKY_CHANGE_PIN_DIALOG (object);

  g_clear_object (&self->host);
  g_clear_object (&self->token);
  G_OBJECT_CLASS (soky_change_pin_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, change_button);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, pin);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, new_group);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, rule_label);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, status);
  gtk_widget_class_bind_template_child (widget_class, SokyChangePinDialog, done_button);
}

static void
soky_change_pin_dialog_class_init (SokyChangePinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_change_pin_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = soky_change_pin_dialog_close_request;
  g_type_ensure (SOKY_TYPE_PIN_ENTRY);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/change-pin-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_change_pin_dialog_init (SokyChangePinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_pin_entry_set_title (self->pin, _ ("Present PIN"));
}

GtkWidget *
soky_change_pin_dialog_new (GtkWindow *parent, SokyTokenHost *host, SokyToken *token)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_HOST (host) && SOKY_IS_TOKEN (token), NULL);

  SokyChangePinDialog *self =
      g_object_new (SOKY_TYPE_CHANGE_PIN_DIALOG, "transient-for", parent, NULL);
  g_autofree char *rule = soky_token_describe_pin_rule (token);

  self->host = g_object_ref (host);
  self->token = g_object_ref (token);
  adw_window_title_set_subtitle (self->window_title, soky_token_get_label (token));
  gtk_label_set_text (self->rule_label, rule);
  show_state (self);
  soky_pin_entry_grab (self->pin);
  return GTK_WIDGET (self);
}
