/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comments of a review: who may write, read and resolve them, in each state; and their limits. */
#include "config.h"

#include "school.h"

#include "book/actor.h"
#include "book/comment.h"

#include <string.h>

static const char *const actors[] = {"lan", "minh", "hanh", "ha", "huy", "binh", "tuan"};

static SokyComment *
write_one (School *school, const SokyBook *book, const char *who, const SokyComment *wish,
           GPtrArray *others, GError **error)
{
  const SokyActor actor = {school_person (school, who), school->delegations};
  return soky_comment_make (book, &actor, wish, others, FALSE, school->now_us, error);
}

/* In each state: who may comment, who may read comments, who may resolve one of minh's. */
static void
test_who_may (void)
{
  static const struct {
    const char *script;
    const char *writers, *readers, *resolvers;
  } cases[] = {
      {"lan:attach", "WWWWWWW", "+------", "++-----"},
      {"lan:attach lan:submit", "+++RRRR", "+++-+--", "++-----"},
      {"lan:attach lan:submit lan:sign minh:return", "WWWWWWW", "+++-+--", "++-----"},
      {"lan:attach lan:submit lan:recall", "WWWWWWW", "+++-+--", "++-----"},
      {"lan:attach lan:submit lan:sign minh:sign hanh:sign", "WWWWWWW", "+++-+--", "-------"},
      {"lan:attach lan:submit lan:sign minh:sign hanh:sign huy:publish", "WWWWWWW", "+++-+--",
       "-------"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (School) school = school_new ();
    g_autoptr (SokyBook) book = school_play (school, cases[i].script);
    g_autoptr (SokyComment) wish = soky_comment_new ("Thiếu mục tiêu");
    g_autoptr (GPtrArray) none = g_ptr_array_new ();
    g_autoptr (SokyComment) present = soky_comment_copy (wish);
    g_free (present->author_id);
    present->author_id = g_strdup ("minh");
    for (guint j = 0; j < G_N_ELEMENTS (actors); j++) {
      const SokyActor actor = {school_person (school, actors[j])};
      g_autoptr (GError) error = NULL;
      g_test_message ("%s: %s", cases[i].script, actors[j]);
      g_autoptr (SokyComment) made = write_one (school, book, actors[j], wish, none, &error);
      g_assert_true ((made != NULL) == (cases[i].writers[j] == '+'));
      if (made == NULL)
        school_assert_refused (&error, cases[i].writers[j] == 'W' ? SOKY_BOOK_ERROR_WRONG_STATE
                                                                  : SOKY_BOOK_ERROR_NOT_IN_ROUTE);
      g_assert_true (soky_comment_may_read (book, &actor, school->now_us) ==
                     (cases[i].readers[j] == '+'));
      g_assert_true (soky_comment_may_resolve (book, present, actor.person, NULL) ==
                     (cases[i].resolvers[j] == '+'));
    }
  }
}

static void
test_stand_in (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyComment) wish = soky_comment_new ("Thiếu mục tiêu");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  SokyDelegationRecord *record = soky_delegation_record_new ("d", SOKY_DELEGATION_WARRANT);

  record->office = SOKY_ROLE_PRINCIPAL;
  record->giver_id = g_strdup ("hanh");
  g_free (record->receiver_id);
  record->receiver_id = g_strdup ("binh");
  g_free (record->school_id);
  record->school_id = g_strdup ("school-1");
  soky_date_from_moment (school->now_us, &record->first);
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");
  g_assert_null (write_one (school, book, "binh", wish, none, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_IN_ROUTE);
  g_ptr_array_add (school->delegations, record);
  g_autoptr (SokyComment) made = write_one (school, book, "binh", wish, none, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made->author_id, ==, "binh");
}

static void
test_places (void)
{
  static const struct {
    int revision;
    guint page;
    SokyCommentPlace place;
    gboolean good;
  } cases[] = {
      /* the book has four pages and one revision */
      {-1, 0, {0, 0, 0, 0}, TRUE},        {0, 0, {7, 7, 3, 3}, TRUE},
      {0, 1, {0, 0, 10000, 10000}, TRUE}, {0, 4, {100, 200, 101, 201}, TRUE},
      {0, 5, {0, 0, 10, 10}, FALSE},      {1, 1, {0, 0, 10, 10}, FALSE},
      {-2, 0, {0, 0, 10, 10}, FALSE},     {0, 1, {10, 0, 10, 10}, FALSE},
      {0, 1, {20, 0, 10, 10}, FALSE},     {0, 1, {0, 10, 10, 10}, FALSE},
      {0, 1, {-1, 0, 10, 10}, FALSE},     {0, 1, {0, -1, 10, 10}, FALSE},
      {0, 1, {0, 0, 10001, 10}, FALSE},   {0, 1, {0, 0, 10, 10001}, FALSE},
  };
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SokyComment) wish = soky_comment_new ("x");
    g_autoptr (GError) error = NULL;
    wish->revision = cases[i].revision;
    wish->page = cases[i].page;
    wish->place = cases[i].place;
    g_test_message ("%u", i);
    g_autoptr (SokyComment) made = write_one (school, book, "minh", wish, none, &error);
    g_assert_true ((made != NULL) == cases[i].good);
    if (made == NULL)
      school_assert_refused (&error, SOKY_BOOK_ERROR_COMMENT_PLACE);
    else if (made->page == 0)
      g_assert_cmpint (made->place.left, ==, 0);
  }
}

