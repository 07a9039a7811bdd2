/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/clean-copy-row.h"

#include "app/compare-window.h"
#include "app/dialogs/clean-copy.h"
#include "base/output.h"
#include "base/paths.h"
#include "base/task.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

struct _SokyCleanCopyRow {
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkSpinner *spinner;
  GtkButton *button;

  char *original; /* its path */
  char *copy;     /* nullable */
};

enum { MADE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyCleanCopyRow, soky_clean_copy_row, ADW_TYPE_ACTION_ROW)

static void
show (SokyCleanCopyRow *self, const char *icon, const char *style, const char *title,
      const char *subtitle)
{
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){style, NULL});
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

/* Another file was chosen, or the window was closed. */
static gboolean
is_gone (SokyCleanCopyRow *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

static void
set_working (SokyCleanCopyRow *self, gboolean working)
{
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), working);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !working);
}

static void
show_failure (SokyCleanCopyRow *self, const GError *error)
{
  set_working (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  show (self, "dialog-error-symbolic", "error", _ ("No clean copy can be made of this file."),
        error->message);
}

/* A file of the user's own, which can be sent. */
static gpointer
keep_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  SokyInput *copy = data;
  g_autofree char *folder = soky_paths_user_cache ("repair");
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (SokyOutput) output = soky_output_new (path, error);

  if (output == NULL ||
      !soky_output_copy (output, copy, 0, soky_input_get_size (copy), cancellable, error) ||
      !soky_output_commit (output, error))
    return NULL;
  return g_steal_pointer (&path);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokyCleanCopyRow *self = SOKY_CLEAN_COPY_ROW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = soky_task_finish (result, &error);

  if (path != NULL && is_gone (self)) {
    g_unlink (path);
    return;
  }
  if (path == NULL) {
    show_failure (self, error);
    return;
  }
  set_working (self, FALSE);
  self->copy = g_steal_pointer (&path);
  show (self, "emblem-ok-symbolic", "success", _ ("A clean copy is sent in place of the file."),
        _ ("Its pages are the same. Your own file stays as it is."));
  gtk_button_set_label (self->button, _ ("Compare"));
  g_signal_emit (self, signals[MADE], 0);
}

static void
made_cb (SokyInput *copy, const GError *error, gpointer user_data)
{
  g_autoptr (SokyCleanCopyRow) self = user_data;

  if (is_gone (self))
    return;
  if (error != NULL)
    show_failure (self, error);
  else if (copy == NULL)
    set_working (self, FALSE);
  else
    soky_task_run (self, keep_in_thread, soky_input_ref (copy), (GDestroyNotify) soky_input_unref,
                   g_free, NULL, kept_cb, NULL);
}

static GtkWindow *
get_window (SokyCleanCopyRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
compare (SokyCleanCopyRow *self)
{
  g_autofree char *name = g_path_get_basename (self->original);
  g_autofree char *title = g_filename_display_name (name);
  g_autoptr (SokyInput) before = soky_input_open (self->original, NULL);
  g_autoptr (SokyInput) after = soky_input_open (self->copy, NULL);
  const SokyCompareRequest request = {
      .title = title, .caption = _ ("The original"), .before = before, .after = after};

  if (before == NULL || after == NULL) /* taken away meanwhile */
    return;
  GtkWidget *window =
      soky_compare_window_new (GTK_APPLICATION (g_application_get_default ()), &request);
  gtk_window_set_transient_for (GTK_WINDOW (window), get_window (self));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

static void
clicked_cb (SokyCleanCopyRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->copy != NULL) {
    compare (self);
    return;
  }
  g_autoptr (SokyInput) input = soky_input_open (self->original, &error);
  if (input == NULL) {
    show_failure (self, error);
    return;
  }
  set_working (self, TRUE);
  soky_clean_copy_run (get_window (self), input, made_cb, g_object_ref (self));
}

static void
soky_clean_copy_row_dispose (GObject *object)
{
  SokyCleanCopyRow *self = SOKY_CLEAN_COPY_ROW (object);

  if (self->copy != NULL)
    g_unlink (self->copy);
  g_clear_pointer (&self->copy, g_free);
  G_OBJECT_CLASS (soky_clean_copy_row_parent_class)->dispose (object);
}

static void
soky_clean_copy_row_finalize (GObject *object)
{
  g_free (SOKY_CLEAN_COPY_ROW (object)->original);
  G_OBJECT_CLASS (soky_clean_copy_row_parent_class)->finalize (object);
}

static void
soky_clean_copy_row_class_init (SokyCleanCopyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_clean_copy_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_clean_copy_row_finalize;
  signals[MADE] = g_signal_new ("made", SOKY_TYPE_CLEAN_COPY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/clean-copy-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyCleanCopyRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SokyCleanCopyRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SokyCleanCopyRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
soky_clean_copy_row_init (SokyCleanCopyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_clean_copy_row_new (const char *path, const GError *refusal)
{
  g_return_val_if_fail (path != NULL && refusal != NULL, NULL);

  SokyCleanCopyRow *self = g_object_new (SOKY_TYPE_CLEAN_COPY_ROW, NULL);
  self->original = g_strdup (path);
  show (self, "dialog-error-symbolic", "error", refusal->message,
        _ ("A clean copy with the same pages may be signed."));
  return GTK_WIDGET (self);
}

const char *
soky_clean_copy_row_get_path (SokyCleanCopyRow *self)
{
  g_return_val_if_fail (SOKY_IS_CLEAN_COPY_ROW (self), NULL);

  return self->copy;
}
