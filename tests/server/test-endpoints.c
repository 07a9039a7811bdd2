/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "school.h"
#include "visitor.h"

#include "base/clock.h"
#include "wire/book-type.h"
#include "wire/book.h"
#include "wire/person.h"
#include "wire/school.h"
#include "wire/session.h"

#include <string.h>

/* Each endpoint, and who may use it: over HTTPS against the real server. */

enum {
  NOBODY,   /* without a token */
  FORGER,   /* with an invented one */
  STRANGER, /* principal of another school */
  CLERK,    /* same school, not in the route */
  ADMIN,    /* school administrator */
  HEAD,     /* tt.minh: second in the route */
  CHIEF,    /* ht.hanh: principal */
  OWNER,    /* gv.lan: the teacher */
  N_VISITORS,
};

static const char *const logins[N_VISITORS] = {
    [STRANGER] = SCHOOL_STRANGER, [CLERK] = "vt.ha",   [ADMIN] = "qt.huy",
    [HEAD] = "tt.minh",           [CHIEF] = "ht.hanh", [OWNER] = "gv.lan",
};

static School *school;
static FixtureServer *server;
static Visitor *visitors[N_VISITORS];
static GBytes *pdf;

/* The state a book is brought into before the question is asked. */
typedef enum { DRAFT, WAITING, APPROVED, PUBLISHED } Stage;

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

static SokyBook *
act (Visitor *visitor, const SokyBook *book, const char *text)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", book->id);
  const Request request = {.text = text, .version = book->version};
  visitor_send (visitor, "POST", path, &request);
  visitor_assert (visitor, 200, NULL);
  return visitor_get_book (visitor);
}

/* A book of the teacher's, on whose route are the teacher and the head of the group. */
static SokyBook *
book_at (Stage stage)
{
  SokyBook *book = visitor_make_book (visitors[OWNER], "Giáo án", pdf);
  if (stage == DRAFT)
    return book;

  g_autoptr (SokyBook) draft = book;
  SokyBook *waiting = act (visitors[OWNER], draft,
                           "{\"action\":\"submit\",\"route\":["
                           "{\"order\":1,\"person_id\":\"gv-lan\",\"role\":\"teacher\","
                           "\"kind\":\"person\",\"require_cert\":false},"
                           "{\"order\":2,\"person_id\":\"tt-minh\",\"role\":\"group_head\","
                           "\"kind\":\"person\",\"require_cert\":false}]}");
  if (stage == WAITING)
    return waiting;
  g_autoptr (SokyBook) first = waiting;
  g_autoptr (SokyBook) second = act (visitors[OWNER], first, "{\"action\":\"approve\"}");
  SokyBook *approved = act (visitors[HEAD], second, "{\"action\":\"approve\"}");
  if (stage == APPROVED)
    return approved;
  g_autoptr (SokyBook) third = approved;
  return act (visitors[CHIEF], third, "{\"action\":\"publish\"}");
}

static guint
ask (Visitor *visitor, const Row *row, const SokyBook *book)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s%s", book->id, row->path);
  const Request request = {
      .type = row->file ? "application/pdf" : NULL,
      .text = row->body,
      .body = row->file ? pdf : NULL,
      .version = g_str_equal (row->method, "GET") ? 0 : book->version,
      .base = row->file ? "length=0" : NULL,
  };
  return visitor_send (visitor, row->method, path, &request)->status;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (SokyBook) book = book_at (row->stage);

  for (guint who = 0; who < N_VISITORS; who++) {
    if (row->status[who] == 0)
      continue;
    guint status = ask (visitors[who], row, book);
    if (status != row->status[who])
      g_error ("%s by %s: expected %u, got %u: %s", row->name, logins[who] ? logins[who] : "nobody",
               row->status[who], status, visitor_get_text (visitors[who]));
  }
}

