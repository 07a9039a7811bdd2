/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/compare-words.h"

#include <glib/gi18n.h>

char *
soky_compare_describe_all (GPtrArray *pairs)
{
  guint changed = soky_comparison_count_changed (pairs);

  if (changed == 0)
    return g_strdup_printf (ngettext ("The page looks exactly the same",
                                      "All %u pages look exactly the same", pairs->len),
                            pairs->len);
  return g_strdup_printf (ngettext ("%u of %u page differs", "%u of %u pages differ", pairs->len),
                          changed, pairs->len);
}

char *
soky_compare_get_page_title (const SokyPagePair *pair)
{
  if (pair->after < 0)
    /* TRANSLATORS: a page of the earlier state that is gone now, by its number then */
    return g_strdup_printf (_ ("Page %d of then"), pair->before + 1);
  return g_strdup_printf (_ ("Page %d"), pair->after + 1);
}

static guint
count_known (const SokyPagePair *pair)
{
  guint count = 0;
  for (guint i = 0; i < pair->differences->len; i++)
    count += g_array_index (pair->differences, SokyDifference, i).known >= 0;
  return count;
}

static char *
describe_changed (const SokyPagePair *pair)
{
  guint known = count_known (pair), other = pair->differences->len - known;

  if (pair->resized)
    return g_strdup (_ ("The size of the page differs"));
  if (other == 0)
    return g_strdup_printf (ngettext ("%u signature was added", "%u signatures were added", known),
                            known);
  return g_strdup_printf (ngettext ("%u difference", "%u differences", pair->differences->len),
                          pair->differences->len);
}

char *
soky_compare_describe_page (const SokyPagePair *pair)
{
  switch (pair->fate) {
  case SOKY_PAGE_ADDED:
    return g_strdup (_ ("The page was added"));
  case SOKY_PAGE_REMOVED:
    return g_strdup (_ ("The page was removed"));
  case SOKY_PAGE_CHANGED:
    return describe_changed (pair);
  case SOKY_PAGE_SAME:
  default:
    return g_strdup (_ ("Looks the same"));
  }
}

char *
soky_compare_describe_difference (const SokyPagePair *pair, int index, GPtrArray *names)
{
  g_autofree char *page = soky_compare_get_page_title (pair);

  if (index < 0) {
    g_autofree char *what = soky_compare_describe_page (pair);
    return g_strdup_printf ("%s, %s", page, what);
  }
  int known = g_array_index (pair->differences, SokyDifference, index).known;
  if (known >= 0 && names != NULL && (guint) known < names->len)
    return g_strdup_printf (_ ("%s, signature of %s"), page,
                            (const char *) g_ptr_array_index (names, known));
  return g_strdup_printf (_ ("%s, other content"), page);
}
