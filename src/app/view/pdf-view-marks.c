/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

/* Places of comments that are outlined on the pages, and choosing a new one with the pointer. */

#define LINE 2.0f
#define RADIUS 4.0f
#define SMALLEST 6.0 /* pixels that a place must be wide and high, else it was a click */

static const GdkRGBA amber = {0.898f, 0.647f, 0.039f, 1}; /* Adwaita yellow 5 */
static const GdkRGBA amber_fill = {0.898f, 0.647f, 0.039f, 0.12f};

static void
draw_outline (GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &amber_fill, area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){LINE, LINE, LINE, LINE},
                              (GdkRGBA[4]){amber, amber, amber, amber});
}

static void
draw_mark (SokyPdfView *self, GtkSnapshot *snapshot, const SokyViewMark *mark, double left,
           double top)
{
  SokyViewArea box;
  double width, height;

  if (mark->page < 1 || mark->page > soky_page_layout_count (self->layout))
    return;
  soky_view_document_get_page_size (self->document, mark->page - 1, &width, &height);
  SokyViewArea area = {mark->area.x * width, mark->area.y * height, mark->area.width * width,
                       mark->area.height * height};
  soky_page_layout_place (self->layout, mark->page - 1, &area, &box);
  draw_outline (snapshot, &GRAPHENE_RECT_INIT ((float) (box.x - left), (float) (box.y - top),
                                               (float) box.width, (float) box.height));
}

void
_soky_pdf_view_draw_marks (SokyPdfView *self, GtkSnapshot *snapshot, double left, double top)
{
  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++)
    draw_mark (self, snapshot, &g_array_index (self->marks, SokyViewMark, i), left, top);
  if (self->band.page != 0)
    draw_mark (self, snapshot, &self->band, left, top);
}

/* From where the pointer went down to where it is, on the page it went down on. */
static void
update_band (SokyPdfView *self, double x, double y)
{
  const SokyPagePoint *from = &self->band_from;
  double width, height, to_x, to_y;

  soky_page_layout_locate (
      self->layout, from->page, x + _soky_pdf_view_get_value (self, GTK_ORIENTATION_HORIZONTAL),
      y + _soky_pdf_view_get_value (self, GTK_ORIENTATION_VERTICAL), &to_x, &to_y);
  soky_view_document_get_page_size (self->document, from->page, &width, &height);
  double x0 = CLAMP (MIN (from->x, to_x) / width, 0, 1);
  double x1 = CLAMP (MAX (from->x, to_x) / width, 0, 1);
  double y0 = CLAMP (MIN (from->y, to_y) / height, 0, 1);
  double y1 = CLAMP (MAX (from->y, to_y) / height, 0, 1);
  self->band = (SokyViewMark){from->page + 1, {x0, y0, x1 - x0, y1 - y0}};
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, SokyPdfView *self)
{
  gboolean wanted = self->choosing && self->layout != NULL;
  if (wanted)
    _soky_pdf_view_pick (self, x, y, &self->band_from);
  gtk_gesture_set_state (GTK_GESTURE (gesture),
                         wanted ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, SokyPdfView *self)
{
  double x = 0, y = 0;

  if (self->choosing && self->layout != NULL && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    update_band (self, x + dx, y + dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, SokyPdfView *self)
{
  const SokyViewMark band = self->band;

  if (!self->choosing || band.page == 0)
    return;
  self->band.page = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (ABS (dx) < SMALLEST || ABS (dy) < SMALLEST || band.area.width <= 0 || band.area.height <= 0)
    return;
  g_signal_emit_by_name (self, "area-chosen", band.page, band.area.x, band.area.y, band.area.width,
                         band.area.height);
}

void
_soky_pdf_view_add_marking (SokyPdfView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  /* before the scrolled window drags the pages */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
soky_pdf_view_set_marks (SokyPdfView *self, GArray *marks)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = marks != NULL ? g_array_ref (marks) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
soky_pdf_view_set_choosing (SokyPdfView *self, gboolean choosing)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  self->choosing = choosing;
  self->band.page = 0;
  _soky_pdf_view_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
