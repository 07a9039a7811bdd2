/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * soky_picture_load:
 * @path: (type filename): a PNG or JPEG
 *
 * Pictures larger than print needs are scaled down while they are read.
 *
 * Returns: (transfer full) (nullable): an ARGB surface, or %NULL with a #GdkPixbufError or
 *   #SokyPdfError
 */
cairo_surface_t *soky_picture_load (const char *path, GError **error);

G_END_DECLS
