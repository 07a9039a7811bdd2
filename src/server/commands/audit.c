/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "server/audit.h"
#include "server/commands/task.h"
#include "wire/line.h"

#include <glib/gi18n-lib.h>

#define USUAL 100
#define MOST 1000000

static char *state;
static char *unit;
static char *person;
static char *subject;
static char *event;
static char *from;
static char *to;
static int limit = USUAL;
static gint64 after;

static const GOptionEntry entries[] = {
    {"unit", 0, 0, G_OPTION_ARG_STRING, &unit,
     N_ ("only what concerns people and things of this unit and below"), N_ ("ID")},
    {"person", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("only what this person did"), N_ ("ID")},
    {"subject", 0, 0, G_OPTION_ARG_STRING, &subject, N_ ("only what is about this"), N_ ("ID")},
    {"event", 0, 0, G_OPTION_ARG_STRING, &event, N_ ("only such events: signed-in, submitted …"),
     N_ ("EVENT")},
    {"from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("from this moment on: 2026-09-07T00:00:00Z"),
     N_ ("MOMENT")},
    {"to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("before this moment"), N_ ("MOMENT")},
    {"limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("at most so many, the newest; 100 as a rule"),
     N_ ("NUMBER")},
    {"after", 0, 0, G_OPTION_ARG_INT64, &after,
     N_ ("export: only the records after this one, what an earlier export does not hold"),
     N_ ("NUMBER")},
    {NULL},
};

static gboolean
parse_moment (const char *text, gint64 *moment_us, GError **error)
{
  return text == NULL || soky_clock_from_rfc3339 (text, moment_us) ||
         soky_task_refuse (_ ("Write a moment as 2026-09-07T00:00:00Z."), error);
}

static gboolean
list (SokyTask *task, GError **error)
{
  SokyAuditQuestion question = {.unit_id = unit,
                                .person_id = person,
                                .subject = subject,
                                .event = event,
                                .limit = (guint) CLAMP (limit, 1, MOST)};

  if (!parse_moment (from, &question.from_us, error) || !parse_moment (to, &question.to_us, error))
    return FALSE;
  g_autoptr (GPtrArray) records = soky_store_list_audit (task->tx, &question, error);
  for (guint i = 0; records != NULL && i < records->len; i++) {
    const SokyAuditRecord *one = g_ptr_array_index (records, i);
    g_autofree char *at = soky_clock_to_rfc3339 (one->at_us);
    g_print ("%" G_GINT64_FORMAT "\t%s\t%s\t%s\t%s\t%s\t%s\n", one->number, at, one->person_id,
             one->address, one->event, one->subject, one->detail);
  }
  return records != NULL;
}

/* All that the hash of a record covers, so that the chain can be computed from the lines alone. */
static gboolean
print_record (const SokyAuditRecord *record, gpointer user_data, GError **error)
{
  if (record->number <= after)
    return TRUE;
  SokyWireLine *line = soky_wire_line_new ();
  g_autofree char *at = soky_clock_to_rfc3339 (record->at_us);

  soky_wire_line_add_number (line, "number", record->number);
  soky_wire_line_add_text (line, "at", at);
  soky_wire_line_add_number (line, "at_us", record->at_us);
  soky_wire_line_add_text (line, "person_id", record->person_id);
  soky_wire_line_add_text (line, "address", record->address);
  soky_wire_line_add_text (line, "event", record->event);
  soky_wire_line_add_text (line, "subject", record->subject);
  soky_wire_line_add_text (line, "detail", record->detail);
  soky_wire_line_add_text (line, "hash", record->hash);
  g_autofree char *text = soky_wire_line_finish (line);
  g_print ("%s", text);
  return TRUE;
}

static gboolean export(SokyTask *task, GError **error)
{
  guint64 count = 0;

  return soky_audit_visit (task->tx, print_record, NULL, &count, error);
}

static const SokyTaskAction actions[] = {
    {"list", 0, list, TRUE},
    {"export", 0, export, TRUE},
    {NULL},
};

int
soky_command_audit (int argc, char **argv)
{
  if (!soky_command_parse (
          &argc, &argv, "list | export",
          _ ("Who did what, when and from where. A list has the newest first; an export has all, a "
             "JSON object a line, each hash of which covers the one before, and stops where this "
             "chain is broken."),
          entries, &state))
    return SOKY_COMMAND_USAGE;
  return soky_task_action_run (actions, state, argv,
                               _ ("Say what to do: soky-server audit --help."), "");
}
