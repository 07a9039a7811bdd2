/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/names-dialog.h"

#include <glib/gi18n.h>

#include "book/year-plan.h"
#include "client/session-books.h"
#include "client/session-school.h"

struct _SokyNamesDialog {
  SokyOfficeDialog parent_instance;

  GtkTextView *view;
  guint64 version; /* of the school */
};

G_DEFINE_FINAL_TYPE (SokyNamesDialog, soky_names_dialog, SOKY_TYPE_OFFICE_DIALOG)

GtkTextView *
soky_names_view_new (AdwPreferencesGroup *group, const char *label, const char *const *names)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_frame_new (NULL);
  g_autofree char *text = g_strjoinv ("\n", (char **) names);

  g_object_set (view, "top-margin", 9, "bottom-margin", 9, "left-margin", 12, "right-margin", 12,
                "accepts-tab", FALSE, "wrap-mode", GTK_WRAP_WORD_CHAR, NULL);
  gtk_widget_set_size_request (view, -1, 120);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_frame_set_child (GTK_FRAME (frame), view);
  adw_preferences_group_add (group, frame);
  return GTK_TEXT_VIEW (view);
}

char **
soky_names_view_get (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_strv_builder_add (names, lines[i]);
  return g_strv_builder_end (names);
}

static void
update (SokyNamesDialog *self)
{
  g_auto (GStrv) names = soky_names_view_get (self->view);
  gboolean good = soky_names_are_sound ((const char *const *) names);

  soky_office_dialog_set_fault (
      SOKY_OFFICE_DIALOG (self), good,
      good ? NULL : _ ("A name is there twice, or longer than 60 letters. Correct it."));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOfficeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySchool) school =
      soky_session_load_school_finish (SOKY_SESSION (source), result, &error);

  soky_office_dialog_finish (self, error);
}

static void
soky_names_dialog_save (SokyOfficeDialog *dialog)
{
  SokyNamesDialog *self = SOKY_NAMES_DIALOG (dialog);
  g_auto (GStrv) names = soky_names_view_get (self->view);
  const SokyNameList list = {NULL, names};

  soky_session_set_subjects_async (soky_office_dialog_get_session (dialog), &list, self->version,
                                   soky_office_dialog_get_life (dialog), saved_cb,
                                   g_object_ref (dialog));
}

static void
fill (SokyNamesDialog *self, const SokySchool *school)
{
  SokyOfficeDialog *dialog = SOKY_OFFICE_DIALOG (self);

  soky_office_dialog_clear (dialog);
  AdwPreferencesGroup *group = soky_office_dialog_add_group (dialog, NULL);
  adw_preferences_group_set_description (
      group, _ ("A subject a line, in the order in which they are offered."));
  self->version = school->version;
  self->view = soky_names_view_new (group, _ ("Subjects"), (const char *const *) school->subjects);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyNamesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySchool) school =
      soky_session_load_school_finish (SOKY_SESSION (source), result, &error);

  if (school == NULL) {
    soky_office_dialog_finish (SOKY_OFFICE_DIALOG (self), error);
    return;
  }
  soky_office_dialog_show_fresh (SOKY_OFFICE_DIALOG (self));
  fill (self, school);
}

static void
soky_names_dialog_refresh (SokyOfficeDialog *dialog)
{
  soky_session_load_school_async (soky_office_dialog_get_session (dialog),
                                  soky_office_dialog_get_life (dialog), loaded_cb,
                                  g_object_ref (dialog));
}

static void
soky_names_dialog_class_init (SokyNamesDialogClass *klass)
{
  SOKY_OFFICE_DIALOG_CLASS (klass)->save = soky_names_dialog_save;
  SOKY_OFFICE_DIALOG_CLASS (klass)->refresh = soky_names_dialog_refresh;
}

static void
soky_names_dialog_init (SokyNamesDialog *self)
{
}

GtkWidget *
soky_names_dialog_new (GtkWindow *parent, SokySession *session, const SokySchool *school)
{
  SokyNamesDialog *self = g_object_new (SOKY_TYPE_NAMES_DIALOG, "transient-for", parent, "session",
                                        session, "title", _ ("Subjects"), NULL);

  fill (self, school);
  return GTK_WIDGET (self);
}
