/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "school.h"
#include "visitor.h"

#include <string.h>
#include <sys/resource.h>

/* Disks that are full or take no writes, and clocks that are set back: clear refusals, no damage.
 */

/* of the small disk, for one upload */
#define SHARE (1024 * 1024)

static School *school;
static FixtureServer *server;
static GBytes *pdf;

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;
  int pid = fixture_server_get_pid (server);

  g_assert_cmpint (prlimit (pid, RLIMIT_FSIZE, NULL, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (prlimit (pid, RLIMIT_FSIZE, &limit, NULL), ==, 0);
}

static void
assert_check_clean (void)
{
  g_autofree char *output = NULL;
  int status = fixture_server_command (&output, NULL, "check", "--state", school->folder, NULL);
  if (status != 0)
    g_error ("soky-server check: %s", output);
}

/* What was refused has changed nothing, and reading goes on. */
static void
assert_unchanged (Visitor *visitor, const SokyBook *before)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", before->id);

  visitor_send (visitor, "GET", path, NULL);
  visitor_assert (visitor, 200, NULL);
  g_autoptr (SokyBook) now = visitor_get_book (visitor);
  g_assert_cmpuint (now->version, ==, before->version);
  g_assert_cmpstr (now->fields.title, ==, before->fields.title);
}

static const Answer *
attach (Visitor *visitor, const SokyBook *book, GBytes *file)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  const Request request = {
      .type = "application/pdf", .body = file, .version = book->version, .base = "length=0"};
  return visitor_send (visitor, "POST", path, &request);
}

static const Answer *
edit (Visitor *visitor, const SokyBook *book)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", book->id);
  const Request request = {.text = "{\"title\":\"Khác\"}", .version = book->version};
  return visitor_send (visitor, "PATCH", path, &request);
}

/* No file of the server may grow beyond a few bytes. */
static void
test_limit (void)
{
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  g_autoptr (SokyBook) before = visitor_make_book (lan, "Trước", NULL);

  limit_files (16);
  attach (lan, before, pdf);
  visitor_assert (lan, 507, "storage-full");
  edit (lan, before);
  visitor_assert (lan, 503, "storage-failed");
  assert_unchanged (lan, before);

  /* as soon as there is room again, without a restart */
  limit_files (RLIM_INFINITY);
  attach (lan, before, pdf);
  visitor_assert (lan, 201, NULL);
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  assert_check_clean ();
  fixture_server_start (server);
}

/* Whether everybody may mount things in a name space of his own. */
static gboolean
may_mount (void)
{
  const char *const arguments[] = {"unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt", NULL};
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  if (process != NULL && g_subprocess_wait_check (process, NULL, NULL))
    return TRUE;
  g_test_skip ("this system does not let an unprivileged process mount anything");
  return FALSE;
}

/* A disk of two megabytes, in memory, that fills up. */
static void
test_full (void)
{
  static const char script[] = "cp -r \"$0\" \"$0.copy\" && mount -t tmpfs -o size=2m none \"$0\" "
                               "&& cp -r \"$0.copy/.\" \"$0\" && rm -r \"$0.copy\" && exec \"$@\"";
  const char *const wrapper[] = {"unshare", "-Urm", "sh", "-c", script, school->folder, NULL};
  g_autofree guint8 *noise = g_malloc0 (SHARE);
  g_autoptr (GBytes) large = g_bytes_new (noise, SHARE);
  guint status = 201;

  if (!may_mount ())
    return;
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  fixture_server_start_in (server, wrapper);
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  g_autoptr (SokyBook) first = visitor_make_book (lan, "Đầu", pdf);
  while (status == 201) {
    const Request draft = {.text = "{\"type_id\":\"duty_log\",\"title\":\"Sổ\",\"school_year\":"
                                   "\"2026-2027\",\"period\":\"week-03\"}"};
    status = visitor_send (lan, "POST", "/api/v1/books", &draft)->status;
  }
  visitor_assert (lan, 507, "storage-full");
  attach (lan, first, large);
  visitor_assert (lan, 507, "storage-full");
  assert_unchanged (lan, first);
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  fixture_server_start (server);
}

/* The state folder takes no writes. */
static void
test_read_only (void)
{
  static const char script[] = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" "
                               "&& exec \"$1\" serve --state \"$0\" --port 0";
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "..", "src", "server", "soky-server", NULL);
  const char *const arguments[] = {"unshare", "-Urm",         "sh",    "-c",
                                   script,    school->folder, program, NULL};
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  if (!may_mount ())
    return;
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  if (strstr (output, "cannot be written") == NULL)
    g_error ("not told that the disk takes no writes: %s", output);
  assert_check_clean ();
  fixture_server_start (server);
}

/* A server whose clock stands two hours earlier than when it was stopped. */
static void
test_clock (void)
{
  /* its library comes before the sanitizer's, and leaves the monotonic clock alone */
  const char *const wrapper[] = {"env",
                                 "ASAN_OPTIONS=verify_asan_link_order=0",
                                 "FAKETIME_DONT_FAKE_MONOTONIC=1",
                                 "faketime",
                                 "-m",
                                 "-f",
                                 "-2h",
                                 NULL};
  g_autofree char *faketime = g_find_program_in_path ("faketime");
  g_autoptr (Visitor) before = visitor_new_signed_in (server, "gv.lan");
  g_autoptr (SokyBook) made = visitor_make_book (before, "Giờ lùi", pdf);

  if (faketime == NULL) {
    g_test_skip ("faketime is not installed");
    return;
  }
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  fixture_server_start_in (server, wrapper);
  g_autoptr (Visitor) lan = visitor_new_signed_in (server, "gv.lan");
  const char *const ids[] = {"tt-minh", NULL};
  g_autoptr (SokyBook) submitted = visitor_submit (lan, made, ids);
  g_assert_cmpint (submitted->updated_us, >=, made->updated_us);
  /* the status is faketime's; the server goes with its input */
  fixture_server_stop (server);
  assert_check_clean ();
  fixture_server_start (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  school = school_new ();
  server = fixture_server_new (school->folder);
  pdf = document_make (DOCUMENT_TABLE, 2);

  g_test_add_func ("/server/disk/limit", test_limit);
  g_test_add_func ("/server/disk/full", test_full);
  g_test_add_func ("/server/disk/read-only", test_read_only);
  g_test_add_func ("/server/disk/clock", test_clock);
  int status = g_test_run ();

  fixture_server_free (server);
  school_free (school);
  g_bytes_unref (pdf);
  return status;
}
