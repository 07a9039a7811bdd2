/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/anchor-room.h"

#include <math.h>
#include <string.h>

#define LARGEST_SIDE 1600 /* pixels; an A4 page needs 842 */
#define INK_DIFFERENCE 10 /* grey levels away from the paper's own */
#define CLEARANCE 2.0     /* points kept free around the rectangle */
#define EDGE 14.0         /* points kept free at the edge of the page */
#define CLOSE_BY 40.0     /* below an office a line says to sign and write the name */
#define FAR_AWAY 110.0    /* a signature block leaves no more between title and name */
#define MARGIN 42.5       /* points: 15 mm, the least margin of an official page */
#define SMALLER 0.85      /* each further try */
#define GAP 60.0          /* points: how far to look for what is below a free place */
#define SETTLE 3.0        /* points below the first free place where nothing follows for long */
#define AFTER_GAP 4.0     /* points between a line and what stands after it */
#define UPWARDS_COSTS 3.0 /* a place above the anchor is that much farther away */

struct _SokyAnchorRoom {
  double scale; /* pixels a point */
  int columns;
  int rows;
  guint8 *taken; /* one byte a pixel */
  guint32 *sums; /* summed areas, (columns + 1) x (rows + 1); NULL until the first search */
};

static cairo_surface_t *
render (PopplerPage *page, int columns, int rows, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, columns, rows);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint8
grey_of (const guint8 *pixel)
{
  guint32 value;
  memcpy (&value, pixel, sizeof value);
  guint red = value >> 16 & 0xff;
  guint green = value >> 8 & 0xff;
  guint blue = value & 0xff;
  return (guint8) ((red * 77 + green * 151 + blue * 28) >> 8);
}

static void
read_row (const guint8 *pixels, int columns, guint8 *greys, guint counts[256], guint alike)
{
  for (int x = 0; x < columns; x++) {
    greys[x] = grey_of (pixels + 4 * (gsize) x);
    counts[greys[x]] += alike;
  }
}

/* Turns the picture into grey and returns the paper's own level: the commonest. Most rows are like
 * the one above them, and are not looked at again. */
static int
read_grey (SokyAnchorRoom *self, cairo_surface_t *surface)
{
  guint counts[256] = {0};
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  gsize columns = (gsize) self->columns, rows = (gsize) self->rows;
  for (gsize y = 0, alike = 1; y < rows; y += alike, alike = 1) {
    const guint8 *pixels = data + y * stride;
    guint8 *greys = self->taken + y * columns;
    while (y + alike < rows && memcmp (pixels, pixels + alike * stride, 4 * columns) == 0)
      alike++;
    read_row (pixels, self->columns, greys, counts, (guint) alike);
    for (gsize i = 1; i < alike; i++)
      memcpy (greys + i * columns, greys, columns);
  }
  int paper = 255;
  for (int level = 0; level < 256; level++) {
    if (counts[level] > counts[paper])
      paper = level;
  }
  return paper;
}

static void
sum_up (SokyAnchorRoom *self)
{
  gsize width = (gsize) self->columns + 1;
  self->sums = g_new0 (guint32, width * ((gsize) self->rows + 1));
  for (int y = 0; y < self->rows; y++) {
    const guint8 *taken = self->taken + (gsize) y * self->columns;
    guint32 *sums = self->sums + (gsize) (y + 1) * width;
    if (memchr (taken, TRUE, (gsize) self->columns) == NULL) {
      memcpy (sums, sums - width, width * sizeof *sums);
      continue;
    }
    guint32 row = 0;
    for (int x = 0; x < self->columns; x++) {
      row += taken[x];
      sums[x + 1] = sums[x + 1 - width] + row;
    }
  }
}

/* Whether nothing is in the rectangle of pixels. */
static gboolean
is_empty (const SokyAnchorRoom *self, gsize left, gsize top, gsize right, gsize bottom)
{
  gsize stride = (gsize) self->columns + 1;
  return self->sums[bottom * stride + right] + self->sums[top * stride + left] ==
         self->sums[top * stride + right] + self->sums[bottom * stride + left];
}

