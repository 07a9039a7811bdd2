/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n.h>

#include "app/dialogs/challenge-dialog.h"
#include "app/dialogs/password-dialog.h"
#include "app/dialogs/sessions-dialog.h"
#include "app/last-session.h"
#include "client/session-accounts.h"

/* Where another person was is of no concern. */
static void
remember (SokyWindow *self)
{
  if (self->settings == NULL)
    return;
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  g_autofree char *login = g_settings_get_string (self->settings, "login");
  if (!g_str_equal (server, soky_sign_in_page_get_server (self->sign_in_page)) ||
      !g_str_equal (login, soky_sign_in_page_get_login (self->sign_in_page)))
    soky_last_session_forget (self->settings);
  g_settings_set_string (self->settings, "server",
                         soky_sign_in_page_get_server (self->sign_in_page));
  g_settings_set_string (self->settings, "login", soky_sign_in_page_get_login (self->sign_in_page));
}

static void
password_changed_cb (SokyWindow *self)
{
  soky_window_toast (self, _ ("The password is changed"));
}

static void
password_chosen_cb (SokyWindow *self, GtkWidget *dialog)
{
  soky_window_take_session (self, g_object_get_data (G_OBJECT (dialog), "session"));
  password_changed_cb (self);
}

static void
password_refused_cb (SokyWindow *self, GtkWidget *dialog)
{
  soky_session_sign_out (g_object_get_data (G_OBJECT (dialog), "session"));
  soky_sign_in_page_show_message (
      self->sign_in_page,
      _ ("You are signed out. Sign in again with the password that you were given, and choose one "
         "of your own."));
}

/* With a password that was given out for one time, the first thing is to change it. */
static void
signed_in_cb (SokyWindow *self, SokySession *session)
{
  remember (self);
  if (!soky_session_must_change_password (session)) {
    soky_window_take_session (self, session);
    return;
  }
  GtkWidget *dialog = soky_password_dialog_new (GTK_WINDOW (self), session);
  g_object_set_data_full (G_OBJECT (dialog), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (dialog, "done", G_CALLBACK (password_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "given-up", G_CALLBACK (password_refused_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
signed_in_by_token_cb (SokyWindow *self, GtkWidget *dialog)
{
  signed_in_cb (self, g_object_get_data (G_OBJECT (dialog), "session"));
}

/* @session: whom the dialog signs in */
static void
present_challenge (SokyWindow *self, GtkWidget *dialog, SokySession *session)
{
  g_object_set_data_full (G_OBJECT (dialog), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (dialog, "done", G_CALLBACK (signed_in_by_token_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sign_in_by_token_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  g_autoptr (SokySession) session = soky_sign_in_page_make_session (self->sign_in_page);

  if (session == NULL) {
    soky_sign_in_page_show_message (
        self->sign_in_page,
        _ ("Type the address of your school's server. Your school administrator knows it."));
    return;
  }
  GtkWidget *dialog =
      soky_challenge_dialog_new (GTK_WINDOW (self), session, self->tokens, SOKY_PURPOSE_SIGN_IN);
  present_challenge (self, dialog, session);
}

/* The password was right, and the account wants the token as well. */
static void
token_wanted_cb (SokyWindow *self, SokySession *session, const char *login, SokySecret *password)
{
  GtkWidget *dialog =
      soky_challenge_dialog_new (GTK_WINDOW (self), session, self->tokens, SOKY_PURPOSE_SIGN_IN);

  soky_challenge_dialog_add_password (SOKY_CHALLENGE_DIALOG (dialog), login, password);
  present_challenge (self, dialog, session);
}

static void
change_password_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);
  GtkWidget *dialog =
      soky_password_dialog_new (GTK_WINDOW (self), soky_workspace_get_session (self->workspace));

  g_signal_connect_object (dialog, "done", G_CALLBACK (password_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sessions_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyWindow *self = SOKY_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (
      soky_sessions_dialog_new (GTK_WINDOW (self), soky_workspace_get_session (self->workspace))));
}

void
soky_window_install_sign_in (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, signed_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, token_wanted_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-in-by-token", NULL,
                                   sign_in_by_token_action);
  gtk_widget_class_install_action (widget_class, "win.change-password", NULL,
                                   change_password_action);
  gtk_widget_class_install_action (widget_class, "win.sessions", NULL, sessions_action);
}
