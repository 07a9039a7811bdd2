/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/book.h"
#include "server/store/store.h"

G_BEGIN_DECLS

/* When @book is due, by its type and the calendar of its school; none where the school has no such
 * year. Before the book is stored. */
gboolean soky_deadline_set (SokyTransaction *tx, const SokyBookType *type, SokyBook *book,
                            GError **error);

G_END_DECLS
