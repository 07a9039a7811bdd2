/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/person.h"

#include "book/names.h"

G_DEFINE_BOXED_TYPE (SokyPerson, soky_person, soky_person_ref, soky_person_unref)

static void
free_position (gpointer data)
{
  SokyPosition *position = data;

  g_free (position->unit_id);
  g_free (position->title);
  g_free (position->class_name);
  g_free (position->subject);
  g_free (position);
}

static void
clear_person (gpointer data)
{
  SokyPerson *self = data;

  g_free (self->id);
  g_free (self->login);
  g_free (self->name);
  g_free (self->unit_id);
  g_free (self->unit_name);
  g_free (self->school_id);
  g_free (self->school_name);
  g_ptr_array_unref (self->positions);
}

SokyPerson *
soky_person_new (const char *id, const char *login, const char *name)
{
  g_return_val_if_fail (id != NULL && login != NULL && name != NULL, NULL);

  SokyPerson *self = g_atomic_rc_box_new0 (SokyPerson);
  self->id = g_strdup (id);
  self->login = g_strdup (login);
  self->name = g_strdup (name);
  self->unit_id = g_strdup ("");
  self->unit_name = g_strdup ("");
  self->school_id = g_strdup ("");
  self->school_name = g_strdup ("");
  self->active = TRUE;
  self->positions = g_ptr_array_new_with_free_func (free_position);
  return self;
}

void
soky_person_set_unit (SokyPerson *self, const char *unit_id, const char *unit_name)
{
  soky_names_assign (&self->unit_id, unit_id);
  soky_names_assign (&self->unit_name, unit_name);
}

void
soky_person_set_school (SokyPerson *self, const char *school_id, const char *school_name)
{
  soky_names_assign (&self->school_id, school_id);
  soky_names_assign (&self->school_name, school_name);
}

SokyPosition *
soky_person_add_position (SokyPerson *self, SokyRole role, const char *unit_id, const char *title)
{
  SokyPosition *position = g_new0 (SokyPosition, 1);

  position->role = role;
  position->unit_id = g_strdup (unit_id);
  position->title = g_strdup (title != NULL ? title : "");
  g_ptr_array_add (self->positions, position);
  return position;
}

SokyPerson *
soky_person_copy (const SokyPerson *self)
{
  SokyPerson *copy = soky_person_new (self->id, self->login, self->name);

  soky_person_set_unit (copy, self->unit_id, self->unit_name);
  soky_person_set_school (copy, self->school_id, self->school_name);
  copy->active = self->active;
  copy->version = self->version;
  for (guint i = 0; i < self->positions->len; i++) {
    const SokyPosition *from = g_ptr_array_index (self->positions, i);
    SokyPosition *position =
        soky_person_add_position (copy, from->role, from->unit_id, from->title);
    position->class_name = g_strdup (from->class_name);
    position->subject = g_strdup (from->subject);
  }
  return copy;
}

SokyPerson *
soky_person_ref (SokyPerson *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
soky_person_unref (SokyPerson *self)
{
  g_atomic_rc_box_release_full (self, clear_person);
}

const SokyPosition *
soky_person_find_position (const SokyPerson *self, SokyRole role, const char *unit_id)
{
  for (guint i = 0; i < self->positions->len; i++) {
    const SokyPosition *position = g_ptr_array_index (self->positions, i);
    if (soky_role_includes (position->role, role) &&
        (unit_id == NULL || g_strcmp0 (position->unit_id, unit_id) == 0))
      return position;
  }
  return NULL;
}

gboolean
soky_person_has_role (const SokyPerson *self, SokyRole role)
{
  return role == SOKY_ROLE_NONE || soky_person_find_position (self, role, NULL) != NULL;
}

const char *
soky_person_get_title (const SokyPerson *self, SokyRole role)
{
  const SokyPosition *position = soky_person_find_position (self, role, NULL);

  if (position != NULL && *position->title != '\0')
    return position->title;
  return soky_role_get_label (position != NULL ? position->role : role);
}
