/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "fixture.h"

#include "client/error.h"
#include "client/session-reports.h"

#include <glib/gstdio.h>

/* What was seen once with a network opens without one. */

static FixtureServer *server;

typedef struct {
  char *folder; /* of the library */
  SokyBook *book;
} Shelf;

static void
look_at_everything (Desk *lan, SokyBook *book)
{
  g_autoptr (GError) error = NULL;
  g_auto (Reply) school = {NULL};

  desk_look_up (lan);
  soky_session_load_school_async (lan->session, NULL, reply_cb, &school);
  soky_school_free (soky_session_load_school_finish (lan->session, reply_wait (&school), &error));
  g_autoptr (SokyBookPage) page = desk_list (lan, "outbox", NULL, NULL, &error);
  g_autoptr (SokyBook) whole = desk_get (lan, book->id, &error);
  g_autofree char *head = desk_fetch (lan, whole, -1, &error);
  g_autofree char *first = desk_fetch (lan, whole, 0, &error);
  g_assert_no_error (error);
}

/* A day with a network: a book with a signature is made and read. */
static void
set_up (Shelf *self, gconstpointer data)
{
  g_autofree char *root = fixture_make_folder ();
  self->folder = g_build_filename (root, "library", NULL);
  g_autoptr (Desk) lan = desk_new (server, fixture_server_get_url (server), "gv.lan");

  desk_keep (lan, self->folder);
  g_autoptr (SokyBook) draft = desk_make_book (lan, "Giáo án tuần 3", 3);
  g_autoptr (SokyBook) submitted = desk_submit (lan, draft);
  self->book = desk_sign_book (lan, server, "gv.lan", submitted);
  look_at_everything (lan, self->book);
  desk_settle ();
}

static void
tear_down (Shelf *self, gconstpointer data)
{
  fixture_remove_folder (g_path_get_dirname (self->folder));
  g_free (self->folder);
  soky_book_unref (self->book);
}

static void
test_lists (Shelf *shelf, gconstpointer data)
{
  g_autoptr (Desk) lan = desk_new_offline (shelf->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookPage) all = desk_list (lan, "outbox", NULL, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (soky_session_is_offline (lan->session));
  g_assert_cmpuint (all->outbox, >=, 1);
  g_assert_cmpuint (all->books->len, >=, 1);
  g_autoptr (SokyBookPage) found = desk_list (lan, "outbox", "giao an TUAN 3", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->books->len, >=, 1);
  g_autoptr (SokyBookPage) none = desk_list (lan, "outbox", "không có gì", NULL, &error);
  g_assert_cmpuint (none->books->len, ==, 0);
  g_autoptr (SokyBookPage) inbox = desk_list (lan, "inbox", NULL, NULL, &error);
  g_assert_no_error (error);
}

static SokyBookPage *
search (Desk *desk, const SokyBookFilter *filter, const char *query, const char *cursor,
        guint limit)
{
  const SokyBookSearch search = {SOKY_BOOK_VIEW_OUTBOX, filter, query, cursor, limit};
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  soky_session_search_books_async (desk->session, &search, NULL, reply_cb, &reply);
  SokyBookPage *page = soky_session_list_books_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  return page;
}

static void
assert_same_books (const SokyBookPage *a, const SokyBookPage *b)
{
  g_assert_cmpuint (a->books->len, ==, b->books->len);
  for (guint i = 0; i < a->books->len; i++)
    g_assert_cmpstr (((SokyBook *) a->books->pdata[i])->id, ==,
                     ((SokyBook *) b->books->pdata[i])->id);
}

/* Filters and orders give the same without a network as the server gave. */
static void
test_filters (Shelf *shelf, gconstpointer data)
{
  const SokyBookFilter questions[] = {
      {.state = SOKY_BOOK_IN_REVIEW, .sort = SOKY_BOOK_SORT_TITLE},
      {.state = SOKY_BOOK_DRAFT, .sort = SOKY_BOOK_SORT_UPDATED, .descending = TRUE},
      {.state = SOKY_N_BOOK_STATES, .sort = SOKY_BOOK_SORT_TITLE, .descending = TRUE},
      {.state = SOKY_N_BOOK_STATES, .sort = SOKY_BOOK_SORT_DUE},
      {.state = SOKY_N_BOOK_STATES, .sort = SOKY_BOOK_SORT_STATE},
      {.state = SOKY_N_BOOK_STATES, .type_id = (char *) "lesson_plan"},
      {.state = SOKY_N_BOOK_STATES, .class_name = (char *) "9Z"},
      {.state = SOKY_N_BOOK_STATES,
       .period_from = (char *) "week-03",
       .period_to = (char *) "week-03"},
  };
  g_autoptr (Desk) online = desk_new (server, fixture_server_get_url (server), "gv.lan");
  g_autoptr (Desk) offline = desk_new_offline (shelf->folder);
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_autoptr (SokyBookPage) theirs = search (online, &questions[i], NULL, NULL, 0);
    g_autoptr (SokyBookPage) ours = search (offline, &questions[i], NULL, NULL, 0);
    assert_same_books (ours, theirs);
    found += ours->books->len;
  }
  g_assert_cmpuint (found, >, G_N_ELEMENTS (questions));
  const SokyBookFilter all = SOKY_BOOK_FILTER_INIT;
  g_autoptr (SokyBookPage) none = search (offline, &all, "không có gì", NULL, 0);
  g_assert_cmpuint (none->books->len, ==, 0);
}

