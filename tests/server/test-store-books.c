/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "base/text.h"

#include <string.h>

/* The contract of a store, run over its interface: every backend passes the same tests. Here: the
 * books. */

static SokyBook *
make_book (const char *id, const char *title, gint64 updated_us)
{
  SokyBook *book = soky_book_new ();
  char **const texts[] = {&book->id,
                          &book->type_id,
                          &book->type_name,
                          &book->fields.title,
                          &book->owner_id,
                          &book->owner_name,
                          &book->unit_id,
                          &book->school_id,
                          &book->fields.school_year,
                          &book->fields.period,
                          &book->fields.class_name};
  const char *const values[] = {id,   "giao_an", "Giáo án",   title,     "lan", "Nguyễn Thị Lan",
                                "to", "truong",  "2026-2027", "week-03", "6A"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_free (*texts[i]);
    *texts[i] = g_strdup (values[i]);
  }
  book->version = 1;
  book->created_us = NOW;
  book->updated_us = updated_us;
  return book;
}

static SokyRound *
add_round (SokyBook *book, guint number)
{
  SokyRound *round = soky_round_new (number, NOW + number);
  SokyStep *first = soky_step_new (1, "lan", SOKY_ROLE_TEACHER, SOKY_STEP_PERSON, TRUE);
  SokyStep *second = soky_step_new (2, "minh", SOKY_ROLE_GROUP_HEAD, SOKY_STEP_INITIAL, FALSE);

  g_free (second->title);
  second->title = g_strdup ("Tổ trưởng");
  first->outcome = SOKY_OUTCOME_SIGNED;
  first->decided_us = NOW + 5;
  first->revision = 1;
  first->certificate = soky_certificate_info_new ("ff", "Lan", "lan", FALSE);
  g_ptr_array_add (round->steps, first);
  g_ptr_array_add (round->steps, second);
  g_ptr_array_add (book->rounds, round);
  book->round = number;
  book->state = SOKY_BOOK_IN_REVIEW;
  return round;
}

static void
insert (SokyTransaction *tx, const SokyBook *book)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_store_insert_book (tx, book, &error));
  g_assert_no_error (error);
}

