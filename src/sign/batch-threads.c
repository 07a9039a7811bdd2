/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads of a batch: those that prepare and finish items, and the one that uses the key. */
#include "config.h"

#include "sign/batch-private.h"

/* All functions here but the threads themselves are called with the lock held. */

static void
tell (SokyBatch *self, guint index)
{
  if (!self->items[index].fresh)
    g_queue_push_tail (&self->news, GUINT_TO_POINTER (index));
  self->items[index].fresh = TRUE;
  g_cond_broadcast (&self->moved);
}

static void
stop (SokyBatch *self, const GError *reason)
{
  self->stopping = TRUE;
  if (self->stopped_by == NULL && reason != NULL)
    self->stopped_by = g_error_copy (reason);
}

static void
close_item (SokyBatch *self, guint index, SokyBatchState state, GError *reason)
{
  SokyBatchItem *item = &self->items[index];

  item->state = state;
  g_clear_error (&item->reason);
  item->reason = reason;
  item->to_finish = FALSE;
  if (item->work != NULL && state != SOKY_BATCH_WAITING)
    self->steps.free_work (g_steal_pointer (&item->work));
  tell (self, index);
}

/* A step that did not simply lead on to the next. Takes @reason. */
static void
end_item (SokyBatch *self, guint index, SokyBatchEnd end, GError *reason)
{
  SokyBatchItem *item = &self->items[index];

  switch (end) {
  case SOKY_BATCH_DONE:
    close_item (self, index, SOKY_BATCH_SIGNED, NULL);
    return;
  case SOKY_BATCH_SKIP:
    close_item (self, index, SOKY_BATCH_SKIPPED, reason);
    return;
  case SOKY_BATCH_STOP:
    item->to_finish = item->to_finish && item->work != NULL;
    stop (self, reason);
    g_error_free (reason);
    return;
  case SOKY_BATCH_AGAIN:
    item->to_finish = FALSE;
    if (item->attempts >= SOKY_BATCH_MAX_ATTEMPTS) {
      close_item (self, index, SOKY_BATCH_FAILED, reason);
      return;
    }
    g_queue_push_head (&self->to_prepare, GUINT_TO_POINTER (index));
    g_error_free (reason);
    return;
  default:
    close_item (self, index, SOKY_BATCH_FAILED, reason);
  }
}

static gint
by_number (gconstpointer a, gconstpointer b, gpointer data)
{
  return GPOINTER_TO_UINT (a) < GPOINTER_TO_UINT (b) ? -1 : 1;
}

/* Whether the cancelled work of @index is no failure of its own. */
static gboolean
was_cancelled (SokyBatch *self, const GError *error)
{
  return self->stopping && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
prepare (SokyBatch *self, guint index)
{
  GError *error = NULL;

  self->preparing++;
  g_mutex_unlock (&self->lock);
  SokyBatchEnd end = self->steps.prepare (index, &self->items[index].work, self->user_data,
                                          self->cancellable, &error);
  g_mutex_lock (&self->lock);
  self->preparing--;
  if (end == SOKY_BATCH_GO_ON)
    g_queue_insert_sorted (&self->ready, GUINT_TO_POINTER (index), by_number, NULL);
  else if (was_cancelled (self, error))
    g_clear_error (&error);
  else
    end_item (self, index, end, error);
}

static void
finish (SokyBatch *self, guint index)
{
  GError *error = NULL;

  self->finishing++;
  g_mutex_unlock (&self->lock);
  SokyBatchEnd end = self->steps.finish (index, &self->items[index].work, self->user_data, &error);
  g_mutex_lock (&self->lock);
  self->finishing--;
  end_item (self, index, end == SOKY_BATCH_GO_ON ? SOKY_BATCH_DONE : end, error);
}

static gboolean
may_prepare (SokyBatch *self)
{
  return !self->stopping && !g_queue_is_empty (&self->to_prepare) &&
         self->preparing + g_queue_get_length (&self->ready) < self->ahead;
}

/* Nothing can come to the key any more. */
static gboolean
key_is_through (SokyBatch *self)
{
  gboolean coming = self->preparing > 0 || self->finishing > 0 ||
                    !g_queue_is_empty (&self->ready) || !g_queue_is_empty (&self->to_prepare) ||
                    !g_queue_is_empty (&self->to_finish);
  return self->stopping || !coming;
}

/* Nothing can come to a worker any more. */
static gboolean
workers_are_through (SokyBatch *self)
{
  return !self->at_key && g_queue_is_empty (&self->to_finish) && key_is_through (self);
}

static void
leave (SokyBatch *self)
{
  self->threads--;
  g_cond_broadcast (&self->moved);
}

gpointer
soky_batch_work (gpointer data)
{
  SokyBatch *self = data;

  g_mutex_lock (&self->lock);
  for (;;) {
    /* what is signed comes first: it must not be lost */
    if (!g_queue_is_empty (&self->to_finish))
      finish (self, GPOINTER_TO_UINT (g_queue_pop_head (&self->to_finish)));
    else if (may_prepare (self))
      prepare (self, GPOINTER_TO_UINT (g_queue_pop_head (&self->to_prepare)));
    else if (workers_are_through (self))
      break;
    else {
      g_cond_wait (&self->moved, &self->lock);
      continue;
    }
    g_cond_broadcast (&self->moved);
  }
  leave (self);
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
sign_next (SokyBatch *self)
{
  guint index = GPOINTER_TO_UINT (g_queue_pop_head (&self->ready));
  SokyBatchItem *item = &self->items[index];
  GError *error = NULL;

  self->at_key = TRUE;
  self->current = index;
  item->attempts++;
  tell (self, index);
  g_mutex_unlock (&self->lock);
  SokyBatchEnd end = self->steps.use_key (index, &item->work, self->user_data, &error);
  g_mutex_lock (&self->lock);
  self->at_key = FALSE;
  self->used++;
  if (end == SOKY_BATCH_GO_ON) {
    item->to_finish = TRUE;
    g_queue_push_tail (&self->to_finish, GUINT_TO_POINTER (index));
  } else {
    end_item (self, index, end, error);
  }
  g_cond_broadcast (&self->moved);
}

/* The key does not run far ahead of what can be saved. */
static gboolean
may_sign (SokyBatch *self)
{
  return !g_queue_is_empty (&self->ready) &&
         self->finishing + g_queue_get_length (&self->to_finish) < self->ahead;
}

gpointer
soky_batch_use_key (gpointer data)
{
  SokyBatch *self = data;

  g_mutex_lock (&self->lock);
  while (!key_is_through (self)) {
    if (may_sign (self))
      sign_next (self);
    else
      g_cond_wait (&self->moved, &self->lock);
  }
  leave (self);
  g_mutex_unlock (&self->lock);
  return NULL;
}
