/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "school.h"
#include "visitor.h"

#include "server/demo/demo.h"
#include "server/store/sqlite-connection.h"
#include "server/store/store-sqlite.h"
#include "sql/sqlite.h"

#include <glib/gstdio.h>
#include <string.h>

/* The sub-commands of soky-server, as an administrator runs them. */

static void
assert_command (int expected, const char *words, int status, const char *output)
{
  if (status != expected || (words != NULL && strstr (output, words) == NULL))
    g_error ("expected status %d and “%s”, got %d: %s", expected, words ? words : "", status,
             output);
}

/* A new server, from an empty folder to a person who is signed in. */
static void
test_first_steps (void)
{
  char *folder = fixture_make_folder ();
  g_autofree char *state = g_build_filename (folder, "new", "state", NULL);
  g_autofree char *made = NULL, *again = NULL, *added = NULL, *twice = NULL, *listed = NULL;
  GStatBuf info;

  int status = fixture_server_command (&made, NULL, "init", "--state", state, "--school",
                                       "Trường mới", NULL);
  assert_command (0, "server-ca.pem", status, made);
  status = fixture_server_command (&again, NULL, "init", "--state", state, NULL);
  assert_command (0, NULL, status, again);
  g_assert_cmpint (g_stat (state, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);

  status = fixture_server_command (&added, "mật khẩu dài\n", "user", "add", "hieu.truong", "--name",
                                   "Đinh Thị Sáu", "--role", "principal", "--state", state, NULL);
  assert_command (0, NULL, status, added);
  status = fixture_server_command (&twice, "mật khẩu dài\n", "user", "add", "hieu.truong",
                                   "--state", state, NULL);
  assert_command (1, "hieu.truong", status, twice);
  status = fixture_server_command (&listed, NULL, "user", "list", "--state", state, NULL);
  assert_command (0, "Đinh Thị Sáu", status, listed);

  g_autoptr (FixtureServer) server = fixture_server_new (state);
  g_autoptr (Visitor) visitor = visitor_new (server);
  g_assert_cmpuint (visitor_sign_in (visitor, "hieu.truong", "mật khẩu dài"), ==, 201);
  g_clear_pointer (&server, fixture_server_free);
  fixture_remove_folder (folder);
}

static void
test_password (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (FixtureServer) server = fixture_server_new (school->folder);
  g_autoptr (Visitor) visitor = visitor_new_signed_in (server, "gv.lan");
  g_autofree char *shorter = NULL, *unknown = NULL, *changed = NULL, *sessions = NULL;

  int status = fixture_server_command (&sessions, NULL, "user", "sessions", "gv.lan", "--state",
                                       school->folder, NULL);
  assert_command (0, "127.0.0.1", status, sessions);
  status = fixture_server_command (&shorter, "ngắn\n", "user", "passwd", "gv.lan", "--state",
                                   school->folder, NULL);
  assert_command (1, "8", status, shorter);
  status = fixture_server_command (&unknown, "mật khẩu dài\n", "user", "passwd", "nobody",
                                   "--state", school->folder, NULL);
  assert_command (1, "nobody", status, unknown);
  visitor_send (visitor, "GET", "/api/v1/session", NULL);
  visitor_assert (visitor, 200, NULL);

  status = fixture_server_command (&changed, "mật khẩu mới\n", "user", "passwd", "gv.lan",
                                   "--state", school->folder, NULL);
  assert_command (0, NULL, status, changed);
  /* who was signed in is out, and the old password is worth nothing */
  visitor_send (visitor, "GET", "/api/v1/session", NULL);
  visitor_assert (visitor, 401, "unauthenticated");
  g_assert_cmpuint (visitor_sign_in (visitor, "gv.lan", FIXTURE_PASSWORD), ==, 401);
  g_assert_cmpuint (visitor_sign_in (visitor, "gv.lan", "mật khẩu mới"), ==, 201);
}

static void
test_enroll (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyIssued) issued = school_issue (school, "Nguyễn Thị Lan", 0);
  g_autoptr (SokyIssued) expired = school_issue (school, "Nguyễn Thị Lan", 1000000);
  g_autofree char *key = g_build_filename (school->folder, "new-key.pem", NULL);
  g_autofree char *pem = g_build_filename (school->folder, "new.pem", NULL);
  g_autofree char *old = g_build_filename (school->folder, "old.pem", NULL);
  g_autofree char *good = NULL, *bad = NULL, *missing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_issued_write_pem (issued, key, pem, NULL, &error));
  g_assert_true (soky_issued_write_pem (expired, key, old, NULL, &error));
  int status = fixture_server_command (&good, NULL, "user", "enroll", "gv.lan", pem, "--state",
                                       school->folder, NULL);
  assert_command (0, NULL, status, good);
  status = fixture_server_command (&bad, NULL, "user", "enroll", "gv.lan", old, "--state",
                                   school->folder, NULL);
  assert_command (1, NULL, status, bad);
  status = fixture_server_command (&missing, NULL, "user", "enroll", "gv.lan", "/no/such/file",
                                   "--state", school->folder, NULL);
  assert_command (1, NULL, status, missing);

  g_autoptr (FixtureServer) server = fixture_server_new (school->folder);
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  visitor_send (lan, "GET", "/api/v1/session", NULL);
  GBytes *der = soky_certificate_get_der (soky_issued_get_certificate (issued));
  g_assert_nonnull (der);
  g_assert_nonnull (strstr (visitor_get_text (lan), soky_certificate_get_fingerprint (
                                                        soky_issued_get_certificate (issued))));
}

