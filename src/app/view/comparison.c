/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/comparison.h"

#include <math.h>

#include "app/view/document-private.h"
#include "app/view/page-diff.h"
#include "app/view/page-match.h"
#include "base/task.h"
#include "crypto/digest.h"

/* pictures that are compared: fine enough for a full stop of 6 points */
#define PIXELS_IN_A_POINT (96.0 / 72.0)
#define MAX_PIXELS (6.0 * 1000 * 1000)
/* the frame of a signature may stand out of its rectangle by so many points */
#define SLACK 4.0

typedef struct {
  SokyViewDocument *before, *after;
  GArray *places; /* SokyKnownPlace */
  SokyComparisonProgress *progress;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;
  g_object_unref (work->before);
  g_object_unref (work->after);
  g_array_unref (work->places);
  if (work->progress != NULL)
    g_atomic_rc_box_release (work->progress);
  g_free (work);
}

static void
pair_free (gpointer data)
{
  SokyPagePair *pair = data;
  g_array_unref (pair->differences);
  g_free (pair);
}

static void
advance (Work *work)
{
  if (work->progress != NULL)
    g_atomic_int_inc (&work->progress->done);
}

static double
choose_scale (SokyViewDocument *document, guint page)
{
  double width, height;
  soky_view_document_get_page_size (document, page, &width, &height);
  return MIN (PIXELS_IN_A_POINT, sqrt (MAX_PIXELS / (width * height)));
}

static cairo_surface_t *
render (SokyViewDocument *document, guint page, double scale)
{
  double width, height;
  soky_view_document_get_page_size (document, page, &width, &height);
  SokyTile tile = {.page = page,
                   .width = MAX (1, (int) round (width * scale)),
                   .height = MAX (1, (int) round (height * scale))};
  tile.tile_width = tile.width;
  tile.tile_height = tile.height;
  return soky_view_document_render (document, &tile);
}

static void
look_at (SokyViewDocument *document, guint page, SokyPageLook *look)
{
  cairo_surface_t *surface = render (document, page, choose_scale (document, page));
  gint32 size[2] = {cairo_image_surface_get_width (surface),
                    cairo_image_surface_get_height (surface)};
  gsize length = (gsize) cairo_image_surface_get_stride (surface) * (gsize) size[1];
  SokyDigest *digest = soky_digest_new (SOKY_HASH_SHA256);

  soky_digest_update (digest, size, sizeof size);
  soky_digest_update (digest, cairo_image_surface_get_data (surface), length);
  look->digest = soky_digest_finish (digest);
  look->thumbnail = soky_page_diff_thumbnail (surface);
  soky_digest_free (digest);
  cairo_surface_destroy (surface);
}

static void
look_clear (gpointer data)
{
  SokyPageLook *look = data;
  g_bytes_unref (look->digest);
  g_bytes_unref (look->thumbnail);
}

static GArray *
look_at_all (Work *work, SokyViewDocument *document, GCancellable *cancellable, GError **error)
{
  guint count = soky_view_document_count_pages (document);
  g_autoptr (GArray) looks = g_array_sized_new (FALSE, FALSE, sizeof (SokyPageLook), count);

  g_array_set_clear_func (looks, look_clear);
  for (guint i = 0; i < count; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    SokyPageLook look;
    look_at (document, i, &look);
    g_array_append_val (looks, look);
    advance (work);
  }
  return g_steal_pointer (&looks);
}

static gboolean
holds (const SokyViewArea *outer, const SokyViewArea *inner)
{
  return inner->x >= outer->x - SLACK && inner->y >= outer->y - SLACK &&
         inner->x + inner->width <= outer->x + outer->width + SLACK &&
         inner->y + inner->height <= outer->y + outer->height + SLACK;
}

static int
find_known (Work *work, guint page, const SokyViewArea *area)
{
  for (guint i = 0; i < work->places->len; i++) {
    SokyKnownPlace *place = &g_array_index (work->places, SokyKnownPlace, i);
    SokyViewArea seen;
    if (place->page == (int) page + 1 &&
        soky_view_document_locate (work->after, place->page, place->rect, &seen) &&
        holds (&seen, area))
      return (int) i;
  }
  return -1;
}

