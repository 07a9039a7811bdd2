/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/page-text.h"

G_BEGIN_DECLS

/* What a search looks for. Case, runs of white space and the shape of quotes and dashes do not
 * matter. A word typed without diacritics finds it with any ("toan" finds "Toán"); a word typed
 * with some finds these alone. Immutable, for any thread. */
typedef struct _SokyTextPattern SokyTextPattern;

typedef struct {
  guint page;        /* from 0 */
  guint start, end;  /* characters of the page */
  SokyViewArea area; /* points: what covers its first line; nothing where that is not known */
} SokyTextHit;

/* Returns: (transfer full) (nullable): %NULL when @words has nothing to look for */
SokyTextPattern *soky_text_pattern_new (const char *words);
SokyTextPattern *soky_text_pattern_ref (SokyTextPattern *self);
void soky_text_pattern_unref (SokyTextPattern *self);

/* Returns: (transfer full) (element-type SokyTextHit): at most @limit, in the order of reading,
 * none overlapping another */
GArray *soky_text_pattern_find (SokyTextPattern *self, SokyPageText *text, guint page, guint limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyTextPattern, soky_text_pattern_unref)

G_END_DECLS
