/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page with a rectangle on it that is moved, resized or drawn anew, with mouse, pen or finger, or
 * with the arrow keys: alone they move it, with Shift they resize it, with Ctrl as well in single
 * points. It never leaves the page. All numbers are points of the page as it is shown, y down.
 *
 * Signal "moved": the person has changed the rectangle. */
#define SOKY_TYPE_PLACE_VIEW (soky_place_view_get_type ())
G_DECLARE_FINAL_TYPE (SokyPlaceView, soky_place_view, SOKY, PLACE_VIEW, GtkWidget)

/* @page: (nullable): a picture of it; the rectangle is brought within its size */
void soky_place_view_set_page (SokyPlaceView *self, GdkTexture *page, double width, double height);
/* What stands in the rectangle: stretched to it until it is drawn anew. Red where it @covers. */
void soky_place_view_set_look (SokyPlaceView *self, GdkTexture *look, gboolean covers);

/* x, y, width, height; setting it emits nothing */
void soky_place_view_set_rect (SokyPlaceView *self, const double rect[4]);
void soky_place_view_get_rect (SokyPlaceView *self, double rect[4]);

G_END_DECLS
