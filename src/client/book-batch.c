/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/book-batch.h"

#include "base/paths.h"
#include "base/platform.h"
#include "book/actor.h"
#include "book/book-query.h"
#include "book/book-since.h"
#include "book/rules.h"
#include "client/error.h"
#include "client/signing-look.h"
#include "client/waited.h"
#include "sign/remarks.h"
#include "sign/sign-job.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define WORKERS 4 /* that wait for the network most of the time */

struct _SokyBookBatch {
  SokySession *session;
  SokyPerson *person;
  GPtrArray *delegations; /* nullable: SokyDelegationRecord, that the person has received */
  GPtrArray *books;
  GPtrArray *types;
  GPtrArray *codes; /* of each: the address of its check page, or NULL */
  gboolean sealed;
  GMainContext *context; /* of the session */
  SokySigner *signer;    /* nullable */
  SokyPublishing publishing;
  SokyBatch *batch;
};

/* A book on its way. */
typedef struct {
  SokyBookBatch *owner;
  guint index;
  SokyBook *book;       /* as the server has it now */
  char *head;           /* nullable: the file to sign */
  char *result;         /* nullable: the signed file, which goes with this */
  SokySigningLook look; /* of @job, which goes before it */
  SokySignJob *job;     /* nullable: a step without a certificate */
  gboolean filled;      /* the signed file is whole */
  GCancellable *cancellable;
} Work;

static void
work_free (gpointer pointer)
{
  Work *self = pointer;

  soky_sign_job_free (self->job);
  if (self->result != NULL)
    g_unlink (self->result);
  g_clear_pointer (&self->book, soky_book_unref);
  g_free (self->head);
  g_free (self->result);
  soky_signing_look_clear (&self->look);
  g_free (self);
}

/* Errors that the next book would meet as well. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE) ||
         g_error_matches (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNTRUSTED) ||
         g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED) ||
         g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAVAILABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Takes @problem. */
static SokyBatchEnd
end_with (GError *problem, GError **error)
{
  SokyBatchEnd end = is_final (problem) ? SOKY_BATCH_STOP : SOKY_BATCH_FAIL;
  g_propagate_error (error, problem);
  return end;
}

static void
start_get (gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *self = data;
  const SokyBook *seen = self->owner->books->pdata[self->index];
  soky_session_get_book_async (self->owner->session, seen->id, self->cancellable, callback,
                               user_data);
}

static void
start_fetch (gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *self = data;
  soky_session_fetch_pdf_async (self->owner->session, self->book, -1, self->cancellable, callback,
                                user_data);
}

static SokyActor
get_actor (const SokyBookBatch *self)
{
  return (SokyActor){self->person, self->delegations};
}

/* What the owner or this person wishes, where this person is the one to decide it. */
static gboolean
publishes (const Work *self)
{
  const SokyActor actor = get_actor (self->owner);
  gboolean wished = self->owner->publishing == SOKY_PUBLISH_AS_WISHED
                        ? self->book->auto_publish
                        : self->owner->publishing == SOKY_PUBLISH_ALWAYS;
  return wished && soky_book_may_auto_publish (self->book, self->owner->types->pdata[self->index],
                                               &actor, g_get_real_time (), NULL);
}

static void
start_send (gpointer data, GAsyncReadyCallback callback, gpointer user_data)
{
  Work *self = data;
  SokySession *session = self->owner->session;
  g_autoptr (SokyAction) action = soky_action_new (
      self->job != NULL ? SOKY_ACTION_SIGN : SOKY_ACTION_APPROVE, self->book->version);

  action->auto_publish = publishes (self);
  if (self->job != NULL)
    soky_session_upload_signature_async (session, self->book, self->result, action, NULL, callback,
                                         user_data);
  else
    soky_session_act_async (session, self->book, action, NULL, callback, user_data);
}

static SokyBook *
call_for_book (Work *self, SokyWaitedStart start, GError **error)
{
  g_autoptr (GAsyncResult) result = soky_waited_call (self->owner->context, start, self);
  return soky_session_book_finish (self->owner->session, result, error);
}

static const SokyStep *
find_step (const SokyBookBatch *self, const SokyBook *book, const SokyDelegationRecord **by)
{
  const SokyActor actor = get_actor (self);
  return soky_actor_find_step (&actor, book, g_get_real_time (), by);
}

