/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "raw.h"
#include "school.h"
#include "visitor.h"

#include <string.h>

/* HTTP as honest and as hostile peers speak it. After each test the server still answers. */

#define CLOSE "Host: x\r\nConnection: close\r\n\r\n"
#define JSON_KILOBYTES 64

static School *school;
static FixtureServer *server;
static Visitor *lan;
static GBytes *pdf;

static void
assert_alive (void)
{
  g_autoptr (Visitor) visitor = visitor_new (server);
  visitor_send (visitor, "GET", "/api/v1/about", NULL);
  visitor_assert (visitor, 200, NULL);
}

static void
test_paths (void)
{
  static const struct {
    const char *target;
    guint status;
  } rows[] = {
      {"/api/v1/about", 200},
      {"/api/v1/about?x=1&x=2&%00=%ff", 400},
      {"/api/v1/../../etc/passwd", 404},
      {"/..%2f..%2fetc/passwd", 404},
      {"/api/v1/books/%2e%2e%2f%2e%2e", 404},
      {"//api/v1/about", 404},
      {"/api/v1/about%00", 404},
      {"/", 200},
      {"/v", 404},
      {"", 400},
      {"*", 404},
      {"https://x/api/v1/about", 200},
      {"http://x/api/v1/about", 400},
      {"ftp://x/api/v1/about", 400},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\n" CLOSE, rows[i].target);
    g_autofree char *answer = raw_exchange (server, request);
    if (raw_get_status (answer) != rows[i].status)
      g_error ("%s: expected %u, got %s", rows[i].target, rows[i].status, answer);
    g_assert_null (strstr (answer, "root:"));
  }
}

static void
test_nonsense (void)
{
  static const char *const requests[] = {
      "\r\n\r\n",
      "hello\r\n\r\n",
      "GET\r\n\r\n",
      "GET /api/v1/about\r\n\r\n",
      "GET /api/v1/about HTTP/9.9\r\nHost: x\r\n\r\n",
      "GET /api/v1/about HTTP/1.1\r\n\r\n",
      "GET /api/v1/about HTTP/1.1\r\nHost: a/b\r\n\r\n",
      "GET /api/v1/about HTTP/1.1\r\nHost: x\r\nX: a\r\n b: c\r\nConnection: close\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "CONNECT x:443 HTTP/1.1\r\n" CLOSE,
      "OPTIONS * HTTP/1.1\r\n" CLOSE,
      "TRACE /api/v1/about HTTP/1.1\r\n" CLOSE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++) {
    g_autoptr (GIOStream) stream = raw_connect (server, TRUE);
    raw_write (stream, requests[i], strlen (requests[i]));
    raw_end (stream);
    g_autofree char *answer = raw_read_all (stream);
    g_assert_cmpuint (raw_get_status (answer), !=, 500);
  }
  assert_alive ();
}

static void
test_plain (void)
{
  static const char request[] = "GET /api/v1/about HTTP/1.1\r\n" CLOSE;
  g_autoptr (GIOStream) stream = raw_connect (server, FALSE);

  raw_write (stream, request, strlen (request));
  g_autofree char *answer = raw_read_all (stream);
  g_assert_cmpuint (raw_get_status (answer), ==, 0);
  assert_alive ();
}

static void
test_headers (void)
{
  g_autoptr (GString) many = g_string_new ("GET /api/v1/about HTTP/1.1\r\n");
  g_autoptr (GString) huge = g_string_new ("GET /api/v1/about HTTP/1.1\r\nX: ");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (many, "X-%u: y\r\n", i);
  g_string_append (many, CLOSE);
  g_autofree char *refused = raw_exchange (server, many->str);
  g_assert_cmpuint (raw_get_status (refused), ==, 400);

  for (guint i = 0; i < 200000; i++)
    g_string_append_c (huge, 'x');
  g_string_append (huge, "\r\n" CLOSE);
  g_autofree char *dropped = raw_exchange (server, huge->str);
  g_assert_cmpuint (raw_get_status (dropped), !=, 200);
  assert_alive ();
}

