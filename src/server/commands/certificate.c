/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "server/commands/command.h"
#include "server/enrol.h"
#include "server/log.h"
#include "server/service.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>

static char *state;
static char *email;
static char *id_number;

static const GOptionEntry entries[] = {
    {"email", 0, 0, G_OPTION_ARG_STRING, &email,
     N_ ("mark: the e-mail address that the person's certificate must name; \"\" for none"),
     N_ ("ADDRESS")},
    {"id-number", 0, 0, G_OPTION_ARG_STRING, &id_number,
     N_ ("mark: the identity number that the person's certificate must name; \"\" for none"),
     N_ ("NUMBER")},
    {NULL},
};

typedef struct {
  SokyTransaction *tx;
  SokyOrigin origin;
  const char *subject; /* identifier of an enrolment, or a login */
} Task;

static const char *
describe_state (const SokyCertificateRecord *record)
{
  if (record->withdrawn_us != 0)
    return "revoked";
  return record->confirmed_us != 0 ? "enrolled" : "waiting";
}

static gboolean
list_school (Task *task, const char *school_id, GError **error)
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
list (Task *task, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (task->tx, error);

  for (guint i = 0; units != NULL && i < units->len; i++) {
    const SokyUnit *one = units->pdata[i];
    if (one->level != SOKY_UNIT_GROUP && !list_school (task, one->id, error))
      return FALSE;
  }
  return units != NULL;
}

static gboolean
confirm (Task *task, GError **error)
{
  g_autoptr (SokyCertificateRecord) record =
      soky_store_find_certificate (task->tx, task->subject, error);
  return record != NULL && soky_enrol_confirm (task->tx, &task->origin, record, error);
}

static gboolean
withdraw (Task *task, GError **error)
{
  g_autoptr (SokyCertificateRecord) record =
      soky_store_find_certificate (task->tx, task->subject, error);
  return record != NULL && soky_enrol_withdraw (task->tx, &task->origin, record, error);
}

static const char *
describe_mark (const char *mark)
{
  return *mark == '\0' ? "none" : "set";
}

static gboolean
set_mark (Task *task, const SokyPerson *person, const char *kind, const char *value, GError **error)
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
mark (Task *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->subject, error);

  return person != NULL && set_mark (task, person, "email", email, error) &&
         set_mark (task, person, "id-number", id_number, error);
}

static const struct {
  const char *name;
  int arguments; /* after it */
  gboolean (*run) (Task *task, GError **error);
} actions[] = {
    {"list", 0, list},
    {"confirm", 1, confirm},
    {"revoke", 1, withdraw},
    {"mark", 1, mark},
};

static int
run (guint action, char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  g_autoptr (SokyTransaction) tx =
      service ? soky_store_begin (service->store, SOKY_STORE_WRITE, &error) : NULL;

  if (tx == NULL)
    return soky_command_fail (error);
  Task task = {
      .tx = tx,
      .origin = {.address = "", .now_us = soky_clock_now_us ()},
      .subject = actions[action].arguments > 0 ? arguments[0] : NULL,
  };
  if (actions[action].run (&task, &error) && soky_transaction_commit (tx, &error))
    return SOKY_COMMAND_OK;
  if (!g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return soky_command_fail (error);
  g_printerr (_ ("soky-server: there is no “%s”. `soky-server certificate list` shows all.\n"),
              task.subject);
  return SOKY_COMMAND_FAILED;
}

int
soky_command_certificate (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv, _ ("list | confirm ID | revoke ID | mark LOGIN"),
                           _ ("Certificates that people have registered to sign with."), entries,
                           &state))
    return SOKY_COMMAND_USAGE;
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (actions); i++) {
    if (g_str_equal (argv[1], actions[i].name) && argc - 2 == actions[i].arguments)
      return run (i, argv + 2);
  }
  return soky_command_usage (_ ("Say what to do: soky-server certificate --help."));
}
