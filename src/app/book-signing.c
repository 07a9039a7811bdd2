/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/book-signing.h"

#include "base/paths.h"
#include "base/platform.h"
#include "base/task.h"
#include "book/actor.h"
#include "book/book-query.h"
#include "book/book-since.h"
#include "book/book-type.h"
#include "book/error.h"
#include "sign/sign.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MAX_ATTEMPTS 3

typedef struct {
  SokySession *session;
  SokySigner *signer;
  SokyBook *book;
  SokyBookType *type;
  SokyPerson *person;
  GPtrArray *delegations; /* nullable: that the person has received */
  gboolean auto_publish;
  SokySigningWish wish;
  SokySigningProgress progress;
  gpointer progress_data;
  char *code;        /* nullable: the address of the book's check page */
  char *head;        /* the file to sign */
  char *signed_file; /* nullable: removed at the end */
  guint attempts;
} Signing;

static void
signing_free (gpointer pointer)
{
  Signing *self = pointer;

  if (self->signed_file != NULL)
    g_unlink (self->signed_file);
  g_object_unref (self->session);
  soky_book_unref (self->book);
  soky_book_type_unref (self->type);
  g_object_unref (self->signer);
  g_free (self->code);
  soky_person_unref (self->person);
  g_clear_pointer (&self->delegations, g_ptr_array_unref);
  g_free (self->head);
  g_free (self->signed_file);
  g_free (self);
}

static void
tell (GTask *task, SokySigningPhase phase)
{
  Signing *self = g_task_get_task_data (task);
  if (self->progress != NULL)
    self->progress (phase, self->progress_data);
}

static char *
make_target (GError **error)
{
  g_autofree char *folder = soky_paths_user_cache ("signing");
  g_autofree char *place = g_build_filename (folder, "book", NULL);
  char *path = NULL;
  int fd = soky_platform_create_beside (place, &path, error);

  if (fd >= 0)
    soky_platform_close (fd);
  return path;
}

/* The step that the person signs, perhaps in the place of another. */
static const SokyStep *
find_step (const Signing *self, const SokyDelegationRecord **by)
{
  const SokyActor actor = {self->person, self->delegations};
  return soky_actor_find_step (&actor, self->book, g_get_real_time (), by);
}

static gboolean
sign_head (Signing *self, GCancellable *cancellable, GError **error)
{
  g_auto (SokySigningLook) look = {0};
  const SokyDelegationRecord *by = NULL;
  const SokyStep *step = find_step (self, &by);

  soky_signing_look_init (&look, self->type, step, by, self->code, &self->wish);
  return soky_sign_file (self->head, self->signed_file, &look.options, self->signer, cancellable,
                         error);
}

static gpointer
sign_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Signing *self = data;

  if (self->signed_file == NULL)
    self->signed_file = make_target (error);
  if (self->signed_file == NULL || !sign_head (self, cancellable, error))
    return NULL;
  return soky_task_done ();
}

static void fetch (GTask *task);

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Signing *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SokyBook) now = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (now == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (soky_book_was_signed_since (self->book, now, self->person->id)) {
    g_task_return_pointer (task, g_steal_pointer (&now), (GDestroyNotify) soky_book_unref);
    return;
  }
  if (!soky_book_only_grew (self->book, now)) {
    g_task_return_new_error (task, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_VERSION, "%s",
                             soky_book_error_get_message (SOKY_BOOK_ERROR_VERSION));
    return;
  }
  soky_book_unref (self->book);
  self->book = g_steal_pointer (&now);
  if (find_step (self, NULL) == NULL) {
    g_task_return_new_error (task, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NOT_YOUR_TURN, "%s",
                             soky_book_error_get_message (SOKY_BOOK_ERROR_NOT_YOUR_TURN));
    return;
  }
  fetch (g_steal_pointer (&task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Signing *self = g_task_get_task_data (task);
  GError *error = NULL;
  SokyBook *book = soky_session_book_finish (SOKY_SESSION (source), result, &error);

  if (book != NULL) {
    g_task_return_pointer (task, book, (GDestroyNotify) soky_book_unref);
    return;
  }
  if (!soky_book_error_has_moved (error) || ++self->attempts >= MAX_ATTEMPTS) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  soky_session_get_book_async (self->session, self->book->id, g_task_get_cancellable (task),
                               reloaded_cb, g_object_ref (task));
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Signing *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (soky_task_finish (result, &error) == NULL) {
    g_task_return_error (task, error);
    return;
  }
  tell (task, SOKY_SIGNING_SEND);
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SIGN, self->book->version);
  action->auto_publish = self->auto_publish;
  action->numbering = self->wish.numbering;
  soky_session_upload_signature_async (self->session, self->book, self->signed_file, action,
                                       g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Signing *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_free (self->head);
  self->head = soky_session_fetch_pdf_finish (SOKY_SESSION (source), result, &error);
  if (self->head == NULL) {
    g_task_return_error (task, error);
    return;
  }
  tell (task, SOKY_SIGNING_TOKEN);
  soky_task_run (NULL, sign_in_thread, self, NULL, NULL, g_task_get_cancellable (task), signed_cb,
                 g_object_ref (task));
}

static void
fetch (GTask *task)
{
  Signing *self = g_task_get_task_data (task);

  tell (task, SOKY_SIGNING_FETCH);
  soky_session_fetch_pdf_async (self->session, self->book, -1, g_task_get_cancellable (task),
                                fetched_cb, task);
}

void
soky_book_sign_async (const SokySigningOrder *order, SokySigningProgress progress,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (order != NULL);

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Signing *self = g_new0 (Signing, 1);

  g_task_set_source_tag (task, soky_book_sign_async);
  self->session = g_object_ref (order->session);
  self->signer = g_object_ref (order->signer);
  self->book = soky_book_ref (order->book);
  self->type = soky_book_type_ref (order->type);
  self->code = soky_session_get_check_address (order->session, order->book);
  self->person = soky_person_ref (soky_session_get_person (order->session));
  const SokyActor actor = soky_session_get_actor (order->session);
  self->delegations = actor.delegations != NULL ? g_ptr_array_ref (actor.delegations) : NULL;
  self->auto_publish = order->auto_publish;
  self->wish = order->wish;
  self->progress = progress;
  self->progress_data = user_data;
  g_task_set_task_data (task, self, signing_free);
  fetch (task);
}

SokyBook *
soky_book_sign_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