static void
test_large_json (void)
{
  g_autofree char *large = g_strnfill ((JSON_KILOBYTES + 1) * 1024, ' ');
  g_autofree char *deep = g_strnfill (1000, '[');
  const Request too_large = {.text = large};
  const Request too_deep = {.text = deep};

  visitor_send (lan, "POST", "/api/v1/books", &too_large);
  visitor_assert (lan, 413, "too-large");
  visitor_send (lan, "POST", "/api/v1/books", &too_deep);
  visitor_assert (lan, 413, "too-large");
  /* without a length, in pieces */
  g_autoptr (GString) chunked =
      g_string_new ("POST /api/v1/session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" CLOSE);
  for (guint i = 0; i < JSON_KILOBYTES + 1; i++)
    g_string_append_printf (chunked, "400\r\n%.1024s\r\n", large);
  g_string_append (chunked, "0\r\n\r\n");
  g_autofree char *answer = raw_exchange (server, chunked->str);
  g_assert_cmpuint (raw_get_status (answer), ==, 413);
}

/* The body is shorter or longer than it says, or says two things. */
static void
test_wrong_lengths (void)
{
  static const char *const lengths[] = {
      "Content-Length: 5\r\n",
      "Content-Length: -1\r\n",
      "Content-Length: 1e9\r\n",
      "Content-Length: 99999999999999999999999\r\n",
      "Content-Length: 5\r\nContent-Length: 6\r\n",
      "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
      "Transfer-Encoding: gzip, nonsense\r\n",
  };

  /* libsoup 3.2 forgets the path of a request whose body it cannot measure: a server of its own,
   * without the leak checker */
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
  fixture_server_start (server);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autofree char *request = g_strdup_printf ("POST /api/v1/session HTTP/1.1\r\n%sContent-Type: "
                                                "application/json\r\n" CLOSE "{\"login\"",
                                                lengths[i]);
    g_autoptr (GIOStream) stream = raw_connect (server, TRUE);
    raw_write (stream, request, strlen (request));
    raw_end (stream);
    g_autofree char *answer = raw_read_all (stream);
    g_assert_cmpuint (raw_get_status (answer), !=, 201);
  }
  assert_alive ();
  fixture_server_stop (server);
  g_unsetenv ("ASAN_OPTIONS");
  fixture_server_start (server);
}

static void
test_keep_alive (void)
{
  static const char request[] = "GET /api/v1/about HTTP/1.1\r\nHost: x\r\n\r\n";
  g_autoptr (GIOStream) stream = raw_connect (server, TRUE);

  for (guint i = 0; i < 20; i++) {
    raw_write (stream, request, strlen (request));
    g_autofree char *answer = raw_read_answer (stream);
    g_assert_cmpuint (raw_get_status (answer), ==, 200);
  }
}

/* Whoever may not upload is told before the bytes are sent. */
static void
test_expect (void)
{
  static const char request[] =
      "POST /api/v1/books/abc/revisions HTTP/1.1\r\nHost: x\r\nSoky-Base: length=0\r\n"
      "If-Match: \"1\"\r\nIdempotency-Key: k\r\nContent-Length: 1000000\r\n"
      "Expect: 100-continue\r\n\r\n";
  g_autoptr (GIOStream) stream = raw_connect (server, TRUE);

  raw_write (stream, request, strlen (request));
  g_autofree char *answer = raw_read_answer (stream);
  g_assert_cmpuint (raw_get_status (answer), ==, 401);
}

/* A body that was announced as too large is not even read to its end. */
static void
test_announced (void)
{
  static const char request[] =
      "POST /api/v1/books/abc/revisions HTTP/1.1\r\nHost: x\r\nSoky-Base: length=0\r\n"
      "Content-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n";
  g_autoptr (GIOStream) stream = raw_connect (server, TRUE);

  raw_write (stream, request, strlen (request));
  g_autofree char *answer = raw_read_answer (stream);
  g_assert_cmpuint (raw_get_status (answer), ==, 413);
}

static void
assert_range (const SokyBook *book, const char *range, guint status, gsize from, gsize length)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/file", book->id);
  const Request request = {.range = range};
  const Answer *answer = visitor_send (lan, "GET", path, &request);

  g_assert_cmpuint (answer->status, ==, status);
  if (status >= 400)
    return;
  g_autoptr (GBytes) expected = g_bytes_new_from_bytes (pdf, from, length);
  g_assert_true (g_bytes_equal (answer->body, expected));
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "accept-ranges"), ==, "bytes");
}

