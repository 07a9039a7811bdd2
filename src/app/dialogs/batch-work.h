/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/signer.h"
#include "sign/batch.h"

G_BEGIN_DECLS

/* A batch of books or files as the main loop sees it: begun, stopped, begun again. */
typedef struct _SokyBatchWork SokyBatchWork;

/* As soky_batch_run(): blocks. */
typedef gboolean (*SokyBatchRun) (gpointer items, SokyBatchChanged changed, gpointer user_data,
                                  GCancellable *cancellable, GError **error);
typedef void (*SokyBatchSetSigner) (gpointer items, SokySigner *signer);
typedef SokyBatch *(*SokyBatchGet) (gpointer items);

/* What there is to work on. */
typedef struct {
  SokyBatchRun run;
  SokyBatchSetSigner set_signer;
  SokyBatchGet get_batch;
  GDestroyNotify free;
} SokyBatchKind;

/* @kind: static; @items: (transfer full) */
SokyBatchWork *soky_batch_work_new (const SokyBatchKind *kind, gpointer items);
/* Between runs only. */
void soky_batch_work_free (SokyBatchWork *self);

/* @signer: (nullable): of a login that stays open for the run; %NULL: nothing needs a key
 * @moved: called on the main loop whenever something is other than it was
 * The run keeps nothing of @moved_data alive; @user_data has to. */
void soky_batch_work_run_async (SokyBatchWork *self, SokySigner *signer, void (*moved) (gpointer),
                                gpointer moved_data, GAsyncReadyCallback callback,
                                gpointer user_data);
/* %TRUE when nothing waits any more; else what stopped it */
gboolean soky_batch_work_run_finish (SokyBatchWork *self, GAsyncResult *result, GError **error);
/* Stops between two items. */
void soky_batch_work_stop (SokyBatchWork *self);
gboolean soky_batch_work_is_running (SokyBatchWork *self);

/* (transfer none): states and reasons, by index */
SokyBatch *soky_batch_work_get_batch (SokyBatchWork *self);
void soky_batch_work_get_progress (SokyBatchWork *self, SokyBatchProgress *progress);

G_END_DECLS
