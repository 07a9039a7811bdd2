/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "pdf/repair.h"

#include <glib/gi18n.h>
#include <stdio.h>

G_DEFINE_QUARK (soky - cli - error - quark, soky_cli_error)

gboolean
soky_cli_parse (int *argc, char ***argv, const GOptionEntry *entries, const char *arguments,
                const char *summary)
{
  return soky_cli_parse_group (argc, argv, entries, NULL, arguments, summary);
}

gboolean
soky_cli_parse_group (int *argc, char ***argv, const GOptionEntry *entries, GOptionGroup *group,
                      const char *arguments, const char *summary)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autofree char *name = g_strconcat ("soky-cli ", (*argv)[0], NULL);

  g_set_prgname (name);
  if (group != NULL)
    g_option_context_set_main_group (context, group);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  gboolean parsed = g_option_context_parse (context, argc, argv, &error);
  g_set_prgname ("soky-cli");
  if (!parsed)
    soky_cli_usage_error (error->message);
  return parsed;
}

void
soky_cli_print_error (const char *subject, const GError *error)
{
  g_autofree char *shown = subject ? g_filename_display_name (subject) : NULL;

  if (shown != NULL)
    g_printerr ("soky-cli: %s: %s\n", shown, error->message);
  else
    g_printerr ("soky-cli: %s\n", error->message);
}

void
soky_cli_print_refusal (const char *path, const GError *error)
{
  soky_cli_print_error (path, error);
  if (!soky_pdf_is_repairable (error))
    return;
  g_autofree char *quoted = g_shell_quote (path);
  g_printerr (_ ("A clean copy that can be signed: soky-cli repair %s -o OUT.pdf\n"), quoted);
}

int
soky_cli_usage_error (const char *message)
{
  g_printerr ("soky-cli: %s\n%s\n", message, _ ("Run it with --help to see how it is used."));
  return SOKY_CLI_USAGE;
}

void
soky_cli_print_json (const char *text)
{
  fputs (text, stdout);
  fputc ('\n', stdout);
}
