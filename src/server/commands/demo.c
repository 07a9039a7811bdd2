/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/demo/demo.h"
#include "server/demo/grow.h"
#include "server/commands/command.h"
#include "server/log.h"
#include "server/setup.h"

#include <glib/gi18n-lib.h>

static char *state;
static int size;
static int seed = 1;

static const GOptionEntry entries[] = {
    {"size", 0, 0, G_OPTION_ARG_INT, &size,
     N_ ("let the school grow: so many people more, and a year's books"), N_ ("PEOPLE")},
    {"seed", 0, 0, G_OPTION_ARG_INT, &seed,
     N_ ("of the names and states that are drawn by lot; the same again for the same school"),
     N_ ("NUMBER")},
    {NULL},
};

static gboolean
grow (SokyService *service, GError **error)
{
  g_autoptr (SokyAuthority) authority = soky_demo_make_authority (service, error);
  const SokyDemoGrowth growth = {service, authority, (guint) size, (guint) seed};

  return authority != NULL && soky_demo_grow (&growth, error);
}

static gboolean
fill (GError **error)
{
  static const char *const hosts[] = {"localhost", NULL};

  if (!soky_setup_folder (state, hosts, error))
    return FALSE;
  g_autoptr (SokyService) service = soky_service_open (state, NULL, error);
  if (service == NULL || !soky_demo_add_school (service, error))
    return FALSE;
  g_autoptr (GHashTable) issued = soky_demo_add_tokens (service, error);
  return issued != NULL && soky_demo_add_books (service, issued, error) &&
         (size == 0 || grow (service, error));
}

int
soky_command_demo (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!soky_command_parse (&argc, &argv, "",
                           _ ("Fills a state folder with a school, people, tokens in software and "
                              "books, to try things with. What is there is left alone."),
                           entries, &state))
    return SOKY_COMMAND_USAGE;
  if (size != 0 && (size < 10 || size > SOKY_DEMO_MAX_SIZE))
    return soky_command_usage (_ ("A school grows by 10 to 2000 people."));
  soky_log_set_quiet (TRUE);
  if (!fill (&error))
    return soky_command_fail (error);
  g_print (_ ("The demo school is in %s. Accounts:"), state);
  for (const SokyDemoPerson *person = soky_demo_people; person->login != NULL; person++)
    g_print (" %s", person->login);
  g_print (_ (". Password of all: %s. PIN of all tokens: %s\n"), SOKY_DEMO_PASSWORD, SOKY_DEMO_PIN);
  return SOKY_COMMAND_OK;
}
