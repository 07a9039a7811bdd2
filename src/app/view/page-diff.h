/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/document.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Two pictures of a page, made at the same scale: where do they differ, to the eye? Both are
 * CAIRO_FORMAT_ARGB32 on white; where one is larger, the other counts as white there. */

/**
 * soky_page_diff_find:
 *
 * Returns: (transfer full) (element-type SokyViewArea): boxes around what differs, in pixels, from
 *   the top; nearby ones are one. Empty when the eye sees no difference
 */
GArray *soky_page_diff_find (cairo_surface_t *before, cairo_surface_t *after);

/* One picture of both: what is in both pale, what went away red, what came blue. */
cairo_surface_t *soky_page_diff_overlay (cairo_surface_t *before, cairo_surface_t *after);

/* How much of the ink of two pages is not in the same place, from 0 (all is) to 1; @a and @b are
 * thumbnails, made by soky_page_diff_thumbnail(). */
double soky_page_diff_distance (GBytes *a, GBytes *b);
/* The ink of a page in a coarse grid. */
GBytes *soky_page_diff_thumbnail (cairo_surface_t *page);

G_END_DECLS
