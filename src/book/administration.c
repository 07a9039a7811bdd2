/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/administration.h"

#define MOST_CHARACTERS 200
#define DEEPEST 50 /* a store that was damaged must not send anybody in circles */

const SokyUnit *
soky_units_find (GPtrArray *units, const char *id)
{
  for (guint i = 0; id != NULL && i < units->len; i++) {
    const SokyUnit *unit = g_ptr_array_index (units, i);
    if (g_str_equal (unit->id, id))
      return unit;
  }
  return NULL;
}

gboolean
soky_units_is_within (GPtrArray *units, const char *id, const char *above)
{
  const SokyUnit *unit = soky_units_find (units, id);

  for (guint depth = 0; unit != NULL && depth < DEEPEST; depth++) {
    if (g_strcmp0 (unit->id, above) == 0)
      return TRUE;
    unit = soky_units_find (units, unit->parent_id);
  }
  return FALSE;
}

const char *
soky_units_get_school (GPtrArray *units, const char *id)
{
  const SokyUnit *unit = soky_units_find (units, id);

  for (guint depth = 0; unit != NULL && depth < DEEPEST; depth++) {
    if (unit->level == SOKY_UNIT_SCHOOL)
      return unit->id;
    unit = soky_units_find (units, unit->parent_id);
  }
  return id;
}

gboolean
soky_person_may_administer (const SokyPerson *person, GPtrArray *units, const char *unit_id)
{
  if (person == NULL)
    return TRUE;
  for (guint i = 0; person->active && i < person->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (person->positions, i);
    const SokyUnit *seat = soky_units_find (units, position->unit_id);
    if (position->role == SOKY_ROLE_SCHOOL_ADMIN && seat != NULL &&
        seat->level != SOKY_UNIT_GROUP && soky_units_is_within (units, unit_id, seat->id))
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_person_may_see_unit (const SokyPerson *person, GPtrArray *units, const char *unit_id)
{
  if (person == NULL || soky_units_is_within (units, person->unit_id, unit_id) ||
      soky_units_is_within (units, unit_id, person->school_id))
    return TRUE;
  for (guint i = 0; i < person->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (person->positions, i);
    gboolean oversees =
        position->role == SOKY_ROLE_SCHOOL_ADMIN || position->role == SOKY_ROLE_INSPECTOR;
    if (oversees && soky_units_is_within (units, unit_id, position->unit_id))
      return TRUE;
  }
  return FALSE;
}

static gboolean
may (const SokyAdministration *self, const char *unit_id, GError **error)
{
  return soky_person_may_administer (self->actor, self->units, unit_id) ||
         soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
}

static gboolean
is_name (const char *text)
{
  return *text != '\0' && g_utf8_strlen (text, -1) <= MOST_CHARACTERS;
}

static gboolean
check_words (const SokyUnit *unit, GError **error)
{
  if (!is_name (unit->name) || !is_name (unit->label))
    return soky_book_refuse (SOKY_BOOK_ERROR_TEXT_TOO_LONG, error);
  return TRUE;
}

/* Levels only go down; those that may lie in each other are the ones between and groups. */
static gboolean
check_place (const SokyAdministration *self, const SokyUnit *unit, GError **error)
{
  const SokyUnit *parent = soky_units_find (self->units, unit->parent_id);

  if (unit->parent_id == NULL && self->actor == NULL)
    return TRUE;
  if (parent == NULL)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PARENT, error);
  gboolean nests = unit->level == parent->level &&
                   (unit->level == SOKY_UNIT_DISTRICT || unit->level == SOKY_UNIT_GROUP);
  gboolean in_itself = soky_units_is_within (self->units, parent->id, unit->id);
  if (in_itself || (!nests && unit->level <= parent->level))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PARENT, error);
  return !parent->closed || soky_book_refuse (SOKY_BOOK_ERROR_UNIT_CLOSED, error);
}

gboolean
soky_unit_check_add (const SokyAdministration *self, const SokyUnit *unit, GError **error)
{
  return may (self, unit->parent_id, error) && check_words (unit, error) &&
         check_place (self, unit, error);
}

/* The people and books of a group stay with their school. */
static gboolean
check_move (const SokyAdministration *self, const SokyUnit *before, const SokyUnit *after,
            GError **error)
{
  if (!may (self, before->parent_id, error) || !may (self, after->parent_id, error) ||
      !check_place (self, after, error))
    return FALSE;
  gboolean leaves = before->level == SOKY_UNIT_GROUP &&
                    g_strcmp0 (soky_units_get_school (self->units, before->parent_id),
                               soky_units_get_school (self->units, after->parent_id)) != 0;
  return !leaves || soky_book_refuse (SOKY_BOOK_ERROR_BAD_PARENT, error);
}

gboolean
soky_unit_check_change (const SokyAdministration *self, const SokyUnit *before,
                        const SokyUnit *after, GError **error)
{
  if (!may (self, before->id, error) || !check_words (after, error))
    return FALSE;
  if (after->level != before->level)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_PARENT, error);
  /* one's own seat is closed and opened from above */
  if (after->closed != before->closed && !may (self, before->parent_id, error))
    return FALSE;
  return g_strcmp0 (before->parent_id, after->parent_id) == 0 ||
         check_move (self, before, after, error);
}

gboolean
soky_unit_check_remove (const SokyAdministration *self, const SokyUnit *unit, gboolean used,
                        GError **error)
{
  return may (self, unit->parent_id, error) &&
         (!used || soky_book_refuse (SOKY_BOOK_ERROR_UNIT_IN_USE, error));
}