static void
test_ranges (void)
{
  gsize size = g_bytes_get_size (pdf);
  g_autoptr (SokyBook) book = visitor_make_book (lan, "Từng phần", pdf);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/file", book->id);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", book->head_sha256);

  assert_range (book, NULL, 200, 0, size);
  assert_range (book, "bytes=0-0", 206, 0, 1);
  assert_range (book, "bytes=10-19", 206, 10, 10);
  assert_range (book, "bytes=100-", 206, 100, size - 100);
  assert_range (book, "bytes=-7", 206, size - 7, 7);
  assert_range (book, "bytes=0-1,5-6", 200, 0, size);
  assert_range (book, "bytes=9999999-", 416, 0, 0);

  const Request same = {.range = "bytes=0-4", .name = "If-Range", .value = etag};
  const Request other = {.range = "bytes=0-4", .name = "If-Range", .value = "\"other\""};
  const Request known = {.name = "If-None-Match", .value = etag};
  g_assert_cmpuint (visitor_send (lan, "GET", path, &same)->status, ==, 206);
  g_assert_cmpuint (visitor_send (lan, "GET", path, &other)->status, ==, 200);
  g_assert_cmpuint (visitor_send (lan, "GET", path, &known)->status, ==, 304);
  const Answer *head = visitor_send (lan, "HEAD", path, NULL);
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (head->body), ==, 0);
  g_assert_cmpstr (head->etag, ==, etag);
}

/* JSON is never answered in ranges, and never kept by anybody on the way. */
static void
test_json_headers (void)
{
  const Request request = {.range = "bytes=0-4"};
  const Answer *answer = visitor_send (lan, "GET", "/api/v1/about", &request);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "cache-control"), ==, "no-store");
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "x-content-type-options"), ==, "nosniff");
}

static void
assert_coding (const char *path, const char *accepted, const char *coding)
{
  const Request request = {.name = "Accept-Encoding", .value = accepted};
  const Answer *answer = visitor_send (lan, "GET", path, &request);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "content-encoding"), ==, coding);
}

/* Long JSON comes in fewer bytes where the client takes that; short one, files and what holds a
 * secret come as they are. */
static void
test_packed (void)
{
  g_autoptr (SokyBook) book = visitor_make_book (lan, "Gói", pdf);
  g_autofree char *file = g_strdup_printf ("/api/v1/books/%s/file", book->id);
  g_autoptr (Visitor) visitor = visitor_new (server);

  assert_coding ("/api/v1/book-types", "identity", NULL);
  g_autofree char *plain = g_strdup (visitor_get_text (lan));
  assert_coding ("/api/v1/book-types", "br;q=1, gzip;q=0.5", "gzip");
  g_assert_cmpstr (visitor_get_text (lan), ==, plain);
  assert_coding ("/api/v1/book-types", "gzip;q=0.000", NULL);
  assert_coding ("/api/v1/book-types", "x-gzip", NULL);
  assert_coding ("/api/v1/about", "gzip", NULL);
  assert_coding (file, "gzip", NULL);
  g_assert_cmpuint (visitor_sign_in (visitor, "gv.lan", FIXTURE_PASSWORD), ==, 201);
  g_assert_null (g_hash_table_lookup (visitor_get_answer (visitor)->headers, "content-encoding"));
}

/* Slow and silent peers lose their place; others notice nothing. */
static void
test_slow (void)
{
  static const char half[] = "GET /api/v1/about HTTP/1.1\r\nHost: ";
  static const char body[] =
      "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
  g_autoptr (GIOStream) silent = raw_connect (server, FALSE);
  g_autoptr (GIOStream) slow_headers = raw_connect (server, TRUE);
  g_autoptr (GIOStream) slow_body = raw_connect (server, TRUE);

  raw_write (slow_headers, half, strlen (half));
  raw_write (slow_body, body, strlen (body));
  assert_alive ();
  /* each of these ends only when the server closes */
  g_free (raw_read_all (silent));
  g_free (raw_read_all (slow_headers));
  g_free (raw_read_all (slow_body));
  assert_alive ();
}

