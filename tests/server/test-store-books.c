/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

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
  g_autoptr (SokyBookPage) first = list (tx, SOKY_VIEW_OUTBOX, "lan", NULL);
  g_autoptr (SokyBookPage) second = list (tx, SOKY_VIEW_OUTBOX, "lan", first->next_cursor);
  g_assert_cmpuint (first->books->len, ==, 3);
  g_assert_cmpuint (second->books->len, ==, 2);
  g_assert_null (second->next_cursor);
  g_assert_cmpstr (((SokyBook *) first->books->pdata[0])->id, ==, "b4");
  g_assert_cmpstr (((SokyBook *) second->books->pdata[1])->id, ==, "b0");
  g_assert_cmpuint (((SokyBook *) first->books->pdata[0])->rounds->len, ==, 1);
  g_assert_cmpuint (first->outbox, ==, 5);

  /* the teacher has signed: it is the head's turn */
  g_autoptr (SokyBookPage) inbox = list (tx, SOKY_VIEW_INBOX, "minh", NULL);
  g_autoptr (SokyBookPage) done = list (tx, SOKY_VIEW_INBOX, "lan", NULL);
  g_autoptr (SokyBookPage) published = list (tx, SOKY_VIEW_PUBLISHED, "minh", NULL);
  g_assert_cmpuint (inbox->books->len, ==, 2);
  g_assert_cmpuint (inbox->inbox, ==, 2);
  g_assert_cmpuint (done->books->len, ==, 0);
  g_assert_cmpuint (published->books->len, ==, 0);
  g_autoptr (SokyBookPage) nonsense = list (tx, SOKY_VIEW_OUTBOX, "lan", "nonsense'");
  g_assert_cmpuint (nonsense->books->len, ==, 3);
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
  ADD (visit);
  return g_test_run ();
}
