/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"
#include "fixture.h"

#include "documents.h"
#include "server/audit.h"
#include "server/store/reviews.h"
#include "wire/book.h"
#include "wire/comment.h"
#include "wire/delegation.h"

#include <string.h>

/* Delegation and comments over HTTPS against the real server, and by its command line. */

#define DELEGATIONS "/api/v1/delegations"
#define WARRANT                                                                                    \
  "{\"kind\":\"tuq\",\"giver_id\":\"ht-hanh\",\"office\":\"principal\","                           \
  "\"receiver_id\":\"tt-minh\",\"first_day\":\"2020-01-01\",\"last_day\":\"2099-12-31\","          \
  "\"note\":\"12/UQ-THCS\"}"

static Cast *cast;

static void
post (guint who, const char *path, const char *text, guint status, const char *code)
{
  const Request request = {.text = text};

  visitor_send (cast->visitors[who], "POST", path, &request);
  visitor_assert (cast->visitors[who], status, code);
}

static SokyDelegationRecord *
get_delegation (guint who)
{
  g_autoptr (GError) error = NULL;
  SokyDelegationRecord *record =
      soky_wire_delegation_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  return record;
}

static void
withdraw (const char *id)
{
  g_autofree char *path = g_strdup_printf (DELEGATIONS "/%s/revoke", id);
  post (ADMIN, path, NULL, 200, "");
}

static guint
count_delegations (guint who, const char *path)
{
  g_autoptr (GError) error = NULL;

  visitor_send (cast->visitors[who], "GET", path, NULL);
  visitor_assert (cast->visitors[who], 200, "");
  g_autoptr (GPtrArray) list =
      soky_wire_delegations_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  return list->len;
}

/* What waits for a person: in the list, and by the count. */
static guint
count_inbox (guint who)
{
  visitor_send (cast->visitors[who], "GET", "/api/v1/books?view=inbox&limit=200", NULL);
  visitor_assert (cast->visitors[who], 200, "");
  g_autoptr (SokyBookPage) page =
      soky_book_page_from_json (visitor_get_text (cast->visitors[who]), -1, NULL);
  g_assert_cmpuint (page->books->len, ==, page->inbox);
  return page->inbox;
}

static void
test_who_delegates (void)
{
  static const char *const refused = "{\"kind\":\"q\",\"giver_id\":\"ht-hanh\",\"office\":"
                                     "\"principal\",\"receiver_id\":\"tt-minh\","
                                     "\"first_day\":\"2020-01-01\"}";

  post (NOBODY, DELEGATIONS, WARRANT, 401, "unauthenticated");
  post (FORGER, DELEGATIONS, WARRANT, 401, "unauthenticated");
  /* of another school: as if the people did not exist */
  post (STRANGER, DELEGATIONS, WARRANT, 422, "delegation-person");
  g_autofree char *unknown = g_strdup (visitor_get_text (cast->visitors[STRANGER]));
  post (STRANGER, DELEGATIONS,
        "{\"kind\":\"tuq\",\"giver_id\":\"nobody\",\"office\":\"principal\","
        "\"receiver_id\":\"nobody\",\"first_day\":\"2020-01-01\"}",
        422, "delegation-person");
  g_assert_cmpstr (unknown, ==, visitor_get_text (cast->visitors[STRANGER]));
  post (OWNER, DELEGATIONS, WARRANT, 403, "not-permitted");
  post (HEAD, DELEGATIONS, WARRANT, 403, "not-permitted");
  post (CLERK, DELEGATIONS, WARRANT, 403, "not-permitted");
  post (CHIEF, DELEGATIONS, refused, 403, "not-permitted");
  post (CHIEF, DELEGATIONS, "{}", 422, "invalid-field");
  post (CHIEF, DELEGATIONS, "{\"kind\":\"none\"}", 422, "invalid-field");
  post (CHIEF, DELEGATIONS, WARRANT, 201, "");
  g_autoptr (SokyDelegationRecord) record = get_delegation (CHIEF);
  g_assert_cmpstr (record->giver_name, ==, "Lê Thị Hồng Hạnh");
  g_assert_cmpstr (record->office_title, ==, "Hiệu trưởng");
  g_assert_cmpstr (record->receiver_title, ==, "Tổ trưởng");
  g_assert_cmpstr (record->maker_id, ==, "ht-hanh");
  post (ADMIN, DELEGATIONS, WARRANT, 409, "delegation-overlap");
  withdraw (record->id);
}

