/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may administer what: every role against every unit, and what nobody may. */
#include "config.h"

#include "book/administration.h"
#include "book/book-type-catalogue.h"
#include "book/route-template.h"
#include "book/year-plan.h"
#include "school.h"

/* so > phong > (truong > to, toan), (khac > to-khac); dong is a closed group of truong */
static GPtrArray *units;

static const struct {
  const char *id, *parent;
  SokyUnitLevel level;
} tree[] = {
    {"so", NULL, SOKY_UNIT_PROVINCE},      {"phong", "so", SOKY_UNIT_DISTRICT},
    {"truong", "phong", SOKY_UNIT_SCHOOL}, {"to", "truong", SOKY_UNIT_GROUP},
    {"toan", "to", SOKY_UNIT_GROUP},       {"dong", "truong", SOKY_UNIT_GROUP},
    {"khac", "phong", SOKY_UNIT_SCHOOL},   {"to-khac", "khac", SOKY_UNIT_GROUP},
};

static void
make_units (void)
{
  units = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_unit_unref);
  for (guint i = 0; i < G_N_ELEMENTS (tree); i++) {
    SokyUnit *unit = soky_unit_new (tree[i].id, tree[i].parent, tree[i].level, "Nhãn", tree[i].id);
    unit->closed = g_str_equal (unit->id, "dong");
    g_ptr_array_add (units, unit);
  }
}

static SokyPerson *
make_person (const char *id, const char *unit_id, SokyRole role, const char *seat)
{
  SokyPerson *person = soky_person_new (id, id, id);

  soky_person_set_unit (person, unit_id, "");
  soky_person_set_school (person, soky_units_get_school (units, unit_id), "");
  if (role != SOKY_ROLE_NONE)
    soky_person_add_position (person, role, seat, "");
  return person;
}

/* Who, and for each unit of the tree in its order: '+' administers, 'o' knows of it, '.' neither.
 */
static const struct {
  const char *unit;
  SokyRole role;
  const char *seat;
  const char *expected;
} rows[] = {
    {"to", SOKY_ROLE_TEACHER, "to", "oooooo.."},
    {"to", SOKY_ROLE_GROUP_HEAD, "to", "oooooo.."},
    {"truong", SOKY_ROLE_VICE_PRINCIPAL, "truong", "oooooo.."},
    {"truong", SOKY_ROLE_PRINCIPAL, "truong", "oooooo.."},
    {"truong", SOKY_ROLE_CLERK, "truong", "oooooo.."},
    {"truong", SOKY_ROLE_STAFF, "truong", "oooooo.."},
    {"truong", SOKY_ROLE_SCHOOL_ADMIN, "truong", "oo++++.."},
    {"to", SOKY_ROLE_SCHOOL_ADMIN, "truong", "oo++++.."},
    /* a group has no administrator */
    {"to", SOKY_ROLE_SCHOOL_ADMIN, "to", "oooooo.."},
    {"khac", SOKY_ROLE_SCHOOL_ADMIN, "khac", "oo....++"},
    {"to-khac", SOKY_ROLE_TEACHER, "to-khac", "oo....oo"},
    {"phong", SOKY_ROLE_SCHOOL_ADMIN, "phong", "o+++++++"},
    {"phong", SOKY_ROLE_STAFF, "phong", "oooooooo"},
    {"so", SOKY_ROLE_SCHOOL_ADMIN, "so", "++++++++"},
    {"so", SOKY_ROLE_INSPECTOR, "so", "oooooooo"},
    {"truong", SOKY_ROLE_INSPECTOR, "phong", "oooooooo"},
    {"truong", SOKY_ROLE_NONE, NULL, "oooooo.."},
};

static void
test_who (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SokyPerson) person = make_person ("x", rows[i].unit, rows[i].role, rows[i].seat);
    g_autoptr (SokyPerson) gone = soky_person_copy (person);
    char found[G_N_ELEMENTS (tree) + 1] = {0};
    gone->active = FALSE;
    for (guint j = 0; j < G_N_ELEMENTS (tree); j++) {
      gboolean rules = soky_person_may_administer (person, units, tree[j].id);
      gboolean sees = soky_person_may_see_unit (person, units, tree[j].id);
      g_assert_true (sees || !rules);
      g_assert_false (soky_person_may_administer (gone, units, tree[j].id));
      found[j] = rules ? '+' : sees ? 'o' : '.';
    }
    g_test_message ("row %u", i);
    g_assert_cmpstr (found, ==, rows[i].expected);
    g_assert_false (soky_person_may_administer (person, units, "nowhere"));
    g_assert_false (soky_person_may_administer (person, units, NULL));
  }
}

