/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which books a list holds, how far a person sees, and which books are expected of whom. */
#include "config.h"

#include "book/book-filter.h"
#include "book/expectation.h"
#include "book/reach.h"
#include "school.h"

#include <string.h>

/* --- filters --- */

static SokyBook *
make_book (const char *period, const char *class_name)
{
  g_autoptr (School) school = school_new ();
  SokyBook *book = school_play (school, "lan:attach lan:submit");

  g_free (book->fields.period);
  g_free (book->fields.class_name);
  book->fields.period = g_strdup (period);
  book->fields.class_name = g_strdup (class_name);
  return book;
}

static void
test_filter_periods (void)
{
  static const struct {
    const char *from, *to;
    const char *period;
    gboolean good, admits;
  } cases[] = {
      {"week-02", "week-05", "week-02", TRUE, TRUE},
      {"week-02", "week-05", "week-05", TRUE, TRUE},
      {"week-02", "week-05", "week-06", TRUE, FALSE},
      {"week-02", "week-05", "term-1", TRUE, FALSE},
      {"week-05", "week-02", "week-03", FALSE, FALSE},
      {"month-09", "month-01", "month-12", TRUE, TRUE},
      {"month-09", "month-01", "month-01", TRUE, TRUE},
      {"month-09", "month-01", "month-05", TRUE, FALSE},
      {"month-09", "month-01", "week-03", TRUE, FALSE},
      {"month-01", "month-05", "month-03", TRUE, TRUE},
      {"day-2026-09-07", "day-2026-09-12", "day-2026-09-10", TRUE, TRUE},
      {"year", "year", "year", TRUE, TRUE},
      {"custom-họp", "custom-họp", "custom-họp", TRUE, TRUE},
      {"week-02", "month-05", "week-03", FALSE, FALSE},
      {"week-02", NULL, "week-03", FALSE, FALSE},
      {"week-99", "week-99", "week-03", FALSE, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
    g_autoptr (SokyBook) book = make_book (cases[i].period, "6A");
    filter.period_from = g_strdup (cases[i].from);
    filter.period_to = g_strdup (cases[i].to);
    g_test_message ("%s…%s: %s", cases[i].from, cases[i].to, cases[i].period);
    g_assert_true (soky_book_filter_is_active (&filter));
    g_assert_cmpint (soky_book_filter_check (&filter, NULL), ==, cases[i].good);
    if (cases[i].good)
      g_assert_cmpint (soky_book_filter_admits (&filter, book), ==, cases[i].admits);
  }
}

static void
test_filter_fields (void)
{
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  g_auto (SokyBookFilter) copy = SOKY_BOOK_FILTER_INIT;
  g_autoptr (SokyBook) book = make_book ("week-03", "6A");

  g_assert_false (soky_book_filter_is_active (&filter));
  g_assert_true (soky_book_filter_admits (&filter, book));
  filter.state = SOKY_BOOK_IN_REVIEW;
  filter.class_name = g_strdup ("6A");
  filter.subject = g_strdup ("Tin học");
  filter.owner_id = g_strdup ("lan");
  filter.unit_id = g_strdup ("group-1");
  g_assert_true (soky_book_filter_admits (&filter, book));
  soky_book_filter_copy (&filter, &copy);
  g_assert_true (soky_book_filter_equal (&filter, &copy));
  g_free (copy.owner_id);
  copy.owner_id = g_strdup ("minh");
  g_assert_false (soky_book_filter_equal (&filter, &copy));
  g_assert_false (soky_book_filter_admits (&copy, book));
  filter.state = SOKY_BOOK_DRAFT;
  g_assert_false (soky_book_filter_admits (&filter, book));
}

/* --- reach --- */

static char *
describe_reach (const SokyReach *reach)
{
  GString *text = g_string_new (reach->school ? "school" : "");

  for (guint i = 0; i < reach->groups->len; i++)
    g_string_append_printf (text, " group:%s", (char *) g_ptr_array_index (reach->groups, i));
  for (guint i = 0; i < reach->inspected->len; i++)
    g_string_append_printf (text, " below:%s", (char *) g_ptr_array_index (reach->inspected, i));
  return g_string_free (text, FALSE);
}

static void
test_reach (void)
{
  static const struct {
    SokyRole role;
    const char *unit_id, *expected;
  } cases[] = {
      {SOKY_ROLE_TEACHER, "to", ""},
      {SOKY_ROLE_CLERK, "truong", ""},
      {SOKY_ROLE_GROUP_HEAD, "to", " group:to"},
      {SOKY_ROLE_PRINCIPAL, "truong", "school"},
      {SOKY_ROLE_VICE_PRINCIPAL, "truong", "school"},
      {SOKY_ROLE_SCHOOL_ADMIN, "truong", "school"},
      {SOKY_ROLE_PRINCIPAL, "khac", ""},
      {SOKY_ROLE_INSPECTOR, "so", " below:so"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SokyPerson) person = soky_person_new ("p", "p", "P");
    soky_person_set_school (person, "truong", "Trường");
    soky_person_add_position (person, cases[i].role, cases[i].unit_id, "");
    for (guint active = 0; active < 2; active++) {
      g_auto (SokyReach) reach = {0};
      person->active = active == 1;
      soky_reach_of_person (person, &reach);
      g_autofree char *found = describe_reach (&reach);
      g_assert_cmpstr (found, ==, active ? cases[i].expected : "");
      g_assert_cmpint (soky_person_looks_after_books (person), ==, *found != '\0');
    }
  }
}

/* The head of the group and an inspector read what is theirs to read, and no more. */
static void
test_reading (void)
{
  static const char published[] = "lan:attach lan:submit lan:sign hanh:sign hanh:publish";
  g_autoptr (School) school = school_new ();
  g_autoptr (GPtrArray) above = g_ptr_array_new ();
  g_autoptr (SokyPerson) inspector = soky_person_new ("so", "so", "Sở");
  SokyPerson *head = school_person (school, "minh");

  soky_person_add_position (inspector, SOKY_ROLE_INSPECTOR, "province", "");
  g_ptr_array_add (above, (gpointer) "group-1");
  g_ptr_array_add (above, (gpointer) "province");
  school->route = "lan1 hanh2";
  g_autoptr (SokyBook) draft = school_play (school, "lan:attach");
  g_autoptr (SokyBook) waiting = school_play (school, "lan:attach lan:submit");
  g_autoptr (SokyBook) open = school_play (school, published);
  g_assert_false (soky_book_may_read (draft, &(SokyActor){head}, school->now_us));
  g_assert_true (soky_book_may_read (waiting, &(SokyActor){head}, school->now_us));
  g_assert_false (
      soky_book_may_read (waiting, &(SokyActor){school_person (school, "tuan")}, school->now_us));
  g_assert_false (soky_book_may_inspect (waiting, inspector, above));
  g_assert_true (soky_book_may_inspect (open, inspector, above));
  g_assert_false (soky_book_may_inspect (open, head, above));
  g_ptr_array_set_size (above, 1);
  g_assert_false (soky_book_may_inspect (open, inspector, above));
  /* another group's head reads nothing of it */
  g_free (waiting->unit_id);
  waiting->unit_id = g_strdup ("group-2");
  g_assert_false (soky_book_may_read (waiting, &(SokyActor){head}, school->now_us));
}

/* --- expectations --- */

typedef struct {
  SokyUnit *school;
  GPtrArray *groups;
  GPtrArray *people;
  SokyCalendar *calendar;
} House;

static SokyPosition *
add_person (House *house, const char *id, const char *unit, SokyRole role, const char *class_name,
            const char *subject)
{
  SokyPerson *person = NULL;

  for (guint i = 0; i < house->people->len && person == NULL; i++) {
    SokyPerson *one = g_ptr_array_index (house->people, i);
    person = g_str_equal (one->id, id) ? one : NULL;
  }
  if (person == NULL) {
    person = soky_person_new (id, id, id);
    soky_person_set_unit (person, unit, unit);
    g_ptr_array_add (house->people, person);
  }
  SokyPosition *position = soky_person_add_position (person, role, unit, "");
  position->class_name = g_strdup (class_name);
  position->subject = g_strdup (subject);
  return position;
}

static House *
house_new (void)
{
  House *house = g_new0 (House, 1);

  house->school = soky_unit_new ("truong", NULL, SOKY_UNIT_SCHOOL, "Trường", "Trường");
  house->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_unit_unref);
  house->people = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);
  g_ptr_array_add (house->groups, soky_unit_new ("toan", "truong", SOKY_UNIT_GROUP, "Tổ", "Toán"));
  g_ptr_array_add (house->groups, soky_unit_new ("van", "truong", SOKY_UNIT_GROUP, "Tổ", "Văn"));
  add_person (house, "lan", "toan", SOKY_ROLE_SUBJECT_TEACHER, "6A", "Tin");
  add_person (house, "lan", "toan", SOKY_ROLE_SUBJECT_TEACHER, "6B", "Tin");
  add_person (house, "lan", "toan", SOKY_ROLE_HOMEROOM_TEACHER, "6A", NULL);
  add_person (house, "minh", "toan", SOKY_ROLE_GROUP_HEAD, NULL, NULL);
  add_person (house, "hanh", "truong", SOKY_ROLE_PRINCIPAL, NULL, NULL);
  add_person (house, "huy", "truong", SOKY_ROLE_SCHOOL_ADMIN, NULL, NULL);
  add_person (house, "cu", "van", SOKY_ROLE_SUBJECT_TEACHER, "6A", "Văn");
  ((SokyPerson *) g_ptr_array_index (house->people, 4))->active = FALSE;
  house->calendar = soky_calendar_new ("2026-2027", "2026-09-07", 35, NULL);
  return house;
}