static void
compare_pair (Work *work, SokyPagePair *pair)
{
  guint before = (guint) pair->before, after = (guint) pair->after;
  double scale = MIN (choose_scale (work->before, before), choose_scale (work->after, after));
  cairo_surface_t *old = render (work->before, before, scale);
  cairo_surface_t *new = render (work->after, after, scale);
  g_autoptr (GArray) areas = soky_page_diff_find (old, new);

  pair->resized = cairo_image_surface_get_width (old) != cairo_image_surface_get_width (new) ||
                  cairo_image_surface_get_height (old) != cairo_image_surface_get_height (new);
  for (guint i = 0; i < areas->len; i++) {
    SokyViewArea *found = &g_array_index (areas, SokyViewArea, i);
    SokyDifference difference = {
        .area = {found->x / scale, found->y / scale, found->width / scale, found->height / scale}};
    difference.known = find_known (work, after, &difference.area);
    g_array_append_val (pair->differences, difference);
  }
  pair->fate = areas->len > 0 || pair->resized ? SOKY_PAGE_CHANGED : SOKY_PAGE_SAME;
  cairo_surface_destroy (old);
  cairo_surface_destroy (new);
}

static SokyPagePair *
make_pair (Work *work, const SokyPageMatch *match)
{
  SokyPagePair *pair = g_new0 (SokyPagePair, 1);

  pair->before = match->before;
  pair->after = match->after;
  pair->differences = g_array_new (FALSE, FALSE, sizeof (SokyDifference));
  if (match->after < 0)
    pair->fate = SOKY_PAGE_REMOVED;
  else if (match->before < 0)
    pair->fate = SOKY_PAGE_ADDED;
  else if (!match->equal)
    compare_pair (work, pair);
  return pair;
}

static gpointer
compare_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autoptr (GArray) before = look_at_all (work, work->before, cancellable, error);
  g_autoptr (GArray) after =
      before != NULL ? look_at_all (work, work->after, cancellable, error) : NULL;
  if (after == NULL)
    return NULL;

  g_autoptr (GArray) matches = soky_page_match (before, after);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (pair_free);
  for (guint i = 0; i < matches->len; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    g_ptr_array_add (pairs, make_pair (work, &g_array_index (matches, SokyPageMatch, i)));
  }
  return g_steal_pointer (&pairs);
}

void
soky_comparison_run_async (SokyViewDocument *before, SokyViewDocument *after, GArray *places,
                           SokyComparisonProgress *progress, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SOKY_IS_VIEW_DOCUMENT (before) && SOKY_IS_VIEW_DOCUMENT (after));

  Work *work = g_new0 (Work, 1);
  work->before = g_object_ref (before);
  work->after = g_object_ref (after);
  work->places = g_array_new (FALSE, FALSE, sizeof (SokyKnownPlace));
  if (places != NULL && places->len > 0)
    g_array_append_vals (work->places, places->data, places->len);
  if (progress != NULL) {
    work->progress = g_atomic_rc_box_acquire (progress);
    g_atomic_int_set (&progress->total, (gint) (soky_view_document_count_pages (before) +
                                                soky_view_document_count_pages (after)));
  }
  soky_task_run (NULL, compare_in_thread, work, work_free, (GDestroyNotify) g_ptr_array_unref,
                 cancellable, callback, user_data);
}

GPtrArray *
soky_comparison_run_finish (GAsyncResult *result, GError **error)
{
  return soky_task_finish (result, error);
}

guint
soky_comparison_count_changed (GPtrArray *pairs)
{
  g_return_val_if_fail (pairs != NULL, 0);

  guint count = 0;
  for (guint i = 0; i < pairs->len; i++)
    count += ((SokyPagePair *) g_ptr_array_index (pairs, i))->fate != SOKY_PAGE_SAME;
  return count;
}
