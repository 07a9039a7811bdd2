/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/row-look.h"

#include "book/error.h"

#define MOST_CHARACTERS 100 /* of an anchor */
#define PRINCIPAL "Hiệu trưởng"

static const guint kind_profiles[SOKY_N_STEP_KINDS] = {
    [SOKY_STEP_PERSON] = 1u << SOKY_PROFILE_TEXT | 1u << SOKY_PROFILE_PERSON |
                         1u << SOKY_PROFILE_ATTACHMENT | 1u << SOKY_PROFILE_COPY,
    [SOKY_STEP_INITIAL] = 1u << SOKY_PROFILE_INITIAL,
    [SOKY_STEP_STAMP] =
        1u << SOKY_PROFILE_ORG | 1u << SOKY_PROFILE_ATTACHMENT | 1u << SOKY_PROFILE_COPY,
};

SokyRowLook *
soky_row_look_new (SokyRole role, SokyStepKind kind, SokyProfile profile, const char *anchor)
{
  SokyRowLook *self = g_new0 (SokyRowLook, 1);

  self->role = role;
  self->kind = kind;
  self->profile = profile;
  self->anchor = g_strdup (anchor);
  return self;
}

SokyRowLook *
soky_row_look_copy (const SokyRowLook *self)
{
  SokyRowLook *copy = soky_row_look_new (self->role, self->kind, self->profile, self->anchor);

  copy->above = self->above;
  copy->code = self->code;
  return copy;
}

void
soky_row_look_free (SokyRowLook *self)
{
  g_free (self->anchor);
  g_free (self);
}

GPtrArray *
soky_book_type_get_looks (const SokyBookType *type)
{
  GPtrArray *looks = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_row_look_free);

  for (guint i = 0; i < type->route->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (type->route, i);
    SokyRowLook *look = soky_row_look_new (row->role, row->kind, row->profile, row->anchor);
    look->above = row->above;
    look->code = row->code;
    g_ptr_array_add (looks, look);
  }
  return looks;
}

static const SokyRowLook *
find_look (GPtrArray *looks, SokyRole role, SokyStepKind kind, guint from)
{
  for (guint i = from; i < looks->len; i++) {
    const SokyRowLook *look = g_ptr_array_index (looks, i);
    if (look->role == role && look->kind == kind)
      return look;
  }
  return NULL;
}

static gboolean
has_row (const SokyBookType *type, const SokyRowLook *look)
{
  for (guint i = 0; i < type->route->len; i++) {
    const SokyRouteRow *row = g_ptr_array_index (type->route, i);
    if (row->role == look->role && row->kind == look->kind)
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_step_kind_can_look (SokyStepKind kind, SokyProfile profile)
{
  return (kind_profiles[kind] & 1u << profile) != 0;
}

gboolean
soky_book_type_check_looks (const SokyBookType *type, GPtrArray *looks, GError **error)
{
  for (guint i = 0; i < looks->len; i++) {
    const SokyRowLook *look = g_ptr_array_index (looks, i);
    gboolean suits = soky_step_kind_can_look (look->kind, look->profile);
    gboolean anchored = look->anchor != NULL && *look->anchor != '\0';
    gboolean blank = look->anchor != NULL && !anchored;
    if (!suits || blank || !has_row (type, look) ||
        find_look (looks, look->role, look->kind, i + 1) != NULL ||
        (anchored && g_utf8_strlen (look->anchor, -1) > MOST_CHARACTERS))
      return soky_book_refuse (SOKY_BOOK_ERROR_BAD_LOOK, error);
  }
  return TRUE;
}

SokyBookType *
soky_book_type_with_looks (SokyBookType *type, GPtrArray *looks)
{
  SokyBookType *changed = soky_book_type_copy (type);

  for (guint i = 0; i < changed->route->len; i++) {
    SokyRouteRow *row = g_ptr_array_index (changed->route, i);
    const SokyRowLook *look = find_look (looks, row->role, row->kind, 0);
    if (look == NULL)
      continue;
    g_free (row->anchor);
    row->anchor = g_strdup (look->anchor);
    row->profile = look->profile;
    row->above = look->above;
    row->code = look->code;
  }
  return changed;
}

const char *
soky_person_get_managed_unit (const SokyPerson *person, GError **error)
{
  const SokyPosition *position = soky_person_find_position (person, SOKY_ROLE_SCHOOL_ADMIN, NULL);

  if (position != NULL && person->active)
    return position->unit_id;
  soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  return NULL;
}

char *
soky_step_print_office (const SokyStep *step, const SokyRouteRow *row,
                        const SokyDelegationRecord *by, gboolean *delegated)
{
  const SokyStandIn *stand_in = step->stand_in;
  gboolean deputy = row != NULL && row->role == SOKY_ROLE_PRINCIPAL &&
                    step->role == SOKY_ROLE_VICE_PRINCIPAL && step->kind == SOKY_STEP_PERSON;

  *delegated = deputy || by != NULL || stand_in != NULL;
  if (stand_in != NULL)
    return soky_delegation_print (stand_in->kind, stand_in->office, stand_in->head,
                                  stand_in->title);
  if (by != NULL)
    return soky_delegation_record_print (by);
  return deputy ? soky_delegation_print (SOKY_DELEGATION_DEPUTY, PRINCIPAL, NULL, step->title)
                : soky_delegation_print (SOKY_DELEGATION_NONE, step->title, NULL, NULL);
}
