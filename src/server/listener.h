/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Accepts connections within limits: so many in all and from one address, TLS before anything else,
 * and a deadline for each phase, so that nobody can hold a place by saying little. Lives on the
 * main loop. */
typedef struct _SokyListener SokyListener;

/* A connection is ready to speak HTTP. */
typedef void (*SokyListenerFunc) (GIOStream *stream, GSocketAddress *local, GSocketAddress *remote,
                                  gpointer user_data);

/**
 * soky_listener_new:
 * @certificate: (nullable): %NULL for plain connections, which only a loopback address takes
 *
 * Listens on the address and port of @settings at once.
 *
 * Returns: (transfer full) (nullable): or %NULL with a #GIOError
 */
SokyListener *soky_listener_new (const SokySettings *settings, GTlsCertificate *certificate,
                                 SokyListenerFunc func, gpointer user_data, GError **error);
/* For connections from now on. */
void soky_listener_set_certificate (SokyListener *self, GTlsCertificate *certificate);
/* (nullable): the path of "unix:…" */
const char *soky_listener_get_unix_path (const SokySettings *settings);
/* Takes no more connections; those that are open live on. */
void soky_listener_stop (SokyListener *self);
void soky_listener_free (SokyListener *self);

guint16 soky_listener_get_port (SokyListener *self);
guint soky_listener_count_connections (SokyListener *self);

/* The connection from @remote (as handed to the function) is cut off in so many seconds, unless it
 * is given another deadline before; 0 = never. */
void soky_listener_set_deadline (GSocketAddress *remote, guint seconds);
/* Likewise, between two requests: the connection also ends as soon as the other end has closed it.
 */
void soky_listener_set_idle (GSocketAddress *remote, guint seconds);
/* Its address, for limits and the audit: "192.0.2.7". */
char *soky_listener_describe (GSocketAddress *remote);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyListener, soky_listener_free)

G_END_DECLS