/* Whether it may be done now, and is what the person saw; else why it is left aside. */
static SokyBatchEnd
look_at (Work *self, GError **error)
{
  const SokyBook *seen = self->owner->books->pdata[self->index];
  const SokyBookType *type = self->owner->types->pdata[self->index];
  const SokyActor actor = get_actor (self->owner);
  const SokyStep *step = find_step (self->owner, self->book, NULL);
  gboolean needs_key = step == NULL || step->require_cert;

  if (soky_book_was_signed_since (seen, self->book, self->owner->person->id))
    return SOKY_BATCH_DONE;
  if (!soky_book_may (self->book, type, &actor, needs_key ? SOKY_ACTION_SIGN : SOKY_ACTION_APPROVE,
                      g_get_real_time (), error))
    return SOKY_BATCH_SKIP;
  if (!soky_book_only_grew (seen, self->book)) {
    g_set_error_literal (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_VERSION,
                         _ ("It was changed after you saw it. Open it and look at it again."));
    return SOKY_BATCH_SKIP;
  }
  if (step->kind == SOKY_STEP_STAMP && type->asks_number) {
    g_set_error_literal (
        error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NUMBER,
        _ ("Its stamp needs a number and a date. Open the book and stamp it by itself."));
    return SOKY_BATCH_SKIP;
  }
  return SOKY_BATCH_GO_ON;
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

static gboolean
fetch (Work *self, GError **error)
{
  g_autoptr (GAsyncResult) result = soky_waited_call (self->owner->context, start_fetch, self);

  g_free (self->head);
  self->head = soky_session_fetch_pdf_finish (self->owner->session, result, error);
  if (self->head != NULL && self->result == NULL)
    self->result = make_target (error);
  return self->head != NULL && self->result != NULL;
}

/* Nobody signs unseen what should be looked at first. */
static SokyBatchEnd
look_through (Work *self, GError **error)
{
  g_autoptr (SokyInput) input = soky_input_open (self->head, error);
  g_autoptr (GPtrArray) remarks =
      input ? soky_remarks_for_signer (input, self->cancellable, error) : NULL;

  if (remarks == NULL)
    return SOKY_BATCH_FAIL;
  const SokyRemark *gravest = remarks->len > 0 ? remarks->pdata[0] : NULL;
  if (gravest == NULL || gravest->weight == SOKY_REMARK_NOTE)
    return SOKY_BATCH_GO_ON;
  g_set_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NOT_PERMITTED,
               _ ("%s Open the book and sign it by itself."), gravest->text);
  return SOKY_BATCH_SKIP;
}

static SokySignJob *
make_job (Work *self, GError **error)
{
  const SokySigningWish wish = {.sealed = self->owner->sealed};
  const SokyDelegationRecord *by = NULL;
  const SokyStep *step = find_step (self->owner, self->book, &by);
  const SokySignItem item = {self->head, self->result, &self->look.options};

  soky_signing_look_clear (&self->look);
  soky_signing_look_init (&self->look, self->owner->types->pdata[self->index], step, by,
                          self->owner->codes->pdata[self->index], &wish);
  return soky_sign_job_prepare (&item, self->owner->signer, self->cancellable, error);
}

static SokyBatchEnd
prepare_signature (Work *self, GError **error)
{
  GError *problem = NULL;

  if (self->owner->signer == NULL) {
    g_set_error_literal (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_CERT_REQUIRED,
                         soky_book_error_get_message (SOKY_BOOK_ERROR_CERT_REQUIRED));
    return SOKY_BATCH_SKIP;
  }
  if (!fetch (self, &problem))
    return end_with (problem, error);
  SokyBatchEnd end = look_through (self, error);
  if (end != SOKY_BATCH_GO_ON)
    return end;
  self->job = make_job (self, &problem);
  return self->job != NULL ? SOKY_BATCH_GO_ON : end_with (problem, error);
}

