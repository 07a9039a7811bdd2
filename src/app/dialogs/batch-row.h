/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "sign/batch.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A book in the window that signs many: chosen or not, what will be done with it, and in the end
 * what has become of it. Signal "toggled". */
#define SOKY_TYPE_BATCH_ROW (soky_batch_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyBatchRow, soky_batch_row, SOKY, BATCH_ROW, AdwActionRow)

typedef enum {
  SOKY_BATCH_TASK_NONE, /* it cannot be done: the reason says why */
  SOKY_BATCH_TASK_SIGN,
  SOKY_BATCH_TASK_APPROVE, /* a step without a certificate */
  SOKY_BATCH_TASK_RETURN,
  SOKY_N_BATCH_TASKS
} SokyBatchTask;

/* @reason: (nullable); @seen: the person has had it open */
GtkWidget *soky_batch_row_new (SokyBook *book, SokyBatchTask task, const char *reason,
                               gboolean seen);
SokyBook *soky_batch_row_get_book (SokyBatchRow *self);
SokyBatchTask soky_batch_row_get_task (SokyBatchRow *self);
gboolean soky_batch_row_is_seen (SokyBatchRow *self);
gboolean soky_batch_row_is_chosen (SokyBatchRow *self);
void soky_batch_row_choose (SokyBatchRow *self, gboolean chosen);

/* From choosing to working: the box gives way to what becomes of the book. */
void soky_batch_row_set_result (SokyBatchRow *self, SokyBatchState state, const GError *reason,
                                gboolean current);
/* "Signed", "Skipped: …" as a line for the clipboard. */
char *soky_batch_row_describe (SokyBatchRow *self);

G_END_DECLS
