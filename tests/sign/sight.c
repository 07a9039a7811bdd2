/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sight.h"

#include "fixture.h"

#include <stdio.h>
#include <string.h>

#define DPI 36
#define PIXELS(points) ((points) *DPI / 72.0)
#define EDGE 2 /* pixels that smoothing may colour beyond an edge */

typedef struct {
  guint width, height;
  GBytes *bytes;
  const guint8 *pixels; /* red, green, blue */
} Picture;

static void
picture_clear (Picture *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

static gboolean
draw (const char *path, const char *folder, Picture *picture)
{
  g_autofree char *root = g_build_filename (folder, "page", NULL);
  g_autofree char *file = g_strconcat (root, ".ppm", NULL);
  const char dpi[] = G_STRINGIFY (DPI);
  g_autofree char *said = NULL;

  if (fixture_run (&said, "pdftoppm", "-r", dpi, "-f", "1", "-singlefile", "-cropbox", path, root,
                   NULL) != 0)
    return FALSE;
  /* what it mends on its way it may mend otherwise the next time */
  if (said != NULL && strstr (said, "Error") != NULL) {
    g_test_message ("%s", said);
    return FALSE;
  }
  picture->bytes = fixture_read (file);
  const char *data = g_bytes_get_data (picture->bytes, NULL);
  g_assert_cmpint (sscanf (data, "P6 %u %u 255", &picture->width, &picture->height), ==, 2);
  picture->pixels = (const guint8 *) data + g_bytes_get_size (picture->bytes) -
                    (gsize) 3 * picture->width * picture->height;
  return TRUE;
}

static gboolean
find_difference (const Picture *before, const Picture *after, double found[4])
{
  gboolean any = FALSE;

  g_assert_cmpuint (before->width, ==, after->width);
  g_assert_cmpuint (before->height, ==, after->height);
  for (guint i = 0; i < before->width * before->height; i++) {
    double x = i % before->width, y = i / before->width;
    if (memcmp (before->pixels + 3 * i, after->pixels + 3 * i, 3) == 0)
      continue;
    found[0] = any ? MIN (found[0], x) : x;
    found[1] = any ? MIN (found[1], y) : y;
    found[2] = any ? MAX (found[2], x + 1) : x + 1;
    found[3] = any ? MAX (found[3], y + 1) : y + 1;
    any = TRUE;
  }
  return any;
}

static void
find_shown (Sight *self)
{
  const double *box = self->box, *rect = self->rect;
  double left = rect[0] - box[0], right = rect[2] - box[0];
  double below = rect[1] - box[1], above = rect[3] - box[1];
  double width = box[2] - box[0], height = box[3] - box[1];
  const double upright[] = {left, height - above, right, height - below};
  const double turned_90[] = {below, left, above, right};
  const double turned_180[] = {width - right, below, width - left, above};
  const double turned_270[] = {height - above, width - right, height - below, width - left};
  const double *const by_turn[] = {upright, turned_90, turned_180, turned_270};

  for (guint i = 0; i < 4; i++)
    self->shown[i] = PIXELS (by_turn[self->rotation / 90][i]);
}

gboolean
judge_sight (const char *before, const char *after, const char *folder, Sight *sight)
{
  g_auto (Picture) unsigned_page = {0};
  g_auto (Picture) signed_page = {0};
  const double *found = sight->found, *shown = sight->shown;

  if (!draw (before, folder, &unsigned_page) || !draw (after, folder, &signed_page)) {
    g_test_message ("pdftoppm is not installed or draws it with errors: not asked");
    return FALSE;
  }
  g_assert_true (find_difference (&unsigned_page, &signed_page, sight->found));
  find_shown (sight);
  g_test_message ("seen %.0f %.0f %.0f %.0f in %.1f %.1f %.1f %.1f", found[0], found[1], found[2],
                  found[3], shown[0], shown[1], shown[2], shown[3]);
  g_assert_cmpfloat (found[0], >=, shown[0] - EDGE);
  g_assert_cmpfloat (found[1], >=, shown[1] - EDGE);
  g_assert_cmpfloat (found[2], <=, shown[2] + EDGE);
  g_assert_cmpfloat (found[3], <=, shown[3] + EDGE);
  return TRUE;
}
