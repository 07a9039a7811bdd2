/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases of every schema that was ever in use: all that is in them is there after they were
 * brought up to date, and nothing in them is found wrong. */
#include "config.h"

#include "fixture.h"
#include "server-fixture.h"

#include "base/paths.h"
#include "server/service.h"
#include "server/setup.h"
#include "server/store/migrations.h"
#include "server/store/sqlite-connection.h"

#include <glib/gstdio.h>
#include <string.h>

#define SCHEMAS 4 /* that are kept in tests/data/schema */

static void
copy (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autofree char *folder = g_path_get_dirname (to);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Blobs lie below the first two digits of their names. */
static void
add_blob (const SokySettings *settings, const char *from)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_autofree char *sha256 =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
  g_autofree char *start = g_strndup (sha256, 2);
  g_autofree char *to = g_build_filename (settings->blobs, start, sha256, NULL);
  copy (from, to);
}

static void
add_files (const SokySettings *settings)
{
  static const char *const originals[] = {"demo/bien-ban-hop-to-toan-tin-thang-9.pdf",
                                          "demo/so-chu-nhiem-6a-thang-9.pdf"};
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "schema", "blobs", NULL);
  g_autofree char *anchor =
      g_test_build_filename (G_TEST_DIST, "data", "schema", "anchor.pem", NULL);
  g_autofree char *trusted = g_build_filename (settings->trust, "anchor.pem", NULL);
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  copy (anchor, trusted);
  for (guint i = 0; i < G_N_ELEMENTS (originals); i++) {
    g_autofree char *path = soky_paths_data_file (originals[i]);
    add_blob (settings, path);
  }
  while ((name = g_dir_read_name (names)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    add_blob (settings, path);
  }
}

/* A database made by the text of tests/data/schema. */
static void
load (const char *path, guint schema)
{
  g_autofree char *name = g_strdup_printf ("%04u.sql", schema);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "schema", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const parts[] = {"", "-wal", "-shm"};

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *old = g_strconcat (path, parts[i], NULL);
    g_unlink (old);
  }
  g_assert_true (g_file_get_contents (source, &text, NULL, &error));
  g_autoptr (SokySqlite) database = soky_sqlite_connect (path, TRUE, &error);
  g_assert_no_error (error);
  soky_sqlite_run_script (database, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soky_migrations_get_version (database, &error), ==, schema);
}

/* The first column of each row. */
static GPtrArray *
ask (SokySqlite *database, const char *sql)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyQuery) query = soky_sqlite_query (database, &error, g_intern_string (sql), "");

  g_assert_no_error (error);
  while (soky_query_next (query, &error))
    g_ptr_array_add (texts, soky_query_text_or_empty (query));
  g_assert_no_error (error);
  return texts;
}

/* For each table of the database, a question for all that its rows say in the columns of today. */
static GPtrArray *
make_questions (SokySqlite *database)
{
  return ask (database, "SELECT 'SELECT ' || group_concat ('quote (\"' || info.name || '\")', "
                        "' || ''|'' || ') || ' FROM \"' || list.name || '\" ORDER BY 1' "
                        "FROM sqlite_schema AS list JOIN pragma_table_info (list.name) AS info "
                        "WHERE list.type = 'table' AND list.name NOT LIKE 'sqlite%' "
                        "GROUP BY list.name ORDER BY list.name");
}

static void
assert_same (GPtrArray *before, GPtrArray *after)
{
  g_assert_cmpuint (before->len, ==, after->len);
  for (guint i = 0; i < before->len; i++)
    g_assert_cmpstr (before->pdata[i], ==, after->pdata[i]);
}

static void
assert_kept (const char *path, guint schema)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySqlite) database = soky_sqlite_connect (path, FALSE, &error);
  g_autoptr (GPtrArray) questions = make_questions (database);
  g_autoptr (GPtrArray) answers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  g_assert_cmpuint (questions->len, >=, 16);
  for (guint i = 0; i < questions->len; i++) {
    g_ptr_array_add (answers, ask (database, questions->pdata[i]));
    /* each table has a row that could be lost */
    g_assert_cmpuint (((GPtrArray *) answers->pdata[i])->len, >, 0);
  }
  g_assert_true (soky_migrations_apply (database, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (soky_migrations_get_version (database, &error), ==,
                    soky_migrations_get_latest ());
  for (guint i = 0; i < questions->len; i++) {
    g_autoptr (GPtrArray) now = ask (database, questions->pdata[i]);
    assert_same (answers->pdata[i], now);
  }
  g_autoptr (GPtrArray) broken = ask (database, "SELECT \"table\" FROM pragma_foreign_key_check");
  g_assert_cmpuint (broken->len, ==, 0);
}

static void
test_schema (gconstpointer data)
{
  guint schema = GPOINTER_TO_UINT (data);
  char *folder = fixture_make_folder ();
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  soky_setup_folder (folder, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (SokySettings) settings = soky_settings_load (folder, &error);
  g_assert_no_error (error);
  add_files (settings);
  load (settings->database, schema);
  assert_kept (settings->database, schema);

  int status = fixture_server_command (&found, NULL, "check", "--state", folder, NULL);
  g_test_message ("%s", found);
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (found, "2 books, 4 revisions, 3 signatures"));
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint schema = 1; schema <= SCHEMAS; schema++) {
    g_autofree char *path = g_strdup_printf ("/server/migrations/%04u", schema);
    g_test_add_data_func (path, GUINT_TO_POINTER (schema), test_schema);
  }
  return g_test_run ();
}
