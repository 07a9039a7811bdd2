/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"

#include "wire/school.h"
#include "wire/session.h"

/* Each endpoint, and who may use it: over HTTPS against the real server. */

static Cast *cast;

typedef struct {
  const char *name;
  Stage stage;
  const char *method;
  const char *path; /* below the book's */
  const char *body;
  gboolean file; /* the body is a PDF */
  /* of each visitor, in the order above; those before the last column leave the book as it was */
  guint status[N_VISITORS];
} Row;

static const Row rows[] = {
    {"read-draft", DRAFT, "GET", "", NULL, FALSE, {401, 401, 404, 404, 404, 404, 404, 200}},
    {"read-waiting", WAITING, "GET", "", NULL, FALSE, {401, 401, 404, 404, 200, 200, 200, 200}},
    {"read-approved", APPROVED, "GET", "", NULL, FALSE, {401, 401, 404, 404, 200, 200, 200, 200}},
    {"read-published", PUBLISHED, "GET", "", NULL, FALSE, {401, 401, 404, 200, 200, 200, 200, 200}},
    {"file-draft", DRAFT, "GET", "/file", NULL, FALSE, {401, 401, 404, 404, 404, 404, 404, 200}},
    {"file-waiting",
     WAITING,
     "GET",
     "/file",
     NULL,
     FALSE,
     {401, 401, 404, 404, 200, 200, 200, 200}},
    {"file-published",
     PUBLISHED,
     "GET",
     "/file",
     NULL,
     FALSE,
     {401, 401, 404, 200, 200, 200, 200, 200}},
    {"revision-waiting",
     WAITING,
     "GET",
     "/revisions/0/file",
     NULL,
     FALSE,
     {401, 401, 404, 404, 200, 200, 200, 200}},
    {"edit-draft",
     DRAFT,
     "PATCH",
     "",
     "{\"title\":\"Tên mới\"}",
     FALSE,
     {401, 401, 404, 404, 404, 404, 404, 200}},
    {"edit-waiting",
     WAITING,
     "PATCH",
     "",
     "{\"title\":\"Tên mới\"}",
     FALSE,
     {401, 401, 404, 404, 409, 409, 409, 409}},
    {"attach-draft",
     DRAFT,
     "POST",
     "/revisions",
     NULL,
     TRUE,
     {401, 401, 404, 404, 404, 404, 404, 201}},
    {"attach-waiting",
     WAITING,
     "POST",
     "/revisions",
     NULL,
     TRUE,
     {401, 401, 404, 404, 409, 409, 409, 409}},
    {"delete-draft", DRAFT, "DELETE", "", NULL, FALSE, {401, 401, 404, 404, 404, 404, 404, 204}},
    {"delete-waiting",
     WAITING,
     "DELETE",
     "",
     NULL,
     FALSE,
     {401, 401, 404, 404, 409, 409, 409, 409}},
    {"approve-waiting",
     WAITING,
     "POST",
     "/actions",
     "{\"action\":\"approve\"}",
     FALSE,
     {401, 401, 404, 404, 403, 409, 403, 200}},
    {"return-waiting",
     WAITING,
     "POST",
     "/actions",
     "{\"action\":\"return\",\"reason\":\"Thiếu mục tiêu\"}",
     FALSE,
     {401, 401, 404, 404, 403, 409, 403, 200}},
    {"recall-waiting",
     WAITING,
     "POST",
     "/actions",
     "{\"action\":\"recall\"}",
     FALSE,
     {401, 401, 404, 404, 403, 403, 403, 200}},
    {"publish-waiting",
     WAITING,
     "POST",
     "/actions",
     "{\"action\":\"publish\"}",
     FALSE,
     {401, 401, 404, 404, 409, 409, 409, 409}},
    {"publish-approved",
     APPROVED,
     "POST",
     "/actions",
     "{\"action\":\"publish\"}",
     FALSE,
     {401, 401, 404, 404, 0, 403, 0, 403}},
    {"revoke-published",
     PUBLISHED,
     "POST",
     "/actions",
     "{\"action\":\"revoke\",\"reason\":\"Nhầm tệp\"}",
     FALSE,
     {401, 401, 404, 403, 0, 403, 0, 403}},
};

static guint
ask (Visitor *visitor, const Row *row, const SokyBook *book)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s%s", book->id, row->path);
  const Request request = {
      .type = row->file ? "application/pdf" : NULL,
      .text = row->body,
      .body = row->file ? cast->pdf : NULL,
      .version = g_str_equal (row->method, "GET") ? 0 : book->version,
      .base = row->file ? "length=0" : NULL,
  };
  return visitor_send (visitor, row->method, path, &request)->status;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SokyBook) book = cast_make_book (cast, row->stage);

  for (guint who = 0; who < N_VISITORS; who++) {
    if (row->status[who] == 0)
      continue;
    guint status = ask (cast->visitors[who], row, book);
    if (status != row->status[who])
      g_error ("%s by %s: expected %u, got %u: %s", row->name, cast_get_login (who),
               row->status[who], status, visitor_get_text (cast->visitors[who]));
  }
}

/* Those for whom a change succeeds, each with a book of their own. */
static void
test_managers (void)
{
  static const int who[] = {ADMIN, CHIEF};

  for (guint i = 0; i < G_N_ELEMENTS (who); i++) {
    g_autoptr (SokyBook) approved = cast_make_book (cast, APPROVED);
    g_autoptr (SokyBook) published = cast_act (cast, who[i], approved, "{\"action\":\"publish\"}");
    g_assert_cmpint (published->state, ==, SOKY_BOOK_PUBLISHED);
    g_autoptr (SokyBook) revoked =
        cast_act (cast, who[i], published, "{\"action\":\"revoke\",\"reason\":\"Nhầm\"}");
    g_assert_cmpint (revoked->state, ==, SOKY_BOOK_APPROVED);
  }
}

