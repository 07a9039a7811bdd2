/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/search-words.h"
#include "store-fixture.h"

#include <string.h>

/* Words in books, with and without Vietnamese marks: the contract of a store. */

static void
add_book (SokyTransaction *tx, const char *id, const char *title, const char *text,
          gint64 updated_us)
{
  g_autoptr (SokyBook) book = soky_book_new ();
  g_autoptr (GError) error = NULL;
  char **const texts[] = {&book->id,       &book->fields.title, &book->type_id, &book->type_name,
                          &book->owner_id, &book->owner_name,   &book->unit_id, &book->school_id};
  const char *const values[] = {id,   title,   "giao_an", "Giáo án", "lan", "Nguyễn Thị Lan",
                                "to", "truong"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_free (*texts[i]);
    *texts[i] = g_strdup (values[i]);
  }
  book->version = 1;
  book->updated_us = updated_us;
  g_assert_true (soky_store_insert_book (tx, book, &error));
  if (text != NULL)
    g_assert_true (soky_store_set_book_text (tx, book, text, &error));
  g_assert_no_error (error);
}

static SokyBookPage *
search (SokyTransaction *tx, const char *person_id, const char *text, guint limit,
        const char *after)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  const SokyBookQuestion question = {.person_id = person_id,
                                     .school_id = "truong",
                                     .filter = &filter,
                                     .text = text,
                                     .after = after,
                                     .limit = limit};
  g_autoptr (GError) error = NULL;

  filter.sort = SOKY_BOOK_SORT_MATCH;
  SokyBookPage *page = soky_store_list_books (tx, &question, &error);
  g_assert_no_error (error);
  return page;
}

static void
assert_found (SokyTransaction *tx, const char *text, const char *expected)
{
  g_autoptr (SokyBookPage) page = search (tx, "lan", text, 50, NULL);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < page->books->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            ((SokyBook *) page->books->pdata[i])->id);
  g_test_message ("%s", text);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
add_books (SokyTransaction *tx)
{
  add_book (tx, "b1", "Bài 1", "Định lí Pi-ta-go và tam giác vuông", NOW + 1);
  add_book (tx, "b2", "Dinh duong hoc duong", NULL, NOW + 2);
  add_book (tx, "b3", "Định lí Ta-lét", "Đường thẳng song song", NOW + 3);
  add_book (tx, "b4", "Bài 4", "dinh dưỡng", NOW + 4);
}

static void
test_marks (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);

  add_books (tx);
  /* exact marks come first, titles before texts, then the newest */
  assert_found (tx, "định", "b3 b1 b2 b4");
  /* who types none means any */
  assert_found (tx, "dinh", "b3 b2 b4 b1");
  assert_found (tx, "ĐỊNH LÍ", "b3 b1");
  assert_found (tx, "dinh li", "b3 b1");
  /* decomposed, as some keyboards write */
  assert_found (tx, "\304\221i\314\243nh li\314\201", "b3 b1");
  /* how words begin, as they are typed */
  assert_found (tx, "dinh du", "b2 b4 b3");
  assert_found (tx, "duong thang", "b3");
  assert_found (tx, "song vuông", "");
  /* what is said about a book */
  assert_found (tx, "nguyễn giáo", "b4 b3 b2 b1");
  assert_found (tx, "  ", "b4 b3 b2 b1");
}

static void
test_snippet (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);

  add_books (tx);
  g_autoptr (SokyBookPage) text = search (tx, "lan", "tam giac", 50, NULL);
  g_assert_cmpuint (text->books->len, ==, 1);
  g_assert_cmpstr (((SokyBook *) text->books->pdata[0])->snippet, ==,
                   "Định lí Pi-ta-go và " SOKY_FOUND_BEGINS "tam" SOKY_FOUND_ENDS
                   " " SOKY_FOUND_BEGINS "giác" SOKY_FOUND_ENDS " vuông");
  g_autoptr (SokyBookPage) title = search (tx, "lan", "ta lét", 50, NULL);
  g_assert_cmpuint (title->books->len, ==, 1);
  g_assert_null (((SokyBook *) title->books->pdata[0])->snippet);
}

