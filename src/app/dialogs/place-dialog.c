/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/place-dialog.h"

#include "app/gtk-compat.h"
#include "app/view/place-view.h"
#include "app/view/signature-picture.h"
#include "app/widgets/status-line.h"
#include "base/task.h"

#include <glib/gi18n.h>
#include <string.h>

#define SETTLE_MS 200 /* after the last movement the look is drawn anew */

/* Where nothing was free, so that there is something to take hold of: 60 by 30 mm in a corner. */
static const double beginning[4] = {40, 40, 170, 85};

struct _SokyPlaceDialog {
  AdwWindow parent_instance;

  GtkWidget *use_button;
  GtkSpinButton *page_button;
  GtkLabel *count_label;
  SokyPlaceView *view;
  SokyStatusLine *status;

  SokySignatureSubject subject; /* a copy */
  SokySigningWish wish;         /* page 0 = the automatic place */
  int shown_page;               /* 0 = none yet */
  int page_count;               /* 0 = not known yet */
  gboolean settled;             /* what is shown is what would be signed */
  gboolean covers;
  gboolean filling;   /* the page number is set by the program */
  guint settle;       /* 0 = nothing moved */
  GCancellable *life; /* of pages */
  GCancellable *look; /* of the look that is drawn now */
};

enum { PLACED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPlaceDialog, soky_place_dialog, ADW_TYPE_WINDOW)

typedef struct {
  char *path;
  int page;
} PageWork;

typedef struct {
  GdkTexture *texture;
  SokyPageSize size;
} PageDrawn;

static void
page_work_free (gpointer data)
{
  PageWork *self = data;

  g_free (self->path);
  g_free (self);
}

static void
page_drawn_free (PageDrawn *self)
{
  g_clear_object (&self->texture);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageDrawn, page_drawn_free)

static gpointer
draw_page_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const PageWork *self = data;
  g_autoptr (PageDrawn) drawn = g_new0 (PageDrawn, 1);
  g_autoptr (SokyInput) input = soky_input_open (self->path, error);

  drawn->texture =
      input ? soky_signature_picture_draw_page (input, self->page, &drawn->size, error) : NULL;
  return drawn->texture != NULL ? g_steal_pointer (&drawn) : NULL;
}

static void
update (SokyPlaceDialog *self)
{
  gtk_widget_set_sensitive (self->use_button, self->settled);
}

static void
page_drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokyPlaceDialog *self = SOKY_PLACE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (PageDrawn) drawn = soky_task_finish (result, &error);

  if (g_cancellable_is_cancelled (self->life))
    return;
  if (drawn == NULL) {
    soky_status_line_set_gerror (self->status, error);
    return;
  }
  self->page_count = drawn->size.count;
  g_autofree char *count = g_strdup_printf (_ ("of %d"), drawn->size.count);
  self->filling = TRUE;
  gtk_spin_button_set_range (self->page_button, 1, drawn->size.count);
  gtk_spin_button_set_value (self->page_button, drawn->size.page);
  self->filling = FALSE;
  gtk_label_set_text (self->count_label, count);
  soky_place_view_set_page (self->view, drawn->texture, drawn->size.width, drawn->size.height);
}

static void
show_page (SokyPlaceDialog *self, int page)
{
  if (page == self->shown_page)
    return;
  PageWork *work = g_new0 (PageWork, 1);
  work->path = g_strdup (self->subject.path);
  work->page = page;
  self->shown_page = page;
  soky_task_run (self, draw_page_in_thread, work, page_work_free, (GDestroyNotify) page_drawn_free,
                 self->life, page_drawn_cb, NULL);
}

/* The person says where from now on. */
static void
take_rect (SokyPlaceDialog *self)
{
  soky_place_view_get_rect (self->view, self->wish.shown);
  self->wish.page = MAX (self->shown_page, 1);
}

static void
show_failure (SokyPlaceDialog *self, const GError *error)
{
  soky_status_line_set_gerror (self->status, error);
  soky_place_view_set_look (self->view, NULL, FALSE);
  if (self->shown_page > 0)
    return;
  soky_place_view_set_rect (self->view, beginning);
  show_page (self, G_MAXINT);
}

static void
look_drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokyPlaceDialog *self = SOKY_PLACE_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySignatureDrawing) drawing = soky_signature_drawing_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->settled = drawing != NULL && drawing->texture != NULL;
  update (self);
  if (drawing == NULL) {
    show_failure (self, error);
    return;
  }
  self->covers = drawing->covers;
  if (self->covers)
    soky_status_line_set_error (self->status, _ ("Something stands there already."));
  else
    soky_status_line_clear (self->status);
  if (self->wish.page == 0)
    soky_place_view_set_rect (self->view, drawing->shown);
  soky_place_view_set_look (self->view, drawing->texture, self->covers);
  show_page (self, drawing->page);
}

