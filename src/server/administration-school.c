/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/administration.h"

#include "server/audit.h"
#include "server/log.h"
#include "server/store/administration.h"
#include "wire/error.h"
#include "wire/year-plan.h"

#include <string.h>

gboolean
soky_administer_touch_school (SokyTransaction *tx, const char *school_id, guint64 expected,
                              GError **error)
{
  GError *problem = NULL;
  g_autoptr (SokyUnit) unit = soky_store_get_unit (tx, school_id, &problem);

  return (unit != NULL && soky_store_update_unit (tx, unit, expected, &problem)) ||
         soky_office_explain (problem, error);
}

/* @plan: NULL where the year is not laid down yet */
static gboolean
find_year (SokyTransaction *tx, const char *school_id, const char *name, SokyYearPlan **plan,
           GError **error)
{
  GError *problem = NULL;

  *plan = soky_store_get_year (tx, school_id, name, &problem);
  if (*plan == NULL && !g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, problem);
    return FALSE;
  }
  g_clear_error (&problem);
  return TRUE;
}

gboolean
soky_administer_put_year (SokyTransaction *tx, const SokyOrigin *origin, const char *school_id,
                          const SokyYearPlan *plan, GError **error)
{
  g_autoptr (SokyYearPlan) before = NULL;
  g_autofree char *pairs = soky_log_pairs ("year", plan->name, NULL);
  g_autoptr (GString) detail = g_string_new (pairs);

  if (!soky_year_plan_check (plan, error) ||
      !find_year (tx, school_id, plan->name, &before, error) ||
      !soky_administer_touch_school (tx, school_id, plan->version, error) ||
      !soky_store_put_year (tx, school_id, plan, error))
    return FALSE;
  if (before != NULL)
    before->version = plan->version;
  g_autofree char *was = before ? soky_year_plan_to_json (before) : NULL;
  g_autofree char *is = soky_year_plan_to_json (plan);
  soky_audit_add_change (detail, "plan", was, is);
  return soky_audit_add (tx, origin, "school-year-set", school_id, detail->str, error);
}

/* The newest year before @name that is laid down. */
static SokyYearPlan *
get_before (SokyTransaction *tx, const SokySchool *school, const char *name, GError **error)
{
  for (guint i = 0; school->school_years[i] != NULL; i++) {
    if (strcmp (school->school_years[i], name) < 0)
      return soky_store_get_year (tx, school->unit->id, school->school_years[i], error);
  }
  soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
  return NULL;
}

SokyYearPlan *
soky_administer_get_year (SokyTransaction *tx, const char *school_id, const char *name,
                          GError **error)
{
  g_autoptr (SokySchool) school = soky_store_get_school (tx, school_id, error);
  if (school == NULL)
    return NULL;

  g_autoptr (SokyYearPlan) plan = NULL;
  if (!find_year (tx, school_id, name, &plan, error))
    return NULL;
  if (plan == NULL) {
    g_autoptr (SokyYearPlan) before = get_before (tx, school, name, error);
    plan = before ? soky_year_plan_next (before) : NULL;
  }
  if (plan == NULL)
    return NULL;
  if (!g_str_equal (plan->name, name)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
    return NULL;
  }
  plan->version = school->version;
  return g_steal_pointer (&plan);
}

static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const char *school_id, const char *event,
      char **before, const char *const *after, GError **error)
{
  g_autofree char *was = g_strjoinv (", ", before);
  g_autofree char *is = g_strjoinv (", ", (char **) after);
  g_autoptr (GString) pairs = g_string_new (NULL);

  soky_audit_add_change (pairs, "names", was, is);
  return soky_audit_add (tx, origin, event, school_id, pairs->str, error);
}

gboolean
soky_administer_set_classes (SokyTransaction *tx, const SokyOrigin *origin, const char *school_id,
                             const char *school_year, const char *const *names, GError **error)
{
  GError *problem = NULL;
  g_autoptr (SokySchool) school = soky_store_get_school (tx, school_id, error);
  g_autoptr (SokyYearPlan) year = NULL;

  if (school == NULL)
    return FALSE;
  if (!soky_names_are_sound (names))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_YEAR, error);
  if (school_year != NULL) {
    year = soky_store_get_year (tx, school_id, school_year, &problem);
    if (year == NULL)
      return soky_office_explain (problem, error);
  }
  gboolean good = school_year
                      ? soky_store_set_year_classes (tx, school_id, school_year, names, error)
                      : soky_store_set_classes (tx, school_id, names, error);
  return good && note (tx, origin, school_id, "classes-set", year ? year->classes : school->classes,
                       names, error);
}

gboolean
soky_administer_set_subjects (SokyTransaction *tx, const SokyOrigin *origin, const char *school_id,
                              const char *const *names, GError **error)
{
  g_autoptr (SokySchool) school = soky_store_get_school (tx, school_id, error);

  if (school == NULL)
    return FALSE;
  if (!soky_names_are_sound (names))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_YEAR, error);
  return soky_store_set_subjects (tx, school_id, names, error) &&
         note (tx, origin, school_id, "subjects-set", school->subjects, names, error);
}
