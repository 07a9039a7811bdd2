/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/challenge-dialog.h"

#include "app/pin-session.h"
#include "app/widgets/certificate-chooser.h"
#include "app/widgets/pin-entry.h"
#include "app/widgets/status-line.h"
#include "client/session-accounts.h"
#include "client/session-enrolment.h"

#include <glib/gi18n.h>

struct _SokyChallengeDialog {
  AdwWindow parent_instance;

  GtkWidget *cancel_button;
  GtkButton *go_button;
  GtkLabel *words;
  SokyCertificateChooser *chooser;
  SokyPinEntry *pin;
  GtkCheckButton *organisation_button;
  SokyStatusLine *status;

  SokySession *session;
  SokyTokenMonitor *monitor;
  SokyPurpose purpose;
  SokyPinSession *login; /* nullable: while the token answers */
  char *account;         /* nullable: of a sign-in by both */
  SokySecret *password;  /* likewise */
  gboolean busy;
  gboolean unconfirmed; /* what was registered */
};

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyChallengeDialog, soky_challenge_dialog, ADW_TYPE_WINDOW)

static void
set_busy (SokyChallengeDialog *self, gboolean busy)
{
  self->busy = busy;
  if (busy)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  soky_certificate_chooser_set_busy (self->chooser, busy);
  soky_pin_entry_set_busy (self->pin, busy);
  gtk_widget_set_sensitive (self->cancel_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->organisation_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->go_button),
                            !busy && soky_pin_entry_is_ready (self->pin));
}

static void
end (SokyChallengeDialog *self, gboolean good, const GError *error)
{
  if (self->login != NULL)
    soky_pin_session_end (self->login);
  g_clear_object (&self->login);
  set_busy (self, FALSE);
  if (!good) {
    soky_status_line_set_gerror (self->status, error);
    soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
    return;
  }
  soky_certificate_chooser_remember (self->chooser);
  g_signal_emit (self, signals[DONE], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyChallengeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyEnrolment) enrolment =
      soky_session_enrolment_finish (SOKY_SESSION (source), result, &error);
  self->unconfirmed = enrolment != NULL && g_str_equal (enrolment->state, "waiting");
  end (self, enrolment != NULL, error);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyChallengeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = soky_session_sign_in_finish (SOKY_SESSION (source), result, &error);
  end (self, good, error);
}

static void
logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyChallengeDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->login = soky_pin_session_open_finish (result, &error);
  if (self->login == NULL) {
    end (self, FALSE, error);
    return;
  }
  SokySigner *signer = soky_pin_session_get_signer (self->login);
  if (self->password != NULL)
    soky_session_sign_in_by_both_async (self->session, self->account, self->password, signer, NULL,
                                        signed_in_cb, g_object_ref (self));
  else if (self->purpose == SOKY_PURPOSE_SIGN_IN)
    soky_session_sign_in_by_key_async (self->session, signer, NULL, signed_in_cb,
                                       g_object_ref (self));
  else
    soky_session_enrol_async (self->session, signer,
                              gtk_check_button_get_active (self->organisation_button), NULL,
                              enrolled_cb, g_object_ref (self));
}

static void
pin_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyChallengeDialog) self = user_data;
  g_autoptr (SokySecret) pin = NULL;

  self->busy = FALSE;
  if (self->session == NULL || !soky_pin_entry_take_finish (self->pin, result, &pin))
    return;
  set_busy (self, TRUE);
  soky_status_line_set_working (self->status, _ ("The token is signing…"));
  soky_pin_session_open_async (soky_token_monitor_get_host (self->monitor),
                               soky_certificate_chooser_get_token (self->chooser),
                               soky_certificate_chooser_get_certificate (self->chooser), pin, NULL,
                               logged_in_cb, g_object_ref (self));
}

static void
go_cb (SokyChallengeDialog *self)
{
  if (self->busy || !soky_pin_entry_is_ready (self->pin))
    return;
  self->busy = TRUE;
  soky_pin_entry_take_async (self->pin, _ ("Try This PIN"), pin_taken_cb, g_object_ref (self));
}

