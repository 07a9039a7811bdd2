/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/random.h"
#include "server/commands/task.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>

#define ID_BYTES 8

static char *state;
static char *parent;
static char *level_name;
static char *label;
static char *name;
static gboolean closed;
static gboolean opened;

static const GOptionEntry entries[] = {
    {"parent", 0, 0, G_OPTION_ARG_STRING, &parent, N_ ("the unit above it"), N_ ("ID")},
    {"level", 0, 0, G_OPTION_ARG_STRING, &level_name,
     N_ ("add: province, district, school or group (usual)"), N_ ("LEVEL")},
    {"label", 0, 0, G_OPTION_ARG_STRING, &label, N_ ("what such a unit is called: “Tổ chuyên môn”"),
     N_ ("LABEL")},
    {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("set: its name"), N_ ("NAME")},
    {"close", 0, 0, G_OPTION_ARG_NONE, &closed, N_ ("set: nobody and nothing new is put into it"),
     NULL},
    {"open", 0, 0, G_OPTION_ARG_NONE, &opened, N_ ("set: it is open again"), NULL},
    {NULL},
};

static gboolean
list (SokyTask *task, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (task->tx, error);

  for (guint i = 0; units != NULL && i < units->len; i++) {
    const SokyUnit *one = g_ptr_array_index (units, i);
    g_print ("%s\t%s\t%s\t%s\t%s\t%s\n", one->id, one->parent_id ? one->parent_id : "-",
             soky_unit_level_to_string (one->level), one->label, one->name,
             one->closed ? "closed" : "open");
  }
  return units != NULL;
}

/* Prints the new identifier. */
static gboolean
add (SokyTask *task, GError **error)
{
  g_auto (SokyOffice) office = {0};
  g_autofree char *id = soky_random_hex (ID_BYTES);
  SokyUnitLevel level = SOKY_UNIT_GROUP;

  if (level_name != NULL && !soky_unit_level_from_string (level_name, &level))
    return soky_task_refuse (_ ("There is no such level: province, district, school, group."),
                             error);
  g_autoptr (SokyUnit) unit =
      soky_unit_new (id, parent, level, label ? label : _ ("Group"), task->arguments[0]);
  if (!soky_office_open (&office, task->tx, NULL, error) ||
      !soky_administer_add_unit (&office, task->tx, &task->origin, unit, error))
    return FALSE;
  g_print ("%s\n", id);
  return TRUE;
}

static gboolean
set (SokyTask *task, GError **error)
{
  g_auto (SokyOffice) office = {0};

  if (!soky_office_open (&office, task->tx, NULL, error))
    return FALSE;
  const SokyUnit *before = soky_office_need_unit (&office, task->arguments[0], error);
  if (before == NULL)
    return FALSE;
  g_autoptr (SokyUnit) after =
      soky_unit_new (before->id, parent ? parent : before->parent_id, before->level,
                     label ? label : before->label, name ? name : before->name);
  after->closed = (before->closed || closed) && !opened;
  after->version = before->version;
  return soky_administer_change_unit (&office, task->tx, &task->origin, after, error);
}

static gboolean
take_out (SokyTask *task, GError **error)
{
  g_auto (SokyOffice) office = {0};

  if (!soky_office_open (&office, task->tx, NULL, error))
    return FALSE;
  const SokyUnit *unit = soky_office_need_unit (&office, task->arguments[0], error);
  return unit != NULL &&
         soky_administer_remove_unit (&office, task->tx, &task->origin, unit, unit->version, error);
}

static const SokyTaskAction actions[] = {
    {"list", 0, list}, {"add", 1, add}, {"set", 1, set}, {"remove", 1, take_out}, {NULL},
};

int
soky_command_unit (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv, _ ("list | add NAME | set ID | remove ID"),
                           _ ("Units: province, districts, schools and their groups. One that has "
                              "people or books is closed, not removed."),
                           entries, &state))
    return SOKY_COMMAND_USAGE;
  return soky_task_action_run (actions, state, argv, _ ("Say what to do: soky-server unit --help."),
                               _ ("There is no such unit. `soky-server unit list` shows all."));
}
