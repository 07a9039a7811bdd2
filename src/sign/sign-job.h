/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/digest.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/* One file on its way to being signed, in three steps, of which only the middle one uses the key;
 * so the first and the last of other files can run meanwhile. */
typedef struct _SokySignJob SokySignJob;

/* Everything up to the hole: copy, update, hash, and all that can be refused. */
SokySignJob *soky_sign_job_prepare (const SokySignItem *item, SokySigner *signer,
                                    GCancellable *cancellable, GError **error);
/* Asks the key, once; only when its answer is larger than could be foreseen, the hole is made
 * larger and the key is asked once more. */
gboolean soky_sign_job_use_key (SokySignJob *self, GCancellable *cancellable, GError **error);
/* Gets the timestamp and other proof that are wanted, fills the hole, checks the result and gives
 * the file its name. %SOKY_SIGN_ERROR_DOES_NOT_FIT when a timestamp server answered far more than
 * before: another job for the same file will foresee that. */
gboolean soky_sign_job_finish (SokySignJob *self, GError **error);
/* A job that did not finish leaves nothing behind. */
void soky_sign_job_free (SokySignJob *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySignJob, soky_sign_job_free)

G_END_DECLS