/* One address does not take every place. */
static void
test_many_connections (void)
{
  static const char request[] = "GET /api/v1/about HTTP/1.1\r\n" CLOSE;
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  guint refused = 0;

  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  school_set (school, "limits", "header-seconds", "600");
  school_set (school, "limits", "connections-per-address", "30");
  fixture_server_start (server);
  for (guint i = 0; i < 30; i++)
    g_ptr_array_add (held, raw_connect (server, FALSE));
  for (guint i = 0; i < 5; i++) {
    g_autoptr (GIOStream) one = raw_connect (server, TRUE);
    g_autofree char *answer =
        raw_write (one, request, strlen (request)) ? raw_read_all (one) : NULL;
    refused += raw_get_status (answer) == 0;
  }
  g_assert_cmpuint (refused, ==, 5);
  g_ptr_array_set_size (held, 0);
  /* the places are free again once the server has noticed */
  for (;;) {
    g_autofree char *answer = raw_exchange (server, request);
    if (raw_get_status (answer) == 200)
      break;
    g_usleep (50000);
  }
}

static void
test_guessing (void)
{
  g_autoptr (Visitor) visitor = visitor_new (server);
  guint status = 0;

  for (guint i = 0; i < 10 && status != 429; i++)
    status = visitor_sign_in (visitor, "tt.minh", "wrong-password");
  visitor_assert (visitor, 429, "too-many-requests");
  g_assert_nonnull (g_hash_table_lookup (visitor_get_answer (visitor)->headers, "retry-after"));
  /* other accounts are not held up, and unknown ones look like known ones */
  g_assert_cmpuint (visitor_sign_in (visitor, "nobody.at.all", "wrong-password"), ==, 401);
  visitor_assert (visitor, 401, "wrong-password");
  g_assert_cmpuint (visitor_sign_in (visitor, " HT.Hanh ", FIXTURE_PASSWORD), ==, 201);
}

static void
test_plain_server (void)
{
  g_autofree char *output = NULL;

  school_set (school, "server", "address", "0.0.0.0");
  int status = fixture_server_command (&output, NULL, "serve", "--state", school->folder, "--port",
                                       "0", "--insecure-loopback", NULL);
  school_set (school, "server", "address", "127.0.0.1");
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (output, "loopback"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  school = school_new ();
  school_set (school, "limits", "header-seconds", "2");
  school_set (school, "limits", "body-seconds", "2");
  school_set (school, "limits", "idle-seconds", "600");
  school_set (school, "limits", "json-kilobytes", G_STRINGIFY (JSON_KILOBYTES));
  school_set (school, "sign-in", "account-tries", "3");
  server = fixture_server_new (school->folder);
  pdf = document_make (DOCUMENT_OBJECTS, 3);
  lan = visitor_new_signed_in (server, "gv.lan");

  g_test_add_func ("/server/http/paths", test_paths);
  g_test_add_func ("/server/http/nonsense", test_nonsense);
  g_test_add_func ("/server/http/plain", test_plain);
  g_test_add_func ("/server/http/headers", test_headers);
  g_test_add_func ("/server/http/large-json", test_large_json);
  g_test_add_func ("/server/http/keep-alive", test_keep_alive);
  g_test_add_func ("/server/http/expect", test_expect);
  g_test_add_func ("/server/http/announced", test_announced);
  g_test_add_func ("/server/http/ranges", test_ranges);
  g_test_add_func ("/server/http/json-headers", test_json_headers);
  g_test_add_func ("/server/http/packed", test_packed);
  g_test_add_func ("/server/http/slow", test_slow);
  g_test_add_func ("/server/http/guessing", test_guessing);
  g_test_add_func ("/server/http/many-connections", test_many_connections);
  g_test_add_func ("/server/http/wrong-lengths", test_wrong_lengths);
  g_test_add_func ("/server/http/plain-server", test_plain_server);
  int status = g_test_run ();

  visitor_free (lan);
  fixture_server_free (server);
  school_free (school);
  g_bytes_unref (pdf);
  return status;
}
