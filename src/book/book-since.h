/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"

G_BEGIN_DECLS

/* What has become of a book since a person looked at it. @before may be as it stands in a list;
 * @now has its revisions. */

/* Only signatures were added to what the person has seen: same round, and the old head is still
 * below the new one. */
gboolean soky_book_only_grew (const SokyBook *before, const SokyBook *now);
/* A signature of @person_id came after the head that was looked at: the answer to it was lost, and
 * what is wanted is done. */
gboolean soky_book_was_signed_since (const SokyBook *before, const SokyBook *now,
                                     const char *person_id);
/* Whether a refusal says no more than that the book is not what it was. */
gboolean soky_book_error_has_moved (const GError *error);

G_END_DECLS
