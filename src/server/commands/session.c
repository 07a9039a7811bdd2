/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "server/commands/task.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>

static char *state;
static char *unit;

static const GOptionEntry entries[] = {
    {"unit", 0, 0, G_OPTION_ARG_STRING, &unit, N_ ("list: only those of this unit and below"),
     N_ ("ID")},
    {NULL},
};

static gboolean
list_below (SokyTask *task, const char *unit_id, GError **error)
{
  g_autoptr (GPtrArray) sessions =
      soky_store_list_sessions_below (task->tx, unit_id, task->origin.now_us, error);

  for (guint i = 0; sessions != NULL && i < sessions->len; i++) {
    const SokySessionRecord *one = g_ptr_array_index (sessions, i);
    g_autofree char *used = soky_clock_to_local (one->used_us);
    g_print ("%s\t%s\t%s\t%s\t%s\n", one->id, one->person_id, one->person_name, one->address, used);
  }
  return sessions != NULL;
}

static gboolean
list (SokyTask *task, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (task->tx, error);

  if (unit != NULL)
    return list_below (task, unit, error);
  /* everything lies below one of the roots */
  for (guint i = 0; units != NULL && i < units->len; i++) {
    const SokyUnit *one = g_ptr_array_index (units, i);
    if (one->parent_id == NULL && !list_below (task, one->id, error))
      return FALSE;
  }
  return units != NULL;
}

static gboolean
revoke_session (SokyTask *task, GError **error)
{
  g_autoptr (SokySessionRecord) session =
      soky_store_find_session (task->tx, task->arguments[0], error);

  return session != NULL && soky_store_end_session (task->tx, session->id, error) &&
         soky_audit_add (task->tx, &task->origin, "session-revoked", session->person_id, NULL,
                         error);
}

static const SokyTaskAction actions[] = {{"list", 0, list}, {"revoke", 1, revoke_session}, {NULL}};

int
soky_command_session (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv, _ ("list | revoke ID"),
                           _ ("Who is signed in, from where; and ending it."), entries, &state))
    return SOKY_COMMAND_USAGE;
  return soky_task_action_run (
      actions, state, argv, _ ("Say what to do: soky-server session --help."),
      _ ("There is no such session. `soky-server session list` shows all."));
}
