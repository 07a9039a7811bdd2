/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/http.h"

#include "server/exchange.h"
#include "server/listener.h"
#include "server/log.h"
#include "server/tls.h"

#include <string.h>

/* Requests that are not answered by then are given up. */
#define STOP_SECONDS 30
/* For the last answers to leave. */
#define DRAIN_MS 200

struct _SokyHttp {
  SokyService *service;
  SoupServer *soup;
  SokyListener *listener;
  SokyExchanges exchanges;
  gboolean plain;
  void (*stopped) (gpointer data);
  gpointer data;
  guint patience;
  guint drain;
  SokyTlsWatch *watch; /* nullable */
};

/* libsoup closes a connection after each answer, unless it has a listener; ours is outside of it
 * (it has limits, and survives a lack of descriptors). A datagram socket that nobody writes to
 * stands in for one. */
static gboolean
add_stand_in (SoupServer *soup, GError **error)
{
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) nobody = g_inet_socket_address_new (loopback, 9);

  return socket != NULL && g_socket_connect (socket, nobody, NULL, error) &&
         soup_server_listen_socket (soup, socket, 0, error);
}

static void
connected_cb (GIOStream *stream, GSocketAddress *local, GSocketAddress *remote, gpointer user_data)
{
  SokyHttp *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!soup_server_accept_iostream (self->soup, stream, local, remote, &error))
    g_debug ("not accepted: %s", error->message);
}

static void
request_started_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  SokyHttp *self = user_data;
  soky_listener_set_deadline (soup_server_message_get_remote_address (message),
                              self->service->settings->header_seconds);
}

/* New connections get the new certificate; one that cannot be used changes nothing. */
void
soky_http_reload (SokyHttp *self)
{
  g_autoptr (GError) error = NULL;
  if (self->plain)
    return;

  g_autoptr (GTlsCertificate) certificate = soky_tls_load (self->service->settings, &error);
  if (certificate == NULL) {
    soky_log ("certificate-not-reloaded", "text", error->message, NULL);
    return;
  }
  soky_listener_set_certificate (self->listener, certificate);
  soky_log ("certificate-reloaded", NULL);
}

static void
certificate_changed_cb (gpointer self)
{
  soky_http_reload (self);
}

SokyHttp *
soky_http_start (SokyService *service, gboolean plain, GError **error)
{
  g_autoptr (SokyHttp) self = g_new0 (SokyHttp, 1);
  g_autoptr (GTlsCertificate) certificate = NULL;

  self->service = service;
  self->plain = plain || soky_listener_get_unix_path (service->settings) != NULL;
  if (!self->plain) {
    certificate = soky_tls_load (service->settings, error);
    if (certificate == NULL)
      return NULL;
    self->watch = soky_tls_watch_new (service->settings, certificate_changed_cb, self);
  }
  self->exchanges.service = service;
  self->exchanges.lanes =
      soky_lanes_new (service->settings->workers + 1, service->settings->waiting_requests);
  service->lanes = self->exchanges.lanes;
  self->soup = soup_server_new ("raw-paths", TRUE, "server-header", NULL, NULL);
  soup_server_add_early_handler (self->soup, NULL, soky_exchange_headers_cb, &self->exchanges,
                                 NULL);
  soup_server_add_handler (self->soup, NULL, soky_exchange_body_cb, &self->exchanges, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  if (!add_stand_in (self->soup, error))
    return NULL;
  self->listener = soky_listener_new (service->settings, certificate, connected_cb, self, error);
  return self->listener ? g_steal_pointer (&self) : NULL;
}

static gboolean
given_up_cb (gpointer user_data)
{
  SokyHttp *self = user_data;
  self->patience = 0;
  soky_log ("given-up", NULL);
  self->stopped (self->data);
  return G_SOURCE_REMOVE;
}

/* The last answers have left, and nobody has asked meanwhile on a connection that was open. */
static gboolean
drained_cb (gpointer user_data)
{
  SokyHttp *self = user_data;
  self->drain = 0;
  if (soky_exchanges_are_idle (&self->exchanges)) {
    g_clear_handle_id (&self->patience, g_source_remove);
    self->stopped (self->data);
  }
  return G_SOURCE_REMOVE;
}

static void
idle_cb (gpointer user_data)
{
  SokyHttp *self = user_data;
  if (!self->exchanges.stopping || self->patience == 0)
    return;
  g_clear_handle_id (&self->drain, g_source_remove);
  self->drain = g_timeout_add (DRAIN_MS, drained_cb, self);
}

void
soky_http_stop (SokyHttp *self, void (*stopped) (gpointer data), gpointer data)
{
  if (self->exchanges.stopping)
    return;
  self->stopped = stopped;
  self->data = data;
  self->exchanges.stopping = TRUE;
  self->exchanges.idle = idle_cb;
  self->exchanges.user_data = self;
  soky_listener_stop (self->listener);
  self->patience = g_timeout_add_seconds (STOP_SECONDS, given_up_cb, self);
  if (soky_exchanges_are_idle (&self->exchanges))
    idle_cb (self);
}

void
soky_http_free (SokyHttp *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->drain, g_source_remove);
  g_clear_pointer (&self->watch, soky_tls_watch_free);
  g_clear_pointer (&self->exchanges.lanes, soky_lanes_free);
  self->service->lanes = NULL;
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->listener, soky_listener_free);
  g_free (self);
}

char *
soky_http_get_url (SokyHttp *self)
{
  const char *address = self->service->settings->address;
  gboolean bracketed = strchr (address, ':') != NULL;

  if (soky_listener_get_unix_path (self->service->settings) != NULL)
    return g_strdup (address);
  return g_strdup_printf ("%s://%s%s%s:%u", self->plain ? "http" : "https", bracketed ? "[" : "",
                          address, bracketed ? "]" : "", soky_listener_get_port (self->listener));
}
