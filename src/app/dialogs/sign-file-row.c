/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/sign-file-row.h"

#include "app/dialogs/batch-face.h"
#include "base/task.h"
#include "sign/remarks.h"

#include <glib/gi18n.h>

struct _SokySignFileRow {
  AdwActionRow parent_instance;

  GtkWidget *check;
  GtkWidget *icon;
  GtkWidget *word;
  char *path;
  GCancellable *looking; /* nullable: it is looked through already */
  gboolean readable;
};

enum { TOGGLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignFileRow, soky_sign_file_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (SokySignFileRow *self)
{
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
soky_sign_file_row_dispose (GObject *object)
{
  SokySignFileRow *self = SOKY_SIGN_FILE_ROW (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  G_OBJECT_CLASS (soky_sign_file_row_parent_class)->dispose (object);
}

static void
soky_sign_file_row_finalize (GObject *object)
{
  g_free (SOKY_SIGN_FILE_ROW (object)->path);
  G_OBJECT_CLASS (soky_sign_file_row_parent_class)->finalize (object);
}

static void
soky_sign_file_row_class_init (SokySignFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_sign_file_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_sign_file_row_finalize;
  signals[TOGGLED] = g_signal_new ("toggled", SOKY_TYPE_SIGN_FILE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_sign_file_row_init (SokySignFileRow *self)
{
  soky_batch_face_build (ADW_ACTION_ROW (self), &self->check, &self->icon, &self->word);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (toggled_cb), self);
}

/* The folder, and below it what is to be said. */
static void
set_subtitle (SokySignFileRow *self, const char *words)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *text = g_strdup_printf ("%s%s%s", shown, words ? "\n" : "", words ? words : "");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
}

static gpointer
look_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (data, error);
  return input != NULL ? soky_remarks_for_signer (input, cancellable, error) : NULL;
}

/* What has to be looked at is chosen by the person alone. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokySignFileRow *self = SOKY_SIGN_FILE_ROW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) remarks = soky_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->looking);
  const SokyRemark *first = remarks != NULL && remarks->len > 0 ? remarks->pdata[0] : NULL;
  gboolean warned = first != NULL && first->weight != SOKY_REMARK_NOTE;
  self->readable = remarks != NULL;
  gtk_widget_set_sensitive (self->check, self->readable);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), self->readable && !warned);
  gtk_label_set_text (GTK_LABEL (self->word), warned           ? _ ("To be looked at")
                                              : self->readable ? ""
                                                               : _ ("Not readable"));
  set_subtitle (self, error != NULL ? error->message : warned ? first->text : NULL);
  toggled_cb (self);
}

GtkWidget *
soky_sign_file_row_new (const char *path)
{
  SokySignFileRow *self = g_object_new (SOKY_TYPE_SIGN_FILE_ROW, NULL);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *title = g_markup_escape_text (name, -1);

  self->path = g_strdup (path);
  self->looking = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  set_subtitle (self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_sensitive (self->check, FALSE);
  gtk_label_set_text (GTK_LABEL (self->word), _ ("Looking through the file…"));
  soky_task_run (self, look_in_thread, g_strdup (path), g_free, (GDestroyNotify) g_ptr_array_unref,
                 self->looking, looked_cb, NULL);
  return GTK_WIDGET (self);
}

const char *
soky_sign_file_row_get_path (SokySignFileRow *self)
{
  return self->path;
}

gboolean
soky_sign_file_row_is_checking (SokySignFileRow *self)
{
  return self->looking != NULL;
}

gboolean
soky_sign_file_row_is_chosen (SokySignFileRow *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}

void
soky_sign_file_row_choose (SokySignFileRow *self, gboolean chosen)
{
  if (self->readable)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), chosen);
}

void
soky_sign_file_row_set_result (SokySignFileRow *self, SokyBatchState state, const GError *reason,
                               gboolean current)
{
  soky_batch_face_show (self->icon, self->word, state, current);
  gtk_widget_set_visible (self->check, FALSE);
  set_subtitle (self, reason ? reason->message : NULL);
}
