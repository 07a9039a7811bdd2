/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/anchor-match.h"

/* One character of the compared form, and where it came from. */
typedef struct {
  gunichar character;
  glong source;
} Folded;

/* Combining marks in canonical order, so that "ệ" typed in any way is the same (Unicode §3.11). */
static void
sort_marks (GArray *folded)
{
  for (guint i = 1; i < folded->len; i++) {
    Folded moving = g_array_index (folded, Folded, i);
    int moving_class = g_unichar_combining_class (moving.character);
    guint j = i;
    while (moving_class != 0 && j > 0) {
      Folded *before = &g_array_index (folded, Folded, j - 1);
      if (g_unichar_combining_class (before->character) <= moving_class)
        break;
      g_array_index (folded, Folded, j) = *before;
      j--;
    }
    g_array_index (folded, Folded, j) = moving;
  }
}

static GArray *
fold (const char *text)
{
  GArray *folded = g_array_new (FALSE, FALSE, sizeof (Folded));
  glong source = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), source++) {
    gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isspace (c) || !g_unichar_isprint (c))
      continue;
    gsize n = g_unichar_fully_decompose (g_unichar_tolower (c), TRUE, parts, G_N_ELEMENTS (parts));
    for (gsize i = 0; i < n; i++) {
      Folded one = {g_unichar_tolower (parts[i]), source};
      if (!g_unichar_isspace (one.character))
        g_array_append_val (folded, one);
    }
  }
  sort_marks (folded);
  return folded;
}

static gboolean
matches_at (GArray *text, guint at, GArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++) {
    if (g_array_index (text, Folded, at + i).character !=
        g_array_index (wanted, Folded, i).character)
      return FALSE;
  }
  /* "SOAN" is not the beginning of "SOẠN" in its decomposed form */
  guint end = at + wanted->len;
  return end == text->len ||
         g_unichar_combining_class (g_array_index (text, Folded, end).character) == 0;
}

static void
bounds_of (GArray *text, guint at, guint length, glong *first, glong *last)
{
  *first = *last = g_array_index (text, Folded, at).source;
  for (guint i = at; i < at + length; i++) {
    glong source = g_array_index (text, Folded, i).source;
    *first = MIN (*first, source);
    *last = MAX (*last, source);
  }
}

gboolean
soky_anchor_match_last (const char *text, const char *wanted, glong *first, glong *last)
{
  g_autoptr (GArray) folded_text = fold (text);
  g_autoptr (GArray) folded_wanted = fold (wanted);
  if (folded_wanted->len == 0 || folded_wanted->len > folded_text->len)
    return FALSE;
  for (guint at = folded_text->len - folded_wanted->len + 1; at-- > 0;) {
    if (matches_at (folded_text, at, folded_wanted)) {
      bounds_of (folded_text, at, folded_wanted->len, first, last);
      return TRUE;
    }
  }
  return FALSE;
}
