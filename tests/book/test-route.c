/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes: which are refused, who is proposed, and who may publish with the last approval. */
#include "config.h"

#include "book/book-query.h"
#include "book/book-type-catalogue.h"
#include "school.h"

static void
test_check (void)
{
  const struct {
    const char *route;
    gboolean mandatory;
    int error; /* -1 = a good route */
  } routes[] = {
      {"lan1 minh2 hanh3", FALSE, -1},
      {"lan1 minh2 hanh3", TRUE, -1},
      {"hanh3 lan1 minh2", FALSE, -1},
      {"lan1 minh1 hanh1", FALSE, -1},
      {"lan7 minh99", FALSE, -1},
      {"lan1- minh2-", FALSE, -1},
      {"lan1i lan2 minh3", FALSE, -1},
      {"lan1 hanh2 ha3s", TRUE, -1},
      {"ha1 ha2s", FALSE, -1},
      {"lan1 minh2- hanh3", TRUE, SOKY_BOOK_ERROR_CERT_MANDATORY},
      {"lan1i- minh2", TRUE, SOKY_BOOK_ERROR_CERT_MANDATORY},
      {"lan1 ha2s-", FALSE, SOKY_BOOK_ERROR_CERT_MANDATORY},
      {"", FALSE, SOKY_BOOK_ERROR_ROUTE_EMPTY},
      {"ha1s", FALSE, SOKY_BOOK_ERROR_ROUTE_EMPTY},
      {"lan0", FALSE, SOKY_BOOK_ERROR_ROUTE_ORDER},
      {"lan100", FALSE, SOKY_BOOK_ERROR_ROUTE_ORDER},
      {"lan1 minh2 lan3", FALSE, SOKY_BOOK_ERROR_ROUTE_DUPLICATE},
      {"lan1i lan2i", FALSE, SOKY_BOOK_ERROR_ROUTE_DUPLICATE},
      {"lan1 tuan2", FALSE, SOKY_BOOK_ERROR_ROUTE_PERSON},
      {"lan1 minh2s", FALSE, SOKY_BOOK_ERROR_ROUTE_STAMP},
      {"lan1 ha1s", FALSE, SOKY_BOOK_ERROR_ROUTE_STAMP},
      {"ha1s lan2", FALSE, SOKY_BOOK_ERROR_ROUTE_STAMP},
      {"lan1 ha2s minh3", FALSE, SOKY_BOOK_ERROR_ROUTE_STAMP},
  };
  g_autoptr (School) school = school_new ();

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, 1);
    school->type->cert_mandatory = routes[i].mandatory;
    school_add_route (school, action, routes[i].route);
    gboolean good =
        soky_route_check (school->type, "school-1", action->route, action->people, &error);
    g_test_message ("“%s”", routes[i].route);
    g_assert_true (good == (routes[i].error < 0));
    if (!good)
      school_assert_refused (&error, (SokyBookError) routes[i].error);

    /* a submission sees the same */
    g_autoptr (SokyBook) draft = school_play (school, "lan:attach");
    school->route = routes[i].route;
    g_autoptr (SokyBook) next = school_try (school, draft, "lan", SOKY_ACTION_SUBMIT, &error);
    g_assert_true (good == (next != NULL));
    if (!good)
      school_assert_refused (&error, (SokyBookError) routes[i].error);
    if (good)
      school_assert_possible (next);
  }
}

