/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which page of one state of a document is which of another. */

typedef struct {
  GBytes *digest;    /* of its picture */
  GBytes *thumbnail; /* soky_page_diff_thumbnail() */
} SokyPageLook;

typedef struct {
  int before, after; /* from 0; -1 = there is none */
  gboolean equal;    /* the pictures are the same */
} SokyPageMatch;

/**
 * soky_page_match:
 * @before: (element-type SokyPageLook)
 * @after: (element-type SokyPageLook)
 *
 * The order of pages is kept. Pages much alike are one that changed; of others one went and one
 * came.
 *
 * Returns: (transfer full) (element-type SokyPageMatch): each page once, in the order of reading
 */
GArray *soky_page_match (GArray *before, GArray *after);

G_END_DECLS
