/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The sub-commands of soky-server, a file each. Each gets its own arguments and returns the exit
 * status. */
enum {
  SOKY_COMMAND_OK = 0,
  SOKY_COMMAND_FAILED = 1, /* and `check` found something */
  SOKY_COMMAND_USAGE = 2,
};

int soky_command_init (int argc, char **argv);
int soky_command_serve (int argc, char **argv);
int soky_command_user (int argc, char **argv);
int soky_command_unit (int argc, char **argv);
int soky_command_year (int argc, char **argv);
int soky_command_session (int argc, char **argv);
int soky_command_audit (int argc, char **argv);
int soky_command_certificate (int argc, char **argv);
int soky_command_delegation (int argc, char **argv);
int soky_command_type (int argc, char **argv);
int soky_command_demo (int argc, char **argv);
int soky_command_backup (int argc, char **argv);
int soky_command_restore (int argc, char **argv);
int soky_command_check (int argc, char **argv);
int soky_command_import (int argc, char **argv);
int soky_command_reindex (int argc, char **argv);
int soky_command_worker (int argc, char **argv);
int soky_command_protect (int argc, char **argv);

/* What they share. */

/**
 * soky_command_parse:
 * @usage: what stands after the name: "--state FOLDER"
 * @entries: the options
 * @state: (nullable): where --state is found, when the command needs it
 *
 * Takes the options out of @argv, and says what is wrong with them.
 */
gboolean soky_command_parse (int *argc, char ***argv, const char *usage, const char *summary,
                             const GOptionEntry *entries, char **state);
/* Says on standard error what went wrong; returns %SOKY_COMMAND_FAILED. */
int soky_command_fail (const GError *error);
int soky_command_usage (const char *message);

/* Asks without echo, twice when it is @fresh; where there is no terminal, reads one line. */
SokySecret *soky_command_read_password (gboolean fresh, GError **error);

G_END_DECLS
