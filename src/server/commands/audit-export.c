/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "server/audit.h"
#include "server/commands/command.h"
#include "server/service.h"
#include "wire/line.h"

#include <glib/gi18n-lib.h>

static char *state;
static gint64 after;

static const GOptionEntry entries[] = {
    {"after", 0, 0, G_OPTION_ARG_INT64, &after,
     N_ ("only the records after this one: what an earlier export does not hold"), N_ ("NUMBER")},
    {NULL},
};

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

int
soky_command_audit_export (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  guint64 count = 0;

  if (!soky_command_parse (
          &argc, &argv, "",
          _ ("Prints who did what, when and from where, a JSON object a line. Each "
             "hash covers the one before; the export stops where the chain is "
             "broken."),
          entries, &state))
    return SOKY_COMMAND_USAGE;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  g_autoptr (SokyTransaction) tx =
      service ? soky_store_begin (service->store, SOKY_STORE_READ, &error) : NULL;
  if (tx == NULL || !soky_audit_visit (tx, print_record, NULL, &count, &error))
    return soky_command_fail (error);
  return SOKY_COMMAND_OK;
}
