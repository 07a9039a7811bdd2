/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"
#include "pdf/appearance/font.h"
#include "pdf/appearance/picture.h"
#include "pdf/appearance/template.h"

G_BEGIN_DECLS

/* The lines and the picture of an appearance, one below the other, at natural size; drawing scales
 * the whole. */
typedef struct _SokyColumn SokyColumn;

/* @picture: (nullable): outlives the column */
SokyColumn *soky_column_new (PangoContext *context, const SokyTemplate *template_,
                             const SokyAppearanceSpec *spec, const SokyPicture *picture);
void soky_column_free (SokyColumn *self);

/* No lines, only a picture or nothing at all. */
gboolean soky_column_is_wordless (const SokyColumn *self);
gboolean soky_column_is_empty (const SokyColumn *self);

/* The size that needs no shrinking; lines longer than the template's column are wrapped. */
void soky_column_measure (SokyColumn *self, double *width, double *height);

/* The largest scale, at most 1, at which all fits into the size. */
double soky_column_fit (SokyColumn *self, double width, double height);

/* Draws into @width by @height points from the origin, shrunk and wrapped as needed, in the middle;
 * a picture takes what room is left. */
void soky_column_draw (SokyColumn *self, cairo_t *cr, double width, double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyColumn, soky_column_free)

G_END_DECLS
