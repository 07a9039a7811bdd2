/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/role.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* One role that a person holds in one unit. */
typedef struct {
  SokyRole role;
  char *unit_id;
  char *title;      /* as printed: "Tổ trưởng"; never NULL, may be empty */
  char *class_name; /* nullable: "6A", of homeroom and subject teachers */
  char *subject;    /* nullable: "Tin học" */
} SokyPosition;

typedef struct {
  char *id;
  char *login; /* empty where others must not see it */
  char *name;
  char *unit_id; /* the home unit, often a group */
  char *unit_name;
  char *school_id; /* the school that unit belongs to; of a province's people their own unit */
  char *school_name;
  gboolean active;      /* FALSE: left, may not act or be chosen */
  GPtrArray *positions; /* SokyPosition, owned */
  guint64 version;      /* for changes; 0 = not known */
} SokyPerson;

#define SOKY_TYPE_PERSON (soky_person_get_type ())
GType soky_person_get_type (void);

/* An active person of no unit and without positions, to be completed by its maker before it is
 * shared. Strings are copied. */
SokyPerson *soky_person_new (const char *id, const char *login, const char *name);
void soky_person_set_unit (SokyPerson *self, const char *unit_id, const char *unit_name);
void soky_person_set_school (SokyPerson *self, const char *school_id, const char *school_name);
/* Returns: (transfer none): the new position, whose class and subject may be set. */
SokyPosition *soky_person_add_position (SokyPerson *self, SokyRole role, const char *unit_id,
                                        const char *title);
SokyPerson *soky_person_copy (const SokyPerson *self);
SokyPerson *soky_person_ref (SokyPerson *self);
void soky_person_unref (SokyPerson *self);

/* The first position that includes @role (soky_role_includes()), in @unit_id if that is not NULL.
 * Returns: (transfer none) (nullable) */
const SokyPosition *soky_person_find_position (const SokyPerson *self, SokyRole role,
                                               const char *unit_id);
/* Everybody holds %SOKY_ROLE_NONE, those without a position too. */
gboolean soky_person_has_role (const SokyPerson *self, SokyRole role);
/* The title to show for @role: the position's own, else the role's label. Never NULL. */
const char *soky_person_get_title (const SokyPerson *self, SokyRole role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyPerson, soky_person_unref)

G_END_DECLS
