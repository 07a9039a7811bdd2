/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/error.h"

G_BEGIN_DECLS

/**
 * soky_book_protect:
 * @base_sha256: the head that was extended
 * @sha256: of the whole new file
 * @length: of the whole new file
 *
 * The one change that is nobody's: proof of time and of sound certificates was appended to a
 * published book. It adds a revision in the name of the owner; nobody's decision changes.
 *
 * Returns: (transfer full) (nullable): the book one version on, or %NULL with a #SokyBookError when
 *   it is not published or its head is another one by now
 */
SokyBook *soky_book_protect (const SokyBook *book, const char *base_sha256, const char *sha256,
                             goffset length, gint64 now_us, GError **error);

G_END_DECLS
