/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "pdf/error.h"

G_BEGIN_DECLS

/* A PDF opened for reading: its cross-reference chain by our own strict reader, its objects,
 * lazily, by libqpdf with recovery off. Not thread-safe: one thread at a time. */
typedef struct _SokyPdf SokyPdf;

/* Returns: (transfer full) (nullable): the document, or %NULL with a SokyPdfError */
SokyPdf *soky_pdf_open (SokyInput *input, GError **error);
/* The document as it was at @length bytes (the end of a signed revision). */
SokyPdf *soky_pdf_open_revision (SokyPdf *self, goffset length, GError **error);
void soky_pdf_close (SokyPdf *self);

SokyInput *soky_pdf_get_input (SokyPdf *self);
guint soky_pdf_count_pages (SokyPdf *self);
/* Of @page, from 1: what is shown of it, in default user space (x0 y0 x1 y1, points), and how far
 * it is turned clockwise: 0, 90, 180 or 270. A signature on a page that is turned by 90 or 270 is
 * shown as wide as its rectangle is high; draw its appearance so. */
gboolean soky_pdf_get_page_geometry (SokyPdf *self, int page, double box[4], int *rotation,
                                     GError **error);
/* One for each section chain end in the file: how often it was saved. */
guint soky_pdf_count_revisions (SokyPdf *self);
/* Bytes of the file at the end of revision @index, from 0 = the oldest. */
goffset soky_pdf_get_revision_end (SokyPdf *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPdf, soky_pdf_close)

G_END_DECLS
