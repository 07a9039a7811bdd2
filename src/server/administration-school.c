/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/administration.h"

#include "server/log.h"
#include "server/store/administration.h"
#include "wire/error.h"

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

gboolean
soky_administer_put_year (SokyTransaction *tx, const SokyOrigin *origin, const char *school_id,
                          const SokyYearPlan *plan, GError **error)
{
  g_autofree char *weeks = g_strdup_printf ("%u", plan->weeks);
  g_autofree char *detail = soky_log_pairs ("year", plan->name, "begins", plan->begins, "weeks",
                                            weeks, "present", plan->present ? "yes" : "no", NULL);

  return soky_year_plan_check (plan, error) &&
         soky_administer_touch_school (tx, school_id, plan->version, error) &&
         soky_store_put_year (tx, school_id, plan, error) &&
         soky_audit_add (tx, origin, "school-year-set", school_id, detail, error);
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
  GError *problem = NULL;
  g_autoptr (SokySchool) school = soky_store_get_school (tx, school_id, error);
  if (school == NULL)
    return NULL;

  g_autoptr (SokyYearPlan) plan = soky_store_get_year (tx, school_id, name, &problem);
  if (plan == NULL && !g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, problem);
    return NULL;
  }
  g_clear_error (&problem);
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
      const char *const *names, GError **error)
{
  g_autofree char *joined = g_strjoinv (", ", (char **) names);
  g_autofree char *detail = soky_log_pairs ("names", joined, NULL);

  return soky_audit_add (tx, origin, event, school_id, detail, error);
}

gboolean
soky_administer_set_classes (SokyTransaction *tx, const SokyOrigin *origin, const char *school_id,
                             const char *school_year, const char *const *names, GError **error)
{
  GError *problem = NULL;

  if (!soky_names_are_sound (names))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_YEAR, error);
  if (school_year != NULL) {
    g_autoptr (SokyYearPlan) year = soky_store_get_year (tx, school_id, school_year, &problem);
    if (year == NULL)
      return soky_office_explain (problem, error);
  }
  gboolean good = school_year
                      ? soky_store_set_year_classes (tx, school_id, school_year, names, error)
                      : soky_store_set_classes (tx, school_id, names, error);
  return good && note (tx, origin, school_id, "classes-set", names, error);
}

gboolean
soky_administer_set_subjects (SokyTransaction *tx, const SokyOrigin *origin, const char *school_id,
                              const char *const *names, GError **error)
{
  if (!soky_names_are_sound (names))
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_YEAR, error);
  return soky_store_set_subjects (tx, school_id, names, error) &&
         note (tx, origin, school_id, "subjects-set", names, error);
}
