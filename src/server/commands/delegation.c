/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "book/names.h"
#include "server/commands/command.h"
#include "server/delegations.h"
#include "server/service.h"
#include "server/store/directory.h"
#include "server/store/reviews.h"

#include <glib/gi18n-lib.h>

static char *state;
static char *kind_name;
static char *office_name;
static char *from;
static char *body;
static char *head;
static char *own;
static char *receiver;
static char *first;
static char *last;
static char *note;
static char **types;

static const GOptionEntry entries[] = {
    {"kind", 0, 0, G_OPTION_ARG_STRING, &kind_name,
     N_ ("add: kt (deputy), tuq (warrant), tl (order), q (acting) or tm (in the name of a body)"),
     N_ ("KIND")},
    {"from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("add: who gives it; not with tm"), N_ ("LOGIN")},
    {"office", 0, 0, G_OPTION_ARG_STRING, &office_name,
     N_ ("add: which office: principal (usual) or group_head"), N_ ("ROLE")},
    {"body", 0, 0, G_OPTION_ARG_STRING, &body, N_ ("add: with tm: in whose name"), N_ ("NAME")},
    {"body-office", 0, 0, G_OPTION_ARG_STRING, &own,
     N_ ("add: with tm: the receiver's office in that body (“Chủ tịch”)"), N_ ("OFFICE")},
    {"body-head", 0, 0, G_OPTION_ARG_STRING, &head,
     N_ ("add: with tm: whom of that body a deputy stands for (“Chủ tịch”)"), N_ ("OFFICE")},
    {"to", 0, 0, G_OPTION_ARG_STRING, &receiver, N_ ("add: who receives it"), N_ ("LOGIN")},
    {"first", 0, 0, G_OPTION_ARG_STRING, &first, N_ ("add: its first day; today if left out"),
     N_ ("YYYY-MM-DD")},
    {"last", 0, 0, G_OPTION_ARG_STRING, &last, N_ ("add: its last day; needed with tuq"),
     N_ ("YYYY-MM-DD")},
    {"type", 0, 0, G_OPTION_ARG_STRING_ARRAY, &types,
     N_ ("add: only for books of this type; may be repeated"), N_ ("TYPE")},
    {"note", 0, 0, G_OPTION_ARG_STRING, &note, N_ ("add: number of the written warrant"),
     N_ ("TEXT")},
    {NULL},
};

static gboolean
refuse (const char *message, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

static void
print_record (const SokyDelegationRecord *one, gint64 now_us)
{
  g_autofree char *begins = soky_date_format (&one->first);
  g_autofree char *ends = g_date_valid (&one->last) ? soky_date_format (&one->last) : NULL;

  g_print ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", one->id,
           soky_delegation_state_to_string (soky_delegation_record_get_state (one, now_us)),
           soky_delegation_to_string (one->kind),
           one->giver_id != NULL ? one->giver_name : one->office_title, one->receiver_name, begins,
           ends ? ends : "");
}

static gboolean
list (SokyTransaction *tx, const SokyOrigin *origin, const char *subject, GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);

  for (guint i = 0; units != NULL && i < units->len; i++) {
    const SokyUnit *unit = units->pdata[i];
    g_autoptr (GPtrArray) records = soky_store_list_delegations (tx, unit->id, error);
    if (records == NULL)
      return FALSE;
    for (guint j = 0; j < records->len; j++)
      print_record (records->pdata[j], origin->now_us);
  }
  return units != NULL;
}

/* The identifier of an account. */
static char *
find_id (SokyTransaction *tx, const char *login, GError **error)
{
  g_autoptr (SokyPerson) person = soky_store_find_person (tx, login, NULL);

  if (person != NULL)
    return g_strdup (person->id);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("There is no account “%s”. `soky-server user list` shows all."), login);
  return NULL;
}