static void
test_people (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = school_play (school, "lan:attach");
  g_autoptr (SokyAction) action = school_action (school, draft, "lan", SOKY_ACTION_SUBMIT);
  SokyStep *second = g_ptr_array_index (action->route, 1);

  /* names and titles are those of the store, whatever the client says */
  g_free (second->person_name);
  second->person_name = g_strdup ("Somebody else");
  g_autoptr (SokyBook) next = school_apply (school, draft, "lan", action, &error);
  g_assert_no_error (error);
  const SokyStep *taken = g_ptr_array_index (soky_book_get_steps (next), 1);
  g_assert_cmpstr (taken->person_name, ==, "minh");
  g_assert_cmpstr (taken->title, ==, soky_role_get_label (SOKY_ROLE_GROUP_HEAD));

  second->role = SOKY_ROLE_PRINCIPAL;
  g_assert_null (school_apply (school, draft, "lan", action, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_ROUTE_PERSON);
  second->role = SOKY_ROLE_GROUP_HEAD;
  school_person (school, "minh")->active = FALSE;
  g_assert_null (school_apply (school, draft, "lan", action, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_ROUTE_PERSON);
  school_person (school, "minh")->active = TRUE;
  g_ptr_array_set_size (action->people, 1);
  g_assert_null (school_apply (school, draft, "lan", action, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_ROUTE_PERSON);
}

/* Even where a school has several clerks, one of them stamps. */
static void
test_two_stamps (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, 1);

  soky_person_add_position (school_person (school, "binh"), SOKY_ROLE_CLERK, "school-1", "");
  school_add_route (school, action, "lan1 ha2s");
  g_assert_true (
      soky_route_check (school->type, "school-1", action->route, school->people, &error));
  soky_action_add_step (action, soky_step_new (3, "binh", SOKY_ROLE_CLERK, SOKY_STEP_STAMP, TRUE));
  g_assert_false (
      soky_route_check (school->type, "school-1", action->route, school->people, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_ROUTE_STAMP);
}

static void
test_longest (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_step_unref);

  for (guint i = 0; i <= SOKY_BOOK_MAX_STEPS; i++) {
    g_autofree char *id = g_strdup_printf ("p%u", i);
    SokyPerson *person = soky_person_new (id, id, id);
    soky_person_set_school (person, "school-1", "");
    g_ptr_array_add (people, person);
    g_ptr_array_add (steps, soky_step_new (1, id, SOKY_ROLE_NONE, SOKY_STEP_PERSON, TRUE));
    gboolean good = i < SOKY_BOOK_MAX_STEPS;
    if (i + 1 >= SOKY_BOOK_MAX_STEPS)
      g_assert_true (soky_route_check (school->type, "school-1", steps, people, &error) == good);
  }
  /* nobody holds no role at all, so anybody may */
  school_assert_refused (&error, SOKY_BOOK_ERROR_ROUTE_TOO_LONG);
}

static char *
describe (GPtrArray *steps)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    g_string_append_printf (text, "%s%u:%s%s ", *step->person_id != '\0' ? step->person_id : "?",
                            step->order, soky_role_to_string (step->role),
                            step->kind == SOKY_STEP_STAMP ? "/s" : "");
  }
  return g_strdup (g_strchomp (text->str));
}

static void
assert_proposal (School *school, const SokyBookType *type, const char *owner, const char *expected)
{
  g_autoptr (GPtrArray) steps =
      soky_route_resolve (type, school_person (school, owner), school->people);
  g_autofree char *found = describe (steps);

  g_assert_cmpstr (found, ==, expected);
}

static const SokyBookType *
find_type (GPtrArray *types, const char *code)
{
  for (guint i = 0; i < types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (types, i);
    if (g_str_equal (type->code, code))
      return type;
  }
  g_assert_not_reached ();
}

static void
test_resolve (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();
  const SokyBookType *plan = find_type (types, "lesson_plan");

  assert_proposal (school, plan, "lan", "lan1:teacher minh2:group_head hanh3:principal");
  assert_proposal (school, find_type (types, "mark_book"), "lan",
                   "lan1:subject_teacher hanh2:principal ha3:clerk/s");
  /* the head of a group need not approve himself */
  assert_proposal (school, plan, "minh", "minh1:group_head hanh3:principal");

  /* a choice is left to the owner, unless one of them is near; who has left is no choice */
  soky_person_add_position (school_person (school, "hanh"), SOKY_ROLE_GROUP_HEAD, "group-2", "");
  assert_proposal (school, plan, "lan", "lan1:teacher minh2:group_head hanh3:principal");
  soky_person_add_position (school_person (school, "binh"), SOKY_ROLE_GROUP_HEAD, "group-1", "");
  assert_proposal (school, plan, "lan", "lan1:teacher ?2:group_head hanh3:principal");
  school_person (school, "binh")->active = FALSE;
  school_person (school, "hanh")->active = FALSE;
  assert_proposal (school, plan, "lan", "lan1:teacher minh2:group_head");
  school_person (school, "minh")->active = FALSE;
  assert_proposal (school, plan, "lan", "lan1:teacher ?2:group_head");
}

