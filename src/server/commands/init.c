/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/random.h"
#include "server/commands/command.h"
#include "server/service.h"
#include "server/setup.h"
#include "server/store/directory.h"

#include <glib/gi18n-lib.h>

#define ID_BYTES 8

static char *state;
static char *school;
static char **hosts;

static const GOptionEntry entries[] = {
    {"school", 0, 0, G_OPTION_ARG_STRING, &school, N_ ("the name of the school"), N_ ("NAME")},
    {"host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &hosts,
     N_ ("a name or address that users reach the server by; may be repeated"), N_ ("HOST")},
    {NULL},
};

/* A server without any unit gets its school. */
static gboolean
add_school (GError **error)
{
  g_autoptr (SokyService) service = soky_service_open (state, NULL, error);
  g_autoptr (SokyTransaction) tx =
      service ? soky_store_begin (service->store, SOKY_STORE_WRITE, error) : NULL;
  g_autoptr (GPtrArray) units = tx ? soky_store_list_units (tx, error) : NULL;

  if (units == NULL)
    return FALSE;
  if (units->len > 0)
    return TRUE;
  g_autofree char *id = soky_random_hex (ID_BYTES);
  g_autoptr (SokyUnit) unit =
      soky_unit_new (id, NULL, SOKY_UNIT_SCHOOL, "Trường", school ? school : _ ("Our school"));
  return soky_store_add_unit (tx, unit, error) && soky_setup_add_year (tx, id, error) &&
         soky_transaction_commit (tx, error);
}

int
soky_command_init (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (!soky_command_parse (&argc, &argv, "", _ ("Makes the state folder of a new server."), entries,
                           &state))
    return SOKY_COMMAND_USAGE;
  if (!soky_setup_folder (state, (const char *const *) hosts, &error) || !add_school (&error))
    return soky_command_fail (error);
  g_print (_ ("The server is set up in %s. Its settings are in %s/server.conf; give %s/%s to the "
              "programs of the users. Next: soky-server user add, then soky-server serve.\n"),
           state, state, state, SOKY_SETUP_AUTHORITY);
  return SOKY_COMMAND_OK;
}
