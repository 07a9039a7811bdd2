/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/book-batch.h"
#include "crypto/signer.h"

G_BEGIN_DECLS

/* A batch of books as the main loop sees it: begun, stopped, begun again. */
typedef struct _SokyBatchWork SokyBatchWork;

SokyBatchWork *soky_batch_work_new (SokySession *session, GPtrArray *books, GPtrArray *types);
/* Between runs only. */
void soky_batch_work_free (SokyBatchWork *self);

/* For the runs to come: see soky_book_batch_set_sealed(). */
void soky_batch_work_set_sealed (SokyBatchWork *self, gboolean sealed);
/* @signer: (nullable): of a login that stays open for the run; %NULL: no book needs a key
 * @moved: called on the main loop whenever something is other than it was
 * The run keeps nothing of @moved_data alive; @user_data has to. */
void soky_batch_work_run_async (SokyBatchWork *self, SokySigner *signer, void (*moved) (gpointer),
                                gpointer moved_data, GAsyncReadyCallback callback,
                                gpointer user_data);
/* %TRUE when nothing waits any more; else what stopped it */
gboolean soky_batch_work_run_finish (SokyBatchWork *self, GAsyncResult *result, GError **error);
/* Stops between two books. */
void soky_batch_work_stop (SokyBatchWork *self);
gboolean soky_batch_work_is_running (SokyBatchWork *self);

SokyBookBatch *soky_batch_work_get_books (SokyBatchWork *self);
void soky_batch_work_get_progress (SokyBatchWork *self, SokyBatchProgress *progress);

G_END_DECLS
