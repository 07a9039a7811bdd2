/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/commands/command.h"

#include "base/platform.h"

#include <glib/gi18n-lib.h>

#define STANDARD_INPUT 0

int
soky_command_fail (const GError *error)
{
  g_printerr ("soky-server: %s\n", error->message);
  return SOKY_COMMAND_FAILED;
}

int
soky_command_usage (const char *message)
{
  g_printerr ("soky-server: %s %s\n", message, _ ("soky-server --help lists the commands."));
  return SOKY_COMMAND_USAGE;
}

gboolean
soky_command_parse (int *argc, char ***argv, const char *usage, const char *summary,
                    const GOptionEntry *entries, char **state)
{
  const GOptionEntry state_entries[] = {
      {"state", 0, 0, G_OPTION_ARG_FILENAME, state, N_ ("the state folder of the server"),
       N_ ("FOLDER")},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  if (state != NULL)
    g_option_context_add_main_entries (context, state_entries, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    soky_command_usage (error->message);
    return FALSE;
  }
  if (state == NULL || *state != NULL)
    return TRUE;
  soky_command_usage (_ ("Name the state folder with --state FOLDER."));
  return FALSE;
}

static SokySecret *
ask (const char *question, GError **error)
{
  g_printerr ("%s ", question);
  SokySecret *secret = soky_secret_read_line (STANDARD_INPUT, error);
  g_printerr ("\n");
  return secret;
}

static SokySecret *
ask_twice (GError **error)
{
  g_autoptr (SokySecret) first = ask (_ ("New password:"), error);
  g_autoptr (SokySecret) second = first ? ask (_ ("The same again:"), error) : NULL;

  if (second == NULL)
    return NULL;
  if (soky_secret_equal (first, second))
    return g_steal_pointer (&first);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("The two passwords differ. Nothing was changed."));
  return NULL;
}

SokySecret *
soky_command_read_password (gboolean fresh, GError **error)
{
  if (!soky_platform_set_echo (STANDARD_INPUT, FALSE))
    return soky_secret_read_line (STANDARD_INPUT, error);
  SokySecret *secret = fresh ? ask_twice (error) : ask (_ ("Password:"), error);
  soky_platform_set_echo (STANDARD_INPUT, TRUE);
  return secret;
}