/* Whether nothing is in the rectangle and close around it, and it lies well inside the page. */
static gboolean
is_free (const SokyAnchorRoom *self, double x, double y, double width, double height)
{
  if (x < EDGE || y < EDGE || (x + width + EDGE) * self->scale > self->columns ||
      (y + height + EDGE) * self->scale > self->rows)
    return FALSE;
  gsize left = (gsize) floor ((x - CLEARANCE) * self->scale);
  gsize top = (gsize) floor ((y - CLEARANCE) * self->scale);
  gsize right = (gsize) ceil ((x + width + CLEARANCE) * self->scale);
  gsize bottom = (gsize) ceil ((y + height + CLEARANCE) * self->scale);
  right = MIN (right, (gsize) self->columns);
  bottom = MIN (bottom, (gsize) self->rows);
  return is_empty (self, left, top, right, bottom);
}

/* On which side of the anchor, and how far from it. */
typedef struct {
  SokyPdfSide side;
  double farthest;
} Reach;

/* The first free place straight down from the anchor at @x, or up from it: in the middle between it
 * and what comes next, if something does, else close to it. */
static gboolean
find_beside (const SokyAnchorRoom *self, const double anchor[4], const Reach *reach, double x,
             const double size[2], double *y)
{
  double step = reach->side == SOKY_PDF_SIDE_ABOVE ? -1 : 1;
  double first = step < 0 ? anchor[1] - CLEARANCE - size[1] : anchor[3] + CLEARANCE;
  double at = first;
  while (!is_free (self, x, at, size[0], size[1])) {
    at += step;
    if (ABS (at - first) > reach->farthest)
      return FALSE;
  }
  double last = at;
  double gap = MAX (size[1], GAP);
  while (ABS (last - at) < gap && is_free (self, x, last + step, size[0], size[1]))
    last += step;
  *y = ABS (last - at) < gap ? (at + last) / 2 : at + step * MIN (SETTLE, ABS (last - at));
  return TRUE;
}

/* Beside the anchor, as little as possible out of its middle. */
static gboolean
find_in_column (const SokyAnchorRoom *self, const double anchor[4], const Reach *reach,
                const double size[2], double rect[4])
{
  double centred = (anchor[0] + anchor[2] - size[0]) / 2;
  double farthest = MAX (size[0], anchor[2] - anchor[0]) / 2;
  double best = G_MAXDOUBLE;
  int steps = (int) (farthest / 2);
  for (int step = -steps; step <= steps; step++) {
    double shift = 2.0 * step;
    double y = 0;
    if (!find_beside (self, anchor, reach, centred + shift, size, &y))
      continue;
    double away = ABS (y - anchor[3]) + ABS (shift);
    if (away < best) {
      best = away;
      rect[0] = centred + shift;
      rect[1] = y;
    }
  }
  return best < G_MAXDOUBLE;
}

static double
distance_down (const double near[4], double y, const double size[2])
{
  double down = y - near[3];
  return down < 0 ? UPWARDS_COSTS * (near[1] - y - size[1]) : down;
}

static gboolean
find_nearest (const SokyAnchorRoom *self, const double near[4], const double size[2],
              double rect[4])
{
  double middle = (near[0] + near[2] - size[0]) / 2;
  double best = G_MAXDOUBLE; /* squared */
  for (double y = EDGE; y * self->scale < self->rows; y += 3) {
    double down = distance_down (near, y, size);
    if (down * down >= best)
      continue;
    for (double x = EDGE; x * self->scale < self->columns; x += 3) {
      double away = (x - middle) * (x - middle) + down * down;
      if (away < best && is_free (self, x, y, size[0], size[1])) {
        best = away;
        rect[0] = x;
        rect[1] = y;
      }
    }
  }
  return best < G_MAXDOUBLE;
}

SokyAnchorRoom *
soky_anchor_room_new (PopplerPage *page, double width, double height)
{
  SokyAnchorRoom *self = g_new0 (SokyAnchorRoom, 1);
  self->scale = MIN (1, LARGEST_SIDE / MAX (MAX (width, height), 1));
  self->columns = MAX (1, (int) floor (width * self->scale));
  self->rows = MAX (1, (int) floor (height * self->scale));
  gsize pixels = (gsize) self->columns * self->rows;
  self->taken = g_new0 (guint8, pixels);

  cairo_surface_t *surface = render (page, self->columns, self->rows, self->scale);
  int paper = read_grey (self, surface);
  cairo_surface_destroy (surface);
  for (gsize i = 0; i < pixels; i++)
    self->taken[i] = ABS (self->taken[i] - paper) > INK_DIFFERENCE;
  return self;
}