#define NONE SOKY_N_BOOK_ERRORS

static void
assert_outcome (gboolean good, GError **error, SokyBookError expected)
{
  if (expected == NONE) {
    g_assert_no_error (*error);
    g_assert_true (good);
    return;
  }
  g_assert_false (good);
  school_assert_refused (error, expected);
}

/* Changes of a unit by the administrator of the school, of the level above, and the command line.
 */
static const struct {
  const char *id, *parent, *name;
  SokyUnitLevel level;
  gboolean closed;
  SokyBookError school, above, line;
} unit_rows[] = {
    {"to", "truong", "Tên mới", SOKY_UNIT_GROUP, FALSE, NONE, NONE, NONE},
    {"to", "truong", "to", SOKY_UNIT_GROUP, TRUE, NONE, NONE, NONE},
    {"to", "truong", "", SOKY_UNIT_GROUP, FALSE, SOKY_BOOK_ERROR_TEXT_TOO_LONG,
     SOKY_BOOK_ERROR_TEXT_TOO_LONG, SOKY_BOOK_ERROR_TEXT_TOO_LONG},
    {"truong", "phong", "Tên mới", SOKY_UNIT_SCHOOL, FALSE, NONE, NONE, NONE},
    /* not one's own seat */
    {"truong", "phong", "truong", SOKY_UNIT_SCHOOL, TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED, NONE,
     NONE},
    {"truong", "so", "truong", SOKY_UNIT_SCHOOL, FALSE, SOKY_BOOK_ERROR_NOT_PERMITTED,
     SOKY_BOOK_ERROR_NOT_PERMITTED, NONE},
    {"khac", "phong", "Tên", SOKY_UNIT_SCHOOL, FALSE, SOKY_BOOK_ERROR_NOT_PERMITTED, NONE, NONE},
    /* into itself, and into what lies below it */
    {"to", "to", "to", SOKY_UNIT_GROUP, FALSE, SOKY_BOOK_ERROR_BAD_PARENT,
     SOKY_BOOK_ERROR_BAD_PARENT, SOKY_BOOK_ERROR_BAD_PARENT},
    {"to", "toan", "to", SOKY_UNIT_GROUP, FALSE, SOKY_BOOK_ERROR_BAD_PARENT,
     SOKY_BOOK_ERROR_BAD_PARENT, SOKY_BOOK_ERROR_BAD_PARENT},
    {"toan", "truong", "toan", SOKY_UNIT_GROUP, FALSE, NONE, NONE, NONE},
    {"toan", "dong", "toan", SOKY_UNIT_GROUP, FALSE, SOKY_BOOK_ERROR_UNIT_CLOSED,
     SOKY_BOOK_ERROR_UNIT_CLOSED, SOKY_BOOK_ERROR_UNIT_CLOSED},
    /* to another school */
    {"to", "khac", "to", SOKY_UNIT_GROUP, FALSE, SOKY_BOOK_ERROR_NOT_PERMITTED,
     SOKY_BOOK_ERROR_BAD_PARENT, SOKY_BOOK_ERROR_BAD_PARENT},
    {"to", "nowhere", "to", SOKY_UNIT_GROUP, FALSE, SOKY_BOOK_ERROR_NOT_PERMITTED,
     SOKY_BOOK_ERROR_NOT_PERMITTED, SOKY_BOOK_ERROR_BAD_PARENT},
    {"truong", "khac", "truong", SOKY_UNIT_SCHOOL, FALSE, SOKY_BOOK_ERROR_NOT_PERMITTED,
     SOKY_BOOK_ERROR_BAD_PARENT, SOKY_BOOK_ERROR_BAD_PARENT},
    {"to", "truong", "to", SOKY_UNIT_SCHOOL, FALSE, SOKY_BOOK_ERROR_BAD_PARENT,
     SOKY_BOOK_ERROR_BAD_PARENT, SOKY_BOOK_ERROR_BAD_PARENT},
};

