/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching the bytes of a revision: only those that the cache does not have yet. */
#include "config.h"

#include "base/output.h"
#include "base/task.h"
#include "book/error.h"
#include "client/error.h"
#include "client/session-books.h"
#include "client/session-private.h"

#include <glib/gstdio.h>

typedef struct {
  SokyCache *cache;
  char *book_id;
  int revision; /* -1 = head */
  char *sha256; /* of the file wanted */
  goffset length;
  char *known_sha256; /* nullable: of an earlier revision that the cache has */
  goffset known_length;
  char *partial; /* nullable: the file being filled */
} Fetch;

/* Nothing half fetched stays behind; an accepted file has its own name by then. */
static void
drop_partial (Fetch *self)
{
  if (self->partial != NULL)
    g_unlink (self->partial);
  g_clear_pointer (&self->partial, g_free);
}

static void
fetch_free (gpointer pointer)
{
  Fetch *self = pointer;
  g_object_unref (self->cache);
  g_free (self->book_id);
  g_free (self->sha256);
  g_free (self->known_sha256);
  drop_partial (self);
  g_free (self);
}

static void
forget_known (Fetch *fetch)
{
  g_clear_pointer (&fetch->known_sha256, g_free);
  fetch->known_length = 0;
}

/* The newest earlier revision that the wanted one extends and that is in the cache. */
static void
find_known (Fetch *fetch, const SokyBook *book)
{
  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *revision = g_ptr_array_index (book->revisions, i);
    if (fetch->revision >= 0 && revision->number > fetch->revision)
      break;
    if (revision->base)
      forget_known (fetch);
    if (revision->length < fetch->length &&
        soky_cache_has (fetch->cache, revision->sha256, revision->length)) {
      g_free (fetch->known_sha256);
      fetch->known_sha256 = g_strdup (revision->sha256);
      fetch->known_length = revision->length;
    }
  }
}

static const SokyRevision *
find_revision (const SokyBook *book, int number)
{
  for (guint i = 0; i < book->revisions->len; i++) {
    const SokyRevision *revision = g_ptr_array_index (book->revisions, i);
    if (revision->number == number)
      return revision;
  }
  return NULL;
}

/* The revision that is the head: it stays what it is when others sign meanwhile. */
static const SokyRevision *
find_head (const SokyBook *book)
{
  const SokyRevision *last = book->revisions->len > 0
                                 ? g_ptr_array_index (book->revisions, book->revisions->len - 1)
                                 : NULL;
  return last != NULL && g_strcmp0 (last->sha256, book->head_sha256) == 0 ? last : NULL;
}

static Fetch *
fetch_new (SokySession *session, const SokyBook *book, int number)
{
  const SokyRevision *revision = number < 0 ? find_head (book) : find_revision (book, number);
  const char *sha256 = revision ? revision->sha256 : number < 0 ? book->head_sha256 : NULL;
  if (sha256 == NULL)
    return NULL;

  Fetch *self = g_new0 (Fetch, 1);
  self->cache = g_object_ref (soky_session_get_cache (session));
  self->book_id = g_strdup (book->id);
  self->revision = revision ? revision->number : -1;
  self->sha256 = g_strdup (sha256);
  self->length = revision ? revision->length : book->head_length;
  find_known (self, book);
  return self;
}

/* Begins the partial file with the earlier revision that the cache has. */
static gboolean
copy_known (Fetch *fetch, GCancellable *cancellable, GError **error)
{
  g_autofree char *known = soky_cache_get_path (fetch->cache, fetch->known_sha256);
  g_autoptr (SokyInput) input = soky_input_open (known, error);
  g_autoptr (SokyOutput) output = input ? soky_output_new (fetch->partial, error) : NULL;

  return output != NULL &&
         soky_output_copy (output, input, 0, soky_input_get_size (input), cancellable, error) &&
         soky_output_commit (output, error);
}

/* In a thread: the file from the cache if its bytes are right, else a partial file that holds what
 * is known of it. Returns a path, or soky_task_done() when more must come. */
