/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service.h"

G_BEGIN_DECLS

/* How many books were read anew. */
typedef struct {
  guint books;
  guint silent; /* whose PDFs say nothing: pictures of pages, and those that cannot be read */
} SokyReindexing;

/**
 * soky_reindex_all:
 *
 * Reads the text of every book's present PDF in a worker, for searches. Blocks; may run beside a
 * server: each book is a transaction of its own.
 */
gboolean soky_reindex_all (SokyService *service, SokyReindexing *result, GError **error);

G_END_DECLS
