/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session with a library: what it reads is kept, and read again without network. */
#include "config.h"

#include "base/task.h"
#include "client/error.h"
#include "client/session-private.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>

#define LOCAL_BOOK "/books/local-"

static gpointer
copy_text (const char *text, gssize length, GError **error)
{
  return g_strndup (text, (gsize) length);
}

const SokyAnswer soky_session_text_answer = {copy_text, g_free};

gboolean
soky_session_is_no_network (const GError *error)
{
  return g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE) ||
         g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAVAILABLE);
}

gboolean
soky_session_is_local (SokySession *self, const char *path)
{
  return soky_session_is_offline (self) || g_str_has_prefix (path, LOCAL_BOOK);
}

typedef struct {
  GTask *task;
  SokyLibrary *library;
  const SokyAnswer *answer;
  char *path;    /* nullable: of a file, that is not here */
  char *text;    /* nullable: what is to be remembered */
  GError *cause; /* nullable */
} Reading;

static void
reading_free (gpointer pointer)
{
  Reading *self = pointer;

  g_object_unref (self->task);
  g_object_unref (self->library);
  g_free (self->path);
  g_free (self->text);
  g_clear_error (&self->cause);
  g_free (self);
}

static Reading *
reading_new (GTask *task, const char *path, const SokyAnswer *answer)
{
  Reading *self = g_new0 (Reading, 1);

  self->task = task;
  self->library =
      g_object_ref (soky_session_get_library (SOKY_SESSION (g_task_get_source_object (task))));
  self->answer = answer;
  self->path = g_strdup (path);
  return self;
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  GError *error = NULL;
  gpointer value = soky_task_finish (result, &error);
  gboolean unseen = g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN);

  if (value != NULL) {
    g_task_return_pointer (reading->task, value, reading->answer->free);
  } else if (unseen && reading->cause != NULL) {
    g_error_free (error);
    g_task_return_error (reading->task, g_steal_pointer (&reading->cause));
  } else {
    g_task_return_error (reading->task, error);
  }
  reading_free (reading);
}

static gpointer
recall (gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  g_autofree char *text =
      reading->path ? soky_library_answer (reading->library, reading->path, error) : NULL;

  if (reading->path == NULL)
    g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN,
                         _ ("This file was not opened on this computer before, so it needs a "
                            "network."));
  return text ? reading->answer->parse (text, -1, error) : NULL;
}

void
soky_session_recall (GTask *task, const char *path, const SokyAnswer *answer, GError *cause)
{
  Reading *reading = reading_new (task, path, answer);

  reading->cause = cause;
  soky_task_run (NULL, recall, reading, NULL, answer->free, g_task_get_cancellable (task),
                 recalled_cb, reading);
}

/* A library that cannot be written takes nothing away from what the server said. */
static gpointer
remember (gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  g_autoptr (GError) problem = NULL;
  g_autofree char *shown =
      soky_library_note (reading->library, reading->path, reading->text, &problem);

  if (problem != NULL)
    g_message ("%s: %s", reading->path, problem->message);
  return reading->answer->parse (shown ? shown : reading->text, -1, error);
}

void
soky_session_remember (GTask *task, const char *path, const SokyAnswer *answer, char *text)
{
  Reading *reading = reading_new (task, path, answer);

  reading->text = text;
  soky_task_run (NULL, remember, reading, NULL, answer->free, g_task_get_cancellable (task),
                 recalled_cb, reading);
}

typedef struct {
  SokyLibrary *library;
  SokySessionInfo *info;
} Keeping;

static void
keeping_free (gpointer pointer)
{
  Keeping *self = pointer;

  g_object_unref (self->library);
  soky_session_info_free (self->info);
  g_free (self);
}

static gpointer
keep_info (gpointer data, GCancellable *cancellable, GError **error)
{
  Keeping *keeping = data;
  return soky_library_keep_session (keeping->library, keeping->info, error) ? soky_task_done ()
                                                                            : NULL;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (soky_task_finish (result, &error) == NULL)
    g_message ("nothing can be kept for work without network: %s", error->message);
}

void
soky_session_keep (SokySession *self, SokyLibrary *library)
{
  g_return_if_fail (SOKY_IS_SESSION (self) && SOKY_IS_LIBRARY (library));
  g_return_if_fail (soky_session_get_info (self) != NULL);

  const SokySessionInfo *info = soky_session_get_info (self);
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->library = g_object_ref (library);
  keeping->info = soky_session_info_new (info->person, info->expires_us);
  for (guint i = 0; i < info->certificates->len; i++) {
    const SokyEnrolment *one = info->certificates->pdata[i];
    g_ptr_array_add (
        keeping->info->certificates,
        soky_enrolment_new (one->fingerprint, one->holder, one->organisation, one->state));
  }
  soky_session_set_library (self, library);
  soky_task_run (NULL, keep_info, keeping, keeping_free, NULL, NULL, kept_cb, NULL);
}

static gpointer
load_info (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_library_load_session (data, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SokySession *self = g_task_get_source_object (task);
  GError *error = NULL;
  SokySessionInfo *info = soky_task_finish (result, &error);

  if (info == NULL) {
    g_task_return_error (task, error);
    return;
  }
  soky_session_set_library (self, g_task_get_task_data (task));
  soky_session_set_info (self, info);
  soky_session_set_offline (self, TRUE);
  g_task_return_boolean (task, TRUE);
}

void
soky_session_open_library_async (SokySession *self, SokyLibrary *library, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SOKY_IS_SESSION (self) && SOKY_IS_LIBRARY (library));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, soky_session_open_library_async);
  g_task_set_task_data (task, g_object_ref (library), g_object_unref);
  soky_task_run (NULL, load_info, library, NULL, (GDestroyNotify) soky_session_info_free,
                 cancellable, loaded_cb, task);
}

gboolean
soky_session_open_library_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
