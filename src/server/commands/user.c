/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "crypto/random.h"
#include "server/commands/command.h"
#include "server/enrol.h"
#include "server/password.h"
#include "server/service.h"
#include "server/store/accounts.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>

#define ID_BYTES 8
#define EVERYBODY 200

static char *state;
static char *name;
static char *unit;
static char *role_name;
static char *title;
static gboolean organisation;
static gboolean sign_out;

static const GOptionEntry entries[] = {
    {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("add: the person's full name"), N_ ("NAME")},
    {"unit", 0, 0, G_OPTION_ARG_STRING, &unit,
     N_ ("add: identifier of the unit; may be left out when there is one only"), N_ ("ID")},
    {"role", 0, 0, G_OPTION_ARG_STRING, &role_name,
     N_ ("add: teacher, group_head, vice_principal, principal, clerk, school_admin, staff"),
     N_ ("ROLE")},
    {"title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("add: the title that is printed"),
     N_ ("TITLE")},
    {"organisation", 0, 0, G_OPTION_ARG_NONE, &organisation,
     N_ ("enroll: it is the organisation's certificate, for its stamp"), NULL},
    {"sign-out", 0, 0, G_OPTION_ARG_NONE, &sign_out, N_ ("sessions: end them all"), NULL},
    {NULL},
};

/* What each of the actions is given. */
typedef struct {
  SokyTransaction *tx;
  SokyOrigin origin;
  const char *login;
  const char *file;
} Task;

static char *
find_unit (SokyTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);

  if (units == NULL)
    return NULL;
  for (guint i = 0; i < units->len; i++) {
    const SokyUnit *one = units->pdata[i];
    if (unit != NULL ? g_str_equal (one->id, unit) : units->len == 1)
      return g_strdup (one->id);
  }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("Name an existing unit with --unit."));
  return NULL;
}

static SokyPerson *
make_person (Task *task, GError **error)
{
  g_autofree char *id = soky_random_hex (ID_BYTES);
  g_autofree char *unit_id = find_unit (task->tx, error);
  SokyRole role = SOKY_ROLE_TEACHER;

  if (unit_id == NULL)
    return NULL;
  if (role_name != NULL && !soky_role_from_string (role_name, &role)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("There is no role “%s”."),
                 role_name);
    return NULL;
  }
  SokyPerson *person = soky_person_new (id, task->login, name ? name : task->login);
  soky_person_set_unit (person, unit_id, "");
  soky_person_add_position (person, role, unit_id, title ? title : "");
  return person;
}

static gboolean
set_password (Task *task, const SokyPerson *person, GError **error)
{
  g_autoptr (SokySecret) password = soky_command_read_password (TRUE, error);

  if (password == NULL || !soky_password_check_new (password, error))
    return FALSE;
  g_autofree char *hash = soky_password_hash (password);
  return soky_store_set_password (task->tx, person->id, hash, task->origin.now_us, error);
}

static gboolean
add (Task *task, GError **error)
{
  g_autoptr (SokyPerson) person = make_person (task, error);

  return person != NULL && soky_store_add_person (task->tx, person, error) &&
         set_password (task, person, error) &&
         soky_audit_add (task->tx, &task->origin, "person-added", person->id, NULL, error);
}

static gboolean
passwd (Task *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->login, error);

  return person != NULL && set_password (task, person, error) &&
         soky_store_end_sessions (task->tx, person->id, error) &&
         soky_audit_add (task->tx, &task->origin, "password-changed", person->id, NULL, error);
}

static gboolean
enroll (Task *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->login, error);
  g_autoptr (GPtrArray) certificates =
      person ? soky_certificate_list_from_pem_file (task->file, error) : NULL;

  return certificates != NULL && soky_enrol_at_once (task->tx, &task->origin, person,
                                                     certificates->pdata[0], organisation, error);
}

static gboolean
sessions (Task *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->login, error);
  g_autoptr (GPtrArray) list =
      person ? soky_store_list_sessions (task->tx, person->id, error) : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++) {
    const SokySessionRecord *session = list->pdata[i];
    g_autofree char *used = soky_clock_to_local (session->used_us);
    g_print ("%s\t%s\t%s\n", session->id, session->address, used);
  }
  if (list == NULL || !sign_out)
    return list != NULL;
  return soky_store_end_sessions (task->tx, person->id, error) &&
         soky_audit_add (task->tx, &task->origin, "sessions-ended", person->id, NULL, error);
}

static gboolean
list_school (Task *task, const char *school_id, GError **error)
{
  SokyPeopleQuestion question = {.school_id = school_id, .limit = EVERYBODY};
  g_autofree char *after = NULL;

  do {
    question.after = after;
    g_autoptr (SokyPeoplePage) page = soky_store_search_people (task->tx, &question, error);
    if (page == NULL)
      return FALSE;
    for (guint i = 0; i < page->people->len; i++) {
      const SokyPerson *person = page->people->pdata[i];
      g_print ("%s\t%s\t%s\t%s\n", person->id, person->login, person->name, person->unit_name);
    }
    g_free (after);
    after = g_steal_pointer (&page->next_cursor);
  } while (after != NULL);
  return TRUE;
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

static const struct {
  const char *name;
  int arguments; /* after it */
  gboolean (*run) (Task *task, GError **error);
} actions[] = {
    {"add", 1, add},       {"list", 0, list},         {"passwd", 1, passwd},
    {"enroll", 2, enroll}, {"sessions", 1, sessions},
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
      .login = actions[action].arguments > 0 ? arguments[0] : NULL,
      .file = actions[action].arguments > 1 ? arguments[1] : NULL,
  };
  if (actions[action].run (&task, &error) && soky_transaction_commit (tx, &error))
    return SOKY_COMMAND_OK;
  if (g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    g_printerr (_ ("soky-server: there is no account “%s”.\n"), task.login);
  else if (g_error_matches (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_EXISTS))
    g_printerr (_ ("soky-server: “%s” is there already.\n"), task.login);
  else
    return soky_command_fail (error);
  return SOKY_COMMAND_FAILED;
}

int
soky_command_user (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv,
                           _ ("add LOGIN | list | passwd LOGIN | enroll LOGIN CERTIFICATE.pem | "
                              "sessions LOGIN"),
                           _ ("Accounts. A password is asked for on the terminal, or read as one "
                              "line from standard input."),
                           entries, &state))
    return SOKY_COMMAND_USAGE;
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (actions); i++) {
    if (g_str_equal (argv[1], actions[i].name) && argc - 2 == actions[i].arguments)
      return run (i, argv + 2);
  }
  return soky_command_usage (_ ("Say what to do: soky-server user --help."));
}