static void
house_free (House *house)
{
  soky_unit_unref (house->school);
  g_ptr_array_unref (house->groups);
  g_ptr_array_unref (house->people);
  soky_calendar_free (house->calendar);
  g_free (house);
}

static GPtrArray *
expect (House *house, const SokyBookType *type, const char *period)
{
  static const char *const classes[] = {"6A", "6B", NULL};
  const SokyRoster roster = {house->school, house->groups, house->people, classes};

  return soky_expect (type, house->calendar, period, &roster);
}

#define TEACHING                                                                                   \
  (SOKY_ROLE_BIT (SOKY_ROLE_TEACHER) | SOKY_ROLE_BIT (SOKY_ROLE_GROUP_HEAD) |                      \
   SOKY_ROLE_BIT (SOKY_ROLE_PRINCIPAL))

static void
test_expect (void)
{
  static const struct {
    SokyScope scope;
    guint submitters;
    const char *asks; /* c = class, s = subject, l = locked, u = not approved */
    const char *period;
    const char *expected; /* unit/person/class/subject */
  } cases[] = {
      {SOKY_SCOPE_TEACHER, TEACHING, "", "week-03", "toan/lan/-/-"},
      {SOKY_SCOPE_TEACHER, SOKY_ROLE_BIT (SOKY_ROLE_PRINCIPAL), "", "week-03", "truong/hanh/-/-"},
      {SOKY_SCOPE_SUBJECT, TEACHING, "cs", "week-03", "toan/lan/6A/Tin toan/lan/6B/Tin"},
      {SOKY_SCOPE_SUBJECT, TEACHING, "s", "week-03", "toan/lan/-/Tin"},
      {SOKY_SCOPE_SUBJECT, TEACHING, "", "week-03", "toan/lan/-/-"},
      {SOKY_SCOPE_CLASS, TEACHING, "c", "week-03", "toan/lan/6A/- truong/-/6B/-"},
      {SOKY_SCOPE_PUPIL, TEACHING, "c", "week-03", "toan/lan/6A/- truong/-/6B/-"},
      {SOKY_SCOPE_GROUP, TEACHING, "", "week-03", "toan/minh/-/- van/-/-/-"},
      {SOKY_SCOPE_SCHOOL, SOKY_ROLE_BIT (SOKY_ROLE_SCHOOL_ADMIN), "", "week-03", "truong/huy/-/-"},
      {SOKY_SCOPE_SCHOOL, TEACHING, "", "week-03", "truong/-/-/-"},
      {SOKY_SCOPE_TEACHER, TEACHING, "l", "week-03", ""},
      {SOKY_SCOPE_TEACHER, TEACHING, "u", "week-03", ""},
      {SOKY_SCOPE_TEACHER, TEACHING, "", "week-36", ""},
      {SOKY_SCOPE_TEACHER, TEACHING, "", "month-09", ""},
  };

  House *house = house_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SokyBookType) type = soky_book_type_new ("t", "t", "T");
    g_autoptr (GString) found = g_string_new (NULL);
    type->scope = cases[i].scope;
    type->submitters = cases[i].submitters;
    type->asks_class = strchr (cases[i].asks, 'c') != NULL;
    type->asks_subject = strchr (cases[i].asks, 's') != NULL;
    type->locked = strchr (cases[i].asks, 'l') != NULL;
    type->approved = strchr (cases[i].asks, 'u') == NULL;
    g_autoptr (GPtrArray) list = expect (house, type, cases[i].period);
    for (guint j = 0; j < list->len; j++) {
      const SokyExpectation *one = g_ptr_array_index (list, j);
      g_string_append_printf (found, "%s%s/%s/%s/%s", j > 0 ? " " : "", one->unit_id,
                              one->person_id ? one->person_id : "-",
                              one->class_name ? one->class_name : "-",
                              one->subject ? one->subject : "-");
    }
    g_test_message ("case %u", i);
    g_assert_cmpstr (found->str, ==, cases[i].expected);
  }
  house_free (house);
}

