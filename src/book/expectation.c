/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/expectation.h"

#include "book/names.h"

static const char *const deliveries[SOKY_N_DELIVERIES] = {
    [SOKY_DELIVERY_MISSING] = "missing",
    [SOKY_DELIVERY_OVERDUE] = "overdue",
    [SOKY_DELIVERY_SUBMITTED] = "submitted",
    [SOKY_DELIVERY_LATE] = "late",
};

SOKY_DEFINE_NAMES (SokyDelivery, soky_delivery, deliveries)

/* What is being put together. */
typedef struct {
  SokyBookType *type;
  const char *school_year;
  const char *period;
  gint64 due_us;
  const SokyRoster *roster;
  GPtrArray *list;
} Maker;

SokyExpectation *
soky_expectation_new (SokyBookType *type, const char *school_year, const char *period)
{
  SokyExpectation *self = g_new0 (SokyExpectation, 1);

  self->type = soky_book_type_ref (type);
  self->school_year = g_strdup (school_year);
  self->period = g_strdup (period);
  self->unit_id = g_strdup ("");
  self->unit_name = g_strdup ("");
  return self;
}

void
soky_expectation_free (SokyExpectation *self)
{
  if (self == NULL)
    return;
  soky_book_type_unref (self->type);
  g_free (self->school_year);
  g_free (self->period);
  g_free (self->unit_id);
  g_free (self->unit_name);
  g_free (self->person_id);
  g_free (self->person_name);
  g_free (self->class_name);
  g_free (self->subject);
  g_free (self);
}

/* @person: (nullable) */
static SokyExpectation *
add (Maker *maker, const char *unit_id, const char *unit_name, const SokyPerson *person)
{
  SokyExpectation *one = soky_expectation_new (maker->type, maker->school_year, maker->period);

  soky_names_assign (&one->unit_id, unit_id);
  soky_names_assign (&one->unit_name, unit_name);
  one->person_id = person != NULL ? g_strdup (person->id) : NULL;
  one->person_name = person != NULL ? g_strdup (person->name) : NULL;
  one->due_us = maker->due_us;
  g_ptr_array_add (maker->list, one);
  return one;
}

/* Heads may have lessons too; expected is a teacher's book only of those who have. */
static gboolean
must_submit (const SokyBookType *type, const SokyPosition *position)
{
  if ((type->submitters & SOKY_ROLE_BIT (SOKY_ROLE_TEACHER)) != 0)
    return soky_role_includes (position->role, SOKY_ROLE_TEACHER);
  return (type->submitters & SOKY_ROLE_BIT (position->role)) != 0;
}

static void
expect_of_person (Maker *maker, const SokyPerson *person)
{
  for (guint i = 0; i < person->positions->len; i++) {
    if (!must_submit (maker->type, g_ptr_array_index (person->positions, i)))
      continue;
    add (maker, person->unit_id, person->unit_name, person);
    return;
  }
}

static gboolean
is_listed (Maker *maker, const SokyPerson *person, const char *class_name, const char *subject)
{
  for (guint i = maker->list->len; i > 0; i--) {
    const SokyExpectation *one = g_ptr_array_index (maker->list, i - 1);
    if (!g_str_equal (one->person_id, person->id))
      return FALSE;
    if (g_strcmp0 (one->class_name, class_name) == 0 && g_strcmp0 (one->subject, subject) == 0)
      return TRUE;
  }
  return FALSE;
}

/* A homeroom teacher's position says nothing of lessons. */
static void
expect_of_lessons (Maker *maker, const SokyPerson *person)
{
  const SokyBookType *type = maker->type;

  for (guint i = 0; i < person->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (person->positions, i);
    if (position->role == SOKY_ROLE_HOMEROOM_TEACHER || !must_submit (type, position))
      continue;
    const char *class_name = type->asks_class ? position->class_name : NULL;
    const char *subject = type->asks_subject ? position->subject : NULL;
    if (is_listed (maker, person, class_name, subject))
      continue;
    SokyExpectation *one = add (maker, person->unit_id, person->unit_name, person);
    one->class_name = g_strdup (class_name);
    one->subject = g_strdup (subject);
  }
}

static void
expect_of_people (Maker *maker)
{
  for (guint i = 0; i < maker->roster->people->len; i++) {
    const SokyPerson *person = g_ptr_array_index (maker->roster->people, i);
    if (!person->active)
      continue;
    if (maker->type->scope == SOKY_SCOPE_TEACHER)
      expect_of_person (maker, person);
    else
      expect_of_lessons (maker, person);
  }
}

/* The only active person with a position of which @fits says yes. */
static const SokyPerson *
find_only (const Maker *maker, gboolean (*fits) (const SokyPosition *, gconstpointer),
           gconstpointer data)
{
  const SokyPerson *found = NULL;

  for (guint i = 0; i < maker->roster->people->len; i++) {
    const SokyPerson *person = g_ptr_array_index (maker->roster->people, i);
    for (guint j = 0; person->active && j < person->positions->len; j++) {
      if (!fits (g_ptr_array_index (person->positions, j), data) || found == person)
        continue;
      if (found != NULL)
        return NULL;
      found = person;
    }
  }
  return found;
}

static gboolean
has_class (const SokyPosition *position, gconstpointer class_name)
{
  return position->role == SOKY_ROLE_HOMEROOM_TEACHER &&
         g_strcmp0 (position->class_name, class_name) == 0;
}

