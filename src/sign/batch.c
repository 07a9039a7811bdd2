/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/batch-private.h"

#include <glib/gi18n-lib.h>

#define MOST_WORKERS 4

SokyBatch *
soky_batch_new (guint count, const SokyBatchSteps *steps, gpointer user_data,
                GDestroyNotify free_data)
{
  SokyBatch *self = g_new0 (SokyBatch, 1);

  self->steps = *steps;
  self->user_data = user_data;
  self->free_data = free_data;
  self->items = g_new0 (SokyBatchItem, count);
  self->count = count;
  self->current = count;
  g_mutex_init (&self->lock);
  g_cond_init (&self->moved);
  return self;
}

static void
clear_work (SokyBatch *self, SokyBatchItem *item)
{
  if (item->work != NULL)
    self->steps.free_work (item->work);
  item->work = NULL;
}

void
soky_batch_free (SokyBatch *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->count; i++) {
    clear_work (self, &self->items[i]);
    g_clear_error (&self->items[i].reason);
  }
  if (self->free_data != NULL)
    self->free_data (self->user_data);
  g_free (self->items);
  g_cond_clear (&self->moved);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
line_up (SokyBatch *self, guint workers)
{
  for (guint i = 0; i < self->count; i++) {
    SokyBatchItem *item = &self->items[i];
    if (item->state != SOKY_BATCH_WAITING)
      continue;
    item->attempts = 0;
    g_queue_push_tail (item->to_finish ? &self->to_finish : &self->to_prepare,
                       GUINT_TO_POINTER (i));
  }
  self->ahead = 2 * workers;
  self->threads = workers + 1;
  self->stopping = FALSE;
  self->started_us = g_get_monotonic_time ();
  self->used = 0;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer data)
{
  SokyBatch *self = data;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->lock);
}

/* Tells what happens until every thread has ended; called and left with the lock held. */
static void
tell_until_ended (SokyBatch *self, SokyBatchChanged changed, gpointer user_data)
{
  while (self->threads > 0 || !g_queue_is_empty (&self->news)) {
    if (g_queue_is_empty (&self->news)) {
      g_cond_wait (&self->moved, &self->lock);
      continue;
    }
    guint index = GPOINTER_TO_UINT (g_queue_pop_head (&self->news));
    self->items[index].fresh = FALSE;
    if (changed == NULL)
      continue;
    g_mutex_unlock (&self->lock);
    changed (self, index, user_data);
    g_mutex_lock (&self->lock);
  }
}

/* What was prepared for a key that may be gone next time is of no use; what was signed is. */
static void
drop_unsigned (SokyBatch *self)
{
  for (guint i = 0; i < self->count; i++) {
    if (!self->items[i].to_finish)
      clear_work (self, &self->items[i]);
  }
}

static gboolean
conclude (SokyBatch *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) stopped_by = g_steal_pointer (&self->stopped_by);
  SokyBatchProgress progress;

  g_queue_clear (&self->to_prepare);
  g_queue_clear (&self->ready);
  g_queue_clear (&self->to_finish);
  drop_unsigned (self);
  soky_batch_get_progress (self, &progress);
  if (progress.waiting == 0)
    return TRUE;
  if (stopped_by != NULL)
    g_propagate_error (error, g_steal_pointer (&stopped_by));
  else
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return FALSE;
}

gboolean
soky_batch_run (SokyBatch *self, guint workers, SokyBatchChanged changed, gpointer user_data,
                GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && self->threads == 0, FALSE);

  guint count = workers > 0 ? workers : CLAMP (g_get_num_processors (), 2, MOST_WORKERS);
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  line_up (self, count);
  self->cancellable = cancellable;
  gulong handler =
      cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL) : 0;
  for (guint i = 0; i < count; i++)
    g_ptr_array_add (threads, g_thread_new ("batch", soky_batch_work, self));
  g_ptr_array_add (threads, g_thread_new ("batch-key", soky_batch_use_key, self));

  g_mutex_lock (&self->lock);
  tell_until_ended (self, changed, user_data);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
  g_cancellable_disconnect (cancellable, handler);
  self->cancellable = NULL;
  return conclude (self, cancellable, error);
}

SokyBatchState
soky_batch_get_state (SokyBatch *self, guint index)
{
  g_return_val_if_fail (index < self->count, SOKY_BATCH_WAITING);

  g_mutex_lock (&self->lock);
  SokyBatchState state = self->items[index].state;
  g_mutex_unlock (&self->lock);
  return state;
}

GError *
soky_batch_get_reason (SokyBatch *self, guint index)
{
  g_return_val_if_fail (index < self->count, NULL);

  g_mutex_lock (&self->lock);
  const GError *reason = self->items[index].reason;
  GError *copy = reason ? g_error_copy (reason) : NULL;
  g_mutex_unlock (&self->lock);
  return copy;
}

/* The key sets the pace: what it has done since the run began tells what the rest will take. */
static gint64
estimate (SokyBatch *self, guint waiting)
{
  gint64 passed_us = g_get_monotonic_time () - self->started_us;

  return self->used > 0 ? passed_us / self->used * waiting : -1;
}

void
soky_batch_get_progress (SokyBatch *self, SokyBatchProgress *progress)
{
  guint counts[SOKY_BATCH_FAILED + 1] = {0};

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->count; i++)
    counts[self->items[i].state]++;
  *progress = (SokyBatchProgress){
      .count = self->count,
      .waiting = counts[SOKY_BATCH_WAITING],
      .done = counts[SOKY_BATCH_SIGNED],
      .skipped = counts[SOKY_BATCH_SKIPPED],
      .failed = counts[SOKY_BATCH_FAILED],
      .current = self->current,
      .left_us = estimate (self, counts[SOKY_BATCH_WAITING]),
  };
  g_mutex_unlock (&self->lock);
}
