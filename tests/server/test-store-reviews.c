/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

#include "server/store/reviews.h"

/* The contract of a store, run over its interface: every backend passes the same tests. Here:
 * delegation, what waits for whom by it, and comments. */

static SokyDelegationRecord *
make_record (const char *id, SokyDelegation kind, const char *giver)
{
  SokyDelegationRecord *one = soky_delegation_record_new (id, kind);
  char **const texts[] = {&one->school_id, &one->receiver_id, &one->office_title,
                          &one->receiver_title, &one->maker_id};
  const char *const values[] = {"truong", "la", "Tổ trưởng", "Giáo viên", "lan"};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_free (*texts[i]);
    *texts[i] = g_strdup (values[i]);
  }
  one->giver_id = g_strdup (giver);
  one->office = giver != NULL ? SOKY_ROLE_GROUP_HEAD : SOKY_ROLE_NONE;
  one->made_us = NOW;
  g_date_set_dmy (&one->first, 5, 9, 2026);
  return one;
}

static void
add (SokyTransaction *tx, const SokyDelegationRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (soky_store_add_delegation (tx, record, &error));
  g_assert_no_error (error);
}

static void
test_delegation (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyDelegationRecord) warrant = make_record ("d1", SOKY_DELEGATION_WARRANT, "minh");
  g_autoptr (SokyDelegationRecord) body = make_record ("d2", SOKY_DELEGATION_COLLECTIVE, NULL);

  g_date_set_dmy (&warrant->last, 31, 12, 2026);
  warrant->note = g_strdup ("12/UQ");
  g_ptr_array_add (warrant->type_ids, g_strdup ("giao_an"));
  g_ptr_array_add (warrant->type_ids, g_strdup ("so_\"khác\""));
  add (tx, warrant);
  body->made_us = NOW + 1;
  g_clear_pointer (&body->maker_id, g_free);
  body->maker_id = g_strdup ("");
  body->head_title = g_strdup ("Chủ tịch");
  add (tx, body);
  g_assert_false (soky_store_add_delegation (tx, body, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS);
  g_clear_error (&error);

  g_autoptr (SokyDelegationRecord) found = soky_store_get_delegation (tx, "d1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->kind, ==, SOKY_DELEGATION_WARRANT);
  g_assert_cmpstr (found->giver_name, ==, "Trần Văn Minh");
  g_assert_cmpstr (found->receiver_name, ==, "Võ Lạ");
  g_assert_cmpstr (found->maker_name, ==, "Nguyễn Thị Lan");
  g_assert_cmpint (found->office, ==, SOKY_ROLE_GROUP_HEAD);
  g_assert_cmpstr (found->note, ==, "12/UQ");
  g_assert_null (found->head_title);
  g_assert_cmpint (g_date_compare (&found->first, &warrant->first), ==, 0);
  g_assert_cmpint (g_date_compare (&found->last, &warrant->last), ==, 0);
  g_assert_cmpstr (found->type_ids->pdata[1], ==, "so_\"khác\"");
  g_autoptr (SokyDelegationRecord) other = soky_store_get_delegation (tx, "d2", &error);
  g_assert_null (other->giver_id);
  g_assert_cmpstr (other->head_title, ==, "Chủ tịch");
  g_assert_false (g_date_valid (&other->last));
  g_assert_cmpstr (other->maker_id, ==, "");
  g_assert_cmpuint (other->type_ids->len, ==, 0);
  ASSERT_MISSING (soky_store_get_delegation (tx, "d9", &error));

  g_autoptr (GPtrArray) all = soky_store_list_delegations (tx, "truong", &error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((SokyDelegationRecord *) all->pdata[0])->id, ==, "d2");
  g_autoptr (GPtrArray) elsewhere = soky_store_list_delegations (tx, "khac", &error);
  g_assert_cmpuint (elsewhere->len, ==, 0);
  found->revoked_us = NOW + 9;
  g_assert_true (soky_store_revoke_delegation (tx, found, &error));
  g_autoptr (GPtrArray) received = soky_store_list_received (tx, "la", &error);
  g_assert_cmpuint (received->len, ==, 1);
  g_autoptr (SokyDelegationRecord) missing = make_record ("d9", SOKY_DELEGATION_ORDER, "minh");
  g_assert_false (soky_store_revoke_delegation (tx, missing, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND);
}

/* A book of lan's that waits for minh, head of the group. */
static SokyBook *
insert_book (SokyTransaction *tx, const char *id, const char *owner, SokyStepKind kind)
{
  SokyBook *book = soky_book_new ();
  SokyRound *round = soky_round_new (1, NOW);
  char **const texts[] = {
      &book->id,      &book->type_id,   &book->fields.title,       &book->owner_id,
      &book->unit_id, &book->school_id, &book->fields.school_year, &book->fields.period};
  const char *const values[] = {id,   "giao_an", "Bài",       owner,
                                "to", "truong",  "2026-2027", "week-03"};
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_free (*texts[i]);
    *texts[i] = g_strdup (values[i]);
  }
  g_ptr_array_add (round->steps, soky_step_new (1, "minh", SOKY_ROLE_GROUP_HEAD, kind, TRUE));
  g_ptr_array_add (book->rounds, round);
  book->version = book->round = 1;
  book->state = SOKY_BOOK_IN_REVIEW;
  g_assert_true (soky_store_insert_book (tx, book, &error));
  g_assert_no_error (error);
  return book;
}

static guint
count_inbox (SokyTransaction *tx, const char *person_id, GPtrArray *delegations)
{
  const SokyBookQuestion question = {.view = SOKY_BOOK_VIEW_INBOX,
                                     .person_id = person_id,
                                     .school_id = "truong",
                                     .delegations = delegations,
                                     .limit = 10};
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookPage) page = soky_store_list_books (tx, &question, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->inbox, ==, page->books->len);
  return page->inbox;
}

