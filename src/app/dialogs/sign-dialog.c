/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/sign-dialog.h"

#include "app/book-signing.h"
#include "app/dialogs/place-dialog.h"
#include "app/pin-session.h"
#include "app/widgets/certificate-chooser.h"
#include "app/widgets/number-group.h"
#include "app/widgets/pin-entry.h"
#include "app/widgets/remarks-list.h"
#include "app/widgets/signature-preview.h"
#include "app/widgets/status-line.h"
#include "book/actor.h"
#include "book/book-query.h"
#include "book/rules.h"
#include "crypto/token/error.h"

#include <glib/gi18n.h>

#define CLOSE_SECONDS 2

struct _SokySignDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *cancel_button;
  GtkButton *sign_button;
  GtkStack *stack;
  SokyRemarksList *remarks;
  GtkCheckButton *understood_button;
  SokyCertificateChooser *chooser;
  SokyNumberGroup *number_group;
  SokySignaturePreview *preview;
  GtkWidget *pin_bin;
  SokyPinEntry *pin;
  GtkWidget *open_label;
  GtkCheckButton *publish_button;
  SokyStatusLine *status;
  GtkWidget *done_button;
  AdwStatusPage *done_page;

  SokySession *session;
  SokyTokenHost *host;
  SokyBook *book;
  char *code; /* nullable: the address of the book's check page */
  SokyBookType *type;
  GCancellable *life;
  guint close_source; /* 0 = none */
  char *path;         /* nullable: the file is not here yet, and not looked through */
  gboolean signing;
  SokySigningWish wish;
  SokyPinSession *opened; /* nullable: no PIN is needed as long as it is open */
  gboolean shares;        /* @opened serves other books as well */
};

enum { SIGNED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignDialog, soky_sign_dialog, ADW_TYPE_WINDOW)

/* Nobody is asked for a PIN before being told what the file would have them sign. */
static gboolean
is_cleared (SokySignDialog *self)
{
  return self->path != NULL && !soky_remarks_list_is_checking (self->remarks) &&
         !soky_remarks_list_is_unreadable (self->remarks) &&
         (!soky_remarks_list_has_warnings (self->remarks) ||
          gtk_check_button_get_active (self->understood_button));
}

/* Whether there is a login to the key that is chosen now. */
static gboolean
is_opened (SokySignDialog *self)
{
  SokyTokenCertificate *entry = soky_certificate_chooser_get_certificate (self->chooser);

  return self->opened != NULL && entry != NULL && soky_pin_session_is_open (self->opened) &&
         soky_certificate_equal (soky_token_certificate_get_certificate (entry),
                                 soky_token_certificate_get_certificate (
                                     soky_pin_session_get_certificate (self->opened)));
}

/* Whether the number and the date are there, where they are asked for. */
static gboolean
is_numbered (SokySignDialog *self)
{
  return !gtk_widget_get_visible (GTK_WIDGET (self->number_group)) ||
         self->wish.numbering.number > 0;
}

static void
update_button (SokySignDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button),
                            !self->signing && is_cleared (self) && is_numbered (self) &&
                                (is_opened (self) || soky_pin_entry_is_ready (self->pin)));
}

static void
cleared_cb (SokySignDialog *self)
{
  gboolean cleared = is_cleared (self);

  gtk_widget_set_visible (GTK_WIDGET (self->understood_button),
                          soky_remarks_list_has_warnings (self->remarks) &&
                              !soky_remarks_list_is_unreadable (self->remarks));
  gtk_widget_set_visible (self->pin_bin, cleared && !is_opened (self));
  gtk_widget_set_visible (self->open_label, self->shares && is_opened (self));
  if (cleared && !is_opened (self))
    soky_pin_entry_grab (self->pin);
  update_button (self);
  if (cleared && is_opened (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->sign_button));
}

