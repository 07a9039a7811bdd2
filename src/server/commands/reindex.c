/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/commands/command.h"
#include "server/reindex.h"

#include <glib/gi18n-lib.h>

static char *state;

int
soky_command_reindex (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SokyReindexing result = {0};

  if (!soky_command_parse (&argc, &argv, "",
                           _ ("Reads the text of every book's PDF anew, so that searches find it. "
                              "The server may run meanwhile."),
                           NULL, &state))
    return SOKY_COMMAND_USAGE;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  if (service == NULL || !soky_reindex_all (service, &result, &error))
    return soky_command_fail (error);
  g_print (_ ("%u books read, %u without text\n"), result.books, result.silent);
  return SOKY_COMMAND_OK;
}
