/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/text.h"

char *
soky_text_normalize (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *valid = g_utf8_make_valid (text, -1);
  return g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

char *
soky_text_fold (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT);
  g_autoptr (GString) folded = g_string_new (NULL);
  gboolean blank = FALSE;

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_unichar_tolower (g_utf8_get_char (p));
    if (g_unichar_ismark (c))
      continue;
    if (g_unichar_isspace (c)) {
      blank = folded->len > 0;
      continue;
    }
    if (blank)
      g_string_append_c (folded, ' ');
    blank = FALSE;
    g_string_append_unichar (folded, c == 0x0111 ? 'd' : c);
  }
  return g_strdup (folded->str);
}
