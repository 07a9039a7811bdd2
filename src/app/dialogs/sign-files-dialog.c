/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/sign-files-dialog.h"

#include "app/dialogs/batch-work.h"
#include "app/dialogs/place-dialog.h"
#include "app/dialogs/sign-files-list.h"
#include "app/drop-files.h"
#include "app/file-batch.h"
#include "app/pin-session.h"
#include "app/widgets/certificate-chooser.h"
#include "app/widgets/file-look-group.h"
#include "app/widgets/pin-entry.h"
#include "app/widgets/remarks-list.h"
#include "app/widgets/sign-target-row.h"
#include "app/widgets/signature-preview.h"
#include "app/widgets/status-line.h"

#include <glib/gi18n.h>

struct _SokySignFilesDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkButton *cancel_button;
  GtkButton *start_button;
  GtkWidget *stop_button;
  GtkWidget *open_button;
  GtkStack *stack;
  SokyRemarksList *remarks;
  GtkCheckButton *understood_button;
  GtkWidget *choice_box;
  SokyCertificateChooser *chooser;
  SokyFileLookGroup *look;
  SokySignaturePreview *preview;
  SokySignTargetRow *target_row;
  SokyPinEntry *pin;
  SokyStatusLine *status;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *progress_label;
  SokySignFilesList *files;
  AdwStatusPage *done_page;
  GtkWidget *done_button;

  SokyTokenHost *host; /* nullable: the dialog has closed */
  SokySigningWish wish;
  GPtrArray *targets;     /* of what is worked on */
  SokyBatchWork *work;    /* nullable: until it has begun */
  gboolean asking;        /* for the last try */
  SokyPinSession *opened; /* nullable */
  GCancellable *opening;  /* nullable: the token is being opened */
  SokyPinSessionEnd ended;
};

enum { OPEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignFilesDialog, soky_sign_files_dialog, ADW_TYPE_WINDOW)

static gboolean
is_single (SokySignFilesDialog *self)
{
  return soky_sign_files_list_is_single (self->files);
}

static gboolean
is_running (SokySignFilesDialog *self)
{
  return self->opening != NULL || (self->work != NULL && soky_batch_work_is_running (self->work));
}

static gboolean
is_opened (SokySignFilesDialog *self)
{
  return self->opened != NULL && soky_pin_session_is_open (self->opened);
}

/* Nobody is asked for a PIN before being told what the file would have them sign. */
static gboolean
is_cleared (SokySignFilesDialog *self)
{
  if (!is_single (self))
    return TRUE;
  return !soky_remarks_list_is_checking (self->remarks) &&
         !soky_remarks_list_is_unreadable (self->remarks) &&
         (!soky_remarks_list_has_warnings (self->remarks) ||
          gtk_check_button_get_active (self->understood_button));
}

static gboolean
can_start (SokySignFilesDialog *self)
{
  SokyBatchProgress progress = {.waiting = soky_sign_files_list_count_chosen (self->files)};

  if (self->work != NULL)
    soky_batch_work_get_progress (self->work, &progress);
  return !is_running (self) && !self->asking && !soky_sign_files_list_is_checking (self->files) &&
         progress.waiting > 0 && is_cleared (self) &&
         soky_certificate_chooser_get_certificate (self->chooser) != NULL &&
         (is_opened (self) || soky_pin_entry_is_ready (self->pin));
}

static void
show_progress (SokySignFilesDialog *self)
{
  SokyBatch *batch = soky_batch_work_get_batch (self->work);
  SokyBatchProgress progress;

  soky_batch_get_progress (batch, &progress);
  guint through = progress.count - progress.waiting;
  g_autofree char *text = g_strdup_printf (_ ("%u of %u: %u signed, %u failed"), through,
                                           progress.count, progress.done, progress.failed);
  gtk_progress_bar_set_fraction (self->progress, (double) through / MAX (progress.count, 1));
  gtk_label_set_text (self->progress_label, text);
  soky_sign_files_list_show (self->files, batch, is_running (self) ? (int) progress.current : -1);
}