static void
check_unit (guint row, const SokyPerson *actor, SokyBookError expected)
{
  const SokyAdministration by = {actor, units, NULL};
  const SokyUnit *before = soky_units_find (units, unit_rows[row].id);
  g_autoptr (SokyUnit) after = soky_unit_new (before->id, unit_rows[row].parent,
                                              unit_rows[row].level, "Nhãn", unit_rows[row].name);
  g_autoptr (GError) error = NULL;

  g_test_message ("row %u by %s", row, actor ? actor->unit_id : "the command line");
  after->closed = unit_rows[row].closed;
  gboolean good = soky_unit_check_change (&by, before, after, &error);
  assert_outcome (good, &error, expected);
}

static void
test_units (void)
{
  g_autoptr (SokyPerson) school = make_person ("huy", "truong", SOKY_ROLE_SCHOOL_ADMIN, "truong");
  g_autoptr (SokyPerson) above = make_person ("an", "phong", SOKY_ROLE_SCHOOL_ADMIN, "phong");
  g_autoptr (SokyPerson) teacher = make_person ("lan", "to", SOKY_ROLE_PRINCIPAL, "truong");

  for (guint i = 0; i < G_N_ELEMENTS (unit_rows); i++) {
    check_unit (i, teacher, SOKY_BOOK_ERROR_NOT_PERMITTED);
    check_unit (i, school, unit_rows[i].school);
    check_unit (i, above, unit_rows[i].above);
    check_unit (i, NULL, unit_rows[i].line);
  }
}

static void
test_unit_coming_and_going (void)
{
  g_autoptr (SokyPerson) huy = make_person ("huy", "truong", SOKY_ROLE_SCHOOL_ADMIN, "truong");
  g_autoptr (SokyUnit) group = soky_unit_new ("moi", "truong", SOKY_UNIT_GROUP, "Tổ", "Mới");
  g_autoptr (SokyUnit) root = soky_unit_new ("moi", NULL, SOKY_UNIT_PROVINCE, "Sở", "Mới");
  g_autoptr (SokyUnit) other = soky_unit_new ("moi", "khac", SOKY_UNIT_GROUP, "Tổ", "Mới");
  const SokyAdministration by = {huy, units, NULL};
  const SokyAdministration line = {NULL, units, NULL};
  g_autoptr (GError) error = NULL;

  g_assert_true (soky_unit_check_add (&by, group, &error));
  assert_outcome (soky_unit_check_add (&by, root, &error), &error, SOKY_BOOK_ERROR_NOT_PERMITTED);
  assert_outcome (soky_unit_check_add (&by, other, &error), &error, SOKY_BOOK_ERROR_NOT_PERMITTED);
  g_assert_true (soky_unit_check_add (&line, root, &error));
  const SokyUnit *to = soky_units_find (units, "to");
  assert_outcome (soky_unit_check_remove (&by, to, TRUE, &error), &error,
                  SOKY_BOOK_ERROR_UNIT_IN_USE);
  g_assert_true (soky_unit_check_remove (&by, to, FALSE, &error));
  assert_outcome (soky_unit_check_remove (&by, soky_units_find (units, "truong"), FALSE, &error),
                  &error, SOKY_BOOK_ERROR_NOT_PERMITTED);
}

