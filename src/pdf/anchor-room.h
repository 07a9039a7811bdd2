/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <poppler.h>

G_BEGIN_DECLS

/* Which parts of a page, as it is shown, carry anything. */
typedef struct _SokyAnchorRoom SokyAnchorRoom;

/* Renders @page small, in grey; @width and @height are its size as shown, in points. */
SokyAnchorRoom *soky_anchor_room_new (PopplerPage *page, double width, double height);
void soky_anchor_room_free (SokyAnchorRoom *self);

/* Marks a rectangle (shown points, y down) as taken; after the last one, before the first search.
 */
void soky_anchor_room_occupy (SokyAnchorRoom *self, const double rect[4]);

/**
 * soky_anchor_room_find:
 * @under: what to stay close to, best below it and centred on it
 * @rect: (out): a free rectangle of @width by @height
 *
 * All in shown points, y down.
 *
 * Returns: %FALSE when the page has no such room
 */
gboolean soky_anchor_room_find (SokyAnchorRoom *self, const double under[4], double width,
                                double height, double rect[4]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAnchorRoom, soky_anchor_room_free)

G_END_DECLS
