/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/names.h"

gboolean
soky_names_search (const char *const *names, guint count, const char *text, guint *value)
{
  for (guint i = 0; text != NULL && i < count; i++) {
    if (g_str_equal (names[i], text)) {
      *value = i;
      return TRUE;
    }
  }
  return FALSE;
}

void
soky_names_assign (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}
