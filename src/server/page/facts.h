/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "server/page/frame.h"
#include "server/page/verdicts.h"

G_BEGIN_DECLS

/* What a page tells of a published book and of the signatures in a file: no more of anybody than
 * the visible signatures do. */

/* @school: its name; @code: whether the check code is told */
void soky_page_add_book (SokyPage *self, const SokyBook *book, const char *school, gboolean code);

/**
 * soky_page_add_signers:
 * @signatures: (nullable) (element-type SokySigned): of the published file; %NULL: not known now
 *
 * Who signed or approved the book, in the route's order.
 *
 * Returns: whether every signature is known to be valid
 */
gboolean soky_page_add_signers (SokyPage *self, const SokyBook *book, GPtrArray *signatures);

/* The signatures of a file that is nobody's. Returns: as above */
gboolean soky_page_add_signatures (SokyPage *self, GPtrArray *signatures);

/* Says of the things of a list which is the first and which the last. @thing: the one added last,
 * the @index-th */
void soky_page_mark (SokyTexts *thing, guint index, gboolean last);

G_END_DECLS