/* Page by page it is the same list. */
static void
test_pages (Shelf *shelf, gconstpointer data)
{
  const SokyBookFilter filter = {.state = SOKY_N_BOOK_STATES, .sort = SOKY_BOOK_SORT_TITLE};
  g_autoptr (Desk) lan = desk_new_offline (shelf->folder);
  g_autoptr (SokyBookPage) whole = search (lan, &filter, NULL, NULL, 0);
  g_autofree char *cursor = NULL;
  guint count = 0;

  g_assert_cmpuint (whole->books->len, >, 1);
  do {
    g_autoptr (SokyBookPage) page = search (lan, &filter, NULL, cursor, 1);
    g_assert_cmpuint (page->books->len, ==, 1);
    g_assert_cmpstr (((SokyBook *) page->books->pdata[0])->id, ==,
                     ((SokyBook *) whole->books->pdata[count++])->id);
    g_free (cursor);
    cursor = g_strdup (page->next_cursor);
  } while (cursor != NULL);
  g_assert_cmpuint (count, ==, whole->books->len);
}

/* What another computer deleted goes from this one with the next list, in whatever order. */
static void
test_deleted (Shelf *shelf, gconstpointer data)
{
  const SokyBookFilter filter = {.state = SOKY_N_BOOK_STATES, .sort = SOKY_BOOK_SORT_TITLE};
  g_autoptr (Desk) here = desk_new (server, fixture_server_get_url (server), "gv.lan");
  g_autoptr (Desk) there = desk_new (server, fixture_server_get_url (server), "gv.lan");
  g_autoptr (SokyBook) draft = desk_make_book (there, "Nháp sẽ xóa", 1);
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  desk_keep (here, shelf->folder);
  g_autoptr (SokyBookPage) before = search (here, &filter, NULL, NULL, 200);
  soky_session_delete_book_async (there->session, draft, NULL, reply_cb, &reply);
  soky_session_delete_book_finish (there->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  g_autoptr (SokyBookPage) after = search (here, &filter, NULL, NULL, 200);
  g_assert_cmpuint (after->books->len + 1, ==, before->books->len);
  desk_settle ();
  g_autoptr (Desk) offline = desk_new_offline (shelf->folder);
  g_autoptr (SokyBookPage) kept = search (offline, &filter, NULL, NULL, 200);
  assert_same_books (kept, after);
}

static void
test_book (Shelf *shelf, gconstpointer data)
{
  g_autoptr (Desk) lan = desk_new_offline (shelf->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = desk_get (lan, shelf->book->id, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (book->version, ==, shelf->book->version);
  g_assert_cmpuint (book->revisions->len, ==, 2);
  g_autofree char *head = desk_fetch (lan, book, -1, &error);
  g_assert_no_error (error);
  g_autofree char *first = desk_fetch (lan, book, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (head, !=, first);
  g_assert_null (desk_get (lan, "never-seen", &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN);
}

static void
test_choices (Shelf *shelf, gconstpointer data)
{
  g_autoptr (Desk) lan = desk_new_offline (shelf->folder);
  g_autoptr (GError) error = NULL;
  g_auto (Reply) types = {NULL}, school = {NULL}, people = {NULL}, minh = {NULL};

  soky_session_load_book_types_async (lan->session, NULL, reply_cb, &types);
  g_autoptr (GPtrArray) list =
      soky_session_load_book_types_finish (lan->session, reply_wait (&types), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, >, 0);
  soky_session_load_school_async (lan->session, NULL, reply_cb, &school);
  g_autoptr (SokySchool) known =
      soky_session_load_school_finish (lan->session, reply_wait (&school), &error);
  g_assert_no_error (error);
  soky_session_find_people_async (lan->session, NULL, NULL, reply_cb, &people);
  g_autoptr (SokyPeoplePage) all =
      soky_session_find_people_finish (lan->session, reply_wait (&people), &error);
  g_assert_no_error (error);
  soky_session_find_people_async (lan->session, "minh", NULL, reply_cb, &minh);
  g_autoptr (SokyPeoplePage) some =
      soky_session_find_people_finish (lan->session, reply_wait (&minh), &error);
  g_assert_cmpuint (some->people->len, >, 0);
  g_assert_cmpuint (all->people->len, >, some->people->len);
}

static void
assert_private (const char *folder)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0700);
  for (const char *name = g_dir_read_name (names); name != NULL; name = g_dir_read_name (names)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_assert_cmpint (g_stat (path, &info), ==, 0);
    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      assert_private (path);
    else
      g_assert_cmphex (info.st_mode & 0777, ==, 0600);
  }
}

/* No file is for others, and the token is in none of them. */
static void
test_private (Shelf *shelf, gconstpointer data)
{
  g_autoptr (Desk) lan = desk_new_offline (shelf->folder);

  assert_private (shelf->folder);
  g_assert_false (soky_session_has_token (lan->session));
  g_assert_null (soky_session_get_info (lan->session)->token);
  g_assert_cmpstr (soky_session_get_person (lan->session)->id, ==, "gv-lan");
}

static void
test_limit (Shelf *shelf, gconstpointer data)
{
  g_autoptr (SokyLibrary) library = soky_library_new (shelf->folder);
  g_autoptr (Desk) lan = desk_new_offline (shelf->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = desk_get (lan, shelf->book->id, &error);
  goffset before = soky_library_get_size (library);

  g_assert_true (soky_library_trim (library, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpint (soky_library_get_size (library), <, before);
  g_assert_null (desk_fetch (lan, book, -1, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN);
}

static void
test_wipe (Shelf *shelf, gconstpointer data)
{
  g_autoptr (SokyLibrary) library = soky_library_new (shelf->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokySessionInfo) info = soky_library_load_session (library, &error);

  g_assert_no_error (error);
  g_assert_true (soky_library_wipe (library, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (shelf->folder, G_FILE_TEST_EXISTS));
  g_autoptr (SokySessionInfo) gone = soky_library_load_session (library, &error);
  g_assert_null (gone);
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN);
}

static void
test_damaged (Shelf *shelf, gconstpointer data)
{
  g_autofree char *path = g_build_filename (shelf->folder, "library.sqlite", NULL);
  g_autofree char *noise = g_strnfill (8192, 'x');
  g_autoptr (SokyLibrary) library = soky_library_new (shelf->folder);
  g_autoptr (GError) error = NULL;

  fixture_write (path, noise, 8192);
  g_assert_null (soky_library_answer (library, "/school", &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_LIBRARY);
  g_clear_error (&error);
  /* with a network all goes on */
  g_autoptr (Desk) lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  desk_keep (lan, shelf->folder);
  g_autoptr (SokyBook) book = desk_get (lan, shelf->book->id, &error);
  g_assert_no_error (error);
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
#define ADD(path, func) g_test_add ("/library/" path, Shelf, NULL, set_up, func, tear_down)
  ADD ("lists", test_lists);
  ADD ("filters", test_filters);
  ADD ("pages", test_pages);
  ADD ("deleted", test_deleted);
  ADD ("book", test_book);
  ADD ("choices", test_choices);
  ADD ("private", test_private);
  ADD ("limit", test_limit);
  ADD ("wipe", test_wipe);
  ADD ("damaged", test_damaged);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
