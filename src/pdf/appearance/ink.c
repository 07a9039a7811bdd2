/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/ink.h"

#include "pdf/appearance/paper.h"
#include "pdf/error.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_CONTRAST 28 /* of 255, between ink and paper */
#define CLEAR_UP_TO 0.25  /* of the way from paper to ink */
#define FULL_FROM 0.65
#define SPECK_SHARE 15000 /* of the picture's pixels; less is a speck */
#define EDGE 4            /* pixels left empty around the ink */
#define DRAWN_SIDE 900.0  /* pixels of what is drawn by hand */
#define MOST_POINTS 100000
/* the blue and the red of a pen and of a stamp */
static const guint8 colours[][3] = {[SOKY_INK_KEEP] = {0, 0, 0},
                                    [SOKY_INK_BLUE] = {0x1a, 0x3f, 0xa6},
                                    [SOKY_INK_RED] = {0xd0, 0x21, 0x2b}};

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                       _ ("There is no ink on this picture. Write on white paper with a dark pen, "
                          "and take the picture in good light."));
  return FALSE;
}

/* How dark the paper and the ink are on the whole: the two groups of levels that differ most
 * (N. Otsu 1979). */
static void
find_levels (const guint8 *cover, gsize pixels, double *paper, double *ink)
{
  gsize counts[256] = {0};
  double sum = 0, sum_below = 0, best = -1;
  gsize below = 0;

  *paper = *ink = 0;
  for (gsize i = 0; i < pixels; i++)
    counts[cover[i]]++;
  for (guint level = 0; level < 256; level++)
    sum += (double) level * (double) counts[level];
  for (guint level = 0; level < 255; level++) {
    below += counts[level];
    sum_below += (double) level * (double) counts[level];
    if (below == 0 || below == pixels)
      continue;
    double above = (double) (pixels - below);
    double lower = sum_below / (double) below, upper = (sum - sum_below) / above;
    double spread = (double) below * above * (upper - lower) * (upper - lower);
    if (spread > best) {
      best = spread;
      *paper = lower;
      *ink = upper;
    }
  }
}

/* Paper becomes clear and ink full; between them the edge of a stroke stays soft. FALSE when they
 * hardly differ. */
static gboolean
sharpen (guint8 *cover, gsize pixels)
{
  double paper, ink;

  find_levels (cover, pixels, &paper, &ink);
  if (ink - paper < LEAST_CONTRAST)
    return FALSE;
  double none = paper + CLEAR_UP_TO * (ink - paper), full = paper + FULL_FROM * (ink - paper);
  for (gsize i = 0; i < pixels; i++)
    cover[i] = (guint8) (255 * CLAMP ((cover[i] - none) / (full - none), 0, 1));
  return TRUE;
}

/* FALSE when nothing is left. */
static gboolean
find_bounds (const guint8 *cover, int width, int height, int area[4])
{
  area[0] = width;
  area[1] = height;
  area[2] = area[3] = -1;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      if (cover[(gsize) y * width + x] < 64)
        continue;
      area[0] = MIN (area[0], x);
      area[1] = MIN (area[1], y);
      area[2] = MAX (area[2], x);
      area[3] = MAX (area[3], y);
    }
  }
  if (area[2] < 0)
    return FALSE;
  area[0] = MAX (area[0] - EDGE, 0);
  area[1] = MAX (area[1] - EDGE, 0);
  area[2] = MIN (area[2] + EDGE + 1, width);
  area[3] = MIN (area[3] + EDGE + 1, height);
  return TRUE;
}

static const guint8 *
pixel_at (const GdkPixbuf *picture, int x, int y)
{
  return gdk_pixbuf_read_pixels (picture) + (gsize) y * gdk_pixbuf_get_rowstride (picture) +
         (gsize) x * gdk_pixbuf_get_n_channels (picture);
}

/* What colour the ink has by itself, where it covers the paper. */
static void
mix_colour (const GdkPixbuf *picture, const guint8 *cover, guint8 colour[3])
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  guint64 sums[3] = {0}, weight = 0;

  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      if (cover[(gsize) y * width + x] < 250)
        continue;
      for (int i = 0; i < 3; i++)
        sums[i] += pixel_at (picture, x, y)[i];
      weight++;
    }
  }
  for (int i = 0; i < 3; i++)
    colour[i] = (guint8) (sums[i] / MAX (weight, 1));
}

/* Blue ink stays as blue as it is; black ink is made blue. Likewise red. */
static void
choose_colour (SokyInk ink, guint8 colour[3])
{
  int main = ink == SOKY_INK_BLUE ? 2 : 0;
  int others = MAX (colour[1], colour[2 - main]);

  if (ink == SOKY_INK_KEEP || colour[main] - others >= 30)
    return;
  for (int i = 0; i < 3; i++)
    colour[i] = colours[ink][i];
}

/* One colour and the cover as alpha, of the part that is bounded. With no @colour, each pixel's
 * own. */
