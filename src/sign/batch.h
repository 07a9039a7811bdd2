/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Many items, one key. While the key works on one item, others are made ready and finished by
 * other threads; the key itself is used by one thread only, and once for an item unless the item
 * has to be made anew. A batch that stopped can be run again and goes on where it stopped. */
typedef struct _SokyBatch SokyBatch;

typedef enum {
  SOKY_BATCH_WAITING, /* not tried, or not to its end: the next run does it */
  SOKY_BATCH_SIGNED,
  SOKY_BATCH_SKIPPED, /* on purpose: the reason says why */
  SOKY_BATCH_FAILED,
} SokyBatchState;

/* How a step ended; all but the first two come with an error. */
typedef enum {
  SOKY_BATCH_GO_ON, /* after the last step: signed */
  SOKY_BATCH_DONE,  /* it turned out to be signed already */
  SOKY_BATCH_SKIP,
  SOKY_BATCH_FAIL,
  SOKY_BATCH_AGAIN, /* what was signed is out of date: prepare it and sign it again */
  SOKY_BATCH_STOP,  /* the next item would fare no better: the batch stops, the item waits */
} SokyBatchEnd;

/* The three steps of an item. @work is what it is at that moment, kept between the steps; a step
 * may replace it. */
typedef struct {
  SokyBatchEnd (*prepare) (guint index, gpointer *work, gpointer user_data,
                           GCancellable *cancellable, GError **error);
  /* Always in the same thread. It cannot be cancelled: a batch stops between two items. */
  SokyBatchEnd (*use_key) (guint index, gpointer *work, gpointer user_data, GError **error);
  /* Runs even after a cancel, since the signature exists. After %SOKY_BATCH_STOP the next run
   * begins with this step, unless it set @work to %NULL. */
  SokyBatchEnd (*finish) (guint index, gpointer *work, gpointer user_data, GError **error);
  GDestroyNotify free_work;
} SokyBatchSteps;

typedef struct {
  guint count;
  guint waiting;
  guint done; /* signed */
  guint skipped;
  guint failed;
  guint current;  /* the item that the key works on, or the last one; @count before the first */
  gint64 left_us; /* how long the rest will take, as far as this run can tell; -1 = unknown */
} SokyBatchProgress;

/* The state of @index has changed, or the key has turned to it. Runs in the thread that called
 * soky_batch_run(). */
typedef void (*SokyBatchChanged) (SokyBatch *batch, guint index, gpointer user_data);

/* @user_data: (transfer full): given to the steps, freed by @free_data (nullable) */
SokyBatch *soky_batch_new (guint count, const SokyBatchSteps *steps, gpointer user_data,
                           GDestroyNotify free_data);
void soky_batch_free (SokyBatch *self);

/**
 * soky_batch_run:
 * @workers: threads that prepare and finish; 0 = as this machine can use
 * @changed: (nullable)
 *
 * Tries every waiting item, in order as far as they are ready in order. Blocks until it has come to
 * the end or stopped; cancelling stops it between two items.
 *
 * Returns: %TRUE when nothing waits any more; %FALSE with the error that stopped it
 */
gboolean soky_batch_run (SokyBatch *self, guint workers, SokyBatchChanged changed,
                         gpointer user_data, GCancellable *cancellable, GError **error);

/* These may be asked from any thread. */
SokyBatchState soky_batch_get_state (SokyBatch *self, guint index);
/* (transfer full) (nullable): why it was skipped, or failed */
GError *soky_batch_get_reason (SokyBatch *self, guint index);
void soky_batch_get_progress (SokyBatch *self, SokyBatchProgress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyBatch, soky_batch_free)

G_END_DECLS