static gboolean
heads (const SokyPosition *position, gconstpointer unit_id)
{
  return position->role == SOKY_ROLE_GROUP_HEAD && g_strcmp0 (position->unit_id, unit_id) == 0;
}

static gboolean
submits (const SokyPosition *position, gconstpointer type)
{
  const SokyBookType *self = type;
  for (guint role = SOKY_ROLE_TEACHER; role < SOKY_N_ROLES; role++) {
    if ((self->submitters & SOKY_ROLE_BIT (role)) != 0 && soky_role_includes (position->role, role))
      return TRUE;
  }
  return FALSE;
}

static void
expect_of_classes (Maker *maker)
{
  const SokyUnit *school = maker->roster->school;

  for (const char *const *name = maker->roster->classes; name != NULL && *name != NULL; name++) {
    const SokyPerson *homeroom = find_only (maker, has_class, *name);
    SokyExpectation *one = homeroom ? add (maker, homeroom->unit_id, homeroom->unit_name, homeroom)
                                    : add (maker, school->id, school->name, NULL);
    one->class_name = g_strdup (*name);
  }
}

static void
expect_of_groups (Maker *maker)
{
  for (guint i = 0; i < maker->roster->groups->len; i++) {
    const SokyUnit *group = g_ptr_array_index (maker->roster->groups, i);
    add (maker, group->id, group->name, find_only (maker, heads, group->id));
  }
}

GPtrArray *
soky_expect (const SokyBookType *type, const SokyCalendar *calendar, const char *period,
             const SokyRoster *roster)
{
  Maker maker = {
      .type = (SokyBookType *) type,
      .school_year = soky_calendar_get_school_year (calendar),
      .period = period,
      .due_us = soky_period_get_due (calendar, type, period),
      .roster = roster,
      .list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_expectation_free),
  };
  SokyDates dates;

  if (type->locked || !type->approved || !soky_period_is_valid (period, type->frequency) ||
      !soky_period_get_dates (calendar, period, &dates))
    return maker.list;
  switch (type->scope) {
  case SOKY_SCOPE_TEACHER:
  case SOKY_SCOPE_SUBJECT:
    expect_of_people (&maker);
    break;
  case SOKY_SCOPE_CLASS:
  case SOKY_SCOPE_PUPIL:
    expect_of_classes (&maker);
    break;
  case SOKY_SCOPE_GROUP:
    expect_of_groups (&maker);
    break;
  case SOKY_SCOPE_SCHOOL:
  default:
    add (&maker, roster->school->id, roster->school->name, find_only (&maker, submits, type));
    break;
  }
  return maker.list;
}

char **
soky_period_list_within (const SokyCalendar *calendar, SokyFrequency frequency,
                         const SokyDates *dates)
{
  g_auto (GStrv) all = soky_period_list (calendar, frequency);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  for (char **period = all; *period != NULL; period++) {
    SokyDates days;
    if (soky_period_get_dates (calendar, *period, &days) && soky_dates_include (dates, &days.last))
      g_strv_builder_add (found, *period);
  }
  return g_strv_builder_end (found);
}

static gboolean
is_same (const char *wanted, const char *found)
{
  return wanted == NULL || g_strcmp0 (wanted, found) == 0;
}

gboolean
soky_expectation_is_about (const SokyExpectation *self, const SokyBook *book)
{
  const SokyBookFields *fields = &book->fields;

  if (!g_str_equal (self->type->id, book->type_id) ||
      !g_str_equal (self->school_year, fields->school_year) ||
      !g_str_equal (self->period, fields->period))
    return FALSE;
  switch (self->type->scope) {
  case SOKY_SCOPE_TEACHER:
  case SOKY_SCOPE_SUBJECT:
    return is_same (self->person_id, book->owner_id) &&
           is_same (self->class_name, fields->class_name) &&
           is_same (self->subject, fields->subject);
  case SOKY_SCOPE_CLASS:
  case SOKY_SCOPE_PUPIL:
    return is_same (self->class_name, fields->class_name);
  case SOKY_SCOPE_GROUP:
    return is_same (self->unit_id, book->unit_id);
  case SOKY_SCOPE_SCHOOL:
  default:
    return TRUE;
  }
}

gint64
soky_book_get_submitted (const SokyBook *book)
{
  if (book->state == SOKY_BOOK_DRAFT || book->state == SOKY_BOOK_DELETED || book->rounds->len == 0)
    return 0;
  return ((const SokyRound *) g_ptr_array_index (book->rounds, 0))->submitted_us;
}

SokyDelivery
soky_expectation_judge (const SokyExpectation *self, GPtrArray *books, gint64 now_us)
{
  gint64 first_us = 0;

  for (guint i = 0; i < books->len; i++) {
    const SokyBook *book = g_ptr_array_index (books, i);
    gint64 submitted_us = soky_book_get_submitted (book);
    if (submitted_us != 0 && (first_us == 0 || submitted_us < first_us) &&
        soky_expectation_is_about (self, book))
      first_us = submitted_us;
  }
  gint64 moment_us = first_us != 0 ? first_us : now_us;
  gboolean late = self->due_us != 0 && moment_us > self->due_us;
  if (first_us != 0)
    return late ? SOKY_DELIVERY_LATE : SOKY_DELIVERY_SUBMITTED;
  return late ? SOKY_DELIVERY_OVERDUE : SOKY_DELIVERY_MISSING;
}
