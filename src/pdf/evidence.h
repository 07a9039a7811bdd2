/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/output.h"
#include "pdf/document.h"

G_BEGIN_DECLS

/* The document security store (ISO 32000-2 §12.8.4.3, EN 319 142-1 §5.4): certificates, OCSP
 * responses and revocation lists that prove the signatures of a file. */

/* Each a GBytes, in DER where the file is honest; nothing of it is believed. */
typedef struct {
  GPtrArray *certificates;
  GPtrArray *ocsps;
  GPtrArray *crls;
} SokyPdfEvidence;

SokyPdfEvidence *soky_pdf_evidence_new (void);
void soky_pdf_evidence_free (SokyPdfEvidence *self);
guint soky_pdf_evidence_count (const SokyPdfEvidence *self);

/* Returns: (transfer full) (nullable): all that the store of @self holds, nothing when there is no
 * store; what cannot be read is left out. %NULL with %SOKY_PDF_ERROR_LIMIT when it holds more than
 * any honest one */
SokyPdfEvidence *soky_pdf_read_evidence (SokyPdf *self, GError **error);

/* What proves one signature. */
typedef struct {
  GBytes *contents; /* its /Contents as it stands in the file, padding included */
  SokyPdfEvidence *evidence;
} SokyPdfProof;

/**
 * soky_pdf_append_evidence:
 * @proofs: (element-type SokyPdfProof)
 * @output: holds the whole base already, byte for byte; the update is appended
 * @added: (out): %FALSE when the store holds all of it already; nothing was appended then
 *
 * Appends an incremental update in which the store holds all that it held, and @proofs, each piece
 * once. /VRI gets an entry for each signature that has none, under the SHA-1 of its /Contents. A
 * file before PDF 2.0 is marked with the extension that knows such stores (ESIC level 1).
 */
gboolean soky_pdf_append_evidence (SokyPdf *base, GPtrArray *proofs, SokyOutput *output,
                                   gboolean *added, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdfEvidence, soky_pdf_evidence_free)

G_END_DECLS
