/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/proofs.h"

G_BEGIN_DECLS

/* What a verdict needs to know of trust beyond the report. */
typedef struct {
  const char *indication;    /* EN 319 102-1; NULL when nothing stands in the way */
  char *reason;              /* a sentence; NULL when nothing stands in the way */
  gboolean after_revocation; /* made after the certificate was revoked, provably */
  char *timestamp_problem;   /* nullable: its timestamp is proven wrong */
} SokyTrustVerdict;

/**
 * soky_trust_judge:
 * @index: of @candidate in the file
 * @report: gets trust, chain, statuses, timestamps, best time, level and note
 *
 * Finds the best proof of when the signature existed, and whether its certificate was good then.
 */
void soky_trust_judge (const SokyValidation *self, const SokyProofs *proofs,
                       SokyCandidate *candidate, guint index, SokySignatureReport *report,
                       SokyTrustVerdict *verdict);
void soky_trust_verdict_clear (SokyTrustVerdict *self);

/* Everything in the file that may help to judge it: the document security store, and what the
 * signatures and their timestamps carry. @candidates: (element-type SokyCandidate) */
void soky_trust_gather (const SokyValidation *self, SokyPdf *document, GPtrArray *candidates);

G_END_DECLS