/* Changes of people: who acts, who is changed, into what. A position is "role@unit". */
static const struct {
  const char *actor; /* huy: of the school; an: of the level above; lan teaches; "" command line */
  const char *who;
  const char *home;
  const char *positions;
  gboolean active;
  SokyBookError expected;
} person_rows[] = {
    {"huy", "lan", "to", "teacher@to", TRUE, NONE},
    {"huy", "lan", "truong", "vice_principal@truong clerk@truong", TRUE, NONE},
    {"huy", "lan", "to", "school_admin@truong", TRUE, NONE},
    {"huy", "lan", "to", "teacher@to", FALSE, NONE},
    {"huy", "lan", "to", "", TRUE, NONE},
    {"huy", "new", "to", "teacher@to", TRUE, NONE},
    {"an", "lan", "khac", "teacher@to-khac", TRUE, NONE},
    {"", "lan", "so", "school_admin@so", TRUE, NONE},
    {"lan", "lan", "to", "principal@truong", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"lan", "huy", "truong", "", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"huy", "lan", "khac", "teacher@to", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"huy", "la", "to-khac", "teacher@to-khac", FALSE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"huy", "la", "to", "teacher@to", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"huy", "an", "phong", "", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    /* rights above one's own */
    {"huy", "lan", "to", "school_admin@phong", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"huy", "lan", "to", "inspector@so", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"huy", "new", "khac", "", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    /* what the level above has given stays untouched */
    {"huy", "ba", "to", "teacher@to inspector@phong", TRUE, NONE},
    {"huy", "ba", "to", "clerk@truong inspector@phong", TRUE, NONE},
    {"huy", "ba", "to", "teacher@to", TRUE, SOKY_BOOK_ERROR_NOT_PERMITTED},
    {"an", "ba", "to", "teacher@to", TRUE, NONE},
    /* one's own rights */
    {"huy", "huy", "truong", "school_admin@truong", TRUE, NONE},
    {"huy", "huy", "to", "school_admin@truong", TRUE, NONE},
    {"huy", "huy", "truong", "school_admin@truong principal@truong", TRUE,
     SOKY_BOOK_ERROR_OWN_RIGHTS},
    {"huy", "huy", "truong", "school_admin@truong", FALSE, SOKY_BOOK_ERROR_OWN_RIGHTS},
    {"an", "an", "phong", "school_admin@phong", FALSE, SOKY_BOOK_ERROR_OWN_RIGHTS},
    /* the last administrator */
    {"huy", "huy", "truong", "", TRUE, SOKY_BOOK_ERROR_LAST_ADMIN},
    {"an", "huy", "truong", "teacher@to", TRUE, SOKY_BOOK_ERROR_LAST_ADMIN},
    {"an", "huy", "truong", "school_admin@truong", FALSE, SOKY_BOOK_ERROR_LAST_ADMIN},
    {"", "huy", "truong", "", TRUE, SOKY_BOOK_ERROR_LAST_ADMIN},
    {"an", "kha", "khac", "", FALSE, NONE}, /* there is khi */
    /* what cannot be */
    {"huy", "lan", "to", "school_admin@to", TRUE, SOKY_BOOK_ERROR_BAD_POSITION},
    {"huy", "lan", "to", "teacher@nowhere", TRUE, SOKY_BOOK_ERROR_BAD_POSITION},
    {"huy", "lan", "to", "none@to", TRUE, SOKY_BOOK_ERROR_BAD_POSITION},
    {"huy", "lan", "to", "clerk@truong clerk@truong", TRUE, SOKY_BOOK_ERROR_BAD_POSITION},
    {"huy", "lan", "dong", "teacher@to", TRUE, SOKY_BOOK_ERROR_UNIT_CLOSED},
    {"huy", "lan", "to", "teacher@dong", TRUE, SOKY_BOOK_ERROR_UNIT_CLOSED},
};

static void
set_positions (SokyPerson *person, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 0);

  g_ptr_array_set_size (person->positions, 0);
  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (words[i], "@", 2);
    SokyRole role = SOKY_ROLE_NONE;
    if (pair[0] == NULL)
      continue;
    g_assert_true (soky_role_from_string (pair[0], &role));
    soky_person_add_position (person, role, pair[1], "");
  }
}

static const SokyPerson *
find (GPtrArray *people, const char *id)
{
  for (guint i = 0; i < people->len; i++) {
    const SokyPerson *person = g_ptr_array_index (people, i);
    if (g_str_equal (person->id, id))
      return person;
  }
  return NULL;
}

static GPtrArray *
make_people (void)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);

  g_ptr_array_add (people, make_person ("huy", "truong", SOKY_ROLE_SCHOOL_ADMIN, "truong"));
  g_ptr_array_add (people, make_person ("an", "phong", SOKY_ROLE_SCHOOL_ADMIN, "phong"));
  g_ptr_array_add (people, make_person ("lan", "to", SOKY_ROLE_TEACHER, "to"));
  g_ptr_array_add (people, make_person ("la", "to-khac", SOKY_ROLE_TEACHER, "to-khac"));
  g_ptr_array_add (people, make_person ("kha", "khac", SOKY_ROLE_SCHOOL_ADMIN, "khac"));
  g_ptr_array_add (people, make_person ("khi", "khac", SOKY_ROLE_SCHOOL_ADMIN, "khac"));
  SokyPerson *ba = make_person ("ba", "to", SOKY_ROLE_TEACHER, "to");
  soky_person_add_position (ba, SOKY_ROLE_INSPECTOR, "phong", "");
  g_ptr_array_add (people, ba);
  return people;
}

