/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words as they are searched for: runs of letters, digits and marks. */

/* Up to this many words of a search are looked for; further ones are left out. */
#define SOKY_MATCH_WORDS 8

/**
 * soky_words_next:
 * @text: valid UTF-8
 *
 * Returns: (nullable): where the next word begins, with its length in bytes; %NULL when there is
 *   none before @end
 */
const char *soky_words_next (const char *text, const char *end, gsize *length);

/* A word in lower case and composed, with its marks; soky_text_fold() gives it without. */
char *soky_word_lower (const char *word, gsize length);

/**
 * soky_words_to_match:
 * @text: (nullable): what a person typed, whatever it is
 * @exact: with the marks that were typed, else without any
 *
 * An expression for MATCH that finds texts with words that begin as these do: every word is quoted,
 * so that nothing in @text is an operator.
 *
 * Returns: (transfer full) (nullable): %NULL when there is no word in @text
 */
char *soky_words_to_match (const char *text, gboolean exact);

G_END_DECLS
