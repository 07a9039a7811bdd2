/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/batch-dialog.h"

#include "app/dialogs/batch-row.h"
#include "app/dialogs/batch-work.h"
#include "app/dialogs/publishing-offer.h"
#include "app/pin-session.h"
#include "app/widgets/certificate-chooser.h"
#include "app/widgets/pin-entry.h"
#include "app/widgets/status-line.h"
#include "book/actor.h"
#include "book/book-query.h"
#include "book/rules.h"
#include "client/book-batch.h"
#include "client/signing-look.h"

#include <glib/gi18n.h>

#define MINUTE 60

/* Whose certificate the chosen books need. */
typedef enum { UNKNOWN, OF_PERSON, OF_SCHOOL } SokyCertificateKind;

struct _SokyBatchDialog {
  AdwWindow parent_instance;

  GtkWidget *cancel_button;
  GtkButton *start_button;
  GtkButton *stop_button;
  GtkWidget *copy_button;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *progress_label;
  GtkLabel *summary;
  GtkWidget *all_button;
  GtkListBox *list;
  GtkWidget *key_box;
  SokyCertificateChooser *chooser;
  SokyPinEntry *pin;
  GtkCheckButton *sealed_button;
  GtkCheckButton *publish_button;
  SokyStatusLine *status;

  SokyWorkspace *workspace;
  GPtrArray *rows;        /* those that are worked on, once it has begun; unowned */
  SokyBatchWork *work;    /* nullable: until it has begun */
  SokyBookBatch *books;   /* nullable: what is worked on; of the work */
  gboolean asking;        /* for the last try */
  SokyPinSession *opened; /* nullable: no PIN is needed as long as it is open */
  GCancellable *opening;  /* nullable: the token is being opened */
  SokyPublishing publishing;
  SokyCertificateKind key_kind;
  SokyPinSessionEnd ended; /* of @opened: why the batch stopped, unless DONE */
};

enum { WORKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyBatchDialog, soky_batch_dialog, ADW_TYPE_WINDOW)

static gboolean
is_running (SokyBatchDialog *self)
{
  return self->opening != NULL || (self->work != NULL && soky_batch_work_is_running (self->work));
}

static gboolean
is_opened (SokyBatchDialog *self)
{
  return self->opened != NULL && soky_pin_session_is_open (self->opened);
}

static SokyBatchRow *
row_at (SokyBatchDialog *self, int index)
{
  return SOKY_BATCH_ROW (gtk_list_box_get_row_at_index (self->list, index));
}

/* How many of the chosen books are of each task; @unseen: (out) */
static void
count_chosen (SokyBatchDialog *self, guint counts[SOKY_N_BATCH_TASKS], guint *unseen)
{
  *unseen = 0;
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++) {
    SokyBatchRow *row = row_at (self, i);
    if (!soky_batch_row_is_chosen (row))
      continue;
    counts[soky_batch_row_get_task (row)]++;
    *unseen += !soky_batch_row_is_seen (row);
  }
}

static gboolean
needs_key (SokyBatchDialog *self)
{
  guint counts[SOKY_N_BATCH_TASKS] = {0};
  guint unseen = 0;

  if (self->work != NULL)
    return soky_book_batch_needs_key (self->books);
  count_chosen (self, counts, &unseen);
  return counts[SOKY_BATCH_TASK_SIGN] > 0;
}

static void
say_chosen (SokyBatchDialog *self)
{
  guint counts[SOKY_N_BATCH_TASKS] = {0};
  guint unseen = 0;

  count_chosen (self, counts, &unseen);
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%u to sign."), counts[SOKY_BATCH_TASK_SIGN]);
  if (counts[SOKY_BATCH_TASK_APPROVE] > 0) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, _ ("%u to approve without a certificate."),
                            counts[SOKY_BATCH_TASK_APPROVE]);
  }
  if (unseen > 0) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, _ ("You have not opened %u of them."), unseen);
  }
  gtk_label_set_text (self->summary, text->str);
}

static void
offer_publishing (SokyBatchDialog *self)
{
  SokyPublishingOffer offer = {0};

  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    if (soky_batch_row_is_chosen (row_at (self, i)))
      soky_publishing_offer_add (&offer, self->workspace,
                                 soky_batch_row_get_book (row_at (self, i)));
  soky_publishing_offer_show (&offer, self->publish_button, self->publishing, self);
}

static void
publish_toggled_cb (SokyBatchDialog *self)
{
  gtk_check_button_set_inconsistent (self->publish_button, FALSE);
  self->publishing =
      gtk_check_button_get_active (self->publish_button) ? SOKY_PUBLISH_ALWAYS : SOKY_PUBLISH_NEVER;
}

