/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/batch-work.h"

#include "base/task.h"

struct _SokyBatchWork {
  const SokyBatchKind *kind;
  gpointer items;
  GCancellable *stop;
  gboolean running;
  guint told; /* an idle source is on its way; atomic */
  void (*moved) (gpointer);
  gpointer moved_data;
};

SokyBatchWork *
soky_batch_work_new (const SokyBatchKind *kind, gpointer items)
{
  SokyBatchWork *self = g_new0 (SokyBatchWork, 1);
  self->kind = kind;
  self->items = items;
  return self;
}

void
soky_batch_work_free (SokyBatchWork *self)
{
  g_return_if_fail (self == NULL || !self->running);

  if (self == NULL)
    return;
  self->kind->free (self->items);
  g_clear_object (&self->stop);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  SokyBatchWork *self = data;

  g_atomic_int_set (&self->told, 0);
  if (self->running)
    self->moved (self->moved_data);
  return G_SOURCE_REMOVE;
}

/* Many changes at once are told once. Comes before the end of the run, which is told later. */
static void
changed_cb (SokyBatch *batch, guint index, gpointer user_data)
{
  SokyBatchWork *self = user_data;

  if (g_atomic_int_compare_and_exchange (&self->told, 0, 1))
    g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell_cb, self, NULL);
}

static gpointer
run_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  SokyBatchWork *self = data;
  gboolean through = self->kind->run (self->items, changed_cb, self, cancellable, error);

  return through ? soky_task_done () : NULL;
}

void
soky_batch_work_run_async (SokyBatchWork *self, SokySigner *signer, void (*moved) (gpointer),
                           gpointer moved_data, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (!self->running);

  self->kind->set_signer (self->items, signer);
  g_clear_object (&self->stop);
  self->stop = g_cancellable_new ();
  self->moved = moved;
  self->moved_data = moved_data;
  self->running = TRUE;
  soky_task_run (NULL, run_in_thread, self, NULL, NULL, self->stop, callback, user_data);
}

gboolean
soky_batch_work_run_finish (SokyBatchWork *self, GAsyncResult *result, GError **error)
{
  self->running = FALSE;
  self->kind->set_signer (self->items, NULL);
  return soky_task_finish (result, error) != NULL;
}

void
soky_batch_work_stop (SokyBatchWork *self)
{
  g_cancellable_cancel (self->stop);
}

gboolean
soky_batch_work_is_running (SokyBatchWork *self)
{
  return self->running;
}

SokyBatch *
soky_batch_work_get_batch (SokyBatchWork *self)
{
  return self->kind->get_batch (self->items);
}

void
soky_batch_work_get_progress (SokyBatchWork *self, SokyBatchProgress *progress)
{
  soky_batch_get_progress (soky_batch_work_get_batch (self), progress);
}
