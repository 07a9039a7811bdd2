/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/page-diff.h"

/* a channel may differ by this much of 255 before the eye notices */
#define TOLERANCE 8
/* differing pixels are gathered in squares of this many pixels */
#define CELL 6
/* squares as near as this, in squares, belong to one box */
#define REACH 2
#define MAX_BOXES 400
/* how much of the ink that did not change is kept in the overlay, of 256 */
#define PALE 110

#define GRID_WIDTH 40
#define GRID_HEIGHT 56

typedef struct {
  const guint8 *data;
  int width, height, stride;
} Picture;

typedef struct {
  int width, height;
  guint8 *cells; /* 1: a pixel differs here; 2: taken into a box */
} Grid;

typedef struct {
  int left, top, right, bottom; /* squares, the last ones included */
} Box;

static const guint8 paper[4] = {255, 255, 255, 255};

static Picture
picture_of (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  return (Picture){cairo_image_surface_get_data (surface), cairo_image_surface_get_width (surface),
                   cairo_image_surface_get_height (surface),
                   cairo_image_surface_get_stride (surface)};
}

static inline const guint8 *
pixel_at (const Picture *picture, int x, int y)
{
  if (x >= picture->width || y >= picture->height)
    return paper;
  return picture->data + (gsize) y * (gsize) picture->stride + (gsize) x * 4;
}

static inline gboolean
differ (const guint8 *a, const guint8 *b)
{
  return ABS (a[0] - b[0]) > TOLERANCE || ABS (a[1] - b[1]) > TOLERANCE ||
         ABS (a[2] - b[2]) > TOLERANCE;
}

static inline int
lightness (const guint8 *pixel)
{
  return (pixel[0] + 2 * pixel[1] + pixel[2]) / 4;
}

static void
mark_cells (Grid *grid, const Picture *before, const Picture *after)
{
  int width = MAX (before->width, after->width), height = MAX (before->height, after->height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (differ (pixel_at (before, x, y), pixel_at (after, x, y)))
        grid->cells[(y / CELL) * grid->width + x / CELL] = 1;
}

/* Takes the cells around one into @box, and lists those whose own surroundings are to be seen. */
static void
take_around (Grid *grid, int index, Box *box, GArray *waiting)
{
  int x = index % grid->width, y = index / grid->width;

  box->left = MIN (box->left, x);
  box->right = MAX (box->right, x);
  box->top = MIN (box->top, y);
  box->bottom = MAX (box->bottom, y);
  for (int near_y = MAX (0, y - REACH); near_y <= MIN (grid->height - 1, y + REACH); near_y++)
    for (int near_x = MAX (0, x - REACH); near_x <= MIN (grid->width - 1, x + REACH); near_x++) {
      int near_index = near_y * grid->width + near_x;
      if (grid->cells[near_index] != 1)
        continue;
      grid->cells[near_index] = 2;
      g_array_append_val (waiting, near_index);
    }
}

static Box
gather (Grid *grid, int start)
{
  Box box = {grid->width, grid->height, 0, 0};
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (int));

  grid->cells[start] = 2;
  g_array_append_val (waiting, start);
  while (waiting->len > 0) {
    int index = g_array_index (waiting, int, waiting->len - 1);
    g_array_set_size (waiting, waiting->len - 1);
    take_around (grid, index, &box, waiting);
  }
  return box;
}

static gboolean
overlap (const Box *a, const Box *b)
{
  return a->left <= b->right + 1 && b->left <= a->right + 1 && a->top <= b->bottom + 1 &&
         b->top <= a->bottom + 1;
}

/* Adds @box, joined with all those that it touches. */
static void
add_box (GArray *boxes, Box box)
{
  for (guint i = 0; i < boxes->len;) {
    Box *other = &g_array_index (boxes, Box, i);
    if (!overlap (&box, other)) {
      i++;
      continue;
    }
    box = (Box){MIN (box.left, other->left), MIN (box.top, other->top),
                MAX (box.right, other->right), MAX (box.bottom, other->bottom)};
    g_array_remove_index (boxes, i);
    i = 0; /* the larger box may touch others now */
  }
  g_array_append_val (boxes, box);
}