static void
test_limits (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit lan:sign");
  g_autoptr (GPtrArray) others =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);
  g_autofree char *longest = g_strnfill (SOKY_COMMENT_MAX_TEXT, 'x');
  g_autofree char *longer = g_strconcat (longest, "x", NULL);
  g_autoptr (SokyComment) blank = soky_comment_new (" \n\t ");
  g_autoptr (SokyComment) long_one = soky_comment_new (longer);
  g_autoptr (SokyComment) good = soky_comment_new (longest);
  g_autoptr (SokyComment) lines = soky_comment_new ("  một \n\n hai\u202e ");
  g_autoptr (GError) error = NULL;

  g_assert_null (write_one (school, book, "minh", blank, others, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_COMMENT_EMPTY);
  g_assert_null (write_one (school, book, "minh", long_one, others, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_TEXT_TOO_LONG);
  for (guint i = 0; i < SOKY_COMMENT_MAX_COUNT; i++) {
    g_ptr_array_add (others,
                     write_one (school, book, "minh", i == 0 ? lines : good, others, &error));
    g_assert_no_error (error);
  }
  const SokyComment *first = g_ptr_array_index (others, 0);
  const SokyComment *last = g_ptr_array_index (others, others->len - 1);
  g_assert_cmpstr (first->text, ==, "một\nhai");
  g_assert_cmpuint (last->number, ==, SOKY_COMMENT_MAX_COUNT);
  g_assert_cmpuint (last->round, ==, 1);
  g_assert_null (write_one (school, book, "minh", good, others, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_LIMIT);

  /* and so many marks go with a return */
  g_autoptr (SokyAction) action = school_action (school, book, "minh", SOKY_ACTION_RETURN);
  for (guint i = 0; i <= SOKY_COMMENT_MAX_MARKS; i++)
    g_ptr_array_add (action->marks, soky_comment_ref (good));
  g_assert_null (school_apply (school, book, "minh", action, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_LIMIT);
  g_ptr_array_set_size (action->marks, SOKY_COMMENT_MAX_MARKS);
  g_autoptr (SokyBook) returned = school_apply (school, book, "minh", action, &error);
  g_assert_no_error (error);
  g_assert_cmpint (returned->state, ==, SOKY_BOOK_RETURNED);
}

static void
test_resolve (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");
  g_autoptr (SokyComment) wish = soky_comment_new ("Thiếu mục tiêu");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_autoptr (SokyComment) made = write_one (school, book, "minh", wish, none, &error);
  g_autoptr (SokyEvent) said =
      soky_comment_make_event (made, book, school_person (school, "minh"), school->now_us);
  g_assert_cmpint (said->kind, ==, SOKY_EVENT_COMMENTED);
  g_assert_cmpstr (said->detail, ==, "1: Thiếu mục tiêu");
  g_autoptr (SokyComment) done =
      soky_comment_resolve (book, made, school_person (school, "lan"), 77, &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->resolved_us, ==, 77);
  g_assert_cmpstr (done->resolver_name, ==, "lan");
  g_autoptr (SokyEvent) event =
      soky_comment_make_event (done, book, school_person (school, "lan"), 77);
  g_assert_cmpint (event->kind, ==, SOKY_EVENT_RESOLVED);
  g_assert_cmpstr (event->detail, ==, "1");
  g_assert_null (soky_comment_resolve (book, done, school_person (school, "lan"), 78, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_WRONG_STATE);
  g_assert_null (soky_comment_resolve (book, made, school_person (school, "hanh"), 78, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NOT_PERMITTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/comments/who-may", test_who_may);
  g_test_add_func ("/book/comments/stand-in", test_stand_in);
  g_test_add_func ("/book/comments/places", test_places);
  g_test_add_func ("/book/comments/limits", test_limits);
  g_test_add_func ("/book/comments/resolve", test_resolve);
  return g_test_run ();
}
