/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/page-store.h"
#include "app/view/text-pattern.h"

G_BEGIN_DECLS

/* A search through all pages of a document, in a thread, from the page that is read onwards.
 *
 * Signals: "changed": hits were found, or how far it is; "current-changed": another hit is the one
 * to look at. */
#define SOKY_TYPE_TEXT_SEARCH (soky_text_search_get_type ())
G_DECLARE_FINAL_TYPE (SokyTextSearch, soky_text_search, SOKY, TEXT_SEARCH, GObject)

/* Hits that are kept of one search. */
#define SOKY_TEXT_SEARCH_LIMIT 10000

typedef struct {
  gboolean running;
  guint done, total; /* pages */
  guint hits;
  guint number;      /* of the current hit, from 1; 0 = none */
  gboolean cut_off;  /* there are more hits than are kept */
  gboolean wordless; /* no page has any text: they are pictures */
} SokyTextSearchState;

SokyTextSearch *soky_text_search_new (SokyPageStore *store);

/* Looks for other words; what was looked for is given up. @words: nothing to look for ends it.
 * @page: from 0, where it begins */
void soky_text_search_start (SokyTextSearch *self, const char *words, guint page);
void soky_text_search_stop (SokyTextSearch *self);

void soky_text_search_get_state (SokyTextSearch *self, SokyTextSearchState *state);
/* (transfer none) (nullable) (element-type SokyTextHit): those of a page */
GArray *soky_text_search_get_hits (SokyTextSearch *self, guint page);
/* (transfer none) (nullable) */
const SokyTextHit *soky_text_search_get_current (SokyTextSearch *self);
/* To the next hit, or the one before; round at the ends. */
void soky_text_search_move (SokyTextSearch *self, gboolean forward);

G_END_DECLS
