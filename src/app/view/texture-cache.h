/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/view/document-private.h"

G_BEGIN_DECLS

/* Rendered tiles, the least recently used dropped first, never more bytes than the budget. Used by
 * the main thread alone. */
typedef struct _SokyTextureCache SokyTextureCache;

SokyTextureCache *soky_texture_cache_new (gsize budget);
void soky_texture_cache_free (SokyTextureCache *self);

/* What a tile costs in bytes. */
gsize soky_tile_get_bytes (const SokyTile *tile);
gboolean soky_tile_equal (const SokyTile *a, const SokyTile *b);

/* Takes a reference of @texture; a tile larger than the whole budget is not kept. */
void soky_texture_cache_add (SokyTextureCache *self, const SokyTile *tile, GdkTexture *texture);
/* (transfer none) (nullable): marks the tile as just used */
GdkTexture *soky_texture_cache_get (SokyTextureCache *self, const SokyTile *tile);
gboolean soky_texture_cache_contains (SokyTextureCache *self, const SokyTile *tile);
/* (transfer none) (nullable): any picture of the whole page that is turned so, the one nearest to
 * @width pixels */
GdkTexture *soky_texture_cache_get_nearest (SokyTextureCache *self, guint page, guint turns,
                                            int width);

/* Drops what was used least recently, until no more than @bytes are left. */
void soky_texture_cache_trim (SokyTextureCache *self, gsize bytes);

gsize soky_texture_cache_get_bytes (SokyTextureCache *self);
gsize soky_texture_cache_get_budget (SokyTextureCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTextureCache, soky_texture_cache_free)

G_END_DECLS
