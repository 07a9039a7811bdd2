/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/outbox-window.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"
#include "app/widgets/outbox-row.h"

struct _SokyOutboxWindow {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *send_button;

  SokyWorkspace *workspace;
  SokyOutboxModel *outbox;
  GCancellable *life;
  char *to_sign; /* nullable: id of the book whose signature was dropped last */
};

enum { OPEN_BOOK, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyOutboxWindow, soky_outbox_window, ADW_TYPE_WINDOW)

static void
update (SokyOutboxWindow *self)
{
  guint count = g_list_model_get_n_items (soky_outbox_model_get_list (self->outbox));

  gtk_stack_set_visible_child_name (self->stack, count > 0 ? "list" : "empty");
  gtk_widget_set_sensitive (self->send_button,
                            count > 0 &&
                                soky_outbox_model_get_state (self->outbox) != SOKY_SENDER_SENDING);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOutboxWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (book == NULL) {
    soky_show_failure (GTK_WINDOW (self), _ ("The Book Cannot Be Opened"), error->message);
    return;
  }
  g_signal_emit (self, signals[OPEN_BOOK], 0, book);
  gtk_window_close (GTK_WINDOW (self));
}

static void
open_book (SokyOutboxWindow *self, const char *book_id)
{
  soky_session_get_book_async (soky_workspace_get_session (self->workspace), book_id, self->life,
                               got_cb, g_object_ref (self));
}

static void
open_cb (SokyOutboxRow *row, SokyOutboxWindow *self)
{
  open_book (self, soky_outbox_entry_get_item (soky_outbox_row_get_entry (row))->book_id);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOutboxWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!soky_outbox_model_decide_finish (self->outbox, result, &error) &&
      !g_cancellable_is_cancelled (self->life))
    soky_show_failure (GTK_WINDOW (self), _ ("That Did Not Work"), error->message);
}

/* A signature that is not good any more goes, and the book is there to be signed again. */
static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOutboxWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (soky_outbox_model_decide_finish (self->outbox, result, &error))
    open_book (self, self->to_sign);
  else
    soky_show_failure (GTK_WINDOW (self), _ ("That Did Not Work"), error->message);
}

static void
retry_cb (SokyOutboxRow *row, SokyOutboxWindow *self)
{
  const SokyOutboxItem *item = soky_outbox_entry_get_item (soky_outbox_row_get_entry (row));

  if (soky_outbox_row_signs (row)) {
    g_free (self->to_sign);
    self->to_sign = g_strdup (item->book_id);
    soky_outbox_model_cancel_async (self->outbox, item->position, dropped_cb, g_object_ref (self));
    return;
  }
  soky_outbox_model_retry_async (self->outbox, item->position, decided_cb, g_object_ref (self));
}

/* A change that the person is asked about. */
typedef struct {
  SokyOutboxWindow *window;
  gint64 position;
} Question;

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (SokyOutboxWindow) self = question->window;

  if (soky_ask_finish (result))
    soky_outbox_model_cancel_async (self->outbox, question->position, decided_cb,
                                    g_object_ref (self));
  g_free (question);
}

static void
cancel_cb (SokyOutboxRow *row, SokyOutboxWindow *self)
{
  const SokyOutboxItem *item = soky_outbox_entry_get_item (soky_outbox_row_get_entry (row));
  guint count = soky_outbox_model_count_following (self->outbox, item);
  g_autofree char *more =
      g_strdup_printf (ngettext ("%u later change of the same book goes with it.",
                                 "%u later changes of the same book go with it.", count - 1),
                       count - 1);
  g_autofree char *body =
      g_strdup_printf (_ ("“%s”: what you did here is taken back and not sent. %s"), item->title,
                       count > 1 ? more : "");
  SokyQuestion ask = {.heading = _ ("Discard This Change?"),
                      .body = body,
                      .accept = _ ("Discard"),
                      .destructive = TRUE};
  Question *question = g_new0 (Question, 1);

  question->window = g_object_ref (self);
  question->position = item->position;
  soky_ask_async (GTK_WINDOW (self), &ask, asked_cb, question);
}

static GtkWidget *
make_row (gpointer entry, gpointer user_data)
{
  SokyOutboxWindow *self = user_data;
  GtkWidget *row = soky_outbox_row_new (entry);

  g_signal_connect_object (row, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (row, "cancel", G_CALLBACK (cancel_cb), self, 0);
  g_signal_connect_object (row, "retry", G_CALLBACK (retry_cb), self, 0);
  return row;
}

static void
send_cb (SokyOutboxWindow *self)
{
  soky_outbox_model_send_now (self->outbox);
}

static void
soky_outbox_window_dispose (GObject *object)
{
  SokyOutboxWindow *self = SOKY_OUTBOX_WINDOW (object);

  g_cancellable_cancel (self->life);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (soky_outbox_window_parent_class)->dispose (object);
}

static void
soky_outbox_window_finalize (GObject *object)
{
  SokyOutboxWindow *self = SOKY_OUTBOX_WINDOW (object);

  g_clear_object (&self->outbox);
  g_object_unref (self->life);
  g_free (self->to_sign);
  G_OBJECT_CLASS (soky_outbox_window_parent_class)->finalize (object);
}

static void
soky_outbox_window_class_init (SokyOutboxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_outbox_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_outbox_window_finalize;
  signals[OPEN_BOOK] = g_signal_new ("open-book", SOKY_TYPE_OUTBOX_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_BOOK);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/outbox-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SokyOutboxWindow, send_button);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_outbox_window_init (SokyOutboxWindow *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_outbox_window_new (GtkWindow *parent, SokyWorkspace *workspace)
{
  g_return_val_if_fail (SOKY_IS_WORKSPACE (workspace), NULL);

  SokyOutboxWindow *self = g_object_new (SOKY_TYPE_OUTBOX_WINDOW, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->outbox = g_object_ref (soky_workspace_get_outbox (workspace));
  gtk_list_box_bind_model (self->list, soky_outbox_model_get_list (self->outbox), make_row, self,
                           NULL);
  g_signal_connect_object (self->outbox, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
