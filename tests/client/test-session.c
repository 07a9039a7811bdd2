/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"

#include "client/error.h"
#include "wire/error.h"

/* Sessions and lists, against the real server. */

#define PAGE 50 /* of the server, when no limit is asked for */

static FixtureServer *server;

static Desk *
desk_at (const char *login)
{
  return desk_new (server, fixture_server_get_url (server), login);
}

static void
test_sign_in_and_out (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  SokyPerson *person = soky_session_get_person (desk->session);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (person->name, ==, "Nguyễn Thị Lan");
  const SokyEnrolment *enrolment =
      g_ptr_array_index (soky_session_get_info (desk->session)->certificates, 0);
  g_assert_true (soky_session_has_certificate (desk->session, enrolment->fingerprint));
  g_assert_false (soky_session_has_certificate (desk->session, "00"));

  soky_session_sign_out (desk->session);
  g_assert_null (soky_session_get_person (desk->session));
  g_assert_false (soky_session_has_certificate (desk->session, "00"));
  g_autoptr (SokyBookPage) page = desk_list (desk, "outbox", NULL, NULL, &error);
  g_assert_null (page);
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED);
  desk_settle ();
}

static void
test_wrong_password (void)
{
  g_autoptr (Desk) desk = desk_at (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (desk_sign_in (desk, "qt.huy", "wrong", &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_WRONG_PASSWORD);
  g_assert_null (soky_session_get_info (desk->session));
  g_clear_error (&error);
  g_assert_true (desk_sign_in (desk, "qt.huy", FIXTURE_PASSWORD, &error));
}

static void
count_cb (guint *count)
{
  ++*count;
}

/* Somebody signs out elsewhere, with the same token. */
static void
test_ended (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_autoptr (Desk) other = desk_at (NULL);
  g_autoptr (GError) error = NULL;
  guint ended = 0;

  g_signal_connect_swapped (desk->session, "ended", G_CALLBACK (count_cb), &ended);
  soky_connection_set_token (other->connection, soky_session_get_info (desk->session)->token);
  SokyRequest *request = soky_request_new ("DELETE", "/session");
  g_auto (Reply) reply = {NULL};
  soky_connection_send_async (other->connection, request, NULL, reply_cb, &reply);
  g_autoptr (SokyResponse) response =
      soky_connection_send_finish (other->connection, reply_wait (&reply), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 204);

  g_autoptr (SokyBookPage) page = desk_list (desk, "outbox", NULL, NULL, &error);
  g_assert_null (page);
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED);
  g_assert_cmpuint (ended, ==, 1);
  g_assert_null (soky_session_get_person (desk->session));

  g_clear_error (&error);
  g_assert_true (desk_sign_in (desk, "gv.lan", FIXTURE_PASSWORD, &error));
  g_assert_cmpuint (ended, ==, 1);
}

/* An answer to what was asked in an earlier session does not end the present one. */
static void
test_late_refusal (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_auto (Reply) late = {NULL};
  g_autoptr (GError) error = NULL;
  guint ended = 0;

  g_signal_connect_swapped (desk->session, "ended", G_CALLBACK (count_cb), &ended);
  soky_session_sign_out (desk->session);
  soky_session_list_books_async (desk->session, "outbox", NULL, NULL, NULL, reply_cb, &late);
  g_assert_true (desk_sign_in (desk, "gv.lan", FIXTURE_PASSWORD, &error));
  g_assert_null (soky_session_list_books_finish (desk->session, reply_wait (&late), &error));
  g_assert_error (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_UNAUTHENTICATED);
  g_assert_nonnull (soky_session_get_person (desk->session));
  g_assert_cmpuint (ended, ==, 0);
}

static void
test_school (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_auto (Reply) reply = {NULL};
  g_auto (Reply) types_reply = {NULL};
  g_auto (Reply) people_reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_load_school_async (desk->session, NULL, reply_cb, &reply);
  soky_session_load_book_types_async (desk->session, NULL, reply_cb, &types_reply);
  soky_session_find_people_async (desk->session, "hạnh", NULL, reply_cb, &people_reply);
  g_autoptr (SokySchool) school =
      soky_session_load_school_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (school->unit->name, ==, "Trường THCS Hoa Sen");
  g_autoptr (GPtrArray) types =
      soky_session_load_book_types_finish (desk->session, reply_wait (&types_reply), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (types->len, >, 5);
  g_autoptr (SokyPeoplePage) people =
      soky_session_find_people_finish (desk->session, reply_wait (&people_reply), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->people->len, ==, 1);
  g_assert_cmpstr (((SokyPerson *) people->people->pdata[0])->id, ==, "ht-hanh");
}

static void
note_titles (const SokyBookPage *page, GHashTable *titles)
{
  for (guint i = 0; i < page->books->len; i++) {
    const SokyBook *book = page->books->pdata[i];
    if (g_str_has_prefix (book->fields.title, "Trang "))
      g_assert_true (g_hash_table_add (titles, g_strdup (book->fields.title)));
  }
}

/* More books than a page holds: each is on one page only. */
static void
test_paging (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < PAGE + 5; i++) {
    g_autofree char *title = g_strdup_printf ("Trang %u", i);
    g_autoptr (SokyBook) book = desk_create (desk, title, &error);
    g_assert_no_error (error);
  }
  guint pages = 0;
  do {
    g_autoptr (SokyBookPage) page = desk_list (desk, "outbox", NULL, cursor, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (page->books->len, <=, PAGE);
    g_assert_cmpuint (page->outbox, >=, PAGE + 5);
    note_titles (page, titles);
    g_free (cursor);
    cursor = g_steal_pointer (&page->next_cursor);
    pages++;
  } while (cursor != NULL);
  g_assert_cmpuint (pages, ==, 2);
  g_assert_cmpuint (g_hash_table_size (titles), ==, PAGE + 5);
}

static void
test_search (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = desk_create (desk, "Bài 50% & hơn nữa", &error);
  g_assert_no_error (error);

  static const char *const queries[] = {"50% & hơn", "hon nua", "BÀI 50%"};
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (SokyBookPage) found = desk_list (desk, "outbox", queries[i], NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (found->books->len, ==, 1);
    g_assert_cmpstr (((SokyBook *) found->books->pdata[0])->id, ==, book->id);
  }
  g_autoptr (SokyBookPage) none = desk_list (desk, "outbox", "không có quyển này", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->books->len, ==, 0);
}

/* The server comes back after it was away; the session goes on. */
static void
test_restart (void)
{
  g_autoptr (Desk) desk = desk_at ("gv.lan");
  g_autoptr (GError) error = NULL;

  fixture_server_kill (server);
  g_autoptr (SokyBookPage) page = desk_list (desk, "outbox", NULL, NULL, &error);
  g_assert_null (page);
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE);
  g_assert_nonnull (soky_session_get_person (desk->session));
  g_clear_error (&error);
  fixture_server_start (server);

  g_autoptr (Desk) again = desk_at (NULL);
  soky_connection_set_token (again->connection, soky_session_get_info (desk->session)->token);
  g_autoptr (SokyBookPage) back = desk_list (again, "outbox", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->books->len, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/session/sign-in-and-out", test_sign_in_and_out);
  g_test_add_func ("/session/wrong-password", test_wrong_password);
  g_test_add_func ("/session/ended", test_ended);
  g_test_add_func ("/session/late-refusal", test_late_refusal);
  g_test_add_func ("/session/school", test_school);
  g_test_add_func ("/session/paging", test_paging);
  g_test_add_func ("/session/search", test_search);
  g_test_add_func ("/session/restart", test_restart);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
