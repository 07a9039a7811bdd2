/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/predictor.h"

#include <stdlib.h>
#include <string.h>

static guint8
paeth (int left, int above, int corner)
{
  int estimate = left + above - corner;
  int to_left = abs (estimate - left);
  int to_above = abs (estimate - above);
  int to_corner = abs (estimate - corner);

  if (to_left <= to_above && to_left <= to_corner)
    return (guint8) left;
  return (guint8) (to_above <= to_corner ? above : corner);
}

static guint8
predict (guint8 filter, guint8 left, guint8 above, guint8 corner)
{
  switch (filter) {
  case 1:
    return left;
  case 2:
    return above;
  case 3:
    return (guint8) ((left + above) / 2);
  case 4:
    return paeth (left, above, corner);
  default:
    return 0;
  }
}

gboolean
soky_predictor_undo_png (guint8 *data, gsize count, gsize width, gsize step)
{
  for (gsize row = 0; row < count; row++) {
    const guint8 *from = data + row * (width + 1);
    guint8 *to = data + row * width;
    const guint8 *above = row > 0 ? to - width : NULL;
    guint8 filter = *from++;
    if (filter > 4)
      return FALSE;
    memmove (to, from, width);
    for (gsize i = 0; i < width; i++) {
      guint8 left = i >= step ? to[i - step] : 0;
      guint8 up = above ? above[i] : 0;
      guint8 corner = above && i >= step ? above[i - step] : 0;
      to[i] = (guint8) (to[i] + predict (filter, left, up, corner));
    }
  }
  return TRUE;
}