static void
draw_look (SokyPlaceDialog *self)
{
  g_cancellable_cancel (self->look);
  g_clear_object (&self->look);
  self->look = g_cancellable_new ();
  self->subject.wish = self->wish;
  soky_signature_drawing_run_async (self, &self->subject, TRUE, self->look, look_drawn_cb, NULL);
}

static gboolean
settle_cb (gpointer user_data)
{
  SokyPlaceDialog *self = user_data;

  self->settle = 0;
  draw_look (self);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (SokyPlaceDialog *self)
{
  take_rect (self);
  self->settled = FALSE;
  update (self);
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, settle_cb, self);
}

static void
page_chosen_cb (SokyPlaceDialog *self)
{
  if (self->filling)
    return;
  show_page (self, gtk_spin_button_get_value_as_int (self->page_button));
  moved_cb (self);
}

static void
reset_cb (SokyPlaceDialog *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  self->wish.page = 0;
  self->settled = FALSE;
  update (self);
  draw_look (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
finish (SokyPlaceDialog *self)
{
  self->wish.covering = self->covers;
  self->wish.last = self->wish.page > 0 && self->wish.page == self->page_count;
  g_signal_emit (self, signals[PLACED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPlaceDialog) self = user_data;

  if (soky_ask_finish (result) && !g_cancellable_is_cancelled (self->life))
    finish (self);
}

static void
use_cb (SokyPlaceDialog *self)
{
  const SokyQuestion question = {
      .heading = _ ("Sign Over What Is There?"),
      .body = _ ("Your signature would cover something that stands on the page already. Whoever "
                 "reads it may not see that any more."),
      .accept = _ ("Sign There All the Same"),
      .refuse = _ ("Choose Another Place"),
      .destructive = TRUE,
  };
  if (!self->settled)
    return;
  if (self->covers)
    soky_ask_async (GTK_WINDOW (self), &question, asked_cb, g_object_ref (self));
  else
    finish (self);
}

static gboolean
soky_place_dialog_close_request (GtkWindow *window)
{
  SokyPlaceDialog *self = SOKY_PLACE_DIALOG (window);

  g_cancellable_cancel (self->life);
  g_cancellable_cancel (self->look);
  g_clear_handle_id (&self->settle, g_source_remove);
  return GTK_WINDOW_CLASS (soky_place_dialog_parent_class)->close_request (window);
}

static void
soky_place_dialog_dispose (GObject *object)
{
  SokyPlaceDialog *self = SOKY_PLACE_DIALOG (object);

  g_cancellable_cancel (self->life);
  g_cancellable_cancel (self->look);
  g_clear_handle_id (&self->settle, g_source_remove);
  G_OBJECT_CLASS (soky_place_dialog_parent_class)->dispose (object);
}

static void
soky_place_dialog_finalize (GObject *object)
{
  SokyPlaceDialog *self = SOKY_PLACE_DIALOG (object);

  soky_signature_subject_clear (&self->subject);
  g_object_unref (self->life);
  g_clear_object (&self->look);
  G_OBJECT_CLASS (soky_place_dialog_parent_class)->finalize (object);
}

static void
soky_place_dialog_class_init (SokyPlaceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = soky_place_dialog_dispose;
  object_class->finalize = soky_place_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_place_dialog_close_request;
  signals[PLACED] = g_signal_new ("placed", SOKY_TYPE_PLACE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOKY_TYPE_PLACE_VIEW);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/place-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPlaceDialog, use_button);
  gtk_widget_class_bind_template_child (widget_class, SokyPlaceDialog, page_button);
  gtk_widget_class_bind_template_child (widget_class, SokyPlaceDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, SokyPlaceDialog, view);
  gtk_widget_class_bind_template_child (widget_class, SokyPlaceDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_place_dialog_init (SokyPlaceDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_place_dialog_new (GtkWindow *parent, const SokySignatureSubject *subject)
{
  g_return_val_if_fail (subject != NULL, NULL);

  SokyPlaceDialog *self = g_object_new (SOKY_TYPE_PLACE_DIALOG, "transient-for", parent, NULL);

  soky_signature_subject_init_copy (&self->subject, subject);
  self->wish = subject->wish;
  if (self->wish.page > 0)
    soky_place_view_set_rect (self->view, self->wish.shown);
  draw_look (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return GTK_WIDGET (self);
}

const SokySigningWish *
soky_place_dialog_get_wish (SokyPlaceDialog *self)
{
  g_return_val_if_fail (SOKY_IS_PLACE_DIALOG (self), NULL);

  return &self->wish;
}
