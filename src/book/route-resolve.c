/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/names.h"
#include "book/rules.h"

/* The only holder of @role in @unit_id (anywhere in the owner's school if that is NULL), or NULL
 * when there is none or a choice; @count tells which. */
static const SokyPerson *
find_only (GPtrArray *people, const SokyPerson *owner, SokyRole role, const char *unit_id,
           guint *count)
{
  const SokyPerson *found = NULL;

  *count = 0;
  for (guint i = 0; i < people->len; i++) {
    const SokyPerson *person = g_ptr_array_index (people, i);
    if (!person->active || g_strcmp0 (person->school_id, owner->school_id) != 0 ||
        soky_person_find_position (person, role, unit_id) == NULL)
      continue;
    found = person;
    (*count)++;
  }
  return *count == 1 ? found : NULL;
}

/* Whom a row means; NULL with @nobody set when nobody can be meant. */
static const SokyPerson *
find_for_row (const SokyRouteRow *row, const SokyPerson *owner, GPtrArray *people, gboolean *nobody)
{
  guint count;

  *nobody = FALSE;
  if (row->owner)
    return owner;
  const SokyPerson *person = find_only (people, owner, row->role, owner->unit_id, &count);
  if (person == NULL)
    person = find_only (people, owner, row->role, NULL, &count);
  *nobody = count == 0;
  return person;
}

/* The role in which the owner signs: the row's if it is held, else the first position's. */
static SokyRole
get_role (const SokyRouteRow *row, const SokyPerson *person)
{
  if (row->role != SOKY_ROLE_NONE && soky_person_has_role (person, row->role))
    return row->role;
  if (person->positions->len == 0)
    return SOKY_ROLE_NONE;
  return ((const SokyPosition *) g_ptr_array_index (person->positions, 0))->role;
}

static gboolean
has_step (GPtrArray *steps, const SokyPerson *person, SokyStepKind kind)
{
  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    if (step->kind == kind && g_str_equal (step->person_id, person->id))
      return TRUE;
  }
  return FALSE;
}

GPtrArray *
soky_route_resolve (const SokyBookType *type, const SokyPerson *owner, GPtrArray *people)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_step_unref);

  for (guint i = 0; i < type->route->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (type->route, i);
    gboolean nobody;
    const SokyPerson *person = find_for_row (row, owner, people, &nobody);
    if (person == NULL && nobody && row->optional)
      continue;
    if (person != NULL && has_step (steps, person, row->kind))
      continue;
    SokyStep *step = soky_step_new (row->order, person != NULL ? person->id : "",
                                    person != NULL ? get_role (row, person) : row->role, row->kind,
                                    row->require_cert);
    soky_names_assign (&step->person_name, person != NULL ? person->name : "");
    soky_names_assign (&step->title, person != NULL ? soky_person_get_title (person, step->role)
                                                    : soky_role_get_label (row->role));
    g_ptr_array_add (steps, step);
  }
  return steps;
}