static void
test_book (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = make_book ("b1", "Bài 1", NOW);
  book->due_us = NOW + 77;
  book->auto_publish = TRUE;
  add_round (book, 1);
  insert (tx, book);

  g_autoptr (SokyBook) found = soky_store_get_book (tx, "b1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->fields.title, ==, "Bài 1");
  g_assert_cmpstr (found->fields.class_name, ==, "6A");
  g_assert_null (found->fields.subject);
  g_assert_cmpstr (found->type_name, ==, "Giáo án");
  g_assert_cmpstr (found->owner_name, ==, "Nguyễn Thị Lan");
  g_assert_cmpint (found->state, ==, SOKY_BOOK_IN_REVIEW);
  g_assert_true (found->auto_publish);
  g_assert_cmpint (found->due_us, ==, NOW + 77);
  g_assert_null (found->head_sha256);
  g_assert_cmpuint (found->rounds->len, ==, 1);
  const SokyRound *round = found->rounds->pdata[0];
  const SokyStep *first = round->steps->pdata[0];
  const SokyStep *second = round->steps->pdata[1];
  g_assert_cmpint (first->outcome, ==, SOKY_OUTCOME_SIGNED);
  g_assert_cmpstr (first->certificate->fingerprint, ==, "ff");
  g_assert_cmpint (first->revision, ==, 1);
  g_assert_null (second->certificate);
  g_assert_cmpint (second->kind, ==, SOKY_STEP_INITIAL);
  g_assert_cmpstr (second->title, ==, "Tổ trưởng");
  g_assert_false (second->require_cert);
  ASSERT_MISSING (soky_store_get_book (tx, "none", &error));
}

static void
test_update (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = make_book ("b1", "Bài 1", NOW);
  add_round (book, 1)->end = SOKY_ROUND_RETURNED;
  insert (tx, book);

  g_autoptr (SokyBook) next = soky_book_copy (book);
  next->version = 2;
  add_round (next, 2);
  g_assert_true (soky_store_update_book (tx, next, 1, &error));
  g_assert_false (soky_store_update_book (tx, next, 1, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_CHANGED);
  g_clear_error (&error);
  g_autoptr (SokyBook) found = soky_store_get_book (tx, "b1", &error);
  g_assert_cmpuint (found->version, ==, 2);
  g_assert_cmpuint (found->rounds->len, ==, 2);
  g_assert_cmpint (((SokyRound *) found->rounds->pdata[0])->end, ==, SOKY_ROUND_RETURNED);

  g_assert_false (soky_store_remove_book (tx, "b1", 1, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_CHANGED);
}

static void
test_remove (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = make_book ("b1", "Bài 1", NOW);
  add_round (book, 1);
  insert (tx, book);

  g_assert_true (soky_store_remove_book (tx, "b1", 1, &error));
  ASSERT_MISSING (soky_store_get_book (tx, "b1", &error));
}

static SokyRevision *
make_revision (int number, gboolean base, const char *digit, goffset length)
{
  g_autofree char *sha256 = g_strnfill (64, *digit);
  SokyRevision *revision = soky_revision_new (number, sha256, length);
  soky_revision_set_author (revision, "lan", "Nguyễn Thị Lan", NOW);
  revision->base = base;
  return revision;
}

static void
add_revision (SokyTransaction *tx, int number, gboolean base, const char *digit, goffset length)
{
  g_autoptr (SokyRevision) revision = make_revision (number, base, digit, length);
  g_autofree char *blob = g_strnfill (64, (char) (*digit + 1));
  const SokySegment segment = {blob, length};
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_store_add_revision (tx, "b1", revision, &segment, &error));
}

static void
test_revisions (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = make_book ("b1", "Bài 1", NOW);
  insert (tx, book);
  add_revision (tx, 0, TRUE, "0", 100);
  add_revision (tx, 1, FALSE, "1", 120);
  add_revision (tx, 2, TRUE, "2", 90);
  add_revision (tx, 3, FALSE, "3", 110);

  g_autoptr (GPtrArray) old = soky_store_list_segments (tx, "b1", 1, &error);
  g_autoptr (GPtrArray) head = soky_store_list_segments (tx, "b1", 3, &error);
  g_autoptr (GPtrArray) base = soky_store_list_segments (tx, "b1", 2, &error);
  g_assert_cmpuint (old->len, ==, 2);
  g_assert_cmpuint (head->len, ==, 2);
  g_assert_cmpuint (base->len, ==, 1);
  g_assert_cmpint (((SokySegment *) head->pdata[0])->length, ==, 90);
  ASSERT_MISSING (soky_store_list_segments (tx, "none", 0, &error));

  g_autoptr (SokyBook) found = soky_store_get_book (tx, "b1", &error);
  g_assert_cmpuint (found->revisions->len, ==, 4);
  const SokyRevision *last = found->revisions->pdata[3];
  g_assert_cmpstr (last->author_name, ==, "Nguyễn Thị Lan");
  g_assert_false (last->base);
  g_autoptr (GHashTable) blobs = soky_store_list_blobs (tx, &error);
  g_assert_cmpuint (g_hash_table_size (blobs), ==, 4);
}

static SokyBookPage *
list (SokyTransaction *tx, SokyBookView view, const char *person_id, const char *after)
{
  const SokyBookQuestion question = {
      .view = view, .person_id = person_id, .school_id = "truong", .after = after, .limit = 3};
  g_autoptr (GError) error = NULL;
  SokyBookPage *page = soky_store_list_books (tx, &question, &error);
  g_assert_no_error (error);
  return page;
}

static void
test_lists (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);

  for (guint i = 0; i < 5; i++) {
    g_autofree char *id = g_strdup_printf ("b%u", i);
    /* two of them at the very same moment */
    g_autoptr (SokyBook) book = make_book (id, "Bài", NOW + (i < 4 ? i : 3));
    if (i > 2)
      add_round (book, 1);
    insert (tx, book);
  }
  g_autoptr (SokyBookPage) first = list (tx, SOKY_BOOK_VIEW_OUTBOX, "lan", NULL);
  g_autoptr (SokyBookPage) second = list (tx, SOKY_BOOK_VIEW_OUTBOX, "lan", first->next_cursor);
  g_assert_cmpuint (first->books->len, ==, 3);
  g_assert_cmpuint (second->books->len, ==, 2);
  g_assert_null (second->next_cursor);
  g_assert_cmpstr (((SokyBook *) first->books->pdata[0])->id, ==, "b4");
  g_assert_cmpstr (((SokyBook *) second->books->pdata[1])->id, ==, "b0");
  g_assert_cmpuint (((SokyBook *) first->books->pdata[0])->rounds->len, ==, 1);
  g_assert_cmpuint (first->outbox, ==, 5);

  /* the teacher has signed: it is the head's turn */
  g_autoptr (SokyBookPage) inbox = list (tx, SOKY_BOOK_VIEW_INBOX, "minh", NULL);
  g_autoptr (SokyBookPage) done = list (tx, SOKY_BOOK_VIEW_INBOX, "lan", NULL);
  g_autoptr (SokyBookPage) published = list (tx, SOKY_BOOK_VIEW_PUBLISHED, "minh", NULL);
  g_assert_cmpuint (inbox->books->len, ==, 2);
  g_assert_cmpuint (inbox->inbox, ==, 2);
  g_assert_cmpuint (done->books->len, ==, 0);
  g_assert_cmpuint (published->books->len, ==, 0);
  g_autoptr (SokyBookPage) nonsense = list (tx, SOKY_BOOK_VIEW_OUTBOX, "lan", "nonsense'");
  g_assert_cmpuint (nonsense->books->len, ==, 3);
}

/* Books that differ in everything a filter knows. */
static void
insert_many (SokyTransaction *tx)
{
  static const char *const periods[] = {"week-01", "week-02", "month-09", "month-01", "term-1"};
  static const char *const classes[] = {"6A", "6B"};

  for (guint i = 0; i < 40; i++) {
    g_autofree char *id = g_strdup_printf ("b%02u", i);
    g_autofree char *title = g_strdup_printf ("%s %u", i % 3 == 0 ? "Đại số" : "ân tình", i);
    g_autoptr (SokyBook) book = make_book (id, title, NOW + i % 7);
    if (i % 4 != 0)
      add_round (book, 1);
    book->state = (SokyBookState) (i % 4 == 0 ? SOKY_BOOK_DRAFT : 1 + i % 4);
    book->due_us = i % 5 == 0 ? 0 : NOW + 1000 - i;
    g_free (book->fields.period);
    g_free (book->fields.class_name);
    book->fields.period = g_strdup (periods[i % G_N_ELEMENTS (periods)]);
    book->fields.class_name = g_strdup (classes[i % G_N_ELEMENTS (classes)]);
    insert (tx, book);
  }
}

/* All pages, as ids. */
static GPtrArray *
list_all (SokyTransaction *tx, SokyBookQuestion *question)
{
  g_autoptr (GPtrArray) books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  g_autofree char *cursor = NULL;
  g_autoptr (GError) error = NULL;

  do {
    question->after = cursor;
    g_autoptr (SokyBookPage) page = soky_store_list_books (tx, question, &error);
    g_assert_no_error (error);
    g_ptr_array_extend_and_steal (books, g_steal_pointer (&page->books));
    page->books = g_ptr_array_new ();
    g_free (cursor);
    cursor = g_steal_pointer (&page->next_cursor);
  } while (cursor != NULL);
  return g_steal_pointer (&books);
}

static gint64
get_number (const SokyBook *book, SokyBookSort sort)
{
  if (sort == SOKY_BOOK_SORT_DUE)
    return book->due_us != 0 ? book->due_us : G_MAXINT64;
  return sort == SOKY_BOOK_SORT_STATE ? (gint64) book->state : book->updated_us;
}

static int
compare (const SokyBook *a, const SokyBook *b, SokyBookSort sort)
{
  if (sort == SOKY_BOOK_SORT_TITLE) {
    g_autofree char *left = soky_text_fold (a->fields.title);
    g_autofree char *right = soky_text_fold (b->fields.title);
    return strcmp (left, right);
  }
  gint64 left = get_number (a, sort), right = get_number (b, sort);
  return left < right ? -1 : left > right;
}

/* Every order, page by page: nothing is missed, nothing comes twice. */
static void
test_orders (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);

  insert_many (tx);
  for (guint i = 0; i < 2 * SOKY_N_BOOK_SORTS; i++) {
    g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
    SokyBookQuestion question = {
        .person_id = "lan", .school_id = "truong", .filter = &filter, .limit = 7};
    g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
    filter.sort = i / 2;
    filter.descending = i % 2 == 0;
    g_autoptr (GPtrArray) books = list_all (tx, &question);
    g_assert_cmpuint (books->len, ==, 40);
    for (guint j = 0; j < books->len; j++) {
      g_assert_true (g_hash_table_add (seen, ((SokyBook *) books->pdata[j])->id));
      int order = j > 0 ? compare (books->pdata[j - 1], books->pdata[j], filter.sort) : 0;
      g_assert_cmpint (filter.descending ? -order : order, <=, 0);
    }
  }
}

