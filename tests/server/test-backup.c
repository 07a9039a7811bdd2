/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "school.h"
#include "visitor.h"

#include <glib/gstdio.h>
#include <string.h>

/* Backups that are made while a server serves, and what becomes of them. */

static School *school;
static FixtureServer *server;
static GBytes *pdf;

/* What is in this run's folder. */
static char *
place (const char *name)
{
  g_autofree char *folder = g_path_get_dirname (school->folder);
  g_autofree char *base = g_path_get_basename (school->folder);
  return g_strdup_printf ("%s/%s-%s", folder, base, name);
}

static void
assert_command (int expected, const char *words, const char *command, const char *argument,
                const char *state)
{
  g_autofree char *output = NULL;
  int status = fixture_server_command (&output, NULL, command, "--state", state, argument, NULL);
  if (status != expected || (words != NULL && strstr (output, words) == NULL))
    g_error ("%s: expected status %d and “%s”, got %d: %s", command, expected, words ? words : "",
             status, output);
}

static void
assert_listed (const char *backup)
{
  const char *const arguments[] = {"sha256sum",       "-c", "--quiet", "--strict",
                                   "MANIFEST.sha256", NULL};
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, backup);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
make_books (gpointer stop)
{
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  while (!g_atomic_int_get ((int *) stop)) {
    g_autoptr (SokyBook) book = visitor_make_book (lan, "Trong lúc sao lưu", pdf);
    g_assert_nonnull (book);
  }
  return NULL;
}

/* While books are made: the copy is of one moment, whole, and a server of its own. */
static void
test_serving (void)
{
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  g_autoptr (SokyBook) book = visitor_make_book (lan, "Trước khi sao lưu", pdf);
  g_autofree char *backup = place ("backup");
  g_autofree char *restored = place ("restored");
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", book->id);
  const char *const ids[] = {"gv-lan", NULL};
  int stop = 0;

  g_autoptr (SokyBook) submitted = visitor_submit (lan, book, ids);
  g_autoptr (GBytes) with_signature = school_sign (school, "gv.lan", pdf);
  visitor_upload (lan, submitted, with_signature, NULL);
  visitor_assert (lan, 201, NULL);
  GThread *thread = g_thread_new ("books", make_books, &stop);
  assert_command (0, "are in", "backup", backup, school->folder);
  g_atomic_int_set (&stop, 1);
  g_thread_join (thread);

  assert_listed (backup);
  assert_command (0, "restored", "restore", backup, restored);
  assert_command (0, " 0 findings", "check", NULL, restored);
  g_autoptr (FixtureServer) other = fixture_server_new (restored);
  g_autoptr (Visitor) again = visitor_new_signed_in (other, "gv.lan");
  visitor_send (again, "GET", path, NULL);
  visitor_assert (again, 200, NULL);
  g_autoptr (SokyBook) kept = visitor_get_book (again);
  g_autoptr (GBytes) file = visitor_download (again, kept);
  g_assert_true (g_bytes_equal (file, with_signature));
}

static void
test_refused (void)
{
  g_autofree char *backup = place ("second");
  g_autofree char *inside = g_build_filename (school->folder, "backup", NULL);
  g_autofree char *restored = place ("refused");
  g_autofree char *settings = g_build_filename (restored, "server.conf", NULL);
  g_autofree char *damaged = g_build_filename (backup, "server.pem", NULL);
  g_autofree char *list = g_build_filename (backup, "MANIFEST.sha256", NULL);

  assert_command (1, "elsewhere", "backup", inside, school->folder);
  assert_command (0, NULL, "backup", backup, school->folder);
  assert_command (1, "not empty", "backup", backup, school->folder);
  assert_command (1, "not empty", "restore", backup, school->folder);
  assert_command (1, "no whole backup", "restore", school->folder, restored);

  fixture_write (damaged, "changed", 7);
  assert_command (1, "was changed", "restore", backup, restored);
  g_assert_false (g_file_test (settings, G_FILE_TEST_EXISTS));
  g_autofree char *line = g_strnfill (64, 'a');
  g_autofree char *outside = g_strdup_printf ("%s  ../outside\n", line);
  fixture_write (list, outside, strlen (outside));
  assert_command (1, "was changed", "restore", backup, restored);
}

/* A blob whose bytes changed is told of, by the backup and by the check. */
static void
test_damaged (void)
{
  g_autofree char *backup = place ("of-damaged");
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  g_autofree char *blob = g_strdup_printf ("%s/blobs/%.2s/%s", school->folder, sha256, sha256);

  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  g_unlink (blob);
  fixture_write (blob, "damaged", 7);
  assert_command (1, sha256, "backup", backup, school->folder);
  assert_command (1, sha256, "check", NULL, school->folder);
  g_unlink (blob);
  fixture_write (blob, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  assert_command (0, NULL, "check", NULL, school->folder);
  fixture_server_start (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  school = school_new ();
  server = fixture_server_new (school->folder);
  pdf = document_make (DOCUMENT_TABLE, 2);

  g_test_add_func ("/server/backup/serving", test_serving);
  g_test_add_func ("/server/backup/refused", test_refused);
  g_test_add_func ("/server/backup/damaged", test_damaged);
  int status = g_test_run ();

  fixture_server_free (server);
  static const char *const made[] = {"backup", "restored", "second", "refused", "of-damaged"};
  for (guint i = 0; i < G_N_ELEMENTS (made); i++) {
    g_autofree char *path = place (made[i]);
    fixture_remove_folder (g_steal_pointer (&path));
  }
  school_free (school);
  g_bytes_unref (pdf);
  return status;
}