static void
test_list_and_revoke (void)
{
  post (ADMIN, DELEGATIONS, WARRANT, 201, "");
  g_autoptr (SokyDelegationRecord) record = get_delegation (ADMIN);
  g_autofree char *path = g_strdup_printf (DELEGATIONS "/%s/revoke", record->id);
  guint all = count_delegations (ADMIN, DELEGATIONS);

  g_assert_cmpuint (count_delegations (CHIEF, DELEGATIONS "?view=school"), ==, all);
  g_assert_cmpuint (count_delegations (HEAD, DELEGATIONS), ==, all);
  g_assert_cmpuint (count_delegations (HEAD, DELEGATIONS "?view=received"), ==, 1);
  g_assert_cmpuint (count_delegations (CHIEF, DELEGATIONS "?view=received"), ==, 0);
  g_assert_cmpuint (count_delegations (OWNER, DELEGATIONS), ==, 0);
  g_assert_cmpuint (count_delegations (STRANGER, DELEGATIONS), ==, 0);
  visitor_send (cast->visitors[OWNER], "GET", DELEGATIONS "?view=all", NULL);
  visitor_assert (cast->visitors[OWNER], 422, "invalid-field");

  post (NOBODY, path, NULL, 401, "unauthenticated");
  post (STRANGER, path, NULL, 404, "not-found");
  post (OWNER, path, NULL, 404, "not-found");
  post (HEAD, path, NULL, 403, "not-permitted");
  post (CHIEF, path, NULL, 200, "");
  post (CHIEF, path, NULL, 409, "delegation-ended");
  post (CHIEF, DELEGATIONS "/no-such/revoke", NULL, 404, "not-found");
  g_assert_cmpuint (count_delegations (HEAD, DELEGATIONS "?view=received"), ==, 0);
}

static SokyBook *
make_book_for_chief (void)
{
  g_autoptr (SokyBook) draft = visitor_make_book (cast->visitors[OWNER], "Ủy quyền", cast->pdf);
  return cast_act (cast, OWNER, draft,
                   "{\"action\":\"submit\",\"route\":[{\"order\":1,\"person_id\":\"ht-hanh\","
                   "\"role\":\"principal\",\"kind\":\"person\",\"require_cert\":true}]}");
}

/* Signs as whoever; the certificate is @login's. */
static const Answer *
sign (guint who, const SokyBook *book, const char *login)
{
  g_autoptr (GBytes) head = visitor_download (cast->visitors[OWNER], book);
  g_autoptr (GBytes) whole = school_sign (cast->school, login, head);
  return visitor_upload (cast->visitors[who], book, whole, NULL);
}

