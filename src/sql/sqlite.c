/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sql/sqlite.h"

#include "base/platform.h"

#include <sqlite3.h>
#include <stdarg.h>

#define BUSY_MS 10000

struct _SokySqlite {
  sqlite3 *handle;
  SokySqliteExplain explain;
  GHashTable *idle; /* address of the SQL text -> sqlite3_stmt */
};

struct _SokyQuery {
  SokySqlite *connection;
  const char *sql;
  sqlite3_stmt *statement;
  int column;
  gboolean failed;
};

static void
set_error (GError **error, SokySqlite *self, int code)
{
  const char *words = self->handle ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);
  g_propagate_error (error, self->explain (code, words));
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
configure (SokySqlite *self, GError **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return soky_sqlite_run_script (self,
                                 "PRAGMA journal_mode = WAL;"
                                 "PRAGMA synchronous = FULL;"
                                 "PRAGMA foreign_keys = ON;"
                                 "PRAGMA temp_store = MEMORY;",
                                 error);
}

/* SQLite would make the file readable for everybody; its companions take over the mode. */
static gboolean
make_private (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GFileOutputStream) made = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &problem);

  if (made != NULL || g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

SokySqlite *
soky_sqlite_open (const char *path, gboolean create, SokySqliteExplain explain, GError **error)
{
  g_return_val_if_fail (path != NULL && explain != NULL, NULL);

  g_autoptr (SokySqlite) self = g_new0 (SokySqlite, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);

  self->explain = explain;
  if (create && !make_private (path, error))
    return NULL;
  self->idle = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  int code = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  if (code != SQLITE_OK) {
    set_error (error, self, code);
    return NULL;
  }
  return configure (self, error) ? g_steal_pointer (&self) : NULL;
}

struct sqlite3 *
soky_sqlite_get_handle (SokySqlite *self)
{
  return self->handle;
}

void
soky_sqlite_close (SokySqlite *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->idle);
  sqlite3_close (self->handle);
  g_free (self);
}

gboolean
soky_sqlite_run_script (SokySqlite *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    set_error (error, self, code);
  return code == SQLITE_OK;
}

/* One step holds one state of the source, however long it takes. */
static gboolean
copy_pages (SokySqlite *from, SokySqlite *to, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to->handle, "main", from->handle, "main");
  if (backup != NULL) {
    sqlite3_backup_step (backup, -1);
    sqlite3_backup_finish (backup);
  }
  int code = sqlite3_errcode (to->handle);
  if (code == SQLITE_OK)
    return TRUE;
  set_error (error, to, code);
  return FALSE;
}

gboolean
soky_sqlite_copy (SokySqlite *self, const char *path, GError **error)
{
  g_autoptr (SokySqlite) copy = soky_sqlite_open (path, TRUE, self->explain, error);
  if (copy == NULL || !copy_pages (self, copy, error))
    return FALSE;

  g_clear_pointer (&copy, soky_sqlite_close);
  int fd = soky_platform_open_regular (path, error);
  return fd >= 0 && soky_platform_sync_and_close (fd, error);
}

static SokyQuery *
prepare (SokySqlite *self, const char *sql, GError **error)
{
  gpointer statement = NULL;

  if (!g_hash_table_steal_extended (self->idle, sql, NULL, &statement)) {
    sqlite3_stmt *made = NULL;
    int code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, NULL);
    if (code != SQLITE_OK) {
      set_error (error, self, code);
      return NULL;
    }
    statement = made;
  }
  SokyQuery *query = g_new0 (SokyQuery, 1);
  query->connection = self;
  query->sql = sql;
  query->statement = statement;
  return query;
}

static void
bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize length = 0;
  const void *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_blob64 (statement, index, data ? data : "", length, SQLITE_TRANSIENT);
}

static void
bind_all (SokyQuery *query, const char *types, va_list values)
{
  int index = 1;

  for (const char *type = types; *type != '\0'; type++, index++) {
    if (*type == 's')
      sqlite3_bind_text (query->statement, index, va_arg (values, const char *), -1,
                         SQLITE_TRANSIENT);
    else if (*type == 'i')
      sqlite3_bind_int64 (query->statement, index, va_arg (values, gint64));
    else
      bind_bytes (query->statement, index, va_arg (values, GBytes *));
  }
  g_assert (index - 1 == sqlite3_bind_parameter_count (query->statement));
}

SokyQuery *
soky_sqlite_query (SokySqlite *self, GError **error, const char *sql, const char *types, ...)
{
  SokyQuery *query = prepare (self, sql, error);
  if (query == NULL)
    return NULL;

  va_list values;
  va_start (values, types);
  bind_all (query, types, values);
  va_end (values);
  return query;
}

gboolean
soky_sqlite_execute (SokySqlite *self, gint64 *changes, GError **error, const char *sql,
                     const char *types, ...)
{
  g_autoptr (SokyQuery) query = prepare (self, sql, error);
  if (query == NULL)
    return FALSE;

  va_list values;
  va_start (values, types);
  bind_all (query, types, values);
  va_end (values);
  int code = sqlite3_step (query->statement);
  if (code != SQLITE_DONE && code != SQLITE_ROW) {
    set_error (error, self, code);
    return FALSE;
  }
  if (changes != NULL)
    *changes = sqlite3_changes64 (self->handle);
  return TRUE;
}

gboolean
soky_query_next (SokyQuery *self, GError **error)
{
  int code = sqlite3_step (self->statement);

  self->column = 0;
  self->failed = code != SQLITE_ROW && code != SQLITE_DONE;
  if (self->failed)
    set_error (error, self->connection, code);
  return code == SQLITE_ROW;
}

gboolean
soky_query_failed (SokyQuery *self)
{
  return self->failed;
}

char *
soky_query_text (SokyQuery *self)
{
  return g_strdup ((const char *) sqlite3_column_text (self->statement, self->column++));
}

char *
soky_query_text_or_empty (SokyQuery *self)
{
  char *text = soky_query_text (self);
  return text ? text : g_strdup ("");
}

gint64
soky_query_integer (SokyQuery *self)
{
  return sqlite3_column_int64 (self->statement, self->column++);
}

GBytes *
soky_query_bytes (SokyQuery *self)
{
  int column = self->column++;
  const void *data = sqlite3_column_blob (self->statement, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->statement, column));
}

void
soky_query_free (SokyQuery *self)
{
  if (self == NULL)
    return;
  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
  /* the same statement may be under way twice: then only one is kept */
  if (g_hash_table_contains (self->connection->idle, self->sql))
    sqlite3_finalize (self->statement);
  else
    g_hash_table_insert (self->connection->idle, (gpointer) self->sql, self->statement);
  g_free (self);
}
