/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A wire between a client and a server on loopback that can be cut. It passes bytes on as they
 * come, TLS and all. */
typedef struct _Relay Relay;

/* @url: the server's, "https://127.0.0.1:PORT" */
Relay *relay_new (const char *url);
void relay_free (Relay *self);
/* The same server through the wire. */
const char *relay_get_url (Relay *self);

/* The next @count answers are lost: what is asked is passed on, the first bytes of the answer are
 * taken away, and the connection is cut. Counts from the moment that it is called, whatever
 * connection it is. */
void relay_lose_answers (Relay *self, guint count);
/* How many were lost so far. */
guint relay_get_lost (Relay *self);
/* Bytes from the server to the client since the last call. */
goffset relay_take_count (Relay *self);
/* Holds back what the server sends after that many bytes, until the connection ends. */
void relay_hold_after (Relay *self, goffset bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Relay, relay_free)

G_END_DECLS