static void
test_decide (void)
{
  g_autoptr (SokyBook) book = make_book_for_chief ();
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", book->id);
  guint before = count_inbox (HEAD), chief = count_inbox (CHIEF);

  /* the head of the group reads it; without a delegation he does not decide */
  sign (HEAD, book, "tt.minh");
  visitor_assert (cast->visitors[HEAD], 403, "not-in-route");
  post (CHIEF, DELEGATIONS, WARRANT, 201, "");
  g_autoptr (SokyDelegationRecord) record = get_delegation (CHIEF);
  g_assert_cmpuint (count_inbox (HEAD), ==, before + 1);
  g_assert_cmpuint (count_inbox (CHIEF), ==, chief);
  visitor_send (cast->visitors[HEAD], "GET", path, NULL);
  visitor_assert (cast->visitors[HEAD], 200, "");

  /* neither with the principal's certificate, nor without one */
  sign (HEAD, book, "ht.hanh");
  visitor_assert (cast->visitors[HEAD], 422, "certificate-not-enrolled");
  sign (HEAD, book, "tt.minh");
  visitor_assert (cast->visitors[HEAD], 201, NULL);
  g_autoptr (SokyBook) after = visitor_get_book (cast->visitors[HEAD]);
  g_assert_cmpint (after->state, ==, SOKY_BOOK_APPROVED);
  const SokyRound *round = after->rounds->pdata[0];
  const SokyStep *step = round->steps->pdata[0];
  g_assert_cmpstr (step->person_id, ==, "ht-hanh");
  g_assert_cmpstr (step->stand_in->person_id, ==, "tt-minh");
  g_assert_cmpstr (step->stand_in->delegation_id, ==, record->id);
  g_assert_cmpint (step->stand_in->kind, ==, SOKY_DELEGATION_WARRANT);
  g_assert_cmpstr (step->certificate->person_id, ==, "tt-minh");
  g_assert_cmpuint (count_inbox (HEAD), ==, before);
  g_assert_cmpuint (count_inbox (CHIEF), ==, chief - 1);

  /* who decided goes on reading it when it is over; and what comes now is not his */
  withdraw (record->id);
  visitor_send (cast->visitors[HEAD], "GET", path, NULL);
  visitor_assert (cast->visitors[HEAD], 200, "");
  g_autoptr (SokyBook) next = make_book_for_chief ();
  g_assert_cmpuint (count_inbox (HEAD), ==, before);
  sign (HEAD, next, "tt.minh");
  visitor_assert (cast->visitors[HEAD], 403, "not-in-route");
}

static void
test_types (void)
{
  g_autoptr (SokyBook) book = make_book_for_chief ();
  guint before = count_inbox (HEAD);
  static const char *const limited =
      "{\"kind\":\"tl\",\"giver_id\":\"ht-hanh\",\"office\":\"principal\",\"receiver_id\":"
      "\"tt-minh\",\"first_day\":\"2020-01-01\",\"type_ids\":[\"%s\"]}";

  g_autofree char *unknown = g_strdup_printf (limited, "no_such");
  post (CHIEF, DELEGATIONS, unknown, 422, "invalid-field");
  g_autofree char *other = g_strdup_printf (limited, "teaching_schedule");
  post (CHIEF, DELEGATIONS, other, 201, "");
  g_autoptr (SokyDelegationRecord) first = get_delegation (CHIEF);
  g_assert_cmpuint (count_inbox (HEAD), ==, before);
  g_autofree char *plans = g_strdup_printf (limited, "lesson_plan");
  post (CHIEF, DELEGATIONS, plans, 201, "");
  g_autoptr (SokyDelegationRecord) second = get_delegation (CHIEF);
  g_assert_cmpuint (count_inbox (HEAD), ==, before + count_inbox (CHIEF));
  withdraw (first->id);
  withdraw (second->id);
}

static GPtrArray *
get_comments (guint who, const SokyBook *book)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/comments", book->id);
  g_autoptr (GError) error = NULL;

  visitor_send (cast->visitors[who], "GET", path, NULL);
  visitor_assert (cast->visitors[who], 200, "");
  GPtrArray *list =
      soky_wire_comments_from_json (visitor_get_text (cast->visitors[who]), -1, &error);
  g_assert_no_error (error);
  return list;
}

#define COMMENT                                                                                    \
  "{\"text\":\"Thiếu mục tiêu\",\"revision\":0,\"page\":1,"                                   \
  "\"place\":{\"left\":1000,\"top\":2000,\"right\":5000,\"bottom\":2500}}"

