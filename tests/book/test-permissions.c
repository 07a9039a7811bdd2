/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every state, every person, every action: what is allowed, and why the rest is refused. */
#include "config.h"

#include "school.h"

#include "book/book-query.h"

#include <string.h>

/* The rows of a table: who tries. "late" is lan after she has left the school. */
static const char *const actors[] = {"lan", "minh", "hanh", "ha", "huy", "binh", "tuan", "late"};

/* The columns, in the order of SokyActionKind: edit attach submit sign approve return recall
 * consent publish revoke delete. The letters in them: */
static const struct {
  char letter;
  SokyBookError error;
} letters[] = {
    {'W', SOKY_BOOK_ERROR_WRONG_STATE},
    {'O', SOKY_BOOK_ERROR_NOT_OWNER},
    {'R', SOKY_BOOK_ERROR_NOT_IN_ROUTE},
    {'T', SOKY_BOOK_ERROR_NOT_YOUR_TURN},
    {'A', SOKY_BOOK_ERROR_ALREADY_DECIDED},
    {'P', SOKY_BOOK_ERROR_NOT_PERMITTED},
    {'F', SOKY_BOOK_ERROR_NO_FILE},
    {'C', SOKY_BOOK_ERROR_CERT_REQUIRED},
    {'Q', SOKY_BOOK_ERROR_RECALL_PENDING},
    {'N', SOKY_BOOK_ERROR_NO_RECALL},
    {'H', SOKY_BOOK_ERROR_HAS_DECISIONS},
    {'L', SOKY_BOOK_ERROR_LOCKED},
    /* found only when the action itself is seen, so their buttons are enabled: */
    {'X', SOKY_BOOK_ERROR_CERT_WRONG_KIND}, /* the clerk's token holds the school's certificate */
    {'G', SOKY_BOOK_ERROR_NO_RECALL},       /* the owner may only give up a recall */
};

typedef struct {
  const char *name;
  const char *route;
  const char *script;
  const char *table[G_N_ELEMENTS (actors)];
} Situation;

#define NOBODY "OOOWWWWWWWO"
#define LEFT "PPPPPPPPPPP"