static gboolean
can_start (SokyBatchDialog *self)
{
  guint counts[SOKY_N_BATCH_TASKS] = {0};
  guint unseen = 0;
  SokyBatchProgress progress = {0};

  if (is_running (self) || self->asking ||
      (needs_key (self) && !is_opened (self) && !soky_pin_entry_is_ready (self->pin)))
    return FALSE;
  if (self->work != NULL) {
    soky_batch_work_get_progress (self->work, &progress);
    return progress.waiting > 0;
  }
  count_chosen (self, counts, &unseen);
  return counts[SOKY_BATCH_TASK_SIGN] + counts[SOKY_BATCH_TASK_APPROVE] > 0;
}

static char *
describe_left (gint64 left_us)
{
  guint seconds = (guint) (left_us / G_USEC_PER_SEC) + 1;
  guint minutes = (seconds + MINUTE - 1) / MINUTE;

  if (left_us < 0)
    return g_strdup ("");
  return seconds < MINUTE
             ? g_strdup_printf (ngettext ("%u second left", "%u seconds left", seconds), seconds)
             : g_strdup_printf (ngettext ("%u minute left", "%u minutes left", minutes), minutes);
}

static void
show_progress (SokyBatchDialog *self)
{
  SokyBatchProgress progress;

  soky_batch_work_get_progress (self->work, &progress);
  guint through = progress.count - progress.waiting;
  g_autofree char *left = is_running (self) ? describe_left (progress.left_us) : g_strdup ("");
  g_autofree char *text =
      g_strdup_printf (_ ("%u of %u: %u done, %u skipped, %u failed"), through, progress.count,
                       progress.done, progress.skipped, progress.failed);
  g_autofree char *whole = g_strdup_printf ("%s%s%s", text, *left != '\0' ? " · " : "", left);

  gtk_progress_bar_set_fraction (self->progress,
                                 progress.count > 0 ? (double) through / progress.count : 0);
  gtk_label_set_text (self->progress_label, whole);
  for (guint i = 0; i < self->rows->len; i++) {
    SokyBatch *batch = soky_batch_work_get_batch (self->work);
    g_autoptr (GError) reason = soky_batch_get_reason (batch, i);
    soky_batch_row_set_result (self->rows->pdata[i], soky_batch_get_state (batch, i), reason,
                               is_running (self) && progress.current == i);
  }
}

static void
update (SokyBatchDialog *self)
{
  gboolean running = is_running (self);
  gboolean begun = self->work != NULL;
  SokyBatchProgress progress = {.waiting = 1};

  if (begun) {
    soky_batch_work_get_progress (self->work, &progress);
    show_progress (self);
  } else {
    say_chosen (self);
    offer_publishing (self);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->summary), !begun);
  gtk_widget_set_visible (self->all_button, !begun);
  if (begun)
    gtk_widget_set_visible (GTK_WIDGET (self->publish_button), FALSE);
  gtk_widget_set_visible (self->progress_box, begun);
  gtk_widget_set_visible (self->copy_button, begun && !running);
  gtk_widget_set_visible (self->cancel_button, !running);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), running);
  gtk_widget_set_visible (GTK_WIDGET (self->start_button), !running && progress.waiting > 0);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), begun ? _ ("Close") : _ ("Cancel"));
  gtk_button_set_label (self->start_button, begun              ? _ ("Go On")
                                            : needs_key (self) ? _ ("Sign")
                                                               : _ ("Approve"));
  gtk_widget_set_visible (self->key_box, !running && progress.waiting > 0 && needs_key (self) &&
                                             !is_opened (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), can_start (self));
}

static void
moved_cb (gpointer user_data)
{
  SokyBatchDialog *self = user_data;

  if (self->opened != NULL)
    soky_pin_session_touch (self->opened);
  update (self);
}

/* What is to be read above the list, and whether the login is of use any more: what a person
 * stopped goes on without a PIN. */
static void
show_end (SokyBatchDialog *self, const GError *error)
{
  if (error == NULL)
    soky_status_line_clear (self->status);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    soky_status_line_set_gerror (self->status, error);
  else if (self->ended != SOKY_PIN_SESSION_DONE)
    soky_status_line_set_error (self->status, soky_pin_session_end_words (self->ended));
  else
    soky_status_line_set_error (self->status, _ ("Stopped. What is done stays done."));
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_object (&self->opened);
}

static void
set_idle (SokyBatchDialog *self)
{
  soky_pin_entry_set_busy (self->pin, FALSE);
  soky_certificate_chooser_set_busy (self->chooser, FALSE);
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
}

static void
through_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBatchDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyBatchProgress progress;

  soky_batch_work_run_finish (self->work, result, &error);
  show_end (self, error);
  set_idle (self);
  soky_batch_work_get_progress (self->work, &progress);
  if (progress.done > 0)
    soky_certificate_chooser_remember (self->chooser);
  update (self);
  g_signal_emit (self, signals[WORKED], 0);
}