static void
update (SokySignFilesDialog *self)
{
  gboolean running = is_running (self), begun = self->work != NULL, single = is_single (self);
  SokyBatchProgress progress = {.waiting = 1};

  if (begun) {
    soky_batch_work_get_progress (self->work, &progress);
    show_progress (self);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->files), !single);
  gtk_widget_set_visible (self->progress_box, begun && !single);
  gtk_widget_set_visible (GTK_WIDGET (self->understood_button),
                          single && soky_remarks_list_has_warnings (self->remarks) &&
                              !soky_remarks_list_is_unreadable (self->remarks));
  gtk_widget_set_sensitive (GTK_WIDGET (self->understood_button), !running);
  gtk_widget_set_visible (self->choice_box, !begun);
  gtk_widget_set_sensitive (self->choice_box, !running);
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), (single || !running) && progress.waiting > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->pin), (single || !running) && progress.waiting > 0 &&
                                                      is_cleared (self) && !is_opened (self));
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), !running);
  gtk_widget_set_visible (self->stop_button, running && !single);
  gtk_widget_set_visible (GTK_WIDGET (self->start_button), progress.waiting > 0 && !running);
  gtk_widget_set_visible (self->open_button, begun && !running && progress.done > 0);
  gtk_button_set_label (self->cancel_button, begun ? _ ("Close") : _ ("Cancel"));
  gtk_button_set_label (self->start_button, begun ? _ ("Go On") : _ ("Sign"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->start_button), can_start (self));
}

/* FALSE until it is known what is signed, and by whom. It is shown in the first file. */
static gboolean
describe_subject (SokySignFilesDialog *self, SokySignatureSubject *subject)
{
  SokyTokenCertificate *entry = soky_certificate_chooser_get_certificate (self->chooser);
  const char *path = soky_sign_files_list_get_first (self->files);

  if (entry == NULL || path == NULL)
    return FALSE;
  *subject = (SokySignatureSubject){
      .path = path,
      .file = soky_file_look_group_get (self->look),
      .certificate = soky_token_certificate_get_certificate (entry),
      .wish = self->wish,
  };
  return TRUE;
}

static void
show_preview (SokySignFilesDialog *self)
{
  SokySignatureSubject subject;

  if (self->work == NULL && describe_subject (self, &subject))
    soky_signature_preview_show (self->preview, &subject);
  else
    soky_signature_preview_clear (self->preview);
}

static void
placed_cb (SokySignFilesDialog *self, SokyPlaceDialog *dialog)
{
  self->wish = *soky_place_dialog_get_wish (dialog);
  show_preview (self);
}