/* FALSE until it is known what is signed, and by whom. */
static gboolean
describe_subject (SokySignDialog *self, SokySignatureSubject *subject)
{
  SokyTokenCertificate *entry = soky_certificate_chooser_get_certificate (self->chooser);

  if (entry == NULL || self->path == NULL)
    return FALSE;
  *subject = (SokySignatureSubject){
      .path = self->path,
      .book = self->book,
      .type = self->type,
      .actor = soky_session_get_actor (self->session),
      .code = self->code,
      .certificate = soky_token_certificate_get_certificate (entry),
      .wish = self->wish,
  };
  return TRUE;
}

static void
show_preview (SokySignDialog *self)
{
  SokySignatureSubject subject;

  self->wish.sealed = soky_signature_preview_is_sealed (self->preview);
  if (describe_subject (self, &subject))
    soky_signature_preview_show (self->preview, &subject);
  else
    soky_signature_preview_clear (self->preview);
}

static void
numbered_cb (SokySignDialog *self)
{
  if (!soky_number_group_get (self->number_group, &self->wish.numbering))
    self->wish.numbering = (SokyNumbering){0};
  update_button (self);
  show_preview (self);
}

static void
placed_cb (SokySignDialog *self, SokyPlaceDialog *dialog)
{
  const SokyNumbering numbering = self->wish.numbering;

  self->wish = *soky_place_dialog_get_wish (dialog);
  self->wish.numbering = numbering;
  show_preview (self);
}

static void
place_cb (SokySignDialog *self)
{
  SokySignatureSubject subject;

  if (self->signing || !describe_subject (self, &subject))
    return;
  GtkWidget *dialog = soky_place_dialog_new (GTK_WINDOW (self), &subject);
  g_signal_connect_object (dialog, "placed", G_CALLBACK (placed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = soky_session_fetch_pdf_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (path == NULL) {
    soky_status_line_set_gerror (self->status, error);
    return;
  }
  self->path = g_steal_pointer (&path);
  soky_remarks_list_check (self->remarks, self->path, SOKY_REMARKS_FOR_SIGNER, 0);
  show_preview (self);
}

/* Most people only type their PIN. */
static void
chosen_cb (SokySignDialog *self)
{
  /* while the tokens are being listed nothing is chosen, which ends no login */
  if (soky_certificate_chooser_get_certificate (self->chooser) != NULL && !is_opened (self))
    g_clear_object (&self->opened);
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
  if (is_cleared (self))
    cleared_cb (self);
  show_preview (self);
}

static void
set_signing (SokySignDialog *self, gboolean signing)
{
  self->signing = signing;
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  if (signing)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  soky_certificate_chooser_set_busy (self->chooser, signing);
  soky_pin_entry_set_busy (self->pin, signing);
  soky_signature_preview_set_busy (self->preview, signing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->number_group), !signing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->understood_button), !signing);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), !signing);
  gtk_widget_set_sensitive (self->cancel_button, !signing);
  update_button (self);
}

static void
progress_cb (SokySigningPhase phase, gpointer user_data)
{
  static const char *const words[] = {
      [SOKY_SIGNING_FETCH] = N_ ("Fetching the book…"),
      [SOKY_SIGNING_TOKEN] = N_ ("The token is signing…"),
      [SOKY_SIGNING_SEND] = N_ ("Sending the signature…"),
  };
  SokySignDialog *self = user_data;
  soky_status_line_set_working (self->status, _ (words[phase]));
}

static gboolean
close_cb (gpointer user_data)
{
  SokySignDialog *self = user_data;
  self->close_source = 0;
  gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

/* What went wrong beside the token needs no PIN again; what went wrong with it does. */
static void
show_failure (SokySignDialog *self, const GError *error)
{
  if (error->domain == SOKY_TOKEN_ERROR)
    g_clear_object (&self->opened);
  set_signing (self, FALSE);
  soky_status_line_set_gerror (self->status, error);
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
  cleared_cb (self);
}

static void
show_done (SokySignDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->sign_button), FALSE);
  gtk_widget_set_visible (self->cancel_button, FALSE);
  if (soky_session_is_offline (self->session))
    adw_status_page_set_description (
        self->done_page,
        _ ("The signature is kept on this computer, and sent when there is a network again."));
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->done_button);
  self->close_source = g_timeout_add_seconds (CLOSE_SECONDS, close_cb, self);
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_book_sign_finish (result, &error);

  if (book == NULL) {
    show_failure (self, error);
    return;
  }
  soky_certificate_chooser_remember (self->chooser);
  self->signing = FALSE;
  if (self->shares) {
    g_signal_emit (self, signals[SIGNED], 0, book);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  g_clear_object (&self->opened);
  show_done (self);
  g_signal_emit (self, signals[SIGNED], 0, book);
}
/* What was wrong with the last PIN is read until the next one is typed. */
static void
pin_changed_cb (SokySignDialog *self)
{
  if (!self->signing && soky_pin_entry_is_ready (self->pin))
    soky_status_line_clear (self->status);
  update_button (self);
}

