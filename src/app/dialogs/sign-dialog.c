/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/sign-dialog.h"

#include "app/book-signing.h"
#include "app/dialogs/certificate-list.h"
#include "app/gtk-compat.h"
#include "app/widgets/status-line.h"
#include "base/task.h"
#include "book/rules.h"

#include <glib/gi18n.h>

#define LOOK_AGAIN_SECONDS 2
#define CLOSE_SECONDS 2

struct _SokySignDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *cancel_button;
  GtkButton *sign_button;
  GtkStack *stack;
  AdwStatusPage *none_page;
  SokyCertificateList *certificates;
  GtkWidget *pin_group;
  GtkEditable *pin_row;
  GtkLabel *pin_label;
  GtkCheckButton *publish_button;
  SokyStatusLine *status;
  GtkWidget *done_button;

  SokySession *session;
  SokyTokenHost *host;
  SokyBook *book;
  SokyBookType *type;
  GCancellable *life;
  guint look_source; /* 0 = none */
  guint close_source;
  gboolean signing;
  gboolean done;
};

enum { SIGNED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignDialog, soky_sign_dialog, ADW_TYPE_WINDOW)

static void look (SokySignDialog *self);

static void
update_button (SokySignDialog *self)
{
  SokyCertificateRow *row = soky_certificate_list_get_chosen (self->certificates);
  SokyToken *token = row ? soky_certificate_row_get_token (row) : NULL;
  gboolean pin = token != NULL &&
                 (soky_token_has_pin_pad (token) || *gtk_editable_get_text (self->pin_row) != '\0');

  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button),
                            pin && !self->signing &&
                                soky_token_get_pin_state (token) != SOKY_PIN_LOCKED);
}

static const char *
describe_pin (SokyToken *token)
{
  if (soky_token_has_pin_pad (token) && soky_token_get_pin_state (token) == SOKY_PIN_OK)
    return _ ("Type the PIN on the card reader when it asks for it.");
  switch (soky_token_get_pin_state (token)) {
  case SOKY_PIN_COUNT_LOW:
    return _ ("A wrong PIN was entered before. Check the PIN: more wrong ones lock the token.");
  case SOKY_PIN_FINAL_TRY:
    return _ ("One try is left: another wrong PIN locks the token.");
  case SOKY_PIN_LOCKED:
    return _ ("The token is locked. Ask the office that issued it to unlock it or to issue it "
              "anew.");
  case SOKY_PIN_NOT_SET:
    return _ ("The token has no PIN yet. Set one with the program that came with the token.");
  case SOKY_PIN_OK:
    break;
  }
  return _ ("Several wrong PINs in a row lock the token.");
}

static void
show_pin_state (SokySignDialog *self)
{
  SokyCertificateRow *row = soky_certificate_list_get_chosen (self->certificates);
  SokyToken *token = row ? soky_certificate_row_get_token (row) : NULL;
  SokyPinState state = token ? soky_token_get_pin_state (token) : SOKY_PIN_OK;

  gtk_widget_set_visible (GTK_WIDGET (self->pin_label), token != NULL);
  gtk_widget_set_visible (self->pin_group, token != NULL && !soky_token_has_pin_pad (token) &&
                                               state != SOKY_PIN_LOCKED);
  gtk_widget_remove_css_class (GTK_WIDGET (self->pin_label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->pin_label), "warning");
  if (token != NULL) {
    gtk_label_set_text (self->pin_label, describe_pin (token));
    if (state == SOKY_PIN_COUNT_LOW)
      gtk_widget_add_css_class (GTK_WIDGET (self->pin_label), "warning");
    else if (state != SOKY_PIN_OK)
      gtk_widget_add_css_class (GTK_WIDGET (self->pin_label), "error");
  }
  update_button (self);
}

static void
show_tokens (SokySignDialog *self, GPtrArray *tokens)
{
  if (!soky_certificate_list_set_tokens (self->certificates, self->session, tokens))
    return;

  gboolean any = soky_certificate_list_get_count (self->certificates) > 0;
  gtk_stack_set_visible_child_name (self->stack, any ? "choose" : "none");
  show_pin_state (self);
  if (soky_certificate_list_get_chosen (self->certificates) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->pin_row));
}

static gboolean
look_again_cb (gpointer user_data)
{
  SokySignDialog *self = user_data;
  if (self->signing)
    return G_SOURCE_CONTINUE;
  self->look_source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tokens = soky_task_finish (result, &error);

  if (self->done || g_cancellable_is_cancelled (self->life))
    return;
  if (tokens != NULL && !self->signing)
    show_tokens (self, tokens);
  else if (tokens == NULL)
    adw_status_page_set_description (self->none_page, error->message);
  self->look_source = g_timeout_add_seconds (LOOK_AGAIN_SECONDS, look_again_cb, self);
}

static gpointer
list_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_token_host_list (data, NULL, cancellable, error);
}

/* Every driver is asked in a thread; the next look waits until this one has ended. */
static void
look (SokySignDialog *self)
{
  soky_task_run (NULL, list_in_thread, g_object_ref (self->host), g_object_unref,
                 (GDestroyNotify) g_ptr_array_unref, self->life, looked_cb, g_object_ref (self));
}

