/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

G_BEGIN_DECLS

/* The store in one SQLite file: one connection that writes, a few that read meanwhile (WAL). */
#define SOKY_TYPE_SQLITE_STORE (soky_sqlite_store_get_type ())
G_DECLARE_FINAL_TYPE (SokySqliteStore, soky_sqlite_store, SOKY, SQLITE_STORE, GObject)

/**
 * soky_sqlite_store_open:
 * @path: (type filename): the database; brought to the newest schema
 * @create: whether it may be made anew; else a missing file is an error
 */
SokyStore *soky_sqlite_store_open (const char *path, gboolean create, GError **error);

G_END_DECLS
