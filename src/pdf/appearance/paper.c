/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/paper.h"

#include <string.h>

#define TILES 20         /* along the longer side */
#define PAPER_SHARE 0.80 /* of a tile is paper at least, or darker shades of it */
#define LEAST_CLEAR 20   /* one pixel in so many is transparent: then the alpha is the ink */
#define COLOURS 3

/* The brightness of the paper in each tile, for each colour. */
typedef struct {
  int columns, rows;
  double size; /* pixels a side */
  guint8 *levels;
} Paper;

static const guint8 *
pixel_at (const GdkPixbuf *picture, int x, int y)
{
  return gdk_pixbuf_read_pixels (picture) + (gsize) y * gdk_pixbuf_get_rowstride (picture) +
         (gsize) x * gdk_pixbuf_get_n_channels (picture);
}

static guint8
paper_level (const GdkPixbuf *picture, const int area[4], int colour)
{
  guint counts[256] = {0};
  guint all = 0, below = 0;

  for (int y = area[1]; y < area[3]; y++) {
    for (int x = area[0]; x < area[2]; x++, all++)
      counts[pixel_at (picture, x, y)[colour]]++;
  }
  for (guint level = 0; level < 256; level++) {
    below += counts[level];
    if (below >= PAPER_SHARE * all)
      return (guint8) MAX (level, 1);
  }
  return 255;
}

static void
measure_paper (Paper *paper, const GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);

  paper->size = MAX (1, (double) MAX (width, height) / TILES);
  paper->columns = MAX (1, (int) (width / paper->size));
  paper->rows = MAX (1, (int) (height / paper->size));
  paper->levels = g_new (guint8, (gsize) paper->columns * paper->rows * COLOURS);
  for (int row = 0; row < paper->rows; row++) {
    for (int column = 0; column < paper->columns; column++) {
      const int area[4] = {width * column / paper->columns, height * row / paper->rows,
                           width * (column + 1) / paper->columns, height * (row + 1) / paper->rows};
      for (int colour = 0; colour < COLOURS; colour++)
        paper->levels[(row * paper->columns + column) * COLOURS + colour] =
            paper_level (picture, area, colour);
    }
  }
}

static double
level_of (const Paper *paper, int column, int row, int colour)
{
  column = MIN (column, paper->columns - 1);
  row = MIN (row, paper->rows - 1);
  return paper->levels[(row * paper->columns + column) * COLOURS + colour];
}

/* From the middles of the four tiles around; at the edges the light goes on as it does beside them.
 */
static double
interpolate (const Paper *paper, double across, double down, int colour)
{
  int column = CLAMP ((int) across, 0, MAX (paper->columns - 2, 0));
  int row = CLAMP ((int) down, 0, MAX (paper->rows - 2, 0));
  double x = across - column, y = down - row;
  double upper = level_of (paper, column, row, colour) * (1 - x) +
                 level_of (paper, column + 1, row, colour) * x;
  double lower = level_of (paper, column, row + 1, colour) * (1 - x) +
                 level_of (paper, column + 1, row + 1, colour) * x;
  return MAX (upper * (1 - y) + lower * y, 1);
}

static guint8
darkness (const Paper *paper, const guint8 *pixel, double across, double down)
{
  double most = 0;

  /* coloured ink is darkest in the colour that it swallows */
  for (int colour = 0; colour < COLOURS; colour++)
    most = MAX (most, 1 - pixel[colour] / interpolate (paper, across, down, colour));
  return (guint8) (255 * CLAMP (most, 0, 1));
}

static gboolean
is_cut_out (const GdkPixbuf *picture)
{
  gsize clear = 0;
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);

  if (!gdk_pixbuf_get_has_alpha (picture))
    return FALSE;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++)
      clear += pixel_at (picture, x, y)[3] < 128;
  }
  return clear * LEAST_CLEAR > (gsize) width * height;
}

guint8 *
soky_paper_subtract (const GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  guint8 *cover = g_new (guint8, (gsize) width * height);
  gboolean cut_out = is_cut_out (picture);
  Paper paper = {0};

  if (!cut_out)
    measure_paper (&paper, picture);
  for (int y = 0; y < height; y++) {
    double down = cut_out ? 0 : (y + 0.5) * paper.rows / height - 0.5;
    for (int x = 0; x < width; x++) {
      const guint8 *pixel = pixel_at (picture, x, y);
      double across = cut_out ? 0 : (x + 0.5) * paper.columns / width - 0.5;
      cover[(gsize) y * width + x] = cut_out ? pixel[3] : darkness (&paper, pixel, across, down);
    }
  }
  g_free (paper.levels);
  return cover;
}

/* The pixels that touch each other around @start, in @group; marks them in @seen. */
static void
collect_group (const guint8 *cover, guint8 *seen, int width, int height, guint start, GArray *group)
{
  g_array_set_size (group, 0);
  g_array_append_val (group, start);
  seen[start] = 1;
  for (guint i = 0; i < group->len; i++) {
    guint at = g_array_index (group, guint, i);
    int x = (int) (at % (guint) width), y = (int) (at / (guint) width);
    for (int side = 0; side < 9; side++) {
      int to_x = x + side % 3 - 1, to_y = y + side / 3 - 1;
      if (to_x < 0 || to_y < 0 || to_x >= width || to_y >= height)
        continue;
      guint to = (guint) to_y * (guint) width + (guint) to_x;
      if (cover[to] > 0 && !seen[to]) {
        seen[to] = 1;
        g_array_append_val (group, to);
      }
    }
  }
}

void
soky_paper_clear_specks (guint8 *cover, int width, int height, guint least)
{
  gsize pixels = (gsize) width * height;
  g_autofree guint8 *seen = g_new0 (guint8, pixels);
  g_autoptr (GArray) group = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize i = 0; i < pixels; i++) {
    if (cover[i] == 0 || seen[i])
      continue;
    collect_group (cover, seen, width, height, (guint) i, group);
    for (guint j = 0; group->len < least && j < group->len; j++)
      cover[g_array_index (group, guint, j)] = 0;
  }
}