/* Those for whom a change succeeds, each with a book of their own. */
static void
test_managers (void)
{
  static const int who[] = {ADMIN, CHIEF};

  for (guint i = 0; i < G_N_ELEMENTS (who); i++) {
    g_autoptr (SokyBook) approved = book_at (APPROVED);
    g_autoptr (SokyBook) published = act (visitors[who[i]], approved, "{\"action\":\"publish\"}");
    g_assert_cmpint (published->state, ==, SOKY_BOOK_PUBLISHED);
    g_autoptr (SokyBook) revoked =
        act (visitors[who[i]], published, "{\"action\":\"revoke\",\"reason\":\"Nhầm\"}");
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
      visitor_send (visitors[who], "GET", paths[i], NULL);
      visitor_assert (visitors[who], 401, "unauthenticated");
    }
  }
}

static void
test_public (void)
{
  visitor_send (visitors[NOBODY], "GET", "/api/v1/about", NULL);
  visitor_assert (visitors[NOBODY], 200, NULL);
  g_autoptr (SokyAbout) about =
      soky_about_from_json (visitor_get_text (visitors[NOBODY]), -1, NULL);
  g_assert_nonnull (about);
  g_assert_cmpstr (about->name, ==, "SoKy");
  g_assert_cmpint (about->max_pdf_bytes, ==, 100 * 1024 * 1024);

  const Answer *answer = visitor_send (visitors[NOBODY], "GET", "/api/v1/openapi.yaml", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (answer->body), >, 1000);
}

static void
test_session (void)
{
  visitor_send (visitors[OWNER], "GET", "/api/v1/session", NULL);
  visitor_assert (visitors[OWNER], 200, NULL);
  g_autoptr (SokySessionInfo) info =
      soky_session_info_from_json (visitor_get_text (visitors[OWNER]), -1, NULL);
  g_assert_nonnull (info);
  g_assert_null (info->token);
  g_assert_cmpstr (info->person->name, ==, "Nguyễn Thị Lan");
  g_assert_cmpuint (info->certificates->len, ==, 1);

  g_autoptr (Visitor) visitor = visitor_new_signed_in (server, "qt.huy");
  visitor_send (visitor, "DELETE", "/api/v1/session", NULL);
  visitor_assert (visitor, 204, NULL);
  visitor_send (visitor, "GET", "/api/v1/session", NULL);
  visitor_assert (visitor, 401, "unauthenticated");
}

