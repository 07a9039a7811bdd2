/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

#define PIXELS_IN_A_POINT (96.0 / 72.0)
#define COMFORTABLE_ZOOM 1.5
#define SETTLE_MS 80
#define STEP_PIXELS 60.0

/* A point of a page that is to stay at a point of the widget. */
typedef struct {
  guint page;
  double in_x, in_y; /* fraction of the page */
  double at_x, at_y; /* pixels in the widget */
} Anchor;

double
_soky_pdf_view_get_value (SokyPdfView *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

void
_soky_pdf_view_update_page (SokyPdfView *self)
{
  guint page = 0;
  if (self->layout != NULL) {
    double height = gtk_widget_get_height (GTK_WIDGET (self));
    double y = _soky_pdf_view_get_value (self, GTK_ORIENTATION_VERTICAL) + height * 0.4;
    page = soky_page_layout_find (self->layout, y) + 1;
  }
  if (page == self->page)
    return;
  self->page = page;
  g_object_notify (G_OBJECT (self), "page");
}

void
_soky_pdf_view_configure (SokyPdfView *self, GtkOrientation orientation, double value)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  if (adjustment == NULL)
    return;

  gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;
  double seen = vertical ? gtk_widget_get_height (GTK_WIDGET (self))
                         : gtk_widget_get_width (GTK_WIDGET (self));
  double upper = seen;
  if (self->layout != NULL)
    upper = MAX (seen, vertical ? soky_page_layout_get_height (self->layout)
                                : soky_page_layout_get_width (self->layout));
  gtk_adjustment_configure (adjustment, CLAMP (value, 0, upper - seen), 0, upper, STEP_PIXELS,
                            MAX (STEP_PIXELS, seen - STEP_PIXELS), seen);
}

static void
anchor_take (SokyPdfView *self, Anchor *anchor, double x, double y)
{
  SokyViewArea box;
  double content_x = _soky_pdf_view_get_value (self, GTK_ORIENTATION_HORIZONTAL) + x;
  double content_y = _soky_pdf_view_get_value (self, GTK_ORIENTATION_VERTICAL) + y;

  double page_x, page_y;
  soky_page_layout_pick (self->layout, content_x, content_y, &anchor->page, &page_x, &page_y);
  soky_page_layout_get_page (self->layout, anchor->page, &box);
  anchor->in_x = (content_x - box.x) / box.width;
  anchor->in_y = (content_y - box.y) / box.height;
  anchor->at_x = x;
  anchor->at_y = y;
}

static void
anchor_restore (SokyPdfView *self, const Anchor *anchor)
{
  SokyViewArea box;
  soky_page_layout_get_page (self->layout, anchor->page, &box);
  _soky_pdf_view_configure (self, GTK_ORIENTATION_HORIZONTAL,
                            box.x + anchor->in_x * box.width - anchor->at_x);
  _soky_pdf_view_configure (self, GTK_ORIENTATION_VERTICAL,
                            box.y + anchor->in_y * box.height - anchor->at_y);
}

double
_soky_pdf_view_zoom_for_mode (SokyPdfView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double zoom = self->zoom;

  if (self->layout == NULL || width <= 0 || height <= 0)
    return zoom;
  double fit_width = soky_page_layout_fit_width (self->layout, width) / PIXELS_IN_A_POINT;
  if (self->mode == SOKY_ZOOM_AUTO)
    zoom = MIN (fit_width, COMFORTABLE_ZOOM);
  else if (self->mode == SOKY_ZOOM_FIT_WIDTH)
    zoom = fit_width;
  else if (self->mode == SOKY_ZOOM_FIT_PAGE)
    zoom = soky_page_layout_fit_page (self->layout, width, height) / PIXELS_IN_A_POINT;
  return CLAMP (zoom, SOKY_ZOOM_MIN, SOKY_ZOOM_MAX);
}

static gboolean
settled_cb (gpointer data)
{
  SokyPdfView *self = data;
  self->settle_source = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* while the zoom is moving, sharp pages would be drawn for nothing */
static void
wait_until_settled (SokyPdfView *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

void
_soky_pdf_view_lay_out (SokyPdfView *self, double zoom)
{
  if (zoom != self->zoom) {
    self->zoom = zoom;
    g_object_notify (G_OBJECT (self), "zoom");
  }
  if (self->layout != NULL)
    soky_page_layout_set (self->layout, zoom * PIXELS_IN_A_POINT,
                          gtk_widget_get_width (GTK_WIDGET (self)));
}

void
_soky_pdf_view_arrange (SokyPdfView *self)
{
  if (self->layout == NULL)
    return;
  guint page = self->page;
  soky_page_layout_arrange (self->layout, self->two_pages ? 2 : 1, self->turns);
  _soky_pdf_view_lay_out (self, _soky_pdf_view_zoom_for_mode (self));
  SokyViewArea box;
  soky_page_layout_get_page (self->layout, MAX (page, 1) - 1, &box);
  _soky_pdf_view_configure (
      self, GTK_ORIENTATION_HORIZONTAL,
      (soky_page_layout_get_width (self->layout) - gtk_widget_get_width (GTK_WIDGET (self))) / 2);
  _soky_pdf_view_configure (self, GTK_ORIENTATION_VERTICAL, box.y - SOKY_PAGE_GAP);
  _soky_pdf_view_update_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_soky_pdf_view_lay_out_again (SokyPdfView *self)
{
  if (self->layout == NULL) {
    _soky_pdf_view_configure (self, GTK_ORIENTATION_HORIZONTAL, 0);
    _soky_pdf_view_configure (self, GTK_ORIENTATION_VERTICAL, 0);
    return;
  }
  Anchor anchor;
  anchor_take (self, &anchor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, 0);
  _soky_pdf_view_lay_out (self, _soky_pdf_view_zoom_for_mode (self));
  anchor_restore (self, &anchor);
  _soky_pdf_view_update_page (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_soky_pdf_view_zoom_at (SokyPdfView *self, double zoom, double x, double y)
{
  zoom = CLAMP (zoom, SOKY_ZOOM_MIN, SOKY_ZOOM_MAX);
  if (self->layout == NULL || zoom == self->zoom)
    return;

  if (self->scrolling != NULL)
    adw_animation_pause (self->scrolling);
  Anchor anchor;
  anchor_take (self, &anchor, x, y);
  _soky_pdf_view_lay_out (self, zoom);
  anchor_restore (self, &anchor);
  _soky_pdf_view_update_page (self);
  wait_until_settled (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