static void
test_usage (void)
{
  static const char *const wrong[][4] = {
      {"nonsense", NULL},
      {"serve", NULL},
      {"user", "--state", "x", NULL},
      {"init", "--no-such-option", NULL},
      {"worker", NULL},
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    int status = fixture_server_command (NULL, NULL, wrong[i][0], wrong[i][1], wrong[i][2], NULL);
    g_assert_cmpint (status, ==, 2);
  }
  g_assert_cmpint (fixture_server_command (NULL, NULL, "--help", NULL), ==, 0);
  g_assert_cmpint (fixture_server_command (NULL, NULL, "--version", NULL), ==, 0);
  g_assert_cmpint (fixture_server_command (NULL, NULL, "serve", "--state", "/no/such/folder", NULL),
                   ==, 1);
}

/* A school with one signed book. */
static School *
school_with_book (void)
{
  static const char *const route[] = {"gv-lan", "ht-hanh", NULL};
  School *school = school_new ();
  g_autoptr (FixtureServer) server = fixture_server_new (school->folder);
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  g_autoptr (GBytes) pdf = document_make (DOCUMENT_TABLE, 2);
  g_autoptr (SokyBook) draft = visitor_make_book (lan, "Để kiểm tra", pdf);
  g_autoptr (SokyBook) book = visitor_submit (lan, draft, route);
  g_autoptr (GBytes) whole = school_sign (school, "gv.lan", pdf);

  visitor_upload (lan, book, whole, NULL);
  visitor_assert (lan, 201, NULL);
  return school;
}

static void
assert_check (School *school, int expected, const char *words)
{
  g_autofree char *output = NULL;
  int status = fixture_server_command (&output, NULL, "check", "--state", school->folder, NULL);
  assert_command (expected, words, status, output);
}

