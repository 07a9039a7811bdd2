/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pair-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/view/pair-picture.h"

/* around and between the pages */
#define MARGIN 16
/* below this, the pages stand one above the other */
#define BESIDE_WIDTH 640
#define SETTLE_MS 80
#define BOX_PADDING 4
/* device pixels of one picture; beyond this the last one is stretched */
#define MAX_PIXELS (24.0 * 1000 * 1000)

struct _SokyPairView {
  GtkWidget parent_instance;

  SokyViewDocument *documents[2];
  const SokyPagePair *pair; /* nullable */
  SokyPairMode mode;
  int current;
  double zoom;

  SokyViewArea slots[2]; /* where the pages are; the second is empty in the overlay */
  double scale;
  SokyPairPicture *picture; /* nullable */
  GCancellable *drawing;    /* nullable */
  guint settle_source;
};

G_DEFINE_FINAL_TYPE (SokyPairView, soky_pair_view, GTK_TYPE_WIDGET)

static const GdkRGBA white = {1, 1, 1, 1};
static const GdkRGBA page_shadow = {0, 0, 0, 0.32};
static const GdkRGBA empty_slot = {0.5, 0.5, 0.5, 0.12};
static const GdkRGBA change_colour = {0.902, 0.38, 0, 1};     /* Adwaita orange 4 */
static const GdkRGBA known_colour = {0.149, 0.635, 0.412, 1}; /* Adwaita green 5 */

/* What the viewport shows at once. */
static int
get_room (SokyPairView *self)
{
  GtkWidget *viewport = gtk_widget_get_parent (GTK_WIDGET (self));
  return gtk_widget_get_width (viewport != NULL ? viewport : GTK_WIDGET (self));
}

static gboolean
has_page (SokyPairView *self, guint side)
{
  return self->pair != NULL && (side == 0 ? self->pair->before : self->pair->after) >= 0;
}

/* The size of the page on one side; of the other one when there is none. */
static void
get_page_size (SokyPairView *self, guint side, double *width, double *height)
{
  guint from = has_page (self, side) ? side : 1 - side;
  int page = from == 0 ? self->pair->before : self->pair->after;
  soky_view_document_get_page_size (self->documents[from], (guint) page, width, height);
}

/* Lays the pages out in @width; returns the height. */
static double
lay_out (SokyPairView *self, double width, SokyViewArea slots[2], double *scale)
{
  double widths[2], heights[2];
  get_page_size (self, 0, &widths[0], &heights[0]);
  get_page_size (self, 1, &widths[1], &heights[1]);
  double widest = MAX (widths[0], widths[1]), highest = MAX (heights[0], heights[1]);
  gboolean overlay = self->mode == SOKY_PAIR_OVERLAY;
  gboolean beside = !overlay && get_room (self) >= BESIDE_WIDTH;
  double room = beside ? (width - 3 * MARGIN) / 2 : width - 2 * MARGIN;

  *scale = MAX (0.05, room / widest);
  for (guint side = 0; side < 2; side++)
    slots[side] = (SokyViewArea){MARGIN, MARGIN, round (widths[side] * *scale),
                                 round (heights[side] * *scale)};
  if (overlay) {
    slots[0].width = slots[1].width = round (widest * *scale);
    slots[0].height = slots[1].height = round (highest * *scale);
    return slots[0].height + 2 * MARGIN;
  }
  if (beside) {
    slots[1].x = round (room) + 2 * MARGIN;
    return MAX (slots[0].height, slots[1].height) + 2 * MARGIN;
  }
  slots[1].y = slots[0].height + 2 * MARGIN;
  return slots[1].y + slots[1].height + MARGIN;
}

static void
make_request (SokyPairView *self, SokyPairRequest *request)
{
  double device = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double area = MAX (self->slots[0].width * self->slots[0].height,
                     self->slots[1].width * self->slots[1].height);

  device = MIN (device, sqrt (MAX_PIXELS / MAX (1, area)));
  request->pages[0] = self->pair->before;
  request->pages[1] = self->pair->after;
  for (guint side = 0; side < 2; side++) {
    double width, height;
    get_page_size (self, side, &width, &height);
    request->widths[side] = MAX (1, (int) (width * self->scale * device));
    request->heights[side] = MAX (1, (int) (height * self->scale * device));
  }
  request->overlay = self->mode == SOKY_PAIR_OVERLAY;
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyPairView) self = user_data;
  SokyPairPicture *picture = soky_pair_picture_draw_finish (result, NULL);

  if (picture == NULL)
    return;
  g_clear_object (&self->drawing);
  soky_pair_picture_free (self->picture);
  self->picture = picture;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
