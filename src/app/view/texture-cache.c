/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/texture-cache.h"

typedef struct {
  SokyTile tile;
  GdkTexture *texture;
  GList link; /* in the order of use */
} Entry;

struct _SokyTextureCache {
  GHashTable *entries; /* Entry, by its tile */
  GHashTable *pages;   /* page -> GPtrArray of Entry that show all of it */
  GQueue recent;       /* head: just used */
  gsize bytes;
  gsize budget;
};

static guint
tile_hash (gconstpointer data)
{
  const SokyTile *tile = data;
  guint hash = tile->page;
  hash = hash * 31 + (guint) tile->width + tile->turns;
  hash = hash * 31 + (guint) tile->x;
  return hash * 31 + (guint) tile->y;
}

static gboolean
tile_equal (gconstpointer a, gconstpointer b)
{
  return soky_tile_equal (a, b);
}

static gboolean
is_whole_page (const SokyTile *tile)
{
  return tile->tile_width == tile->width && tile->tile_height == tile->height;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_object_unref (entry->texture);
  g_free (entry);
}

static void
drop (SokyTextureCache *self, Entry *entry)
{
  GPtrArray *whole = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (entry->tile.page));
  if (whole != NULL) {
    g_ptr_array_remove_fast (whole, entry);
    if (whole->len == 0)
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (entry->tile.page));
  }
  self->bytes -= soky_tile_get_bytes (&entry->tile);
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, &entry->tile);
}

static void
index_whole_page (SokyTextureCache *self, Entry *entry)
{
  if (!is_whole_page (&entry->tile))
    return;

  gpointer page = GUINT_TO_POINTER (entry->tile.page);
  GPtrArray *whole = g_hash_table_lookup (self->pages, page);
  if (whole == NULL) {
    whole = g_ptr_array_new ();
    g_hash_table_insert (self->pages, page, whole);
  }
  g_ptr_array_add (whole, entry);
}

static void
mark_used (SokyTextureCache *self, Entry *entry)
{
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
}

SokyTextureCache *
soky_texture_cache_new (gsize budget)
{
  SokyTextureCache *self = g_new0 (SokyTextureCache, 1);
  self->budget = budget;
  self->entries = g_hash_table_new_full (tile_hash, tile_equal, NULL, entry_free);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_queue_init (&self->recent);
  return self;
}

void
soky_texture_cache_free (SokyTextureCache *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->entries);
  g_free (self);
}

gsize
soky_tile_get_bytes (const SokyTile *tile)
{
  return (gsize) tile->tile_width * (gsize) tile->tile_height * 4;
}

gboolean
soky_tile_equal (const SokyTile *a, const SokyTile *b)
{
  return a->page == b->page && a->width == b->width && a->height == b->height && a->x == b->x &&
         a->y == b->y && a->tile_width == b->tile_width && a->tile_height == b->tile_height &&
         a->turns == b->turns;
}

void
soky_texture_cache_add (SokyTextureCache *self, const SokyTile *tile, GdkTexture *texture)
{
  gsize bytes = soky_tile_get_bytes (tile);
  if (bytes > self->budget || g_hash_table_contains (self->entries, tile))
    return;

  soky_texture_cache_trim (self, self->budget - bytes);

  Entry *entry = g_new0 (Entry, 1);
  entry->tile = *tile;
  entry->texture = g_object_ref (texture);
  entry->link.data = entry;
  g_hash_table_insert (self->entries, &entry->tile, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  index_whole_page (self, entry);
  self->bytes += bytes;
}

void
soky_texture_cache_trim (SokyTextureCache *self, gsize bytes)
{
  while (self->bytes > bytes)
    drop (self, g_queue_peek_tail (&self->recent));
}

GdkTexture *
soky_texture_cache_get (SokyTextureCache *self, const SokyTile *tile)
{
  Entry *entry = g_hash_table_lookup (self->entries, tile);
  if (entry == NULL)
    return NULL;
  mark_used (self, entry);
  return entry->texture;
}

gboolean
soky_texture_cache_contains (SokyTextureCache *self, const SokyTile *tile)
{
  return g_hash_table_contains (self->entries, tile);
}

GdkTexture *
soky_texture_cache_get_nearest (SokyTextureCache *self, guint page, guint turns, int width)
{
  GPtrArray *whole = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  Entry *nearest = NULL;

  for (guint i = 0; whole != NULL && i < whole->len; i++) {
    Entry *entry = g_ptr_array_index (whole, i);
    if (entry->tile.turns != turns)
      continue;
    if (nearest == NULL || ABS (entry->tile.width - width) < ABS (nearest->tile.width - width))
      nearest = entry;
  }
  if (nearest == NULL)
    return NULL;
  mark_used (self, nearest);
  return nearest->texture;
}

gsize
soky_texture_cache_get_bytes (SokyTextureCache *self)
{
  return self->bytes;
}

gsize
soky_texture_cache_get_budget (SokyTextureCache *self)
{
  return self->budget;
}
