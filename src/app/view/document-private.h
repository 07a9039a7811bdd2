/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/document.h"

#include <cairo.h>
#include <poppler.h>

G_BEGIN_DECLS

/* A rectangle of one page, in device pixels of the page drawn @width x @height large, turned
 * @turns quarters clockwise. */
typedef struct {
  guint page; /* from 0 */
  int width, height;
  int x, y, tile_width, tile_height;
  guint turns; /* 0 to 3 */
} SokyTile;

/* An opened document for this thread alone, opened when there is none; (transfer full) (nullable).
 * It goes back by soky_view_document_give_back(). */
PopplerDocument *soky_view_document_borrow (SokyViewDocument *self, GError **error);
/* @poppler: (transfer full) */
void soky_view_document_give_back (SokyViewDocument *self, PopplerDocument *poppler);

/**
 * soky_view_document_render:
 *
 * Blocks; called by render threads, each of which works on an opened document of its own.
 *
 * Returns: (transfer full): the tile on white; white alone where the page cannot be drawn
 */
cairo_surface_t *soky_view_document_render (SokyViewDocument *self, const SokyTile *tile);

/* Blocks. Returns: (transfer full): the page as it is printed, in points, to be drawn again at any
 *   size; nothing where the page cannot be drawn */
cairo_surface_t *soky_view_document_record (SokyViewDocument *self, guint page);

/* As soky_view_document_locate_async(), and blocks; FALSE when there is no such page. */
gboolean soky_view_document_locate (SokyViewDocument *self, int page, const double rect[4],
                                    SokyViewArea *area);

/* Opened documents that wait for the next render (for tests: never more than threads). */
guint soky_view_document_count_idle (SokyViewDocument *self);

G_END_DECLS
