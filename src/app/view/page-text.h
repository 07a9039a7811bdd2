/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <poppler.h>

#include "app/view/document.h"

G_BEGIN_DECLS

/* What can be read on a page: its characters in the order of reading, and where each of them
 * stands. Immutable, reference-counted, for any thread. Indices count characters from 0. */
typedef struct _SokyPageText SokyPageText;

/* Characters of one page that are kept; what comes after them cannot be selected. */
#define SOKY_PAGE_TEXT_LIMIT 500000

/* Blocks: reads the whole page. */
SokyPageText *soky_page_text_new (PopplerPage *page);
/* As if the page said @text, with nothing known of its places (for tests of searching). */
SokyPageText *soky_page_text_new_for_words (const char *text);
SokyPageText *soky_page_text_ref (SokyPageText *self);
void soky_page_text_unref (SokyPageText *self);

guint soky_page_text_count (SokyPageText *self);
gunichar soky_page_text_get (SokyPageText *self, guint index);
/* Bytes of memory it takes. */
gsize soky_page_text_get_size (SokyPageText *self);

/* Between which characters a point of the page lies, nearest: from 0 to the count. */
guint soky_page_text_find_gap (SokyPageText *self, double x, double y);
/* Whether there is a character at that point. */
gboolean soky_page_text_is_at (SokyPageText *self, double x, double y);
/* Widens a range to whole words, or to whole lines. */
void soky_page_text_widen (SokyPageText *self, gboolean lines, guint *start, guint *end);
/* The gap one character, or one word, before or after @gap; never within a letter. */
guint soky_page_text_step (SokyPageText *self, guint gap, gboolean words, gboolean forward);

/* Returns: (transfer full) (element-type SokyViewArea): what covers a range, one for each line */
GArray *soky_page_text_get_areas (SokyPageText *self, guint start, guint end);
/* Returns: (transfer full): the range as text, composed (NFC) */
char *soky_page_text_copy (SokyPageText *self, guint start, guint end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPageText, soky_page_text_unref)

G_END_DECLS
