/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

/* Ways through the document: scrolling to a place, marking it for a moment. */

#define SCROLL_MS 220
#define MARK_MS 1800
#define FADE_MS 900

static void
set_scroll_cb (double value, SokyPdfView *self)
{
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  if (vertical != NULL)
    gtk_adjustment_set_value (vertical, value);
}

static void
set_mark_cb (double value, SokyPdfView *self)
{
  self->mark_strength = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* full strength for a while (also where animations are off), then fading */
static gboolean
fade_mark_cb (gpointer data)
{
  SokyPdfView *self = data;
  self->mark_source = 0;
  adw_animation_reset (self->fading);
  adw_animation_play (self->fading);
  return G_SOURCE_REMOVE;
}

void
_soky_pdf_view_scroll_to (SokyPdfView *self, double y, gboolean animate)
{
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  if (vertical == NULL)
    return;

  double limit = gtk_adjustment_get_upper (vertical) - gtk_adjustment_get_page_size (vertical);
  double from = gtk_adjustment_get_value (vertical);
  double to = CLAMP (y, 0, MAX (0, limit));
  /* a long way is not shown: flying over hundreds of pages helps nobody */
  double reach = 3 * gtk_adjustment_get_page_size (vertical);
  if (ABS (to - from) > reach)
    from = to > from ? to - reach : to + reach;

  if (self->scrolling == NULL)
    self->scrolling = adw_timed_animation_new (
        GTK_WIDGET (self), from, to, SCROLL_MS,
        adw_callback_animation_target_new ((AdwAnimationTargetFunc) set_scroll_cb, self, NULL));
  adw_animation_pause (self->scrolling);
  if (!animate) {
    gtk_adjustment_set_value (vertical, to);
    return;
  }
  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (self->scrolling), from);
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (self->scrolling), to);
  adw_animation_reset (self->scrolling);
  adw_animation_play (self->scrolling);
}

static void
mark (SokyPdfView *self, guint page, const SokyViewArea *area)
{
  self->marked_page = page;
  self->marked = *area;
  if (self->fading == NULL)
    self->fading = adw_timed_animation_new (
        GTK_WIDGET (self), 1, 0, FADE_MS,
        adw_callback_animation_target_new ((AdwAnimationTargetFunc) set_mark_cb, self, NULL));
  adw_animation_reset (self->fading);
  set_mark_cb (1, self);
  g_clear_handle_id (&self->mark_source, g_source_remove);
  self->mark_source = g_timeout_add (MARK_MS, fade_mark_cb, self);
}

void
soky_pdf_view_go_to_page (SokyPdfView *self, guint page)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->layout == NULL)
    return;
  SokyViewArea box;
  guint last = soky_page_layout_count (self->layout);
  soky_page_layout_get_page (self->layout, CLAMP (page, 1, last) - 1, &box);
  _soky_pdf_view_scroll_to (self, box.y - SOKY_PAGE_GAP, TRUE);
}

void
soky_pdf_view_go_to (SokyPdfView *self, guint page, double top)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  SokyViewArea box;
  if (self->layout == NULL || page < 1 || page > soky_page_layout_count (self->layout))
    return;
  soky_page_layout_place (self->layout, page - 1, &(SokyViewArea){0, top, 0, 0}, &box);
  _soky_pdf_view_scroll_to (self, box.y - SOKY_PAGE_GAP, TRUE);
}

void
soky_pdf_view_show_area (SokyPdfView *self, guint page, const SokyViewArea *area)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->layout == NULL || page < 1 || page > soky_page_layout_count (self->layout))
    return;

  SokyViewArea box;
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  soky_page_layout_place (self->layout, page - 1, area, &box);
  _soky_pdf_view_configure (self, GTK_ORIENTATION_HORIZONTAL, box.x + (box.width - width) / 2);
  _soky_pdf_view_scroll_to (self, box.y + (box.height - height) / 2, TRUE);
  mark (self, page, area);
}

void
soky_pdf_view_turn_page (SokyPdfView *self, gboolean forward)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->layout == NULL)
    return;
  guint columns = soky_page_layout_get_columns (self->layout);
  guint page = self->page - (self->page - 1) % columns;
  soky_pdf_view_go_to_page (self, forward ? page + columns : page > columns ? page - columns : 1);
}

void
soky_pdf_view_reveal (SokyPdfView *self, guint page, const SokyViewArea *area)
{
  g_return_if_fail (SOKY_IS_PDF_VIEW (self));

  if (self->layout == NULL || page < 1 || page > soky_page_layout_count (self->layout))
    return;
  SokyViewArea box;
  double left = _soky_pdf_view_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  double top = _soky_pdf_view_get_value (self, GTK_ORIENTATION_VERTICAL);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  soky_page_layout_place (self->layout, page - 1, area, &box);
  if (box.x < left || box.x + box.width > left + width)
    _soky_pdf_view_configure (self, GTK_ORIENTATION_HORIZONTAL, box.x + (box.width - width) / 2);
  /* clear of the edges, and of the controls at the bottom */
  if (box.y < top + height / 10 || box.y + box.height > top + height * 0.8)
    _soky_pdf_view_scroll_to (self, box.y - height / 3, TRUE);
}