static void
test_judge (void)
{
  static const struct {
    const char *script;
    const char *class_name;
    int due; /* moments after the submission; 0 = none */
    SokyDelivery expected;
  } cases[] = {
      {NULL, "6A", 0, SOKY_DELIVERY_MISSING},
      {"lan:attach", "6A", 0, SOKY_DELIVERY_MISSING},
      {"lan:attach", "6A", -10, SOKY_DELIVERY_OVERDUE},
      {"lan:attach lan:submit", "6A", 0, SOKY_DELIVERY_SUBMITTED},
      {"lan:attach lan:submit", "6A", 10, SOKY_DELIVERY_SUBMITTED},
      {"lan:attach lan:submit", "6A", -10, SOKY_DELIVERY_LATE},
      {"lan:attach lan:submit", "6B", -10, SOKY_DELIVERY_OVERDUE},
      {"lan:attach lan:submit lan:recall", "6A", -10, SOKY_DELIVERY_OVERDUE},
      {"lan:attach lan:submit lan:sign minh:return", "6A", 10, SOKY_DELIVERY_SUBMITTED},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (School) school = school_new ();
    g_autoptr (GPtrArray) books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
    school->type->scope = SOKY_SCOPE_SUBJECT;
    g_autoptr (SokyExpectation) one = soky_expectation_new (school->type, "2026-2027", "week-03");
    one->person_id = g_strdup ("lan");
    one->class_name = g_strdup (cases[i].class_name);
    one->subject = g_strdup ("Tin học");
    if (cases[i].script != NULL)
      g_ptr_array_add (books, school_play (school, cases[i].script));
    one->due_us = cases[i].due != 0 ? school->now_us + cases[i].due : 0;
    g_test_message ("case %u", i);
    g_assert_cmpint (soky_expectation_judge (one, books, school->now_us), ==, cases[i].expected);
  }
}

