/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sql/sqlite.h"

G_BEGIN_DECLS

/* The newest schema this program knows: the highest NNNN of data/migrations/NNNN.sql. */
guint soky_migrations_get_latest (void);

/**
 * soky_migrations_apply:
 *
 * Brings the database to the newest schema, one numbered step at a time, each in a transaction of
 * its own. PRAGMA user_version tells which steps it has. Nothing is ever dropped.
 *
 * Returns: %FALSE with a #SokyStoreError; also when the database is newer than this program
 */
gboolean soky_migrations_apply (SokySqlite *database, GError **error);
guint soky_migrations_get_version (SokySqlite *database, GError **error);

G_END_DECLS
