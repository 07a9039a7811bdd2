/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"
#include "pdf/document.h"
#include "sign/sign.h"

G_BEGIN_DECLS

/* Where a signature goes, decided. */
typedef struct {
  int page;       /* from 1 */
  double rect[4]; /* points x0 y0 x1 y1; all 0 = invisible */
} SokyPlace;

/**
 * soky_placement_resolve:
 * @look: what will be drawn, for its natural size; its width and height are set to the place's
 *
 * In order of preference: the existing field that is named, the anchor, the rectangle, a free
 * corner (design.md §7).
 */
gboolean soky_placement_resolve (SokyPdf *document, const SokySignOptions *options,
                                 SokyAppearanceSpec *look, SokyPlace *place,
                                 GCancellable *cancellable, GError **error);

/* Whether a certification or the field itself forbids the signature (ISO 32000-2 §12.8.2.2). */
gboolean soky_placement_check_permission (SokyPdf *document, const SokySignOptions *options,
                                          GError **error);

G_END_DECLS
