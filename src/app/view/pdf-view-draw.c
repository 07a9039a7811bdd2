/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pdf-view-private.h"

#include <math.h>

/* pixels of a page that is drawn in one piece; larger ones are cut into tiles */
#define WHOLE_PAGE_PIXELS (6.0 * 1000 * 1000)
#define TILE 1024
/* small pictures of pages further away, shown while one scrolls fast */
#define PREVIEW_WIDTH 180
#define PREVIEW_REACH 10

static const GdkRGBA white = {1, 1, 1, 1};
static const GdkRGBA page_shadow = {0, 0, 0, 0.32};
static const GdkRGBA page_edge = {0, 0, 0, 0.12};
static const GdkRGBA mark_colour = {0.208, 0.518, 0.894, 1}; /* Adwaita blue 3 */

/* What of the pages is seen, in pixels of the layout. */
static void
get_seen (SokyPdfView *self, SokyViewArea *seen)
{
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  GtkAdjustment *vertical = self->adjustments[GTK_ORIENTATION_VERTICAL];
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  seen->x = horizontal != NULL ? gtk_adjustment_get_value (horizontal) : 0;
  seen->y = vertical != NULL ? gtk_adjustment_get_value (vertical) : 0;
  /* on whole device pixels, or text would blur */
  seen->x = floor (seen->x * scale + 0.5) / scale;
  seen->y = floor (seen->y * scale + 0.5) / scale;
  seen->width = gtk_widget_get_width (GTK_WIDGET (self));
  seen->height = gtk_widget_get_height (GTK_WIDGET (self));
}

static void
add_tile (GArray *tiles, const SokyTile *tile)
{
  for (guint i = 0; i < tiles->len; i++)
    if (soky_tile_equal (&g_array_index (tiles, SokyTile, i), tile))
      return;
  g_array_append_vals (tiles, tile, 1);
}

static void
add_grid (GArray *tiles, SokyTile *tile, const SokyViewArea *box, const SokyViewArea *seen,
          int scale)
{
  double left = MAX (0, (seen->x - box->x) * scale), top = MAX (0, (seen->y - box->y) * scale);
  double right = MIN (tile->width, (seen->x + seen->width - box->x) * scale);
  double bottom = MIN (tile->height, (seen->y + seen->height - box->y) * scale);

  for (tile->y = (int) (top / TILE) * TILE; tile->y < bottom; tile->y += TILE)
    for (tile->x = (int) (left / TILE) * TILE; tile->x < right; tile->x += TILE) {
      tile->tile_width = MIN (TILE, tile->width - tile->x);
      tile->tile_height = MIN (TILE, tile->height - tile->y);
      add_tile (tiles, tile);
    }
}

/* The tiles of @page that cover what is @seen of it. */
static void
add_page (SokyPdfView *self, GArray *tiles, guint page, const SokyViewArea *seen)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  SokyViewArea box;
  soky_page_layout_get_page (self->layout, page, &box);

  SokyTile tile = {.page = page,
                   .width = (int) (box.width * scale),
                   .height = (int) (box.height * scale),
                   .turns = self->turns};
  if ((double) tile.width * tile.height > WHOLE_PAGE_PIXELS) {
    add_grid (tiles, &tile, &box, seen, scale);
    return;
  }
  tile.tile_width = tile.width;
  tile.tile_height = tile.height;
  add_tile (tiles, &tile);
}

static void
add_range (SokyPdfView *self, GArray *tiles, const SokyViewArea *seen)
{
  guint first, last;
  soky_page_layout_find_range (self->layout, seen->y, seen->y + seen->height - 1, &first, &last);
  for (guint page = first; page <= last; page++)
    add_page (self, tiles, page, seen);
}

static void
add_preview (SokyPdfView *self, GArray *tiles, guint page)
{
  SokyViewArea box;
  soky_page_layout_get_page (self->layout, page, &box);
  double scale = PREVIEW_WIDTH / MAX (box.width, box.height / 2);
  SokyTile tile = {.page = page,
                   .width = MAX (1, (int) (box.width * scale)),
                   .height = MAX (1, (int) (box.height * scale)),
                   .turns = self->turns};
  tile.tile_width = tile.width;
  tile.tile_height = tile.height;
  add_tile (tiles, &tile);
}

static void
add_previews (SokyPdfView *self, GArray *tiles, guint first, guint last)
{
  guint count = soky_page_layout_count (self->layout);
  for (guint distance = 1; distance <= PREVIEW_REACH; distance++) {
    if (last + distance < count)
      add_preview (self, tiles, last + distance);
    if (first >= distance)
      add_preview (self, tiles, first - distance);
  }
}

/* Nothing but what is seen until all of that was there once; from then on what is seen first, then
 * the next window in the direction of scrolling, then the one behind, then small pictures of the
 * pages around. */
