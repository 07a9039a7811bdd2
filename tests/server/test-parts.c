/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include "server/lanes.h"
#include "server/log.h"
#include "server/range.h"
#include "server/router.h"
#include "server/scratch.h"
#include "server/settings.h"
#include "server/worker-message.h"

#include <string.h>

/* Small parts of the server that need no server. */

static void
test_ranges (void)
{
  static const struct {
    const char *header;
    SokyRangeKind kind;
    goffset from, to;
  } rows[] = {
      {NULL, SOKY_RANGE_WHOLE, 0, 0},
      {"bytes=0-9", SOKY_RANGE_PART, 0, 10},
      {"bytes=90-", SOKY_RANGE_PART, 90, 100},
      {"bytes=90-1000", SOKY_RANGE_PART, 90, 100},
      {"bytes=99-99", SOKY_RANGE_PART, 99, 100},
      {"bytes=-10", SOKY_RANGE_PART, 90, 100},
      {"bytes=-1000", SOKY_RANGE_PART, 0, 100},
      {"bytes=100-", SOKY_RANGE_UNSATISFIABLE, 0, 0},
      {"bytes=-0", SOKY_RANGE_UNSATISFIABLE, 0, 0},
      {"bytes=9-5", SOKY_RANGE_WHOLE, 0, 0},
      {"bytes=0-9,20-29", SOKY_RANGE_WHOLE, 0, 0},
      {"bytes=", SOKY_RANGE_WHOLE, 0, 0},
      {"bytes=-", SOKY_RANGE_WHOLE, 0, 0},
      {"bytes=+1-5", SOKY_RANGE_WHOLE, 0, 0},
      {"bytes= 1-5", SOKY_RANGE_WHOLE, 0, 0},
      {"bytes=1-5x", SOKY_RANGE_WHOLE, 0, 0},
      {"bytes=0-99999999999999999999999999", SOKY_RANGE_WHOLE, 0, 0},
      {"pages=1-2", SOKY_RANGE_WHOLE, 0, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    goffset from = 0, to = 0;
    SokyRangeKind kind = soky_range_parse (rows[i].header, 100, &from, &to);
    g_assert_cmpint (kind, ==, rows[i].kind);
    g_assert_cmpint (from, ==, rows[i].from);
    g_assert_cmpint (to, ==, rows[i].to);
  }
  goffset from = 0, to = 0;
  g_assert_cmpint (soky_range_parse ("bytes=-5", 0, &from, &to), ==, SOKY_RANGE_UNSATISFIABLE);
}

static void
test_log (void)
{
  g_autofree char *line = soky_log_format ("refused", "path", "/a b\nevent=forged \"x\"\\", "none",
                                           NULL, "id", "7", NULL);
  g_autofree char *pairs = soky_log_pairs ("before", "draft", "after", "in_review", NULL);

  g_assert_nonnull (
      strstr (line, " event=refused path=\"/a b\\x0aevent=forged \\\"x\\\"\\\\\" id=7"));
  g_assert_null (strchr (line, '\n'));
  g_assert_null (strstr (line, "none"));
  g_assert_cmpstr (pairs, ==, "before=draft after=in_review");
}

static SokySettings *
load (const char *text, GError **error)
{
  char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, SOKY_SETTINGS_FILE, NULL);

  fixture_write (path, text, strlen (text));
  SokySettings *settings = soky_settings_load (folder, error);
  fixture_remove_folder (folder);
  return settings;
}

static void
test_settings (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySettings) usual = soky_settings_new_default ("/srv/soky");
  g_assert_cmpstr (usual->database, ==, "/srv/soky/soky.sqlite");
  g_assert_cmpstr (usual->address, ==, "127.0.0.1");
  g_assert_cmpuint (usual->port, ==, 8443);
  g_assert_cmpuint (usual->session_hours, ==, 12);
  g_assert_cmpint (SOKY_MAX_PDF_BYTES (usual), ==, 100 * 1024 * 1024);

  g_assert_cmpint (usual->revocation, ==, SOKY_REVOCATION_PREFER);
  g_assert_cmpstr (usual->timestamps, ==, "/srv/soky/trust-timestamps");

  g_autoptr (SokySettings) own = load ("[server]\nport=0\n[storage]\ndatabase=/var/lib/x.sqlite\n"
                                       "[trust]\nrevocation=require\n",
                                       &error);
  g_assert_no_error (error);
  g_assert_cmpuint (own->port, ==, 0);
  g_assert_cmpint (own->revocation, ==, SOKY_REVOCATION_REQUIRE);
  g_assert_cmpstr (own->database, ==, "/var/lib/x.sqlite");
  g_assert_cmpuint (own->workers, ==, usual->workers);
}

