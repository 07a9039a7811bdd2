/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/migrations.h"

#include "server/embedded.h"
#include "server/store/store.h"
#include "sql/schema.h"

#include <glib/gi18n-lib.h>

static GBytes *
get_script (guint number)
{
  g_autofree char *name = g_strdup_printf ("migrations/%04u.sql", number);
  return soky_embedded_has (name) ? soky_embedded_get (name) : NULL;
}

guint
soky_migrations_get_latest (void)
{
  return soky_schema_get_latest (get_script);
}

guint
soky_migrations_get_version (SokySqlite *database, GError **error)
{
  return soky_schema_get_version (database, error);
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
  return soky_schema_upgrade (database, version, get_script, error);
}
