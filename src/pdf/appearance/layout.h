/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"

#include <cairo.h>

G_BEGIN_DECLS

/* An appearance made up by its template: a column of lines and a picture, a code beside or below
 * it, and a frame around. Whoever uses it holds the lock of the font context. */
typedef struct _SokyAppearanceLayout SokyAppearanceLayout;

/* Returns: (transfer full) (nullable): %NULL with a SokyPdfError when template, picture, code or
 *   font cannot be had */
SokyAppearanceLayout *soky_appearance_layout_new (const SokyAppearanceSpec *spec, GError **error);
void soky_appearance_layout_free (SokyAppearanceLayout *self);

void soky_appearance_layout_measure (SokyAppearanceLayout *self, double *width, double *height);
/* FALSE with %SOKY_PDF_ERROR_LIMIT when the place is too small for the code to be read. */
gboolean soky_appearance_layout_draw (SokyAppearanceLayout *self, cairo_t *cr, double width,
                                      double height, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAppearanceLayout, soky_appearance_layout_free)

G_END_DECLS
