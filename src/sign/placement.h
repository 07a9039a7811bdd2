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
  gboolean given; /* by a field that is in the document */
  char *field;    /* nullable: the existing field that it fills, or the name of a new one */
} SokyPlace;

void soky_place_clear (SokyPlace *self);

/**
 * soky_placement_resolve:
 * @look: what will be drawn; gets the template of the place, and its size as it is shown
 * @place: (out): to be cleared
 *
 * In order of preference: the existing field that is named or bears the role's name, the anchor,
 * the rectangle, the place of the profile, a free corner (design.md §7).
 */
gboolean soky_placement_resolve (SokyPdf *document, const SokySignOptions *options,
                                 SokyAppearanceSpec *look, SokyPlace *place,
                                 GCancellable *cancellable, GError **error);

/* Whether a certification or the field itself forbids the signature (ISO 32000-2 §12.8.2.2). */
gboolean soky_placement_check_permission (SokyPdf *document, const SokySignOptions *options,
                                          GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyPlace, soky_place_clear)

G_END_DECLS
