/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "server/audit.h"
#include "server/store/books.h"

G_BEGIN_DECLS

/* What is done with books: the rules are asked, their answer is stored together with its audit
 * record. Errors are #SokyBookError, #SokyWireError or #SokyStoreError. */

/* A new draft of @origin's person. */
SokyBook *soky_bookkeeping_create (SokyTransaction *tx, const SokyOrigin *origin,
                                   const char *type_id, const SokyBookFields *fields,
                                   GError **error);

/* The book, if @origin's person may know that it exists; else %SOKY_WIRE_ERROR_NOT_FOUND. */
SokyBook *soky_bookkeeping_get (SokyTransaction *tx, const SokyOrigin *origin, const char *id,
                                GError **error);

/**
 * soky_bookkeeping_apply:
 * @action: its people are filled in here
 * @segment: (nullable): the bytes of a new revision, which are in the blobs already
 *
 * Returns: (transfer full) (nullable): the book after it, its state SOKY_BOOK_DELETED when it is
 *   gone
 */
SokyBook *soky_bookkeeping_apply (SokyTransaction *tx, const SokyOrigin *origin, const char *id,
                                  SokyAction *action, const SokySegment *segment, GError **error);

G_END_DECLS
