/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/appearance/appearance.h"

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* A picture ready to be drawn. */
typedef struct {
  cairo_surface_t *surface;
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

/* Reads and decodes; @ink colours the ink of an opaque picture and takes its paper away. */
SokyPicture *soky_picture_load (const char *path, SokyInk ink, GError **error);
void soky_picture_free (SokyPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPicture, soky_picture_free)

G_END_DECLS
