/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/commands/task.h"

#include "base/clock.h"
#include "server/store/directory.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>

gboolean
soky_task_refuse (const char *message, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

gboolean
soky_task_visit_schools (SokyTask *task,
                         gboolean (*visit) (SokyTask *task, const char *school_id, GError **error),
                         GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (task->tx, error);

  for (guint i = 0; units != NULL && i < units->len; i++) {
    const SokyUnit *one = g_ptr_array_index (units, i);
    if (one->level != SOKY_UNIT_GROUP && !visit (task, one->id, error))
      return FALSE;
  }
  return units != NULL;
}

char *
soky_task_find_school (SokyTask *task, const char *wanted, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (task->tx, error);
  const char *found = NULL;
  guint schools = 0;

  if (units == NULL)
    return NULL;
  for (guint i = 0; i < units->len; i++) {
    const SokyUnit *one = g_ptr_array_index (units, i);
    gboolean is_school = one->level == SOKY_UNIT_SCHOOL;
    schools += is_school;
    if (wanted != NULL ? g_str_equal (one->id, wanted) : is_school)
      found = one->id;
  }
  if (found != NULL && (wanted != NULL || schools == 1))
    return g_strdup (found);
  soky_task_refuse (_ ("Name an existing unit with --unit."), error);
  return NULL;
}

static int
fail (const GError *error, const char *missing, const char *subject)
{
  gboolean absent = g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND) ||
                    g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_NOT_FOUND);
  gboolean known = g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS) ||
                   g_error_matches (error, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_LOGIN_TAKEN);

  if (subject == NULL || (!absent && !known))
    return soky_command_fail (error);
  g_autofree char *quoted = g_strdup_printf ("“%s”", subject);
  g_printerr ("soky-server: %s: %s\n", quoted, absent ? missing : _ ("It is there already."));
  return SOKY_COMMAND_FAILED;
}

static int
run (const SokyTaskAction *action, const char *state, char **arguments, const char *missing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  g_autoptr (SokyTransaction) tx =
      service ? soky_store_begin (service->store,
                                  action->reads ? SOKY_STORE_READ : SOKY_STORE_WRITE, &error)
              : NULL;
  SokyTask task = {service, tx, {NULL, "", soky_clock_now_us ()}, arguments};

  if (tx != NULL && action->run (&task, &error) && soky_transaction_commit (tx, &error))
    return SOKY_COMMAND_OK;
  return fail (error, missing, action->arguments > 0 ? arguments[0] : NULL);
}

int
soky_task_action_run (const SokyTaskAction *actions, const char *state, char **argv,
                      const char *again, const char *missing)
{
  int given = argv[1] != NULL ? (int) g_strv_length (argv) - 2 : 0;

  for (; argv[1] != NULL && actions->name != NULL; actions++) {
    if (g_str_equal (argv[1], actions->name) && given == actions->arguments)
      return run (actions, state, argv + 2, missing);
  }
  return soky_command_usage (again);
}
