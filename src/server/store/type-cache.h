/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"

G_BEGIN_DECLS

/* Book types by their stored spelling, so that one which every request needs is not parsed by each.
 * What is spelled otherwise is another type: nothing has to be forgotten. Thread-safe. */
typedef struct _SokyTypeCache SokyTypeCache;

SokyTypeCache *soky_type_cache_new (void);
void soky_type_cache_free (SokyTypeCache *self);

/* @version: that the stored spelling has, for changes
 * Returns: (transfer full) (nullable): what @definition says, not to be changed, or %NULL with a
 * #SokyWireError */
SokyBookType *soky_type_cache_read (SokyTypeCache *self, const char *definition, guint64 version,
                                    GError **error);

G_END_DECLS
