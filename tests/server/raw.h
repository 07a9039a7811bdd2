/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server-fixture.h"

G_BEGIN_DECLS

/* A connection to a server, byte by byte: for what no honest client sends. */

/* With TLS, or without. */
GIOStream *raw_connect (FixtureServer *server, gboolean tls);
/* FALSE when the other end is gone. */
gboolean raw_write (GIOStream *stream, const void *data, gsize length);
/* Says that nothing more will come. */
void raw_end (GIOStream *stream);
/* What comes until the other end closes. */
char *raw_read_all (GIOStream *stream);
/* One answer with its body, on a connection that stays open; NULL when it is closed. */
char *raw_read_answer (GIOStream *stream);
/* Sends @text on a connection of its own and reads to the end. */
char *raw_exchange (FixtureServer *server, const char *text);
/* The status of an answer; 0 when it is none. */
guint raw_get_status (const char *answer);

G_END_DECLS
