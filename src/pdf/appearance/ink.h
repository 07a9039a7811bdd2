/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/**
 * soky_ink_lift:
 * @picture: a scan or a photograph of ink on paper, or a picture without paper
 * @ink: the colour it is to have; ink of about that colour keeps its own, and
 *   %SOKY_INK_KEEP keeps every colour
 *
 * Takes the paper away, however unevenly it is lit, with specks and what is empty around the ink.
 * Edges stay soft.
 *
 * Returns: (transfer full) (nullable): a picture with alpha, or %NULL with a SokyPdfError when
 *   there is no ink on it
 */
GdkPixbuf *soky_ink_lift (const GdkPixbuf *picture, SokyInk ink, GError **error);

/* A line of the pen: x0 y0 x1 y1 …, in any unit, y down. */
typedef struct {
  const double *points;
  guint count; /* of points, half as many as numbers */
} SokyInkStroke;

/* Draws strokes, smoothed, and trims. The pen is a hundredth of @span wide, the width of what they
 * were drawn on. Returns: (transfer full) (nullable): %NULL with a SokyPdfError without strokes */
GdkPixbuf *soky_ink_draw (const SokyInkStroke *strokes, guint count, double span, SokyInk ink,
                          GError **error);

G_END_DECLS
