/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <poppler.h>

#include "pdf/anchor.h"

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
 * @anchor: what to stay close to
 * @wanted: size and side
 * @rect: (out): a free rectangle, of the size wanted or smaller, in its proportions
 *
 * All in shown points, y down.
 *
 * Returns: %FALSE when the page has no such room
 */
gboolean soky_anchor_room_find (SokyAnchorRoom *self, const double anchor[4],
                                const SokyPdfRoom *wanted, double rect[4]);

/* Whether nothing is in the rectangle (shown points, y down), however close to it something is. */
gboolean soky_anchor_room_is_free (SokyAnchorRoom *self, const double rect[4]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyAnchorRoom, soky_anchor_room_free)

G_END_DECLS
