/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/own-certificates-window.h"

#include "app/dialogs/challenge-dialog.h"
#include "app/dialogs/letter.h"
#include "app/dialogs/withdrawal.h"
#include "app/widgets/banner.h"
#include "app/widgets/own-certificate-row.h"
#include "base/clock.h"
#include "client/session-enrolment.h"

#include <glib/gi18n.h>

struct _SokyOwnCertificatesWindow {
  AdwWindow parent_instance;

  SokyBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkListBox *list;

  SokySession *session;
  SokyTokenMonitor *monitor;
  GCancellable *life;
};

G_DEFINE_FINAL_TYPE (SokyOwnCertificatesWindow, soky_own_certificates_window, ADW_TYPE_WINDOW)

static void load (SokyOwnCertificatesWindow *self);

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOwnCertificatesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyEnrolment) enrolment =
      soky_session_enrolment_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (enrolment == NULL)
    soky_banner_show (self->banner, "warning", error->message, NULL);
  load (self);
}

static void
withdraw_cb (SokyOwnCertificateRow *row, SokyOwnCertificatesWindow *self)
{
  const SokyEnrolment *enrolment = soky_own_certificate_row_get_enrolment (row);
  g_autofree char *body = g_strdup_printf (
      _ ("New signatures with the certificate of “%s” are refused from now on; the ones that were "
         "made stay valid. Do this when the token is lost, or is replaced by another."),
      enrolment->holder);
  const SokyWithdrawalWords words = {_ ("Withdraw the Certificate?"), body, _ ("Withdraw")};

  soky_banner_hide (self->banner);
  soky_withdrawal_ask (GTK_WINDOW (self), self->session, enrolment, &words, self->life,
                       withdrawn_cb, G_OBJECT (self));
}

/* What the administrator needs to find the certificate in their list, and to compare. */
static char *
write_letter (SokyOwnCertificatesWindow *self, const SokyEnrolment *enrolment)
{
  SokyPerson *person = soky_session_get_person (self->session);
  g_autofree char *host = soky_session_dup_host (self->session);
  g_autofree char *asked = enrolment->asked_us ? soky_clock_to_local (enrolment->asked_us) : NULL;
  g_autoptr (GString) letter = g_string_new (NULL);
  gboolean waits = g_str_equal (enrolment->state, "waiting");

  g_string_append_printf (
      letter, "%s\n\n",
      waits ? _ ("I have registered a certificate to sign books with. Please confirm it, or tell "
                 "me what is wrong with it.")
            : _ ("My certificate was withdrawn, so I cannot sign books with it. Please tell me "
                 "why, and whether I may register it again."));
  soky_letter_add_line (letter, _ ("Account"), person ? person->name : NULL);
  soky_letter_add_line (letter, _ ("Server"), host);
  soky_letter_add_line (letter, _ ("Holder"), enrolment->holder);
  soky_letter_add_line (letter, _ ("Organisation"), enrolment->holder_organisation);
  soky_letter_add_line (letter, _ ("Issuer"), enrolment->issuer);
  soky_letter_add_line (letter, _ ("Registered"), asked);
  soky_letter_add_line (letter, _ ("Fingerprint (SHA-256)"), enrolment->fingerprint);
  return g_string_free (g_steal_pointer (&letter), FALSE);
}

static void
ask_cb (SokyOwnCertificateRow *row, SokyOwnCertificatesWindow *self)
{
  g_autofree char *letter = write_letter (self, soky_own_certificate_row_get_enrolment (row));

  soky_letter_show (GTK_WINDOW (self), _ ("Message to the School Administrator"),
                    _ ("Copy it and send it the way you usually reach the administrator."), letter);
}

/* Takes @enrolment. */
static void
add_row (SokyOwnCertificatesWindow *self, SokyEnrolment *enrolment)
{
  GtkWidget *row = soky_own_certificate_row_new (enrolment);

  g_signal_connect (row, "withdraw", G_CALLBACK (withdraw_cb), self);
  g_signal_connect (row, "ask", G_CALLBACK (ask_cb), self);
  gtk_list_box_append (self->list, row);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOwnCertificatesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) own =
      soky_session_list_enrolments_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (own == NULL) {
    adw_status_page_set_description (self->failed_page, error->message);
    gtk_stack_set_visible_child_name (self->stack, "failed");
    return;
  }
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_first_child (GTK_WIDGET (self->list)))
    gtk_list_box_remove (self->list, row);
  gtk_stack_set_visible_child_name (self->stack, own->len > 0 ? "list" : "empty");
  while (own->len > 0)
    add_row (self, g_ptr_array_steal_index (own, 0));
}

static void
load (SokyOwnCertificatesWindow *self)
{
  soky_session_list_enrolments_async (self->session, FALSE, self->life, loaded_cb,
                                      g_object_ref (self));
}

static void
enrolled_cb (SokyOwnCertificatesWindow *self, SokyChallengeDialog *dialog)
{
  soky_banner_show (self->banner, "info",
                    soky_challenge_dialog_is_unconfirmed (dialog)
                        ? _ ("Registered. You can sign with it once the school administrator "
                             "has confirmed it.")
                        : _ ("The certificate is registered"),
                    NULL);
  load (self);
}

static void
add_cb (SokyOwnCertificatesWindow *self)
{
  GtkWidget *dialog = soky_challenge_dialog_new (GTK_WINDOW (self), self->session, self->monitor,
                                                 SOKY_PURPOSE_ENROL);

  soky_banner_hide (self->banner);
  g_signal_connect_object (dialog, "done", G_CALLBACK (enrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
soky_own_certificates_window_dispose (GObject *object)
{
  SokyOwnCertificatesWindow *self = SOKY_OWN_CERTIFICATES_WINDOW (object);

  g_cancellable_cancel (self->life);
  g_clear_object (&self->session);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (soky_own_certificates_window_parent_class)->dispose (object);
}

static void
soky_own_certificates_window_finalize (GObject *object)
{
  g_object_unref (SOKY_OWN_CERTIFICATES_WINDOW (object)->life);
  G_OBJECT_CLASS (soky_own_certificates_window_parent_class)->finalize (object);
}

static void
soky_own_certificates_window_class_init (SokyOwnCertificatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_own_certificates_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_own_certificates_window_finalize;
  g_type_ensure (SOKY_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/own-certificates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificatesWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificatesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificatesWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SokyOwnCertificatesWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_own_certificates_window_init (SokyOwnCertificatesWindow *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_own_certificates_window_new (GtkWindow *parent, SokySession *session,
                                  SokyTokenMonitor *monitor)
{
  g_return_val_if_fail (SOKY_IS_SESSION (session) && SOKY_IS_TOKEN_MONITOR (monitor), NULL);

  SokyOwnCertificatesWindow *self =
      g_object_new (SOKY_TYPE_OWN_CERTIFICATES_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->monitor = g_object_ref (monitor);
  load (self);
  return GTK_WIDGET (self);
}