static void
test_people (void)
{
  g_autoptr (GPtrArray) people = make_people ();

  for (guint i = 0; i < G_N_ELEMENTS (person_rows); i++) {
    const SokyAdministration by = {find (people, person_rows[i].actor), units, people};
    const SokyPerson *before = find (people, person_rows[i].who);
    g_autoptr (SokyPerson) after =
        before ? soky_person_copy (before)
               : make_person (person_rows[i].who, person_rows[i].home, SOKY_ROLE_NONE, NULL);
    g_autoptr (GError) error = NULL;
    g_test_message ("row %u", i);
    soky_person_set_unit (after, person_rows[i].home, "");
    set_positions (after, person_rows[i].positions);
    after->active = person_rows[i].active;
    gboolean good = soky_person_check_change (&by, before, after, &error);
    assert_outcome (good, &error, person_rows[i].expected);
  }
}

/* The titles of positions that are not the actor's to give. */
static void
test_foreign_title (void)
{
  g_autoptr (GPtrArray) people = make_people ();
  const SokyPerson *ba = find (people, "ba");
  const SokyAdministration by = {find (people, "huy"), units, people};
  g_autoptr (SokyPerson) after = soky_person_copy (ba);
  SokyPosition *inspector = g_ptr_array_index (after->positions, 1);
  g_autoptr (GError) error = NULL;

  g_free (inspector->title);
  inspector->title = g_strdup ("Chánh thanh tra");
  assert_outcome (soky_person_check_change (&by, ba, after, &error), &error,
                  SOKY_BOOK_ERROR_NOT_PERMITTED);
}

static SokyBookType *
make_type (void)
{
  SokyBookType *type = soky_book_type_new ("t", "t", "Sổ");

  type->submitters = SOKY_ROLE_BIT (SOKY_ROLE_TEACHER);
  soky_book_type_add_row (type, 1, SOKY_ROLE_TEACHER, SOKY_STEP_PERSON)->owner = TRUE;
  soky_book_type_add_row (type, 2, SOKY_ROLE_CLERK, SOKY_STEP_STAMP);
  return type;
}

static void
test_types (void)
{
  g_autoptr (GPtrArray) built_in = soky_book_type_catalogue_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < built_in->len; i++) {
    const SokyBookType *type = g_ptr_array_index (built_in, i);
    g_assert_true (soky_book_type_check (type, &error));
    g_assert_true (soky_book_type_check_variant (type, type, &error));
    g_assert_false (soky_book_type_is_other (type, type));
  }
  enum { NO_NAME, NOBODY, LOCK, EARLY_STAMP, TWO_STAMPS, PLAIN_ROW, NO_ROW, UNNAMED, TWICE, N };
  for (int wrong = 0; wrong < N; wrong++) {
    g_autoptr (SokyBookType) type = make_type ();
    SokyRouteRow *first = g_ptr_array_index (type->route, 0);
    g_assert_true (soky_book_type_check (type, NULL));
    if (wrong == NO_NAME)
      *type->name = '\0';
    type->submitters = wrong == NOBODY ? 0 : type->submitters;
    type->lock_after_deadline = wrong == LOCK;
    first->order = wrong == EARLY_STAMP ? 2 : 1;
    if (wrong == TWO_STAMPS)
      soky_book_type_add_row (type, 3, SOKY_ROLE_CLERK, SOKY_STEP_STAMP);
    type->cert_mandatory = wrong == PLAIN_ROW;
    first->require_cert = wrong != PLAIN_ROW;
    if (wrong == NO_ROW)
      g_ptr_array_remove_index (type->route, 0);
    if (wrong == UNNAMED || wrong == TWICE) {
      SokyRouteTemplate *other = soky_book_type_add_template (type, "Kèm phó hiệu trưởng");
      soky_route_add_row (other->rows, 1, SOKY_ROLE_VICE_PRINCIPAL, SOKY_STEP_PERSON);
      type->route_name = wrong == TWICE ? g_strdup (other->name) : NULL;
    }
    g_test_message ("wrong %d", wrong);
    assert_outcome (soky_book_type_check (type, &error), &error, SOKY_BOOK_ERROR_BAD_TYPE);
  }
}

