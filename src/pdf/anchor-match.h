/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * soky_anchor_match_last:
 * @text: UTF-8, in any composition
 * @first: (out): index of the first character of the match, counted in characters of @text
 * @last: (out): index of its last character
 *
 * The last occurrence of @wanted in @text. Case, composition of diacritics and white space make no
 * difference; the diacritics themselves do.
 *
 * Returns: whether @wanted occurs; never for a text of white space alone
 */
gboolean soky_anchor_match_last (const char *text, const char *wanted, glong *first, glong *last);

G_END_DECLS
