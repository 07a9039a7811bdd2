/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* How dark each pixel is against the paper around it, 0 to 255: paper is 0 wherever the light falls
 * unevenly. Of a picture without paper, its alpha.
 * Returns: (transfer full) (array): as many as there are pixels, row by row */
guint8 *soky_paper_subtract (const GdkPixbuf *picture);

/* Clears what is too small to be ink: groups of touching pixels above 0 with fewer than @least. */
void soky_paper_clear_specks (guint8 *cover, int width, int height, guint least);

G_END_DECLS
