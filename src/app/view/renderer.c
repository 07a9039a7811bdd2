/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/renderer.h"

#define MAX_THREADS 4

/* What the threads share with the renderer; it outlives the renderer while a page is being drawn.
 */
typedef struct {
  GMutex lock;
  GArray *waiting; /* SokyTile, most urgent first */
  GArray *running; /* SokyTile */
  gboolean closed;
  SokyViewDocument *document;
  GMainContext *context;
  SokyRenderer *owner; /* touched by the main thread alone; NULL once it is gone */
} Shared;

struct _SokyRenderer {
  GObject parent_instance;

  Shared *shared;
  GThreadPool *pool;
  SokyTextureCache *cache;
};

typedef struct {
  Shared *shared;
  SokyTile tile;
  GdkTexture *texture;
} Delivery;

enum { RENDERED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyRenderer, soky_renderer, G_TYPE_OBJECT)

static void
shared_clear (gpointer data)
{
  Shared *shared = data;
  g_array_unref (shared->waiting);
  g_array_unref (shared->running);
  g_object_unref (shared->document);
  g_main_context_unref (shared->context);
  g_mutex_clear (&shared->lock);
}

static void
shared_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, shared_clear);
}

static gssize
find_tile (GArray *tiles, const SokyTile *tile)
{
  for (guint i = 0; i < tiles->len; i++)
    if (soky_tile_equal (&g_array_index (tiles, SokyTile, i), tile))
      return i;
  return -1;
}

static gboolean
take_next (Shared *shared, SokyTile *tile)
{
  g_mutex_lock (&shared->lock);
  gboolean found = !shared->closed && shared->waiting->len > 0;
  if (found) {
    *tile = g_array_index (shared->waiting, SokyTile, 0);
    g_array_remove_index (shared->waiting, 0);
    g_array_append_val (shared->running, *tile);
  }
  g_mutex_unlock (&shared->lock);
  return found;
}

static void
end_running (Shared *shared, const SokyTile *tile)
{
  g_mutex_lock (&shared->lock);
  gssize index = find_tile (shared->running, tile);
  if (index >= 0)
    g_array_remove_index_fast (shared->running, (guint) index);
  g_mutex_unlock (&shared->lock);
}

static GdkTexture *
draw (SokyViewDocument *document, const SokyTile *tile)
{
  cairo_surface_t *surface = soky_view_document_render (document, tile);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                  (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;
  SokyRenderer *self = delivery->shared->owner;

  end_running (delivery->shared, &delivery->tile);
  if (self == NULL)
    return G_SOURCE_REMOVE;
  soky_texture_cache_add (self->cache, &delivery->tile, delivery->texture);
  g_signal_emit (self, signals[RENDERED], 0);
  return G_SOURCE_REMOVE;
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;
  g_object_unref (delivery->texture);
  shared_unref (delivery->shared);
  g_free (delivery);
}

static void
render_in_thread (gpointer data, gpointer user_data)
{
  Shared *shared = data;
  SokyTile tile;

  while (take_next (shared, &tile)) {
    Delivery *delivery = g_new0 (Delivery, 1);
    delivery->shared = g_atomic_rc_box_acquire (shared);
    delivery->tile = tile;
    delivery->texture = draw (shared->document, &tile);

    g_autoptr (GSource) source = g_idle_source_new ();
    g_source_set_priority (source, G_PRIORITY_DEFAULT);
    g_source_set_callback (source, deliver, delivery, delivery_free);
    g_source_attach (source, shared->context);
  }
  shared_unref (shared);
}

static void
soky_renderer_dispose (GObject *object)
{
  SokyRenderer *self = SOKY_RENDERER (object);

  if (self->shared != NULL) {
    g_mutex_lock (&self->shared->lock);
    self->shared->closed = TRUE;
    self->shared->owner = NULL;
    g_mutex_unlock (&self->shared->lock);
  }
  /* wake-ups that are waiting still give back their reference; closed, they draw nothing */
  if (self->pool != NULL)
    g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, FALSE);
  g_clear_pointer (&self->shared, shared_unref);
  g_clear_pointer (&self->cache, soky_texture_cache_free);
  G_OBJECT_CLASS (soky_renderer_parent_class)->dispose (object);
}

static void
soky_renderer_class_init (SokyRendererClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_renderer_dispose;

  signals[RENDERED] = g_signal_new ("rendered", SOKY_TYPE_RENDERER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_renderer_init (SokyRenderer *self)
{
  int threads = (int) CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  self->pool = g_thread_pool_new (render_in_thread, NULL, threads, FALSE, NULL);
}

SokyRenderer *
soky_renderer_new (SokyViewDocument *document, gsize budget)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (document), NULL);

  SokyRenderer *self = g_object_new (SOKY_TYPE_RENDERER, NULL);
  Shared *shared = g_atomic_rc_box_new0 (Shared);
  g_mutex_init (&shared->lock);
  shared->waiting = g_array_new (FALSE, FALSE, sizeof (SokyTile));
  shared->running = g_array_new (FALSE, FALSE, sizeof (SokyTile));
  shared->document = g_object_ref (document);
  shared->context = g_main_context_ref_thread_default ();
  shared->owner = self;
  self->shared = shared;
  self->cache = soky_texture_cache_new (budget);
  return self;
}

void
soky_renderer_want (SokyRenderer *self, GArray *tiles)
{
  g_return_if_fail (SOKY_IS_RENDERER (self));

  /* what is wanted is dropped last, the most urgent last of all */
  for (guint i = tiles->len; i > 0; i--)
    soky_texture_cache_get (self->cache, &g_array_index (tiles, SokyTile, i - 1));

  gsize total = 0;
  guint missing = 0;
  gsize budget = soky_texture_cache_get_budget (self->cache);

  g_mutex_lock (&self->shared->lock);
  g_array_set_size (self->shared->waiting, 0);
  for (guint i = 0; i < tiles->len; i++) {
    SokyTile *tile = &g_array_index (tiles, SokyTile, i);
    if (total + soky_tile_get_bytes (tile) > budget)
      continue;
    total += soky_tile_get_bytes (tile);
    if (soky_texture_cache_contains (self->cache, tile) ||
        find_tile (self->shared->running, tile) >= 0)
      continue;
    g_array_append_val (self->shared->waiting, *tile);
    missing++;
  }
  g_mutex_unlock (&self->shared->lock);
  soky_texture_cache_trim (self->cache, total + SOKY_RENDERER_BEHIND);

  /* a thread takes tiles until none waits, so that few wake-ups are enough */
  guint idle = MAX_THREADS - MIN (g_thread_pool_unprocessed (self->pool), MAX_THREADS);
  for (guint i = 0; i < MIN (missing, idle); i++)
    g_thread_pool_push (self->pool, g_atomic_rc_box_acquire (self->shared), NULL);
}

SokyTextureCache *
soky_renderer_get_cache (SokyRenderer *self)
{
  g_return_val_if_fail (SOKY_IS_RENDERER (self), NULL);

  return self->cache;
}
