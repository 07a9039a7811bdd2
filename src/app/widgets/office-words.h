/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/person.h"
#include "book/unit.h"

G_BEGIN_DECLS

/* How administration names people and units. */

/* "Group head · Tổ Toán – Tin", with class and subject. @units: (element-type SokyUnit): all that
 * are known */
char *soky_position_describe (const SokyPosition *position, GPtrArray *units);
/* All roles of a person, one after the other. */
char *soky_person_describe_roles (const SokyPerson *person);
/* Those of @units that @person administers and that are open, in their order.
 * Returns: (transfer container) (element-type SokyUnit) */
GPtrArray *soky_units_choose_administered (GPtrArray *units, const SokyPerson *person);
/* As lists of choices show them. Returns: (element-type utf8) */
GPtrArray *soky_units_make_labels (GPtrArray *units);
/* Where @id is in @units; G_MAXUINT when it is not. */
guint soky_units_find_index (GPtrArray *units, const char *id);

G_END_DECLS