static void
sign (SokySignDialog *self)
{
  const SokySigningOrder order = {
      .session = self->session,
      .signer = soky_pin_session_get_signer (self->opened),
      .book = self->book,
      .type = self->type,
      .auto_publish = gtk_widget_get_visible (GTK_WIDGET (self->publish_button)) &&
                      gtk_check_button_get_active (self->publish_button),
      .wish = self->wish,
  };
  set_signing (self, TRUE);
  soky_pin_session_touch (self->opened);
  soky_book_sign_async (&order, progress_cb, NULL, signed_cb, g_object_ref (self));
}

/* While it is signed, the failure to come says more. */
static void
ended_cb (SokySignDialog *self, SokyPinSessionEnd end)
{
  if (self->signing)
    return;
  soky_status_line_set_error (self->status, soky_pin_session_end_words (end));
  cleared_cb (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->opened);
  self->opened = soky_pin_session_open_finish (result, &error);
  if (self->opened == NULL) {
    show_failure (self, error);
    return;
  }
  g_signal_connect_object (self->opened, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  sign (self);
}

static void
pin_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignDialog) self = user_data;
  g_autoptr (SokySecret) pin = NULL;

  if (self->session == NULL) /* the dialog went meanwhile */
    return;
  self->signing = FALSE;
  if (!soky_pin_entry_take_finish (self->pin, result, &pin))
    return;
  SokyTokenCertificate *entry = soky_certificate_chooser_get_certificate (self->chooser);
  SokyToken *token = soky_certificate_chooser_get_token (self->chooser);
  if (entry == NULL || token == NULL) { /* it was pulled out meanwhile */
    update_button (self);
    return;
  }
  set_signing (self, TRUE);
  soky_status_line_set_working (self->status, _ ("Opening the token…"));
  soky_pin_session_open_async (self->host, token, entry, pin, NULL, opened_cb, g_object_ref (self));
}

static void
sign_cb (SokySignDialog *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->sign_button)))
    return;
  if (is_opened (self)) {
    sign (self);
    return;
  }
  self->signing = TRUE;
  soky_pin_entry_take_async (self->pin, _ ("Sign with This PIN"), pin_taken_cb,
                             g_object_ref (self));
}

/* A signature on its way is not left alone: the window stays until it has arrived or failed. */
static gboolean
soky_sign_dialog_close_request (GtkWindow *window)
{
  SokySignDialog *self = SOKY_SIGN_DIALOG (window);

  if (self->signing)
    return TRUE;
  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->close_source, g_source_remove);
  return GTK_WINDOW_CLASS (soky_sign_dialog_parent_class)->close_request (window);
}

static void
soky_sign_dialog_dispose (GObject *object)
{
  SokySignDialog *self = SOKY_SIGN_DIALOG (object);

  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->close_source, g_source_remove);
  g_clear_object (&self->opened);
  g_clear_object (&self->session);
  g_clear_object (&self->host);
  G_OBJECT_CLASS (soky_sign_dialog_parent_class)->dispose (object);
}

static void
soky_sign_dialog_finalize (GObject *object)
{
  SokySignDialog *self = SOKY_SIGN_DIALOG (object);

  g_object_unref (self->life);
  g_free (self->path);
  g_clear_pointer (&self->book, soky_book_unref);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->type, soky_book_type_unref);
  G_OBJECT_CLASS (soky_sign_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, sign_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, remarks);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, understood_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, chooser);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, number_group);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, pin_bin);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, pin);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, open_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, publish_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, status);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, done_page);
}

