/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* A picture ready to be drawn. */
typedef struct {
  cairo_surface_t *surface; /* of a picture in one colour only its alpha */
  double red, green, blue;  /* that colour */
  double width, height; /* points at its own resolution, where it tells one (@real), else pixels */
  gboolean real;
} SokyPicture;

/**
 * soky_picture_decode:
 * @data: a PNG or JPEG, whatever it is called; no other decoder is ever asked
 * @most: pixels of the longer side; a larger picture is scaled down while it is read
 *
 * Upright as the camera says (Exif). The size that the file claims is bounded before anything is
 * decoded.
 *
 * Returns: (transfer full) (nullable): %NULL with a #SokyPdfError
 */
GdkPixbuf *soky_picture_decode (GBytes *data, int most, GError **error);

/* The bytes of a picture's file, bounded. */
GBytes *soky_picture_read (const char *path, GError **error);

/* The ink of a PNG or JPEG, off its paper (soky_ink_lift()), scaled to at most 1000 pixels a side
 * and still of its real size. Returns: (transfer full) (nullable): a PNG */
GBytes *soky_picture_lift (GBytes *data, SokyInk ink, GError **error);
/* @dpi: dots an inch, 0 = not told. Returns: (transfer full) (nullable): a PNG */
GBytes *soky_picture_encode (GdkPixbuf *pixbuf, double dpi, GError **error);

/* Reads and decodes; @ink colours the ink of an opaque picture and takes its paper away. */
SokyPicture *soky_picture_load (const char *path, SokyInk ink, GError **error);
void soky_picture_free (SokyPicture *self);
/* Draws it @width points wide from the origin, at 300 dots an inch at most: more is not seen on
 * paper, and every byte travels with every signature. */
void soky_picture_draw (const SokyPicture *self, cairo_t *cr, double width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPicture, soky_picture_free)

G_END_DECLS
