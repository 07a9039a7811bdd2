/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/texture-cache.h"

G_BEGIN_DECLS

/* Draws tiles of one document in threads and keeps them within a budget. The view says at any time
 * what it wants, most urgent first; what it no longer wants is not begun.
 *
 * Signal "rendered": a tile arrived; the view draws again. */
#define SOKY_TYPE_RENDERER (soky_renderer_get_type ())
G_DECLARE_FINAL_TYPE (SokyRenderer, soky_renderer, SOKY, RENDERER, GObject)

#define SOKY_RENDERER_BUDGET ((gsize) 128 * 1024 * 1024)

/* Beside what the view wants this much of what it wanted before is kept, within the budget. */
#define SOKY_RENDERER_BEHIND ((gsize) 16 * 1024 * 1024)

/* @budget: bytes of pixels that may be kept */
SokyRenderer *soky_renderer_new (SokyViewDocument *document, gsize budget);

/**
 * soky_renderer_want:
 * @tiles: (element-type SokyTile): the most urgent first; replaces what was wanted before
 *
 * Tiles that would not fit into the budget together with those before them are left out, so that
 * no tile ever pushes out a more urgent one.
 */
void soky_renderer_want (SokyRenderer *self, GArray *tiles);

/* (transfer none): what was drawn so far */
SokyTextureCache *soky_renderer_get_cache (SokyRenderer *self);

G_END_DECLS
