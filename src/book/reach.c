/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/reach.h"

static void
add_position (const SokyPerson *person, const SokyPosition *position, SokyReach *reach)
{
  switch (position->role) {
  case SOKY_ROLE_PRINCIPAL:
  case SOKY_ROLE_VICE_PRINCIPAL:
  case SOKY_ROLE_SCHOOL_ADMIN:
    reach->school |= g_strcmp0 (position->unit_id, person->school_id) == 0;
    break;
  case SOKY_ROLE_GROUP_HEAD:
    g_ptr_array_add (reach->groups, g_strdup (position->unit_id));
    break;
  case SOKY_ROLE_INSPECTOR:
    g_ptr_array_add (reach->inspected, g_strdup (position->unit_id));
    break;
  default:
    break;
  }
}

void
soky_reach_of_person (const SokyPerson *person, SokyReach *reach)
{
  reach->school = FALSE;
  reach->groups = g_ptr_array_new_with_free_func (g_free);
  reach->inspected = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; person->active && i < person->positions->len; i++)
    add_position (person, g_ptr_array_index (person->positions, i), reach);
}

void
soky_reach_clear (SokyReach *self)
{
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->inspected, g_ptr_array_unref);
}

gboolean
soky_reach_is_any (const SokyReach *self)
{
  return self->school || self->groups->len > 0 || self->inspected->len > 0;
}

gboolean
soky_person_looks_after_books (const SokyPerson *person)
{
  g_auto (SokyReach) reach = {0};

  soky_reach_of_person (person, &reach);
  return soky_reach_is_any (&reach);
}

gboolean
soky_book_may_inspect (const SokyBook *book, const SokyPerson *person, GPtrArray *above)
{
  if (!person->active || book->state != SOKY_BOOK_PUBLISHED)
    return FALSE;
  for (guint i = 0; i < above->len; i++) {
    if (soky_person_find_position (person, SOKY_ROLE_INSPECTOR, g_ptr_array_index (above, i)))
      return TRUE;
  }
  return FALSE;
}
