/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/choice.h"
#include "cli/command.h"
#include "cli/key.h"
#include "cli/prompt.h"

#include <glib/gi18n.h>

/* What the command line says; what is not given is NULL. */
typedef struct {
  char *module;
  char *token;
  char *pin_file;
  char *new_pin_file;
  gboolean last_try;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->module);
  g_free (options->token);
  g_free (options->pin_file);
  g_free (options->new_pin_file);
}

/* Both PINs from one place would be ambiguous only on standard input: there the new one is the
 * second line. */
static gboolean
read_new_pin (SokyToken *token, const Options *options, SokySecret **pin, GError **error)
{
  g_autoptr (SokySecret) again = NULL;

  if (options->new_pin_file != NULL) {
    *pin = soky_prompt_read_file (options->new_pin_file, error);
    again = *pin ? soky_secret_ref (*pin) : NULL;
  } else {
    g_autofree char *rule = soky_token_describe_pin_rule (token);
    g_printerr ("%s\n", rule);
    *pin = soky_prompt_secret (_ ("New PIN:"), error);
    if (*pin != NULL)
      again = soky_prompt_secret (_ ("New PIN once more:"), error);
  }
  return *pin != NULL && again != NULL && soky_token_check_new_pin (token, *pin, again, error);
}

static gboolean
change (const Options *options, GError **error)
{
  g_autoptr (SokyTokenHost) host =
      options->module ? soky_token_host_new_for_module (options->module) : soky_token_host_new ();
  g_autoptr (SokyToken) token = NULL;
  g_autoptr (SokySecret) old_pin = NULL;
  g_autoptr (SokySecret) new_pin = NULL;

  if (!soky_choose_token (host, options->token, &token, error) ||
      !soky_key_check_pin_state (token, options->last_try, error))
    return FALSE;
  if (soky_token_has_pin_pad (token))
    g_printerr (_ ("Type the old PIN and the new one on the reader of “%s”.\n"),
                soky_token_get_label (token));
  else if (!soky_key_ask_pin (token, options->pin_file, &old_pin, error) ||
           !read_new_pin (token, options, &new_pin, error))
    return FALSE;
  if (!soky_token_host_change_pin (host, token, old_pin, new_pin, NULL, error))
    return FALSE;
  g_printerr (_ ("The PIN of “%s” is changed.\n"), soky_token_get_label (token));
  return TRUE;
}

int
soky_cli_change_pin (int argc, char **argv)
{
  Options options = {0};
  const GOptionEntry entries[] = {
      {"token", 0, 0, G_OPTION_ARG_STRING, &options.token,
       N_ ("Label or serial number of the token"), N_ ("NAME")},
      {"module", 0, 0, G_OPTION_ARG_FILENAME, &options.module, N_ ("Ask only this PKCS#11 driver"),
       N_ ("FILE")},
      {"pin-file", 0, 0, G_OPTION_ARG_FILENAME, &options.pin_file,
       N_ ("Read the present PIN from a file (- for standard input)"), N_ ("FILE")},
      {"new-pin-file", 0, 0, G_OPTION_ARG_FILENAME, &options.new_pin_file,
       N_ ("Read the new PIN from a file (- for the next line of standard input)"), N_ ("FILE")},
      {"last-try", 0, 0, G_OPTION_ARG_NONE, &options.last_try,
       N_ ("Spend the last try before the token locks"), NULL},
      G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  gboolean parsed = soky_cli_parse (&argc, &argv, entries, NULL,
                                    _ ("Changes the PIN of a token. A wrong PIN is never tried "
                                       "again by the program."));

  if (parsed && argc == 1)
    changed = change (&options, &error);
  options_clear (&options);
  if (!parsed)
    return SOKY_CLI_USAGE;
  if (argc > 1)
    return soky_cli_usage_error (_ ("This command takes no files."));
  if (error != NULL)
    soky_cli_print_error (NULL, error);
  return changed ? SOKY_CLI_OK : SOKY_CLI_FAILED;
}
