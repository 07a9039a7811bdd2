/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "published.h"

#include <string.h>

/* The public page, over HTTPS, as anybody sees it. */

static Published *stage;

static const char *
ask (Visitor *visitor, const char *path, guint status)
{
  visitor_send (visitor, "GET", path, NULL);
  visitor_assert (visitor, status, NULL);
  return visitor_get_text (visitor);
}

static const char *
ask_about (Visitor *visitor, GBytes *file)
{
  static const char head[] = "--x\r\nContent-Disposition: form-data; name=\"file\"; "
                             "filename=\"a.pdf\"\r\n\r\n";
  g_autoptr (GByteArray) body = g_byte_array_new ();

  g_byte_array_append (body, (const guint8 *) head, strlen (head));
  g_byte_array_append (body, g_bytes_get_data (file, NULL), (guint) g_bytes_get_size (file));
  g_byte_array_append (body, (const guint8 *) "\r\n--x--\r\n", 9);
  g_autoptr (GBytes) bytes = g_bytes_new (body->data, body->len);
  const Request request = {.type = "multipart/form-data; boundary=x", .body = bytes, .key = ""};
  visitor_send (visitor, "POST", "/v/?lang=en", &request);
  visitor_assert (visitor, 200, NULL);
  return visitor_get_text (visitor);
}

static void
assert_has (const char *page, const char *text)
{
  if (strstr (page, text) == NULL)
    g_error ("“%s” is missing in %s", text, page);
}

static GBytes *
with_tail (GBytes *file, const char *tail)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, g_bytes_get_data (file, NULL), (guint) g_bytes_get_size (file));
  g_byte_array_append (bytes, (const guint8 *) tail, (guint) strlen (tail));
  return g_bytes_new (bytes->data, bytes->len);
}

static void
test_book (void)
{
  g_autoptr (Visitor) visitor = visitor_new (stage->server);
  g_autofree char *path = g_strdup_printf ("/v/%s?lang=en", stage->book->check_code);
  const char *page = ask (visitor, path, 200);

  assert_has (page, "This Book Is Published");
  assert_has (page, "Sổ chủ nhiệm &#60;6A&#62; &#38; &#34;bạn&#34;");
  assert_has (page, "Trường THCS Hoa Sen");
  assert_has (page, "Nguyễn Thị Lan");
  assert_has (page, "Lê Thị Hồng Hạnh");
  assert_has (page, "Valid digital signature");
  assert_has (page, stage->book->head_sha256);
  g_assert_null (strstr (page, "gv.lan"));
  g_assert_null (strstr (page, stage->book->id));
  g_assert_null (strstr (page, "Download"));
  const Answer *answer = visitor_get_answer (visitor);
  const char *policy = g_hash_table_lookup (answer->headers, "content-security-policy");
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'; style-src 'sha256-"));
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "x-frame-options"), ==, "DENY");
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "x-content-type-options"), ==, "nosniff");
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "referrer-policy"), ==, "no-referrer");
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "cache-control"), ==, "no-store");
  g_assert_cmpstr (g_hash_table_lookup (answer->headers, "content-language"), ==, "en");
  g_assert_null (g_hash_table_lookup (answer->headers, "set-cookie"));
}

/* The file is only given away where the school says so. */
static void
test_download (void)
{
  g_autoptr (Visitor) visitor = visitor_new (stage->server);
  g_autofree char *path = g_strdup_printf ("/v/%s/file", stage->book->check_code);

  ask (visitor, path, 404);
  g_autoptr (Published) open = published_new (TRUE);
  g_autoptr (Visitor) guest = visitor_new (open->server);
  g_autofree char *place = g_strdup_printf ("/v/%s/file", open->book->check_code);
  g_autofree char *page = g_strdup_printf ("/v/%s?lang=en", open->book->check_code);
  assert_has (ask (guest, page, 200), "Download the Published File");
  ask (guest, place, 200);
  g_assert_true (g_bytes_equal (visitor_get_answer (guest)->body, open->file));
  ask (guest, "/v/0000-0000-0000-0000/file", 404);
}

/* Only what books were put together in is there. */
static void
assert_forgotten (GBytes *file)
{
  g_autofree char *uploads = g_build_filename (stage->school->folder, "uploads", NULL);
  g_autoptr (GDir) kept = g_dir_open (uploads, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (kept)) != NULL) {
    g_autofree char *path = g_build_filename (uploads, name, NULL);
    g_autofree char *data = NULL;
    gsize length = 0;
    g_assert_true (g_file_get_contents (path, &data, &length, NULL));
    g_assert_false (length == g_bytes_get_size (file) &&
                    memcmp (data, g_bytes_get_data (file, NULL), length) == 0);
  }
}

