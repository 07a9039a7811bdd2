/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/document.h"

G_BEGIN_DECLS

/* Two states of a document, page by page, as the eye sees them. */

typedef enum {
  SOKY_PAGE_SAME,
  SOKY_PAGE_CHANGED,
  SOKY_PAGE_ADDED,
  SOKY_PAGE_REMOVED,
} SokyPageFate;

/* Something on a page that explains a difference: a signature that was made later. */
typedef struct {
  int page;       /* from 1, of the later state */
  double rect[4]; /* as reports tell it */
} SokyKnownPlace;

typedef struct {
  SokyViewArea area; /* points, on the later page */
  int known;         /* index of the place that holds all of it, -1 = none */
} SokyDifference;

typedef struct {
  SokyPageFate fate;
  int before, after;   /* pages from 0; -1 = there is none */
  gboolean resized;    /* the sizes differ */
  GArray *differences; /* SokyDifference, from the top; of changed pages alone */
} SokyPagePair;

/* How far a comparison is; written by its thread. */
typedef struct {
  gint done, total; /* atomic */
} SokyComparisonProgress;

/**
 * soky_comparison_run_async:
 * @places: (element-type SokyKnownPlace) (nullable): copied
 * @progress: (nullable): reference-counted memory of g_atomic_rc_box_new(); a reference is taken
 *
 * Draws every page of both in a thread and pairs them: equal ones first, then those that are much
 * alike, so that a page that was put in between is told as such.
 */
void soky_comparison_run_async (SokyViewDocument *before, SokyViewDocument *after, GArray *places,
                                SokyComparisonProgress *progress, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type SokyPagePair) (nullable): in the order of reading, or
 *   %NULL when it was cancelled */
GPtrArray *soky_comparison_run_finish (GAsyncResult *result, GError **error);

/* @pairs: (element-type SokyPagePair): how many pages do not look the same */
guint soky_comparison_count_changed (GPtrArray *pairs);

G_END_DECLS
