/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/year-plan.h"

G_BEGIN_DECLS

/* The body of PUT /school/years/{name}, and its answer. */
char *soky_year_plan_to_json (const SokyYearPlan *self);
SokyYearPlan *soky_year_plan_from_json (const char *text, gssize length, GError **error);

/* The body of PUT /school/classes {school_year, names} and PUT /school/subjects {names}. */
typedef struct {
  char *school_year; /* nullable: the present one */
  char **names;
} SokyNameList;

void soky_name_list_free (SokyNameList *self);
char *soky_name_list_to_json (const SokyNameList *self);
/* Blanks around the names are dropped; none may be empty or twice there. */
SokyNameList *soky_name_list_from_json (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyNameList, soky_name_list_free)

G_END_DECLS
