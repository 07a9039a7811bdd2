/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

/* What of the text is coloured, and the shape of the pointer over it. */

static const GdkRGBA selected_colour = {0.208f, 0.518f, 0.894f, 0.35f}; /* Adwaita blue 3 */
static const GdkRGBA hit_colour = {0.965f, 0.827f, 0.176f, 0.45f};      /* yellow 3 */
static const GdkRGBA current_colour = {1.0f, 0.471f, 0.0f, 0.55f};      /* orange 3 */

static void
draw_range (SokyPdfView *self, GtkSnapshot *snapshot, guint page, SokyPageText *text,
            const SokyTextRange *range, const GdkRGBA *colour)
{
  g_autoptr (GArray) areas = soky_page_text_get_areas (text, range->start, range->end);

  for (guint i = 0; i < areas->len; i++) {
    SokyViewArea box;
    soky_page_layout_place (self->layout, page, &g_array_index (areas, SokyViewArea, i), &box);
    gtk_snapshot_append_color (
        snapshot, colour,
        &GRAPHENE_RECT_INIT ((float) box.x, (float) box.y, (float) box.width, (float) box.height));
  }
}

static void
draw_hits (SokyPdfView *self, GtkSnapshot *snapshot, guint page, SokyPageText *text, GArray *hits)
{
  const SokyTextHit *current = soky_text_search_get_current (self->search);

  for (guint i = 0; i < hits->len; i++) {
    const SokyTextHit *hit = &g_array_index (hits, SokyTextHit, i);
    draw_range (self, snapshot, page, text, &(SokyTextRange){hit->start, hit->end},
                hit == current ? &current_colour : &hit_colour);
  }
}

void
_soky_pdf_view_draw_text (SokyPdfView *self, GtkSnapshot *snapshot, guint page)
{
  SokyTextRange range;
  _soky_pdf_view_draw_link (self, snapshot, page);
  gboolean selected = _soky_pdf_view_get_selected (self, page, &range.start, &range.end);
  GArray *hits = soky_text_search_get_hits (self->search, page);

  if (!selected && hits == NULL)
    return;
  g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, page);
  if (content == NULL) {
    soky_page_store_want (self->store, page);
    return;
  }
  if (hits != NULL)
    draw_hits (self, snapshot, page, content->text, hits);
  if (selected)
    draw_range (self, snapshot, page, content->text, &range, &selected_colour);
}

void
_soky_pdf_view_update_cursor (SokyPdfView *self)
{
  const char *shape = NULL;
  SokyPagePoint point;

  if (self->choosing) {
    shape = "crosshair";
  } else if (self->layout != NULL) {
    _soky_pdf_view_pick (self, self->pointer_x, self->pointer_y, &point);
    g_autoptr (SokyPageContent) content = soky_page_store_peek (self->store, point.page);
    if (content == NULL)
      soky_page_store_want (self->store, point.page);
    else if (_soky_pdf_view_is_on_link (content, &point))
      shape = "pointer";
    else if (point.inside && soky_page_text_is_at (content->text, point.x, point.y))
      shape = "text";
  }
  if (g_strcmp0 (shape, self->shape) == 0)
    return;
  self->shape = shape;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), shape);
}

static void
loaded_cb (SokyPdfView *self)
{
  _soky_pdf_view_update_drag (self);
  _soky_pdf_view_update_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_soky_pdf_view_set_store (SokyPdfView *self, SokyViewDocument *document)
{
  /* a thread may hold it still */
  if (self->search != NULL)
    soky_text_search_stop (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->store);
  if (document == NULL)
    return;
  self->store = soky_page_store_new (document, SOKY_PAGE_STORE_BUDGET);
  g_signal_connect_object (self->store, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  self->search = soky_text_search_new (self->store);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "current-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
}

SokyTextSearch *
soky_pdf_view_get_search (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), NULL);

  return self->search;
}
