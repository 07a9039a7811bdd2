/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/view/comparison.h"

G_BEGIN_DECLS

/* What a comparison says, in words. */

/* "2 of 12 pages differ", "All pages look the same". @pairs: (element-type SokyPagePair) */
char *soky_compare_describe_all (GPtrArray *pairs);

/* "Page 3", by the number in the present state; "Page 3 of then" when it is gone. */
char *soky_compare_get_page_title (const SokyPagePair *pair);
/* "Looks the same", "2 differences", "New page"… */
char *soky_compare_describe_page (const SokyPagePair *pair);

/* One difference: "Page 3, signature of …", "Page 3, other content".
 * @index: -1 = the page as a whole; @names: (nullable): what known places are called */
char *soky_compare_describe_difference (const SokyPagePair *pair, int index, GPtrArray *names);

G_END_DECLS