static void
test_needs_session (void)
{
  static const char *const paths[] = {
      "/api/v1/session",        "/api/v1/school",
      "/api/v1/book-types",     "/api/v1/people",
      "/api/v1/books",          "/api/v1/books/abc",
      "/api/v1/books/abc/file", "/api/v1/books/abc/revisions/0/file",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    for (int who = NOBODY; who <= FORGER; who++) {
      visitor_send (cast->visitors[who], "GET", paths[i], NULL);
      visitor_assert (cast->visitors[who], 401, "unauthenticated");
    }
  }
}

static void
test_public (void)
{
  visitor_send (cast->visitors[NOBODY], "GET", "/api/v1/about", NULL);
  visitor_assert (cast->visitors[NOBODY], 200, NULL);
  g_autoptr (SokyAbout) about =
      soky_about_from_json (visitor_get_text (cast->visitors[NOBODY]), -1, NULL);
  g_assert_nonnull (about);
  g_assert_cmpstr (about->name, ==, "SoKy");
  g_assert_cmpint (about->max_pdf_bytes, ==, 100 * 1024 * 1024);

  const Answer *answer = visitor_send (cast->visitors[NOBODY], "GET", "/api/v1/openapi.yaml", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (answer->body), >, 1000);
}

static void
test_session (void)
{
  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/session", NULL);
  visitor_assert (cast->visitors[OWNER], 200, NULL);
  g_autoptr (SokySessionInfo) info =
      soky_session_info_from_json (visitor_get_text (cast->visitors[OWNER]), -1, NULL);
  g_assert_nonnull (info);
  g_assert_null (info->token);
  g_assert_cmpstr (info->person->name, ==, "Nguyễn Thị Lan");
  g_assert_cmpuint (info->certificates->len, ==, 1);

  g_autoptr (Visitor) visitor = visitor_new_signed_in (cast->server, "qt.huy");
  visitor_send (visitor, "DELETE", "/api/v1/session", NULL);
  visitor_assert (visitor, 204, NULL);
  visitor_send (visitor, "GET", "/api/v1/session", NULL);
  visitor_assert (visitor, 401, "unauthenticated");
}

static void
test_create (void)
{
  const Request not_json = {.text = "{\"title\":"};
  const Request no_type = {.text = "{\"type_id\":\"unknown\",\"title\":\"A\",\"school_year\":"
                                   "\"2026-2027\",\"period\":\"week-01\"}"};
  const Request wrong_media = {.text = "{}", .type = "text/plain"};

  visitor_send (cast->visitors[OWNER], "POST", "/api/v1/books", &not_json);
  visitor_assert (cast->visitors[OWNER], 400, "malformed");
  visitor_send (cast->visitors[OWNER], "POST", "/api/v1/books", &no_type);
  visitor_assert (cast->visitors[OWNER], 404, "not-found");
  visitor_send (cast->visitors[OWNER], "POST", "/api/v1/books", &wrong_media);
  visitor_assert (cast->visitors[OWNER], 415, "unsupported-media-type");
  /* a clerk writes no lesson plans */
  const Request plan = {.text = "{\"type_id\":\"lesson_plan\",\"title\":\"A\",\"school_year\":"
                                "\"2026-2027\",\"period\":\"week-01\",\"class\":\"6A\","
                                "\"subject\":\"Toán\"}"};
  visitor_send (cast->visitors[CLERK], "POST", "/api/v1/books", &plan);
  visitor_assert (cast->visitors[CLERK], 403, "not-permitted");
}

static void
test_versions (void)
{
  g_autoptr (SokyBook) book = visitor_make_book (cast->visitors[OWNER], "Phiên bản", NULL);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", book->id);
  const Request edit = {.text = "{\"title\":\"Một\"}", .version = book->version};
  const Request blind = {.text = "{\"title\":\"Hai\"}"};

  g_assert_cmpstr (visitor_send (cast->visitors[OWNER], "GET", path, NULL)->etag, ==, "\"1\"");
  const Request unchanged = {.name = "If-None-Match", .value = "\"1\""};
  g_assert_cmpuint (visitor_send (cast->visitors[OWNER], "GET", path, &unchanged)->status, ==, 304);
  visitor_send (cast->visitors[OWNER], "PATCH", path, &edit);
  visitor_assert (cast->visitors[OWNER], 200, NULL);
  visitor_send (cast->visitors[OWNER], "PATCH", path, &edit);
  visitor_assert (cast->visitors[OWNER], 412, "version");
  visitor_send (cast->visitors[OWNER], "PATCH", path, &blind);
  visitor_assert (cast->visitors[OWNER], 428, "precondition-required");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/server/endpoints/who/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/server/endpoints/managers", test_managers);
  g_test_add_func ("/server/endpoints/needs-session", test_needs_session);
  g_test_add_func ("/server/endpoints/public", test_public);
  g_test_add_func ("/server/endpoints/session", test_session);
  g_test_add_func ("/server/endpoints/create", test_create);
  g_test_add_func ("/server/endpoints/versions", test_versions);
  int status = g_test_run ();

  cast_free (cast);
  return status;
}