static void
test_bad_settings (void)
{
  static const char *const texts[] = {
      "[server]\nport=70000\n",  "[server]\nport=-1\n",   "[limits]\npdf-megabytes=0\n",
      "[workers]\ncount=many\n", "[server]\nlanguage=\n", "[sign-in]\nsession-hours=1e3\n",
      "[trust]\nrevocation=x\n", "not a key file",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (load (texts[i], &error));
    g_assert_nonnull (error);
  }
}

static void
test_template (void)
{
  /* every setting is explained: a comment stands above each group of keys */
  g_autoptr (GBytes) bytes = soky_settings_get_template ();
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) lines = g_strsplit (text, "\n", 0);
  gboolean explained = FALSE;

  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] == '#')
      explained = TRUE;
    else if (*lines[i] == '\0' || *lines[i] == '[')
      explained = FALSE;
    else
      g_assert_true (explained);
  }
}

static void
test_routes (void)
{
  static const struct {
    const char *method, *path;
    int code; /* of the refusal; -1 = found */
  } rows[] = {
      {"GET", "/api/v1/books/a1/file", -1},
      {"HEAD", "/api/v1/books/a1/file", -1},
      {"GET", "/api/v1/books/a1/revisions/12/file", -1},
      {"PUT", "/api/v1/books/a1", SOKY_WIRE_ERROR_BAD_METHOD},
      {"GET", "/api/v1/books/", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/api/v1/books/..", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/api/v1/books/%2e%2e", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/api/v1/books/a%2Fb", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/api/v1/books/a1/revisions/-1/file", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/api/v1/books/a1/revisions/9999999/file", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/api/v1//about", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/api/v1/about/", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "", SOKY_WIRE_ERROR_NOT_FOUND},
      {"GET", "/../../etc/passwd", SOKY_WIRE_ERROR_NOT_FOUND},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SokyCall) call = soky_call_new (rows[i].method, rows[i].path, "::1", 0);
    g_autoptr (GError) error = NULL;
    const SokyRoute *route = soky_router_find (rows[i].path, call, &error);
    if (rows[i].code < 0)
      g_assert_nonnull (route);
    else
      g_assert_error (error, SOKY_WIRE_ERROR, rows[i].code);
  }
}

static void
test_worker_request (void)
{
  const SokyWorkerRequest wanted = {(char *) "/srv/soky/uploads/x\ny", (char *) "en", 17};
  g_autoptr (GBytes) bytes = soky_worker_request_format (&wanted);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  gsize length = soky_worker_header_parse (data, SOKY_WORKER_MAX_REQUEST);
  g_autoptr (SokyWorkerRequest) request =
      soky_worker_request_parse ((const char *) data + SOKY_WORKER_HEADER, length);

  g_assert_cmpuint (length + SOKY_WORKER_HEADER, ==, g_bytes_get_size (bytes));
  g_assert_cmpstr (request->path, ==, "/srv/soky/uploads/x\ny");
  g_assert_cmpstr (request->language, ==, "en");
  g_assert_cmpint (request->base_length, ==, 17);
  g_assert_null (soky_worker_request_parse ("nonsense", 8));
  g_assert_null (soky_worker_request_parse ("-1\n\n/x", 6));
  g_assert_null (soky_worker_request_parse ("5\n/x", 4));
  g_assert_null (soky_worker_request_parse ("5\n\n", 3));
  const guint8 huge[] = {0xff, 0xff, 0xff, 0xff};
  g_assert_cmpuint (soky_worker_header_parse (huge, SOKY_WORKER_MAX_ANSWER), ==, 0);
}

static void
assert_answer (const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (soky_worker_answer_parse (text, strlen (text), &error));
  g_assert_error (error, SOKY_WIRE_ERROR, code);
}

