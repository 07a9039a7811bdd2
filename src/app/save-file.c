/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/save-file.h"

#include <glib/gi18n.h>

#include "app/widgets/toast.h"
#include "base/task.h"

typedef struct {
  GtkWindow *window;
  SokyInput *input;
  char *done;
} Saving;

typedef struct {
  SokyInput *input;
  GFile *target;
} Writing;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  soky_input_unref (saving->input);
  g_free (saving->done);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
writing_free (gpointer data)
{
  Writing *writing = data;
  soky_input_unref (writing->input);
  g_object_unref (writing->target);
  g_free (writing);
}

static gboolean
write_run (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  return g_output_stream_write_all (user_data, data, length, NULL, NULL, error);
}

/* a stream that is closed with a cancelled operation leaves what was there before */
static void
abandon (GOutputStream *stream)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
}

static gpointer
write_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Writing *writing = data;
  g_autoptr (GFileOutputStream) file =
      g_file_replace (writing->target, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  if (file == NULL)
    return NULL;

  GOutputStream *stream = G_OUTPUT_STREAM (file);
  if (!soky_input_stream (writing->input, 0, soky_input_get_size (writing->input), write_run,
                          stream, cancellable, error)) {
    abandon (stream);
    return NULL;
  }
  return g_output_stream_close (stream, cancellable, error) ? soky_task_done () : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = soky_task_finish (result, &error) != NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (saving->window)))
    return;
  if (done)
    soky_toast_show (saving->window, saving->done);
  else
    soky_show_failure (saving->window, _ ("The File Was Not Saved"), error->message);
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  if (files == NULL)
    return;

  Writing *writing = g_new0 (Writing, 1);
  writing->input = soky_input_ref (saving->input);
  writing->target = g_list_model_get_item (files, 0);
  soky_task_run (NULL, write_in_thread, writing, writing_free, NULL, NULL, written_cb,
                 g_steal_pointer (&saving));
}

void
soky_save_file (GtkWindow *window, const SokyFileChoice *choice, SokyInput *input, const char *done)
{
  g_return_if_fail (GTK_IS_WINDOW (window) && choice != NULL && input != NULL);

  Saving *saving = g_new0 (Saving, 1);
  saving->window = g_object_ref (window);
  saving->input = soky_input_ref (input);
  saving->done = g_strdup (done);
  soky_choose_file_async (window, choice, place_chosen_cb, saving);
}

void
soky_save_pdf (GtkWindow *window, SokyInput *input, const char *name)
{
  SokyFileChoice choice = {.title = _ ("Save a Copy"),
                           .accept = _ ("_Save"),
                           .save = TRUE,
                           .name = name,
                           .pattern = "*.pdf",
                           .pattern_name = _ ("PDF files")};
  soky_save_file (window, &choice, input, _ ("A copy is saved"));
}

void
soky_save_table (GtkWindow *window, char *table, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (table, strlen (table));
  g_autoptr (SokyInput) input = soky_input_new_for_bytes (bytes);
  const SokyFileChoice choice = {.title = _ ("Save the Table"),
                                 .accept = _ ("_Save"),
                                 .save = TRUE,
                                 .name = name,
                                 .pattern = "*.csv",
                                 .pattern_name = _ ("Tables (CSV)")};

  soky_save_file (window, &choice, input, _ ("The table is saved"));
}
