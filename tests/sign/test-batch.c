/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a batch, by steps that note what happens to them. */
#include "config.h"

#include "sign/batch.h"

#define COUNT 12
#define NOWHERE G_MAXUINT
#define PATIENCE_US (60 * G_USEC_PER_SEC)

typedef struct {
  GMutex lock;
  GCond moved;
  guint prepared[COUNT];
  guint used[COUNT];
  guint finished[COUNT];
  guint total_used;
  guint freed;
  GThread *key_thread;
  GCancellable *cancellable;
  /* what goes wrong, and where */
  guint overlap_at; /* this item's signature, the one before it and the last all need each other */
  guint cancel_at;
  guint key_stops_at;
  guint finish_stops_at;
  guint fails_at;
  guint skipped_at;
  guint done_at;
  guint again_at;
  guint again_times;
} Play;

static void
play_init (Play *self)
{
  *self = (Play){
      .overlap_at = NOWHERE,
      .cancel_at = NOWHERE,
      .key_stops_at = NOWHERE,
      .finish_stops_at = NOWHERE,
      .fails_at = NOWHERE,
      .skipped_at = NOWHERE,
      .done_at = NOWHERE,
      .again_at = NOWHERE,
  };
  g_mutex_init (&self->lock);
  g_cond_init (&self->moved);
  self->cancellable = g_cancellable_new ();
}

static void
play_clear (Play *self)
{
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->moved);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Play, play_clear)

typedef struct {
  Play *play;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;
  g_mutex_lock (&work->play->lock);
  work->play->freed++;
  g_mutex_unlock (&work->play->lock);
  g_free (work);
}

static void
fail (GError **error, int code)
{
  g_set_error (error, G_IO_ERROR, code, "as played");
}

/* Waits, with the lock, until another thread has counted; one that works alone never gets there. */
static void
wait_for (Play *self, const guint *counter)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (*counter == 0) {
    if (!g_cond_wait_until (&self->moved, &self->lock, until))
      g_error ("nothing else went on meanwhile");
  }
}

static SokyBatchEnd
prepare (guint index, gpointer *work, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Play *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->overlap_at != NOWHERE && index == COUNT - 1)
    wait_for (self, &self->used[self->overlap_at]);
  self->prepared[index]++;
  g_cond_broadcast (&self->moved);
  if (index == self->done_at)
    return SOKY_BATCH_DONE;
  if (index == self->skipped_at) {
    fail (error, G_IO_ERROR_EXISTS);
    return SOKY_BATCH_SKIP;
  }
  if (*work == NULL)
    *work = g_new0 (Work, 1);
  ((Work *) *work)->play = self;
  return SOKY_BATCH_GO_ON;
}

static SokyBatchEnd
use_key (guint index, gpointer *work, gpointer user_data, GError **error)
{
  Play *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->key_thread == NULL)
    self->key_thread = g_thread_self ();
  g_assert_true (self->key_thread == g_thread_self ());
  g_assert_nonnull (*work);
  self->used[index]++;
  self->total_used++;
  g_cond_broadcast (&self->moved);
  if (index == self->overlap_at) {
    wait_for (self, &self->prepared[COUNT - 1]);
    wait_for (self, &self->finished[index - 1]);
  }
  if (index == self->cancel_at) {
    /* the engine hears of it in this very thread */
    g_clear_pointer (&locker, g_mutex_locker_free);
    g_cancellable_cancel (self->cancellable);
    return SOKY_BATCH_GO_ON;
  }
  if (index == self->key_stops_at) {
    fail (error, G_IO_ERROR_CLOSED);
    return SOKY_BATCH_STOP;
  }
  return SOKY_BATCH_GO_ON;
}

static SokyBatchEnd
finish (guint index, gpointer *work, gpointer user_data, GError **error)
{
  Play *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_assert_nonnull (*work);
  if (self->overlap_at != NOWHERE && index == self->overlap_at - 1)
    wait_for (self, &self->used[self->overlap_at]);
  self->finished[index]++;
  g_cond_broadcast (&self->moved);
  if (index == self->fails_at) {
    fail (error, G_IO_ERROR_FAILED);
    return SOKY_BATCH_FAIL;
  }
  if (index == self->finish_stops_at) {
    fail (error, G_IO_ERROR_TIMED_OUT);
    return SOKY_BATCH_STOP;
  }
  if (index == self->again_at && self->again_times > 0) {
    self->again_times--;
    fail (error, G_IO_ERROR_BUSY);
    return SOKY_BATCH_AGAIN;
  }
  return SOKY_BATCH_GO_ON;
}

static const SokyBatchSteps steps = {prepare, use_key, finish, work_free};

static SokyBatch *
play_new_batch (Play *self)
{
  return soky_batch_new (COUNT, &steps, self, NULL);
}

static gboolean
play_run (Play *self, SokyBatch *batch, GError **error)
{
  self->key_thread = NULL;
  return soky_batch_run (batch, 3, NULL, NULL, self->cancellable, error);
}

static void
assert_counts (SokyBatch *batch, guint done, guint skipped, guint failed)
{
  SokyBatchProgress progress;

  soky_batch_get_progress (batch, &progress);
  g_assert_cmpuint (progress.count, ==, COUNT);
  g_assert_cmpuint (progress.done, ==, done);
  g_assert_cmpuint (progress.skipped, ==, skipped);
  g_assert_cmpuint (progress.failed, ==, failed);
  g_assert_cmpuint (progress.waiting, ==, COUNT - done - skipped - failed);
}

/* No item was ever signed twice, and none was finished that was not signed. */
static void
assert_once (const Play *self)
{
  for (guint i = 0; i < COUNT; i++) {
    g_assert_cmpuint (self->used[i], <=, 1);
    g_assert_cmpuint (self->finished[i], <=, self->used[i]);
  }
}

