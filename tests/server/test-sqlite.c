/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include "book/check-code.h"
#include "server/embedded.h"
#include "server/store/sqlite-connection.h"
#include "server/store/journal.h"
#include "server/store/migrations.h"
#include "server/store/store-sqlite.h"

#include <glib/gstdio.h>

/* The thin layer over SQLite, and how a database comes to the newest schema. */

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "test.sqlite", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_remove_folder (fixture->folder);
  g_free (fixture->path);
}

static SokySqlite *
open_database (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SokySqlite *database = soky_sqlite_connect (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  return database;
}

static void
run (SokySqlite *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_sqlite_run_script (database, sql, &error));
  g_assert_no_error (error);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  g_autoptr (GBytes) bytes = g_bytes_new ("\0\1\2", 3);
  g_autoptr (GError) error = NULL;

  run (database, "CREATE TABLE t (a TEXT, b INTEGER, c BLOB) STRICT");
  gint64 changes = 0;
  g_assert_true (soky_sqlite_execute (database, &changes, &error,
                                      "INSERT INTO t VALUES (?1, ?2, ?3)", "sib",
                                      "Robert'); DROP TABLE t; --", G_MAXINT64, bytes));
  g_assert_cmpint (changes, ==, 1);
  g_assert_true (soky_sqlite_execute (database, NULL, &error, "INSERT INTO t VALUES (?1, ?2, ?3)",
                                      "sib", NULL, (gint64) -1, NULL));
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (database, &error, "SELECT a, b, c FROM t ORDER BY b DESC", "");
  g_assert_true (soky_query_next (query, &error));
  g_autofree char *text = soky_query_text (query);
  g_assert_cmpstr (text, ==, "Robert'); DROP TABLE t; --");
  g_assert_cmpint (soky_query_integer (query), ==, G_MAXINT64);
  g_autoptr (GBytes) back = soky_query_bytes (query);
  g_assert_true (g_bytes_equal (back, bytes));
  g_assert_true (soky_query_next (query, &error));
  g_assert_null (soky_query_text (query));
  g_assert_false (soky_query_next (query, &error));
  g_assert_false (soky_query_failed (query));
}

/* The same statement under way twice, and again after both have ended. */
static void
test_statements (Fixture *fixture, gconstpointer data)
{
  static const char sql[] = "SELECT 1 UNION SELECT 2";
  g_autoptr (SokySqlite) database = open_database (fixture);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (SokyQuery) outer = soky_sqlite_query (database, NULL, sql, "");
    g_assert_true (soky_query_next (outer, NULL));
    g_autoptr (SokyQuery) inner = soky_sqlite_query (database, NULL, sql, "");
    g_assert_true (soky_query_next (inner, NULL));
    g_assert_cmpint (soky_query_integer (inner), ==, 1);
    g_assert_true (soky_query_next (outer, NULL));
    g_assert_cmpint (soky_query_integer (outer), ==, 2);
  }
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_sqlite_query (database, &error, "SELECT nonsense", ""));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED);
  g_clear_error (&error);
  run (database, "CREATE TABLE t (a TEXT PRIMARY KEY) STRICT; INSERT INTO t VALUES ('x')");
  g_assert_false (
      soky_sqlite_execute (database, NULL, &error, "INSERT INTO t VALUES (?1)", "s", "x"));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  /* STRICT: a number column takes no text */
  run (database, "CREATE TABLE u (a INTEGER) STRICT");
  g_assert_false (
      soky_sqlite_execute (database, NULL, &error, "INSERT INTO u VALUES (?1)", "s", "x"));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  GStatBuf info;

  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static void
test_migrations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (soky_migrations_get_latest (), >=, 1);
  g_assert_cmpuint (soky_migrations_get_version (database, &error), ==, 0);
  g_assert_true (soky_migrations_apply (database, &error));
  g_assert_cmpuint (soky_migrations_get_version (database, &error), ==,
                    soky_migrations_get_latest ());
  run (database, "INSERT INTO unit (id, level, label, name) "
                 "VALUES ('u', 'school', 'Trường', 'Hoa Sen')");
  /* a second time changes nothing */
  g_assert_true (soky_migrations_apply (database, &error));
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (database, &error, "SELECT count (*) FROM unit", "");
  g_assert_true (soky_query_next (query, &error));
  g_assert_cmpint (soky_query_integer (query), ==, 1);
}

#define OLD_BOOK(id)                                                                               \
  "INSERT INTO book VALUES ('" id "', 't', 'A', '2026-2027', 'year', NULL, NULL, 'p', 'u', 'u', "  \
  "'published', 1, 0, 0, 0, 0, NULL, 0, 0, 1, 1, 0, 0, 1, 'a');"

