/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/error.h"
#include "book/person.h"
#include "book/unit.h"

G_BEGIN_DECLS

/* Who may administer what. An administrator rules the unit that he is appointed in and all below
 * it: of a school, the school and its groups; of a level above, everything under it. Nobody else
 * rules. Arrays of units (element-type SokyUnit) are all that there are. */

/* (transfer none) (nullable) */
const SokyUnit *soky_units_find (GPtrArray *units, const char *id);
/* Whether @id is @above, or somewhere below it. */
gboolean soky_units_is_within (GPtrArray *units, const char *id, const char *above);
/* The school that a unit is or belongs to; of units above schools themselves. Never NULL for a unit
 * that there is. */
const char *soky_units_get_school (GPtrArray *units, const char *id);

/* @person: (nullable): NULL is the server's own command line, which may everything; likewise below.
 */
gboolean soky_person_may_administer (const SokyPerson *person, GPtrArray *units,
                                     const char *unit_id);
/* Whether the person may know of a unit: of the own school, above it, and below where he
 * administers or inspects. */
gboolean soky_person_may_see_unit (const SokyPerson *person, GPtrArray *units, const char *unit_id);

/* What a change of units or people is judged by. */
typedef struct {
  const SokyPerson *actor;   /* nullable: the command line */
  GPtrArray *units;          /* all */
  GPtrArray *administrators; /* SokyPerson: all that are one somewhere; for people */
} SokyAdministration;

/* %SOKY_BOOK_ERROR_NOT_PERMITTED, or what is wrong with the unit. @after: with the present id */
gboolean soky_unit_check_add (const SokyAdministration *self, const SokyUnit *unit, GError **error);
gboolean soky_unit_check_change (const SokyAdministration *self, const SokyUnit *before,
                                 const SokyUnit *after, GError **error);
/* @used: whether people, books, units or types are of it */
gboolean soky_unit_check_remove (const SokyAdministration *self, const SokyUnit *unit,
                                 gboolean used, GError **error);

/**
 * soky_person_check_change:
 * @before: (nullable): %NULL when the person is new
 *
 * Positions in units that the actor does not administer may stay, but not come, go or change.
 */
gboolean soky_person_check_change (const SokyAdministration *self, const SokyPerson *before,
                                   const SokyPerson *after, GError **error);

/* Whether the settings of a type fit each other: %SOKY_BOOK_ERROR_BAD_TYPE when not. */
gboolean soky_book_type_check (const SokyBookType *type, GError **error);
/* Whether @variant, with which a unit replaces what it inherits, is still that type and demands no
 * less: the same kind of book, Ký CA and locks kept. */
gboolean soky_book_type_check_variant (const SokyBookType *inherited, const SokyBookType *variant,
                                       GError **error);
/* The type with what a unit has in its place: still the same kind of book, and no less demanded,
 * whatever the level above has changed since. Returns: (transfer full) */
SokyBookType *soky_book_type_vary (const SokyBookType *inherited, const SokyBookType *variant);
/* Whether a change is one that the level above has to look at again: all but deadlines and locks.
 */
gboolean soky_book_type_is_other (const SokyBookType *before, const SokyBookType *after);

G_END_DECLS
