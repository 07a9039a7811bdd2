/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sql/schema.h"

guint
soky_schema_get_latest (SokySchemaScript script)
{
  for (guint number = 0;; number++) {
    g_autoptr (GBytes) next = script (number + 1);
    if (next == NULL)
      return number;
  }
}

guint
soky_schema_get_version (SokySqlite *database, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (database, error, "PRAGMA user_version", "");
  if (query == NULL || !soky_query_next (query, error))
    return G_MAXUINT;
  return (guint) soky_query_integer (query);
}

static gboolean
apply_one (SokySqlite *database, guint number, GBytes *bytes, GError **error)
{
  g_autofree char *script = g_strdup_printf (
      "BEGIN IMMEDIATE;\n%.*s\nPRAGMA user_version = %u;\nCOMMIT;", (int) g_bytes_get_size (bytes),
      (const char *) g_bytes_get_data (bytes, NULL), number);

  if (soky_sqlite_run_script (database, script, error))
    return TRUE;
  g_prefix_error (error, "migration %u: ", number);
  soky_sqlite_run_script (database, "ROLLBACK", NULL);
  return FALSE;
}

gboolean
soky_schema_upgrade (SokySqlite *database, guint version, SokySchemaScript script, GError **error)
{
  for (guint number = version + 1;; number++) {
    g_autoptr (GBytes) next = script (number);
    if (next == NULL)
      return TRUE;
    if (!apply_one (database, number, next, error))
      return FALSE;
  }
}
