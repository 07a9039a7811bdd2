/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/word-file.h"

#include "base/paths.h"
#include "base/platform-office.h"
#include "base/task.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_BYTES (200 * 1024 * 1024)
#define BEGINNING "%PDF-"

static const char *const endings[] = {".docx", ".doc", ".odt", ".rtf"};

/* (nullable): its ending, in small letters */
static const char *
find_ending (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      return endings[i];
  return NULL;
}

gboolean
soky_word_file_is (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  g_autofree char *name = g_file_get_basename (file);
  return name != NULL && find_ending (name) != NULL;
}

/* --- the folder of one conversion --- */

/* Links are removed, not followed. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder =
      g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);
    remove_folder (child);
  }
  g_remove (path);
}

static char *
make_folder (GError **error)
{
  g_autofree char *parent = soky_paths_user_cache ("converted");
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *path = g_build_filename (parent, name, NULL);

  if (g_mkdir (path, 0700) == 0)
    return g_steal_pointer (&path);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       _ ("There is no place for a copy of the file. Make room on the disk."));
  return NULL;
}

/* Under a name that says nothing, so that LibreOffice leaves no traces beside the person's file. */
static char *
copy_in (const char *path, const char *folder, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_strconcat ("book", find_ending (path), NULL);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (target);
  GStatBuf info = {0};

  if (g_stat (path, &info) == 0 && info.st_size > MAX_BYTES) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         _ ("The file is too large to be converted. Save it in Word as PDF."));
    return NULL;
  }
  return g_file_copy (from, to, G_FILE_COPY_NONE, cancellable, NULL, NULL, error)
             ? g_steal_pointer (&target)
             : NULL;
}

/* --- the program --- */

typedef struct {
  gboolean ended;
  gboolean late;
} Waiting;

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Waiting *) user_data)->ended = TRUE;
}

static gboolean
late_cb (gpointer user_data)
{
  ((Waiting *) user_data)->late = TRUE;
  return G_SOURCE_REMOVE;
}

/* TRUE when it ended by itself; else it and what it started are ended. */
static gboolean
wait_for (GSubprocess *process, guint seconds, GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) clock = g_timeout_source_new_seconds (seconds);
  Waiting waiting = {FALSE};

  g_main_context_push_thread_default (context);
  g_source_set_callback (clock, late_cb, &waiting, NULL);
  g_source_attach (clock, context);
  g_subprocess_wait_async (process, cancellable, ended_cb, &waiting);
  while (!waiting.ended && !waiting.late)
    g_main_context_iteration (context, TRUE);
  gboolean stopped = waiting.late || g_cancellable_is_cancelled (cancellable);
  if (stopped) {
    soky_platform_end_group (g_subprocess_get_identifier (process));
    g_subprocess_force_exit (process);
  }
  /* the callback borrows @waiting */
  while (!waiting.ended)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (clock);
  g_main_context_pop_thread_default (context);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (stopped)
    g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
        _ ("LibreOffice took too long. Open the file in Word, choose File, Save As, PDF, and "
           "choose that PDF here."));
  return !stopped;
}

static gboolean
run (const char *program, const char *folder, const char *source, guint seconds,
     GCancellable *cancellable, GError **error)
{
  g_autofree char *profile_path = g_build_filename (folder, "profile", NULL);
  g_autofree char *profile = g_filename_to_uri (profile_path, NULL, NULL);
  g_autofree char *installation = g_strconcat ("-env:UserInstallation=", profile, NULL);
  const char *const command[] = {program,    installation,   "--headless", "--norestore",
                                 "--nologo", "--convert-to", "pdf",        "--outdir",
                                 folder,     source,         NULL};
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  soky_platform_begin_group (launcher);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, command, error);
  return process != NULL && wait_for (process, seconds, cancellable, error);
}

/* What was made goes out of the folder. (nullable) */
static char *
take_out (const char *folder, GError **error)
{
  g_autofree char *made = g_build_filename (folder, "book.pdf", NULL);
  g_autofree char *target = g_strconcat (folder, ".pdf", NULL);
  char beginning[sizeof BEGINNING] = "";
  FILE *file = g_fopen (made, "rb");
  gsize length = file != NULL ? fread (beginning, 1, strlen (BEGINNING), file) : 0;

  if (file != NULL)
    fclose (file);
  if (length == strlen (BEGINNING) && g_str_equal (beginning, BEGINNING) &&
      g_rename (made, target) == 0)
    return g_steal_pointer (&target);
  g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_FAILED,
      _ ("LibreOffice could not convert this file. Open it in Word, choose File, Save As, PDF, and "
         "choose that PDF here."));
  return NULL;
}

char *
soky_word_file_convert (const char *path, guint seconds, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autofree char *program = soky_platform_find_office ();
  if (program == NULL) {
    g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        _ ("This computer has no LibreOffice to convert Word files. Open the file in Word, choose "
           "File, Save As, PDF, and choose that PDF here."));
    return NULL;
  }
  g_autofree char *folder = make_folder (error);
  if (folder == NULL)
    return NULL;
  g_autofree char *source = copy_in (path, folder, cancellable, error);
  char *made = source != NULL && run (program, folder, source, seconds, cancellable, error)
                   ? take_out (folder, error)
                   : NULL;
  remove_folder (folder);
  return made;
}

/* --- one after the other --- */

static GQueue queue =
    G_QUEUE_INIT; /* GTask: the first is converted now; of the main thread alone */

static void begin_first (void);

/* A result that nobody takes any more. */
static void
discard (gpointer path)
{
  g_unlink (path);
  g_free (path);
}

static gpointer
convert_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_word_file_convert (data, SOKY_WORD_FILE_SECONDS, cancellable, error);
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_queue_pop_head (&queue);
  GError *error = NULL;
  char *made = soky_task_finish (result, &error);

  begin_first ();
  if (made != NULL)
    g_task_return_pointer (task, made, discard);
  else
    g_task_return_error (task, error);
}

/* What was cancelled while it waited ends in its turn, without LibreOffice. */
static void
begin_first (void)
{
  GTask *task = g_queue_peek_head (&queue);

  if (task != NULL)
    soky_task_run (NULL, convert_in_thread, g_strdup (g_task_get_task_data (task)), g_free, discard,
                   g_task_get_cancellable (task), converted_cb, NULL);
}

void
soky_word_file_convert_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (file));

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  char *path = g_file_get_path (file);

  g_task_set_source_tag (task, soky_word_file_convert_async);
  if (path == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             _ ("Copy the file to this computer first, then choose the copy."));
    g_object_unref (task);
    return;
  }
  g_task_set_task_data (task, path, g_free);
  g_queue_push_tail (&queue, task);
  if (g_queue_get_length (&queue) == 1)
    begin_first ();
}

char *
soky_word_file_convert_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