/* So many boxes are one for the reader, too. */
static void
limit_boxes (GArray *boxes)
{
  if (boxes->len <= MAX_BOXES)
    return;
  Box all = g_array_index (boxes, Box, 0);
  for (guint i = 1; i < boxes->len; i++) {
    Box *box = &g_array_index (boxes, Box, i);
    all = (Box){MIN (all.left, box->left), MIN (all.top, box->top), MAX (all.right, box->right),
                MAX (all.bottom, box->bottom)};
  }
  g_array_set_size (boxes, 0);
  g_array_append_val (boxes, all);
}

static int
compare_boxes (gconstpointer a, gconstpointer b)
{
  const Box *first = a, *second = b;
  return first->top != second->top ? first->top - second->top : first->left - second->left;
}

GArray *
soky_page_diff_find (cairo_surface_t *before, cairo_surface_t *after)
{
  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  Picture old = picture_of (before), new = picture_of (after);
  int width = MAX (old.width, new.width), height = MAX (old.height, new.height);
  Grid grid = {(width + CELL - 1) / CELL, (height + CELL - 1) / CELL, NULL};
  g_autofree guint8 *cells = g_malloc0 ((gsize) grid.width * (gsize) grid.height);
  grid.cells = cells;
  mark_cells (&grid, &old, &new);

  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (Box));
  for (int i = 0; i < grid.width * grid.height; i++)
    if (cells[i] == 1)
      add_box (boxes, gather (&grid, i));
  limit_boxes (boxes);
  g_array_sort (boxes, compare_boxes);

  GArray *areas = g_array_new (FALSE, FALSE, sizeof (SokyViewArea));
  for (guint i = 0; i < boxes->len; i++) {
    Box *box = &g_array_index (boxes, Box, i);
    double right = MIN (width, (box->right + 1) * CELL);
    double bottom = MIN (height, (box->bottom + 1) * CELL);
    SokyViewArea area = {box->left * CELL, box->top * CELL, right - box->left * CELL,
                         bottom - box->top * CELL};
    g_array_append_val (areas, area);
  }
  return areas;
}

static guint8
mix (int ink, int light)
{
  return (guint8) (255 - (255 - light) * ink / 255);
}

/* blue, green, red: the bytes of a pixel of ARGB32 on the machines there are */
static void
colour_pixel (guint8 *out, const guint8 *before, const guint8 *after)
{
  static const guint8 went[3] = {36, 27, 224}, came[3] = {216, 113, 28};
  int old = lightness (before), new = lightness (after);

  out[3] = 255;
  if (!differ (before, after)) {
    for (int i = 0; i < 3; i++)
      out[i] = (guint8) (255 - (255 - after[i]) * PALE / 256);
    return;
  }
  gboolean gone = new > old;
  int ink = MIN (255, 2 * ABS (new - old) + 80);
  for (int i = 0; i < 3; i++)
    out[i] = mix (ink, gone ? went[i] : came[i]);
}

cairo_surface_t *
soky_page_diff_overlay (cairo_surface_t *before, cairo_surface_t *after)
{
  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  Picture old = picture_of (before), new = picture_of (after);
  int width = MAX (old.width, new.width), height = MAX (old.height, new.height);
  cairo_surface_t *overlay = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  if (cairo_surface_status (overlay) != CAIRO_STATUS_SUCCESS)
    return overlay;

  guint8 *data = cairo_image_surface_get_data (overlay);
  gsize stride = (gsize) cairo_image_surface_get_stride (overlay);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      colour_pixel (data + (gsize) y * stride + (gsize) x * 4, pixel_at (&old, x, y),
                    pixel_at (&new, x, y));
  cairo_surface_mark_dirty (overlay);
  return overlay;
}

GBytes *
soky_page_diff_thumbnail (cairo_surface_t *page)
{
  g_return_val_if_fail (page != NULL, NULL);

  Picture picture = picture_of (page);
  guint32 ink[GRID_HEIGHT][GRID_WIDTH] = {0};
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < picture.width; x++)
      ink[y * GRID_HEIGHT / picture.height][x * GRID_WIDTH / picture.width] +=
          (guint32) (255 - lightness (pixel_at (&picture, x, y)));
  return g_bytes_new (ink, sizeof ink);
}

double
soky_page_diff_distance (GBytes *a, GBytes *b)
{
  const guint32 *first = g_bytes_get_data (a, NULL), *second = g_bytes_get_data (b, NULL);
  double apart = 0, all = 0;

  for (guint i = 0; i < GRID_WIDTH * GRID_HEIGHT; i++) {
    apart += ABS ((double) first[i] - (double) second[i]);
    all += (double) first[i] + (double) second[i];
  }
  return all > 0 ? apart / all : 0;
}
