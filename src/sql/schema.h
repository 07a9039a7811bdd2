/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sql/sqlite.h"

G_BEGIN_DECLS

/* How a database comes to the newest schema: by numbered steps from 1 on, each a script that is
 * never changed any more. PRAGMA user_version tells which steps it has. Nothing is ever dropped. */

/* Returns: (transfer full) (nullable): the script of step @number, %NULL after the last */
typedef GBytes *(*SokySchemaScript) (guint number);

/* The number of the last step that the program knows. */
guint soky_schema_get_latest (SokySchemaScript script);
/* The step that the database has; %G_MAXUINT with @error when it cannot be read. */
guint soky_schema_get_version (SokySqlite *database, GError **error);
/* Runs every step after @version, each in a transaction of its own. */
gboolean soky_schema_upgrade (SokySqlite *database, guint version, SokySchemaScript script,
                              GError **error);

G_END_DECLS