/* Every type that a school starts with has a default route that can be submitted. */
static void
test_catalogue (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GPtrArray) types = soky_book_type_catalogue_new ();
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (types->len, ==, 13);
  for (guint i = 0; i < types->len; i++) {
    const SokyBookType *type = g_ptr_array_index (types, i);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) steps =
        soky_route_resolve (type, school_person (school, "minh"), school->people);
    g_test_message ("%s", type->code);
    g_assert_true (g_hash_table_add (codes, type->code));
    g_assert_true (g_str_is_ascii (type->code));
    g_assert_true (g_utf8_validate (type->name, -1, NULL));
    g_assert_cmpuint (type->submitters, !=, 0);
    soky_route_check (type, "school-1", steps, school->people, &error);
    g_assert_no_error (error);
    for (guint j = 0; j < steps->len; j++) {
      const SokyRouteRow *row = soky_book_type_find_row (type, g_ptr_array_index (steps, j));
      g_assert_nonnull (row);
      g_assert_nonnull (row->anchor);
    }
  }
}

/* Who may tick "Tự động ban hành", and what becomes of it. */
static void
test_auto_publish (void)
{
  const struct {
    const char *route;
    const char *script;
    const char *actor;
    SokyActionKind kind;
    gboolean offered;
    gboolean allowed;
    SokyBookState state;
  } cases[] = {
      {"lan1 minh2", "lan:attach lan:submit lan:sign", "minh", SOKY_ACTION_SIGN, TRUE, TRUE,
       SOKY_BOOK_PUBLISHED},
      {"lan1 minh2-", "lan:attach lan:submit lan:sign", "minh", SOKY_ACTION_APPROVE, TRUE, TRUE,
       SOKY_BOOK_PUBLISHED},
      {"lan1 minh2", "lan:attach lan:submit lan:sign", "minh", SOKY_ACTION_SIGN, FALSE, FALSE, 0},
      {"lan1 minh2 hanh3", "lan:attach lan:submit lan:sign", "minh", SOKY_ACTION_SIGN, TRUE, FALSE,
       0},
      {"minh1 hanh1", "lan:attach lan:submit", "minh", SOKY_ACTION_SIGN, TRUE, FALSE, 0},
      {"minh1 hanh1", "lan:attach lan:submit minh:sign", "hanh", SOKY_ACTION_SIGN, TRUE, TRUE,
       SOKY_BOOK_PUBLISHED},
      /* nobody publishes what no other has seen */
      {"lan1", "lan:attach lan:submit", "lan", SOKY_ACTION_SIGN, TRUE, FALSE, 0},
      {"minh1 lan2", "lan:attach lan:submit minh:sign", "lan", SOKY_ACTION_SIGN, TRUE, FALSE, 0},
      /* the decision waits for the stamp; the clerk does not decide */
      {"hanh1 ha2s", "lan:attach lan:submit", "hanh", SOKY_ACTION_SIGN, TRUE, TRUE,
       SOKY_BOOK_IN_REVIEW},
      {"hanh1 ha2s", "lan:attach lan:submit hanh:sign", "ha", SOKY_ACTION_SIGN, TRUE, FALSE, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (School) school = school_new ();
    g_autoptr (GError) error = NULL;
    school->route = cases[i].route;
    g_autoptr (SokyBook) book = school_play (school, cases[i].script);
    SokyActor actor = {school_person (school, cases[i].actor)};
    school->type->offers_auto_publish = cases[i].offered;
    school->auto_publish = TRUE;
    g_test_message ("%u: %s", i, cases[i].route);
    g_assert_true (soky_book_may_auto_publish (book, school->type, &actor, school->now_us, NULL) ==
                   cases[i].allowed);
    g_autoptr (SokyBook) next = school_try (school, book, cases[i].actor, cases[i].kind, &error);
    if (!cases[i].allowed) {
      school_assert_refused (&error, SOKY_BOOK_ERROR_NO_AUTO_PUBLISH);
      continue;
    }
    g_assert_no_error (error);
    school_assert_possible (next);
    g_assert_cmpint (next->state, ==, cases[i].state);
  }
}

static void
test_publish_after_stamp (void)
{
  g_autoptr (School) school = school_new ();
  g_autoptr (GError) error = NULL;

  school->route = "hanh1 ha2s";
  g_autoptr (SokyBook) book = school_play (school, "lan:attach lan:submit");
  school->auto_publish = TRUE;
  g_autoptr (SokyBook) waiting = school_try (school, book, "hanh", SOKY_ACTION_SIGN, &error);
  school->auto_publish = FALSE;
  g_assert_true (waiting->publish_after_stamp);
  g_autoptr (SokyBook) stamped = school_try (school, waiting, "ha", SOKY_ACTION_SIGN, &error);
  g_assert_cmpint (stamped->state, ==, SOKY_BOOK_PUBLISHED);
  /* a return takes the decision back */
  g_autoptr (SokyBook) returned = school_try (school, waiting, "ha", SOKY_ACTION_RETURN, &error);
  g_assert_false (returned->publish_after_stamp);
  school_assert_possible (returned);

  school->type->offers_auto_publish = FALSE;
  school->auto_publish = TRUE;
  g_assert_null (school_try (school, returned, "lan", SOKY_ACTION_SUBMIT, &error));
  school_assert_refused (&error, SOKY_BOOK_ERROR_NO_AUTO_PUBLISH);
}

static void
test_may_read (void)
{
  const struct {
    const char *script;
    const char *readers;
  } cases[] = {
      {"lan:attach", "lan"},
      {"lan:attach lan:submit", "lan minh hanh huy"},
      {"lan:attach lan:submit lan:sign minh:return", "lan minh hanh huy"},
      {"lan:attach lan:submit lan:sign minh:sign", "lan minh hanh huy"},
      {"lan:attach lan:submit lan:sign minh:sign hanh:publish", "lan minh binh hanh ha huy"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (School) school = school_new ();
    g_autoptr (GString) readers = g_string_new (NULL);
    school->route = "lan1 minh2";
    g_autoptr (SokyBook) book = school_play (school, cases[i].script);
    for (guint j = 0; j < school->people->len; j++) {
      const SokyPerson *person = g_ptr_array_index (school->people, j);
      const SokyActor actor = {person};
      if (soky_book_may_read (book, &actor, school->now_us))
        g_string_append_printf (readers, "%s%s", readers->len > 0 ? " " : "", person->id);
    }
    g_assert_cmpstr (readers->str, ==, cases[i].readers);
    school_person (school, "lan")->active = FALSE;
    const SokyActor lan = {school_person (school, "lan")};
    g_assert_false (soky_book_may_read (book, &lan, school->now_us));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/route/check", test_check);
  g_test_add_func ("/book/route/people", test_people);
  g_test_add_func ("/book/route/two-stamps", test_two_stamps);
  g_test_add_func ("/book/route/longest", test_longest);
  g_test_add_func ("/book/route/resolve", test_resolve);
  g_test_add_func ("/book/route/catalogue", test_catalogue);
  g_test_add_func ("/book/route/auto-publish", test_auto_publish);
  g_test_add_func ("/book/route/publish-after-stamp", test_publish_after_stamp);
  g_test_add_func ("/book/route/may-read", test_may_read);
  return g_test_run ();
}
