/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs/blobs.h"
#include "server/scratch.h"
#include "server/store/books.h"
#include "server/workers.h"

G_BEGIN_DECLS

/* What the public is told of one signature in a file. */
typedef struct {
  gint64 revision_end; /* bytes of the file when it was made */
  gboolean is_timestamp;
  SokyVerdict verdict;
  char *signer; /* as the certificate names him; "" when unknown */
  char *organisation;
  char *reason; /* one sentence */
  gint64 signed_at_us;
} SokySigned;

/* Of a report, in its order. (element-type SokySigned) */
GPtrArray *soky_signed_list (const SokyReport *report);

/* What was found in published files, kept for a while: a page that many look at costs one
 * verification. Thread-safe; bounded. */
typedef struct _SokyVerdicts SokyVerdicts;

/* @scratch: where files are put together; like the others it outlives this */
SokyVerdicts *soky_verdicts_new (SokyWorkers *workers, SokyBlobs *blobs, SokyScratch *scratch);
void soky_verdicts_free (SokyVerdicts *self);

/**
 * soky_verdicts_get:
 * @segments: (element-type SokySegment): of the file
 * @sha256: of the whole file
 * @language: of the sentences
 *
 * Blocks while it is not known.
 *
 * Returns: (transfer full) (nullable) (element-type SokySigned): shared, not to be changed
 */
GPtrArray *soky_verdicts_get (SokyVerdicts *self, GPtrArray *segments, const char *sha256,
                              const char *language, gint64 now_us, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyVerdicts, soky_verdicts_free)

G_END_DECLS
