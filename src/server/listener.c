/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/listener.h"

#include "base/platform.h"
#include "server/log.h"
#include "server/proxies.h"

#include <gio/gnetworking.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* When no connection can be accepted (no descriptors left), it is tried again after this. */
#define RETRY_MS 500
#define SWEEP_SECONDS 1
#define UNIX_PREFIX "unix:"

struct _SokyListener {
  GSocketListener *sockets;
  GCancellable *stop;
  GTlsCertificate *certificate;
  SokyListenerFunc func;
  gpointer user_data;
  SokyProxies *proxies;
  GHashTable *peers;     /* Peer, a set */
  GHashTable *addresses; /* char* -> how many connections it has */
  guint most;
  guint most_per_address;
  guint idle_seconds;
  guint header_seconds;
  guint16 port;
  guint sweep;
};

/* One connection; shared by the listener and the address that names it. */
typedef struct {
  gatomicrefcount references;
  SokyListener *listener; /* NULL once the connection has ended */
  GThread *home;          /* the thread that everything here belongs to */
  GSocket *socket;
  char *address;
  gint64 deadline_us; /* monotonic, 0 = none */
  gboolean idle;      /* between two requests */
  gboolean unread;    /* at the last look, something lay there that nobody read */
} Peer;

#define PEER_KEY "soky-peer"

static void accept_next (SokyListener *self);

static void
peer_unref (gpointer pointer)
{
  Peer *peer = pointer;

  if (!g_atomic_ref_count_dec (&peer->references))
    return;
  g_object_unref (peer->socket);
  g_free (peer->address);
  g_free (peer);
}

static guint
count_from (SokyListener *self, const char *address)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, address));
}

static void
set_count (SokyListener *self, const char *address, guint count)
{
  if (count == 0)
    g_hash_table_remove (self->addresses, address);
  else
    g_hash_table_insert (self->addresses, g_strdup (address), GUINT_TO_POINTER (count));
}

static void
forget (SokyListener *self, Peer *peer)
{
  set_count (self, peer->address, count_from (self, peer->address) - 1);
  peer->listener = NULL;
}

static gboolean
leave (gpointer pointer)
{
  Peer *peer = pointer;
  SokyListener *self = peer->listener;

  if (self != NULL) {
    forget (self, peer);
    g_hash_table_remove (self->peers, peer);
  }
  peer_unref (peer);
  return G_SOURCE_REMOVE;
}

/* The last to hold a connection may be the thread that did its handshake. */
static void
connection_gone (gpointer pointer, GObject *connection)
{
  Peer *peer = pointer;

  if (peer->home == g_thread_self ())
    leave (peer);
  else
    g_idle_add (leave, peer);
}

