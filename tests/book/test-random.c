/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random people do random things, many of them nonsense: no book that cannot be ever comes of it.
 */
#include "config.h"

#include "book/book-query.h"
#include "book/comment.h"
#include "book/delegation-rules.h"
#include "school.h"

#define SEQUENCES 400
#define MOVES 300

static const char *const names[] = {"lan", "minh", "hanh", "ha", "huy", "binh", "tuan"};

static const char *
random_name (GRand *random)
{
  return names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))];
}

/* One in @times. */
static gboolean
rarely (GRand *random, int times)
{
  return g_rand_int_range (random, 0, times) == 0;
}

static char *
random_route (GRand *random)
{
  static const char *const marks[] = {"", "", "", "-", "i", "i-"};
  g_autoptr (GString) route = g_string_new (NULL);
  gint32 steps = g_rand_int_range (random, 0, 5);

  for (gint32 i = 0; i < steps; i++)
    g_string_append_printf (route, "%s%s%d%s", i > 0 ? " " : "", random_name (random),
                            g_rand_int_range (random, 0, 4),
                            marks[g_rand_int_range (random, 0, G_N_ELEMENTS (marks))]);
  if (rarely (random, 2))
    g_string_append_printf (route, "%sha%ds", steps > 0 ? " " : "",
                            g_rand_int_range (random, 2, 5));
  return g_strdup (route->str);
}

static void
spoil (GRand *random, SokyAction *action)
{
  if (rarely (random, 20))
    action->version ^= 1;
  if (rarely (random, 20))
    soky_action_set_reason (action, rarely (random, 2) ? "" : NULL);
  if (rarely (random, 20))
    action->length = g_rand_int_range (random, -10, 200000);
  if (action->certificate != NULL && rarely (random, 10))
    action->certificate->organisation ^= 1;
  if (action->certificate != NULL && rarely (random, 20))
    g_clear_pointer (&action->certificate, soky_certificate_info_free);
}

/* Whoever's turn it is, or has something from him, gets more chances than chance would give. */
static const char *
choose_actor (GRand *random, const School *school, const SokyBook *book)
{
  if (school->delegations->len > 0 && rarely (random, 3)) {
    gint32 index = g_rand_int_range (random, 0, (gint32) school->delegations->len);
    return ((const SokyDelegationRecord *) school->delegations->pdata[index])->receiver_id;
  }
  if (rarely (random, 3))
    return random_name (random);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (soky_book_find_current_step (book, names[i]) != NULL && rarely (random, 2))
      return names[i];
  }
  return rarely (random, 3) ? "hanh" : "lan";
}

static void
assert_history_kept (const SokyBook *before, const SokyBook *after)
{
  g_assert_cmpuint (after->version, ==, before->version + 1);
  g_assert_cmpuint (after->round, >=, before->round);
  g_assert_cmpint (after->revision_count, >=, before->revision_count);
  for (guint i = 0; i + 1 < before->rounds->len; i++) {
    const SokyRound *old = g_ptr_array_index (before->rounds, i);
    const SokyRound *kept = g_ptr_array_index (after->rounds, i);
    g_assert_cmpint (old->ended_us, ==, kept->ended_us);
    g_assert_cmpint (old->end, ==, kept->end);
    g_assert_cmpuint (old->steps->len, ==, kept->steps->len);
  }
}

/* People who are several things at once: a teacher who heads the school, an owner who keeps the
 * stamp. */
static void
mix_roles (GRand *random, School *school)
{
  static const SokyRole roles[] = {SOKY_ROLE_PRINCIPAL, SOKY_ROLE_CLERK, SOKY_ROLE_SCHOOL_ADMIN,
                                   SOKY_ROLE_GROUP_HEAD, SOKY_ROLE_VICE_PRINCIPAL};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (rarely (random, 3))
      soky_person_add_position (school_person (school, names[i]),
                                roles[g_rand_int_range (random, 0, G_N_ELEMENTS (roles))],
                                "school-1", "");
  }
}

/* What a walk has been through. */
typedef struct {
  guint states;
  guint events;
  gboolean parallel; /* two of one order have signed */
  gboolean stamped;
  guint given, taken_back; /* delegations */
  guint stand_ins;         /* changes by one */
  guint comments, resolved;
} Seen;

