/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <poppler.h>

#include "pdf/anchor.h"

G_BEGIN_DECLS

/* Poppler's own types have no clean-up functions before version 23. */
typedef PopplerDocument SokyPopplerDocument;
typedef PopplerPage SokyPopplerPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPopplerPage, g_object_unref)

/* How a page is shown: Poppler's points run from the upper left corner of the crop box, turned by
 * the page's own rotation; ours (default user space) from the lower left one of the medium. */
typedef struct {
  double crop[4]; /* x0 y0 x1 y1, default user space */
  int rotation;   /* 0, 90, 180 or 270, clockwise */
} SokyAnchorPage;

/* Returns: (transfer full) (nullable): the pages as Poppler shows them, or %NULL with a
 * #SokyPdfError */
PopplerDocument *soky_anchor_page_open_document (SokyInput *input, GError **error);

void soky_anchor_page_init (SokyAnchorPage *self, PopplerPage *page, int rotation);
/* The size as shown. */
void soky_anchor_page_get_size (const SokyAnchorPage *self, double *width, double *height);
/* Rectangles are x0 y0 x1 y1 with x0 <= x1 and y0 <= y1 on both sides. */
void soky_anchor_page_to_user (const SokyAnchorPage *self, const double shown[4], double user[4]);
void soky_anchor_page_to_shown (const SokyAnchorPage *self, const double user[4], double shown[4]);

G_END_DECLS
