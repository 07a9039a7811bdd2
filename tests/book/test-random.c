/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random people do random things, many of them nonsense: no book that cannot be ever comes of it.
 */
#include "config.h"

#include "book/book-query.h"
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

/* Whoever's turn it is gets more chances than chance would give him. */
static const char *
choose_actor (GRand *random, const SokyBook *book)
{
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

static SokyBook *
move_once (GRand *random, School *school, SokyBook *book, Seen *seen)
{
  g_autofree char *route = random_route (random);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  const char *name = choose_actor (random, book);
  SokyActor actor = {school_person (school, name)};
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
    SokyBook *book = school_draft (school);
    for (guint j = 0; j < MOVES; j++)
      book = move_once (random, school, book, &seen);
    changes += book->version - 1;
    soky_book_unref (book);
  }
  /* the walk saw every state, and most sequences went somewhere */
  g_test_message ("%" G_GUINT64_FORMAT " changes", changes);
  g_assert_cmpuint (seen.states, ==, (1u << SOKY_BOOK_DELETED) - 1);
  /* and everything that can happen to a book but its beginning, its end and what is said of it */
  guint all = (1u << SOKY_EVENT_DELETED) - 1;
  g_assert_cmpuint (seen.events | 1u << SOKY_EVENT_CREATED, ==, all);
  g_assert_true (seen.parallel && seen.stamped);
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