static void
test_within (void)
{
  static const struct {
    const char *first, *last;
    SokyFrequency frequency;
    const char *expected;
  } cases[] = {
      {"2026-09-21", "2026-09-27", SOKY_FREQUENCY_WEEK, "week-03"},
      {"2026-09-21", "2026-10-04", SOKY_FREQUENCY_WEEK, "week-03 week-04"},
      {"2026-09-28", "2026-10-04", SOKY_FREQUENCY_MONTH, "month-09"},
      {"2026-09-21", "2026-09-27", SOKY_FREQUENCY_MONTH, ""},
      {"2026-09-21", "2026-09-22", SOKY_FREQUENCY_DAY, "day-2026-09-21 day-2026-09-22"},
      {"2026-09-21", "2026-09-27", SOKY_FREQUENCY_CUSTOM, ""},
      {"2027-01-04", "2027-01-10", SOKY_FREQUENCY_TERM, "term-1"},
  };

  House *house = house_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SokyDates dates;
    g_assert_true (soky_date_parse (cases[i].first, &dates.first));
    g_assert_true (soky_date_parse (cases[i].last, &dates.last));
    g_auto (GStrv) list = soky_period_list_within (house->calendar, cases[i].frequency, &dates);
    g_autofree char *found = g_strjoinv (" ", list);
    g_assert_cmpstr (found, ==, cases[i].expected);
  }
  house_free (house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/book/lists/filter-periods", test_filter_periods);
  g_test_add_func ("/book/lists/filter-fields", test_filter_fields);
  g_test_add_func ("/book/lists/reach", test_reach);
  g_test_add_func ("/book/lists/reading", test_reading);
  g_test_add_func ("/book/lists/expect", test_expect);
  g_test_add_func ("/book/lists/judge", test_judge);
  g_test_add_func ("/book/lists/within", test_within);
  return g_test_run ();
}
