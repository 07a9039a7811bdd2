/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/role.h"

#include "book/names.h"

#include <glib/gi18n-lib.h>

static const char *const names[SOKY_N_ROLES] = {
    [SOKY_ROLE_NONE] = "none",
    [SOKY_ROLE_TEACHER] = "teacher",
    [SOKY_ROLE_SUBJECT_TEACHER] = "subject_teacher",
    [SOKY_ROLE_HOMEROOM_TEACHER] = "homeroom_teacher",
    [SOKY_ROLE_GROUP_HEAD] = "group_head",
    [SOKY_ROLE_VICE_PRINCIPAL] = "vice_principal",
    [SOKY_ROLE_PRINCIPAL] = "principal",
    [SOKY_ROLE_CLERK] = "clerk",
    [SOKY_ROLE_SCHOOL_ADMIN] = "school_admin",
    [SOKY_ROLE_STAFF] = "staff",
    [SOKY_ROLE_INSPECTOR] = "inspector",
};

static const char *const labels[SOKY_N_ROLES] = {
    [SOKY_ROLE_NONE] = "",
    [SOKY_ROLE_TEACHER] = N_ ("Teacher"),
    [SOKY_ROLE_SUBJECT_TEACHER] = N_ ("Subject teacher"),
    [SOKY_ROLE_HOMEROOM_TEACHER] = N_ ("Homeroom teacher"),
    [SOKY_ROLE_GROUP_HEAD] = N_ ("Head of group"),
    [SOKY_ROLE_VICE_PRINCIPAL] = N_ ("Vice-principal"),
    [SOKY_ROLE_PRINCIPAL] = N_ ("Principal"),
    [SOKY_ROLE_CLERK] = N_ ("Clerk"),
    [SOKY_ROLE_SCHOOL_ADMIN] = N_ ("School administrator"),
    [SOKY_ROLE_STAFF] = N_ ("Staff"),
    [SOKY_ROLE_INSPECTOR] = N_ ("Inspector"),
};

SOKY_DEFINE_NAMES (SokyRole, soky_role, names)

const char *
soky_role_get_label (SokyRole role)
{
  const char *label = soky_names_get (labels, role);

  return label == NULL || *label == '\0' ? "" : _ (label);
}

gboolean
soky_role_includes (SokyRole held, SokyRole wanted)
{
  if (wanted == SOKY_ROLE_NONE || held == wanted)
    return TRUE;
  return wanted == SOKY_ROLE_TEACHER &&
         (held == SOKY_ROLE_SUBJECT_TEACHER || held == SOKY_ROLE_HOMEROOM_TEACHER);
}