static void
set_signing (SokySignDialog *self, gboolean signing)
{
  self->signing = signing;
  /* an entry that is switched off must not keep the focus: GtkText warns about that */
  if (signing)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->certificates), !signing);
  gtk_widget_set_sensitive (self->pin_group, !signing);
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

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_book_sign_finish (result, &error);

  set_signing (self, FALSE);
  if (book == NULL) {
    soky_status_line_set_gerror (self->status, error);
    show_pin_state (self);
    gtk_widget_grab_focus (GTK_WIDGET (self->pin_row));
    return;
  }
  self->done = TRUE;
  g_clear_handle_id (&self->look_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->sign_button), FALSE);
  gtk_widget_set_visible (self->cancel_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->done_button);
  self->close_source = g_timeout_add_seconds (CLOSE_SECONDS, close_cb, self);
  g_signal_emit (self, signals[SIGNED], 0, book);
}

/* What was wrong with the last PIN is read until the next one is typed. */
static void
pin_changed_cb (SokySignDialog *self)
{
  if (!self->signing && *gtk_editable_get_text (self->pin_row) != '\0')
    soky_status_line_clear (self->status);
  update_button (self);
}

/* The PIN leaves the entry for locked memory and is tried once. */
static void
sign (SokySignDialog *self)
{
  SokyCertificateRow *row = soky_certificate_list_get_chosen (self->certificates);
  g_autoptr (SokySecret) pin = NULL;
  const SokySigningOrder order = {
      .session = self->session,
      .host = self->host,
      .token = soky_certificate_row_get_token (row),
      .certificate = soky_certificate_row_get_certificate (row),
      .book = self->book,
      .type = self->type,
      .auto_publish = gtk_widget_get_visible (GTK_WIDGET (self->publish_button)) &&
                      gtk_check_button_get_active (self->publish_button),
  };

  if (!soky_token_has_pin_pad (order.token))
    pin = soky_secret_new (gtk_editable_get_text (self->pin_row), -1);
  gtk_editable_set_text (self->pin_row, "");
  set_signing (self, TRUE);
  soky_book_sign_async (&order, pin, progress_cb, NULL, signed_cb, g_object_ref (self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignDialog) self = user_data;

  if (soky_ask_finish (result) && soky_certificate_list_get_chosen (self->certificates) != NULL)
    sign (self);
}

static void
sign_cb (SokySignDialog *self)
{
  SokyCertificateRow *row = soky_certificate_list_get_chosen (self->certificates);
  const SokyQuestion question = {
      .heading = _ ("Enter the PIN for the Last Time?"),
      .body = _ ("One try is left. If this PIN is wrong as well, the token is locked and has to be "
                 "unlocked by the office that issued it."),
      .accept = _ ("Sign with This PIN"),
      .destructive = TRUE,
  };

  if (row == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->sign_button)))
    return;
  if (soky_token_get_pin_state (soky_certificate_row_get_token (row)) == SOKY_PIN_FINAL_TRY)
    soky_ask_async (GTK_WINDOW (self), &question, asked_cb, g_object_ref (self));
  else
    sign (self);
}

/* A signature on its way is not left alone: the window stays until it has arrived or failed. */
static gboolean
soky_sign_dialog_close_request (GtkWindow *window)
{
  SokySignDialog *self = SOKY_SIGN_DIALOG (window);

  if (self->signing)
    return TRUE;
  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->close_source, g_source_remove);
  return GTK_WINDOW_CLASS (soky_sign_dialog_parent_class)->close_request (window);
}

static void
soky_sign_dialog_dispose (GObject *object)
{
  SokySignDialog *self = SOKY_SIGN_DIALOG (object);

  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->close_source, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->host);
  G_OBJECT_CLASS (soky_sign_dialog_parent_class)->dispose (object);
}

static void
soky_sign_dialog_finalize (GObject *object)
{
  SokySignDialog *self = SOKY_SIGN_DIALOG (object);

  g_object_unref (self->life);
  g_clear_pointer (&self->book, soky_book_unref);
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
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, none_page);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, certificates);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, pin_group);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, pin_row);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, pin_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, publish_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, status);
  gtk_widget_class_bind_template_child (widget_class, SokySignDialog, done_button);
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
  g_type_ensure (SOKY_TYPE_CERTIFICATE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/sign-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, pin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_pin_state);
  gtk_widget_class_bind_template_callback (widget_class, sign_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_sign_dialog_init (SokySignDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_sign_dialog_new (GtkWindow *parent, SokySession *session, SokyTokenHost *host, SokyBook *book,
                      SokyBookType *type)
{
  SokySignDialog *self = g_object_new (SOKY_TYPE_SIGN_DIALOG, "transient-for", parent, NULL);
  SokyActor actor = {soky_session_get_person (session)};
  gboolean publish = soky_book_may_auto_publish (book, type, &actor, NULL);

  self->session = g_object_ref (session);
  self->host = g_object_ref (host);
  self->book = soky_book_ref (book);
  self->type = soky_book_type_ref (type);
  adw_window_title_set_subtitle (self->window_title, book->fields.title);
  gtk_widget_set_visible (GTK_WIDGET (self->publish_button), publish);
  gtk_check_button_set_active (self->publish_button, publish && book->auto_publish);
  look (self);
  return GTK_WIDGET (self);
}