static void
test_worker_answer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyExamination) good = soky_worker_answer_parse ("ok\n3\nsame\n\n\n[]", 16, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (good->pages, ==, 3);
  g_assert_false (good->altered);
  g_assert_null (good->refused);
  g_assert_cmpuint (good->report->signatures->len, ==, 0);

  assert_answer ("error\npdf-encrypted\nProtected.", SOKY_WIRE_ERROR_PDF_ENCRYPTED);
  assert_answer ("error\nno-such-code\nX", SOKY_WIRE_ERROR_VERIFIER_FAILED);
  assert_answer ("error", SOKY_WIRE_ERROR_VERIFIER_FAILED);
  assert_answer ("", SOKY_WIRE_ERROR_VERIFIER_FAILED);
  assert_answer ("ok\n3\nsame\n\n\nnot json", SOKY_WIRE_ERROR_VERIFIER_FAILED);
  assert_answer ("ok\n-3\nsame\n\n\n[]", SOKY_WIRE_ERROR_VERIFIER_FAILED);
  assert_answer ("ok\n3\nsame", SOKY_WIRE_ERROR_VERIFIER_FAILED);
  assert_answer ("ok\n3\n\xff\xfe\n\n\n[]", SOKY_WIRE_ERROR_VERIFIER_FAILED);
}

static gint farewells;

static void
say_farewell (gpointer nothing)
{
  g_atomic_int_inc (&farewells);
}

static GPrivate visitor = G_PRIVATE_INIT (say_farewell);

static void
visit (gpointer self)
{
  g_private_set (&visitor, self);
}

static void
count_visit (gpointer count)
{
  (*(guint *) count)++;
}

/* What libraries keep for a thread is freed before the process ends. */
static void
test_lanes (void)
{
  guint done = 0;
  SokyLanes *lanes = soky_lanes_new (1, 3);

  g_atomic_int_set (&farewells, 0);
  g_assert_true (soky_lanes_push (lanes, SOKY_LANE_CHECK, visit, count_visit, &done));
  g_assert_true (soky_lanes_push (lanes, SOKY_LANE_UPLOAD, visit, count_visit, &done));
  soky_lanes_free (lanes);
  g_assert_cmpint (g_atomic_int_get (&farewells), ==, 2);
  g_assert_cmpuint (done, ==, 0);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (done, ==, 2);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (files) != NULL)
    count++;
  return count;
}

static void
assert_written (SokyOutput *output, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyInput) input = soky_output_read_back (output, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (soky_input_peek (input), soky_input_get_size (input), expected,
                   strlen (expected));
}

static void
test_scratch (void)
{
  g_autofree char *folder = fixture_make_folder ();
  g_autoptr (GError) error = NULL;
  SokyScratch *scratch = soky_scratch_new (folder);
  SokyOutput *first = soky_scratch_take (scratch, &error);
  SokyOutput *second = soky_scratch_take (scratch, &error);

  g_assert_no_error (error);
  g_assert_true (soky_output_write (first, "a long text", 11, &error));
  g_assert_true (soky_output_write (second, "another", 7, &error));
  assert_written (first, "a long text");
  assert_written (second, "another");
  soky_scratch_give_back (scratch, first);

  SokyOutput *again = soky_scratch_take (scratch, &error);
  g_assert_true (again == first);
  g_assert_true (soky_output_write (again, "short", 5, &error));
  assert_written (again, "short");
  assert_written (second, "another");
  soky_scratch_give_back (scratch, again);
  soky_scratch_give_back (scratch, second);
  g_assert_cmpuint (count_files (folder), ==, 2);
  soky_scratch_free (scratch);
  g_assert_cmpuint (count_files (folder), ==, 0);
  fixture_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/parts/ranges", test_ranges);
  g_test_add_func ("/server/parts/lanes", test_lanes);
  g_test_add_func ("/server/parts/scratch", test_scratch);
  g_test_add_func ("/server/parts/log", test_log);
  g_test_add_func ("/server/parts/settings", test_settings);
  g_test_add_func ("/server/parts/bad-settings", test_bad_settings);
  g_test_add_func ("/server/parts/template", test_template);
  g_test_add_func ("/server/parts/routes", test_routes);
  g_test_add_func ("/server/parts/worker-request", test_worker_request);
  g_test_add_func ("/server/parts/worker-answer", test_worker_answer);
  return g_test_run ();
}
