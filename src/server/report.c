/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/report.h"

#include "book/expectation.h"
#include "server/store/directory.h"
#include "server/store/reports.h"

#define MOST_PEOPLE 10000
#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)

/* What a report is made from. */
typedef struct {
  SokyTransaction *tx;
  const SokyMissingQuestion *question;
  SokyCalendar *calendar;
  SokyDates dates;
  gint64 end_us; /* when they are over */
  SokyUnit *school;
  GPtrArray *groups;
  SokyPeoplePage *people;
  SokySchool *lists;
  GPtrArray *types;
  GHashTable *submitted; /* "type period" -> SokyBook array */
  SokyMissingReport *report;
  guint missing;                            /* in all, so far */
  GHashTable *counts[SOKY_N_PROGRESS_KEYS]; /* key -> SokyMissingCount of the report */
} Maker;

static void
maker_clear (Maker *self)
{
  g_clear_pointer (&self->calendar, soky_calendar_free);
  g_clear_pointer (&self->school, soky_unit_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->people, soky_people_page_free);
  g_clear_pointer (&self->lists, soky_school_free);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->submitted, g_hash_table_unref);
  g_clear_pointer (&self->report, soky_missing_report_free);
  for (guint by = 0; by < SOKY_N_PROGRESS_KEYS; by++)
    g_clear_pointer (&self->counts[by], g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

/* --- which days --- */

static void
take_present_week (Maker *self)
{
  GDate *monday = &self->dates.first;

  soky_date_from_moment (self->question->now_us, monday);
  g_date_subtract_days (monday, (guint) g_date_get_weekday (monday) - 1);
  self->dates.last = *monday;
  g_date_add_days (&self->dates.last, 6);
}

/* FALSE for a calendar without weeks. */
static gboolean
reach_back (Maker *self)
{
  g_auto (GStrv) weeks = soky_period_list (self->calendar, SOKY_FREQUENCY_WEEK);
  SokyDates first;

  if (weeks[0] == NULL || !soky_period_get_dates (self->calendar, weeks[0], &first))
    return FALSE;
  self->dates.first = first.first;
  return TRUE;
}

static gboolean
choose_days (Maker *self, GError **error)
{
  const SokyBookFilter *filter = self->question->filter;
  SokyDates last;

  if (filter == NULL || filter->period_from == NULL || self->question->until_now)
    take_present_week (self);
  else if (!soky_period_is_valid (filter->period_from, SOKY_FREQUENCY_WEEK) ||
           !soky_period_get_dates (self->calendar, filter->period_from, &self->dates) ||
           !soky_period_get_dates (self->calendar, filter->period_to, &last))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
  else
    self->dates.last = last.last;
  if (self->question->until_now && !reach_back (self))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
  self->end_us = soky_date_to_moment (&self->dates.last, 0) + DAY_US;
  g_free (self->report->from);
  g_free (self->report->to);
  self->report->from = soky_date_format (&self->dates.first);
  self->report->to = soky_date_format (&self->dates.last);
  return TRUE;
}

/* --- who is there --- */

static gboolean
load_groups (Maker *self, GError **error)
{
  const char *school_id = self->question->person->school_id;
  g_autoptr (GPtrArray) units = soky_store_list_units (self->tx, error);

  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_unit_unref);
  for (guint i = 0; units != NULL && i < units->len; i++) {
    SokyUnit *unit = units->pdata[i];
    if (unit->level == SOKY_UNIT_GROUP && g_strcmp0 (unit->parent_id, school_id) == 0)
      g_ptr_array_add (self->groups, soky_unit_ref (unit));
  }
  return units != NULL;
}

static gboolean
load_school (Maker *self, GError **error)
{
  const SokyPerson *person = self->question->person;
  const SokyPeopleQuestion everybody = {.school_id = person->school_id, .limit = MOST_PEOPLE};

  self->school = soky_store_get_unit (self->tx, person->school_id, error);
  if (self->school == NULL || !load_groups (self, error))
    return FALSE;
  self->people = soky_store_search_people (self->tx, &everybody, error);
  self->lists = self->people ? soky_store_get_school (self->tx, person->school_id, error) : NULL;
  self->types =
      self->lists ? soky_store_list_book_types (self->tx, person->school_id, error) : NULL;
  return self->types != NULL;
}

/* --- what has come --- */

/* What is due in a week may be of the week that follows it. */
static char **
list_periods (Maker *self, const SokyBookType *type)
{
  SokyDates dates = self->dates;

  if (self->question->due)
    g_date_add_days (&dates.last, 7);
  return soky_period_list_within (self->calendar, type->frequency, &dates);
}

static char *
format_place (const char *type_id, const char *period)
{
  return g_strconcat (type_id, " ", period, NULL);
}

static GPtrArray *
list_all_periods (Maker *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->types->len; i++) {
    g_auto (GStrv) periods = list_periods (self, self->types->pdata[i]);
    for (char **period = periods; *period != NULL; period++) {
      if (g_hash_table_add (seen, g_strdup (*period)))
        g_ptr_array_add (all, g_strdup (*period));
    }
  }
  return all;
}

static gboolean
load_submitted (Maker *self, GError **error)
{
  g_autoptr (GPtrArray) periods = list_all_periods (self);
  g_autoptr (GPtrArray) books =
      soky_store_list_submissions (self->tx, self->question->person->school_id,
                                   soky_calendar_get_school_year (self->calendar), periods, error);

  self->submitted =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; books != NULL && i < books->len; i++) {
    SokyBook *book = books->pdata[i];
    char *place = format_place (book->type_id, book->fields.period);
    GPtrArray *list = g_hash_table_lookup (self->submitted, place);
    if (list == NULL) {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
      g_hash_table_insert (self->submitted, g_strdup (place), list);
    }
    g_ptr_array_add (list, soky_book_ref (book));
    g_free (place);
  }
  return books != NULL;
}

