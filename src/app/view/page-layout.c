/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/page-layout.h"

#include <math.h>

struct _SokyPageLayout {
  SokyViewDocument *document;
  double widest, tallest; /* points */
  double scale;
  double width, height;
  guint count;
  double *tops; /* pixels, one a page */
};

/* whole pixels; doubles, since many large pages are more than an int holds */
static double
to_pixels (double points, double scale)
{
  return MAX (1.0, round (points * scale));
}

SokyPageLayout *
soky_page_layout_new (SokyViewDocument *document)
{
  SokyPageLayout *self = g_new0 (SokyPageLayout, 1);
  self->document = g_object_ref (document);
  self->count = soky_view_document_count_pages (document);
  self->tops = g_new0 (double, self->count);

  for (guint i = 0; i < self->count; i++) {
    double width, height;
    soky_view_document_get_page_size (document, i, &width, &height);
    self->widest = MAX (self->widest, width);
    self->tallest = MAX (self->tallest, height);
  }
  soky_page_layout_set (self, 1.0, 0);
  return self;
}

void
soky_page_layout_free (SokyPageLayout *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->document);
  g_free (self->tops);
  g_free (self);
}

void
soky_page_layout_set (SokyPageLayout *self, double scale, int minimum_width)
{
  self->scale = scale;
  self->width = MAX (minimum_width, to_pixels (self->widest, scale) + 2 * SOKY_PAGE_MARGIN);

  double y = SOKY_PAGE_MARGIN;
  for (guint i = 0; i < self->count; i++) {
    double width, height;
    soky_view_document_get_page_size (self->document, i, &width, &height);
    self->tops[i] = y;
    y += to_pixels (height, scale) + SOKY_PAGE_GAP;
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
soky_page_layout_count (SokyPageLayout *self)
{
  return self->count;
}

void
soky_page_layout_get_page (SokyPageLayout *self, guint index, SokyViewArea *box)
{
  double width, height;
  soky_view_document_get_page_size (self->document, index, &width, &height);
  box->width = to_pixels (width, self->scale);
  box->height = to_pixels (height, self->scale);
  box->x = floor ((self->width - box->width) / 2);
  box->y = self->tops[index];
}

guint
soky_page_layout_find (SokyPageLayout *self, double y)
{
  guint low = 0, high = self->count - 1;

  while (low < high) {
    guint middle = (low + high) / 2;
    SokyViewArea box;
    soky_page_layout_get_page (self, middle, &box);
    if (box.y + box.height <= y)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

double
soky_page_layout_fit_width (SokyPageLayout *self, int width)
{
  return MAX (1, width - 2 * SOKY_PAGE_MARGIN) / self->widest;
}

double
soky_page_layout_fit_page (SokyPageLayout *self, int width, int height)
{
  return MIN (soky_page_layout_fit_width (self, width),
              MAX (1, height - 2 * SOKY_PAGE_MARGIN) / self->tallest);
}
