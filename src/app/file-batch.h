/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/signing-look.h"
#include "crypto/signer.h"
#include "sign/batch.h"

G_BEGIN_DECLS

/* Files that are signed with one login, each into a new file; what is signed stays as it was. */
typedef struct _SokyFileBatch SokyFileBatch;

/**
 * soky_file_batch_new:
 * @look: of every signature
 * @wish: where they stand
 */
SokyFileBatch *soky_file_batch_new (const SokyFileLook *look, const SokySigningWish *wish);
void soky_file_batch_free (SokyFileBatch *self);

/* Before the first run. @may_replace: the person has agreed that @target is written over; else a
 * file that is there already is left alone, and the item fails. */
void soky_file_batch_add (SokyFileBatch *self, const char *path, const char *target,
                          gboolean may_replace);

/* Whose key signs from the next run on; between runs only. @signer: (nullable): nobody's */
void soky_file_batch_set_signer (SokyFileBatch *self, SokySigner *signer);
/* As soky_batch_run(): blocks. */
gboolean soky_file_batch_run (SokyFileBatch *self, SokyBatchChanged changed, gpointer user_data,
                              GCancellable *cancellable, GError **error);
/* (transfer none): states, reasons and progress, in the order of adding */
SokyBatch *soky_file_batch_get_batch (SokyFileBatch *self);

/* @taken: (nullable) (element-type filename): targets of other files
 * Returns: (transfer full): a file beside @path that is not there yet: "Giáo án (đã ký).pdf" */
char *soky_file_batch_find_target (const char *path, GHashTable *taken);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyFileBatch, soky_file_batch_free)

G_END_DECLS
