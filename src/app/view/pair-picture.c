/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/pair-picture.h"

#include "app/view/document-private.h"
#include "app/view/page-diff.h"
#include "base/task.h"

typedef struct {
  SokyViewDocument *documents[2];
  SokyPairRequest request;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;
  g_object_unref (work->documents[0]);
  g_object_unref (work->documents[1]);
  g_free (work);
}

/* (transfer full) (nullable) */
static cairo_surface_t *
draw_page (Work *work, guint side)
{
  const SokyPairRequest *request = &work->request;
  SokyTile tile = {.width = request->widths[side], .height = request->heights[side]};

  if (request->pages[side] < 0)
    return NULL;
  tile.page = (guint) request->pages[side];
  tile.tile_width = tile.width;
  tile.tile_height = tile.height;
  return soky_view_document_render (work->documents[side], &tile);
}

static cairo_surface_t *
make_blank (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 0, 0);
}

static void
lay_over (cairo_surface_t *surfaces[2])
{
  for (guint side = 0; side < 2; side++)
    if (surfaces[side] == NULL)
      surfaces[side] = make_blank ();

  cairo_surface_t *overlay = soky_page_diff_overlay (surfaces[0], surfaces[1]);
  cairo_surface_destroy (surfaces[0]);
  cairo_surface_destroy (surfaces[1]);
  surfaces[0] = overlay;
  surfaces[1] = NULL;
}

/* Takes @surface. */
static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  if (surface == NULL)
    return NULL;
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  if (width == 0 || height == 0) {
    cairo_surface_destroy (surface);
    return NULL;
  }
  g_autoptr (GBytes) bytes =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                  (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static gpointer
draw_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  cairo_surface_t *surfaces[2] = {draw_page (work, 0), draw_page (work, 1)};
  SokyPairPicture *picture = g_new0 (SokyPairPicture, 1);

  if (work->request.overlay)
    lay_over (surfaces);
  picture->request = work->request;
  picture->textures[0] = make_texture (surfaces[0]);
  picture->textures[1] = make_texture (surfaces[1]);
  return picture;
}

void
soky_pair_picture_draw_async (SokyViewDocument *const documents[2], const SokyPairRequest *request,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Work *work = g_new0 (Work, 1);
  work->documents[0] = g_object_ref (documents[0]);
  work->documents[1] = g_object_ref (documents[1]);
  work->request = *request;
  soky_task_run (NULL, draw_in_thread, work, work_free, (GDestroyNotify) soky_pair_picture_free,
                 cancellable, callback, user_data);
}

SokyPairPicture *
soky_pair_picture_draw_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}

void
soky_pair_picture_free (SokyPairPicture *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->textures[0]);
  g_clear_object (&self->textures[1]);
  g_free (self);
}

gboolean
soky_pair_request_equal (const SokyPairRequest *a, const SokyPairRequest *b)
{
  for (guint side = 0; side < 2; side++)
    if (a->pages[side] != b->pages[side] || a->widths[side] != b->widths[side] ||
        a->heights[side] != b->heights[side])
      return FALSE;
  return a->overlay == b->overlay;
}
