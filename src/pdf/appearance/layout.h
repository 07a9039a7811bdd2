/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "pdf/appearance/appearance.h"

G_BEGIN_DECLS

/* The lines and the picture of an appearance, stacked and centred, at natural size; whoever draws
 * them scales the whole. */
typedef struct _SokyAppearanceLayout SokyAppearanceLayout;

/* Returns: (transfer full) (nullable): a layout, or %NULL when the picture cannot be read */
SokyAppearanceLayout *soky_appearance_layout_new (const SokyAppearanceSpec *spec, GError **error);
void soky_appearance_layout_free (SokyAppearanceLayout *self);

/* No lines, only a picture or nothing at all. */
gboolean soky_appearance_layout_is_wordless (const SokyAppearanceLayout *self);

/* The size that needs no shrinking; lines longer than a column of a signature block are wrapped. */
void soky_appearance_layout_measure (SokyAppearanceLayout *self, double *width, double *height);

/* Draws into @width by @height points from the origin, shrunk and wrapped as needed, in the middle.
 * A picture without words fills the space. */
void soky_appearance_layout_draw (SokyAppearanceLayout *self, cairo_t *cr, double width,
                                  double height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAppearanceLayout, soky_appearance_layout_free)

G_END_DECLS