static void
place_cb (SokySignFilesDialog *self)
{
  SokySignatureSubject subject;

  if (is_running (self) || !describe_subject (self, &subject))
    return;
  GtkWidget *dialog = soky_place_dialog_new (GTK_WINDOW (self), &subject);
  g_signal_connect_object (dialog, "placed", G_CALLBACK (placed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The rows that are chosen become the work; the others go. */
static void
begin (SokySignFilesDialog *self)
{
  static const SokyBatchKind kind = {
      .run = (SokyBatchRun) soky_file_batch_run,
      .set_signer = (SokyBatchSetSigner) soky_file_batch_set_signer,
      .get_batch = (SokyBatchGet) soky_file_batch_get_batch,
      .free = (GDestroyNotify) soky_file_batch_free,
  };
  const SokyFileLook look = soky_file_look_group_get (self->look);
  SokyFileBatch *batch = soky_file_batch_new (&look, &self->wish);
  g_autoptr (GPtrArray) paths = soky_sign_files_list_take_chosen (self->files);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < paths->len; i++) {
    char *target = soky_sign_target_row_find (self->target_row, paths->pdata[i], taken);
    soky_file_batch_add (batch, paths->pdata[i], target,
                         soky_sign_target_row_may_replace (self->target_row));
    g_hash_table_add (taken, target);
    g_ptr_array_add (self->targets, target);
  }
  self->work = soky_batch_work_new (&kind, batch);
  soky_file_look_group_remember (self->look);
}

static void
show_done (SokySignFilesDialog *self)
{
  g_autofree char *name = g_filename_display_basename (self->targets->pdata[0]);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_status_page_set_description (self->done_page, escaped);
  gtk_widget_set_visible (self->open_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_widget_grab_focus (self->done_button);
}

/* What to read above the list, and whether the login is of use any more. */
static void
show_end (SokySignFilesDialog *self, const GError *error)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_autoptr (GError) reason = NULL;

  soky_pin_entry_set_busy (self->pin, FALSE);
  soky_signature_preview_set_busy (self->preview, FALSE);
  soky_certificate_chooser_set_busy (self->chooser, FALSE);
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
  if (self->work != NULL && is_single (self))
    reason = soky_batch_get_reason (soky_batch_work_get_batch (self->work), 0);
  if (stopped && self->ended != SOKY_PIN_SESSION_DONE)
    soky_status_line_set_error (self->status, soky_pin_session_end_words (self->ended));
  else if (stopped)
    soky_status_line_set_error (self->status, _ ("Stopped. What is done stays done."));
  else if (error != NULL || reason != NULL)
    soky_status_line_set_gerror (self->status, error != NULL ? error : reason);
  else
    soky_status_line_clear (self->status);
  if (!stopped)
    g_clear_object (&self->opened);
}

/* The only file that failed is tried anew, perhaps at another place. */
static void
forget_failure (SokySignFilesDialog *self)
{
  g_clear_pointer (&self->work, soky_batch_work_free);
  g_ptr_array_set_size (self->targets, 0);
  show_preview (self);
}

static void
through_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignFilesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyBatchProgress progress;

  soky_batch_work_run_finish (self->work, result, &error);
  show_end (self, error);
  soky_batch_work_get_progress (self->work, &progress);
  if (progress.done > 0)
    soky_certificate_chooser_remember (self->chooser);
  if (is_single (self) && progress.done == 0)
    forget_failure (self);
  update (self);
  if (is_single (self) && progress.done > 0)
    show_done (self);
}

static void
moved_cb (gpointer user_data)
{
  SokySignFilesDialog *self = user_data;

  if (self->opened != NULL)
    soky_pin_session_touch (self->opened);
  update (self);
}

static void
run (SokySignFilesDialog *self)
{
  if (self->work == NULL)
    begin (self);
  soky_signature_preview_set_busy (self->preview, TRUE);
  if (!is_single (self))
    soky_signature_preview_clear (self->preview);
  self->ended = SOKY_PIN_SESSION_DONE;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  soky_pin_entry_set_busy (self->pin, TRUE);
  soky_certificate_chooser_set_busy (self->chooser, TRUE);
  soky_status_line_set_working (self->status, _ ("The token is signing…"));
  soky_batch_work_run_async (self->work, soky_pin_session_get_signer (self->opened), moved_cb, self,
                             through_cb, g_object_ref (self));
  update (self);
}

/* Nothing is signed any more when nobody is there: what is left waits for the PIN. */
static void
ended_cb (SokySignFilesDialog *self, SokyPinSessionEnd end)
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
  g_autoptr (SokySignFilesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->opening);
  g_clear_object (&self->opened);
  self->opened = soky_pin_session_open_finish (result, &error);
  if (self->opened == NULL) {
    show_end (self, error);
    update (self);
    return;
  }
  g_signal_connect_object (self->opened, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  run (self);
}

static void
open_token (SokySignFilesDialog *self, SokySecret *pin)
{
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
  soky_pin_session_open_async (self->host, token, entry, pin, self->opening, opened_cb,
                               g_object_ref (self));
}

static void
pin_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignFilesDialog) self = user_data;
  g_autoptr (SokySecret) pin = NULL;

  self->asking = FALSE;
  if (self->host == NULL) /* the dialog went meanwhile */
    return;
  if (soky_pin_entry_take_finish (self->pin, result, &pin))
    open_token (self, pin);
  update (self);
}

static void
start_cb (SokySignFilesDialog *self)
{
  if (!can_start (self))
    return;
  if (is_opened (self)) {
    run (self);
    return;
  }
  self->asking = TRUE;
  soky_pin_entry_take_async (self->pin, _ ("Sign with This PIN"), pin_taken_cb,
                             g_object_ref (self));
}

static void
stop_cb (SokySignFilesDialog *self)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  else if (is_running (self))
    soky_batch_work_stop (self->work);
}

static void
open_cb (SokySignFilesDialog *self)
{
  g_signal_emit (self, signals[OPEN], 0);
  gtk_window_close (GTK_WINDOW (self));
}

/* What was wrong with the last PIN is read until the next one is typed. */
static void
pin_changed_cb (SokySignFilesDialog *self)
{
  if (!is_running (self) && soky_pin_entry_is_ready (self->pin))
    soky_status_line_clear (self->status);
  update (self);
}

/* Most people only type their PIN. */
static void
checked_cb (SokySignFilesDialog *self)
{
  update (self);
  if (is_cleared (self) && !is_running (self))
    soky_pin_entry_grab (self->pin);
}

static void
chosen_cb (SokySignFilesDialog *self)
{
  if (!is_running (self))
    g_clear_object (&self->opened);
  soky_pin_entry_set_token (self->pin, soky_certificate_chooser_get_token (self->chooser));
  show_preview (self);
  checked_cb (self);
}

static void
rows_changed_cb (SokySignFilesDialog *self)
{
  if (self->work != NULL)
    return;
  if (!is_single (self))
    adw_window_title_set_subtitle (self->window_title, soky_sign_files_list_describe (self->files));
  show_preview (self);
  update (self);
}

