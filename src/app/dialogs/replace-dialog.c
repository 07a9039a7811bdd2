/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/replace-dialog.h"

#include "app/gtk-compat.h"
#include "app/widgets/remarks-list.h"
#include "app/widgets/status-line.h"

#include <glib/gi18n.h>

struct _SokyReplaceDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkWidget *replace_button;
  AdwActionRow *file_row;
  GtkWidget *choose_button;
  SokyRemarksList *remarks;
  SokyStatusLine *status;

  SokySession *session;
  SokyBook *book;
  GFile *file;   /* nullable */
  goffset limit; /* bytes that the server takes; 0 = not known yet */
  GCancellable *life;
};

enum { REPLACED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyReplaceDialog, soky_replace_dialog, ADW_TYPE_WINDOW)

static void
update (SokyReplaceDialog *self)
{
  gboolean working = soky_status_line_is_working (self->status);
  gboolean known = soky_remarks_list_get_path (self->remarks) != NULL &&
                   !soky_remarks_list_is_checking (self->remarks) &&
                   !soky_remarks_list_is_unreadable (self->remarks);

  gtk_widget_set_sensitive (self->replace_button, known && !working);
  gtk_widget_set_sensitive (self->choose_button, !working);
  gtk_widget_set_sensitive (GTK_WIDGET (self->remarks), !working);
}

static void
look_at_file (SokyReplaceDialog *self)
{
  g_autofree char *path = self->file != NULL ? g_file_get_path (self->file) : NULL;

  soky_remarks_list_clear (self->remarks);
  if (path != NULL)
    soky_remarks_list_check (self->remarks, path, SOKY_REMARKS_FOR_SUBMITTER, self->limit);
  else if (self->file != NULL)
    soky_status_line_set_error (self->status,
                                _ ("Copy the file to this computer first, then choose it there."));
  update (self);
}

static void
about_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReplaceDialog) self = user_data;
  g_autoptr (SokyAbout) about =
      soky_session_load_about_finish (SOKY_SESSION (source), result, NULL);

  if (about == NULL || g_cancellable_is_cancelled (self->life) ||
      soky_status_line_is_working (self->status))
    return;
  self->limit = about->max_pdf_bytes;
  look_at_file (self);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReplaceDialog) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && !g_cancellable_is_cancelled (self->life))
    soky_replace_dialog_set_file (self, file);
}

static void
choose_cb (SokyReplaceDialog *self)
{
  const SokyFileChoice choice = {.title = _ ("Choose the New PDF"),
                                 .accept = _ ("_Choose"),
                                 .pattern = "*.[pP][dD][fF]",
                                 .pattern_name = _ ("PDF files")};
  soky_choose_file_async (GTK_WINDOW (self), &choice, chosen_cb, g_object_ref (self));
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyReplaceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (book == NULL) {
    if (!g_cancellable_is_cancelled (self->life))
      soky_status_line_set_gerror (self->status, error);
    update (self);
    return;
  }
  g_signal_emit (self, signals[REPLACED], 0, book);
  gtk_window_close (GTK_WINDOW (self));
}

static void
replace_cb (SokyReplaceDialog *self)
{
  soky_status_line_set_working (self->status, _ ("Sending the PDF…"));
  update (self);
  soky_session_upload_pdf_async (self->session, self->book,
                                 soky_remarks_list_get_path (self->remarks), self->life,
                                 uploaded_cb, g_object_ref (self));
}

static gboolean
soky_replace_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SOKY_REPLACE_DIALOG (window)->life);
  return GTK_WINDOW_CLASS (soky_replace_dialog_parent_class)->close_request (window);
}

static void
soky_replace_dialog_dispose (GObject *object)
{
  SokyReplaceDialog *self = SOKY_REPLACE_DIALOG (object);

  g_cancellable_cancel (self->life);
  g_clear_object (&self->session);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (soky_replace_dialog_parent_class)->dispose (object);
}

static void
soky_replace_dialog_finalize (GObject *object)
{
  SokyReplaceDialog *self = SOKY_REPLACE_DIALOG (object);

  g_clear_pointer (&self->book, soky_book_unref);
  g_object_unref (self->life);
  G_OBJECT_CLASS (soky_replace_dialog_parent_class)->finalize (object);
}

static void
soky_replace_dialog_class_init (SokyReplaceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_replace_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_replace_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = soky_replace_dialog_close_request;
  signals[REPLACED] = g_signal_new ("replaced", SOKY_TYPE_REPLACE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_BOOK);

  g_type_ensure (SOKY_TYPE_REMARKS_LIST);
  g_type_ensure (SOKY_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/replace-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyReplaceDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SokyReplaceDialog, replace_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReplaceDialog, file_row);
  gtk_widget_class_bind_template_child (widget_class, SokyReplaceDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SokyReplaceDialog, remarks);
  gtk_widget_class_bind_template_child (widget_class, SokyReplaceDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_replace_dialog_init (SokyReplaceDialog *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_replace_dialog_new (GtkWindow *parent, SokySession *session, SokyBook *book)
{
  SokyReplaceDialog *self = g_object_new (SOKY_TYPE_REPLACE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->book = soky_book_ref (book);
  adw_window_title_set_subtitle (self->window_title, book->fields.title);
  soky_session_load_about_async (session, self->life, about_loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

void
soky_replace_dialog_set_file (SokyReplaceDialog *self, GFile *file)
{
  g_return_if_fail (SOKY_IS_REPLACE_DIALOG (self) && G_IS_FILE (file));

  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);

  g_set_object (&self->file, file);
  adw_action_row_set_subtitle (self->file_row, shown);
  soky_status_line_clear (self->status);
  look_at_file (self);
  gtk_widget_grab_focus (self->choose_button);
}