static void
test_inbox (StoreFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *school, *giver, *type;
    SokyRole office;
    guint count;
  } cases[] = {
      {"truong", "minh", NULL, SOKY_ROLE_GROUP_HEAD, 1},
      {"truong", "minh", "giao_an", SOKY_ROLE_GROUP_HEAD, 1},
      {"truong", "minh", "so_khac", SOKY_ROLE_GROUP_HEAD, 0},
      {"truong", "minh", NULL, SOKY_ROLE_PRINCIPAL, 0},
      {"truong", "lan", NULL, SOKY_ROLE_GROUP_HEAD, 0},
      {"khac", "minh", NULL, SOKY_ROLE_GROUP_HEAD, 0},
      {"truong", NULL, NULL, SOKY_ROLE_NONE, 0},
  };
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (SokyBook) book = insert_book (tx, "b1", "lan", SOKY_STEP_PERSON);
  g_autoptr (SokyBook) own = insert_book (tx, "b2", "la", SOKY_STEP_PERSON);
  g_autoptr (SokyBook) stamp = insert_book (tx, "b3", "lan", SOKY_STEP_STAMP);

  g_assert_cmpuint (count_inbox (tx, "minh", NULL), ==, 3);
  g_assert_cmpuint (count_inbox (tx, "la", NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = g_strdup_printf ("d%u", i);
    g_autoptr (GPtrArray) mine = g_ptr_array_new ();
    g_autoptr (SokyDelegationRecord) one = make_record (id, SOKY_DELEGATION_ORDER, cases[i].giver);
    g_free (one->school_id);
    one->school_id = g_strdup (cases[i].school);
    one->office = cases[i].office;
    if (cases[i].type != NULL)
      g_ptr_array_add (one->type_ids, g_strdup (cases[i].type));
    add (tx, one);
    g_ptr_array_add (mine, one);
    g_test_message ("%u", i);
    g_assert_cmpuint (count_inbox (tx, "la", mine), ==, cases[i].count);
  }
  g_assert_cmpuint (count_inbox (tx, "la", NULL), ==, 0);
}