/* Other files are there: nobody has looked through the only one yet. */
static void
files_changed_cb (SokySignFilesDialog *self)
{
  const char *path = soky_sign_files_list_get_first (self->files);
  gboolean single = is_single (self);
  g_autofree char *name = single ? g_filename_display_basename (path) : NULL;

  if (single) {
    adw_window_title_set_subtitle (self->window_title, name);
    soky_remarks_list_check (self->remarks, path, SOKY_REMARKS_FOR_SIGNER, 0);
  } else {
    soky_remarks_list_clear (self->remarks);
  }
  soky_sign_target_row_set_file (self->target_row, path, single);
  rows_changed_cb (self);
}

static void
dropped_cb (GtkWidget *widget, GPtrArray *files)
{
  SokySignFilesDialog *self = SOKY_SIGN_FILES_DIALOG (widget);

  if (self->work == NULL)
    soky_sign_files_list_add (self->files, files);
}

/* What is being signed is not left alone: the window stays until the present file is through. */
static gboolean
soky_sign_files_dialog_close_request (GtkWindow *window)
{
  SokySignFilesDialog *self = SOKY_SIGN_FILES_DIALOG (window);

  if (is_running (self)) {
    stop_cb (self);
    return TRUE;
  }
  return GTK_WINDOW_CLASS (soky_sign_files_dialog_parent_class)->close_request (window);
}

static void
soky_sign_files_dialog_dispose (GObject *object)
{
  SokySignFilesDialog *self = SOKY_SIGN_FILES_DIALOG (object);

  g_clear_object (&self->opened);
  g_clear_pointer (&self->work, soky_batch_work_free);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_object (&self->host);
  G_OBJECT_CLASS (soky_sign_files_dialog_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SokySignFilesDialog, child)

static void
bind_template (GtkWidgetClass *widget_class)
{
  BIND (window_title);
  BIND (cancel_button);
  BIND (start_button);
  BIND (stop_button);
  BIND (open_button);
  BIND (stack);
  BIND (remarks);
  BIND (understood_button);
  BIND (choice_box);
  BIND (chooser);
  BIND (look);
  BIND (preview);
  BIND (target_row);
  BIND (pin);
  BIND (status);
  BIND (progress_box);
  BIND (progress);
  BIND (progress_label);
  BIND (files);
  BIND (done_page);
  BIND (done_button);
  gtk_widget_class_bind_template_callback (widget_class, checked_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_preview);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, files_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rows_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
soky_sign_files_dialog_class_init (SokySignFilesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_sign_files_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = soky_sign_files_dialog_close_request;
  signals[OPEN] = g_signal_new ("open", SOKY_TYPE_SIGN_FILES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  g_type_ensure (SOKY_TYPE_CERTIFICATE_CHOOSER);
  g_type_ensure (SOKY_TYPE_FILE_LOOK_GROUP);
  g_type_ensure (SOKY_TYPE_PIN_ENTRY);
  g_type_ensure (SOKY_TYPE_REMARKS_LIST);
  g_type_ensure (SOKY_TYPE_SIGN_FILES_LIST);
  g_type_ensure (SOKY_TYPE_SIGN_TARGET_ROW);
  g_type_ensure (SOKY_TYPE_SIGNATURE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/sign-files-dialog.ui");
  bind_template (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_sign_files_dialog_init (SokySignFilesDialog *self)
{
  self->targets = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_drop_files_accept (GTK_WIDGET (self), dropped_cb);
}

GtkWidget *
soky_sign_files_dialog_new (GtkWindow *parent, SokyTokenMonitor *monitor, GPtrArray *files)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_MONITOR (monitor) && files != NULL, NULL);

  SokySignFilesDialog *self = g_object_new (SOKY_TYPE_SIGN_FILES_DIALOG, "transient-for", parent,
                                            "modal", parent != NULL, NULL);
  self->host = g_object_ref (soky_token_monitor_get_host (monitor));
  soky_certificate_chooser_set_monitor (self->chooser, monitor);
  soky_sign_files_list_add (self->files, files);
  return GTK_WIDGET (self);
}

GPtrArray *
soky_sign_files_dialog_list_signed (SokySignFilesDialog *self)
{
  g_return_val_if_fail (SOKY_IS_SIGN_FILES_DIALOG (self), NULL);

  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  SokyBatch *batch = self->work != NULL ? soky_batch_work_get_batch (self->work) : NULL;
  for (guint i = 0; batch != NULL && i < self->targets->len; i++)
    if (soky_batch_get_state (batch, i) == SOKY_BATCH_SIGNED)
      g_ptr_array_add (files, g_file_new_for_path (self->targets->pdata[i]));
  return files;
}