static const SokyBatchKind book_kind = {
    .run = (SokyBatchRun) soky_book_batch_run,
    .set_signer = (SokyBatchSetSigner) soky_book_batch_set_signer,
    .get_batch = (SokyBatchGet) soky_book_batch_get_batch,
    .free = (GDestroyNotify) soky_book_batch_free,
};

/* The chosen books become the work; rows that are not chosen go. */
static void
begin (SokyBatchDialog *self)
{
  g_autoptr (GPtrArray) books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);

  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL;) {
    SokyBatchRow *row = row_at (self, i);
    if (!soky_batch_row_is_chosen (row)) {
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
      continue;
    }
    SokyBook *book = soky_batch_row_get_book (row);
    g_ptr_array_add (self->rows, row);
    g_ptr_array_add (books, soky_book_ref (book));
    g_ptr_array_add (
        types, soky_book_type_ref (soky_workspace_get_type_by_id (self->workspace, book->type_id)));
    i++;
  }
  self->books = soky_book_batch_new (soky_workspace_get_session (self->workspace), books, types);
  soky_book_batch_set_publishing (self->books, self->publishing);
  self->work = soky_batch_work_new (&book_kind, self->books);
}

static void
run (SokyBatchDialog *self)
{
  SokySigner *signer = needs_key (self) ? soky_pin_session_get_signer (self->opened) : NULL;

  if (self->work == NULL)
    begin (self);
  self->ended = SOKY_PIN_SESSION_DONE;
  soky_status_line_clear (self->status);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  soky_pin_entry_set_busy (self->pin, TRUE);
  soky_certificate_chooser_set_busy (self->chooser, TRUE);
  soky_book_batch_set_sealed (self->books, gtk_check_button_get_active (self->sealed_button));
  soky_batch_work_run_async (self->work, signer, moved_cb, self, through_cb, g_object_ref (self));
  update (self);
}

/* Nothing is signed any more when nobody is there: the batch waits for the PIN. */
static void
ended_cb (SokyBatchDialog *self, SokyPinSessionEnd end)
{
  if (end == SOKY_PIN_SESSION_DONE) /* that was this dialog */
    return;
  self->ended = end;
  if (is_running (self)) {
    soky_batch_work_stop (self->work);
    return;
  }
  soky_status_line_set_error (self->status, soky_pin_session_end_words (end));
  update (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBatchDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->opening);
  g_clear_object (&self->opened);
  self->opened = soky_pin_session_open_finish (result, &error);
  if (self->opened == NULL) {
    show_end (self, error);
    set_idle (self);
    update (self);
    return;
  }
  g_signal_connect_object (self->opened, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  run (self);
}

static void
open_token (SokyBatchDialog *self, SokySecret *pin)
{
  SokyTokenMonitor *monitor = soky_workspace_get_token_monitor (self->workspace);
  SokyToken *token = soky_certificate_chooser_get_token (self->chooser);
  SokyTokenCertificate *entry = soky_certificate_chooser_get_certificate (self->chooser);

  if (token == NULL || entry == NULL) /* it was pulled out meanwhile */
    return;
  self->ended = SOKY_PIN_SESSION_DONE;
  self->opening = g_cancellable_new ();
  soky_status_line_set_working (self->status, _ ("Opening the token…"));
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  soky_pin_entry_set_busy (self->pin, TRUE);
  soky_certificate_chooser_set_busy (self->chooser, TRUE);
  soky_pin_session_open_async (soky_token_monitor_get_host (monitor), token, entry, pin,
                               self->opening, opened_cb, g_object_ref (self));
}

static void
pin_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBatchDialog) self = user_data;
  g_autoptr (SokySecret) pin = NULL;

  self->asking = FALSE;
  if (self->workspace == NULL) /* the dialog went meanwhile */
    return;
  if (soky_pin_entry_take_finish (self->pin, result, &pin))
    open_token (self, pin);
  update (self);
}

static void
start_cb (SokyBatchDialog *self)
{
  if (!can_start (self))
    return;
  if (!needs_key (self) || is_opened (self)) {
    run (self);
    return;
  }
  self->asking = TRUE;
  soky_pin_entry_take_async (self->pin, _ ("Sign with This PIN"), pin_taken_cb,
                             g_object_ref (self));
}

static void
stop_cb (SokyBatchDialog *self)
{
  if (!is_running (self))
    return;
  if (self->opening != NULL) {
    g_cancellable_cancel (self->opening);
    return;
  }
  gtk_label_set_text (self->progress_label, _ ("Stopping after the present book…"));
  soky_batch_work_stop (self->work);
}