static char *
find_blob (School *school)
{
  g_autofree char *blobs = g_build_filename (school->folder, "blobs", NULL);
  g_autoptr (GDir) prefixes = g_dir_open (blobs, 0, NULL);
  g_autofree char *folder = g_build_filename (blobs, g_dir_read_name (prefixes), NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  return g_build_filename (folder, g_dir_read_name (files), NULL);
}

static void
run_sql (School *school, const char *sql)
{
  g_autofree char *path = g_build_filename (school->folder, "soky.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySqlite) database = soky_sqlite_connect (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (soky_sqlite_run_script (database, sql, &error));
  g_assert_no_error (error);
}

static void
test_check_clean (void)
{
  g_autoptr (School) school = school_with_book ();
  assert_check (school, 0, "1 books, 2 revisions, 1 signatures, 2 blobs");
}

static void
test_check_damaged_blob (void)
{
  g_autoptr (School) school = school_with_book ();
  g_autofree char *path = find_blob (school);
  g_autoptr (GBytes) bytes = fixture_read (path);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  copy[g_bytes_get_size (bytes) / 2] ^= 1;
  fixture_write (path, copy, g_bytes_get_size (bytes));
  assert_check (school, 1, "its bytes have changed");
}

static void
test_check_missing_blob (void)
{
  g_autoptr (School) school = school_with_book ();
  g_autofree char *path = find_blob (school);

  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_check (school, 1, "cannot be read");
}

/* Whoever can write to the database still cannot change the past unseen. */
static void
test_check_audit (void)
{
  g_autoptr (School) changed = school_with_book ();
  g_autoptr (School) shortened = school_with_book ();

  run_sql (changed, "DROP TRIGGER audit_keeps_records;"
                    "UPDATE audit SET person_id = 'tt-minh' WHERE event = 'signed'");
  assert_check (changed, 1, "tampered");
  run_sql (shortened, "DROP TRIGGER audit_loses_nothing; DELETE FROM audit WHERE number = 3");
  assert_check (shortened, 1, "tampered");
}

/* What the audit's lines say can be followed from one to the next, by hash and by value. */
static void
test_audit_export (void)
{
  g_autoptr (School) school = school_with_book ();
  g_autofree char *all = NULL, *rest = NULL, *broken = NULL;

  int status = fixture_server_command (&all, NULL, "certificate", "mark", "gv.lan", "--email",
                                       "lan@example.vn", "--state", school->folder, NULL);
  assert_command (0, NULL, status, all);
  g_clear_pointer (&all, g_free);
  status = fixture_server_command (&all, NULL, "audit", "export", "--state", school->folder, NULL);
  assert_command (0, "{\"number\":1,", status, all);
  assert_command (0, "\"event\":\"signed\"", status, all);
  assert_command (0, "sha256.before=", status, all);
  assert_command (0, "before=none after=set", status, all);
  g_assert_null (strstr (all, "lan@example.vn"));
  const char *second = strchr (all, '\n') + 1;
  status = fixture_server_command (&rest, NULL, "audit", "export", "--after", "1", "--state",
                                   school->folder, NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (rest, ==, second);

  run_sql (school,
           "DROP TRIGGER audit_keeps_records; UPDATE audit SET detail = 'x' WHERE number = 2");
  status =
      fixture_server_command (&broken, NULL, "audit", "export", "--state", school->folder, NULL);
  assert_command (1, "record 2 does not follow", status, broken);
}

static void
test_check_impossible (void)
{
  g_autoptr (School) school = school_with_book ();

  run_sql (school, "UPDATE book SET state = 'published'");
  assert_check (school, 1, "book ");
}

/* The signer's authority is no longer trusted. */
static void
test_check_trust (void)
{
  g_autoptr (School) school = school_with_book ();
  g_autofree char *anchor = g_build_filename (school->folder, "trust", "test-ca.pem", NULL);

  g_assert_cmpint (g_unlink (anchor), ==, 0);
  assert_check (school, 1, "is not valid");
}

static void
test_demo (void)
{
  g_autoptr (FixtureServer) server = fixture_server_new_demo ();
  if (server == NULL) {
    g_test_skip ("softhsm2-util or pkcs11-tool is not installed");
    return;
  }
  static const char *const files[] = {"server-ca.pem", "demo-ca.pem", "softhsm2.conf", "tokens",
                                      "trust/demo-ca.pem"};
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = fixture_server_file (server, files[i]);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
  g_autofree char *key = fixture_server_file (server, "token-key.pem");
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));

  g_autoptr (Visitor) hanh = visitor_new_signed_in (server, "ht.hanh");
  visitor_send (hanh, "GET", "/api/v1/books?view=inbox", NULL);
  visitor_assert (hanh, 200, NULL);
  g_assert_nonnull (strstr (visitor_get_text (hanh), "Biên bản họp tổ"));
  g_assert_nonnull (strstr (visitor_get_text (hanh), "\"inbox\":1"));

  /* a second time makes nothing twice */
  g_autofree char *output = NULL;
  int status = fixture_server_command (&output, NULL, "demo", "--state",
                                       fixture_server_get_state (server), NULL);
  assert_command (0, "qt.huy", status, output);
  visitor_send (hanh, "GET", "/api/v1/books?view=inbox", NULL);
  g_assert_nonnull (strstr (visitor_get_text (hanh), "\"inbox\":1"));
}

/* A school that has grown: real signatures, books in all states, nothing wrong in it; once. */
static void
test_demo_size (void)
{
  static const char *const states[] = {"draft", "in_review", "returned", "approved", "published"};
  char *folder = fixture_make_folder ();
  g_autofree char *made = NULL, *again = NULL, *found = NULL, *wrong = NULL;
  g_autofree char *path = g_build_filename (folder, "soky.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  int status =
      fixture_server_command (&wrong, NULL, "demo", "--size", "1", "--state", folder, NULL);
  assert_command (2, "10", status, wrong);
  status = fixture_server_command (&made, NULL, "demo", "--size", "24", "--seed", "7", "--state",
                                   folder, NULL);
  assert_command (0, "24 people", status, made);
  status = fixture_server_command (&again, NULL, "demo", "--size", "24", "--state", folder, NULL);
  assert_command (0, "already", status, again);
  status = fixture_server_command (&found, NULL, "check", "--state", folder, NULL);
  assert_command (0, ": 0 findings", status, found);
  g_autoptr (SokySqlite) database = soky_sqlite_connect (path, FALSE, &error);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (SokyQuery) query = soky_sqlite_query (
        database, &error, "SELECT count (*) FROM book WHERE state = ?1", "s", states[i]);
    g_assert_true (soky_query_next (query, &error));
    g_assert_cmpint (soky_query_integer (query), >, 0);
  }
  g_clear_pointer (&database, soky_sqlite_close);
  fixture_remove_folder (folder);
}

/* A first word of a line that @output has. */
static char *
first_word (const char *output)
{
  return g_strndup (output, strcspn (output, "\t\n"));
}

/* Administration for scripts: what the commands change, people see. */
static void
test_administration (void)
{
  g_autoptr (School) school = school_new ();
  g_autofree char *added = NULL, *units = NULL, *closed = NULL, *refused = NULL, *moved = NULL;
  const char *state = school->folder;

  int status = fixture_server_command (&added, NULL, "unit", "add", "Tổ Thể dục", "--parent",
                                       "thcs-hoa-sen", "--label", "Tổ", "--state", state, NULL);
  assert_command (0, NULL, status, added);
  g_autofree char *id = first_word (added);
  status = fixture_server_command (&moved, NULL, "person", "set", "gv.lan", "--unit", id, "--role",
                                   "clerk", "--state", state, NULL);
  assert_command (0, NULL, status, moved);
  status = fixture_server_command (&refused, NULL, "unit", "remove", id, "--state", state, NULL);
  assert_command (1, NULL, status, refused);
  status =
      fixture_server_command (&closed, NULL, "unit", "set", id, "--close", "--state", state, NULL);
  assert_command (0, NULL, status, closed);
  status = fixture_server_command (&units, NULL, "unit", "list", "--state", state, NULL);
  assert_command (0, "Tổ Thể dục\tclosed", status, units);

  g_autofree char *nobody = NULL, *once = NULL, *sessions = NULL, *audit = NULL, *last = NULL;
  status = fixture_server_command (&nobody, NULL, "unit", "set", "khong", "--state", state, NULL);
  assert_command (1, "khong", status, nobody);
  status = fixture_server_command (&last, NULL, "user", "set", "qt.huy", "--left", "--state", state,
                                   NULL);
  assert_command (1, NULL, status, last);
  status = fixture_server_command (&once, NULL, "user", "reset", "gv.lan", "--state", state, NULL);
  assert_command (0, NULL, status, once);
  g_autofree char *password = first_word (once);
  g_autoptr (FixtureServer) server = fixture_server_new (state);
  g_autoptr (Visitor) lan = visitor_new (server);
  g_assert_cmpuint (visitor_sign_in (lan, "gv.lan", password), ==, 201);
  visitor_send (lan, "GET", "/api/v1/units", NULL);
  visitor_assert (lan, 403, "password-change-required");

  status = fixture_server_command (&sessions, NULL, "session", "list", "--unit", id, "--state",
                                   state, NULL);
  assert_command (0, "gv-lan", status, sessions);
  g_autofree char *session = first_word (sessions);
  g_autofree char *ended = NULL;
  status =
      fixture_server_command (&ended, NULL, "session", "revoke", session, "--state", state, NULL);
  assert_command (0, NULL, status, ended);
  visitor_send (lan, "GET", "/api/v1/session", NULL);
  visitor_assert (lan, 401, "unauthenticated");
  status = fixture_server_command (&audit, NULL, "audit", "list", "--subject", "gv-lan", "--event",
                                   "password-reset", "--state", state, NULL);
  assert_command (0, "password-reset\tgv-lan", status, audit);
}

static void
test_types_and_years (void)
{
  g_autoptr (School) school = school_new ();
  const char *state = school->folder;
  g_autofree char *path = g_build_filename (state, "type.json", NULL);
  g_autofree char *shown = NULL, *added = NULL, *set = NULL, *bad = NULL, *missing = NULL;
  g_autofree char *years = NULL, *year = NULL, *wrong = NULL, *listed = NULL;

  int status = fixture_server_command (&shown, NULL, "type", "show", "duty_log", "--unit",
                                       "thcs-hoa-sen", "--state", state, NULL);
  assert_command (0, "\"route\"", status, shown);
  fixture_write (path, shown, strlen (shown));
  status = fixture_server_command (&set, NULL, "type", "set", "duty_log", path, "--unit",
                                   "thcs-hoa-sen", "--state", state, NULL);
  assert_command (0, NULL, status, set);
  status = fixture_server_command (&added, NULL, "type", "add", "so-rieng", path, "--unit",
                                   "thcs-hoa-sen", "--state", state, NULL);
  assert_command (0, NULL, status, added);
  status = fixture_server_command (&listed, NULL, "type", "list", "--unit", "thcs-hoa-sen",
                                   "--state", state, NULL);
  assert_command (0, "so-rieng", status, listed);
  fixture_write (path, "{}", 2);
  status = fixture_server_command (&bad, NULL, "type", "set", "duty_log", path, "--unit",
                                   "thcs-hoa-sen", "--state", state, NULL);
  assert_command (1, NULL, status, bad);
  status = fixture_server_command (&missing, NULL, "type", "approve", "khong", "--unit",
                                   "thcs-hoa-sen", "--state", state, NULL);
  assert_command (1, "khong", status, missing);

  status = fixture_server_command (&years, NULL, "year", "list", "--unit", "thcs-hoa-sen",
                                   "--state", state, NULL);
  assert_command (0, "present\t6A 6B", status, years);
  guint next = (guint) g_ascii_strtoull (years, NULL, 10) + 1;
  g_autofree char *name = g_strdup_printf ("%u-%u", next, next + 1);
  g_autofree char *tet = g_strdup_printf ("%u-02-01/%u-02-14", next + 1, next + 1);
  status =
      fixture_server_command (&year, NULL, "year", "set", name, "--weeks", "35", "--holiday", tet,
                              "--present", "--unit", "thcs-hoa-sen", "--state", state, NULL);
  assert_command (0, "present\t6A 6B 7A", status, year);
  status = fixture_server_command (&wrong, NULL, "year", "set", name, "--holiday", "Tết", "--unit",
                                   "thcs-hoa-sen", "--state", state, NULL);
  assert_command (1, "2027-02-01/2027-02-14", status, wrong);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/commands/first-steps", test_first_steps);
  g_test_add_func ("/server/commands/administration", test_administration);
  g_test_add_func ("/server/commands/types-and-years", test_types_and_years);
  g_test_add_func ("/server/commands/password", test_password);
  g_test_add_func ("/server/commands/enroll", test_enroll);
  g_test_add_func ("/server/commands/usage", test_usage);
  g_test_add_func ("/server/commands/check/clean", test_check_clean);
  g_test_add_func ("/server/commands/check/damaged-blob", test_check_damaged_blob);
  g_test_add_func ("/server/commands/check/missing-blob", test_check_missing_blob);
  g_test_add_func ("/server/commands/check/audit", test_check_audit);
  g_test_add_func ("/server/commands/audit-export", test_audit_export);
  g_test_add_func ("/server/commands/check/impossible", test_check_impossible);
  g_test_add_func ("/server/commands/check/trust", test_check_trust);
  g_test_add_func ("/server/commands/demo", test_demo);
  g_test_add_func ("/server/commands/demo-size", test_demo_size);
  return g_test_run ();
}