static void
count_news (SokyBatch *batch, guint index, gpointer user_data)
{
  guint *news = user_data;
  news[index]++;
}

static void
test_overlap (void)
{
  g_auto (Play) play;
  guint news[COUNT] = {0};
  g_autoptr (GError) error = NULL;

  play_init (&play);
  play.overlap_at = COUNT / 2;
  play.fails_at = 1;
  play.skipped_at = 2;
  play.done_at = 3;
  g_autoptr (SokyBatch) batch = play_new_batch (&play);
  g_assert_true (soky_batch_run (batch, 3, count_news, news, play.cancellable, &error));
  g_assert_no_error (error);
  assert_counts (batch, COUNT - 2, 1, 1);
  assert_once (&play);
  for (guint i = 0; i < COUNT; i++) {
    g_assert_cmpuint (news[i], >=, 1);
    g_assert_cmpuint (play.used[i], ==, i != 2 && i != 3);
  }
  g_autoptr (GError) why_failed = soky_batch_get_reason (batch, 1);
  g_autoptr (GError) why_skipped = soky_batch_get_reason (batch, 2);
  g_assert_error (why_failed, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_error (why_skipped, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_null (soky_batch_get_reason (batch, 0));
  g_assert_cmpuint (play.freed, ==, COUNT - 2);
}

/* What is being signed is still finished; the rest waits and is done by the next run. */
static void
test_cancel (void)
{
  g_auto (Play) play;
  g_autoptr (GError) error = NULL;

  play_init (&play);
  play.cancel_at = 4;
  g_autoptr (SokyBatch) batch = play_new_batch (&play);
  g_assert_false (play_run (&play, batch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (play.used[4], ==, 1);
  g_assert_cmpuint (play.finished[4], ==, 1);
  g_assert_cmpint (soky_batch_get_state (batch, 4), ==, SOKY_BATCH_SIGNED);
  assert_counts (batch, play.total_used, 0, 0);
  g_assert_cmpuint (play.total_used, <, COUNT);
  assert_once (&play);

  g_cancellable_reset (play.cancellable);
  g_clear_error (&error);
  play.cancel_at = NOWHERE;
  g_assert_true (play_run (&play, batch, &error));
  assert_counts (batch, COUNT, 0, 0);
  assert_once (&play);
}

/* A batch that is cancelled before it begins does nothing at all. */
static void
test_cancelled_before (void)
{
  g_auto (Play) play;
  g_autoptr (GError) error = NULL;

  play_init (&play);
  g_cancellable_cancel (play.cancellable);
  g_autoptr (SokyBatch) batch = play_new_batch (&play);
  g_assert_false (play_run (&play, batch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (play.total_used, ==, 0);
  assert_counts (batch, 0, 0, 0);
}

/* The token is pulled out: nothing more is asked of it, what is signed is saved, and when it is
 * back the rest is done. */
static void
test_key_gone (void)
{
  g_auto (Play) play;
  g_autoptr (GError) error = NULL;

  play_init (&play);
  play.key_stops_at = 5;
  g_autoptr (SokyBatch) batch = play_new_batch (&play);
  g_assert_false (play_run (&play, batch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpuint (play.used[5], ==, 1);
  g_assert_cmpuint (play.finished[5], ==, 0);
  g_assert_cmpint (soky_batch_get_state (batch, 5), ==, SOKY_BATCH_WAITING);
  assert_counts (batch, play.total_used - 1, 0, 0);
  assert_once (&play);

  g_clear_error (&error);
  play.key_stops_at = NOWHERE;
  g_assert_true (play_run (&play, batch, &error));
  assert_counts (batch, COUNT, 0, 0);
  g_assert_cmpuint (play.total_used, ==, COUNT + 1);
}

/* What was signed and could not be sent is sent by the next run, and not signed again. */
static void
test_finish_stops (void)
{
  g_auto (Play) play;
  g_autoptr (GError) error = NULL;

  play_init (&play);
  play.finish_stops_at = 3;
  g_autoptr (SokyBatch) batch = play_new_batch (&play);
  g_assert_false (play_run (&play, batch, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (soky_batch_get_state (batch, 3), ==, SOKY_BATCH_WAITING);

  g_clear_error (&error);
  play.finish_stops_at = NOWHERE;
  g_assert_true (play_run (&play, batch, &error));
  assert_counts (batch, COUNT, 0, 0);
  g_assert_cmpuint (play.used[3], ==, 1);
  g_assert_cmpuint (play.finished[3], ==, 2);
  g_assert_cmpuint (play.total_used, ==, COUNT);
}

static void
test_again (gconstpointer data)
{
  guint times = GPOINTER_TO_UINT (data);
  g_auto (Play) play;
  g_autoptr (GError) error = NULL;
  gboolean too_often = times > 3;

  play_init (&play);
  play.again_at = 2;
  play.again_times = times;
  g_autoptr (SokyBatch) batch = play_new_batch (&play);
  g_assert_true (play_run (&play, batch, &error));
  assert_counts (batch, COUNT - too_often, 0, too_often);
  g_assert_cmpuint (play.used[2], ==, MIN (times + 1, 4));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/batch/overlap", test_overlap);
  g_test_add_func ("/batch/cancel", test_cancel);
  g_test_add_func ("/batch/cancelled-before", test_cancelled_before);
  g_test_add_func ("/batch/key-gone", test_key_gone);
  g_test_add_func ("/batch/finish-stops", test_finish_stops);
  g_test_add_data_func ("/batch/again/twice", GUINT_TO_POINTER (2), test_again);
  g_test_add_data_func ("/batch/again/for-ever", GUINT_TO_POINTER (100), test_again);
  return g_test_run ();
}
