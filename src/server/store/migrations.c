/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/migrations.h"

#include "server/embedded.h"
#include "server/store/store.h"

#include <glib/gi18n-lib.h>

static char *
migration_name (guint number)
{
  return g_strdup_printf ("migrations/%04u.sql", number);
}

guint
soky_migrations_get_latest (void)
{
  guint number = 0;

  for (;;) {
    g_autofree char *next = migration_name (number + 1);
    if (!soky_embedded_has (next))
      return number;
    number++;
  }
}

guint
soky_migrations_get_version (SokySqlite *database, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (database, error, "PRAGMA user_version", "");
  if (query == NULL || !soky_query_next (query, error))
    return G_MAXUINT;
  return (guint) soky_query_integer (query);
}

static gboolean
apply_one (SokySqlite *database, guint number, GError **error)
{
  g_autofree char *name = migration_name (number);
  g_autoptr (GBytes) bytes = soky_embedded_get (name);
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
soky_migrations_apply (SokySqlite *database, GError **error)
{
  guint latest = soky_migrations_get_latest ();
  guint version = soky_migrations_get_version (database, error);

  if (version == G_MAXUINT)
    return FALSE;
  if (version > latest) {
    g_set_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED,
                 _ ("The database was written by a newer soky-server (schema %u, this one knows "
                    "%u). Install that version or a later one."),
                 version, latest);
    return FALSE;
  }
  for (guint number = version + 1; number <= latest; number++) {
    if (!apply_one (database, number, error))
      return FALSE;
  }
  return TRUE;
}