static gpointer
look_in_cache (gpointer data, GCancellable *cancellable, GError **error)
{
  Fetch *fetch = data;
  g_autoptr (GError) problem = NULL;
  char *path = soky_cache_find (fetch->cache, fetch->sha256, fetch->length, cancellable, &problem);

  if (path != NULL)
    return path;
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  fetch->partial = soky_cache_make_partial (fetch->cache, error);
  if (fetch->partial == NULL || fetch->known_sha256 == NULL)
    return fetch->partial ? soky_task_done () : NULL;
  return copy_known (fetch, cancellable, error) ? soky_task_done () : NULL;
}

static gpointer
accept_partial (gpointer data, GCancellable *cancellable, GError **error)
{
  Fetch *fetch = data;
  return soky_cache_accept (fetch->cache, fetch->partial, fetch->sha256, cancellable, error);
}

static void start (GTask *task);

/* Takes @task and @error. What the cache had may have been damaged: once more, from the first
 * byte. */
static void
fail (GTask *task, GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);
  gboolean doubtful = g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_WRONG_FILE) ||
                      g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_TOO_LARGE);

  drop_partial (fetch);
  if (fetch->known_sha256 != NULL && doubtful) {
    g_error_free (error);
    forget_known (fetch);
    start (task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  char *path = soky_task_finish (result, &error);

  if (path == NULL) {
    fail (task, error);
    return;
  }
  g_task_return_pointer (task, path, g_free);
  g_object_unref (task);
}

static void
arrived_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (soky_session_call_finish (SOKY_SESSION (source), result, &error) == NULL)
    fail (task, error);
  else
    soky_task_run (source, accept_partial, g_task_get_task_data (task), NULL, g_free,
                   g_task_get_cancellable (task), accepted_cb, task);
}

static void
request_rest (GTask *task)
{
  static const SokyAnswer saved = {NULL, NULL};
  Fetch *fetch = g_task_get_task_data (task);
  g_autofree char *id = g_uri_escape_string (fetch->book_id, NULL, FALSE);
  g_autofree char *path =
      fetch->revision < 0 ? g_strdup_printf ("/books/%s/file", id)
                          : g_strdup_printf ("/books/%s/revisions/%d/file", id, fetch->revision);
  SokyRequest *request = soky_request_new ("GET", path);

  request->save_as = g_strdup (fetch->partial);
  request->save_most = fetch->length - fetch->known_length;
  if (fetch->known_length > 0) {
    g_autofree char *range = g_strdup_printf ("bytes=%" G_GOFFSET_FORMAT "-", fetch->known_length);
    soky_request_set_header (request, "Range", range);
  }
  soky_session_call (g_task_get_source_object (task), request, &saved,
                     g_task_get_cancellable (task), arrived_cb, task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  gpointer found = soky_task_finish (result, &error);

  if (found == NULL) {
    fail (task, error);
  } else if (found == soky_task_done ()) {
    request_rest (task);
  } else {
    g_task_return_pointer (task, found, g_free);
    g_object_unref (task);
  }
}

/* What was found for somebody who no longer waits for it. */
static void
free_found (gpointer found)
{
  if (found != soky_task_done ())
    g_free (found);
}

static void
start (GTask *task)
{
  soky_task_run (g_task_get_source_object (task), look_in_cache, g_task_get_task_data (task), NULL,
                 free_found, g_task_get_cancellable (task), looked_cb, task);
}

void
soky_session_fetch_pdf_async (SokySession *self, SokyBook *book, int revision,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (SOKY_IS_SESSION (self));

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch = fetch_new (self, book, revision);

  g_task_set_source_tag (task, soky_session_fetch_pdf_async);
  if (fetch == NULL) {
    g_task_return_new_error (task, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NO_FILE, "%s",
                             soky_book_error_get_message (SOKY_BOOK_ERROR_NO_FILE));
    return;
  }
  g_task_set_task_data (task, fetch, fetch_free);
  start (g_steal_pointer (&task));
}

char *
soky_session_fetch_pdf_finish (SokySession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
