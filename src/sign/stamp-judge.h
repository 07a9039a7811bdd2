/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/candidate.h"
#include "sign/path-judge.h"

G_BEGIN_DECLS

/* What a timestamp (RFC 3161) is worth. */
typedef struct {
  SokyTimestampReport *report;
  SokyPathVerdict *path; /* nullable: of its authority, when it came so far */
  gboolean broken;       /* proven wrong, not merely without proof */
} SokyStampVerdict;

/**
 * soky_stamp_judge:
 * @token: the timestamp
 * @stamped: what it must have been made over
 * @proven_us: since when the timestamp itself is proven to exist; 0 = by nothing
 *
 * EN 319 102-1 §5.4 (time-stamp validation): imprint and signature hold and are not weak, the
 * authority's certificate was issued for timestamps alone, was valid at the moment stated, and
 * leads to an anchor as soky_path_judge() asks.
 *
 * Returns: (transfer full)
 */
SokyStampVerdict *soky_stamp_judge (const SokyValidation *self, GBytes *token, GBytes *stamped,
                                    gint64 proven_us);
/* The same of a document timestamp, whose imprint and signature were checked with @finding. */
SokyStampVerdict *soky_stamp_judge_document (const SokyValidation *self, SokyCandidate *candidate,
                                             const SokyFinding *finding, gint64 proven_us);
void soky_stamp_verdict_free (SokyStampVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyStampVerdict, soky_stamp_verdict_free)

G_END_DECLS
