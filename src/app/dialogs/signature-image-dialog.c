/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/signature-image-dialog.h"

#include "app/widgets/drawing-pad.h"
#include "app/widgets/paper-preview.h"
#include "app/widgets/status-line.h"
#include "base/task.h"

#include <glib/gi18n.h>

struct _SokySignatureImageDialog {
  AdwWindow parent_instance;

  GtkButton *keep_button;
  GtkWidget *writing;
  SokyDrawingPad *pad;
  GtkWidget *undo_button;
  GtkWidget *clear_button;
  SokyPaperPreview *preview;
  SokyStatusLine *status;

  SokySignatureImage kind;
  GFile *file;     /* nullable: it is written on the pad */
  GBytes *picture; /* nullable: what will be kept */
  GCancellable *life;
};

enum { KEPT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignatureImageDialog, soky_signature_image_dialog, ADW_TYPE_WINDOW)

typedef struct {
  SokySignatureImage kind;
  char *path;
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->path);
  g_free (self);
}

static gpointer
read_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const Reading *reading = data;
  return soky_signature_image_read (reading->kind, reading->path, error);
}

/* (transfer full) */
static void
take_picture (SokySignatureImageDialog *self, GBytes *picture)
{
  g_clear_pointer (&self->picture, g_bytes_unref);
  self->picture = picture;
  soky_paper_preview_set_picture (self->preview, picture);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_button), picture != NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignatureImageDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *picture = soky_task_finish (result, &error);

  if (g_cancellable_is_cancelled (self->life)) {
    g_clear_pointer (&picture, g_bytes_unref);
    return;
  }
  if (picture == NULL)
    soky_status_line_set_gerror (self->status, error);
  else
    soky_status_line_clear (self->status);
  take_picture (self, picture);
}

static void
read_file (SokySignatureImageDialog *self)
{
  g_autofree char *path = g_file_get_path (self->file);

  if (path == NULL) {
    soky_status_line_set_error (self->status,
                                _ ("Copy the file to this computer first, then choose the copy."));
    return;
  }
  Reading *reading = g_new0 (Reading, 1);
  reading->kind = self->kind;
  reading->path = g_steal_pointer (&path);
  soky_status_line_set_working (self->status, _ ("Taking the paper away…"));
  soky_task_run (NULL, read_in_thread, reading, (GDestroyNotify) reading_free,
                 (GDestroyNotify) g_bytes_unref, self->life, read_cb, g_object_ref (self));
}

/* What is on the pad is small, so it is drawn at once, after every stroke. */
static void
pad_changed_cb (SokySignatureImageDialog *self)
{
  g_autoptr (GArray) strokes = soky_drawing_pad_list_strokes (self->pad);
  g_autoptr (GError) error = NULL;
  GBytes *picture = NULL;

  gtk_widget_set_sensitive (self->undo_button, strokes->len > 0);
  gtk_widget_set_sensitive (self->clear_button, strokes->len > 0);
  soky_status_line_clear (self->status);
  if (strokes->len > 0) {
    picture =
        soky_signature_image_draw (self->kind, (const SokyInkStroke *) (void *) strokes->data,
                                   strokes->len, soky_drawing_pad_get_span (self->pad), &error);
    if (picture == NULL)
      soky_status_line_set_gerror (self->status, error);
  }
  take_picture (self, picture);
}

static void
keep_cb (SokySignatureImageDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (!soky_signature_images_keep (self->kind, self->picture, &error)) {
    soky_status_line_set_gerror (self->status, error);
    return;
  }
  g_signal_emit (self, signals[KEPT], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
soky_signature_image_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SOKY_SIGNATURE_IMAGE_DIALOG (window)->life);
  return GTK_WINDOW_CLASS (soky_signature_image_dialog_parent_class)->close_request (window);
}

static void
soky_signature_image_dialog_finalize (GObject *object)
{
  SokySignatureImageDialog *self = SOKY_SIGNATURE_IMAGE_DIALOG (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_signature_image_dialog_parent_class)->finalize (object);
}

static void
soky_signature_image_dialog_class_init (SokySignatureImageDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_signature_image_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_signature_image_dialog_close_request;
  signals[KEPT] = g_signal_new ("kept", SOKY_TYPE_SIGNATURE_IMAGE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SOKY_TYPE_DRAWING_PAD);
  g_type_ensure (SOKY_TYPE_PAPER_PREVIEW);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/signature-image-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageDialog, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageDialog, writing);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageDialog, pad);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageDialog, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageDialog, clear_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureImageDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, pad_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, soky_drawing_pad_undo);
  gtk_widget_class_bind_template_callback (widget_class, soky_drawing_pad_clear);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_signature_image_dialog_init (SokySignatureImageDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_signature_image_dialog_new (GtkWindow *parent, SokySignatureImage kind, GFile *file)
{
  SokySignatureImageDialog *self =
      g_object_new (SOKY_TYPE_SIGNATURE_IMAGE_DIALOG, "transient-for", parent, NULL);

  self->kind = kind;
  gtk_widget_set_visible (self->writing, file == NULL);
  if (file != NULL) {
    self->file = g_object_ref (file);
    read_file (self);
  }
  return GTK_WIDGET (self);
}
