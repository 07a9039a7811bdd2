/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/backup.h"
#include "server/commands/command.h"

#include <glib/gi18n-lib.h>

static char *state;

static void
print_cb (const char *finding, gpointer user_data)
{
  g_print ("%s\n", finding);
}

int
soky_command_backup (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SokyBackup result = {.report = print_cb};

  if (!soky_command_parse (&argc, &argv, _ ("FOLDER"),
                           _ ("Copies everything that the server keeps into a new folder, also "
                              "while it serves. The copy holds private keys: keep it like one."),
                           NULL, &state))
    return SOKY_COMMAND_USAGE;
  if (argc != 2)
    return soky_command_usage (_ ("Name the folder of the backup."));
  g_autoptr (SokyService) service = soky_service_open (state, NULL, &error);
  if (service == NULL || !soky_backup_make (service, argv[1], &result, &error))
    return soky_command_fail (error);
  g_print (
      _ ("%u files are in %s, of them %u PDFs and updates (%u shared with the state folder).\n"),
      result.files, argv[1], result.blobs, result.linked);
  return result.findings == 0 ? SOKY_COMMAND_OK : SOKY_COMMAND_FAILED;
}

int
soky_command_restore (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SokyBackup result = {.report = print_cb};

  if (!soky_command_parse (&argc, &argv, _ ("BACKUP"),
                           _ ("Makes a new state folder of a backup, every file of which is "
                              "checked first."),
                           NULL, &state))
    return SOKY_COMMAND_USAGE;
  if (argc != 2)
    return soky_command_usage (_ ("Name the folder of the backup."));
  if (!soky_backup_restore (argv[1], state, &result, &error))
    return soky_command_fail (error);
  g_print (_ ("%u files were restored. `soky-server check` looks at every signature.\n"),
           result.files);
  return SOKY_COMMAND_OK;
}
