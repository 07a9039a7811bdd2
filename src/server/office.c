/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/office.h"

#include "server/store/administration.h"
#include "wire/error.h"

gboolean
soky_office_open (SokyOffice *self, SokyTransaction *tx, const SokyPerson *actor, GError **error)
{
  self->units = soky_store_list_units (tx, error);
  self->administrators = self->units ? soky_store_list_administrators (tx, error) : NULL;
  self->rules = (SokyAdministration){actor, self->units, self->administrators};
  return self->administrators != NULL;
}

void
soky_office_clear (SokyOffice *self)
{
  g_clear_pointer (&self->units, g_ptr_array_unref);
  g_clear_pointer (&self->administrators, g_ptr_array_unref);
}

gboolean
soky_office_explain (GError *problem, GError **error)
{
  g_autoptr (GError) cause = problem;

  if (g_error_matches (cause, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  if (g_error_matches (cause, SOKY_STORE_ERROR, SOKY_STORE_ERROR_CHANGED))
    return soky_wire_refuse (SOKY_WIRE_ERROR_CHANGED, error);
  if (g_error_matches (cause, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS))
    return soky_wire_refuse (SOKY_WIRE_ERROR_CONFLICT, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

const SokyUnit *
soky_office_find_unit (const SokyOffice *self, const char *id, GError **error)
{
  const SokyUnit *unit = soky_units_find (self->units, id);

  if (unit != NULL && soky_person_may_see_unit (self->rules.actor, self->units, id))
    return unit;
  soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  return NULL;
}

const SokyUnit *
soky_office_need_unit (const SokyOffice *self, const char *id, GError **error)
{
  const SokyUnit *unit = soky_office_find_unit (self, id, error);

  if (unit == NULL || soky_person_may_administer (self->rules.actor, self->units, id))
    return unit;
  soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
  return NULL;
}

const char *
soky_office_choose_unit (const SokyOffice *self, const char *wanted, GError **error)
{
  const SokyPerson *actor = self->rules.actor;

  if (wanted != NULL) {
    const SokyUnit *unit = soky_office_need_unit (self, wanted, error);
    return unit ? unit->id : NULL;
  }
  for (guint i = 0; actor != NULL && i < actor->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (actor->positions, i);
    if (position->role == SOKY_ROLE_SCHOOL_ADMIN &&
        soky_person_may_administer (actor, self->units, position->unit_id))
      return position->unit_id;
  }
  soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
  return NULL;
}

SokyPerson *
soky_office_need_person (const SokyOffice *self, SokyTransaction *tx, const char *id,
                         gboolean himself, GError **error)
{
  const SokyPerson *actor = self->rules.actor;
  GError *problem = NULL;
  g_autoptr (SokyPerson) person = soky_store_get_person (tx, id, &problem);

  if (person == NULL) {
    soky_office_explain (problem, error);
    return NULL;
  }
  gboolean own = actor != NULL && g_str_equal (actor->id, person->id);
  if ((own && himself) || soky_person_may_administer (actor, self->units, person->unit_id))
    return g_steal_pointer (&person);
  /* the people of the units above are not for a school to look up */
  gboolean overseen = soky_person_may_see_unit (actor, self->units, person->unit_id) &&
                      !soky_units_is_within (self->units, actor->unit_id, person->unit_id);
  gboolean known = own || overseen || g_strcmp0 (actor->school_id, person->school_id) == 0;
  soky_wire_refuse (known ? SOKY_WIRE_ERROR_FORBIDDEN : SOKY_WIRE_ERROR_NOT_FOUND, error);
  return NULL;
}