static const Situation situations[] = {
    {"draft-without-file",
     "lan1 minh2 hanh3",
     "",
     {"++FWWWWWWW+", NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, LEFT}},
    {"draft",
     "lan1 minh2 hanh3",
     "lan:attach",
     {"+++WWWWWWW+", NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, LEFT}},
    {"owners-turn",
     "lan1 minh2 hanh3",
     "lan:attach lan:submit",
     {"WWW+C++NWWW", "WWWTTTONWWW", "WWWTTTONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"heads-turn",
     "lan1 minh2 hanh3",
     "lan:attach lan:submit lan:sign",
     {"WWWAAA+NWWW", "WWW+C+ONWWW", "WWWTTTONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"principals-turn",
     "lan1 minh2 hanh3",
     "lan:attach lan:submit lan:sign minh:sign",
     {"WWWAAA+NWWW", "WWWAAAONWWW", "WWW+C+ONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"recall-asked",
     "lan1 minh2 hanh3",
     "lan:attach lan:submit lan:sign minh:sign lan:recall",
     {"WWWAAAQGWWW", "WWWAAAO+WWW", "WWWQQ+ONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"parallel",
     "lan1 minh2 hanh2",
     "lan:attach lan:submit lan:sign",
     {"WWWAAA+NWWW", "WWW+C+ONWWW", "WWW+C+ONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"parallel-half",
     "lan1 minh2 hanh2",
     "lan:attach lan:submit lan:sign hanh:sign",
     {"WWWAAA+NWWW", "WWW+C+ONWWW", "WWWAAAONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"before-the-stamp",
     "lan1 hanh2 ha3s",
     "lan:attach lan:submit lan:sign",
     {"WWWAAA+NWWW", "WWWRRRONWWW", "WWW+C+ONWWW", "WWWTTTONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"stamp",
     "lan1 hanh2 ha3s",
     "lan:attach lan:submit lan:sign hanh:sign",
     {"WWWAAA+NWWW", "WWWRRRONWWW", "WWWAAAONWWW", "WWW+C+ONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"without-certificate",
     "minh1- hanh2",
     "lan:attach lan:submit",
     {"WWWRRR+NWWW", "WWW+++ONWWW", "WWWTTTONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"initials",
     "minh1i hanh2",
     "lan:attach lan:submit",
     {"WWWRRR+NWWW", "WWW+C+ONWWW", "WWWTTTONWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"clerk-as-a-person",
     "ha1-",
     "lan:attach lan:submit",
     {"WWWRRR+NWWW", "WWWRRRONWWW", "WWWRRRONWWW", "WWWX++ONWWW", "WWWRRRONWWW", "WWWRRRONWWW",
      "WWWRRRONWWW", LEFT}},
    {"returned",
     "lan1 minh2 hanh3",
     "lan:attach lan:submit lan:sign minh:return",
     {"+++WWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW",
      "OOOWWWWWWWW", LEFT}},
    {"recalled",
     "lan1 minh2 hanh3",
     "lan:attach lan:submit lan:sign lan:recall",
     {"+++WWWWWWW+", NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, LEFT}},
    {"recalled-by-consent",
     "lan1 minh2 hanh3",
     "lan:attach lan:submit lan:sign minh:sign lan:recall minh:consent",
     {"+++WWWWWWWH", NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, LEFT}},
    {"returned-then-recalled",
     "minh1 hanh2",
     "lan:attach lan:submit minh:return lan:submit lan:recall",
     {"+++WWWWWWWH", NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, LEFT}},
    {"approved",
     "lan1 minh2",
     "lan:attach lan:submit lan:sign minh:sign",
     {"WWWWWWWWPWW", "WWWWWWWWPWW", "WWWWWWWW+WW", "WWWWWWWWPWW", "WWWWWWWW+WW", "WWWWWWWWPWW",
      "WWWWWWWWPWW", LEFT}},
    {"published",
     "lan1 minh2",
     "lan:attach lan:submit lan:sign minh:sign hanh:publish",
     {"WWWWWWWWWPW", "WWWWWWWWWPW", "WWWWWWWWW+W", "WWWWWWWWWPW", "WWWWWWWWW+W", "WWWWWWWWWPW",
      "WWWWWWWWWPW", LEFT}},
    {"revoked",
     "lan1 minh2",
     "lan:attach lan:submit lan:sign minh:sign hanh:publish huy:revoke",
     {"WWWWWWWWPWW", "WWWWWWWWPWW", "WWWWWWWW+WW", "WWWWWWWWPWW", "WWWWWWWW+WW", "WWWWWWWWPWW",
      "WWWWWWWWPWW", LEFT}},
    {"locked",
     "minh1",
     "lan:attach",
     {"++LWWWWWWW+", NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, LEFT}},
    {"locked-but-returned",
     "minh1",
     "lan:attach lan:submit minh:return",
     {"+++WWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW", "OOOWWWWWWWW",
      "OOOWWWWWWWW", LEFT}},
};

static void
assert_cell (School *school, const SokyBook *book, const char *name, SokyActionKind kind,
             char letter)
{
  g_autoptr (GError) error = NULL, doubt = NULL;
  SokyActor actor = {school_person (school, name)};
  g_autoptr (SokyBook) next = school_try (school, book, name, kind, &error);
  gboolean may = soky_book_may (book, school->type, &actor, kind, school->now_us, &doubt);

  g_test_message ("%s %s: %s", name, soky_action_kind_to_string (kind),
                  error != NULL ? soky_book_error_to_code ((SokyBookError) error->code) : "done");
  /* a button is enabled exactly where the action itself can succeed */
  g_assert_true (may == (strchr ("+XG", letter) != NULL));
  if (letter == '+') {
    g_assert_no_error (error);
    school_assert_possible (next);
    g_assert_cmpuint (next->version, ==, book->version + 1);
    return;
  }
  g_assert_null (next);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    if (letters[i].letter == letter)
      school_assert_refused (&error, letters[i].error);
  }
  g_assert_no_error (error);
}

static void
test_situation (gconstpointer data)
{
  const Situation *situation = data;
  g_autoptr (School) school = school_new ();

  school->route = situation->route;
  g_autoptr (SokyBook) book = school_play (school, situation->script);
  school->type->locked = g_str_has_prefix (situation->name, "locked");
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++) {
    gboolean late = g_str_equal (actors[i], "late");
    const char *name = late ? "lan" : actors[i];
    g_assert_cmpuint (strlen (situation->table[i]), ==, SOKY_N_ACTIONS);
    school_person (school, name)->active = !late;
    for (guint kind = 0; kind < SOKY_N_ACTIONS; kind++)
      assert_cell (school, book, name, kind, situation->table[i][kind]);
  }
}

/* Somebody of the school whom no route names, in each role: as the administrator, who may publish
 * and revoke, or as another teacher. */
static void
test_role (gconstpointer data)
{
  const Situation *situation = data;

  for (SokyRole role = SOKY_ROLE_NONE; role < SOKY_N_ROLES; role++) {
    g_autoptr (School) school = school_new ();
    gboolean heads = role == SOKY_ROLE_PRINCIPAL || role == SOKY_ROLE_SCHOOL_ADMIN;
    const char *row = situation->table[heads ? 4 : 5];
    school->route = situation->route;
    school_add_person (school, "vy", "school-1", "school-1", role);
    g_autoptr (SokyBook) book = school_play (school, situation->script);
    school->type->locked = g_str_has_prefix (situation->name, "locked");
    g_test_message ("%s", soky_role_to_string (role));
    for (guint kind = 0; kind < SOKY_N_ACTIONS; kind++)
      assert_cell (school, book, "vy", kind, row[kind]);
  }
}

/* What is asked about one situation; the tables leave none of it out. */
typedef struct {
  guint states, done, orders, kinds;
  gboolean uncertified, shared, alone, without;
} Covered;

static void
cover_route (Covered *covered, const SokyBook *book)
{
  GPtrArray *steps = soky_book_get_steps (book);

  covered->without |= steps->len == 0;
  covered->alone |= steps->len == 1;
  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = steps->pdata[i];
    covered->kinds |= 1u << step->kind;
    covered->uncertified |= !step->require_cert;
    covered->orders |= 1u << step->order;
    covered->shared |= i > 0 && ((const SokyStep *) steps->pdata[i - 1])->order == step->order;
  }
}

static void
test_complete (void)
{
  Covered covered = {0};
  GString *seen = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    g_autoptr (School) school = school_new ();
    school->route = situations[i].route;
    g_autoptr (SokyBook) book = school_play (school, situations[i].script);
    covered.states |= 1u << book->state;
    cover_route (&covered, book);
    for (guint j = 0; j < G_N_ELEMENTS (actors); j++) {
      g_string_append (seen, situations[i].table[j]);
      for (guint kind = 0; kind < SOKY_N_ACTIONS; kind++)
        covered.done |= situations[i].table[j][kind] == '+' ? 1u << kind : 0;
    }
  }
  g_assert_cmphex (covered.states, ==, (1u << SOKY_BOOK_DELETED) - 1);
  g_assert_cmphex (covered.done, ==, (1u << SOKY_N_ACTIONS) - 1);
  g_assert_cmphex (covered.kinds, ==,
                   1u << SOKY_STEP_PERSON | 1u << SOKY_STEP_INITIAL | 1u << SOKY_STEP_STAMP);
  g_assert_true (covered.uncertified && covered.shared && covered.alone && covered.without);
  g_assert_cmphex (covered.orders, ==, 1u << 1 | 1u << 2 | 1u << 3);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    g_assert_nonnull (strchr (seen->str, letters[i].letter));
  g_string_free (seen, TRUE);
}

/* The deadline of a type that locks holds for a first submission only. */
static void
test_deadline (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;

  school->type->lock_after_deadline = TRUE;
  g_autoptr (SokyBook) draft = school_play (school, "lan:attach");
  draft->due_us = school->now_us - 1;
  g_assert_null (school_try (school, draft, "lan", SOKY_ACTION_SUBMIT, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_LOCKED);
  draft->due_us = school->now_us;
  g_autoptr (SokyBook) in_time = school_try (school, draft, "lan", SOKY_ACTION_SUBMIT, &error);
  g_assert_no_error (error);
  g_autoptr (SokyBook) returned = school_try (school, in_time, "lan", SOKY_ACTION_RETURN, &error);
  g_autoptr (SokyBook) again = school_try (school, returned, "lan", SOKY_ACTION_SUBMIT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->round, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (situations); i++) {
    g_autofree char *path = g_strconcat ("/book/permissions/", situations[i].name, NULL);
    g_autofree char *roles = g_strconcat (path, "/roles", NULL);
    g_test_add_data_func (path, &situations[i], test_situation);
    g_test_add_data_func (roles, &situations[i], test_role);
  }
  g_test_add_func ("/book/permissions/complete", test_complete);
  g_test_add_func ("/book/permissions/deadline", test_deadline);
  return g_test_run ();
}