draw_now (gpointer data)
{
  SokyPairView *self = data;
  SokyPairRequest request;

  self->settle_source = 0;
  if (self->pair == NULL)
    return G_SOURCE_REMOVE;
  make_request (self, &request);
  if (self->picture != NULL && soky_pair_request_equal (&self->picture->request, &request))
    return G_SOURCE_REMOVE;
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  self->drawing = g_cancellable_new ();
  soky_pair_picture_draw_async (self->documents, &request, self->drawing, drawn_cb,
                                g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
draw_soon (SokyPairView *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (self->picture != NULL ? SETTLE_MS : 1, draw_now, self);
}

static GtkSizeRequestMode
soky_pair_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
soky_pair_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  SokyPairView *self = SOKY_PAIR_VIEW (widget);
  SokyViewArea slots[2];
  double scale;

  *minimum = 1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = self->zoom > 1 ? (int) (get_room (self) * self->zoom) : 1;
  else if (self->pair != NULL)
    *minimum = (int) ceil (lay_out (self, MAX (for_size, 100), slots, &scale));
  *natural = *minimum;
}

static void
soky_pair_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SokyPairView *self = SOKY_PAIR_VIEW (widget);
  if (self->pair == NULL)
    return;
  lay_out (self, width, self->slots, &self->scale);
  draw_soon (self);
}

