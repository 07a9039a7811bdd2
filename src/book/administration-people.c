/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/administration.h"

#define MOST_CHARACTERS 200
#define MOST_POSITIONS 60

static gboolean
is_same_post (const SokyPosition *a, const SokyPosition *b)
{
  return a->role == b->role && g_strcmp0 (a->unit_id, b->unit_id) == 0 &&
         g_strcmp0 (a->class_name, b->class_name) == 0 && g_strcmp0 (a->subject, b->subject) == 0;
}

static const SokyPosition *
find_post (const SokyPerson *person, const SokyPosition *wanted)
{
  for (guint i = 0; person != NULL && i < person->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (person->positions, i);
    if (is_same_post (position, wanted))
      return position;
  }
  return NULL;
}

static gboolean
is_short (const char *text)
{
  return text == NULL || g_utf8_strlen (text, -1) <= MOST_CHARACTERS;
}

/* A position by itself, and against those before it. */
static gboolean
check_position (const SokyAdministration *self, const SokyPerson *person, guint index,
                GError **error)
{
  const SokyPosition *position = g_ptr_array_index (person->positions, index);
  const SokyUnit *unit = soky_units_find (self->units, position->unit_id);

  if (unit == NULL || position->role == SOKY_ROLE_NONE ||
      (position->role == SOKY_ROLE_SCHOOL_ADMIN && unit->level == SOKY_UNIT_GROUP))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_POSITION, error);
  if (!is_short (position->title) || !is_short (position->class_name) ||
      !is_short (position->subject))
    return soky_book_refuse (SOKY_BOOK_ERROR_TEXT_TOO_LONG, error);
  for (guint i = 0; i < index; i++) {
    if (is_same_post (g_ptr_array_index (person->positions, i), position))
      return soky_book_refuse (SOKY_BOOK_ERROR_BAD_POSITION, error);
  }
  return TRUE;
}

/* Whether a position came or changed (or went, with the two exchanged) where the actor rules. */
static gboolean
check_differences (const SokyAdministration *self, const SokyPerson *from, const SokyPerson *to,
                   gboolean coming, GError **error)
{
  for (guint i = 0; to != NULL && i < to->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (to->positions, i);
    const SokyPosition *known = find_post (from, position);
    const SokyUnit *unit = soky_units_find (self->units, position->unit_id);
    if (known != NULL && g_strcmp0 (known->title, position->title) == 0)
      continue;
    if (!soky_person_may_administer (self->actor, self->units, position->unit_id))
      return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
    if (coming && known == NULL && unit->closed)
      return soky_book_refuse (SOKY_BOOK_ERROR_UNIT_CLOSED, error);
  }
  return TRUE;
}

static gboolean
check_home (const SokyAdministration *self, const SokyPerson *before, const SokyPerson *after,
            GError **error)
{
  const SokyUnit *unit = soky_units_find (self->units, after->unit_id);
  gboolean moves = before == NULL || g_strcmp0 (before->unit_id, after->unit_id) != 0;

  if ((before != NULL && !soky_person_may_administer (self->actor, self->units, before->unit_id)) ||
      !soky_person_may_administer (self->actor, self->units, after->unit_id))
    return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  if (unit == NULL)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PARENT, error);
  return !(moves && unit->closed) || soky_book_refuse (SOKY_BOOK_ERROR_UNIT_CLOSED, error);
}

/* Nobody takes a role that he has not, and nobody locks himself out by a slip. */
static gboolean
check_own (const SokyAdministration *self, const SokyPerson *before, const SokyPerson *after,
           GError **error)
{
  if (self->actor == NULL || before == NULL || g_strcmp0 (self->actor->id, before->id) != 0)
    return TRUE;
  for (guint i = 0; i < after->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (after->positions, i);
    if (soky_person_find_position (before, position->role, position->unit_id) == NULL)
      return soky_book_refuse (SOKY_BOOK_ERROR_OWN_RIGHTS, error);
  }
  return after->active || soky_book_refuse (SOKY_BOOK_ERROR_OWN_RIGHTS, error);
}

static gboolean
administers (const SokyPerson *person, const char *unit_id)
{
  return person->active &&
         soky_person_find_position (person, SOKY_ROLE_SCHOOL_ADMIN, unit_id) != NULL;
}

static gboolean
has_other (GPtrArray *administrators, const SokyPerson *person, const char *unit_id)
{
  for (guint i = 0; i < administrators->len; i++) {
    const SokyPerson *one = g_ptr_array_index (administrators, i);
    if (g_strcmp0 (one->id, person->id) != 0 && administers (one, unit_id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_last (const SokyAdministration *self, const SokyPerson *before, const SokyPerson *after,
            GError **error)
{
  for (guint i = 0; before != NULL && before->active && i < before->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (before->positions, i);
    if (position->role == SOKY_ROLE_SCHOOL_ADMIN && !administers (after, position->unit_id) &&
        !has_other (self->administrators, before, position->unit_id))
      return soky_book_refuse (SOKY_BOOK_ERROR_LAST_ADMIN, error);
  }
  return TRUE;
}

gboolean
soky_person_check_change (const SokyAdministration *self, const SokyPerson *before,
                          const SokyPerson *after, GError **error)
{
  if (!check_home (self, before, after, error))
    return FALSE;
  if (*after->name == '\0' || !is_short (after->name) || after->positions->len > MOST_POSITIONS)
    return soky_book_refuse (SOKY_BOOK_ERROR_TEXT_TOO_LONG, error);
  for (guint i = 0; i < after->positions->len; i++) {
    if (!check_position (self, after, i, error))
      return FALSE;
  }
  return check_own (self, before, after, error) &&
         check_differences (self, before, after, TRUE, error) &&
         check_differences (self, after, before, FALSE, error) &&
         check_last (self, before, after, error);
}
