/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/signature.h"

G_BEGIN_DECLS

/**
 * soky_pdf_add_orphans:
 * @signatures: (element-type SokyPdfSignature): all that the form of the document names
 *
 * Adds what was signed in this very file but is no part of the document any more: signatures which
 * no field leads to, since a later update took them out or its /Prev passes over their revision.
 * Those are left out that a later signature was made without: its signer has seen the document so.
 * They have no field and, with the reason in their @problem, no byte range in order.
 */
void soky_pdf_add_orphans (SokyPdf *self, GPtrArray *signatures);

G_END_DECLS
