/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/save-copy.h"

#include <glib/gi18n.h>

#include "app/gtk-compat.h"

typedef struct {
  SokyWindow *window;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;
  g_object_unref (saving->window);
  g_free (saving->path);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyWindow) window = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = g_file_copy_finish (G_FILE (source), result, &error);

  if (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    return;
  if (done)
    soky_window_toast (window, _ ("A copy is saved"));
  else
    soky_show_message (GTK_WINDOW (window), _ ("The Copy Was Not Saved"), error->message);
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  if (files == NULL)
    return;

  g_autoptr (GFile) target = g_list_model_get_item (files, 0);
  g_autoptr (GFile) file = g_file_new_for_path (saving->path);
  g_file_copy_async (file, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                     G_PRIORITY_DEFAULT, NULL, NULL, NULL, copied_cb,
                     g_object_ref (saving->window));
}

void
soky_save_copy (SokyWindow *window, const char *path, const char *name)
{
  g_return_if_fail (SOKY_IS_WINDOW (window) && path != NULL);

  SokyFileChoice choice = {.title = _ ("Save a Copy"),
                           .accept = _ ("_Save"),
                           .save = TRUE,
                           .name = name,
                           .pattern = "*.pdf",
                           .pattern_name = _ ("PDF files")};
  Saving *saving = g_new0 (Saving, 1);
  saving->window = g_object_ref (window);
  saving->path = g_strdup (path);
  soky_choose_file_async (GTK_WINDOW (window), &choice, place_chosen_cb, saving);
}