static void
test_changes (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;

  add_books (tx);
  g_autoptr (SokyBook) book = soky_store_get_book (tx, "b1", &error);
  book->version = 2;
  g_free (book->fields.title);
  book->fields.title = g_strdup ("Tên khác hẳn");
  g_assert_true (soky_store_update_book (tx, book, 1, &error));
  assert_found (tx, "khác hẳn", "b1");
  assert_found (tx, "bài 1", "");
  /* the text of the PDF stays */
  assert_found (tx, "pi ta go", "b1");
  g_assert_true (soky_store_set_book_text (tx, book, "Bản mới", &error));
  assert_found (tx, "pi ta go", "");
  assert_found (tx, "bản mới", "b1");
  g_assert_true (soky_store_remove_book (tx, "b1", 2, &error));
  assert_found (tx, "bản mới", "");
  /* nothing of it comes to light in a book that is made after it */
  add_book (tx, "b5", "Bài 5", NULL, NOW);
  assert_found (tx, "bản mới", "");
}

static void
test_pages (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autofree char *cursor = NULL;
  guint seen = 0;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *id = g_strdup_printf ("b%u", i);
    add_book (tx, id, i % 2 ? "Định lí" : "Bài", i % 3 ? "dinh" : "định", NOW + i / 4);
  }
  do {
    g_autoptr (SokyBookPage) page = search (tx, "lan", "định", 3, cursor);
    seen += page->books->len;
    g_free (cursor);
    cursor = g_steal_pointer (&page->next_cursor);
  } while (cursor != NULL);
  g_assert_cmpuint (seen, ==, 20);
  g_autoptr (SokyBookPage) others = search (tx, "minh", "định", 3, NULL);
  g_assert_cmpuint (others->books->len, ==, 0);
}

/* Whatever is typed is a question, never a statement. */
static void
test_anything (StoreFixture *fixture, gconstpointer data)
{
  static const char *const pieces[] = {
      "\"",  "'",    "*", "(", ")", ":",     "^",  "-",    "AND", "OR",
      "NOT", "NEAR", "{", "}", "+", "about", "đ",  "ị",    " ",   "\314\243",
      ",",   "\\",   "%", "_", "b", "6A",    "\n", "\303", "…",   "\360\237\230\200",
      "0",   "?1"};
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);

  add_books (tx);
  for (guint i = 0; i < 3000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
      g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
    g_autoptr (SokyBookPage) page = search (tx, "lan", text->str, 3, NULL);
    g_assert_cmpuint (page->books->len, <=, 3);
  }
}

static void
test_words (void)
{
  static const struct {
    const char *text, *folded, *exact;
  } cases[] = {
      {NULL, NULL, NULL},
      {"", NULL, NULL},
      {" -*\"' ", NULL, NULL},
      {"\314\243", NULL, NULL},
      {"Đại-số 6A", "\"dai\" * \"so\" * \"6a\" *", "\"đại\" * \"số\" * \"6a\" *"},
      {"a\" OR \"b", "\"a\" * \"or\" * \"b\" *", "\"a\" * \"or\" * \"b\" *"},
      {"1 2 3 4 5 6 7 8 9", "\"1\" * \"2\" * \"3\" * \"4\" * \"5\" * \"6\" * \"7\" * \"8\" *",
       "\"1\" * \"2\" * \"3\" * \"4\" * \"5\" * \"6\" * \"7\" * \"8\" *"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *folded = soky_words_to_match (cases[i].text, FALSE);
    g_autofree char *exact = soky_words_to_match (cases[i].text, TRUE);
    g_assert_cmpstr (folded, ==, cases[i].folded);
    g_assert_cmpstr (exact, ==, cases[i].exact);
  }
}

#define ADD(name)                                                                                  \
  g_test_add ("/server/search/sqlite/" #name, StoreFixture, store_fixture_make_sqlite,             \
              store_fixture_set_up, test_##name, store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/search/words", test_words);
  ADD (marks);
  ADD (snippet);
  ADD (changes);
  ADD (pages);
  ADD (anything);
  return g_test_run ();
}