char *
soky_listener_describe (GSocketAddress *remote)
{
  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return g_strdup (SOKY_PROXY_UNIX);
  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

void
soky_listener_set_deadline (GSocketAddress *remote, guint seconds)
{
  Peer *peer = g_object_get_data (G_OBJECT (remote), PEER_KEY);

  if (peer == NULL)
    return;
  peer->idle = FALSE;
  peer->unread = FALSE;
  peer->deadline_us =
      seconds == 0 ? 0 : g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
}

void
soky_listener_set_idle (GSocketAddress *remote, guint seconds)
{
  Peer *peer = g_object_get_data (G_OBJECT (remote), PEER_KEY);

  soky_listener_set_deadline (remote, seconds);
  if (peer != NULL)
    peer->idle = TRUE;
}

static void
peer_add (SokyListener *self, GSocketConnection *connection, GSocketAddress *remote)
{
  Peer *peer = g_new0 (Peer, 1);

  g_atomic_ref_count_init (&peer->references);
  peer->listener = self;
  peer->home = g_thread_self ();
  peer->socket = g_object_ref (g_socket_connection_get_socket (connection));
  peer->address = soky_listener_describe (remote);
  g_hash_table_add (self->peers, peer);
  set_count (self, peer->address, count_from (self, peer->address) + 1);
  g_object_weak_ref (G_OBJECT (connection), connection_gone, peer);
  g_atomic_ref_count_inc (&peer->references);
  g_object_set_data_full (G_OBJECT (remote), PEER_KEY, peer, peer_unref);
  soky_listener_set_deadline (remote, self->header_seconds);
}

/* Between two requests libsoup 3.2 holds on to a connection whose other end has closed, or that was
 * shut down, for ever. While it listens it reads at once; what lies there from one look to the next
 * is the end. */
static gboolean
is_over (Peer *peer, gint64 now_us)
{
  gboolean late = peer->deadline_us != 0 && peer->deadline_us <= now_us;
  gboolean unread = peer->idle && (g_socket_condition_check (peer->socket, G_IO_IN) & G_IO_IN) != 0;
  gboolean again = unread && peer->unread;

  peer->unread = unread;
  return peer->idle && (late || again);
}

static gboolean
sweep_cb (gpointer user_data)
{
  SokyListener *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    Peer *peer = key;
    if (is_over (peer, now_us)) {
      forget (self, peer);
      g_hash_table_iter_remove (&iter);
      g_socket_close (peer->socket, NULL);
      continue;
    }
    if (peer->deadline_us == 0 || peer->deadline_us > now_us)
      continue;
    /* whoever waits for it sees its end */
    peer->deadline_us = 0;
    g_socket_shutdown (peer->socket, TRUE, TRUE, NULL);
  }
  return G_SOURCE_CONTINUE;
}

/* A handshake under way. */
typedef struct {
  SokyListenerFunc func;
  gpointer user_data;
  GSocketAddress *local;
  GSocketAddress *remote;
} Handshake;

static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Handshake *handshake = user_data;
  g_autoptr (GTlsConnection) tls = G_TLS_CONNECTION (source);
  g_autoptr (GSocketAddress) local = handshake->local;
  g_autoptr (GSocketAddress) remote = handshake->remote;
  g_autoptr (GError) error = NULL;

  if (g_tls_connection_handshake_finish (tls, result, &error))
    handshake->func (G_IO_STREAM (tls), local, remote, handshake->user_data);
  else
    g_debug ("no TLS: %s", error->message);
}

static void
start_tls (SokyListener *self, GSocketConnection *connection, GSocketAddress *local,
           GSocketAddress *remote)
{
  g_autoptr (GError) error = NULL;
  GIOStream *tls =
      g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);

  if (tls == NULL) {
    soky_log ("tls-failed", "text", error->message, NULL);
    return;
  }
  Handshake *handshake = g_new0 (Handshake, 1);
  *handshake =
      (Handshake){self->func, self->user_data, g_object_ref (local), g_object_ref (remote)};
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, handshake_cb,
                                    handshake);
}

static void
take (SokyListener *self, GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (local == NULL || remote == NULL)
    return;
  g_autofree char *address = soky_listener_describe (remote);
  /* everybody's connections come from a proxy */
  gboolean too_many = count_from (self, address) >= self->most_per_address &&
                      !soky_proxies_trust (self->proxies, address);
  if (g_hash_table_size (self->peers) >= self->most || too_many) {
    g_autofree char *network = soky_log_network (address);
    soky_log ("connection-refused", "network", network, NULL);
    return;
  }
  g_socket_set_timeout (socket, self->idle_seconds);
  /* headers and body are written one after the other: none of them is to wait */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  peer_add (self, connection, remote);
  if (self->certificate != NULL)
    start_tls (self, connection, local, remote);
  else
    self->func (G_IO_STREAM (connection), local, remote, self->user_data);
}

static gboolean
retry_cb (gpointer user_data)
{
  accept_next (user_data);
  return G_SOURCE_REMOVE;
}

