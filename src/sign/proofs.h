/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/document.h"
#include "sign/stamp-judge.h"

G_BEGIN_DECLS

/* The document timestamps of a file, and what they prove of its earlier revisions. */
typedef struct _SokyProofs SokyProofs;

/**
 * soky_proofs_new:
 * @candidates: (element-type SokyCandidate): all signatures of the file, by revision
 * @findings: (array): what the cryptography of each came to
 *
 * Judges the newest document timestamp at the present, and each earlier one at the moment that the
 * later ones prove (EN 319 102-1 §5.6.3): so a chain of renewals holds although the first
 * authorities have long expired. On its way it tells the pool since when the evidence of the
 * document security store is proven to exist.
 *
 * Returns: (transfer full)
 */
SokyProofs *soky_proofs_new (const SokyValidation *self, SokyPdf *document, GPtrArray *candidates,
                             const SokyFinding *findings);
void soky_proofs_free (SokyProofs *self);

/* The earliest moment at which the first @end bytes are proven to have existed; 0 = by nothing. */
gint64 soky_proofs_since (const SokyProofs *self, goffset end);
/* The latest moment that is proven to lie before a revision that ends at @end; 0 = none. */
gint64 soky_proofs_before (const SokyProofs *self, goffset end);
/* (nullable): of the candidate with that index, when it is a document timestamp */
const SokyStampVerdict *soky_proofs_get (const SokyProofs *self, guint index);
/* Copies of what is said of those that cover @end. @list: (element-type SokyTimestampReport) */
void soky_proofs_list (const SokyProofs *self, goffset end, GPtrArray *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyProofs, soky_proofs_free)

G_END_DECLS
