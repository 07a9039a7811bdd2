/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/gtk-compat.h"

#include <glib/gi18n.h>

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no file was chosen");
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
add_filters (GtkFileChooser *chooser, const SokyFileChoice *choice)
{
  if (choice->pattern == NULL)
    return;
  g_autoptr (GtkFileFilter) wanted = gtk_file_filter_new ();
  gtk_file_filter_set_name (wanted, choice->pattern_name);
  g_auto (GStrv) patterns = g_strsplit (choice->pattern, ";", -1);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (wanted, patterns[i]);
  gtk_file_chooser_add_filter (chooser, wanted);

  if (choice->save)
    return;
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

void
soky_choose_file_async (GtkWindow *parent, const SokyFileChoice *choice,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GtkFileChooserAction action = choice->save     ? GTK_FILE_CHOOSER_ACTION_SAVE
                                : choice->folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                                 : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (choice->title, parent, action, choice->accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), choice->many);
  if (choice->save && choice->name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), choice->name);
  add_filters (GTK_FILE_CHOOSER (dialog), choice);

  GTask *task = g_task_new (parent, NULL, callback, user_data);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

GListModel *
soky_choose_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
message_response_cb (AdwMessageDialog *dialog, const char *response)
{
  if (g_str_equal (response, "help"))
    gtk_widget_activate_action (GTK_WIDGET (dialog), "app.help", "s", "troubles");
}

void
soky_show_failure (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "help", _ ("Help"), "close",
                                    _ ("Close"), NULL);
  g_signal_connect (dialog, "response", G_CALLBACK (message_response_cb), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
question_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_task_return_boolean (task, g_str_equal (response, "accept"));
}

void
soky_ask_async (GtkWindow *parent, const SokyQuestion *question, GAsyncReadyCallback callback,
                gpointer user_data)
{
  GtkWidget *widget = adw_message_dialog_new (parent, question->heading, question->body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_add_responses (dialog, "cancel",
                                    question->refuse ? question->refuse : _ ("Cancel"), "accept",
                                    question->accept, NULL);
  adw_message_dialog_set_response_appearance (
      dialog, "accept", question->destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, question->destructive ? "cancel" : "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  if (question->extra != NULL)
    adw_message_dialog_set_extra_child (dialog, question->extra);
  g_signal_connect (dialog, "response", G_CALLBACK (question_response_cb),
                    g_task_new (parent, NULL, callback, user_data));
  gtk_window_present (GTK_WINDOW (dialog));
  /* Enter answers; it must not tick a box that stands above the buttons */
  gtk_window_set_focus (GTK_WINDOW (dialog), gtk_window_get_default_widget (GTK_WINDOW (dialog)));
}

gboolean
soky_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
soky_show_about (GtkWindow *parent)
{
  adw_show_about_window (parent, "application-name", "SoKy", "application-icon", SOKY_APP_ID,
                         "version", SOKY_VERSION, "comments",
                         _ ("School books: submitted, signed and published"), "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _ ("The SoKy authors"),
                         "translator-credits", _ ("translator-credits"), NULL);
}

void
soky_open_uri (GtkWindow *parent, const char *uri)
{
  gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
}

gboolean
soky_is_folded (GtkWidget *leaflet_or_flap)
{
  if (ADW_IS_FLAP (leaflet_or_flap))
    return adw_flap_get_folded (ADW_FLAP (leaflet_or_flap));
  return adw_leaflet_get_folded (ADW_LEAFLET (leaflet_or_flap));
}

G_GNUC_END_IGNORE_DEPRECATIONS