static void
test_variants (void)
{
  enum { NAME, SCOPE, CERT, LOCK, KEEP, N };
  for (int wrong = 0; wrong < N; wrong++) {
    g_autoptr (SokyBookType) above = make_type ();
    above->cert_mandatory = above->locked = TRUE;
    g_autoptr (SokyBookType) mine = soky_book_type_copy (above);
    g_autoptr (GError) error = NULL;
    mine->deadline = (SokyDeadline){TRUE, TRUE, -1, 60};
    g_assert_true (soky_book_type_check_variant (above, mine, NULL));
    if (wrong == NAME)
      *mine->name = 'X';
    mine->scope = wrong == SCOPE ? SOKY_SCOPE_SCHOOL : mine->scope;
    mine->cert_mandatory = wrong != CERT;
    mine->locked = wrong != LOCK;
    mine->retention_years = wrong == KEEP ? 1 : -1;
    assert_outcome (soky_book_type_check_variant (above, mine, &error), &error,
                    SOKY_BOOK_ERROR_BAD_TYPE);
  }
}

static void
test_other_routes (void)
{
  g_autoptr (SokyBookType) type = make_type ();
  type->route_name = g_strdup ("Thường");
  SokyRouteTemplate *other = soky_book_type_add_template (type, "Ngắn");
  soky_route_add_row (other->rows, 1, SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON);
  g_autoptr (SokyBookType) first = soky_book_type_with_route (type, 0);
  g_autoptr (SokyBookType) second = soky_book_type_with_route (type, 1);
  g_autoptr (SokyStep) step =
      soky_step_new (1, "hanh", SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON, TRUE);

  g_assert_cmpstr (first->route_name, ==, "Thường");
  g_assert_cmpuint (first->route->len, ==, 2);
  g_assert_cmpstr (second->route_name, ==, "Ngắn");
  g_assert_cmpuint (second->route->len, ==, 1);
  g_assert_null (soky_book_type_with_route (type, 2));
  /* a step of the other route finds its own row */
  g_assert_cmpint (soky_book_type_find_row (type, step)->role, ==, SOKY_ROLE_PRINCIPAL);
  g_assert_false (soky_book_type_is_other (type, first));
  g_ptr_array_set_size (other->rows, 0);
  g_assert_true (soky_book_type_is_other (type, first));
}

static void
test_year (void)
{
  g_autoptr (SokyYearPlan) plan = soky_year_plan_new ("2026-2027", "2026-09-07", 35);
  g_autoptr (GError) error = NULL;

  g_strfreev (plan->classes);
  plan->classes = g_strsplit ("6A 6B 7A 8C 9A Lá", " ", -1);
  plan->n_terms = 2;
  plan->terms[0] = (SokyWeekRange){1, 20};
  plan->terms[1] = (SokyWeekRange){21, 35};
  soky_year_plan_add_holidays (plan, "2027-02-01", "2027-02-14");
  g_assert_true (soky_year_plan_check (plan, &error));
  g_autoptr (SokyYearPlan) next = soky_year_plan_next (plan);
  g_autofree char *classes = g_strjoinv (" ", next->classes);
  g_assert_cmpstr (next->name, ==, "2027-2028");
  g_assert_cmpstr (next->begins, ==, "2027-09-06");
  g_assert_true (next->offered);
  g_assert_cmpuint (next->terms[0].last, ==, 20);
  g_assert_cmpstr (classes, ==, "6A 6B Lá 7A 7B 8A 9C");
  g_assert_true (soky_year_plan_check (next, &error));

  plan->terms[1].first = 20; /* the week of two terms */
  assert_outcome (soky_year_plan_check (plan, &error), &error, SOKY_BOOK_ERROR_BAD_YEAR);
  plan->terms[1].first = 21;
  plan->classes[1][1] = 'A'; /* 6A twice */
  assert_outcome (soky_year_plan_check (plan, &error), &error, SOKY_BOOK_ERROR_BAD_YEAR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  make_units ();
  g_test_add_func ("/administration/who", test_who);
  g_test_add_func ("/administration/units", test_units);
  g_test_add_func ("/administration/units-come-and-go", test_unit_coming_and_going);
  g_test_add_func ("/administration/people", test_people);
  g_test_add_func ("/administration/foreign-title", test_foreign_title);
  g_test_add_func ("/administration/types", test_types);
  g_test_add_func ("/administration/variants", test_variants);
  g_test_add_func ("/administration/other-routes", test_other_routes);
  g_test_add_func ("/administration/year", test_year);
  int status = g_test_run ();
  g_ptr_array_unref (units);
  return status;
}
