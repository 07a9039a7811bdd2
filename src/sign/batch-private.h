/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/batch.h"

G_BEGIN_DECLS

/* How often an item is made anew before it is given up. */
#define SOKY_BATCH_MAX_ATTEMPTS 4

typedef struct {
  SokyBatchState state;
  gboolean to_finish; /* signed, and its last step is still to come */
  gboolean fresh;     /* changed, and not told yet */
  guint attempts;     /* how often the key was used for it */
  gpointer work;      /* nullable */
  GError *reason;     /* nullable */
} SokyBatchItem;

struct _SokyBatch {
  SokyBatchSteps steps;
  gpointer user_data;
  GDestroyNotify free_data;
  GMutex lock; /* over all that follows */
  GCond moved;
  SokyBatchItem *items;
  guint count;
  guint current;
  /* indices of items, for the present run */
  GQueue to_prepare;
  GQueue ready;
  GQueue to_finish;
  GQueue news;     /* to be told */
  guint preparing; /* how many are in the hands of a worker */
  guint finishing;
  guint ahead;   /* the most items that are ready, and the most that wait to be finished */
  guint threads; /* that still run */
  gboolean at_key;
  gboolean stopping;
  GError *stopped_by; /* nullable */
  GCancellable *cancellable;
  gint64 started_us; /* of this run, monotonic */
  guint used;        /* how often the key was used in this run */
};

/* The threads of a run; @data is the batch. */
gpointer soky_batch_work (gpointer data);
gpointer soky_batch_use_key (gpointer data);

G_END_DECLS
