/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/search-words.h"

#include "base/text.h"

#include <string.h>

#define LONGEST 64 /* bytes of a word that are looked for, more or less */

static gboolean
is_of_word (const char *place)
{
  gunichar c = g_utf8_get_char (place);
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

const char *
soky_words_next (const char *text, const char *end, gsize *length)
{
  while (text < end && !is_of_word (text))
    text = g_utf8_next_char (text);
  if (text >= end)
    return NULL;
  const char *after = text;
  while (after < end && is_of_word (after))
    after = g_utf8_next_char (after);
  *length = (gsize) (after - text);
  return text;
}

char *
soky_word_lower (const char *word, gsize length)
{
  g_autofree char *lower = g_utf8_strdown (word, (gssize) length);
  return soky_text_normalize (lower);
}

char *
soky_words_to_match (const char *text, gboolean exact)
{
  g_autofree char *valid = soky_text_normalize (text ? text : "");
  const char *end = valid + strlen (valid);
  g_autoptr (GString) match = g_string_new (NULL);
  gsize length = 0;
  guint count = 0;

  for (const char *word = soky_words_next (valid, end, &length);
       word != NULL && count < SOKY_MATCH_WORDS;
       word = soky_words_next (word + length, end, &length)) {
    g_autofree char *lower = soky_word_lower (word, length);
    g_autofree char *folded = soky_text_fold (lower);
    /* a mark alone, or more than anybody types */
    if (*folded == '\0' || length > LONGEST)
      continue;
    g_string_append_printf (match, "%s\"%s\" *", count++ > 0 ? " " : "", exact ? lower : folded);
  }
  return count > 0 ? g_strdup (match->str) : NULL;
}
