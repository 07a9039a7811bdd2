/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/demo/demo.h"
#include "server/commands/command.h"
#include "server/log.h"
#include "server/setup.h"

#include <glib/gi18n-lib.h>

static char *state;

static gboolean
fill (GError **error)
{
  if (!soky_setup_folder (state, NULL, error))
    return FALSE;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, error);
  if (service == NULL || !soky_demo_add_school (service, error))
    return FALSE;
  g_autoptr (GHashTable) issued = soky_demo_add_tokens (service, error);
  return issued != NULL && soky_demo_add_books (service, issued, error);
}

int
soky_command_demo (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!soky_command_parse (&argc, &argv, "",
                           _ ("Fills a state folder with a school, people, tokens in software and "
                              "books, to try things with. What is there is left alone."),
                           NULL, &state))
    return SOKY_COMMAND_USAGE;
  soky_log_set_quiet (TRUE);
  if (!fill (&error))
    return soky_command_fail (error);
  g_print (_ ("The demo school is in %s. Accounts:"), state);
  for (const SokyDemoPerson *person = soky_demo_people; person->login != NULL; person++)
    g_print (" %s", person->login);
  g_print (_ (". Password of all: %s. PIN of all tokens: %s\n"), SOKY_DEMO_PASSWORD, SOKY_DEMO_PIN);
  return SOKY_COMMAND_OK;
}