void
soky_anchor_room_free (SokyAnchorRoom *self)
{
  g_free (self->taken);
  g_free (self->sums);
  g_free (self);
}

void
soky_anchor_room_occupy (SokyAnchorRoom *self, const double rect[4])
{
  int left = (int) CLAMP (floor (rect[0] * self->scale), 0, self->columns);
  int top = (int) CLAMP (floor (rect[1] * self->scale), 0, self->rows);
  int right = (int) CLAMP (ceil (rect[2] * self->scale), 0, self->columns);
  int bottom = (int) CLAMP (ceil (rect[3] * self->scale), 0, self->rows);
  for (int y = top; y < bottom; y++) {
    for (int x = left; x < right; x++)
      self->taken[(gsize) y * self->columns + x] = 1;
  }
}

gboolean
soky_anchor_room_is_free (SokyAnchorRoom *self, const double rect[4])
{
  gsize left = (gsize) CLAMP (floor (rect[0] * self->scale), 0, self->columns);
  gsize top = (gsize) CLAMP (floor (rect[1] * self->scale), 0, self->rows);
  gsize right = (gsize) CLAMP (ceil (rect[2] * self->scale), 0, self->columns);
  gsize bottom = (gsize) CLAMP (ceil (rect[3] * self->scale), 0, self->rows);

  if (self->sums == NULL)
    sum_up (self);
  return left >= right || top >= bottom || is_empty (self, left, top, right, bottom);
}

/* What to be nearest to: for a corner, the end of the margins there; else the anchor. */
static void
find_target (const SokyAnchorRoom *self, const double anchor[4], SokyPdfSide side,
             const double size[2], double target[4])
{
  double right = self->columns / self->scale - MARGIN;
  double line = (anchor[1] + anchor[3] - size[1]) / 2;

  memcpy (target, anchor, 4 * sizeof (double));
  if (side == SOKY_PDF_SIDE_AFTER) {
    target[0] = anchor[2] + AFTER_GAP;
    target[2] = target[0] + size[0];
    target[1] = target[3] = line;
  } else if (side == SOKY_PDF_SIDE_BOTTOM_RIGHT || side == SOKY_PDF_SIDE_TOP_RIGHT) {
    target[0] = right - size[0];
    target[2] = right;
    target[1] = target[3] =
        side == SOKY_PDF_SIDE_TOP_RIGHT ? MARGIN : self->rows / self->scale - MARGIN;
  }
}

gboolean
soky_anchor_room_find (SokyAnchorRoom *self, const double anchor[4], const SokyPdfRoom *wanted,
                       double rect[4])
{
  gboolean in_column = wanted->side == SOKY_PDF_SIDE_BELOW || wanted->side == SOKY_PDF_SIDE_ABOVE;
  double size[2] = {wanted->width, wanted->height};
  gboolean found = FALSE;

  if (self->sums == NULL)
    sum_up (self);
  /* rather smaller between office and name than in full size below the name */
  const Reach reaches[] = {{wanted->side, CLOSE_BY}, {wanted->side, FAR_AWAY}};
  for (guint i = 0; in_column && !found && i < G_N_ELEMENTS (reaches); i++) {
    for (double scale = 1; !found && scale >= wanted->least; scale *= SMALLER) {
      size[0] = wanted->width * scale;
      size[1] = wanted->height * scale;
      found = find_in_column (self, anchor, &reaches[i], size, rect);
    }
  }
  if (!found) {
    double target[4];
    size[0] = wanted->width;
    size[1] = wanted->height;
    find_target (self, anchor, wanted->side, size, target);
    found = find_nearest (self, target, size, rect);
  }
  rect[2] = rect[0] + size[0];
  rect[3] = rect[1] + size[1];
  return found;
}
