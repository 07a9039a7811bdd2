/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/document.h"

G_BEGIN_DECLS

/* Where the pages of a document lie, one below the other or two side by side, in whole logical
 * pixels. */
typedef struct _SokyPageLayout SokyPageLayout;

/* Space around and between pages, pixels. */
#define SOKY_PAGE_MARGIN 16
#define SOKY_PAGE_GAP 14

SokyPageLayout *soky_page_layout_new (SokyViewDocument *document);
void soky_page_layout_free (SokyPageLayout *self);

/* @columns: 1, or 2 pages side by side; @turns: quarters that all pages are turned clockwise.
 * Takes effect with the next soky_page_layout_set(). */
void soky_page_layout_arrange (SokyPageLayout *self, guint columns, guint turns);
/* @scale: pixels in a point; @minimum_width: pages are centred in at least this many pixels */
void soky_page_layout_set (SokyPageLayout *self, double scale, int minimum_width);

double soky_page_layout_get_scale (SokyPageLayout *self);
double soky_page_layout_get_width (SokyPageLayout *self);
double soky_page_layout_get_height (SokyPageLayout *self);
guint soky_page_layout_get_turns (SokyPageLayout *self);
guint soky_page_layout_get_columns (SokyPageLayout *self);
guint soky_page_layout_count (SokyPageLayout *self);

void soky_page_layout_get_page (SokyPageLayout *self, guint index, SokyViewArea *box);
/* The first page of the row at @y, or of the one below when @y lies between two. */
guint soky_page_layout_find (SokyPageLayout *self, double y);
/* The pages of all rows from @top to @bottom. */
void soky_page_layout_find_range (SokyPageLayout *self, double top, double bottom, guint *first,
                                  guint *last);

/* Where an area of a page (points) is, in pixels. */
void soky_page_layout_place (SokyPageLayout *self, guint index, const SokyViewArea *area,
                             SokyViewArea *box);
/* The point of a page at a pixel; TRUE when it lies on the page. */
gboolean soky_page_layout_locate (SokyPageLayout *self, guint index, double x, double y,
                                  double *page_x, double *page_y);
/* The page nearest to a pixel, and the point of that page; TRUE when it lies on the page. */
gboolean soky_page_layout_pick (SokyPageLayout *self, double x, double y, guint *index,
                                double *page_x, double *page_y);

/* The scales at which the widest page fills @width, or the largest page fits into both. */
double soky_page_layout_fit_width (SokyPageLayout *self, int width);
double soky_page_layout_fit_page (SokyPageLayout *self, int width, int height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPageLayout, soky_page_layout_free)

G_END_DECLS
