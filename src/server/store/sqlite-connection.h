/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sql/sqlite.h"

G_BEGIN_DECLS

/**
 * soky_sqlite_connect:
 * @path: (type filename): the store's database
 * @create: whether it may be made anew
 *
 * A connection that knows the store's words (see server/store/sqlite-tokenizer.h). Its failures are
 * #SokyStoreError: EXISTS for a key that is there already, FULL and UNWRITABLE for what is wrong
 * with the disk, else FAILED with SQLite's words.
 *
 * Returns: (transfer full) (nullable)
 */
SokySqlite *soky_sqlite_connect (const char *path, gboolean create, GError **error);

G_END_DECLS
