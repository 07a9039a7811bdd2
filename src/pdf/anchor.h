/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/input.h"
#include "pdf/document.h"

G_BEGIN_DECLS

/* A place on a page, in default user space (points from the lower left corner). */
typedef struct {
  int page; /* from 1 */
  double rect[4];
} SokyPdfPlace;

/* Where a free place is looked for, as the page is shown. */
typedef enum {
  SOKY_PDF_SIDE_BELOW, /* the anchor, best in the middle between it and what follows */
  SOKY_PDF_SIDE_ABOVE,
  SOKY_PDF_SIDE_AFTER,        /* on its line */
  SOKY_PDF_SIDE_BOTTOM_RIGHT, /* of the anchor's page; its rectangle says nothing */
  SOKY_PDF_SIDE_TOP_RIGHT,
} SokyPdfSide;

/* The room that is wanted. */
typedef struct {
  double width, height; /* points, as shown */
  double least;         /* the scale down to which it may shrink to stand beside the anchor; 1 = it
                           keeps its size and rather stands apart */
  SokyPdfSide side;
} SokyPdfRoom;

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

/* A free rectangle on the anchor's page: beside it where that is wanted and there is room, else the
 * nearest to it. Nothing that is drawn there, and no annotation, is ever covered. FALSE when the
 * page is full. */
gboolean soky_pdf_find_room (SokyInput *input, const SokyPdfPlace *anchor, const SokyPdfRoom *room,
                             SokyPdfPlace *place, GError **error);

/* Whether anything is drawn at @place, or an annotation lies there: a field that is still empty
 * too. @is_free: (out). Returns: %FALSE with a SokyPdfError when that cannot be told */
gboolean soky_pdf_is_free (SokyInput *input, const SokyPdfPlace *place, gboolean *is_free,
                           GError **error);

/* Where a stamp of that size, as shown, goes: over the left third of a signature, level with it,
 * and within the page (Nghị định 30/2020, Phụ lục I, ô 8). */
gboolean soky_pdf_place_stamp (SokyPdf *pdf, const SokyPdfPlace *signature, double width,
                               double height, SokyPdfPlace *place, GError **error);

G_END_DECLS