static void
note_seen (Seen *seen, const SokyBook *book, GPtrArray *events)
{
  GPtrArray *steps = soky_book_get_steps (book);
  const SokyStep *before = NULL;

  seen->states |= 1u << book->state;
  for (guint i = 0; i < events->len; i++)
    seen->events |= 1u << ((const SokyEvent *) events->pdata[i])->kind;
  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = steps->pdata[i];
    gboolean done = step->outcome == SOKY_OUTCOME_SIGNED;
    seen->stamped |= done && step->kind == SOKY_STEP_STAMP;
    seen->parallel |= done && before != NULL && before->order == step->order &&
                      before->outcome == SOKY_OUTCOME_SIGNED;
    before = step;
  }
}

/* Anybody gives anybody anything, for days that may be over or to come. */
static void
give (GRand *random, School *school, Seen *seen)
{
  static const SokyRole offices[] = {SOKY_ROLE_NONE, SOKY_ROLE_PRINCIPAL, SOKY_ROLE_PRINCIPAL,
                                     SOKY_ROLE_GROUP_HEAD};
  const gint64 day_us = (gint64) 24 * 3600 * G_USEC_PER_SEC;
  g_autoptr (SokyDelegationRecord) wish =
      soky_delegation_record_new ("", g_rand_int_range (random, 1, SOKY_N_DELEGATIONS));
  gint64 first_us = school->now_us + g_rand_int_range (random, -2, 2) * day_us;
  g_autofree char *id = g_strdup_printf ("d-%u", school->delegations->len);
  g_autoptr (GError) error = NULL;

  wish->office = offices[g_rand_int_range (random, 0, G_N_ELEMENTS (offices))];
  soky_date_from_moment (first_us, &wish->first);
  soky_date_from_moment (first_us + g_rand_int_range (random, 1, 4) * day_us, &wish->last);
  wish->note = rarely (random, 3) ? NULL : g_strdup ("Giấy ủy quyền số 12/UQ-THCS");
  if (wish->office == SOKY_ROLE_NONE) {
    g_free (wish->office_title);
    wish->office_title = g_strdup ("Hội đồng trường");
  }
  if (rarely (random, 2))
    g_ptr_array_add (wish->type_ids, g_strdup (rarely (random, 4) ? "other" : school->type->id));
  const SokyDelegationOrder order = {
      wish, school_person (school, rarely (random, 3) ? random_name (random) : "huy"),
      wish->office == SOKY_ROLE_NONE
          ? NULL
          : school_person (school, rarely (random, 3) ? random_name (random) : "hanh"),
      school_person (school, random_name (random)), school->delegations};
  SokyDelegationRecord *made = soky_delegation_make (id, &order, school->now_us, &error);
  g_assert_true ((made == NULL) == (error != NULL));
  if (made == NULL) {
    g_assert_true (error->domain == SOKY_BOOK_ERROR);
    return;
  }
  g_assert_true (soky_delegation_may_make (order.maker));
  g_ptr_array_add (school->delegations, made);
  seen->given++;
}

static void
take_back (GRand *random, School *school, Seen *seen)
{
  if (school->delegations->len == 0)
    return;
  guint index = (guint) g_rand_int_range (random, 0, (gint32) school->delegations->len);
  SokyDelegationRecord *record = school->delegations->pdata[index];
  const SokyPerson *person = school_person (school, random_name (random));
  gboolean may = soky_delegation_may_revoke (record, person, school->now_us);
  SokyDelegationRecord *after = soky_delegation_revoke (record, person, school->now_us, NULL);

  g_assert_true ((after != NULL) == may);
  if (after == NULL)
    return;
  g_assert_cmpint (soky_delegation_record_get_state (after, school->now_us), ==,
                   SOKY_DELEGATION_REVOKED);
  school->delegations->pdata[index] = after;
  soky_delegation_record_unref (record);
  seen->taken_back++;
}

