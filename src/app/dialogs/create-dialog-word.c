/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/create-dialog-private.h"

#include "app/dialogs/converted-dialog.h"
#include "app/word-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

static char *
get_name (SokyCreateDialog *self)
{
  g_autofree char *name = g_file_get_basename (self->file);
  return g_filename_display_name (name);
}

static void
accepted_cb (SokyConvertedDialog *dialog, SokyCreateDialog *self)
{
  g_autofree char *name = get_name (self);
  /* TRANSLATORS: the name of a Word file, of which a PDF was made */
  g_autofree char *words = g_strdup_printf (_ ("%s, as a PDF by LibreOffice"), name);

  self->converted = soky_converted_dialog_take_path (dialog);
  adw_action_row_set_subtitle (self->file_row, words);
  soky_create_dialog_look_at_file (self);
  soky_create_dialog_update (self);
}

/* Nobody sends unseen what LibreOffice made. */
static void
show_preview (SokyCreateDialog *self, char *path)
{
  g_autofree char *name = get_name (self);
  GtkWidget *dialog = soky_converted_dialog_new (GTK_WINDOW (self), name, path);

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, 0);
  adw_action_row_set_subtitle (self->file_row, _ ("The PDF that was made is not taken yet"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyCreateDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  char *path = soky_word_file_convert_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->converting);
  if (path == NULL) {
    soky_status_line_set_gerror (self->status, error);
  } else {
    soky_status_line_clear (self->status);
    show_preview (self, path);
  }
  soky_create_dialog_update (self);
}

void
soky_create_dialog_take_word_file (SokyCreateDialog *self)
{
  if (self->file == NULL || !soky_word_file_is (self->file))
    return;
  self->converting = g_cancellable_new ();
  soky_status_line_set_working (self->status, _ ("LibreOffice is making a PDF of the file…"));
  soky_word_file_convert_async (self->file, self->converting, converted_cb, g_object_ref (self));
}

void
soky_create_dialog_forget_word_file (SokyCreateDialog *self)
{
  g_cancellable_cancel (self->converting);
  g_clear_object (&self->converting);
  if (self->converted != NULL)
    g_unlink (self->converted);
  g_clear_pointer (&self->converted, g_free);
}
