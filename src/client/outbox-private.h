/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/library-private.h"
#include "client/outbox.h"

G_BEGIN_DECLS

/* All are called between soky_library_begin() and soky_library_end(). */

#define SOKY_OUTBOX_CREATE "create"
/* For how long a server surely knows a key. */
#define SOKY_OUTBOX_SURE_US ((gint64) 6 * 24 * 3600 * G_USEC_PER_SEC)

/* Returns: (transfer full) (element-type SokyOutboxItem): of one book, in order */
GPtrArray *soky_outbox_list_of_book (SokyLibrary *library, const char *book_id, GError **error);
/* Returns: (transfer full) (nullable): %NULL without an error when it is gone */
SokyOutboxItem *soky_outbox_find (SokyLibrary *library, gint64 position, GError **error);
SokyOutboxItem *soky_outbox_find_first (SokyLibrary *library, GError **error);
GPtrArray *soky_outbox_list_all (SokyLibrary *library, GError **error);
/* Sets the position. */
gboolean soky_outbox_insert (SokyLibrary *library, SokyOutboxItem *item, GError **error);
gboolean soky_outbox_remove (SokyLibrary *library, gint64 position, GError **error);
/* The book that the item goes by from now on. @key: (nullable): a new one */
gboolean soky_outbox_aim (SokyLibrary *library, gint64 position, const SokyBook *book,
                          const char *key, GError **error);

/* Puts what waits on top of the book that the server has, by the rules. @strict: the position of an
 * item that must have its effect, 0 = none; others are left out where the rules refuse them */
gboolean soky_outbox_replay (SokyLibrary *library, const char *book_id, gint64 strict,
                             GError **error);

G_END_DECLS
