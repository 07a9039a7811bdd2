/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "server/commands/task.h"
#include "server/enrol.h"
#include "server/log.h"
#include "server/service.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>

static char *state;
static char *email;
static char *id_number;
static char *reason;

static const GOptionEntry entries[] = {
    {"email", 0, 0, G_OPTION_ARG_STRING, &email,
     N_ ("mark: the e-mail address that the person's certificate must name; \"\" for none"),
     N_ ("ADDRESS")},
    {"id-number", 0, 0, G_OPTION_ARG_STRING, &id_number,
     N_ ("mark: the identity number that the person's certificate must name; \"\" for none"),
     N_ ("NUMBER")},
    {"reason", 0, 0, G_OPTION_ARG_STRING, &reason,
     N_ ("revoke: why, in words that its holder will read"), N_ ("TEXT")},
    {NULL},
};

static const char *
describe_state (const SokyCertificateRecord *record)
{
  if (record->withdrawn_us != 0)
    return "revoked";
  return record->confirmed_us != 0 ? "enrolled" : "waiting";
}

static gboolean
list_school (SokyTask *task, const char *school_id, GError **error)
{
  g_autoptr (GPtrArray) records = soky_store_list_school_certificates (task->tx, school_id, error);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    const SokyCertificateRecord *one = records->pdata[i];
    g_autoptr (SokyPerson) person = soky_store_get_person (task->tx, one->person_id, error);
    if (person == NULL)
      return FALSE;
    g_autofree char *until = soky_clock_to_local (one->not_after_us);
    g_print ("%s\t%s\t%s\t%s\t%s\n", one->id, describe_state (one), person->login, one->holder,
             until);
  }
  return records != NULL;
}

static gboolean
list (SokyTask *task, GError **error)
{
  return soky_task_visit_schools (task, list_school, error);
}

static gboolean
confirm (SokyTask *task, GError **error)
{
  g_autoptr (SokyCertificateRecord) record =
      soky_store_find_certificate (task->tx, task->arguments[0], error);
  return record != NULL && soky_enrol_confirm (task->tx, &task->origin, record, error);
}

static gboolean
withdraw (SokyTask *task, GError **error)
{
  g_autoptr (SokyCertificateRecord) record =
      soky_store_find_certificate (task->tx, task->arguments[0], error);
  return record != NULL && soky_enrol_withdraw (task->tx, &task->origin, record, reason, error);
}

static const char *
describe_mark (const char *mark)
{
  return *mark == '\0' ? "none" : "set";
}

static gboolean
set_mark (SokyTask *task, const SokyPerson *person, const char *kind, const char *value,
          GError **error)
{
  if (value == NULL)
    return TRUE;
  g_autofree char *lower = g_utf8_strdown (value, -1);
  g_autofree char *known = soky_store_get_mark (task->tx, person->id, kind, error);
  if (known == NULL || !soky_store_set_mark (task->tx, person->id, kind, g_strstrip (lower), error))
    return FALSE;
  /* not the values: the audit is read by more people than a number may be told to */
  g_autofree char *detail =
      soky_log_pairs ("mark", kind, "before", describe_mark (known), "after", describe_mark (lower),
                      "changed", g_str_equal (known, lower) ? "no" : "yes", NULL);
  return soky_audit_add (task->tx, &task->origin, "certificate-mark-set", person->id, detail,
                         error);
}

static gboolean
mark (SokyTask *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->arguments[0], error);

  return person != NULL && set_mark (task, person, "email", email, error) &&
         set_mark (task, person, "id-number", id_number, error);
}

static const SokyTaskAction actions[] = {
    {"list", 0, list}, {"confirm", 1, confirm}, {"revoke", 1, withdraw}, {"mark", 1, mark}, {NULL},
};

int
soky_command_certificate (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv, _ ("list | confirm ID | revoke ID | mark LOGIN"),
                           _ ("Certificates that people have registered to sign with."), entries,
                           &state))
    return SOKY_COMMAND_USAGE;
  return soky_task_action_run (
      actions, state, argv, _ ("Say what to do: soky-server certificate --help."),
      _ ("There is none of this name. `soky-server certificate list` shows all."));
}