static GdkPixbuf *
cut_out (const GdkPixbuf *picture, const guint8 *cover, const int area[4], const guint8 *colour)
{
  GdkPixbuf *result =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, area[2] - area[0], area[3] - area[1]);
  int width = gdk_pixbuf_get_width (picture);
  guint8 *to = gdk_pixbuf_get_pixels (result);

  for (int y = area[1]; y < area[3]; y++) {
    guint8 *row = to + (gsize) (y - area[1]) * gdk_pixbuf_get_rowstride (result);
    for (int x = area[0]; x < area[2]; x++, row += 4) {
      const guint8 *from = colour ? colour : pixel_at (picture, x, y);
      for (int i = 0; i < 3; i++)
        row[i] = from[i];
      row[3] = cover[(gsize) y * width + x];
    }
  }
  return result;
}

GdkPixbuf *
soky_ink_lift (const GdkPixbuf *picture, SokyInk ink, GError **error)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  gsize pixels = (gsize) width * height;
  g_autofree guint8 *cover = soky_paper_subtract (picture);
  guint8 colour[3];
  int area[4];

  gboolean inked = sharpen (cover, pixels);
  soky_paper_clear_specks (cover, width, height, (guint) (pixels / SPECK_SHARE) + 4);
  if (!inked || !find_bounds (cover, width, height, area)) {
    refuse (error);
    return NULL;
  }
  mix_colour (picture, cover, colour);
  choose_colour (ink, colour);
  return cut_out (picture, cover, area, ink == SOKY_INK_KEEP ? NULL : colour);
}

/* Through the middles of the points, so that no corner shows where a hand drew a curve. */
static void
trace (cairo_t *cr, const SokyInkStroke *stroke)
{
  const double *p = stroke->points;

  cairo_move_to (cr, p[0], p[1]);
  if (stroke->count == 1)
    cairo_line_to (cr, p[0], p[1]); /* a dot */
  for (guint i = 1; i + 1 < stroke->count; i++) {
    const double *at = p + 2 * (gsize) i;
    double middle_x = (at[0] + at[2]) / 2, middle_y = (at[1] + at[3]) / 2;
    double from_x, from_y;
    cairo_get_current_point (cr, &from_x, &from_y);
    cairo_curve_to (cr, from_x + (at[0] - from_x) * 2 / 3, from_y + (at[1] - from_y) * 2 / 3,
                    middle_x + (at[0] - middle_x) * 2 / 3, middle_y + (at[1] - middle_y) * 2 / 3,
                    middle_x, middle_y);
  }
  if (stroke->count > 1)
    cairo_line_to (cr, p[2 * (gsize) stroke->count - 2], p[2 * (gsize) stroke->count - 1]);
}

/* FALSE when there is nothing to draw, or numbers that are none. */
static gboolean
bound_strokes (const SokyInkStroke *strokes, guint count, double box[4])
{
  gsize all = 0;
  box[0] = box[1] = G_MAXDOUBLE;
  box[2] = box[3] = -G_MAXDOUBLE;
  for (guint i = 0; i < count; i++) {
    for (guint j = 0; j < strokes[i].count; j++) {
      double x = strokes[i].points[2 * (gsize) j], y = strokes[i].points[2 * (gsize) j + 1];
      if (!isfinite (x) || !isfinite (y) || ++all > MOST_POINTS)
        return FALSE;
      box[0] = MIN (box[0], x);
      box[1] = MIN (box[1], y);
      box[2] = MAX (box[2], x);
      box[3] = MAX (box[3], y);
    }
  }
  return all > 0;
}

static GdkPixbuf *
take_alpha (cairo_surface_t *surface, SokyInk ink)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  GdkPixbuf *result = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);

  cairo_surface_flush (surface);
  const guint8 *from = cairo_image_surface_get_data (surface);
  guint8 *to = gdk_pixbuf_get_pixels (result);
  for (int y = 0; y < height; y++) {
    guint8 *row = to + (gsize) y * gdk_pixbuf_get_rowstride (result);
    for (int x = 0; x < width; x++, row += 4) {
      memcpy (row, colours[ink], 3);
      row[3] = from[(gsize) y * stride + x];
    }
  }
  return result;
}

GdkPixbuf *
soky_ink_draw (const SokyInkStroke *strokes, guint count, double span, SokyInk ink, GError **error)
{
  double box[4];

  if (!(span > 0) || !bound_strokes (strokes, count, box)) {
    refuse (error);
    return NULL;
  }
  double pen = span / 100;
  double wide = box[2] - box[0] + 2 * pen, high = box[3] - box[1] + 2 * pen;
  double scale = MIN (DRAWN_SIDE / MAX (wide, high), 4);
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_A8, MAX (1, (int) ceil (wide * scale)), MAX (1, (int) ceil (high * scale)));
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, pen - box[0], pen - box[1]);
  cairo_set_line_width (cr, pen);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < count; i++) {
    if (strokes[i].count > 0)
      trace (cr, &strokes[i]);
  }
  cairo_stroke (cr);
  cairo_destroy (cr);
  GdkPixbuf *result = take_alpha (surface, ink);
  cairo_surface_destroy (surface);
  return result;
}
