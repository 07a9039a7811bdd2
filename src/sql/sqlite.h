/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A thin layer over one SQLite connection: statements are kept prepared, values are only ever
 * bound. One thread at a time. */
typedef struct _SokySqlite SokySqlite;
/* A statement under way; freeing it hands it back to the connection. */
typedef struct _SokyQuery SokyQuery;

/* Makes the error of whoever owns the database. @code: of SQLite, extended; @words: SQLite's own
 * Returns: (transfer full) */
typedef GError *(*SokySqliteExplain) (int code, const char *words);

/**
 * soky_sqlite_open:
 * @path: (type filename): made with mode 0600 when it is missing and @create is set
 * @explain: what every failure of this connection becomes
 *
 * WAL, full sync, foreign keys on, no double-quoted strings, no loading of extensions.
 */
SokySqlite *soky_sqlite_open (const char *path, gboolean create, SokySqliteExplain explain,
                              GError **error);
void soky_sqlite_close (SokySqlite *self);

/* For whoever teaches the connection a function or a tokenizer. */
struct sqlite3 *soky_sqlite_get_handle (SokySqlite *self);

/* Copies the whole database, as it is at one moment, to the new file @path, flushed to the disk. */
gboolean soky_sqlite_copy (SokySqlite *self, const char *path, GError **error);
/* Runs a script of statements without parameters (migrations, BEGIN). */
gboolean soky_sqlite_run_script (SokySqlite *self, const char *sql, GError **error);

/**
 * soky_sqlite_query:
 * @sql: a string that lives as long as the connection: a literal
 * @types: a letter for each parameter: 's' text (nullable), 'i' gint64, 'b' GBytes (nullable);
 *   the parameters follow, for ?1, ?2 …
 *
 * Returns: (transfer full) (nullable): the query before its first row
 */
SokyQuery *soky_sqlite_query (SokySqlite *self, GError **error, const char *sql, const char *types,
                              ...);
/* Likewise for a statement without rows. @changes: (out) (optional): how many rows it touched */
gboolean soky_sqlite_execute (SokySqlite *self, gint64 *changes, GError **error, const char *sql,
                              const char *types, ...);

/* Goes to the next row: %FALSE at the end, and when it failed, with @error set. */
gboolean soky_query_next (SokyQuery *self, GError **error);
/* Whether the last step failed, rather than came to the end. */
gboolean soky_query_failed (SokyQuery *self);
/* The next column of the row, from left to right; text is copied, NULL stays NULL. */
char *soky_query_text (SokyQuery *self);
gint64 soky_query_integer (SokyQuery *self);
/* NULL is the empty string. */
char *soky_query_text_or_empty (SokyQuery *self);
GBytes *soky_query_bytes (SokyQuery *self);
void soky_query_free (SokyQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySqlite, soky_sqlite_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyQuery, soky_query_free)

G_END_DECLS
