/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/return-many-dialog.h"

#include "app/dialogs/batch-row.h"
#include "app/widgets/reason-editor.h"
#include "app/widgets/status-line.h"
#include "base/clock.h"
#include "book/rules.h"
#include "client/error.h"

#include <glib/gi18n.h>

struct _SokyReturnManyDialog {
  AdwWindow parent_instance;

  GtkWidget *cancel_button;
  GtkButton *return_button;
  GtkWidget *stop_button;
  SokyStatusLine *status;
  SokyReasonEditor *editor;
  GtkLabel *summary;
  GtkWidget *all_button;
  GtkListBox *list;

  SokyWorkspace *workspace;
  GPtrArray *rows;  /* those that are worked on, once it has begun; unowned */
  guint next;       /* of @rows */
  guint returned;   /* of @rows */
  gboolean running; /* one is on its way */
  gboolean stopped; /* none is to follow */
};

enum { WORKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyReturnManyDialog, soky_return_many_dialog, ADW_TYPE_WINDOW)

static SokyBatchRow *
row_at (SokyReturnManyDialog *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  return row != NULL ? SOKY_BATCH_ROW (row) : NULL;
}

static guint
count_chosen (SokyReturnManyDialog *self)
{
  guint count = 0;
  SokyBatchRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    count += soky_batch_row_is_chosen (row);
  return count;
}

static char *
describe (SokyReturnManyDialog *self, guint chosen)
{
  if (self->rows->len == 0)
    return g_strdup_printf (ngettext ("%u book chosen", "%u books chosen", chosen), chosen);
  return g_strdup_printf (_ ("%u of %u: %u returned"), self->next, self->rows->len, self->returned);
}

static void
update (SokyReturnManyDialog *self)
{
  gboolean begun = self->rows->len > 0;
  gboolean through = begun && self->next == self->rows->len;
  guint chosen = begun ? 0 : count_chosen (self);
  g_autofree char *reason = soky_reason_editor_get_reason (self->editor);
  g_autofree char *text = describe (self, chosen);
  g_autofree char *label =
      begun ? g_strdup (_ ("Go On")) : g_strdup_printf (_ ("Return %u"), chosen);

  gtk_label_set_text (self->summary, text);
  gtk_button_set_label (self->return_button, chosen > 0 || begun ? label : _ ("Return"));
  gtk_widget_set_visible (GTK_WIDGET (self->return_button), !self->running && !through);
  gtk_widget_set_sensitive (GTK_WIDGET (self->return_button),
                            *reason != '\0' && (begun || chosen > 0));
  gtk_widget_set_visible (self->stop_button, self->running);
  gtk_widget_set_visible (self->cancel_button, !self->running);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), begun ? _ ("Close") : _ ("Cancel"));
  gtk_widget_set_visible (GTK_WIDGET (self->editor), !begun);
  gtk_widget_set_visible (self->all_button, !begun);
}

/* Errors that the next book would meet as well. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE) ||
         g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNTRUSTED);
}

static void return_next (SokyReturnManyDialog *self);

static void
returned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReturnManyDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);
  SokyBatchRow *row = self->rows->pdata[self->next];

  self->running = FALSE;
  if (book == NULL && is_final (error)) {
    soky_status_line_set_gerror (self->status, error);
    update (self);
    return;
  }
  soky_batch_row_set_result (row, book != NULL ? SOKY_BATCH_SIGNED : SOKY_BATCH_FAILED, error,
                             FALSE);
  self->returned += book != NULL;
  self->next++;
  if (!self->stopped && self->next < self->rows->len) {
    return_next (self);
    return;
  }
  if (self->stopped)
    soky_status_line_set_error (self->status, _ ("Stopped. What is done stays done."));
  update (self);
  g_signal_emit (self, signals[WORKED], 0);
}

static void
return_next (SokyReturnManyDialog *self)
{
  SokyBook *book = soky_batch_row_get_book (self->rows->pdata[self->next]);
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_RETURN, book->version);
  g_autofree char *reason = soky_reason_editor_get_reason (self->editor);

  soky_action_set_reason (action, reason);
  self->running = TRUE;
  soky_session_act_async (soky_workspace_get_session (self->workspace), book, action, NULL,
                          returned_cb, g_object_ref (self));
  update (self);
}

/* Rows that are not chosen go. */
static void
begin (SokyReturnManyDialog *self)
{
  SokyBatchRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL;) {
    if (!soky_batch_row_is_chosen (row)) {
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
      continue;
    }
    g_ptr_array_add (self->rows, row);
    soky_batch_row_set_result (row, SOKY_BATCH_WAITING, NULL, FALSE);
    i++;
  }
}

