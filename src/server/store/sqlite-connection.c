/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/sqlite-connection.h"

#include "server/store/sqlite-tokenizer.h"
#include "server/store/store.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

static gboolean
is_failed_write (int code)
{
  return code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC ||
         code == SQLITE_IOERR_DIR_FSYNC || code == SQLITE_IOERR_TRUNCATE ||
         code == SQLITE_IOERR_SHMSIZE;
}

static SokyStoreError
classify (int code)
{
  switch (code & 0xff) {
  case SQLITE_CONSTRAINT:
    return code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE
               ? SOKY_STORE_ERROR_EXISTS
               : SOKY_STORE_ERROR_FAILED;
  case SQLITE_FULL:
    return SOKY_STORE_ERROR_FULL;
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN: /* it is there: a companion of it cannot be made */
    return SOKY_STORE_ERROR_UNWRITABLE;
  case SQLITE_IOERR:
    return is_failed_write (code) ? SOKY_STORE_ERROR_UNWRITABLE : SOKY_STORE_ERROR_FAILED;
  default:
    return SOKY_STORE_ERROR_FAILED;
  }
}

static GError *
explain (int code, const char *words)
{
  SokyStoreError kind = classify (code);

  if (kind == SOKY_STORE_ERROR_FULL)
    return g_error_new (SOKY_STORE_ERROR, kind,
                        _ ("The disk that holds the database is full (%s). Make room on it."),
                        words);
  if (kind == SOKY_STORE_ERROR_UNWRITABLE)
    return g_error_new (
        SOKY_STORE_ERROR, kind,
        _ ("The database cannot be written (%s). See to it that its folder is on a disk "
           "that takes writes and belongs to the user who runs soky-server."),
        words);
  return g_error_new (SOKY_STORE_ERROR, kind, "database: %s", words);
}

SokySqlite *
soky_sqlite_connect (const char *path, gboolean create, GError **error)
{
  g_autoptr (SokySqlite) self = soky_sqlite_open (path, create, explain, error);

  if (self == NULL)
    return NULL;
  if (soky_sqlite_add_tokenizer (soky_sqlite_get_handle (self)))
    return g_steal_pointer (&self);
  g_propagate_error (error, explain (SQLITE_ERROR, "FTS5 is not there"));
  return NULL;
}