static void
soky_sign_dialog_class_init (SokySignDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = soky_sign_dialog_dispose;
  object_class->finalize = soky_sign_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_sign_dialog_close_request;
  signals[SIGNED] = g_signal_new ("signed", SOKY_TYPE_SIGN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, SOKY_TYPE_BOOK);

  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  g_type_ensure (SOKY_TYPE_CERTIFICATE_CHOOSER);
  g_type_ensure (SOKY_TYPE_NUMBER_GROUP);
  g_type_ensure (SOKY_TYPE_PIN_ENTRY);
  g_type_ensure (SOKY_TYPE_REMARKS_LIST);
  g_type_ensure (SOKY_TYPE_SIGNATURE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/sign-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, pin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, cleared_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_cb);
  gtk_widget_class_bind_template_callback (widget_class, numbered_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_preview);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_sign_dialog_init (SokySignDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whether there is a choice of pictures. */
static gboolean
has_sealed (SokyBook *book, const SokyBookType *type, const SokyActor *actor)
{
  const SokyStep *step = soky_actor_find_step (actor, book, g_get_real_time (), NULL);

  return step != NULL && soky_signing_look_can_seal (type, step);
}

/* A clerk may have a certificate of either kind. */
static void
want_certificate (SokySignDialog *self, const SokyActor *actor)
{
  const SokyStep *step = soky_actor_find_step (actor, self->book, g_get_real_time (), NULL);

  if (step != NULL && soky_person_has_role (actor->person, SOKY_ROLE_CLERK))
    soky_certificate_chooser_want_organisation (self->chooser, self->session,
                                                step->kind == SOKY_STEP_STAMP);
}

static void
ask_number (SokySignDialog *self, const SokyActor *actor)
{
  const SokyStep *step = soky_actor_find_step (actor, self->book, g_get_real_time (), NULL);

  if (step == NULL || step->kind != SOKY_STEP_STAMP || !self->type->asks_number)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->number_group), TRUE);
  soky_number_group_set_book (self->number_group, self->session, self->book);
}

GtkWidget *
soky_sign_dialog_new (GtkWindow *parent, SokySession *session, SokyTokenMonitor *monitor,
                      SokyBook *book, SokyBookType *type)
{
  SokySignDialog *self = g_object_new (SOKY_TYPE_SIGN_DIALOG, "transient-for", parent, NULL);
  SokyActor actor = soky_session_get_actor (session);
  gboolean publish = soky_book_may_auto_publish (book, type, &actor, g_get_real_time (), NULL);

  self->session = g_object_ref (session);
  self->host = g_object_ref (soky_token_monitor_get_host (monitor));
  self->book = soky_book_ref (book);
  self->code = soky_session_get_check_address (self->session, book);
  self->type = soky_book_type_ref (type);
  adw_window_title_set_subtitle (self->window_title, book->fields.title);
  soky_signature_preview_offer_sealed (self->preview, has_sealed (book, type, &actor));
  gtk_widget_set_visible (GTK_WIDGET (self->publish_button), publish);
  gtk_check_button_set_active (self->publish_button, publish && book->auto_publish);
  soky_certificate_chooser_set_account (self->chooser, session);
  want_certificate (self, &actor);
  ask_number (self, &actor);
  soky_certificate_chooser_set_monitor (self->chooser, monitor);
  soky_session_fetch_pdf_async (session, book, -1, self->life, fetched_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

void
soky_sign_dialog_share_login (SokySignDialog *self, SokyPinSession *login)
{
  g_return_if_fail (SOKY_IS_SIGN_DIALOG (self));

  self->shares = TRUE;
  if (login == NULL || !soky_pin_session_is_open (login))
    return;
  g_set_object (&self->opened, login);
  g_signal_connect_object (login, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
}

SokyPinSession *
soky_sign_dialog_get_login (SokySignDialog *self)
{
  g_return_val_if_fail (SOKY_IS_SIGN_DIALOG (self), NULL);

  return self->opened;
}
