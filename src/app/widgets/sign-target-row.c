/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/sign-target-row.h"

#include "app/file-batch.h"
#include "app/gtk-compat.h"

#include <glib/gi18n.h>

struct _SokySignTargetRow {
  AdwActionRow parent_instance;

  char *path; /* nullable: the first file */
  gboolean single;
  char *chosen; /* nullable: the file for the only one, or the folder for all */
};

G_DEFINE_FINAL_TYPE (SokySignTargetRow, soky_sign_target_row, ADW_TYPE_ACTION_ROW)

static void
show (SokySignTargetRow *self)
{
  g_autofree char *target = self->path ? soky_sign_target_row_find (self, self->path, NULL) : NULL;
  const char *place = self->single ? target : self->chosen;
  g_autofree char *shown = place != NULL ? g_filename_display_name (place)
                                         : g_strdup (_ ("Each beside the file it is made of"));
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignTargetRow) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    return;
  g_free (self->chosen);
  self->chosen = path;
  show (self);
}

static void
change_cb (SokySignTargetRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *target =
      self->single ? soky_sign_target_row_find (self, self->path, NULL) : NULL;
  g_autofree char *name = target != NULL ? g_filename_display_basename (target) : NULL;
  const SokyFileChoice choice = {.title = self->single ? _ ("Save the Signed File As")
                                                       : _ ("A Folder for the Signed Files"),
                                 .accept = _ ("_Choose"),
                                 .save = self->single,
                                 .folder = !self->single,
                                 .name = name,
                                 .pattern = self->single ? "*.pdf" : NULL,
                                 .pattern_name = _ ("PDF files")};
  soky_choose_file_async (GTK_WINDOW (root), &choice, chosen_cb, g_object_ref (self));
}

static void
soky_sign_target_row_finalize (GObject *object)
{
  SokySignTargetRow *self = SOKY_SIGN_TARGET_ROW (object);

  g_free (self->path);
  g_free (self->chosen);
  G_OBJECT_CLASS (soky_sign_target_row_parent_class)->finalize (object);
}

static void
soky_sign_target_row_class_init (SokySignTargetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_sign_target_row_finalize;
}

static void
soky_sign_target_row_init (SokySignTargetRow *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Change…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Save somewhere else…"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (change_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Saved as"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

void
soky_sign_target_row_set_file (SokySignTargetRow *self, const char *path, gboolean single)
{
  g_return_if_fail (SOKY_IS_SIGN_TARGET_ROW (self));

  g_free (self->path);
  self->path = g_strdup (path);
  self->single = single;
  g_clear_pointer (&self->chosen, g_free);
  show (self);
}

char *
soky_sign_target_row_find (SokySignTargetRow *self, const char *path, GHashTable *taken)
{
  g_return_val_if_fail (SOKY_IS_SIGN_TARGET_ROW (self) && path != NULL, NULL);

  if (self->chosen == NULL)
    return soky_file_batch_find_target (path, taken);
  if (self->single)
    return g_strdup (self->chosen);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *there = g_build_filename (self->chosen, name, NULL);
  return soky_file_batch_find_target (there, taken);
}

gboolean
soky_sign_target_row_may_replace (SokySignTargetRow *self)
{
  g_return_val_if_fail (SOKY_IS_SIGN_TARGET_ROW (self), FALSE);

  return self->single && self->chosen != NULL;
}
