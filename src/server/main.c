/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/paths.h"
#include "base/platform.h"
#include "server/commands/command.h"

#include <glib/gi18n.h>
#include <locale.h>

typedef struct {
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary; /* NULL: not for people */
} Command;

static const Command commands[] = {
    {"init", soky_command_init, N_ ("make the state folder of a new server")},
    {"serve", soky_command_serve, N_ ("serve until it is asked to stop")},
    {"unit", soky_command_unit, N_ ("add, list, change and close units")},
    {"user", soky_command_user, N_ ("add, list, change and enroll accounts")},
    {"person", soky_command_user, N_ ("the same as user")},
    {"certificate", soky_command_certificate,
     N_ ("list, confirm and revoke certificates of accounts")},
    {"delegation", soky_command_delegation, N_ ("list, add and revoke who decides in whose place")},
    {"import", soky_command_import,
     N_ ("bring people, classes, subjects and books of another system into the school")},
    {"type", soky_command_type, N_ ("list, add, change and approve types of books")},
    {"year", soky_command_year, N_ ("school years, classes and subjects")},
    {"session", soky_command_session, N_ ("list and end sessions")},
    {"audit", soky_command_audit, N_ ("read and export the audit")},
    {"demo", soky_command_demo, N_ ("fill a state folder with a school to try things with")},
    {"check", soky_command_check, N_ ("check every hash, signature and the audit")},
    {"backup", soky_command_backup, N_ ("copy everything into a folder, while the server serves")},
    {"reindex", soky_command_reindex, N_ ("read the text of all books anew, for searches")},
    {"restore", soky_command_restore, N_ ("make a state folder of a backup")},
    {"worker", soky_command_worker, NULL},
    {"protect", soky_command_protect, NULL},
};

static void
print_help (void)
{
  g_print ("%s\n\n%s\n", _ ("Usage: soky-server COMMAND --state FOLDER [OPTION…]"),
           _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (commands[i].summary != NULL)
      g_print ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  }
  g_print ("\n%s\n", _ ("soky-server COMMAND --help explains a command."));
}

static int
run (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "";

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (name, commands[i].name))
      return commands[i].run (argc - 1, argv + 1);
  }
  if (g_str_equal (name, "--version")) {
    g_print ("soky-server %s\n", SOKY_VERSION);
    return SOKY_COMMAND_OK;
  }
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help")) {
    print_help ();
    return SOKY_COMMAND_OK;
  }
  return soky_command_usage (_ ("Name a command."));
}

int
main (int argc, char **argv)
{
  /* gettext translates nothing in the C locale, which services often run in */
  if (setlocale (LC_ALL, "") == NULL || g_str_equal (setlocale (LC_MESSAGES, NULL), "C"))
    setlocale (LC_ALL, "C.UTF-8");
  g_autofree char *locale = soky_paths_locale ();
  bindtextdomain (GETTEXT_PACKAGE, locale);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("soky-server");
  soky_platform_protect_self ();
  return run (argc, argv);
}