static void
return_cb (SokyReturnManyDialog *self)
{
  if (self->running)
    return;
  soky_status_line_clear (self->status);
  self->stopped = FALSE;
  if (self->rows->len == 0) {
    soky_reason_editor_keep (self->editor);
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
    begin (self);
  }
  return_next (self);
}

static void
stop_cb (SokyReturnManyDialog *self)
{
  self->stopped = TRUE;
}

static void
all_cb (SokyReturnManyDialog *self)
{
  gboolean any_off = FALSE;
  SokyBatchRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    any_off = any_off || (!soky_batch_row_is_chosen (row) &&
                          soky_batch_row_get_task (row) != SOKY_BATCH_TASK_NONE);
  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    soky_batch_row_choose (row, any_off);
}

/* The window stays until the present book is through. */
static gboolean
soky_return_many_dialog_close_request (GtkWindow *window)
{
  SokyReturnManyDialog *self = SOKY_RETURN_MANY_DIALOG (window);

  if (self->running) {
    stop_cb (self);
    return TRUE;
  }
  return GTK_WINDOW_CLASS (soky_return_many_dialog_parent_class)->close_request (window);
}

static void
soky_return_many_dialog_dispose (GObject *object)
{
  SokyReturnManyDialog *self = SOKY_RETURN_MANY_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (soky_return_many_dialog_parent_class)->dispose (object);
}

static void
soky_return_many_dialog_class_init (SokyReturnManyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_return_many_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = soky_return_many_dialog_close_request;
  signals[WORKED] = g_signal_new ("worked", SOKY_TYPE_RETURN_MANY_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  g_type_ensure (SOKY_TYPE_REASON_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/return-many-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, return_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, status);
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, editor);
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, all_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReturnManyDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_return_many_dialog_init (SokyReturnManyDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (SokyReturnManyDialog *self, SokyBook *book, gboolean chosen)
{
  SokyBookType *type = soky_workspace_get_type_by_id (self->workspace, book->type_id);
  const SokyActor actor = soky_session_get_actor (soky_workspace_get_session (self->workspace));
  g_autoptr (GError) why = NULL;
  SokyBatchTask task = SOKY_BATCH_TASK_NONE;

  if (type != NULL &&
      soky_book_may (book, type, &actor, SOKY_ACTION_RETURN, soky_clock_now_us (), &why))
    task = SOKY_BATCH_TASK_RETURN;
  GtkWidget *row = soky_batch_row_new (book, task, why ? why->message : NULL,
                                       soky_workspace_has_seen (self->workspace, book));
  soky_batch_row_choose (SOKY_BATCH_ROW (row), chosen);
  g_signal_connect_swapped (row, "toggled", G_CALLBACK (update), self);
  gtk_list_box_append (self->list, row);
}

GtkWidget *
soky_return_many_dialog_new (GtkWindow *parent, SokyWorkspace *workspace, GPtrArray *books,
                             gboolean chosen)
{
  SokyReturnManyDialog *self =
      g_object_new (SOKY_TYPE_RETURN_MANY_DIALOG, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  for (guint i = 0; i < books->len; i++)
    add_row (self, books->pdata[i], chosen);
  soky_reason_editor_grab (self->editor);
  update (self);
  return GTK_WIDGET (self);
}
