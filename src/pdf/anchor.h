/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "pdf/error.h"

G_BEGIN_DECLS

/* A place on a page, in default user space (points from the lower left corner). */
typedef struct {
  int page; /* from 1 */
  double rect[4];
} SokyPdfPlace;

/**
 * soky_pdf_find_anchor:
 * @text: compared without regard to case, diacritics' composition and spacing
 * @place: (out): the bounds of the last occurrence in the document
 *
 * Text positions come from Poppler, which only reads.
 *
 * Returns: %FALSE without an error when @text does not occur, or with a SokyPdfError
 */
gboolean soky_pdf_find_anchor (SokyInput *input, const char *text, SokyPdfPlace *place,
                               GCancellable *cancellable, GError **error);

/* A free rectangle of the size given, under @anchor if there is room, else the nearest free one on
 * its page; FALSE when the page is full. */
gboolean soky_pdf_find_room (SokyInput *input, const SokyPdfPlace *anchor, double width,
                             double height, SokyPdfPlace *place, GError **error);

G_END_DECLS
