/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/file-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/drop-files.h"
#include "app/file-search.h"
#include "app/compare-window.h"
#include "app/dialogs/clean-copy.h"
#include "app/save-file.h"
#include "app/verification.h"
#include "app/view/pdf-pane.h"
#include "app/widgets/banner.h"
#include "app/widgets/signatures-panel.h"
#include "app/recent-files.h"
#include "base/task.h"
#include "sign/clean-copy.h"

/* signatures are verified once the first page is there, and after this time in any case */
#define VERIFY_AFTER_MS 1000

struct _SokyFileWindow {
  AdwApplicationWindow parent_instance;

  GMenu *menu;
  AdwWindowTitle *title;
  SokyBanner *banner;
  SokyPdfPane *pane;
  SokySignaturesPanel *signatures;

  SokySignedVersion *version; /* nullable: an earlier state is shown */
  GFile *file;                /* nullable: where that is */
  SokyInput *input;           /* nullable: what was opened */
  SokyInput *clean;           /* nullable: a copy of a file that cannot be signed as it is */
  SokyTrust *trust;
  guint verifying; /* a source that waits for the first page; 0 = none */
  GCancellable *life;
};

G_DEFINE_FINAL_TYPE (SokyFileWindow, soky_file_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the strip below the header offers for a file that cannot be signed as it is. */
static void
offer_clean_copy (SokyFileWindow *self)
{
  soky_banner_show (self->banner, "warning", _ ("This file must be repaired before it is signed"),
                    _ ("Make a Clean Copy"));
}

static void
compare_clean_copy (SokyFileWindow *self)
{
  SokyCompareRequest request = {.title = adw_window_title_get_title (self->title),
                                .caption = _ ("The original"),
                                .before = self->input,
                                .after = self->clean};
  gtk_window_present (GTK_WINDOW (
      soky_compare_window_new (gtk_window_get_application (GTK_WINDOW (self)), &request)));
}

static void
copied_cb (SokyInput *copy, const GError *error, gpointer user_data)
{
  g_autoptr (SokyFileWindow) self = user_data;

  if (error != NULL) {
    soky_banner_show (self->banner, "error", error->message, NULL);
    return;
  }
  if (copy == NULL) {
    offer_clean_copy (self);
    return;
  }
  self->clean = soky_input_ref (copy);
  soky_banner_show (self->banner, "info", _ ("The clean copy is ready: look at it, then save it"),
                    _ ("Save Clean Copy…"));
  /* an original that cannot be shown has nothing to be compared with */
  if (soky_pdf_pane_get_input (self->pane) != NULL)
    compare_clean_copy (self);
  else
    soky_pdf_pane_set_input (self->pane, copy);
}

static void
make_clean_copy (SokyFileWindow *self)
{
  soky_banner_show (self->banner, "info", _ ("A clean copy is being made…"), NULL);
  soky_clean_copy_run (GTK_WINDOW (self), self->input, copied_cb, g_object_ref (self));
}

static void
save_clean_copy (SokyFileWindow *self)
{
  const char *name = adw_window_title_get_title (self->title);
  g_autofree char *stem =
      g_strndup (name, strlen (name) - (g_str_has_suffix (name, ".pdf") ? strlen (".pdf") : 0));
  g_autofree char *suggested = g_strdup_printf (_ ("%s (clean copy).pdf"), stem);

  soky_save_pdf (GTK_WINDOW (self), self->clean, suggested);
}

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
  if (soky_clean_copy_is_possible (error))
    offer_clean_copy (self);
}

static gpointer
open_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_file_search_open (data, cancellable, error);
}

static void
verify (SokyFileWindow *self, SokyInput *input)
{
  const char *name = adw_window_title_get_title (self->title);

  soky_signatures_panel_set_source (self->signatures, input, name, self->trust);
  soky_signatures_panel_set_checking (self->signatures);
  soky_verification_run_async (input, name, self->trust, SOKY_VERIFY_OFFLINE, self->life,
                               verified_cb, g_object_ref (self));
}

static void
verify_waiting (SokyFileWindow *self)
{
  if (self->verifying == 0)
    return;
  g_clear_handle_id (&self->verifying, g_source_remove);
  verify (self, self->input);
}

static gboolean
waited_cb (gpointer data)
{
  verify_waiting (data);
  return G_SOURCE_REMOVE;
}

