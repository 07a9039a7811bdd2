/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cast.h"

#include "wire/book-type.h"
#include "wire/book.h"
#include "wire/person.h"
#include "wire/school.h"

#include <string.h>

/* What the lists hold, page by page, and that a repeated request is answered once: over HTTPS
 * against the real server. */

static Cast *cast;

static void
test_people (void)
{
  g_autoptr (GError) error = NULL;

  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/people?q=hanh%20le", NULL);
  g_autoptr (SokyPeoplePage) found =
      soky_people_page_from_json (visitor_get_text (cast->visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->people->len, ==, 1);
  const SokyPerson *hanh = found->people->pdata[0];
  g_assert_cmpstr (hanh->name, ==, "Lê Thị Hồng Hạnh");
  g_assert_cmpstr (hanh->login, ==, "");

  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/people?role=teacher", NULL);
  g_autoptr (SokyPeoplePage) teachers =
      soky_people_page_from_json (visitor_get_text (cast->visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (teachers->people->len, ==, 2);

  /* the other school sees its own people only */
  visitor_send (cast->visitors[STRANGER], "GET", "/api/v1/people", NULL);
  g_autoptr (SokyPeoplePage) others =
      soky_people_page_from_json (visitor_get_text (cast->visitors[STRANGER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (others->people->len, ==, 1);

  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/people?role=king", NULL);
  visitor_assert (cast->visitors[OWNER], 422, "invalid-field");
  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/people?limit=0", NULL);
  visitor_assert (cast->visitors[OWNER], 422, "invalid-field");
}

static void
test_people_pages (void)
{
  g_autofree char *cursor = g_strdup ("");
  guint seen = 0;

  while (cursor != NULL) {
    g_autofree char *path =
        g_strdup_printf ("/api/v1/people?limit=2%s%s", *cursor ? "&cursor=" : "", cursor);
    visitor_send (cast->visitors[OWNER], "GET", path, NULL);
    g_autoptr (SokyPeoplePage) page =
        soky_people_page_from_json (visitor_get_text (cast->visitors[OWNER]), -1, NULL);
    g_assert_nonnull (page);
    g_assert_cmpuint (page->people->len, <=, 2);
    seen += page->people->len;
    g_free (cursor);
    cursor = g_steal_pointer (&page->next_cursor);
  }
  g_assert_cmpuint (seen, ==, 6);
}

static void
test_school (void)
{
  g_autoptr (GError) error = NULL;

  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/school", NULL);
  g_autoptr (SokySchool) answer =
      soky_school_from_json (visitor_get_text (cast->visitors[OWNER]), -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->unit->name, ==, "Trường THCS Hoa Sen");
  g_assert_cmpuint (g_strv_length (answer->classes), ==, 8);
  g_assert_cmpuint (answer->weeks->len, ==, 37);
  g_assert_cmpuint (((SokyWeek *) answer->weeks->pdata[2])->number, ==, 3);

  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/book-types", NULL);
  g_autoptr (GPtrArray) types =
      soky_wire_book_types_from_json (visitor_get_text (cast->visitors[OWNER]), -1, &error);
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
  g_autoptr (SokyBook) waiting = cast_make_book (cast, WAITING);
  g_autoptr (SokyBook) published = cast_make_book (cast, PUBLISHED);
  g_autoptr (SokyBookPage) outbox = list (cast->visitors[OWNER], "?view=outbox&limit=200");
  g_autoptr (SokyBookPage) inbox = list (cast->visitors[OWNER], "?view=inbox&limit=200");
  g_autoptr (SokyBookPage) not_yet = list (cast->visitors[HEAD], "?view=inbox&limit=200");
  g_autoptr (SokyBookPage) open = list (cast->visitors[CLERK], "?view=published&limit=200");
  g_autoptr (SokyBookPage) others = list (cast->visitors[STRANGER], "?view=published");
  g_autoptr (SokyBookPage) of_others = list (cast->visitors[STRANGER], "?view=outbox");

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

  g_autoptr (SokyBook) passed = cast_act (cast, OWNER, waiting, "{\"action\":\"approve\"}");
  g_autoptr (SokyBookPage) now = list (cast->visitors[HEAD], "?view=inbox&limit=200");
  g_assert_true (page_has (now, waiting));
}

static void
test_search (void)
{
  g_autoptr (SokyBook) book =
      visitor_make_book (cast->visitors[OWNER], "Thông tin và dữ liệu quanh ta", NULL);
  g_autoptr (SokyBookPage) folded = list (cast->visitors[OWNER], "?q=du%20lieu%20THONG");
  g_autoptr (SokyBookPage) marked = list (cast->visitors[OWNER], "?q=d%E1%BB%AF%20li%E1%BB%87u");
  g_autoptr (SokyBookPage) none = list (cast->visitors[OWNER], "?q=qu%E1%BA%A3%20chu%E1%BB%91i");
  g_autoptr (SokyBookPage) drafts = list (cast->visitors[OWNER], "?state=draft&q=quanh%20ta");
  g_autoptr (SokyBookPage) approved = list (cast->visitors[OWNER], "?state=approved&q=quanh%20ta");

  g_assert_true (page_has (folded, book));
  g_assert_true (page_has (marked, book));
  g_assert_cmpuint (none->books->len, ==, 0);
  g_assert_true (page_has (drafts, book));
  g_assert_false (page_has (approved, book));
  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/books?view=all", NULL);
  visitor_assert (cast->visitors[OWNER], 422, "invalid-field");
  visitor_send (cast->visitors[OWNER], "GET", "/api/v1/books?state=lost", NULL);
  visitor_assert (cast->visitors[OWNER], 422, "invalid-field");
}

static void
test_pages (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = g_strdup ("");
  guint total = 0;

  for (guint i = 0; i < 5; i++)
    soky_book_unref (visitor_make_book (cast->visitors[OWNER], "Để lật trang", NULL));
  while (cursor != NULL) {
    g_autofree char *query = g_strdup_printf ("?limit=2%s%s", *cursor ? "&cursor=" : "", cursor);
    g_autoptr (SokyBookPage) page = list (cast->visitors[OWNER], query);
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
test_repeated (void)
{
  const Request create = {.text = "{\"type_id\":\"duty_log\",\"title\":\"Độc nhất vô nhị\","
                                  "\"school_year\":\"2026-2027\",\"period\":\"week-02\"}",
                          .key = "only-once"};
  const Request other = {.text = "{\"type_id\":\"duty_log\",\"title\":\"Khác\","
                                 "\"school_year\":\"2026-2027\",\"period\":\"week-02\"}",
                         .key = "only-once"};
  const Request keyless = {.text = create.text, .key = ""};

  visitor_send (cast->visitors[OWNER], "POST", "/api/v1/books", &create);
  visitor_assert (cast->visitors[OWNER], 201, NULL);
  g_autofree char *first = g_strdup (visitor_get_text (cast->visitors[OWNER]));
  g_autofree char *location = g_strdup (g_hash_table_lookup (
      visitor_send (cast->visitors[OWNER], "POST", "/api/v1/books", &create)->headers, "location"));
  visitor_assert (cast->visitors[OWNER], 201, NULL);
  g_assert_cmpstr (visitor_get_text (cast->visitors[OWNER]), ==, first);
  g_assert_true (g_str_has_prefix (location, "/api/v1/books/"));
  g_autoptr (SokyBookPage) page = list (cast->visitors[OWNER], "?q=vo%20nhi");
  g_assert_cmpuint (page->books->len, ==, 1);

  visitor_send (cast->visitors[OWNER], "POST", "/api/v1/books", &other);
  visitor_assert (cast->visitors[OWNER], 422, "idempotency-key-reused");
  visitor_send (cast->visitors[OWNER], "POST", "/api/v1/books", &keyless);
  visitor_assert (cast->visitors[OWNER], 428, "precondition-required");
  /* keys are a person's own */
  visitor_send (cast->visitors[HEAD], "POST", "/api/v1/books", &other);
  visitor_assert (cast->visitors[HEAD], 201, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cast = cast_new ();

  g_test_add_func ("/server/lists/people", test_people);
  g_test_add_func ("/server/lists/people-pages", test_people_pages);
  g_test_add_func ("/server/lists/school", test_school);
  g_test_add_func ("/server/lists/views", test_views);
  g_test_add_func ("/server/lists/search", test_search);
  g_test_add_func ("/server/lists/pages", test_pages);
  g_test_add_func ("/server/lists/repeated", test_repeated);
  int status = g_test_run ();

  cast_free (cast);
  return status;
}