static void
copy_cb (SokyBatchDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++) {
    g_autofree char *line = soky_batch_row_describe (self->rows->pdata[i]);
    g_string_append_printf (text, "%s\n", line);
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
all_cb (SokyBatchDialog *self)
{
  gboolean any_off = FALSE;

  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++) {
    SokyBatchRow *row = row_at (self, i);
    any_off = any_off || (!soky_batch_row_is_chosen (row) &&
                          soky_batch_row_get_task (row) != SOKY_BATCH_TASK_NONE);
  }
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    soky_batch_row_choose (row_at (self, i), any_off);
}

static void
chosen_cb (SokyBatchDialog *self)
{
  if (!is_running (self))
    g_clear_object (&self->opened);
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
  update (self);
}

/* One key serves all: the school's for stamps, else the person's own. */
static gboolean
needs_other_key (SokyBatchDialog *self, const SokyStep *step)
{
  SokyCertificateKind kind = step->kind == SOKY_STEP_STAMP ? OF_SCHOOL : OF_PERSON;

  if (self->key_kind == UNKNOWN)
    self->key_kind = kind;
  return self->key_kind != kind;
}

/* What the rules allow this person to do with the book. */
static void
add_row (SokyBatchDialog *self, SokyBook *book)
{
  SokySession *session = soky_workspace_get_session (self->workspace);
  SokyBookType *type = soky_workspace_get_type_by_id (self->workspace, book->type_id);
  const SokyActor actor = soky_session_get_actor (session);
  const SokyStep *step = soky_actor_find_step (&actor, book, g_get_real_time (), NULL);
  gboolean approves = step != NULL && !step->require_cert;
  SokyActionKind kind = approves ? SOKY_ACTION_APPROVE : SOKY_ACTION_SIGN;
  g_autoptr (GError) why = NULL;
  SokyBatchTask task = SOKY_BATCH_TASK_NONE;

  if (type != NULL && soky_book_may (book, type, &actor, kind, g_get_real_time (), &why))
    task = approves ? SOKY_BATCH_TASK_APPROVE : SOKY_BATCH_TASK_SIGN;
  gboolean other = task == SOKY_BATCH_TASK_SIGN && needs_other_key (self, step);
  const char *reason = why != NULL ? why->message
                       : other     ? _ ("It needs another certificate than the others.")
                                   : NULL;
  if (task == SOKY_BATCH_TASK_SIGN && !other && soky_signing_look_can_seal (type, step))
    gtk_widget_set_visible (GTK_WIDGET (self->sealed_button), TRUE);
  GtkWidget *row = soky_batch_row_new (book, other ? SOKY_BATCH_TASK_NONE : task, reason,
                                       soky_workspace_has_seen (self->workspace, book));
  g_signal_connect_swapped (row, "toggled", G_CALLBACK (update), self);
  gtk_list_box_append (self->list, row);
}

/* What is being signed is not left alone: the window stays until the present book is through. */
static gboolean
soky_batch_dialog_close_request (GtkWindow *window)
{
  SokyBatchDialog *self = SOKY_BATCH_DIALOG (window);

  if (is_running (self)) {
    stop_cb (self);
    return TRUE;
  }
  return GTK_WINDOW_CLASS (soky_batch_dialog_parent_class)->close_request (window);
}

static void
soky_batch_dialog_dispose (GObject *object)
{
  SokyBatchDialog *self = SOKY_BATCH_DIALOG (object);

  g_clear_object (&self->opened);
  g_clear_pointer (&self->work, soky_batch_work_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (soky_batch_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, progress_box);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, all_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, list);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, key_box);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, chooser);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, pin);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, sealed_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, publish_button);
  gtk_widget_class_bind_template_child (widget_class, SokyBatchDialog, status);
}

static void
soky_batch_dialog_class_init (SokyBatchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_batch_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = soky_batch_dialog_close_request;
  signals[WORKED] = g_signal_new ("worked", SOKY_TYPE_BATCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  g_type_ensure (SOKY_TYPE_CERTIFICATE_CHOOSER);
  g_type_ensure (SOKY_TYPE_PIN_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/batch-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, publish_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_batch_dialog_init (SokyBatchDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_batch_dialog_new (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *books)
{
  SokyBatchDialog *self = g_object_new (SOKY_TYPE_BATCH_DIALOG, "transient-for", parent, NULL);
  SokySession *session = soky_workspace_get_session (workspace);

  self->workspace = g_object_ref (workspace);
  for (guint i = 0; i < books->len; i++)
    add_row (self, books->pdata[i]);
  soky_certificate_chooser_set_account (self->chooser, session);
  if (soky_person_has_role (soky_session_get_person (session), SOKY_ROLE_CLERK))
    soky_certificate_chooser_want_organisation (self->chooser, session,
                                                self->key_kind == OF_SCHOOL);
  soky_certificate_chooser_set_monitor (self->chooser,
                                        soky_workspace_get_token_monitor (workspace));
  update (self);
  return GTK_WIDGET (self);
}
