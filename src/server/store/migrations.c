/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/migrations.h"

#include "server/embedded.h"
#include "server/store/store.h"

#include <glib/gi18n-lib.h>

#define FOLDER "migrations/"

static char *
migration_name (guint number)
{
  return g_strdup_printf (FOLDER "%04u.sql", number);
}

static gboolean
exists (guint number)
{
  g_autofree char *name = migration_name (number);
  return soky_embedded_has (name);
}

/* A number may be left out. */
guint
soky_migrations_get_latest (void)
{
  g_auto (GStrv) names = soky_embedded_list (FOLDER);
  guint64 latest = 0;

  for (char **name = names; *name != NULL; name++)
    latest = MAX (latest, g_ascii_strtoull (*name, NULL, 10));
  return (guint) latest;
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
    if (exists (number) && !apply_one (database, number, error))
      return FALSE;
  }
  return TRUE;
}
