/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/password-dialog.h"

#include "app/widgets/status-line.h"
#include "client/session-accounts.h"

#include <glib/gi18n.h>
#include <string.h>

#define LEAST 8 /* characters */

struct _SokyPasswordDialog {
  AdwWindow parent_instance;

  GtkButton *cancel_button;
  GtkWidget *change_button;
  GtkLabel *words;
  GtkWidget *form;
  GtkEditable *old_row;
  GtkEditable *new_row;
  GtkEditable *again_row;
  GtkLabel *hint;
  SokyStatusLine *status;

  SokySession *session;
  gboolean forced;
  gboolean busy;
  gboolean changed;
};

enum { DONE, GIVEN_UP, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPasswordDialog, soky_password_dialog, ADW_TYPE_WINDOW)

/* What is still wrong; "" when it may be sent. */
static const char *
find_fault (SokyPasswordDialog *self)
{
  const char *old = gtk_editable_get_text (self->old_row);
  const char *fresh = gtk_editable_get_text (self->new_row);
  const char *again = gtk_editable_get_text (self->again_row);

  if (*fresh == '\0' || g_utf8_strlen (fresh, -1) < LEAST)
    return _ ("A password needs at least 8 characters. A short sentence is easy to remember.");
  if (g_str_equal (old, fresh))
    return _ ("The new password is the present one. Choose another.");
  if (!g_str_equal (fresh, again))
    return *again == '\0' ? _ ("Type the new password once more.")
                          : _ ("The two new passwords differ.");
  return *old == '\0' ? _ ("Type your present password as well.") : "";
}

static void
changed_cb (SokyPasswordDialog *self)
{
  const char *fault = find_fault (self);

  gtk_label_set_text (self->hint, fault);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *fault != '\0');
  gtk_widget_set_sensitive (self->change_button, !self->busy && *fault == '\0');
}

static void
set_busy (SokyPasswordDialog *self, gboolean busy)
{
  self->busy = busy;
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), !busy);
  changed_cb (self);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPasswordDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->changed = soky_session_change_password_finish (SOKY_SESSION (source), result, &error);
  set_busy (self, FALSE);
  if (!self->changed) {
    soky_status_line_set_gerror (self->status, error);
    gtk_widget_grab_focus (GTK_WIDGET (self->old_row));
    return;
  }
  g_signal_emit (self, signals[DONE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
change_cb (SokyPasswordDialog *self)
{
  if (self->busy || *find_fault (self) != '\0')
    return;
  g_autoptr (SokySecret) old = soky_secret_new (gtk_editable_get_text (self->old_row), -1);
  g_autoptr (SokySecret) fresh = soky_secret_new (gtk_editable_get_text (self->new_row), -1);
  set_busy (self, TRUE);
  soky_status_line_set_working (self->status, _ ("Changing the password…"));
  soky_session_change_password_async (self->session, old, fresh, NULL, done_cb,
                                      g_object_ref (self));
}

static gboolean
soky_password_dialog_close_request (GtkWindow *window)
{
  SokyPasswordDialog *self = SOKY_PASSWORD_DIALOG (window);

  if (self->busy)
    return TRUE;
  if (self->forced && !self->changed)
    g_signal_emit (self, signals[GIVEN_UP], 0);
  return GTK_WINDOW_CLASS (soky_password_dialog_parent_class)->close_request (window);
}

static void
soky_password_dialog_dispose (GObject *object)
{
  SokyPasswordDialog *self = SOKY_PASSWORD_DIALOG (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (soky_password_dialog_parent_class)->dispose (object);
}

static void
soky_password_dialog_class_init (SokyPasswordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_password_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = soky_password_dialog_close_request;
  signals[DONE] = g_signal_new ("done", SOKY_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[GIVEN_UP] = g_signal_new ("given-up", SOKY_TYPE_PASSWORD_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, change_button);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, words);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, form);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, old_row);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, new_row);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, again_row);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, SokyPasswordDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_password_dialog_init (SokyPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  changed_cb (self);
}

GtkWidget *
soky_password_dialog_new (GtkWindow *parent, SokySession *session)
{
  SokyPasswordDialog *self =
      g_object_new (SOKY_TYPE_PASSWORD_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->forced = soky_session_must_change_password (session);
  if (self->forced) {
    gtk_window_set_title (GTK_WINDOW (self), _ ("Choose Your Password"));
    gtk_button_set_label (self->cancel_button, _ ("Sign Out"));
    gtk_label_set_text (self->words, _ ("Your password was given to you for one time. Choose one "
                                        "that only you know; then you can begin."));
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->old_row));
  return GTK_WIDGET (self);
}