static void
test_who_comments (void)
{
  static const struct {
    Stage stage;
    guint get[N_VISITORS], post[N_VISITORS];
  } rows[] = {
      {DRAFT, {401, 401, 404, 404, 404, 404, 404, 200}, {401, 401, 404, 404, 404, 404, 404, 409}},
      {WAITING, {401, 401, 404, 404, 200, 200, 200, 200}, {401, 401, 404, 404, 403, 201, 403, 201}},
      {APPROVED,
       {401, 401, 404, 404, 200, 200, 200, 200},
       {401, 401, 404, 404, 409, 409, 409, 409}},
      {PUBLISHED,
       {401, 401, 404, 403, 200, 200, 200, 200},
       {401, 401, 404, 409, 409, 409, 409, 409}},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SokyBook) book = cast_make_book (cast, rows[i].stage);
    g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/comments", book->id);
    for (guint who = 0; who < N_VISITORS; who++) {
      g_test_message ("%u: %s", i, cast_get_login (who));
      visitor_send (cast->visitors[who], "GET", path, NULL);
      visitor_assert (cast->visitors[who], rows[i].get[who], NULL);
      post (who, path, COMMENT, rows[i].post[who], NULL);
    }
  }
}

static void
test_comments (void)
{
  g_autoptr (SokyBook) book = cast_make_book (cast, WAITING);
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/comments", book->id);
  g_autofree char *resolve = g_strconcat (path, "/1/resolve", NULL);
  const Request once = {.text = COMMENT, .key = "comment-once"};

  for (guint i = 0; i < 2; i++) {
    visitor_send (cast->visitors[HEAD], "POST", path, &once);
    visitor_assert (cast->visitors[HEAD], 201, "");
  }
  post (OWNER, path, "{\"text\":\"Em sửa ạ\"}", 201, "");
  post (OWNER, path, "{\"text\":\" \"}", 422, "comment-empty");
  post (OWNER, path, "{\"text\":\"x\",\"page\":99,\"place\":{\"right\":1,\"bottom\":1}}", 422,
        NULL);
  g_autoptr (GPtrArray) list = get_comments (CHIEF, book);
  g_assert_cmpuint (list->len, ==, 2);
  const SokyComment *first = list->pdata[0];
  g_assert_cmpstr (first->text, ==, "Thiếu mục tiêu");
  g_assert_cmpstr (first->author_name, ==, "Trần Văn Minh");
  g_assert_cmpint (first->place.right, ==, 5000);
  g_assert_cmpint (first->resolved_us, ==, 0);

  /* it changes nothing of the book: whoever was about to sign may */
  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/books?view=outbox&limit=1", NULL);
  g_autoptr (SokyBookPage) page =
      soky_book_page_from_json (visitor_get_text (cast->visitors[OWNER]), -1, NULL);
  g_assert_cmpuint (((SokyBook *) page->books->pdata[0])->version, ==, book->version);

  post (STRANGER, resolve, NULL, 404, "not-found");
  post (CHIEF, resolve, NULL, 403, "not-permitted");
  post (OWNER, resolve, NULL, 200, "");
  post (HEAD, resolve, NULL, 409, "wrong-state");
  g_autofree char *none = g_strconcat (path, "/9/resolve", NULL);
  post (OWNER, none, NULL, 404, "not-found");
  g_autoptr (GPtrArray) again = get_comments (HEAD, book);
  g_assert_cmpstr (((SokyComment *) again->pdata[0])->resolver_name, ==, "Nguyễn Thị Lan");
}

