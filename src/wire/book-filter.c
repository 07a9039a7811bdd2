/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/book-filter.h"

#include "book/book-query.h"
#include "book/names.h"
#include "wire/error.h"

#define LONGEST 200 /* characters */

enum { TYPE, STATE, CLASS, SUBJECT, SCHOOL_YEAR, FROM, TO, OWNER, UNIT, SORT, ORDER, N_NAMES };

const char *const soky_wire_filter_names[] = {[TYPE] = "type",
                                              [STATE] = "state",
                                              [CLASS] = "class",
                                              [SUBJECT] = "subject",
                                              [SCHOOL_YEAR] = "school_year",
                                              [FROM] = "from",
                                              [TO] = "to",
                                              [OWNER] = "owner",
                                              [UNIT] = "unit",
                                              [SORT] = "sort",
                                              [ORDER] = "order",
                                              [N_NAMES] = NULL};

/* Where a text is kept; %NULL for what is none. */
static char **
find_text (SokyBookFilter *self, guint name)
{
  char **const places[N_NAMES] = {
      [TYPE] = &self->type_id,     [CLASS] = &self->class_name,
      [SUBJECT] = &self->subject,  [SCHOOL_YEAR] = &self->school_year,
      [FROM] = &self->period_from, [TO] = &self->period_to,
      [OWNER] = &self->owner_id,   [UNIT] = &self->unit_id,
  };
  return places[name];
}

static gboolean
set_word (SokyBookFilter *self, guint name, const char *value)
{
  if (name == STATE)
    return soky_book_state_from_string (value, &self->state) && self->state != SOKY_BOOK_DELETED;
  if (name == SORT)
    return soky_book_sort_from_string (value, &self->sort);
  self->descending = g_str_equal (value, "desc");
  return self->descending || g_str_equal (value, "asc");
}

gboolean
soky_wire_filter_set (SokyBookFilter *self, const char *name, const char *value, GError **error)
{
  guint found;

  if (value == NULL)
    return TRUE;
  if (!soky_names_search (soky_wire_filter_names, N_NAMES, name, &found) || *value == '\0' ||
      g_utf8_strlen (value, -1) > LONGEST)
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  char **place = find_text (self, found);
  if (place != NULL)
    soky_names_assign (place, value);
  return place != NULL || set_word (self, found, value) ||
         soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
}

void
soky_wire_append_parameter (GString *query, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_autofree char *encoded = g_uri_escape_string (value, NULL, FALSE);
  g_string_append_printf (query, "&%s=%s", name, encoded);
}

void
soky_wire_filter_append (const SokyBookFilter *self, GString *query)
{
  SokyBookFilter copy = *self;

  for (guint name = 0; name < N_NAMES; name++) {
    char **place = find_text (&copy, name);
    if (place != NULL)
      soky_wire_append_parameter (query, soky_wire_filter_names[name], *place);
  }
  if (self->state != SOKY_N_BOOK_STATES)
    soky_wire_append_parameter (query, "state", soky_book_state_to_string (self->state));
  soky_wire_append_parameter (query, "sort", soky_book_sort_to_string (self->sort));
  soky_wire_append_parameter (query, "order", self->descending ? "desc" : "asc");
}