/* --- the report --- */

static gboolean
has_text (GPtrArray *list, const char *text)
{
  return g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL);
}

static gboolean
is_within_reach (const Maker *self, const SokyExpectation *one)
{
  const SokyReach *reach = self->question->reach;

  return g_strcmp0 (one->person_id, self->question->person->id) == 0 ||
         (reach != NULL && (reach->school || has_text (reach->groups, one->unit_id)));
}

static gboolean
is_same (const char *wanted, const char *found)
{
  return wanted == NULL || g_strcmp0 (wanted, found) == 0;
}

static gboolean
is_asked_for (const Maker *self, const SokyExpectation *one)
{
  const SokyBookFilter *filter = self->question->filter;
  SokyDates days;

  if (self->question->due && one->due_us == 0 &&
      (!soky_period_get_dates (self->calendar, one->period, &days) ||
       !soky_dates_include (&self->dates, &days.last)))
    return FALSE;
  if (self->question->due && one->due_us >= self->end_us)
    return FALSE;
  return filter == NULL ||
         (is_same (filter->class_name, one->class_name) &&
          is_same (filter->subject, one->subject) && is_same (filter->owner_id, one->person_id) &&
          is_same (filter->unit_id, one->unit_id));
}

static void
count_by (Maker *self, SokyProgressKey by, const char *key, const char *label)
{
  if (self->counts[by] == NULL)
    self->counts[by] = g_hash_table_new (g_str_hash, g_str_equal);
  SokyMissingCount *count = g_hash_table_lookup (self->counts[by], key ? key : "");
  if (count != NULL) {
    count->count++;
    return;
  }
  count = soky_missing_count_new (key ? key : "", label ? label : "", 1);
  g_ptr_array_add (self->report->counts[by], count);
  g_hash_table_insert (self->counts[by], count->key, count);
}

/* Of everything that is missing, whatever is told of it. */
static void
count_missing (Maker *self, const SokyExpectation *one)
{
  g_autofree char *period = soky_period_get_label (one->period);

  count_by (self, SOKY_PROGRESS_BY_TYPE, one->type->id, one->type->name);
  count_by (self, SOKY_PROGRESS_BY_UNIT, one->unit_id, one->unit_name);
  count_by (self, SOKY_PROGRESS_BY_CLASS, one->class_name, one->class_name);
  count_by (self, SOKY_PROGRESS_BY_PERIOD, one->period, period);
  count_by (self, SOKY_PROGRESS_BY_PERSON, one->person_id, one->person_name);
}

static void
count (Maker *self, const SokyExpectation *one, SokyDelivery delivery)
{
  SokyMissingReport *report = self->report;

  report->expected++;
  report->submitted += delivery == SOKY_DELIVERY_SUBMITTED;
  report->late += delivery == SOKY_DELIVERY_LATE;
  if (delivery != SOKY_DELIVERY_MISSING && delivery != SOKY_DELIVERY_OVERDUE)
    return;
  count_missing (self, one);
  if (self->missing++ < self->question->skip)
    return;
  report->complete = report->books->len < self->question->most;
  if (report->complete)
    g_ptr_array_add (report->books, soky_missing_book_new (one, delivery == SOKY_DELIVERY_OVERDUE));
}

static void
report_period (Maker *self, const SokyBookType *type, const char *period)
{
  const SokyRoster roster = {self->school, self->groups, self->people->people,
                             (const char *const *) self->lists->classes};
  g_autoptr (GPtrArray) expected = soky_expect (type, self->calendar, period, &roster);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *place = format_place (type->id, period);
  GPtrArray *books = g_hash_table_lookup (self->submitted, place);

  for (guint i = 0; i < expected->len; i++) {
    const SokyExpectation *one = expected->pdata[i];
    if (is_within_reach (self, one) && is_asked_for (self, one))
      count (self, one, soky_expectation_judge (one, books ? books : none, self->question->now_us));
  }
}

static void
report_types (Maker *self)
{
  const SokyBookFilter *filter = self->question->filter;

  for (guint i = 0; i < self->types->len; i++) {
    const SokyBookType *type = self->types->pdata[i];
    if (filter != NULL && !is_same (filter->type_id, type->id))
      continue;
    g_auto (GStrv) periods = list_periods (self, type);
    for (char **period = periods; *period != NULL; period++)
      report_period (self, type, *period);
  }
}

SokyMissingReport *
soky_report_missing (SokyTransaction *tx, const SokyMissingQuestion *question, GError **error)
{
  const char *year = question->filter ? question->filter->school_year : NULL;
  g_autoptr (GError) problem = NULL;
  g_auto (Maker) self = {.tx = tx, .question = question};

  self.calendar = soky_store_get_calendar (tx, question->person->school_id, year, &problem);
  if (g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return soky_missing_report_new (year ? year : "");
  if (self.calendar == NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  self.report = soky_missing_report_new (soky_calendar_get_school_year (self.calendar));
  if (!choose_days (&self, error) || !load_school (&self, error) || !load_submitted (&self, error))
    return NULL;
  report_types (&self);
  self.report->skipped = MIN (question->skip, self.missing);
  return g_steal_pointer (&self.report);
}
