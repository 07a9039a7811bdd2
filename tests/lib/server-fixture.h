/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A real soky-server on loopback with TLS, in a process of its own, with a state folder that goes
 * with the test. */
typedef struct _FixtureServer FixtureServer;

#define FIXTURE_PASSWORD "soky-demo" /* of every demo account */

/* The demo school, served. NULL when SoftHSM's tools are not installed: the test skips then. */
FixtureServer *fixture_server_new_demo (void);
/* A server for a state folder of the caller's. */
FixtureServer *fixture_server_new (const char *state);

/* "https://127.0.0.1:PORT"; another one after a restart. */
const char *fixture_server_get_url (FixtureServer *self);
const char *fixture_server_get_state (FixtureServer *self);
/* A file of the state folder: "server-ca.pem", "demo-ca.pem", "softhsm2.conf". */
char *fixture_server_file (FixtureServer *self, const char *name);

/* Asks it to stop and waits; returns its exit status. */
int fixture_server_stop (FixtureServer *self);
/* kill -9, and waits. */
void fixture_server_kill (FixtureServer *self);
/* After either. */
void fixture_server_start (FixtureServer *self);
/* Likewise, by a command that runs another one: {"faketime", "-2h", NULL}. */
void fixture_server_start_in (FixtureServer *self, const char *const *wrapper);
int fixture_server_get_pid (FixtureServer *self);
void fixture_server_free (FixtureServer *self);

/* Runs a sub-command of soky-server to its end, with @input on its standard input (nullable).
 * Returns its exit status; @output (optional) takes what it printed. */
int fixture_server_command (char **output, const char *input, const char *command,
                            ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FixtureServer, fixture_server_free)

G_END_DECLS