static SokyBatchEnd
prepare (guint index, gpointer *work, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Work *self = *work;
  GError *problem = NULL;

  if (self == NULL)
    *work = self = g_new0 (Work, 1);
  self->owner = user_data;
  self->index = index;
  self->cancellable = cancellable;
  self->filled = FALSE;
  g_clear_pointer (&self->job, soky_sign_job_free);
  g_clear_pointer (&self->book, soky_book_unref);
  self->book = call_for_book (self, start_get, &problem);
  if (self->book == NULL)
    return end_with (problem, error);
  SokyBatchEnd end = look_at (self, error);
  if (end != SOKY_BATCH_GO_ON)
    return end;
  const SokyStep *step = find_step (self->owner, self->book, NULL);
  return step->require_cert ? prepare_signature (self, error) : SOKY_BATCH_GO_ON;
}

static SokyBatchEnd
use_key (guint index, gpointer *work, gpointer user_data, GError **error)
{
  Work *self = *work;

  if (self->job == NULL || soky_sign_job_use_key (self->job, NULL, error))
    return SOKY_BATCH_GO_ON;
  return SOKY_BATCH_STOP;
}

static SokyBatchEnd
finish (guint index, gpointer *work, gpointer user_data, GError **error)
{
  Work *self = *work;
  GError *problem = NULL;

  if (self->job != NULL && !self->filled && !soky_sign_job_finish (self->job, &problem)) {
    work_free (g_steal_pointer (work));
    return end_with (problem, error);
  }
  self->filled = TRUE;
  g_autoptr (SokyBook) after = call_for_book (self, start_send, &problem);
  if (after != NULL)
    return SOKY_BATCH_GO_ON;
  if (!soky_book_error_has_moved (problem))
    return end_with (problem, error);
  g_propagate_error (error, problem);
  return SOKY_BATCH_AGAIN;
}

SokyBookBatch *
soky_book_batch_new (SokySession *session, GPtrArray *books, GPtrArray *types)
{
  static const SokyBatchSteps steps = {prepare, use_key, finish, work_free};
  g_return_val_if_fail (SOKY_IS_SESSION (session) && books->len == types->len, NULL);

  SokyBookBatch *self = g_new0 (SokyBookBatch, 1);
  self->session = g_object_ref (session);
  self->person = soky_person_ref (soky_session_get_person (session));
  const SokyActor actor = soky_session_get_actor (session);
  self->delegations = actor.delegations != NULL ? g_ptr_array_ref (actor.delegations) : NULL;
  self->books = g_ptr_array_ref (books);
  self->types = g_ptr_array_ref (types);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < books->len; i++)
    g_ptr_array_add (self->codes, soky_session_get_check_address (session, books->pdata[i]));
  self->context = g_main_context_ref_thread_default ();
  self->batch = soky_batch_new (books->len, &steps, self, NULL);
  return self;
}

void
soky_book_batch_free (SokyBookBatch *self)
{
  if (self == NULL)
    return;
  soky_batch_free (self->batch);
  g_clear_object (&self->signer);
  g_ptr_array_unref (self->books);
  g_ptr_array_unref (self->types);
  g_ptr_array_unref (self->codes);
  g_main_context_unref (self->context);
  soky_person_unref (self->person);
  g_clear_pointer (&self->delegations, g_ptr_array_unref);
  g_object_unref (self->session);
  g_free (self);
}

gboolean
soky_book_batch_needs_key (SokyBookBatch *self)
{
  for (guint i = 0; i < self->books->len; i++) {
    const SokyStep *step = find_step (self, self->books->pdata[i], NULL);
    if (step != NULL && step->require_cert &&
        soky_batch_get_state (self->batch, i) == SOKY_BATCH_WAITING)
      return TRUE;
  }
  return FALSE;
}

void
soky_book_batch_set_publishing (SokyBookBatch *self, SokyPublishing publishing)
{
  self->publishing = publishing;
}

void
soky_book_batch_set_signer (SokyBookBatch *self, SokySigner *signer)
{
  g_set_object (&self->signer, signer);
}

void
soky_book_batch_set_sealed (SokyBookBatch *self, gboolean sealed)
{
  self->sealed = sealed;
}

gboolean
soky_book_batch_run (SokyBookBatch *self, SokyBatchChanged changed, gpointer user_data,
                     GCancellable *cancellable, GError **error)
{
  return soky_batch_run (self->batch, WORKERS, changed, user_data, cancellable, error);
}

SokyBatch *
soky_book_batch_get_batch (SokyBookBatch *self)
{
  return self->batch;
}