/* Books from before there were check codes get one each. */
static void
test_check_codes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  guint count = 0;

  for (guint number = 1; number <= 4; number++) {
    g_autofree char *name = g_strdup_printf ("migrations/%04u.sql", number);
    g_autoptr (GBytes) bytes = soky_embedded_get (name);
    g_autofree char *script = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    run (database, script);
  }
  run (database,
       "PRAGMA user_version = 4;"
       "INSERT INTO unit VALUES ('u', NULL, 'school', 'Trường', 'Hoa Sen');"
       "INSERT INTO person VALUES ('p', 'p', 'P', 'p', 'u', 'u', 1);"
       "INSERT INTO book_type VALUES ('t', 1, NULL, 'T', '{}');" OLD_BOOK ("a") OLD_BOOK ("b"));
  g_assert_true (soky_migrations_apply (database, &error));
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (database, &error, "SELECT check_code FROM book", "");
  for (; soky_query_next (query, &error); count++) {
    g_autofree char *code = soky_query_text (query);
    g_autofree char *parsed = soky_check_code_parse (code);
    g_assert_cmpstr (code, ==, parsed);
    g_assert_cmpstr (code, !=, before);
    g_free (before);
    before = g_steal_pointer (&code);
  }
  g_assert_cmpuint (count, ==, 2);
}

/* A database of before classes were a year's: nothing of it is lost. */
static void
test_old_classes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  g_autoptr (GError) error = NULL;

  for (guint number = 1; number <= 4; number++) {
    g_autofree char *name = g_strdup_printf ("migrations/%04u.sql", number);
    g_autoptr (GBytes) script = soky_embedded_get (name);
    g_autofree char *text = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
    run (database, text);
  }
  run (database, "PRAGMA user_version = 4;"
                 "INSERT INTO unit VALUES ('u', NULL, 'school', 'Trường', 'Hoa Sen');"
                 "INSERT INTO unit VALUES ('v', NULL, 'school', 'Trường', 'Mới');"
                 "INSERT INTO school_year VALUES ('u', '2025-2026', '2025-09-08', 35);"
                 "INSERT INTO school_year VALUES ('u', '2026-2027', '2026-09-07', 37);"
                 "INSERT INTO class VALUES ('u', '6A', 0), ('u', '7B', 1), ('v', '1C', 0)");
  g_assert_true (soky_migrations_apply (database, &error));
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (database, &error,
                         "SELECT group_concat (school_id || school_year || name, ' ') FROM "
                         "(SELECT * FROM class ORDER BY school_id, position)",
                         "");
  g_assert_true (soky_query_next (query, &error));
  g_autofree char *classes = soky_query_text (query);
  g_assert_cmpstr (classes, ==, "u2026-20276A u2026-20277B v1C");
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySqlite) database = open_database (fixture);

  run (database, "PRAGMA user_version = 9999");
  g_clear_pointer (&database, soky_sqlite_close);
  g_assert_null (soky_sqlite_store_open (fixture->path, FALSE, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED);
}

/* A step that fails leaves the database as it was. */
static void
test_half_migration (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  g_autoptr (GError) error = NULL;

  run (database, "CREATE TABLE book (oops TEXT) STRICT");
  g_assert_false (soky_migrations_apply (database, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (soky_migrations_get_version (database, &error), ==, 0);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      database, &error, "SELECT count (*) FROM sqlite_schema WHERE name = 'unit'", "");
  g_assert_true (soky_query_next (query, &error));
  g_assert_cmpint (soky_query_integer (query), ==, 0);
}

static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (soky_sqlite_store_open (fixture->path, FALSE, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_autofree char *noise = g_strnfill (8192, 'x');
  fixture_write (fixture->path, noise, 8192);
  g_assert_null (soky_sqlite_store_open (fixture->path, FALSE, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED);
}

/* The database itself refuses to change or forget an audit record. */
static void
test_append_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SokySqlite) database = open_database (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_migrations_apply (database, &error));
  run (database, "INSERT INTO audit VALUES (1, 1, '', '', 'e', 's', 'd', 'h')");
  g_assert_false (soky_sqlite_run_script (database, "UPDATE audit SET event = 'x'", &error));
  g_clear_error (&error);
  g_assert_false (soky_sqlite_run_script (database, "DELETE FROM audit", &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED);
}

#define ADD(path, func) g_test_add ("/server/sqlite/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("values", test_values);
  ADD ("statements", test_statements);
  ADD ("errors", test_errors);
  ADD ("private", test_private);
  ADD ("migrations", test_migrations);
  ADD ("check-codes", test_check_codes);
  ADD ("old-classes", test_old_classes);
  ADD ("newer", test_newer);
  ADD ("half-migration", test_half_migration);
  ADD ("bad-files", test_bad_files);
  ADD ("append-only", test_append_only);
  return g_test_run ();
}