/* Storage leaves out exactly what the rule leaves out. */
static void
test_filters (StoreFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *from, *to, *class_name, *owner_id;
    SokyBookState state;
  } cases[] = {
      {"week-01", "week-02", NULL, NULL, SOKY_N_BOOK_STATES},
      {"month-09", "month-01", NULL, NULL, SOKY_N_BOOK_STATES},
      {"month-01", "month-05", "6A", NULL, SOKY_N_BOOK_STATES},
      {NULL, NULL, "6B", NULL, SOKY_BOOK_RETURNED},
      {NULL, NULL, NULL, "minh", SOKY_N_BOOK_STATES},
      {"term-1", "term-1", "6A", "lan", SOKY_BOOK_DRAFT},
  };
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  SokyBookQuestion everything = {.person_id = "lan", .school_id = "truong", .limit = 9};

  insert_many (tx);
  g_autoptr (GPtrArray) all = list_all (tx, &everything);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
    SokyBookQuestion question = {
        .person_id = "lan", .school_id = "truong", .filter = &filter, .limit = 9};
    guint expected = 0;
    filter.period_from = g_strdup (cases[i].from);
    filter.period_to = g_strdup (cases[i].to);
    filter.class_name = g_strdup (cases[i].class_name);
    filter.owner_id = g_strdup (cases[i].owner_id);
    filter.state = cases[i].state;
    g_autoptr (GPtrArray) found = list_all (tx, &question);
    for (guint j = 0; j < all->len; j++)
      expected += soky_book_filter_admits (&filter, all->pdata[j]) ? 1 : 0;
    g_test_message ("case %u: %u", i, expected);
    g_assert_cmpuint (found->len, ==, expected);
    for (guint j = 0; j < found->len; j++)
      g_assert_true (soky_book_filter_admits (&filter, found->pdata[j]));
  }
}