/* What is said of a book changes nothing of it. */
static void
say (GRand *random, School *school, const SokyBook *book, GPtrArray *comments, Seen *seen)
{
  const SokyActor actor = {school_person (school, random_name (random)), school->delegations};
  g_autoptr (SokyComment) wish = soky_comment_new (rarely (random, 10) ? "" : "Thiếu mục tiêu");
  g_autoptr (GError) error = NULL;

  wish->revision = g_rand_int_range (random, -1, book->revision_count + 1);
  wish->page = (guint) g_rand_int_range (random, 0, 6);
  wish->place = (SokyCommentPlace){100, g_rand_int_range (random, 0, 300), 200, 300};
  gboolean may = soky_comment_may_make (book, &actor, school->now_us, NULL);
  SokyComment *made =
      soky_comment_make (book, &actor, wish, comments, FALSE, school->now_us, &error);
  g_assert_true ((made == NULL) == (error != NULL));
  if (made == NULL)
    return;
  g_assert_true (may);
  g_assert_true (soky_comment_may_read (book, &actor, school->now_us));
  g_assert_cmpuint (made->number, ==, comments->len + 1);
  g_assert_cmpuint (made->round, ==, book->round);
  g_ptr_array_add (comments, made);
  seen->comments++;
}

static void
resolve (GRand *random, School *school, const SokyBook *book, GPtrArray *comments, Seen *seen)
{
  if (comments->len == 0)
    return;
  guint index = (guint) g_rand_int_range (random, 0, (gint32) comments->len);
  SokyComment *comment = comments->pdata[index];
  const SokyPerson *person = school_person (school, random_name (random));
  gboolean may = soky_comment_may_resolve (book, comment, person, NULL);
  SokyComment *after = soky_comment_resolve (book, comment, person, school->now_us, NULL);

  g_assert_true ((after != NULL) == may);
  if (after == NULL)
    return;
  g_assert_cmpint (after->resolved_us, ==, school->now_us);
  g_assert_cmpstr (after->resolver_id, ==, person->id);
  comments->pdata[index] = after;
  soky_comment_unref (comment);
  seen->resolved++;
}

/* Around the book: its people and what they say. */
static void
stir (GRand *random, School *school, const SokyBook *book, GPtrArray *comments, Seen *seen)
{
  if (rarely (random, 12))
    give (random, school, seen);
  if (rarely (random, 40))
    take_back (random, school, seen);
  if (rarely (random, 4))
    say (random, school, book, comments, seen);
  if (rarely (random, 4))
    resolve (random, school, book, comments, seen);
}

/* A step that another decided: by a record that covered it then, never in a book of his own. */
static void
assert_stand_ins (const School *school, const SokyBook *book, const SokyBook *before, Seen *seen)
{
  GPtrArray *steps = soky_book_get_steps (book);

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = steps->pdata[i];
    if (step->stand_in == NULL || step->decided_us <= before->updated_us)
      continue;
    seen->stand_ins++;
    g_assert_cmpint (step->kind, !=, SOKY_STEP_STAMP);
    /* his own step is signed in the name of a body */
    if (!g_str_equal (step->stand_in->person_id, step->person_id))
      g_assert_cmpstr (step->stand_in->person_id, !=, book->owner_id);
    gboolean found = FALSE;
    for (guint j = 0; j < school->delegations->len; j++) {
      const SokyDelegationRecord *record = school->delegations->pdata[j];
      found = found || (g_str_equal (record->id, step->stand_in->delegation_id) &&
                        soky_delegation_record_get_state (record, step->decided_us) ==
                            SOKY_DELEGATION_IN_FORCE &&
                        g_str_equal (record->receiver_id, step->stand_in->person_id) &&
                        !soky_delegation_record_leaves_out (record, book->type_id));
    }
    g_assert_true (found);
  }
}