/* What is to be mended goes with the return, and is there in the next round. */
static void
test_return (void)
{
  g_autoptr (SokyBook) book = cast_make_book (cast, WAITING);
  static const char *const bad =
      "{\"action\":\"return\",\"reason\":\"Sửa\",\"marks\":[" COMMENT ",{\"text\":\"\"}]}";
  static const char *const good = "{\"action\":\"return\",\"reason\":\"Sửa\",\"marks\":[" COMMENT
                                  ",{\"text\":\"Lỗi chính tả\"}]}";
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", book->id);
  const Request refused = {.text = bad, .version = book->version};

  visitor_send (cast->visitors[OWNER], "POST", path, &refused);
  visitor_assert (cast->visitors[OWNER], 422, "comment-empty");
  g_autoptr (GPtrArray) nothing = get_comments (OWNER, book);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_autoptr (SokyBook) returned = cast_act (cast, OWNER, book, good);
  g_assert_cmpint (returned->state, ==, SOKY_BOOK_RETURNED);
  g_autoptr (SokyBook) second =
      cast_act (cast, OWNER, returned,
                "{\"action\":\"submit\",\"route\":[{\"order\":1,\"person_id\":\"tt-minh\",\"role\":"
                "\"group_head\",\"kind\":\"person\",\"require_cert\":false}]}");
  g_autofree char *comments = g_strdup_printf ("/api/v1/books/%s/comments", book->id);
  post (HEAD, comments, "{\"text\":\"Còn lỗi\"}", 201, "");
  g_autoptr (GPtrArray) list = get_comments (HEAD, second);
  g_assert_cmpuint (list->len, ==, 3);
  const SokyComment *mark = list->pdata[1], *fresh = list->pdata[2];
  g_assert_true (mark->returned);
  g_assert_cmpuint (mark->round, ==, 1);
  g_assert_false (fresh->returned);
  g_assert_cmpuint (fresh->round, ==, 2);
}

static void
test_audit (void)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyService) service = school_open (cast->school);
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, &error);
  guint64 count = 0;

  g_assert_no_error (error);
  g_assert_true (soky_audit_verify (tx, &count, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count, >, 10);
}

static void
test_command (void)
{
  g_autoptr (School) school = school_new ();
  g_autofree char *added = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *revoked = NULL;
  const char *folder = school->folder;

  g_assert_cmpint (fixture_server_command (&added, NULL, "delegation", "--state", folder, "add",
                                           "--kind", "tuq", "--from", "ht.hanh", "--to", "tt.minh",
                                           "--first", "2020-01-01", "--last", "2099-12-31",
                                           "--note", "12/UQ", "--type", "lesson_plan", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (added, "\tin_force\ttuq\tLê Thị Hồng Hạnh\tTrần Văn Minh\t2020-01-01"));
  g_auto (GStrv) columns = g_strsplit (added, "\t", 2);
  g_assert_cmpint (fixture_server_command (&revoked, NULL, "delegation", "--state", folder,
                                           "revoke", columns[0], NULL),
                   ==, 0);
  g_assert_cmpint (
      fixture_server_command (&listed, NULL, "delegation", "--state", folder, "list", NULL), ==, 0);
  g_assert_nonnull (strstr (listed, "\trevoked\ttuq\t"));

  char *ignored[4] = {0};
  g_assert_cmpint (fixture_server_command (&ignored[0], NULL, "delegation", "--state", folder,
                                           "add", "--kind", "tuq", "--from", "ht.hanh", "--to",
                                           "tt.minh", NULL),
                   ==, 1);
  g_assert_cmpint (fixture_server_command (&ignored[1], NULL, "delegation", "--state", folder,
                                           "add", "--kind", "kt", "--from", "no.body", "--to",
                                           "tt.minh", NULL),
                   ==, 1);
  g_assert_cmpint (fixture_server_command (&ignored[2], NULL, "delegation", "--state", folder,
                                           "revoke", columns[0], NULL),
                   ==, 1);
  g_assert_cmpint (
      fixture_server_command (&ignored[3], NULL, "delegation", "--state", folder, "frob", NULL), ==,
      2);
  for (guint i = 0; i < G_N_ELEMENTS (ignored); i++)
    g_free (ignored[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();
  g_test_add_func ("/reviews/who-delegates", test_who_delegates);
  g_test_add_func ("/reviews/list-and-revoke", test_list_and_revoke);
  g_test_add_func ("/reviews/decide", test_decide);
  g_test_add_func ("/reviews/types", test_types);
  g_test_add_func ("/reviews/who-comments", test_who_comments);
  g_test_add_func ("/reviews/comments", test_comments);
  g_test_add_func ("/reviews/return", test_return);
  g_test_add_func ("/reviews/audit", test_audit);
  g_test_add_func ("/reviews/command", test_command);
  int status = g_test_run ();
  cast_free (cast);
  return status;
}