/* Heads see what was submitted in their unit, inspectors what is published below it. */
static void
test_reach (StoreFixture *fixture, gconstpointer data)
{
  static const struct {
    SokyRole role;
    const char *unit_id, *school_id;
    guint expected;
  } cases[] = {
      {SOKY_ROLE_GROUP_HEAD, "to", "truong", 30},    {SOKY_ROLE_GROUP_HEAD, "khac", "truong", 0},
      {SOKY_ROLE_PRINCIPAL, "truong", "truong", 30}, {SOKY_ROLE_PRINCIPAL, "khac", "khac", 0},
      {SOKY_ROLE_TEACHER, "to", "truong", 0},        {SOKY_ROLE_INSPECTOR, "so", "so", 10},
  };
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);

  insert_many (tx);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (SokyReach) reach = {0};
    g_autoptr (SokyPerson) person = soky_person_new ("p", "p", "p");
    SokyBookQuestion question = {.view = SOKY_BOOK_VIEW_UNIT,
                                 .person_id = "p",
                                 .school_id = cases[i].school_id,
                                 .reach = &reach,
                                 .limit = 11};
    soky_person_set_school (person, cases[i].school_id, "");
    soky_person_add_position (person, cases[i].role, cases[i].unit_id, "");
    soky_reach_of_person (person, &reach);
    g_autoptr (GPtrArray) books = list_all (tx, &question);
    g_assert_cmpuint (books->len, ==, cases[i].expected);
    for (guint j = 0; cases[i].role == SOKY_ROLE_INSPECTOR && j < books->len; j++)
      g_assert_cmpint (((SokyBook *) books->pdata[j])->state, ==, SOKY_BOOK_PUBLISHED);
  }
}

static gboolean
count_cb (const char *id, gpointer user_data, GError **error)
{
  (*(guint *) user_data)++;
  return TRUE;
}

static void
test_visit (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  guint count = 0;

  for (guint i = 0; i < 4; i++) {
    g_autofree char *id = g_strdup_printf ("b%u", i);
    g_autoptr (SokyBook) book = make_book (id, "Bài", NOW);
    insert (tx, book);
  }
  g_assert_true (soky_store_visit_books (tx, count_cb, &count, &error));
  g_assert_cmpuint (count, ==, 4);
}

#define ADD(name)                                                                                  \
  g_test_add ("/server/store-books/sqlite/" #name, StoreFixture, store_fixture_make_sqlite,        \
              store_fixture_set_up, test_##name, store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (book);
  ADD (update);
  ADD (remove);
  ADD (revisions);
  ADD (lists);
  ADD (orders);
  ADD (filters);
  ADD (reach);
  ADD (visit);
  return g_test_run ();
}
