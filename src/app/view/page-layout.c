/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/page-layout.h"

#include <math.h>

typedef struct {
  double top, height; /* pixels */
} Row;

struct _SokyPageLayout {
  SokyViewDocument *document;
  guint count;
  guint columns, turns;
  double widest, tallest; /* points, as they are turned */
  double scale;
  double width, height;
  guint row_count;
  Row *rows;
};

/* whole pixels; doubles, since many large pages are more than an int holds */
static double
to_pixels (double points, double scale)
{
  return MAX (1.0, round (points * scale));
}

/* Points, as the page is turned. */
static void
get_turned_size (SokyPageLayout *self, guint index, double *width, double *height)
{
  if (self->turns % 2 == 1)
    soky_view_document_get_page_size (self->document, index, height, width);
  else
    soky_view_document_get_page_size (self->document, index, width, height);
}

SokyPageLayout *
soky_page_layout_new (SokyViewDocument *document)
{
  SokyPageLayout *self = g_new0 (SokyPageLayout, 1);
  self->document = g_object_ref (document);
  self->count = soky_view_document_count_pages (document);
  self->rows = g_new0 (Row, self->count);
  soky_page_layout_arrange (self, 1, 0);
  soky_page_layout_set (self, 1.0, 0);
  return self;
}

void
soky_page_layout_free (SokyPageLayout *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->document);
  g_free (self->rows);
  g_free (self);
}

void
soky_page_layout_arrange (SokyPageLayout *self, guint columns, guint turns)
{
  g_return_if_fail (columns == 1 || columns == 2);

  self->columns = columns;
  self->turns = turns % 4;
  self->row_count = (self->count + columns - 1) / columns;
  self->widest = self->tallest = 0;
  for (guint i = 0; i < self->count; i++) {
    double width, height;
    get_turned_size (self, i, &width, &height);
    self->widest = MAX (self->widest, width);
    self->tallest = MAX (self->tallest, height);
  }
}

void
soky_page_layout_set (SokyPageLayout *self, double scale, int minimum_width)
{
  double gaps = 2 * SOKY_PAGE_MARGIN + (self->columns - 1) * SOKY_PAGE_GAP;
  self->scale = scale;
  self->width = MAX (minimum_width, to_pixels (self->widest, scale) * self->columns + gaps);

  double y = SOKY_PAGE_MARGIN;
  for (guint row = 0; row < self->row_count; row++) {
    double tallest = 0;
    for (guint i = row * self->columns; i < MIN (self->count, (row + 1) * self->columns); i++) {
      double width, height;
      get_turned_size (self, i, &width, &height);
      tallest = MAX (tallest, to_pixels (height, scale));
    }
    self->rows[row] = (Row){y, tallest};
    y += tallest + SOKY_PAGE_GAP;
  }
  self->height = y - SOKY_PAGE_GAP + SOKY_PAGE_MARGIN;
}

double
soky_page_layout_get_scale (SokyPageLayout *self)
{
  return self->scale;
}

double
soky_page_layout_get_width (SokyPageLayout *self)
{
  return self->width;
}

double
soky_page_layout_get_height (SokyPageLayout *self)
{
  return self->height;
}

guint
soky_page_layout_get_turns (SokyPageLayout *self)
{
  return self->turns;
}

guint
soky_page_layout_get_columns (SokyPageLayout *self)
{
  return self->columns;
}

guint
soky_page_layout_count (SokyPageLayout *self)
{
  return self->count;
}

void
soky_page_layout_get_page (SokyPageLayout *self, guint index, SokyViewArea *box)
{
  const Row *row = &self->rows[index / self->columns];
  double width, height, middle = floor (self->width / 2);

  get_turned_size (self, index, &width, &height);
  box->width = to_pixels (width, self->scale);
  box->height = to_pixels (height, self->scale);
  if (self->columns == 1)
    box->x = floor ((self->width - box->width) / 2);
  else if (index % 2 == 0)
    box->x = middle - SOKY_PAGE_GAP / 2 - box->width;
  else
    box->x = middle + SOKY_PAGE_GAP / 2;
  box->y = row->top + floor ((row->height - box->height) / 2);
}

static guint
find_row (SokyPageLayout *self, double y)
{
  guint low = 0, high = self->row_count - 1;

  while (low < high) {
    guint middle = (low + high) / 2;
    if (self->rows[middle].top + self->rows[middle].height <= y)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

guint
soky_page_layout_find (SokyPageLayout *self, double y)
{
  return find_row (self, y) * self->columns;
}

void
soky_page_layout_find_range (SokyPageLayout *self, double top, double bottom, guint *first,
                             guint *last)
{
  *first = find_row (self, top) * self->columns;
  *last = MIN ((find_row (self, bottom) + 1) * self->columns, self->count) - 1;
}

void
soky_page_layout_place (SokyPageLayout *self, guint index, const SokyViewArea *area,
                        SokyViewArea *box)
{
  double width, height;
  soky_view_document_get_page_size (self->document, index, &width, &height);
  double left = area->x, top = area->y;
  double right = width - area->x - area->width, bottom = height - area->y - area->height;

  SokyViewArea turned = *area, page;
  if (self->turns == 1)
    turned = (SokyViewArea){bottom, left, area->height, area->width};
  else if (self->turns == 2)
    turned = (SokyViewArea){right, bottom, area->width, area->height};
  else if (self->turns == 3)
    turned = (SokyViewArea){top, right, area->height, area->width};

  soky_page_layout_get_page (self, index, &page);
  get_turned_size (self, index, &width, &height);
  double scale_x = page.width / width, scale_y = page.height / height;
  *box = (SokyViewArea){page.x + turned.x * scale_x, page.y + turned.y * scale_y,
                        turned.width * scale_x, turned.height * scale_y};
}

gboolean
soky_page_layout_locate (SokyPageLayout *self, guint index, double x, double y, double *page_x,
                         double *page_y)
{
  SokyViewArea box;
  double width, height;

  soky_page_layout_get_page (self, index, &box);
  get_turned_size (self, index, &width, &height);
  double u = (x - box.x) * width / box.width, v = (y - box.y) * height / box.height;
  gboolean inside = u >= 0 && v >= 0 && u < width && v < height;

  *page_x = u;
  *page_y = v;
  if (self->turns == 1) {
    *page_x = v;
    *page_y = width - u;
  } else if (self->turns == 2) {
    *page_x = width - u;
    *page_y = height - v;
  } else if (self->turns == 3) {
    *page_x = height - v;
    *page_y = u;
  }
  return inside;
}

gboolean
soky_page_layout_pick (SokyPageLayout *self, double x, double y, guint *index, double *page_x,
                       double *page_y)
{
  *index = soky_page_layout_find (self, y);
  if (self->columns == 2 && x > floor (self->width / 2) && *index + 1 < self->count)
    (*index)++;
  return soky_page_layout_locate (self, *index, x, y, page_x, page_y);
}

double
soky_page_layout_fit_width (SokyPageLayout *self, int width)
{
  double gaps = 2 * SOKY_PAGE_MARGIN + (self->columns - 1) * SOKY_PAGE_GAP;
  return MAX (1, width - gaps) / (self->widest * self->columns);
}

double
soky_page_layout_fit_page (SokyPageLayout *self, int width, int height)
{
  return MIN (soky_page_layout_fit_width (self, width),
              MAX (1, height - 2 * SOKY_PAGE_MARGIN) / self->tallest);
}
