/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests to every handler: "METHOD PATH", header lines, an empty line, the body; by a teacher, or
 * with the line "As: administrator" by the school's. Whatever comes, the answer is no internal
 * error, and the books stay possible. */
#include "config.h"

#include "base/clock.h"
#include "book/rules.h"
#include "server/demo/demo.h"
#include "server/dispatch.h"
#include "server/local-client.h"
#include "server/log.h"
#include "server/range.h"
#include "server/setup.h"
#include "server/store/books.h"
#include "wire/headers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

static SokyService *service;
static SokyLocalClient *teacher;
static SokyLocalClient *administrator;
static char *folder;
static char *book_id;

static void
remove_folder (void)
{
  const char *const command[] = {"rm", "-rf", "--", folder, NULL};
  g_autoptr (GSubprocess) process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_NONE, NULL);

  soky_local_client_free (teacher);
  soky_local_client_free (administrator);
  soky_service_free (service);
  if (process != NULL)
    g_subprocess_wait (process, NULL, NULL);
  g_free (folder);
  g_free (book_id);
}

static void
set_up (void)
{
  static const char draft[] = "{\"type_id\":\"duty_log\",\"title\":\"A\",\"school_year\":"
                              "\"2026-2027\",\"period\":\"week-03\"}";
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("soky-fuzz-XXXXXX", &error);
  soky_log_set_quiet (TRUE);
  g_assert_true (soky_setup_folder (folder, NULL, &error));
  service = soky_service_open (folder, "soky-server", &error);
  g_assert_no_error (error);
  g_assert_true (soky_demo_add_school (service, &error));
  teacher = soky_local_client_new (service, "gv.lan", &error);
  g_assert_no_error (error);
  administrator = soky_local_client_new (service, "qt.huy", &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) answer =
      soky_local_client_send (teacher, "POST", "/api/v1/books", g_strdup (draft), 0, &error);
  g_assert_no_error (error);
  const char *text = g_bytes_get_data (answer, NULL);
  book_id = g_strndup (strstr (text, "\"id\":\"") + 6, 24);
  atexit (remove_folder);
}

static void
add_query (SokyCall *call, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", 0);

  for (char **pair = pairs; *pair != NULL; pair++) {
    char *value = strchr (*pair, '=');
    if (value == NULL)
      continue;
    *value++ = '\0';
    g_hash_table_insert (call->query, g_strdup (*pair), g_strdup (value));
  }
}

static void
add_headers (SokyCall *call, char **lines)
{
  for (char **line = lines; *line != NULL; line++) {
    char *value = strstr (*line, ": ");
    if (value == NULL)
      continue;
    *value = '\0';
    g_hash_table_insert (call->headers, g_ascii_strdown (*line, -1), g_strdup (value + 2));
  }
  const char *as = soky_call_get_header (call, "as");
  g_hash_table_insert (call->headers, g_strdup ("authorization"),
                       soky_local_client_get_authorization (
                           g_strcmp0 (as, "administrator") == 0 ? administrator : teacher));
}

/* The seeds name the book as "{book}". */
static char *
name_book (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "{book}", 0);
  return g_strjoinv (book_id, parts);
}

static gboolean
add_file_cb (gpointer upload, const void *data, gsize length, GError **error)
{
  return soky_upload_add (upload, data, length, error);
}

/* The body as a file, as the listener takes it in; FALSE when it is refused on the way. */
static gboolean
add_upload (const SokyRoute *route, SokyCall *call)
{
  gsize length = 0;
  const char *body = g_bytes_get_data (call->body, &length);
  const char *type = soky_call_get_header (call, "content-type");

  if (route->may_upload != NULL && !route->may_upload (service, call, NULL))
    return FALSE;
  call->upload = soky_upload_new (service->settings->uploads, 1024 * 1024, NULL);
  g_assert_nonnull (call->upload);
  if ((route->flags & SOKY_ROUTE_FORM) == 0)
    return soky_upload_add (call->upload, body, length, NULL);
  call->form = soky_form_data_new (type, "file", add_file_cb, call->upload);
  return call->form != NULL && soky_form_data_add (call->form, body, length, NULL);
}

/* What takes long on purpose (passwords), and what asks nothing of the request (health). */
static gboolean
is_left_out (const SokyRoute *route)
{
  return route->lane == SOKY_LANE_PASSWORD || g_str_equal (route->pattern, "/healthz");
}

static void
ask (char **lines, const char *body, gsize length)
{
  g_auto (GStrv) first = g_strsplit (lines[0], " ", 2);
  if (g_strv_length (first) != 2)
    return;
  g_autofree char *path = name_book (first[1]);
  g_autofree char *plain = g_strdup (path);
  g_autoptr (SokyCall) call = soky_call_new (first[0], path, "::1", soky_clock_now_us ());
  char *query = strchr (plain, '?');

  if (query != NULL) {
    *query++ = '\0';
    add_query (call, query);
  }
  add_headers (call, lines + 1);
  g_bytes_unref (call->body);
  call->body = g_bytes_new (body, length);
  const SokyRoute *route = soky_router_find (plain, call, NULL);
  if (route == NULL || is_left_out (route) ||
      ((route->flags & SOKY_ROUTE_UPLOAD) && !add_upload (route, call)))
    return;
  g_autoptr (SokyReply) reply = soky_dispatch (service, route, call);
  g_assert_cmpuint (reply->status, !=, 500);
}

static gboolean
check_book (const char *id, gpointer tx, GError **error)
{
  g_autoptr (SokyBook) book = soky_store_get_book (tx, id, error);
  g_autofree char *wrong = book ? soky_book_find_impossible (book) : NULL;
  if (wrong != NULL)
    g_error ("%s", wrong);
  return book != NULL;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  if (service == NULL)
    set_up ();
  g_autofree char *text = g_strndup ((const char *) data, length);
  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  char *body = strstr (text, "\n\n");
  if (body != NULL) {
    *body = '\0';
    body += 2;
  }
  g_auto (GStrv) lines = g_strsplit (text, "\n", 0);
  if (lines[0] != NULL)
    ask (lines, body ? body : "", body ? strlen (body) : 0);

  goffset from, to;
  SokyBase base;
  soky_range_parse (text, 1000, &from, &to);
  soky_base_parse (text, &base, NULL);
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, NULL);
  soky_store_visit_books (tx, check_book, tx, NULL);
  return 0;
}