static void
accept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  SokyListener *self = user_data;
  if (connection == NULL) {
    soky_log ("accept-failed", "text", error->message, NULL);
    g_timeout_add (RETRY_MS, retry_cb, self);
    return;
  }
  take (self, connection);
  accept_next (self);
}

static void
accept_next (SokyListener *self)
{
  if (!g_cancellable_is_cancelled (self->stop))
    g_socket_listener_accept_async (self->sockets, self->stop, accept_cb, self);
}

static gboolean
add_unix_socket (SokyListener *self, const char *path, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (self->certificate != NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _ ("A Unix socket is served without TLS: the proxy in front has it."));
    return FALSE;
  }
  address = soky_platform_unix_address (path, error);
  if (address == NULL ||
      !g_socket_listener_add_address (self->sockets, address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return FALSE;
  g_chmod (path, 0666);
  return TRUE;
}

static gboolean
add_address (SokyListener *self, const SokySettings *settings, GError **error)
{
  const char *path = soky_listener_get_unix_path (settings);
  if (path != NULL)
    return add_unix_socket (self, path, error);

  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (settings->address);
  g_autoptr (GSocketAddress) effective = NULL;

  if (address == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” is no IP address to listen on. Correct “address” in server.conf."),
                 settings->address);
    return FALSE;
  }
  if (self->certificate == NULL && !g_inet_address_get_is_loopback (address)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                         _ ("Without TLS the server only listens on a loopback address."));
    return FALSE;
  }
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, settings->port);
  if (!g_socket_listener_add_address (self->sockets, wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  return TRUE;
}

SokyListener *
soky_listener_new (const SokySettings *settings, GTlsCertificate *certificate,
                   SokyListenerFunc func, gpointer user_data, GError **error)
{
  g_autoptr (SokyListener) self = g_new0 (SokyListener, 1);

  self->peers = g_hash_table_new (NULL, NULL);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sockets = g_socket_listener_new ();
  self->stop = g_cancellable_new ();
  self->proxies = soky_proxies_new (settings->proxies, error);
  if (self->proxies == NULL)
    return NULL;
  self->certificate = certificate ? g_object_ref (certificate) : NULL;
  self->func = func;
  self->user_data = user_data;
  self->most = settings->connections;
  self->most_per_address = settings->connections_per_address;
  self->idle_seconds = settings->idle_seconds;
  self->header_seconds = settings->header_seconds;
  if (!add_address (self, settings, error))
    return NULL;
  self->sweep = g_timeout_add_seconds (SWEEP_SECONDS, sweep_cb, self);
  accept_next (self);
  return g_steal_pointer (&self);
}

void
soky_listener_set_certificate (SokyListener *self, GTlsCertificate *certificate)
{
  g_set_object (&self->certificate, certificate);
}

const char *
soky_listener_get_unix_path (const SokySettings *settings)
{
  return g_str_has_prefix (settings->address, UNIX_PREFIX)
             ? settings->address + strlen (UNIX_PREFIX)
             : NULL;
}

void
soky_listener_stop (SokyListener *self)
{
  g_cancellable_cancel (self->stop);
  g_socket_listener_close (self->sockets);
}

void
soky_listener_free (SokyListener *self)
{
  GHashTableIter iter;
  gpointer key;

  if (self == NULL)
    return;
  soky_listener_stop (self);
  g_clear_handle_id (&self->sweep, g_source_remove);
  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    ((Peer *) key)->listener = NULL;
  g_clear_pointer (&self->proxies, soky_proxies_free);
  g_hash_table_unref (self->peers);
  g_hash_table_unref (self->addresses);
  g_object_unref (self->sockets);
  g_object_unref (self->stop);
  g_clear_object (&self->certificate);
  g_free (self);
}

guint16
soky_listener_get_port (SokyListener *self)
{
  return self->port;
}

guint
soky_listener_count_connections (SokyListener *self)
{
  return g_hash_table_size (self->peers);
}
