/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/paths.h"
#include "base/platform.h"
#include "cli/command.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

typedef struct {
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
    {"tokens", soky_cli_tokens, N_ ("list the tokens and certificates that are plugged in")},
    {"change-pin", soky_cli_change_pin, N_ ("change the PIN of a token")},
    {"sign", soky_cli_sign, N_ ("sign PDF files")},
    {"extend", soky_cli_extend, N_ ("add timestamps and evidence to signed PDF files")},
    {"verify", soky_cli_verify, N_ ("check the signatures of PDF files")},
    {"inspect", soky_cli_inspect, N_ ("show what is in a PDF file before it is signed")},
    {"repair", soky_cli_repair, N_ ("write a clean copy of a damaged or encrypted PDF file")},
};

static void
print_help (void)
{
  g_print ("%s\n\n%s\n", _ ("Usage: soky-cli COMMAND [OPTION…] [FILE…]"), _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  g_print ("\n%s\n", _ ("soky-cli COMMAND --help explains a command."));
}

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return &commands[i];
  return NULL;
}

static int
run (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "";
  const Command *command = find_command (name);

  if (command != NULL)
    return command->run (argc - 1, argv + 1);
  if (g_str_equal (name, "--version")) {
    g_print ("soky-cli %s\n", SOKY_VERSION);
    return SOKY_CLI_OK;
  }
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help")) {
    print_help ();
    return SOKY_CLI_OK;
  }
  g_autofree char *message = *name != '\0' ? g_strdup_printf (_ ("There is no command “%s”."), name)
                                           : g_strdup (_ ("Name a command."));
  return soky_cli_usage_error (message);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_autofree char *locale = soky_paths_locale ();
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("soky-cli");
  soky_platform_protect_self ();

  int status = run (argc, argv);
  /* a full disk or a closed pipe must not look like success */
  if (fflush (stdout) != 0 && status == SOKY_CLI_OK)
    status = SOKY_CLI_FAILED;
  return status;
}
