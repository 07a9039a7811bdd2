/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "crypto/digest.h"

G_BEGIN_DECLS

/* The bytes that one signature covers, to be hashed: two runs with a hole between them. */
typedef struct {
  SokyHash hash;
  gint64 byte_range[4]; /* start and length of each run; the first starts at 0 */
  GBytes *digest;       /* set by the pass; stays NULL when the work was over the budget */
  SokyDigest *fork;     /* of the pass itself */
} SokyHashJob;

void soky_hash_job_clear (SokyHashJob *self);

/**
 * soky_hash_pass:
 * @jobs: (element-type SokyHashJob): those that have a digest already are left alone
 *
 * Reads the file once for all signatures: one running digest for each algorithm, forked at each
 * hole. The bytes that are hashed more than once (second runs that overlap) have a budget, so that
 * a hostile file cannot multiply the work.
 */
gboolean soky_hash_pass (SokyInput *input, GPtrArray *jobs, GCancellable *cancellable,
                         GError **error);

G_END_DECLS
