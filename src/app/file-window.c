/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/file-window.h"

#include <glib/gi18n.h>

#include "app/verification.h"
#include "app/view/pdf-pane.h"
#include "app/widgets/signatures-panel.h"
#include "base/task.h"

struct _SokyFileWindow {
  AdwApplicationWindow parent_instance;

  AdwWindowTitle *title;
  SokyPdfPane *pane;
  SokySignaturesPanel *signatures;

  SokyTrust *trust;
  GCancellable *life;
};

G_DEFINE_FINAL_TYPE (SokyFileWindow, soky_file_window, ADW_TYPE_APPLICATION_WINDOW)

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyFileWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  SokyReport *report = soky_verification_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report != NULL)
    soky_signatures_panel_take_report (self->signatures, report);
  else
    soky_signatures_panel_set_error (self->signatures, error);
}

static gpointer
open_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (data);
  if (path != NULL)
    return soky_input_open (path, error);

  /* a place without a path (a phone, a network folder): its bytes are taken as a whole */
  g_autoptr (GBytes) bytes = g_file_load_bytes (data, cancellable, NULL, error);
  return bytes != NULL ? soky_input_new_for_bytes (bytes) : NULL;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyFileWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (input == NULL) {
    soky_pdf_pane_set_error (self->pane, error);
    soky_signatures_panel_set_error (self->signatures, error);
    return;
  }
  soky_pdf_pane_set_input (self->pane, input);
  soky_signatures_panel_set_checking (self->signatures);
  soky_verification_run_async (input, adw_window_title_get_title (self->title), self->trust,
                               self->life, verified_cb, g_object_ref (self));
}

static void
show_signature_cb (SokyFileWindow *self, int page, double x0, double y0, double x1, double y1)
{
  soky_pdf_pane_show_rect (self->pane, page, (double[4]){x0, y0, x1, y1});
}

static void
soky_file_window_dispose (GObject *object)
{
  SokyFileWindow *self = SOKY_FILE_WINDOW (object);
  g_cancellable_cancel (self->life);
  g_clear_pointer (&self->trust, soky_trust_unref);
  G_OBJECT_CLASS (soky_file_window_parent_class)->dispose (object);
}

static void
soky_file_window_finalize (GObject *object)
{
  g_object_unref (SOKY_FILE_WINDOW (object)->life);
  G_OBJECT_CLASS (soky_file_window_parent_class)->finalize (object);
}

static void
soky_file_window_class_init (SokyFileWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_file_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_file_window_finalize;
  g_type_ensure (SOKY_TYPE_PDF_PANE);
  g_type_ensure (SOKY_TYPE_SIGNATURES_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/file-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, signatures);
  gtk_widget_class_bind_template_callback (widget_class, show_signature_cb);
}

static void
soky_file_window_init (SokyFileWindow *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_file_window_new (GtkApplication *application, SokyTrust *trust)
{
  SokyFileWindow *self = g_object_new (SOKY_TYPE_FILE_WINDOW, "application", application, NULL);
  self->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
  return GTK_WIDGET (self);
}

void
soky_file_window_open (SokyFileWindow *self, GFile *file)
{
  g_return_if_fail (SOKY_IS_FILE_WINDOW (self) && G_IS_FILE (file));

  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *place = folder != NULL ? g_file_get_parse_name (folder) : g_strdup ("");

  adw_window_title_set_title (self->title, shown);
  adw_window_title_set_subtitle (self->title, place);
  gtk_window_set_title (GTK_WINDOW (self), shown);
  soky_pdf_pane_set_input (self->pane, NULL);
  soky_signatures_panel_set_checking (self->signatures);
  soky_task_run (NULL, open_in_thread, g_object_ref (file), g_object_unref,
                 (GDestroyNotify) soky_input_unref, self->life, opened_cb, g_object_ref (self));
}
