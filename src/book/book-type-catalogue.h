/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"

G_BEGIN_DECLS

/* The types every school starts with (design.md §5), in the order of the list; id equals code.
 * Returns: (transfer container) (element-type SokyBookType) */
GPtrArray *soky_book_type_catalogue_new (void);

G_END_DECLS