static gboolean
read_terms (SokyDelegationRecord *wish, const SokyOrigin *origin, GError **error)
{
  if (kind_name == NULL || !soky_delegation_from_string (kind_name, &wish->kind) ||
      wish->kind == SOKY_DELEGATION_NONE)
    return refuse (_ ("Name a kind with --kind: kt, tuq, tl, q or tm."), error);
  wish->office = wish->kind == SOKY_DELEGATION_COLLECTIVE ? SOKY_ROLE_NONE : SOKY_ROLE_PRINCIPAL;
  if (office_name != NULL && !soky_role_from_string (office_name, &wish->office))
    return refuse (_ ("Name the office with --office: principal or group_head."), error);
  soky_date_from_moment (origin->now_us, &wish->first);
  if ((first != NULL && !soky_date_parse (first, &wish->first)) ||
      (last != NULL && !soky_date_parse (last, &wish->last)))
    return refuse (_ ("A day is written like 2026-09-05."), error);
  for (guint i = 0; types != NULL && types[i] != NULL; i++)
    g_ptr_array_add (wish->type_ids, g_strdup (types[i]));
  soky_names_assign (&wish->note, note);
  if (body != NULL)
    soky_names_assign (&wish->office_title, body);
  if (own != NULL)
    soky_names_assign (&wish->receiver_title, own);
  soky_names_assign (&wish->head_title, head);
  return TRUE;
}

static gboolean
add (SokyTransaction *tx, const SokyOrigin *origin, const char *subject, GError **error)
{
  g_autoptr (SokyDelegationRecord) wish = soky_delegation_record_new ("", SOKY_DELEGATION_NONE);

  if (receiver == NULL)
    return refuse (_ ("Name who receives it with --to."), error);
  if (!read_terms (wish, origin, error))
    return FALSE;
  g_free (wish->receiver_id);
  wish->receiver_id = find_id (tx, receiver, error);
  wish->giver_id = from != NULL && wish->receiver_id != NULL ? find_id (tx, from, error) : NULL;
  if (wish->receiver_id == NULL || (from != NULL && wish->giver_id == NULL))
    return FALSE;
  g_autoptr (SokyDelegationRecord) record = soky_delegations_add (tx, origin, wish, error);
  if (record == NULL)
    return FALSE;
  print_record (record, origin->now_us);
  return TRUE;
}

static gboolean
withdraw (SokyTransaction *tx, const SokyOrigin *origin, const char *subject, GError **error)
{
  g_autoptr (SokyDelegationRecord) record = soky_delegations_revoke (tx, origin, subject, error);

  if (record != NULL)
    print_record (record, origin->now_us);
  return record != NULL;
}

static const struct {
  const char *name;
  int arguments; /* after it */
  gboolean (*run) (SokyTransaction *, const SokyOrigin *, const char *subject, GError **);
} actions[] = {
    {"list", 0, list},
    {"add", 0, add},
    {"revoke", 1, withdraw},
};

static int
run (guint action, char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  g_autoptr (SokyTransaction) tx =
      service ? soky_store_begin (service->store, SOKY_STORE_WRITE, &error) : NULL;
  const SokyOrigin origin = {.address = "", .now_us = soky_clock_now_us ()};

  if (tx == NULL || !actions[action].run (tx, &origin, arguments[0], &error) ||
      !soky_transaction_commit (tx, &error))
    return soky_command_fail (error);
  return SOKY_COMMAND_OK;
}

int
soky_command_delegation (int argc, char **argv)
{
  if (!soky_command_parse (&argc, &argv, _ ("list | add | revoke ID"),
                           _ ("Who decides in whose place, and until when."), entries, &state))
    return SOKY_COMMAND_USAGE;
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (actions); i++) {
    if (g_str_equal (argv[1], actions[i].name) && argc - 2 == actions[i].arguments)
      return run (i, argv + 2);
  }
  return soky_command_usage (_ ("Say what to do: soky-server delegation --help."));
}
