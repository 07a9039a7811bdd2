/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

/* Text that is selected with the pointer. */

#define AUTOSCROLL 0.3  /* of the way that the pointer is outside, at each frame */
#define CLICK_SLACK 4.0 /* pixels that a click may move */

static int
compare (const SokyTextPlace *a, const SokyTextPlace *b)
{
  if (a->page != b->page)
    return a->page < b->page ? -1 : 1;
  return a->gap == b->gap ? 0 : a->gap < b->gap ? -1 : 1;
}

void
_soky_pdf_view_get_ends (SokyPdfView *self, SokyTextPlace *from, SokyTextPlace *to)
{
  gboolean forward = compare (&self->anchor, &self->cursor) <= 0;
  *from = forward ? self->anchor : self->cursor;
  *to = forward ? self->cursor : self->anchor;
}

gboolean
soky_pdf_view_has_selection (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), FALSE);

  return self->document != NULL && compare (&self->anchor, &self->cursor) != 0;
}

void
_soky_pdf_view_selection_changed (SokyPdfView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "has-selection");
}

gboolean
_soky_pdf_view_get_selected (SokyPdfView *self, guint page, guint *start, guint *end)
{
  SokyTextPlace from, to;

  _soky_pdf_view_get_ends (self, &from, &to);
  if (!soky_pdf_view_has_selection (self) || page < from.page || page > to.page)
    return FALSE;
  *start = page == from.page ? from.gap : 0;
  *end = page == to.page ? to.gap : G_MAXUINT;
  return TRUE;
}

void
soky_pdf_view_clear_selection (SokyPdfView *self)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  self->dragged = FALSE;
  self->anchor = self->cursor = (SokyTextPlace){0, 0};
  _soky_pdf_view_selection_changed (self);
}

void
soky_pdf_view_select_all (SokyPdfView *self)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->document == NULL)
    return;
  self->dragged = FALSE;
  self->anchor = (SokyTextPlace){0, 0};
  self->cursor = (SokyTextPlace){soky_view_document_count_pages (self->document) - 1, G_MAXUINT};
  _soky_pdf_view_selection_changed (self);
}

/* The gap at a point; FALSE, and the page is read, when its text is not known yet. */
static gboolean
resolve (SokyPdfView *self, const SokyPagePoint *point, SokyTextPlace *place)
{
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, point->page);

  if (content == NULL) {
    soky_page_store_want (self->store, point->page);
    return FALSE;
  }
  *place =
      (SokyTextPlace){point->page, soky_page_text_find_gap (content->text, point->x, point->y)};
  return TRUE;
}

/* Both ends again, from where the pointer went down and is; also when text arrives late. */
void
_soky_pdf_view_update_drag (SokyPdfView *self)
{
  SokyTextPlace anchor, cursor;

  if (!self->dragged || !resolve (self, &self->drag_from, &anchor) ||
      !resolve (self, &self->drag_to, &cursor))
    return;
  self->anchor = anchor;
  self->cursor = cursor;
  _soky_pdf_view_selection_changed (self);
}

void
_soky_pdf_view_pick (SokyPdfView *self, double x, double y, SokyPagePoint *point)
{
  double left = _soky_pdf_view_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  double top = _soky_pdf_view_get_value (self, GTK_ORIENTATION_VERTICAL);

  point->inside =
      soky_page_layout_pick (self->layout, x + left, y + top, &point->page, &point->x, &point->y);
}

static gboolean
is_for_selecting (GtkGesture *gesture, SokyPdfView *self)
{
  GdkDevice *device =
      gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));
  /* a finger moves the pages */
  gboolean finger = device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;

  return self->layout != NULL && !self->choosing && !finger;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, SokyPdfView *self)
{
  if (!is_for_selecting (GTK_GESTURE (gesture), self)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  _soky_pdf_view_pick (self, x, y, &self->drag_to);
  if (!(state & GDK_SHIFT_MASK)) {
    self->drag_from = self->drag_to;
    soky_pdf_view_clear_selection (self);
    return;
  }
  self->dragged = TRUE;
  _soky_pdf_view_update_drag (self);
}

static gboolean
autoscroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SokyPdfView *self = SOKY_PDF_VIEW (widget);
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double outside =
      self->drag_y < 0 ? self->drag_y : MAX (0, self->drag_y - gtk_widget_get_height (widget));

  if (outside == 0 || vertical == NULL) {
    self->autoscroll = 0;
    return G_SOURCE_REMOVE;
  }
  gtk_adjustment_set_value (vertical, gtk_adjustment_get_value (vertical) + outside * AUTOSCROLL);
  _soky_pdf_view_pick (self, self->drag_x, self->drag_y, &self->drag_to);
  _soky_pdf_view_update_drag (self);
  return G_SOURCE_CONTINUE;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, SokyPdfView *self)
{
  double x = 0, y = 0;

  if (self->layout == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  if (!self->dragged && ABS (dx) < CLICK_SLACK && ABS (dy) < CLICK_SLACK)
    return;
  self->dragged = TRUE;
  self->drag_x = x + dx;
  self->drag_y = y + dy;
  _soky_pdf_view_pick (self, self->drag_x, self->drag_y, &self->drag_to);
  _soky_pdf_view_update_drag (self);
  if (self->autoscroll == 0 &&
      (self->drag_y < 0 || self->drag_y > gtk_widget_get_height (GTK_WIDGET (self))))
    self->autoscroll = gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll_cb, NULL, NULL);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, SokyPdfView *self)
{
  if (self->autoscroll != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll);
  self->autoscroll = 0;
}

/* Two clicks take a word, three a line. */
static void
pressed_cb (GtkGestureClick *gesture, int count, double x, double y, SokyPdfView *self)
{
  SokyPagePoint point;
  SokyTextPlace place;

  if (count < 2 || !is_for_selecting (GTK_GESTURE (gesture), self))
    return;
  _soky_pdf_view_pick (self, x, y, &point);
  if (!resolve (self, &point, &place))
    return;
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, place.page);
  guint start = place.gap, end = place.gap;
  if (content != NULL)
    soky_page_text_widen (content->text, count > 2, &start, &end);
  self->dragged = FALSE;
  self->anchor = (SokyTextPlace){place.page, start};
  self->cursor = (SokyTextPlace){place.page, end};
  _soky_pdf_view_selection_changed (self);
}

void
_soky_pdf_view_add_selecting (SokyPdfView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));

  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_group (click, drag);
}
