/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/clean-copy.h"

#include <glib/gi18n.h>

#include "base/task.h"
#include "sign/clean-copy.h"

typedef struct {
  GtkWindow *window;
  SokyInput *input;
  SokySecret *password; /* nullable; of the attempt that is running */
  GtkEditable *entry;   /* of the question that is open */
  SokyCleanCopyDone done;
  gpointer user_data;
} CleanCopy;

static void attempt (CleanCopy *self);

/* Each @self ends here. */
static void
finish (CleanCopy *self, SokyInput *copy, const GError *error)
{
  self->done (copy, error, self->user_data);
  g_object_unref (self->window);
  soky_input_unref (self->input);
  g_clear_pointer (&self->password, soky_secret_unref);
  g_free (self);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  CleanCopy *self = user_data;

  g_clear_pointer (&self->password, soky_secret_unref);
  if (!g_str_equal (response, "open")) {
    finish (self, NULL, NULL);
    return;
  }
  self->password = soky_secret_new (gtk_editable_get_text (self->entry), -1);
  gtk_editable_set_text (self->entry, "");
  attempt (self);
}

static void
typed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  gboolean is_empty = *gtk_editable_get_text (entry) == '\0';
  adw_message_dialog_set_response_enabled (dialog, "open", !is_empty);
}

static void
ask_password (CleanCopy *self, const GError *error)
{
  GtkWidget *dialog =
      adw_message_dialog_new (self->window, _ ("Password of the PDF"), error->message);
  g_autoptr (GtkEntryBuffer) locked = gtk_password_entry_buffer_new ();
  GtkWidget *entry = gtk_entry_new_with_buffer (locked);

  self->entry = GTK_EDITABLE (entry);
  gtk_entry_set_visibility (GTK_ENTRY (entry), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Password"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open",
                                    _ ("Make a _Copy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "open",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "open", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "open");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (entry, "changed", G_CALLBACK (typed_cb), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CleanCopy *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) copy = soky_task_finish (result, &error);

  if (soky_clean_copy_needs_password (error))
    ask_password (self, error);
  else
    finish (self, copy, error);
}

static gpointer
make_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  CleanCopy *self = data;
  return soky_clean_copy_make (self->input, self->password, cancellable, error);
}

static void
attempt (CleanCopy *self)
{
  soky_task_run (NULL, make_in_thread, self, NULL, (GDestroyNotify) soky_input_unref, NULL, made_cb,
                 self);
}

void
soky_clean_copy_run (GtkWindow *window, SokyInput *input, SokyCleanCopyDone done,
                     gpointer user_data)
{
  g_return_if_fail (GTK_IS_WINDOW (window) && input != NULL && done != NULL);

  CleanCopy *self = g_new0 (CleanCopy, 1);
  self->window = g_object_ref (window);
  self->input = soky_input_ref (input);
  self->done = done;
  self->user_data = user_data;
  attempt (self);
}
