/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dots an inch that a PNG (pHYs) or JPEG (JFIF) claims for the pixels in the file; 0 when it tells
 * none, or nothing to be believed. GdkPixbuf tells it too, but for a picture that is scaled while
 * it is read sometimes for the pixels before and sometimes for those after. */
double soky_resolution_read (const guint8 *data, gsize length);

G_END_DECLS
