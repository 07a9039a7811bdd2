/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-filter.h"

#include "book/frequency.h"
#include "book/names.h"

static const char *const views[SOKY_N_BOOK_VIEWS] = {
    [SOKY_BOOK_VIEW_OUTBOX] = "outbox",       [SOKY_BOOK_VIEW_INBOX] = "inbox",
    [SOKY_BOOK_VIEW_PUBLISHED] = "published", [SOKY_BOOK_VIEW_UNIT] = "unit",
    [SOKY_BOOK_VIEW_TO_STAMP] = "to-stamp",   [SOKY_BOOK_VIEW_STAMPED] = "stamped",
};

static const char *const sorts[SOKY_N_BOOK_SORTS] = {
    [SOKY_BOOK_SORT_UPDATED] = "updated", [SOKY_BOOK_SORT_TITLE] = "title",
    [SOKY_BOOK_SORT_DUE] = "due",         [SOKY_BOOK_SORT_STATE] = "state",
    [SOKY_BOOK_SORT_MATCH] = "match",
};

/* periods that can be the end of a range: those that have an order as texts */
static const SokyFrequency ordered[] = {SOKY_FREQUENCY_WEEK, SOKY_FREQUENCY_MONTH,
                                        SOKY_FREQUENCY_TERM, SOKY_FREQUENCY_DAY};

SOKY_DEFINE_NAMES (SokyBookView, soky_book_view, views)
SOKY_DEFINE_NAMES (SokyBookSort, soky_book_sort, sorts)

#define N_TEXTS 8

static void
list_texts (SokyBookFilter *self, char **places[N_TEXTS])
{
  char **const all[N_TEXTS] = {&self->type_id,     &self->class_name,  &self->subject,
                               &self->school_year, &self->period_from, &self->period_to,
                               &self->owner_id,    &self->unit_id};

  for (guint i = 0; i < N_TEXTS; i++)
    places[i] = all[i];
}

void
soky_book_filter_copy (const SokyBookFilter *from, SokyBookFilter *to)
{
  SokyBookFilter source = *from;
  char **old[N_TEXTS], **new[N_TEXTS];

  list_texts (&source, old);
  list_texts (to, new);
  for (guint i = 0; i < N_TEXTS; i++)
    soky_names_assign (new[i], *old[i]);
  to->state = from->state;
  to->sort = from->sort;
  to->descending = from->descending;
}

void
soky_book_filter_clear (SokyBookFilter *self)
{
  char **texts[N_TEXTS];

  list_texts (self, texts);
  for (guint i = 0; i < N_TEXTS; i++)
    g_clear_pointer (texts[i], g_free);
  self->state = SOKY_N_BOOK_STATES;
}

gboolean
soky_book_filter_equal (const SokyBookFilter *a, const SokyBookFilter *b)
{
  SokyBookFilter first = *a, second = *b;
  char **left[N_TEXTS], **right[N_TEXTS];

  list_texts (&first, left);
  list_texts (&second, right);
  for (guint i = 0; i < N_TEXTS; i++) {
    if (g_strcmp0 (*left[i], *right[i]) != 0)
      return FALSE;
  }
  return a->state == b->state && a->sort == b->sort && a->descending == b->descending;
}

gboolean
soky_book_filter_is_active (const SokyBookFilter *self)
{
  SokyBookFilter copy = *self;
  char **texts[N_TEXTS];

  list_texts (&copy, texts);
  for (guint i = 0; i < N_TEXTS; i++) {
    if (*texts[i] != NULL)
      return TRUE;
  }
  return self->state != SOKY_N_BOOK_STATES;
}

/* Also one period alone, of any kind. */
static gboolean
is_range (const char *from, const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++) {
    if (soky_period_is_valid (from, ordered[i]) && soky_period_is_valid (to, ordered[i]))
      return ordered[i] == SOKY_FREQUENCY_MONTH || g_strcmp0 (from, to) <= 0;
  }
  return g_strcmp0 (from, to) == 0 && (soky_period_is_valid (from, SOKY_FREQUENCY_YEAR) ||
                                       soky_period_is_valid (from, SOKY_FREQUENCY_CUSTOM));
}

gboolean
soky_book_filter_check (const SokyBookFilter *self, GError **error)
{
  gboolean good = (self->school_year == NULL || soky_school_year_is_valid (self->school_year)) &&
                  (self->period_from == NULL) == (self->period_to == NULL) &&
                  (self->period_from == NULL || is_range (self->period_from, self->period_to));

  return good || soky_book_refuse (SOKY_BOOK_ERROR_BAD_PERIOD, error);
}

gboolean
soky_book_filter_wraps (const SokyBookFilter *self)
{
  return g_strcmp0 (self->period_from, self->period_to) > 0;
}

static gboolean
admits_period (const SokyBookFilter *self, const char *period)
{
  if (self->period_from == NULL)
    return TRUE;
  gboolean after = g_strcmp0 (period, self->period_from) >= 0;
  gboolean before = g_strcmp0 (period, self->period_to) <= 0;
  if (soky_book_filter_wraps (self))
    return (after || before) && soky_period_is_valid (period, SOKY_FREQUENCY_MONTH);
  return after && before;
}

gboolean
soky_book_filter_admits (const SokyBookFilter *self, const SokyBook *book)
{
  const struct {
    const char *wanted, *found;
  } texts[] = {
      {self->type_id, book->type_id},        {self->class_name, book->fields.class_name},
      {self->subject, book->fields.subject}, {self->school_year, book->fields.school_year},
      {self->owner_id, book->owner_id},      {self->unit_id, book->unit_id},
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (texts[i].wanted != NULL && g_strcmp0 (texts[i].wanted, texts[i].found) != 0)
      return FALSE;
  }
  return (self->state == SOKY_N_BOOK_STATES || self->state == book->state) &&
         admits_period (self, book->fields.period);
}