static void
draw_absence (SokyPairView *self, GtkSnapshot *snapshot, guint side)
{
  const SokyViewArea *slot = &self->slots[side];
  const char *words = side == 0 ? _ ("This page did not exist then") : _ ("This page is gone");
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  GdkRGBA colour;
  int height;

  pango_layout_set_width (layout, (int) (slot->width - 2 * MARGIN) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  gtk_snapshot_append_color (snapshot, &empty_slot,
                             &GRAPHENE_RECT_INIT ((float) slot->x, (float) slot->y,
                                                  (float) slot->width, (float) slot->height));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) slot->x + MARGIN,
                                                (float) (slot->y + (slot->height - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_page (SokyPairView *self, GtkSnapshot *snapshot, guint side)
{
  const SokyViewArea *slot = &self->slots[side];
  graphene_rect_t paper = GRAPHENE_RECT_INIT ((float) slot->x, (float) slot->y, (float) slot->width,
                                              (float) slot->height);
  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (&outline, &paper, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &page_shadow, 0, 1, 0, 4);
  gtk_snapshot_append_color (snapshot, &white, &paper);

  /* a picture of another page or kind is of no use, one of another size is */
  SokyPairRequest request;
  make_request (self, &request);
  const SokyPairPicture *picture = self->picture;
  if (picture == NULL || picture->textures[side] == NULL ||
      picture->request.pages[0] != request.pages[0] ||
      picture->request.pages[1] != request.pages[1] || picture->request.overlay != request.overlay)
    return;
  gtk_snapshot_append_texture (snapshot, picture->textures[side], &paper);
}

static void
area_in (SokyPairView *self, guint side, const SokyViewArea *area, SokyViewArea *box)
{
  const SokyViewArea *slot = &self->slots[side];
  *box = (SokyViewArea){
      slot->x + area->x * self->scale - BOX_PADDING, slot->y + area->y * self->scale - BOX_PADDING,
      area->width * self->scale + 2 * BOX_PADDING, area->height * self->scale + 2 * BOX_PADDING};
}

static void
draw_boxes (SokyPairView *self, GtkSnapshot *snapshot, guint side)
{
  for (guint i = 0; i < self->pair->differences->len; i++) {
    SokyDifference *difference = &g_array_index (self->pair->differences, SokyDifference, i);
    gboolean current = (int) i == self->current;
    GdkRGBA line = difference->known >= 0 ? known_colour : change_colour, fill = line;
    SokyViewArea box;
    GskRoundedRect outline;

    area_in (self, side, &difference->area, &box);
    graphene_rect_t rect =
        GRAPHENE_RECT_INIT ((float) box.x, (float) box.y, (float) box.width, (float) box.height);
    gsk_rounded_rect_init_from_rect (&outline, &rect, 4);
    fill.alpha = current ? 0.2f : 0.08f;
    line.alpha = current ? 1.0f : 0.75f;
    float thick = current ? 3 : 1.5f;
    gtk_snapshot_push_rounded_clip (snapshot, &outline);
    gtk_snapshot_append_color (snapshot, &fill, &rect);
    gtk_snapshot_pop (snapshot);
    gtk_snapshot_append_border (snapshot, &outline, (float[4]){thick, thick, thick, thick},
                                (GdkRGBA[4]){line, line, line, line});
  }
}

static void
soky_pair_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SokyPairView *self = SOKY_PAIR_VIEW (widget);
  guint sides = self->mode == SOKY_PAIR_OVERLAY ? 1 : 2;

  if (self->pair == NULL || self->scale <= 0)
    return;
  for (guint side = 0; side < sides; side++) {
    if (sides == 2 && !has_page (self, side)) {
      draw_absence (self, snapshot, side);
      continue;
    }
    draw_page (self, snapshot, side);
    draw_boxes (self, snapshot, side);
  }
}

static void
soky_pair_view_dispose (GObject *object)
{
  SokyPairView *self = SOKY_PAIR_VIEW (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->picture, soky_pair_picture_free);
  g_clear_object (&self->documents[0]);
  g_clear_object (&self->documents[1]);
  self->pair = NULL;
  G_OBJECT_CLASS (soky_pair_view_parent_class)->dispose (object);
}

static void
soky_pair_view_class_init (SokyPairViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_pair_view_dispose;
  widget_class->get_request_mode = soky_pair_view_get_request_mode;
  widget_class->measure = soky_pair_view_measure;
  widget_class->size_allocate = soky_pair_view_size_allocate;
  widget_class->snapshot = soky_pair_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "pairview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
soky_pair_view_init (SokyPairView *self)
{
  self->zoom = 1;
  self->current = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
soky_pair_view_new (void)
{
  return g_object_new (SOKY_TYPE_PAIR_VIEW, NULL);
}

void
soky_pair_view_set_documents (SokyPairView *self, SokyViewDocument *before, SokyViewDocument *after)
{
  g_return_if_fail (SOKY_IS_PAIR_VIEW (self));

  soky_pair_view_show (self, NULL);
  g_set_object (&self->documents[0], before);
  g_set_object (&self->documents[1], after);
}

void
soky_pair_view_show (SokyPairView *self, const SokyPagePair *pair)
{
  g_return_if_fail (SOKY_IS_PAIR_VIEW (self));
  g_return_if_fail (pair == NULL || self->documents[0] != NULL);

  self->pair = pair;
  self->current = -1;
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_pointer (&self->picture, soky_pair_picture_free);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
soky_pair_view_set_mode (SokyPairView *self, SokyPairMode mode)
{
  g_return_if_fail (SOKY_IS_PAIR_VIEW (self));

  if (self->mode == mode)
    return;
  self->mode = mode;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
soky_pair_view_set_current (SokyPairView *self, int index)
{
  g_return_if_fail (SOKY_IS_PAIR_VIEW (self));

  self->current = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
soky_pair_view_set_zoom (SokyPairView *self, double zoom)
{
  g_return_if_fail (SOKY_IS_PAIR_VIEW (self));

  self->zoom = MAX (1, zoom);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

double
soky_pair_view_get_zoom (SokyPairView *self)
{
  g_return_val_if_fail (SOKY_IS_PAIR_VIEW (self), 1);

  return self->zoom;
}

gboolean
soky_pair_view_get_current_area (SokyPairView *self, SokyViewArea *area)
{
  g_return_val_if_fail (SOKY_IS_PAIR_VIEW (self), FALSE);

  if (self->pair == NULL || self->current < 0 ||
      (guint) self->current >= self->pair->differences->len)
    return FALSE;
  guint side = self->mode == SOKY_PAIR_OVERLAY ? 0 : 1;
  area_in (self, side, &g_array_index (self->pair->differences, SokyDifference, self->current).area,
           area);
  return TRUE;
}

gboolean
soky_pair_view_is_settled (SokyPairView *self)
{
  g_return_val_if_fail (SOKY_IS_PAIR_VIEW (self), FALSE);

  return self->pair == NULL ||
         (self->settle_source == 0 && self->drawing == NULL && self->picture != NULL);
}
