/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/words.h"

#include "base/text.h"

char *
soky_import_words (const char *text)
{
  g_autofree char *folded = soky_text_fold (text);
  g_autoptr (GString) words = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (!g_unichar_isalnum (c)) {
      gap = words->len > 0;
      continue;
    }
    if (gap)
      g_string_append_c (words, ' ');
    gap = FALSE;
    g_string_append_unichar (words, c);
  }
  return g_strdup (words->str);
}
