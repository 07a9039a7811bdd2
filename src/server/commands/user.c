/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "book/names.h"
#include "crypto/random.h"
#include "server/commands/task.h"
#include "server/enrol.h"
#include "server/password.h"
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
static gboolean left;
static gboolean returned;
static gboolean token_too;
static gboolean password_only;

static const GOptionEntry entries[] = {
    {"name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("add, set: the person's full name"),
     N_ ("NAME")},
    {"unit", 0, 0, G_OPTION_ARG_STRING, &unit,
     N_ ("add, set: identifier of the unit; may be left out when there is one school only"),
     N_ ("ID")},
    {"role", 0, 0, G_OPTION_ARG_STRING, &role_name,
     N_ ("add; set, in place of all positions: teacher, group_head, vice_principal, principal, clerk, school_admin, staff"),
     N_ ("ROLE")},
    {"title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("add, set: the title that is printed"),
     N_ ("TITLE")},
    {"organisation", 0, 0, G_OPTION_ARG_NONE, &organisation,
     N_ ("enroll: it is the organisation's certificate, for its stamp"), NULL},
    {"left", 0, 0, G_OPTION_ARG_NONE, &left, N_ ("set: the person has left, and is signed out"),
     NULL},
    {"returned", 0, 0, G_OPTION_ARG_NONE, &returned, N_ ("set: the person is back"), NULL},
    {"token-too", 0, 0, G_OPTION_ARG_NONE, &token_too,
     N_ ("set: signing in needs the password and the token"), NULL},
    {"password-only", 0, 0, G_OPTION_ARG_NONE, &password_only,
     N_ ("set: signing in needs one of the two"), NULL},
    {"sign-out", 0, 0, G_OPTION_ARG_NONE, &sign_out, N_ ("sessions: end them all"), NULL},
    {NULL},
};

/* As for the only unit of a small server; where there is a school, that. */
static char *
find_unit (SokyTask *task, GError **error)
{
  g_autoptr (GPtrArray) units = unit ? NULL : soky_store_list_units (task->tx, NULL);

  if (units != NULL && units->len == 1)
    return g_strdup (((SokyUnit *) units->pdata[0])->id);
  return soky_task_find_school (task, unit, error);
}

static SokyPerson *
make_person (SokyTask *task, GError **error)
{
  g_autofree char *id = soky_random_hex (ID_BYTES);
  g_autofree char *unit_id = find_unit (task, error);
  SokyRole role = SOKY_ROLE_TEACHER;

  if (unit_id == NULL)
    return NULL;
  if (role_name != NULL && !soky_role_from_string (role_name, &role)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("There is no role “%s”."),
                 role_name);
    return NULL;
  }
  SokyPerson *person = soky_person_new (id, task->arguments[0], name ? name : task->arguments[0]);
  soky_person_set_unit (person, unit_id, "");
  soky_person_add_position (person, role, unit_id, title ? title : "");
  return person;
}

static gboolean
set_password (SokyTask *task, const SokyPerson *person, GError **error)
{
  g_autoptr (SokySecret) password = soky_command_read_password (TRUE, error);

  if (password == NULL || !soky_password_check_new (password, error))
    return FALSE;
  g_autofree char *hash = soky_password_hash (password);
  return soky_store_set_password (task->tx, person->id, hash, task->origin.now_us, error);
}

static gboolean
add (SokyTask *task, GError **error)
{
  g_autoptr (SokyPerson) person = make_person (task, error);
  g_autoptr (SokyAccount) account = person ? soky_account_new (person) : NULL;
  g_auto (SokyOffice) office = {0};

  return account != NULL && soky_office_open (&office, task->tx, NULL, error) &&
         soky_administer_add_person (&office, task->tx, &task->origin, account, error) &&
         set_password (task, person, error);
}

/* What the options say, in place of what was. */
static gboolean
apply_options (SokyTask *task, SokyAccount *account, GError **error)
{
  SokyPerson *person = account->person;
  SokyRole role = SOKY_ROLE_NONE;

  if (name != NULL)
    soky_names_assign (&person->name, name);
  if (unit != NULL)
    soky_person_set_unit (person, unit, "");
  person->active = (person->active || returned) && !left;
  account->second_proof = (account->second_proof || token_too) && !password_only;
  if (role_name == NULL)
    return TRUE;
  if (!soky_role_from_string (role_name, &role))
    return soky_task_refuse (_ ("There is no such role."), error);
  g_ptr_array_set_size (person->positions, 0);
  soky_person_add_position (person, role, person->unit_id, title ? title : "");
  return TRUE;
}

static gboolean
set (SokyTask *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->arguments[0], error);
  g_autoptr (SokyAccount) before =
      person ? soky_administer_get_account (task->tx, person, error) : NULL;
  g_autoptr (SokyPerson) changed = before ? soky_person_copy (person) : NULL;
  g_autoptr (SokyAccount) after =
      changed ? soky_administer_get_account (task->tx, changed, error) : NULL;
  g_auto (SokyOffice) office = {0};

  return after != NULL && apply_options (task, after, error) &&
         soky_office_open (&office, task->tx, NULL, error) &&
         soky_administer_change_person (&office, task->tx, &task->origin, before, after, error);
}

/* Prints the password, which is for one sign-in. */
static gboolean
reset (SokyTask *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->arguments[0], error);
  g_autoptr (SokySecret) password = person ? soky_administer_make_password () : NULL;
  g_autofree char *hash = password ? soky_password_hash (password) : NULL;

  if (hash == NULL ||
      !soky_administer_reset_password (task->tx, &task->origin, person, hash, error))
    return FALSE;
  g_print ("%s\n", soky_secret_peek (password));
  return TRUE;
}

static gboolean
passwd (SokyTask *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->arguments[0], error);

  return person != NULL && set_password (task, person, error) &&
         soky_store_set_must_change (task->tx, person->id, FALSE, error) &&
         soky_store_end_sessions (task->tx, person->id, error) &&
         soky_audit_add (task->tx, &task->origin, "password-changed", person->id, NULL, error);
}

static gboolean
enroll (SokyTask *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->arguments[0], error);
  g_autoptr (GPtrArray) certificates =
      person ? soky_certificate_list_from_pem_file (task->arguments[1], error) : NULL;

  return certificates != NULL && soky_enrol_at_once (task->tx, &task->origin, person,
                                                     certificates->pdata[0], organisation, error);
}

static gboolean
sessions (SokyTask *task, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (task->tx, task->arguments[0], error);
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
list_school (SokyTask *task, const char *school_id, GError **error)
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
list (SokyTask *task, GError **error)
{
  return soky_task_visit_schools (task, list_school, error);
}

static const SokyTaskAction actions[] = {
    {"add", 1, add},     {"list", 0, list},     {"set", 1, set},           {"passwd", 1, passwd},
    {"reset", 1, reset}, {"enroll", 2, enroll}, {"sessions", 1, sessions}, {NULL},
};

int
soky_command_user (int argc, char **argv)
{
  if (!soky_command_parse (
          &argc, &argv,
          _ ("add LOGIN | list | set LOGIN | passwd LOGIN | reset LOGIN | enroll "
             "LOGIN CERTIFICATE.pem | sessions LOGIN"),
          _ ("People and their accounts. A password is asked for on the terminal, "
             "or read as one line from standard input; “reset” prints one that has "
             "to be changed at the next sign-in."),
          entries, &state))
    return SOKY_COMMAND_USAGE;
  return soky_task_action_run (actions, state, argv, _ ("Say what to do: soky-server user --help."),
                               _ ("There is no such account. `soky-server user list` shows all."));
}