static void
test_people (void)
{
  g_autoptr (GError) error = NULL;

  visitor_send (visitors[OWNER], "GET", "/api/v1/people?q=hanh%20le", NULL);
  g_autoptr (SokyPeoplePage) found =
      soky_people_page_from_json (visitor_get_text (visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->people->len, ==, 1);
  const SokyPerson *hanh = found->people->pdata[0];
  g_assert_cmpstr (hanh->name, ==, "Lê Thị Hồng Hạnh");
  g_assert_cmpstr (hanh->login, ==, "");

  visitor_send (visitors[OWNER], "GET", "/api/v1/people?role=teacher", NULL);
  g_autoptr (SokyPeoplePage) teachers =
      soky_people_page_from_json (visitor_get_text (visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (teachers->people->len, ==, 2);

  /* the other school sees its own people only */
  visitor_send (visitors[STRANGER], "GET", "/api/v1/people", NULL);
  g_autoptr (SokyPeoplePage) others =
      soky_people_page_from_json (visitor_get_text (visitors[STRANGER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (others->people->len, ==, 1);

  visitor_send (visitors[OWNER], "GET", "/api/v1/people?role=king", NULL);
  visitor_assert (visitors[OWNER], 422, "invalid-field");
  visitor_send (visitors[OWNER], "GET", "/api/v1/people?limit=0", NULL);
  visitor_assert (visitors[OWNER], 422, "invalid-field");
}

static void
test_people_pages (void)
{
  g_autofree char *cursor = g_strdup ("");
  guint seen = 0;

  while (cursor != NULL) {
    g_autofree char *path =
        g_strdup_printf ("/api/v1/people?limit=2%s%s", *cursor ? "&cursor=" : "", cursor);
    visitor_send (visitors[OWNER], "GET", path, NULL);
    g_autoptr (SokyPeoplePage) page =
        soky_people_page_from_json (visitor_get_text (visitors[OWNER]), -1, NULL);
    g_assert_nonnull (page);
    g_assert_cmpuint (page->people->len, <=, 2);
    seen += page->people->len;
    g_free (cursor);
    cursor = g_steal_pointer (&page->next_cursor);
  }
  g_assert_cmpuint (seen, ==, 5);
}

static void
test_school (void)
{
  g_autoptr (GError) error = NULL;

  visitor_send (visitors[OWNER], "GET", "/api/v1/school", NULL);
  g_autoptr (SokySchool) answer =
      soky_school_from_json (visitor_get_text (visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->unit->name, ==, "Trường THCS Hoa Sen");
  g_assert_cmpuint (g_strv_length (answer->classes), ==, 8);
  g_assert_cmpuint (answer->weeks->len, ==, 37);
  g_assert_cmpuint (((SokyWeek *) answer->weeks->pdata[2])->number, ==, 3);

  visitor_send (visitors[OWNER], "GET", "/api/v1/book-types", NULL);
  g_autoptr (GPtrArray) types =
      soky_wire_book_types_from_json (visitor_get_text (visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (types->len, ==, 13);
}

static SokyBookPage *
list (Visitor *visitor, const char *query)
{
  g_autofree char *path = g_strconcat ("/api/v1/books", query, NULL);
  g_autoptr (GError) error = NULL;

  visitor_send (visitor, "GET", path, NULL);
  visitor_assert (visitor, 200, NULL);
  SokyBookPage *page = soky_book_page_from_json (visitor_get_text (visitor), -1, &error);
  g_assert_no_error (error);
  return page;
}

static gboolean
page_has (const SokyBookPage *page, const SokyBook *book)
{
  for (guint i = 0; i < page->books->len; i++) {
    if (g_str_equal (((SokyBook *) page->books->pdata[i])->id, book->id))
      return TRUE;
  }
  return FALSE;
}

static void
test_views (void)
{
  g_autoptr (SokyBook) waiting = book_at (WAITING);
  g_autoptr (SokyBook) published = book_at (PUBLISHED);
  g_autoptr (SokyBookPage) outbox = list (visitors[OWNER], "?view=outbox&limit=200");
  g_autoptr (SokyBookPage) inbox = list (visitors[OWNER], "?view=inbox&limit=200");
  g_autoptr (SokyBookPage) not_yet = list (visitors[HEAD], "?view=inbox&limit=200");
  g_autoptr (SokyBookPage) open = list (visitors[CLERK], "?view=published&limit=200");
  g_autoptr (SokyBookPage) others = list (visitors[STRANGER], "?view=published");
  g_autoptr (SokyBookPage) of_others = list (visitors[STRANGER], "?view=outbox");

  g_assert_true (page_has (outbox, waiting));
  g_assert_true (page_has (outbox, published));
  g_assert_true (page_has (inbox, waiting));
  g_assert_false (page_has (inbox, published));
  g_assert_false (page_has (not_yet, waiting));
  g_assert_true (page_has (open, published));
  g_assert_false (page_has (open, waiting));
  g_assert_cmpuint (others->books->len + of_others->books->len, ==, 0);
  g_assert_cmpuint (others->published, ==, 0);
  g_assert_cmpuint (outbox->inbox, ==, inbox->books->len);

  g_autoptr (SokyBook) passed = act (visitors[OWNER], waiting, "{\"action\":\"approve\"}");
  g_autoptr (SokyBookPage) now = list (visitors[HEAD], "?view=inbox&limit=200");
  g_assert_true (page_has (now, waiting));
}

static void
test_search (void)
{
  g_autoptr (SokyBook) book =
      visitor_make_book (visitors[OWNER], "Thông tin và dữ liệu quanh ta", NULL);
  g_autoptr (SokyBookPage) folded = list (visitors[OWNER], "?q=du%20lieu%20THONG");
  g_autoptr (SokyBookPage) marked = list (visitors[OWNER], "?q=d%E1%BB%AF%20li%E1%BB%87u");
  g_autoptr (SokyBookPage) none = list (visitors[OWNER], "?q=qu%E1%BA%A3%20chu%E1%BB%91i");
  g_autoptr (SokyBookPage) drafts = list (visitors[OWNER], "?state=draft&q=quanh%20ta");
  g_autoptr (SokyBookPage) approved = list (visitors[OWNER], "?state=approved&q=quanh%20ta");

  g_assert_true (page_has (folded, book));
  g_assert_true (page_has (marked, book));
  g_assert_cmpuint (none->books->len, ==, 0);
  g_assert_true (page_has (drafts, book));
  g_assert_false (page_has (approved, book));
  visitor_send (visitors[OWNER], "GET", "/api/v1/books?view=all", NULL);
  visitor_assert (visitors[OWNER], 422, "invalid-field");
  visitor_send (visitors[OWNER], "GET", "/api/v1/books?state=lost", NULL);
  visitor_assert (visitors[OWNER], 422, "invalid-field");
}

static void
test_pages (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = g_strdup ("");
  guint total = 0;

  for (guint i = 0; i < 5; i++)
    soky_book_unref (visitor_make_book (visitors[OWNER], "Để lật trang", NULL));
  while (cursor != NULL) {
    g_autofree char *query = g_strdup_printf ("?limit=2%s%s", *cursor ? "&cursor=" : "", cursor);
    g_autoptr (SokyBookPage) page = list (visitors[OWNER], query);
    for (guint i = 0; i < page->books->len; i++)
      g_assert_true (g_hash_table_add (seen, g_strdup (((SokyBook *) page->books->pdata[i])->id)));
    total = page->outbox;
    g_free (cursor);
    cursor = g_steal_pointer (&page->next_cursor);
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, total);
  g_assert_cmpuint (total, >=, 5);
}

static void
test_create (void)
{
  const Request not_json = {.text = "{\"title\":"};
  const Request no_type = {.text = "{\"type_id\":\"unknown\",\"title\":\"A\",\"school_year\":"
                                   "\"2026-2027\",\"period\":\"week-01\"}"};
  const Request wrong_media = {.text = "{}", .type = "text/plain"};

  visitor_send (visitors[OWNER], "POST", "/api/v1/books", &not_json);
  visitor_assert (visitors[OWNER], 400, "malformed");
  visitor_send (visitors[OWNER], "POST", "/api/v1/books", &no_type);
  visitor_assert (visitors[OWNER], 404, "not-found");
  visitor_send (visitors[OWNER], "POST", "/api/v1/books", &wrong_media);
  visitor_assert (visitors[OWNER], 415, "unsupported-media-type");
  /* a clerk writes no lesson plans */
  const Request plan = {.text = "{\"type_id\":\"lesson_plan\",\"title\":\"A\",\"school_year\":"
                                "\"2026-2027\",\"period\":\"week-01\",\"class\":\"6A\","
                                "\"subject\":\"Toán\"}"};
  visitor_send (visitors[CLERK], "POST", "/api/v1/books", &plan);
  visitor_assert (visitors[CLERK], 403, "not-permitted");
}

static void
test_versions (void)
{
  g_autoptr (SokyBook) book = visitor_make_book (visitors[OWNER], "Phiên bản", NULL);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", book->id);
  const Request edit = {.text = "{\"title\":\"Một\"}", .version = book->version};
  const Request blind = {.text = "{\"title\":\"Hai\"}"};

  g_assert_cmpstr (visitor_send (visitors[OWNER], "GET", path, NULL)->etag, ==, "\"1\"");
  const Request unchanged = {.name = "If-None-Match", .value = "\"1\""};
  g_assert_cmpuint (visitor_send (visitors[OWNER], "GET", path, &unchanged)->status, ==, 304);
  visitor_send (visitors[OWNER], "PATCH", path, &edit);
  visitor_assert (visitors[OWNER], 200, NULL);
  visitor_send (visitors[OWNER], "PATCH", path, &edit);
  visitor_assert (visitors[OWNER], 412, "version");
  visitor_send (visitors[OWNER], "PATCH", path, &blind);
  visitor_assert (visitors[OWNER], 428, "precondition-required");
}

static void
test_repeated (void)
{
  const Request create = {.text = "{\"type_id\":\"duty_log\",\"title\":\"Độc nhất vô nhị\","
                                  "\"school_year\":\"2026-2027\",\"period\":\"week-02\"}",
                          .key = "only-once"};
  const Request other = {.text = "{\"type_id\":\"duty_log\",\"title\":\"Khác\","
                                 "\"school_year\":\"2026-2027\",\"period\":\"week-02\"}",
                         .key = "only-once"};
  const Request keyless = {.text = create.text, .key = ""};

  visitor_send (visitors[OWNER], "POST", "/api/v1/books", &create);
  visitor_assert (visitors[OWNER], 201, NULL);
  g_autofree char *first = g_strdup (visitor_get_text (visitors[OWNER]));
  g_autofree char *location = g_strdup (g_hash_table_lookup (
      visitor_send (visitors[OWNER], "POST", "/api/v1/books", &create)->headers, "location"));
  visitor_assert (visitors[OWNER], 201, NULL);
  g_assert_cmpstr (visitor_get_text (visitors[OWNER]), ==, first);
  g_assert_true (g_str_has_prefix (location, "/api/v1/books/"));
  g_autoptr (SokyBookPage) page = list (visitors[OWNER], "?q=vo%20nhi");
  g_assert_cmpuint (page->books->len, ==, 1);

  visitor_send (visitors[OWNER], "POST", "/api/v1/books", &other);
  visitor_assert (visitors[OWNER], 422, "idempotency-key-reused");
  visitor_send (visitors[OWNER], "POST", "/api/v1/books", &keyless);
  visitor_assert (visitors[OWNER], 428, "precondition-required");
  /* keys are a person's own */
  visitor_send (visitors[HEAD], "POST", "/api/v1/books", &other);
  visitor_assert (visitors[HEAD], 201, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  school = school_new ();
  server = fixture_server_new (school->folder);
  pdf = document_make (DOCUMENT_STREAM, 1);
  for (guint i = 0; i < N_VISITORS; i++)
    visitors[i] = logins[i] ? visitor_new_signed_in (server, logins[i]) : visitor_new (server);
  visitor_set_token (visitors[FORGER], "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/server/endpoints/who/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/server/endpoints/managers", test_managers);
  g_test_add_func ("/server/endpoints/needs-session", test_needs_session);
  g_test_add_func ("/server/endpoints/public", test_public);
  g_test_add_func ("/server/endpoints/session", test_session);
  g_test_add_func ("/server/endpoints/people", test_people);
  g_test_add_func ("/server/endpoints/people-pages", test_people_pages);
  g_test_add_func ("/server/endpoints/school", test_school);
  g_test_add_func ("/server/endpoints/views", test_views);
  g_test_add_func ("/server/endpoints/search", test_search);
  g_test_add_func ("/server/endpoints/pages", test_pages);
  g_test_add_func ("/server/endpoints/create", test_create);
  g_test_add_func ("/server/endpoints/versions", test_versions);
  g_test_add_func ("/server/endpoints/repeated", test_repeated);
  int status = g_test_run ();

  for (guint i = 0; i < N_VISITORS; i++)
    visitor_free (visitors[i]);
  fixture_server_free (server);
  school_free (school);
  g_bytes_unref (pdf);
  return status;
}