static void
test_file (void)
{
  g_autoptr (Visitor) visitor = visitor_new (stage->server);
  g_autoptr (GBytes) unsigned_file = document_make (DOCUMENT_STREAM, 2);
  g_autoptr (GBytes) foreign = school_sign (stage->school, "tt.minh", unsigned_file);
  g_autoptr (GBytes) changed = with_tail (stage->file, "\n% added\n");
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);

  assert_has (ask_about (visitor, stage->file), "Published and Unchanged");
  assert_has (ask_about (visitor, stage->first), "An Earlier State of a Published Book");
  assert_has (ask_about (visitor, changed), "A Published Book ");
  assert_has (ask_about (visitor, changed), "What Was Changed");
  assert_has (ask_about (visitor, foreign), "Not a Published Book of This School");
  assert_has (ask_about (visitor, unsigned_file), "Not Signed");
  assert_has (ask_about (visitor, text), "Not a PDF");
  assert_forgotten (foreign);
  assert_forgotten (unsigned_file);
  assert_forgotten (changed);
}

static void
test_form (void)
{
  g_autoptr (Visitor) visitor = visitor_new (stage->server);
  const Request empty = {.type = "multipart/form-data; boundary=x", .text = "--x--", .key = ""};
  const Request none = {.type = "text/plain", .text = "x", .key = ""};

  assert_has (ask (visitor, "/?lang=en", 200), "Is This Book Genuine?");
  visitor_send (visitor, "POST", "/v/?lang=en", &empty);
  visitor_assert (visitor, 400, NULL);
  assert_has (visitor_get_text (visitor), "No File Arrived");
  visitor_send (visitor, "POST", "/v/?lang=en", &none);
  visitor_assert (visitor, 400, NULL);
}

static void
test_log (void)
{
  g_autofree char *path = fixture_server_file (stage->server, "server.log");
  g_autofree char *log = NULL;

  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  g_assert_nonnull (strstr (log, "route=/v/{code}"));
  for (const char *const *secret =
           (const char *const[]){stage->book->check_code, "gv.lan", "Lan", "Sổ", "soky-demo", NULL};
       *secret != NULL; secret++)
    g_assert_null (strstr (log, *secret));
}

static void
test_metrics (void)
{
  g_autoptr (Visitor) visitor = visitor_new (stage->server);
  const Request forwarded = {.name = "X-Forwarded-For", .value = "192.0.2.1"};
  const char *text = ask (visitor, "/metrics", 200);

  assert_has (text, "soky_requests_total{method=\"GET\",route=\"/v/{code}\",status=\"200\"}");
  assert_has (text, "soky_request_seconds_bucket{route=\"/v/{code}\",le=\"+Inf\"}");
  assert_has (text, "soky_workers_most 2");
  assert_has (text, "soky_waiting_requests{lane=\"check\"} 0");
  visitor_send (visitor, "GET", "/metrics", &forwarded);
  visitor_assert (visitor, 403, "forbidden");
  assert_has (ask (visitor, "/healthz", 200), "\"ok\"");
}

/* Last: this address has to wait afterwards. The same page, whatever is wrong with the code. */
static void
test_unknown (void)
{
  g_autoptr (Visitor) visitor = visitor_new (stage->server);
  g_autofree char *first = g_strdup (ask (visitor, "/v/0000-0000-0000-0000", 404));
  guint status = 404;

  assert_has (first, "lang=\"vi\"");
  for (guint i = 0; i < 100 && status == 404; i++)
    status = visitor_send (visitor, "GET", "/v/0000-0000-0000-0001", NULL)->status;
  g_assert_cmpuint (status, ==, 429);
  g_assert_nonnull (g_hash_table_lookup (visitor_get_answer (visitor)->headers, "retry-after"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  stage = published_new (FALSE);
  g_test_add_func ("/check/book", test_book);
  g_test_add_func ("/check/download", test_download);
  g_test_add_func ("/check/file", test_file);
  g_test_add_func ("/check/form", test_form);
  g_test_add_func ("/check/log", test_log);
  g_test_add_func ("/check/metrics", test_metrics);
  g_test_add_func ("/check/unknown", test_unknown);
  int status = g_test_run ();
  published_free (stage);
  return status;
}