static SokyBook *
move_once (GRand *random, School *school, SokyBook *book, Seen *seen)
{
  g_autofree char *route = random_route (random);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  const char *name = choose_actor (random, school, book);
  SokyActor actor = {school_person (school, name), school->delegations};
  SokyActionKind kind = g_rand_int_range (random, 0, SOKY_ACTION_DELETE);

  /* recalls and returns would end most rounds early */
  if ((kind == SOKY_ACTION_RECALL || kind == SOKY_ACTION_RETURN) && !rarely (random, 4))
    kind = SOKY_ACTION_SIGN;
  school->route = route;
  school->auto_publish = rarely (random, 6);
  school->granted = !rarely (random, 2);
  g_autoptr (SokyAction) action = school_action (school, book, name, kind);
  spoil (random, action);
  gboolean may = soky_book_may (book, school->type, &actor, kind, school->now_us, NULL);
  SokyBook *next =
      soky_book_apply (book, school->type, &actor, action, school->now_us++, &events, &error);
  g_assert_true ((next == NULL) == (error != NULL));
  if (next == NULL) {
    g_assert_true (error->domain == SOKY_BOOK_ERROR);
    return book;
  }
  g_assert_true (may);
  g_assert_cmpuint (events->len, >, 0);
  school_assert_possible (next);
  assert_history_kept (book, next);
  assert_stand_ins (school, next, book, seen);
  note_seen (seen, next, events);
  soky_book_unref (book);
  return next;
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260905);
  Seen seen = {0};
  guint64 changes = 0;

  for (guint i = 0; i < SEQUENCES; i++) {
    g_autoptr (School) school = school_new ();
    school->type->cert_mandatory = rarely (random, 3);
    school->type->offers_auto_publish = !rarely (random, 3);
    if (i % 2 == 1)
      mix_roles (random, school);
    g_autoptr (GPtrArray) comments =
        g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);
    SokyBook *book = school_draft (school);
    for (guint j = 0; j < MOVES; j++) {
      stir (random, school, book, comments, &seen);
      book = move_once (random, school, book, &seen);
    }
    changes += book->version - 1;
    soky_book_unref (book);
  }
  /* the walk saw every state, and most sequences went somewhere */
  g_test_message ("%" G_GUINT64_FORMAT " changes, %u delegations, %u by them, %u comments", changes,
                  seen.given, seen.stand_ins, seen.comments);
  g_assert_cmpuint (seen.states, ==, (1u << SOKY_BOOK_DELETED) - 1);
  /* and everything that can happen to a book but its beginning, its end and what is said of it */
  guint all = (1u << SOKY_EVENT_DELETED) - 1;
  g_assert_cmpuint (seen.events | 1u << SOKY_EVENT_CREATED, ==, all);
  g_assert_true (seen.parallel && seen.stamped);
  g_assert_cmpuint (MIN (seen.given, seen.taken_back), >, 0);
  g_assert_cmpuint (MIN (seen.comments, seen.resolved), >, 0);
  g_assert_cmpuint (seen.stand_ins, >, 0);
  g_assert_cmpuint (changes, >, 10 * SEQUENCES);
}

/* The judge itself: each of these books cannot be. */
static void
test_judge (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (SokyBook) review = school_play (school, "lan:attach lan:submit lan:sign minh:sign");

  for (guint i = 0; i < 12; i++) {
    g_autoptr (SokyBook) book = soky_book_copy (review);
    SokyStep *first = g_ptr_array_index (soky_book_get_steps (book), 0);
    SokyStep *last = g_ptr_array_index (soky_book_get_steps (book), 2);
    school_assert_possible (book);
    switch (i) {
    case 0:
      book->state = SOKY_BOOK_APPROVED;
      break;
    case 1:
      book->state = SOKY_BOOK_DRAFT;
      break;
    case 2:
      first->outcome = SOKY_OUTCOME_PENDING;
      break;
    case 3:
      g_clear_pointer (&first->certificate, soky_certificate_info_free);
      break;
    case 4:
      first->certificate->organisation = TRUE;
      break;
    case 5:
      last->outcome = SOKY_OUTCOME_APPROVED;
      last->decided_us = 1;
      break;
    case 6:
      first->order = 9;
      break;
    case 7:
      book->recall_requested_us = 1;
      first->consented_us = 1;
      ((SokyStep *) g_ptr_array_index (soky_book_get_steps (book), 1))->consented_us = 1;
      break;
    case 8:
      book->publish_after_stamp = TRUE;
      break;
    case 9:
      book->revision_count = 1;
      break;
    case 10:
      book->published_us = 1;
      break;
    default:
      book->round = 2;
      soky_book_get_round (book)->number = 7;
      break;
    }
    g_autofree char *wrong = soky_book_find_impossible (book);
    g_test_message ("%u: %s", i, wrong != NULL ? wrong : "possible");
    g_assert_nonnull (wrong);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/random/walk", test_random);
  g_test_add_func ("/book/random/judge", test_judge);
  return g_test_run ();
}
