/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/collate.h"

typedef int (*Compare) (const char *a, const char *b);

/* Each before all that follow it. */
static const char *const texts[] = {
    "",    "6A",  "6B",    "10A", "a",  "A",  "à",      "ả",       "ã",  "á",    "ạ", "ab",
    "ă",   "ằ",   "â",     "ấ",   "ba", "da", "dù",     "đa",      "Đà", "e",    "ê", "ga",
    "hoa", "hòa", "hoà b", "i",   "k",  "la", "Lớp 6A", "Lớp 10A", "o",  "ò",    "ô", "ơ",
    "ờ",   "p",   "u",     "ù",   "ư",  "ừ",  "v",      "x",       "y",  "日本",
};

static const char *const names[] = {
    "Nguyễn An",       "Trần Thị An",    "Lê Văn Án",     "Đỗ Anh",         "Nguyễn Thị Ánh",
    "Phạm Bích",       "Trần Văn Dũng",  "Lê Đạt",        "Lý Đức",         "Lê Thị Hồng Hạnh",
    "Bùi Hoa",         "Bùi Hòa",        "Đặng Thị Hồng", "Nguyễn Thị Lan", "Trần Đức Minh",
    "Nguyễn Thị Oanh", "Nguyễn Văn Ông", "Vũ Thị Thu",    "Ngô Thư",        "Y",
};

static void
check (Compare compare, const char *const *list, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    g_assert_cmpint (compare (list[i], list[i]), ==, 0);
    for (gsize j = i + 1; j < count; j++) {
      if (compare (list[i], list[j]) >= 0 || compare (list[j], list[i]) <= 0)
        g_error ("“%s” should come before “%s”", list[i], list[j]);
    }
  }
}

static void
test_texts (void)
{
  check (soky_collate_texts, texts, G_N_ELEMENTS (texts));
}

static void
test_names (void)
{
  check (soky_collate_names, names, G_N_ELEMENTS (names));
}

/* How a letter is written makes no difference to where it stands. */
static void
test_spellings (void)
{
  g_assert_cmpint (soky_collate_texts ("a\314\201z", "á"), >, 0);
  g_assert_cmpint (soky_collate_texts ("\303\241", "ạ"), <, 0);
  g_assert_cmpint (soky_collate_texts ("a\314\201", "ạ"), <, 0);
  g_assert_cmpint (soky_collate_texts ("007", "7a"), <, 0);
  g_assert_cmpint (soky_collate_texts ("\377", "a"), !=, 0);
  g_assert_cmpint (soky_collate_names ("  ", ""), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collate/texts", test_texts);
  g_test_add_func ("/collate/names", test_names);
  g_test_add_func ("/collate/spellings", test_spellings);
  return g_test_run ();
}
