/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person is in a unit. The words are stable: "teacher", "group_head" … (domain.md §5). */
typedef enum {
  SOKY_ROLE_NONE, /* no role asked for, or none known */
  SOKY_ROLE_TEACHER,
  SOKY_ROLE_SUBJECT_TEACHER,  /* GVBM, of classes and a subject */
  SOKY_ROLE_HOMEROOM_TEACHER, /* GVCN, of a class */
  SOKY_ROLE_GROUP_HEAD,
  SOKY_ROLE_VICE_PRINCIPAL,
  SOKY_ROLE_PRINCIPAL,
  SOKY_ROLE_CLERK, /* văn thư, keeper of the organisation's certificate */
  SOKY_ROLE_SCHOOL_ADMIN,
  SOKY_ROLE_STAFF,
  SOKY_ROLE_INSPECTOR, /* reads what is published below the unit */
  SOKY_N_ROLES
} SokyRole;

/* A set of roles is the sum of these. */
#define SOKY_ROLE_BIT(role) (1u << (role))

/* "group_head"; "none" for %SOKY_ROLE_NONE. */
const char *soky_role_to_string (SokyRole role);
gboolean soky_role_from_string (const char *text, SokyRole *role);
/* The role in the user's language. */
const char *soky_role_get_label (SokyRole role);
/* Whether who holds @held may stand where @wanted is asked for: subject and homeroom teachers are
 * teachers, and everybody holds %SOKY_ROLE_NONE. */
gboolean soky_role_includes (SokyRole held, SokyRole wanted);

G_END_DECLS