static void
chosen_cb (SokyChallengeDialog *self)
{
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
  soky_pin_entry_grab (self->pin);
}

static void
pin_changed_cb (SokyChallengeDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->go_button),
                            !self->busy && soky_pin_entry_is_ready (self->pin));
}

static gboolean
soky_challenge_dialog_close_request (GtkWindow *window)
{
  if (SOKY_CHALLENGE_DIALOG (window)->busy)
    return TRUE;
  return GTK_WINDOW_CLASS (soky_challenge_dialog_parent_class)->close_request (window);
}

static void
soky_challenge_dialog_dispose (GObject *object)
{
  SokyChallengeDialog *self = SOKY_CHALLENGE_DIALOG (object);

  g_clear_object (&self->login);
  g_clear_object (&self->session);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->password, soky_secret_unref);
  G_OBJECT_CLASS (soky_challenge_dialog_parent_class)->dispose (object);
}

static void
soky_challenge_dialog_class_init (SokyChallengeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_challenge_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = soky_challenge_dialog_close_request;
  signals[DONE] = g_signal_new ("done", SOKY_TYPE_CHALLENGE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  g_type_ensure (SOKY_TYPE_CERTIFICATE_CHOOSER);
  g_type_ensure (SOKY_TYPE_PIN_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/challenge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyChallengeDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SokyChallengeDialog, go_button);
  gtk_widget_class_bind_template_child (widget_class, SokyChallengeDialog, words);
  gtk_widget_class_bind_template_child (widget_class, SokyChallengeDialog, chooser);
  gtk_widget_class_bind_template_child (widget_class, SokyChallengeDialog, pin);
  gtk_widget_class_bind_template_child (widget_class, SokyChallengeDialog, organisation_button);
  gtk_widget_class_bind_template_child (widget_class, SokyChallengeDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_challenge_dialog_init (SokyChallengeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_challenge_dialog_new (GtkWindow *parent, SokySession *session, SokyTokenMonitor *monitor,
                           SokyPurpose purpose)
{
  SokyChallengeDialog *self =
      g_object_new (SOKY_TYPE_CHALLENGE_DIALOG, "transient-for", parent, NULL);
  SokyPerson *person = soky_session_get_person (session);
  gboolean enrols = purpose == SOKY_PURPOSE_ENROL;

  self->session = g_object_ref (session);
  self->monitor = g_object_ref (monitor);
  self->purpose = purpose;
  gtk_window_set_title (GTK_WINDOW (self),
                        enrols ? _ ("Register a Certificate") : _ ("Sign In with a Token"));
  gtk_button_set_label (self->go_button, enrols ? _ ("Register") : _ ("Sign In"));
  gtk_label_set_text (
      self->words,
      enrols ? _ ("The token answers a question of the server, so that only you can sign with this "
                  "certificate here. The school administrator may have to confirm it.")
             : _ ("The token answers a question of the server in place of your password. Its "
                  "certificate has to be registered for your account."));
  gtk_widget_set_visible (GTK_WIDGET (self->organisation_button),
                          enrols && person && soky_person_has_role (person, SOKY_ROLE_CLERK));
  soky_certificate_chooser_set_monitor (self->chooser, monitor);
  return GTK_WIDGET (self);
}

gboolean
soky_challenge_dialog_is_unconfirmed (SokyChallengeDialog *self)
{
  g_return_val_if_fail (SOKY_IS_CHALLENGE_DIALOG (self), FALSE);

  return self->unconfirmed;
}

void
soky_challenge_dialog_add_password (SokyChallengeDialog *self, const char *login,
                                    SokySecret *password)
{
  g_return_if_fail (SOKY_IS_CHALLENGE_DIALOG (self) && self->password == NULL);

  self->account = g_strdup (login);
  self->password = soky_secret_ref (password);
  gtk_label_set_text (self->words,
                      _ ("The password is right. This account asks for your token as well: choose "
                         "the certificate that is registered for it."));
}