static void
test_stand_in (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (SokyDelegationRecord) one = make_record ("d1", SOKY_DELEGATION_ORDER, "minh");
  g_autoptr (SokyBook) book = insert_book (tx, "b1", "lan", SOKY_STEP_PERSON);
  SokyStandIn borrowed = {.delegation_id = (char *) "d1",
                          .kind = SOKY_DELEGATION_ORDER,
                          .office = (char *) "Tổ trưởng",
                          .head = (char *) "Chủ tịch",
                          .person_id = (char *) "la",
                          .person_name = (char *) "Võ Lạ",
                          .title = (char *) "Giáo viên"};
  SokyRound *round = book->rounds->pdata[0];
  SokyStep *step = round->steps->pdata[0];
  g_autoptr (GError) error = NULL;

  add (tx, one);
  step->stand_in = soky_stand_in_copy (&borrowed);
  step->outcome = SOKY_OUTCOME_SIGNED;
  step->decided_us = NOW;
  step->revision = 1;
  step->certificate = soky_certificate_info_new ("ff", "Lạ", "la", FALSE);
  g_ptr_array_add (round->steps,
                   soky_step_new (2, "lan", SOKY_ROLE_TEACHER, SOKY_STEP_PERSON, TRUE));
  book->recall_requested_us = NOW + 1;
  book->version = 2;
  g_assert_true (soky_store_update_book (tx, book, 1, &error));
  g_autoptr (SokyBook) found = soky_store_get_book (tx, "b1", &error);
  g_assert_no_error (error);
  const SokyStep *back = ((SokyRound *) found->rounds->pdata[0])->steps->pdata[0];
  g_assert_cmpstr (back->person_id, ==, "minh");
  g_assert_cmpstr (back->stand_in->delegation_id, ==, "d1");
  g_assert_cmpint (back->stand_in->kind, ==, SOKY_DELEGATION_ORDER);
  g_assert_cmpstr (back->stand_in->person_name, ==, "Võ Lạ");
  g_assert_cmpstr (back->stand_in->office, ==, "Tổ trưởng");
  g_assert_cmpstr (back->stand_in->head, ==, "Chủ tịch");
  g_assert_cmpstr (back->stand_in->title, ==, "Giáo viên");
  g_assert_cmpstr (back->certificate->person_id, ==, "la");
  /* both are asked to agree to the recall */
  g_assert_cmpuint (count_inbox (tx, "la", NULL), ==, 1);
  g_assert_cmpuint (count_inbox (tx, "minh", NULL), ==, 1);
}

static void
test_comments (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (SokyTransaction) tx = store_fixture_begin (fixture, SOKY_STORE_WRITE);
  g_autoptr (SokyBook) book = insert_book (tx, "b1", "lan", SOKY_STEP_PERSON);
  g_autoptr (SokyComment) one = soky_comment_new ("Thiếu\nmục tiêu");
  g_autoptr (SokyComment) two = soky_comment_new ("Hai");
  g_autoptr (GError) error = NULL;

  one->number = one->round = 1;
  one->page = 3;
  one->revision = 2;
  one->place = (SokyCommentPlace){1, 2, 3, 4};
  one->made_us = NOW;
  one->returned = TRUE;
  g_free (one->author_id);
  one->author_id = g_strdup ("minh");
  two->number = 2;
  two->round = 1;
  g_free (two->author_id);
  two->author_id = g_strdup ("lan");
  g_assert_true (soky_store_add_comment (tx, "b1", two, &error));
  g_assert_true (soky_store_add_comment (tx, "b1", one, &error));
  g_assert_false (soky_store_add_comment (tx, "b1", one, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  two->resolved_us = NOW + 2;
  two->resolver_id = g_strdup ("minh");
  g_assert_true (soky_store_resolve_comment (tx, "b1", two, &error));

  g_autoptr (GPtrArray) list = soky_store_list_comments (tx, "b1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  const SokyComment *first = list->pdata[0], *second = list->pdata[1];
  g_assert_cmpstr (first->text, ==, "Thiếu\nmục tiêu");
  g_assert_cmpstr (first->author_name, ==, "Trần Văn Minh");
  g_assert_cmpint (first->revision, ==, 2);
  g_assert_cmpuint (first->page, ==, 3);
  g_assert_cmpint (first->place.left * 1000 + first->place.top * 100 + first->place.right * 10 +
                       first->place.bottom,
                   ==, 1234);
  g_assert_true (first->returned);
  g_assert_null (first->resolver_id);
  g_assert_cmpstr (second->resolver_name, ==, "Trần Văn Minh");
  g_assert_cmpint (second->resolved_us, ==, NOW + 2);
  g_assert_cmpint (second->revision, ==, -1);
  /* and they go with their book */
  g_assert_true (soky_store_remove_book (tx, "b1", 1, &error));
  g_autoptr (GPtrArray) none = soky_store_list_comments (tx, "b1", &error);
  g_assert_cmpuint (none->len, ==, 0);
  one->number = 9;
  g_assert_false (soky_store_resolve_comment (tx, "b1", one, &error));
  g_assert_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/store/sqlite/" name, StoreFixture, store_fixture_make_sqlite,                      \
              store_fixture_set_up, function, store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("delegation", test_delegation);
  ADD ("inbox", test_inbox);
  ADD ("stand-in", test_stand_in);
  ADD ("comments", test_comments);
  return g_test_run ();
}
