/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/names.h"
#include "server/commands/task.h"
#include "server/store/administration.h"

#include <glib/gi18n-lib.h>

#define LAST_WEEK 53

static char *state;
static char *unit;
static char *begins;
static char **classes;
static char **subjects;
static char **holidays;
static int weeks;
static gboolean present;

static const GOptionEntry entries[] = {
    {"unit", 0, 0, G_OPTION_ARG_STRING, &unit,
     N_ ("the school; may be left out when there is one only"), N_ ("ID")},
    {"begins", 0, 0, G_OPTION_ARG_STRING, &begins, N_ ("the Monday of week 1: 2026-09-07"),
     N_ ("DAY")},
    {"weeks", 0, 0, G_OPTION_ARG_INT, &weeks, N_ ("how many weeks are numbered"), N_ ("NUMBER")},
    {"holiday", 0, 0, G_OPTION_ARG_STRING_ARRAY, &holidays,
     N_ ("first and last day: 2027-02-01/2027-02-14; may be repeated, in place of those there are"),
     N_ ("DAYS")},
    {"class", 0, 0, G_OPTION_ARG_STRING_ARRAY, &classes,
     N_ ("a class; repeated for each, in place of those there are"), N_ ("NAME")},
    {"subject", 0, 0, G_OPTION_ARG_STRING_ARRAY, &subjects,
     N_ ("a subject of the school; likewise"), N_ ("NAME")},
    {"present", 0, 0, G_OPTION_ARG_NONE, &present, N_ ("new books are for this year"), NULL},
    {NULL},
};

static void
print_year (const SokyYearPlan *plan)
{
  g_autofree char *names = g_strjoinv (" ", plan->classes);

  g_print ("%s\t%s\t%u\t%s\t%s\n", plan->name, plan->begins, plan->weeks,
           plan->offered   ? "offered"
           : plan->present ? "present"
                           : "-",
           names);
}

static gboolean
list (SokyTask *task, GError **error)
{
  g_autofree char *school_id = soky_task_find_school (task, unit, error);
  g_autoptr (SokySchool) school =
      school_id ? soky_store_get_school (task->tx, school_id, error) : NULL;

  for (guint i = 0; school != NULL && school->school_years[i] != NULL; i++) {
    g_autoptr (SokyYearPlan) plan =
        soky_store_get_year (task->tx, school_id, school->school_years[i], error);
    if (plan == NULL)
      return FALSE;
    print_year (plan);
  }
  return school != NULL;
}

static gboolean
add_holidays (SokyYearPlan *plan, GError **error)
{
  if (holidays != NULL)
    g_ptr_array_set_size (plan->holidays, 0);
  for (guint i = 0; holidays != NULL && holidays[i] != NULL; i++) {
    g_auto (GStrv) days = g_strsplit (holidays[i], "/", 2);
    if (g_strv_length (days) != 2)
      return soky_task_refuse (_ ("Write holidays as 2027-02-01/2027-02-14."), error);
    soky_year_plan_add_holidays (plan, days[0], days[1]);
  }
  return TRUE;
}

static gboolean
apply_options (SokyYearPlan *plan, GError **error)
{
  if (begins != NULL)
    soky_names_assign (&plan->begins, begins);
  if (weeks != 0)
    plan->weeks = (guint) CLAMP (weeks, 0, LAST_WEEK + 1);
  if (classes != NULL) {
    g_strfreev (plan->classes);
    plan->classes = g_strdupv (classes);
  }
  plan->present = plan->present || present;
  return add_holidays (plan, error);
}

/* What is offered for a year that is not there yet, with what the options say. */
static gboolean
set (SokyTask *task, GError **error)
{
  g_autofree char *school_id = soky_task_find_school (task, unit, error);
  g_autoptr (SokyYearPlan) plan =
      school_id ? soky_administer_get_year (task->tx, school_id, task->arguments[0], error) : NULL;

  if (plan == NULL || !apply_options (plan, error) ||
      !soky_administer_put_year (task->tx, &task->origin, school_id, plan, error))
    return FALSE;
  if (subjects != NULL && !soky_administer_set_subjects (task->tx, &task->origin, school_id,
                                                         (const char *const *) subjects, error))
    return FALSE;
  plan->offered = FALSE;
  print_year (plan);
  return TRUE;
}

static const SokyTaskAction actions[] = {{"list", 0, list}, {"set", 1, set}, {NULL}};

int
soky_command_year (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv, _ ("list | set YEAR"),
                           _ ("School years, with their classes, and the school's subjects. A year "
                              "that is not there yet begins with the classes of the year before, "
                              "raised by one grade."),
                           entries, &state))
    return SOKY_COMMAND_USAGE;
  return soky_task_action_run (actions, state, argv, _ ("Say what to do: soky-server year --help."),
                               _ ("There is no such year, and none before it."));
}
