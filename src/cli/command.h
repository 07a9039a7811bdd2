/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit statuses. Those of verify are the contract of its --help. */
enum {
  SOKY_CLI_OK = 0,
  SOKY_CLI_FAILED = 1,        /* sign, tokens: something was not done */
  SOKY_CLI_INVALID = 1,       /* verify: a signature is invalid */
  SOKY_CLI_INDETERMINATE = 2, /* verify: none is invalid, but something cannot be told */
  SOKY_CLI_UNREADABLE = 3,    /* verify, inspect: no PDF, or no signature in it */
  SOKY_CLI_USAGE = 64,        /* the command line is wrong */
};

typedef enum {
  SOKY_CLI_ERROR_USAGE,
  SOKY_CLI_ERROR_NO_CERTIFICATE, /* no token, or no certificate on it that can sign */
  SOKY_CLI_ERROR_AMBIGUOUS,      /* several certificates: one must be named */
  SOKY_CLI_ERROR_NO_TERMINAL,    /* nobody to ask */
  SOKY_CLI_ERROR_PIN_STATE,      /* locked, or the last try */
} SokyCliError;

#define SOKY_CLI_ERROR (soky_cli_error_quark ())
GQuark soky_cli_error_quark (void);

/* The sub-commands: @argv[0] is the name of the sub-command. */
int soky_cli_tokens (int argc, char **argv);
int soky_cli_change_pin (int argc, char **argv);
int soky_cli_sign (int argc, char **argv);
int soky_cli_extend (int argc, char **argv);
int soky_cli_verify (int argc, char **argv);
int soky_cli_inspect (int argc, char **argv);
int soky_cli_repair (int argc, char **argv);

/* Parses @entries; the usage line ends in @arguments. FALSE when it was wrong, and said so. */
gboolean soky_cli_parse (int *argc, char ***argv, const GOptionEntry *entries,
                         const char *arguments, const char *summary);
/* The same with the options of @group (transfer full) (nullable) before them. */
gboolean soky_cli_parse_group (int *argc, char ***argv, const GOptionEntry *entries,
                               GOptionGroup *group, const char *arguments, const char *summary);

/* "soky-cli: FILE: message" on standard error; @subject may be NULL. */
void soky_cli_print_error (const char *subject, const GError *error);
/* The same about a file that was to be signed; says how to make a clean copy where that can help.
 */
void soky_cli_print_refusal (const char *path, const GError *error);
/* The same for a wrong command line; returns SOKY_CLI_USAGE. */
int soky_cli_usage_error (const char *message);
/* UTF-8 to standard output as it is, whatever the locale. */
void soky_cli_print_json (const char *text);

G_END_DECLS