static void
show_input (SokyFileWindow *self, SokyInput *input)
{
  g_clear_pointer (&self->input, soky_input_unref);
  self->input = soky_input_ref (input);
  soky_pdf_pane_set_input (self->pane, input);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.save-copy", TRUE);
  soky_signatures_panel_set_checking (self->signatures);
  g_clear_handle_id (&self->verifying, g_source_remove);
  self->verifying = g_timeout_add (VERIFY_AFTER_MS, waited_cb, self);
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.sign", TRUE);
  show_input (self, input);
}

static void
save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyFileWindow *self = SOKY_FILE_WINDOW (widget);
  SokyInput *input = soky_pdf_pane_get_input (self->pane);

  if (self->version != NULL)
    soky_signed_version_save (self->version, GTK_WINDOW (self));
  else if (input != NULL)
    soky_save_pdf (GTK_WINDOW (self), input, adw_window_title_get_title (self->title));
}

static void
sign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyFileWindow *self = SOKY_FILE_WINDOW (widget);
  g_autofree char *uri = g_file_get_uri (self->file);
  const char *uris[] = {uri, NULL};

  gtk_widget_activate_action (widget, "app.sign-uris", "^as", uris);
}

static void
banner_clicked_cb (SokyFileWindow *self)
{
  if (self->version != NULL)
    soky_signed_version_compare (self->version, GTK_WINDOW (self));
  else if (self->clean != NULL)
    save_clean_copy (self);
  else
    make_clean_copy (self);
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
  g_clear_handle_id (&self->verifying, g_source_remove);
  g_clear_pointer (&self->trust, soky_trust_unref);
  g_clear_pointer (&self->version, soky_signed_version_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->input, soky_input_unref);
  g_clear_pointer (&self->clean, soky_input_unref);
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
  g_type_ensure (SOKY_TYPE_BANNER);
  g_type_ensure (SOKY_TYPE_PDF_PANE);
  g_type_ensure (SOKY_TYPE_SIGNATURES_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/file-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, SokyFileWindow, signatures);
  gtk_widget_class_bind_template_callback (widget_class, show_signature_cb);
  gtk_widget_class_bind_template_callback (widget_class, verify_waiting);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_install_action (widget_class, "file.save-copy", NULL, save_copy_action);
  gtk_widget_class_install_action (widget_class, "file.sign", NULL, sign_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "file.save-copy",
                                       NULL);
}

static void
soky_file_window_init (SokyFileWindow *self)
{
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  soky_recent_files_add_to_menu (self->menu);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.save-copy", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.sign", FALSE);
  soky_drop_files_accept (GTK_WIDGET (self), NULL);
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

  g_set_object (&self->file, file);
  soky_recent_files_note (file);
  g_clear_pointer (&self->clean, soky_input_unref);
  soky_banner_hide (self->banner);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "file.sign", FALSE);
  adw_window_title_set_title (self->title, shown);
  adw_window_title_set_subtitle (self->title, place);
  gtk_window_set_title (GTK_WINDOW (self), shown);
  soky_pdf_pane_set_input (self->pane, NULL);
  soky_signatures_panel_set_checking (self->signatures);
  soky_task_run (NULL, open_in_thread, g_object_ref (file), g_object_unref,
                 (GDestroyNotify) soky_input_unref, self->life, opened_cb, g_object_ref (self));
}

void
soky_file_window_show_version (SokyFileWindow *self, SokySignedVersion *version)
{
  g_return_if_fail (SOKY_IS_FILE_WINDOW (self) && version != NULL);

  const char *name = soky_signed_version_get_name (version);
  const char *caption = soky_signed_version_get_caption (version);

  self->version = soky_signed_version_ref (version);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, caption);
  gtk_window_set_title (GTK_WINDOW (self), caption);
  soky_banner_show (self->banner, "info", caption,
                    soky_signed_version_can_compare (version) ? _ ("Compare with Present File")
                                                              : NULL);
  show_input (self, soky_signed_version_get_input (version));
}

void
soky_file_window_set_trust (SokyFileWindow *self, SokyTrust *trust)
{
  g_return_if_fail (SOKY_IS_FILE_WINDOW (self) && trust != NULL);

  soky_trust_ref (trust);
  g_clear_pointer (&self->trust, soky_trust_unref);
  self->trust = trust;
  SokyInput *input = soky_pdf_pane_get_input (self->pane);
  if (input != NULL && self->verifying == 0)
    verify (self, input);
}