void
_soky_pdf_view_request (SokyPdfView *self)
{
  if (self->renderer == NULL || self->settle_source != 0)
    return;

  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (SokyTile));
  SokyViewArea seen;
  get_seen (self, &seen);
  add_range (self, tiles, &seen);
  if (!self->shown) {
    soky_renderer_want (self->renderer, tiles);
    return;
  }

  double direction = seen.y < self->last_y ? -1 : 1;
  self->last_y = seen.y;
  SokyViewArea ahead = seen, behind = seen;
  ahead.y += direction * seen.height;
  behind.y -= direction * seen.height;
  add_range (self, tiles, &ahead);
  add_range (self, tiles, &behind);

  guint first, last;
  soky_page_layout_find_range (self->layout, seen.y, seen.y + seen.height - 1, &first, &last);
  add_previews (self, tiles, first, last);
  soky_renderer_want (self->renderer, tiles);
}

static void
draw_texture (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, double width,
              double height)
{
  gtk_snapshot_append_texture (
      snapshot, texture, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
draw_tiles (SokyPdfView *self, GtkSnapshot *snapshot, guint page, const SokyViewArea *seen)
{
  SokyTextureCache *cache = soky_renderer_get_cache (self->renderer);
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (SokyTile));
  add_page (self, tiles, page, seen);

  SokyViewArea box;
  soky_page_layout_get_page (self->layout, page, &box);
  gboolean complete = TRUE;
  for (guint i = 0; i < tiles->len; i++)
    complete &= soky_texture_cache_contains (cache, &g_array_index (tiles, SokyTile, i));

  GdkTexture *stand_in = complete ? NULL
                                  : soky_texture_cache_get_nearest (cache, page, self->turns,
                                                                    (int) (box.width * scale));
  if (stand_in != NULL)
    draw_texture (snapshot, stand_in, box.x - seen->x, box.y - seen->y, box.width, box.height);

  for (guint i = 0; i < tiles->len; i++) {
    SokyTile *tile = &g_array_index (tiles, SokyTile, i);
    GdkTexture *texture = soky_texture_cache_get (cache, tile);
    if (texture != NULL)
      draw_texture (snapshot, texture, box.x - seen->x + tile->x / scale,
                    box.y - seen->y + tile->y / scale, tile->tile_width / scale,
                    tile->tile_height / scale);
  }
}

static void
draw_paper (GtkSnapshot *snapshot, const graphene_rect_t *paper)
{
  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (&outline, paper, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &page_shadow, 0, 1, 0, 5);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &page_edge, 0, 0, 1, 0);
  gtk_snapshot_append_color (snapshot, &white, paper);
}

static void
draw_mark (SokyPdfView *self, GtkSnapshot *snapshot, const SokyViewArea *seen)
{
  if (self->marked_page == 0 || self->mark_strength <= 0)
    return;

  SokyViewArea box;
  soky_page_layout_place (self->layout, self->marked_page - 1, &self->marked, &box);
  graphene_rect_t area =
      GRAPHENE_RECT_INIT ((float) (box.x - seen->x - 6), (float) (box.y - seen->y - 6),
                          (float) (box.width + 12), (float) (box.height + 12));

  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (&outline, &area, 8);
  GdkRGBA line = mark_colour, fill = mark_colour;
  line.alpha = (float) self->mark_strength;
  fill.alpha = (float) (self->mark_strength * 0.16);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &fill, &area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){3, 3, 3, 3},
                              (GdkRGBA[4]){line, line, line, line});
}

void
_soky_pdf_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SokyPdfView *self = SOKY_PDF_VIEW (widget);
  if (self->layout == NULL)
    return;

  SokyViewArea seen, box;
  get_seen (self, &seen);
  guint first, last;
  soky_page_layout_find_range (self->layout, seen.y, seen.y + seen.height - 1, &first, &last);
  for (guint page = first; page <= last; page++) {
    soky_page_layout_get_page (self->layout, page, &box);
    draw_paper (snapshot, &GRAPHENE_RECT_INIT ((float) (box.x - seen.x), (float) (box.y - seen.y),
                                               (float) box.width, (float) box.height));
    draw_tiles (self, snapshot, page, &seen);
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -seen.x, (float) -seen.y));
    _soky_pdf_view_draw_text (self, snapshot, page);
    gtk_snapshot_restore (snapshot);
  }
  _soky_pdf_view_draw_marks (self, snapshot, seen.x, seen.y);
  draw_mark (self, snapshot, &seen);
  _soky_pdf_view_request (self);
}

gboolean
soky_pdf_view_is_settled (SokyPdfView *self)
{
  g_return_val_if_fail (SOKY_IS_PDF_VIEW (self), FALSE);

  if (self->layout == NULL)
    return TRUE;

  SokyViewArea seen;
  get_seen (self, &seen);
  g_autoptr (GArray) tiles = g_array_new (FALSE, FALSE, sizeof (SokyTile));
  add_range (self, tiles, &seen);
  gboolean ready = self->settle_source == 0;
  SokyTextureCache *cache = soky_renderer_get_cache (self->renderer);
  for (guint i = 0; i < tiles->len; i++)
    ready &= soky_texture_cache_contains (cache, &g_array_index (tiles, SokyTile, i));
  return ready;
}
