/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/comment.h"
#include "server/audit.h"

G_BEGIN_DECLS

/* Comments of books: the rules are asked, their answer is stored together with its audit record. */

/* Those of a book that @origin's person may read. (element-type SokyComment) */
GPtrArray *soky_review_list (SokyTransaction *tx, const SokyOrigin *origin, const char *book_id,
                             GError **error);
SokyComment *soky_review_comment (SokyTransaction *tx, const SokyOrigin *origin,
                                  const char *book_id, const SokyComment *wish, GError **error);
SokyComment *soky_review_resolve (SokyTransaction *tx, const SokyOrigin *origin,
                                  const char *book_id, guint number, GError **error);

/* The marks of @action, of a book that it is about to return. */
gboolean soky_review_add_marks (SokyTransaction *tx, const SokyOrigin *origin, const SokyBook *book,
                                const SokyActor *actor, const SokyAction *action, GError **error);

G_END_DECLS
