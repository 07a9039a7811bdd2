/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lines that a machine can read, on standard error: "time=… level=info event=sign-in person=…".
 * They hold identifiers, never names, titles, codes, tokens, passwords or whole addresses. */

/* Makes a line of @event and the name, value pairs after it, which a NULL name ends; a pair whose
 * value is NULL is left out. */
char *soky_log_format (const char *event, ...) G_GNUC_NULL_TERMINATED;
/* Writes such a line. Thread-safe. */
void soky_log (const char *event, ...) G_GNUC_NULL_TERMINATED;

/* No lines at all, for commands that talk to people. Before threads are started. */
void soky_log_set_quiet (gboolean quiet);
/* The pairs alone, as the audit keeps them: "before=draft after=in_review". The first argument is
 * the first name. */
char *soky_log_pairs (const char *name, ...) G_GNUC_NULL_TERMINATED;

/* The network that an address is in, as lines name it: "192.0.2.0/24", "2001:db8::/48". */
char *soky_log_network (const char *address);

/* GLib's own messages and warnings become lines of the same form. */
void soky_log_take_over (void);

G_END_DECLS
