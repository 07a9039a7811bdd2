/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/commands/command.h"
#include "server/inspection.h"
#include "server/service.h"

#include <glib/gi18n-lib.h>

static char *state;

static void
print_cb (const char *finding, gpointer user_data)
{
  g_print ("%s\n", finding);
}

int
soky_command_check (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!soky_command_parse (&argc, &argv, "",
                           _ ("Computes every hash anew, checks every signature and the audit, "
                              "and prints what is not in order."),
                           NULL, &state))
    return SOKY_COMMAND_USAGE;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  if (service == NULL)
    return soky_command_fail (error);

  SokyInspection inspection = {.report = print_cb};
  if (!soky_inspect_all (service, &inspection, &error))
    return soky_command_fail (error);
  g_print (_ ("%u books, %u revisions, %u signatures, %u blobs, %llu audit records: "
              "%u findings\n"),
           inspection.books, inspection.revisions, inspection.signatures, inspection.blobs,
           (unsigned long long) inspection.records, inspection.findings);
  return inspection.findings == 0 ? SOKY_COMMAND_OK : SOKY_COMMAND_FAILED;
}
