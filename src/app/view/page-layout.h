/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/document.h"

G_BEGIN_DECLS

/* Where the pages of a document lie, one below the other, in whole logical pixels. */
typedef struct _SokyPageLayout SokyPageLayout;

/* Space around and between pages, pixels. */
#define SOKY_PAGE_MARGIN 16
#define SOKY_PAGE_GAP 14

SokyPageLayout *soky_page_layout_new (SokyViewDocument *document);
void soky_page_layout_free (SokyPageLayout *self);

/* @scale: pixels in a point; @minimum_width: pages are centred in at least this many pixels */
void soky_page_layout_set (SokyPageLayout *self, double scale, int minimum_width);

double soky_page_layout_get_scale (SokyPageLayout *self);
double soky_page_layout_get_width (SokyPageLayout *self);
double soky_page_layout_get_height (SokyPageLayout *self);
guint soky_page_layout_count (SokyPageLayout *self);

void soky_page_layout_get_page (SokyPageLayout *self, guint index, SokyViewArea *box);
/* The page at @y, or the one below when @y lies between two. */
guint soky_page_layout_find (SokyPageLayout *self, double y);

/* The scales at which the widest page fills @width, or the largest page fits into both. */
double soky_page_layout_fit_width (SokyPageLayout *self, int width);
double soky_page_layout_fit_page (SokyPageLayout *self, int width, int height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPageLayout, soky_page_layout_free)

G_END_DECLS
