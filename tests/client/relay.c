/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "relay.h"

#include <gio/gio.h>
#include <string.h>

#define WAIT_MS 20

struct _Relay {
  GSocketService *service;
  GSocketConnectable *server;
  char *url;
  int ended;  /* atomic: relay_free() was called */
  int lose;   /* atomic */
  int lost;   /* atomic */
  int passed; /* atomic */
  int hold;   /* atomic: bytes that may still pass, -1 = all */
};

/* One connection through the wire. */
typedef struct {
  Relay *relay;
  GSocket *client;
  GSocket *server;
  gboolean asked; /* the client has sent something since an answer was to be lost */
} Wire;

/* Whether there are bytes, or the end. */
static gboolean
is_ready (GSocket *socket)
{
  return (g_socket_condition_check (socket, G_IO_IN | G_IO_HUP | G_IO_ERR) != 0);
}

static gboolean
pass (GSocket *from, GSocket *to, gsize *count)
{
  char buffer[16384];
  gssize got = g_socket_receive (from, buffer, sizeof buffer, NULL, NULL);
  gsize sent = 0;

  *count = got > 0 ? (gsize) got : 0;
  while (got > 0 && to != NULL && sent < (gsize) got) {
    gssize now = g_socket_send (to, buffer + sent, (gsize) got - sent, NULL, NULL);
    if (now <= 0)
      return FALSE;
    sent += (gsize) now;
  }
  return got > 0;
}

static gboolean
from_client (Wire *wire)
{
  gsize count = 0;
  if (g_atomic_int_get (&wire->relay->lose) > 0)
    wire->asked = TRUE;
  return pass (wire->client, wire->server, &count);
}

static gboolean
from_server (Wire *wire)
{
  Relay *relay = wire->relay;
  gsize count = 0;

  if (wire->asked && g_atomic_int_get (&relay->lose) > 0) {
    pass (wire->server, NULL, &count);
    g_atomic_int_add (&relay->lose, -1);
    g_atomic_int_inc (&relay->lost);
    return FALSE;
  }
  int hold = g_atomic_int_get (&relay->hold);
  if (hold == 0)
    return TRUE;
  gboolean alive = pass (wire->server, wire->client, &count);
  g_atomic_int_add (&relay->passed, (int) count);
  if (hold > 0)
    g_atomic_int_set (&relay->hold, MAX (0, hold - (int) count));
  return alive;
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
        gpointer data)
{
  Relay *relay = data;
  g_autoptr (GSocketClient) dialler = g_socket_client_new ();
  g_autoptr (GSocketConnection) upstream =
      g_socket_client_connect (dialler, relay->server, NULL, NULL);
  if (upstream == NULL)
    return TRUE;

  Wire wire = {relay, g_socket_connection_get_socket (connection),
               g_socket_connection_get_socket (upstream), FALSE};
  gboolean alive = TRUE;
  while (alive && !g_atomic_int_get (&relay->ended)) {
    gboolean held = g_atomic_int_get (&relay->hold) == 0;
    if (is_ready (wire.client))
      alive = from_client (&wire);
    else if (!held && is_ready (wire.server))
      alive = from_server (&wire);
    else
      g_socket_condition_timed_wait (wire.client, G_IO_IN, held ? WAIT_MS * 1000 : 1000, NULL,
                                     NULL);
  }
  g_io_stream_close (G_IO_STREAM (upstream), NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

Relay *
relay_new (const char *url)
{
  Relay *self = g_new0 (Relay, 1);
  g_autoptr (GError) error = NULL;

  self->server = g_network_address_parse_uri (url, 443, &error);
  g_assert_no_error (error);
  self->hold = -1;
  self->service = g_threaded_socket_service_new (16);
  guint16 port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

void
relay_free (Relay *self)
{
  g_atomic_int_set (&self->ended, 1);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* its threads look at the flag, and hold a reference to the service until they have ended */
  while (G_OBJECT (self->service)->ref_count > 1)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_object_unref (self->service);
  g_object_unref (self->server);
  g_free (self->url);
  g_free (self);
}

const char *
relay_get_url (Relay *self)
{
  return self->url;
}

void
relay_lose_answers (Relay *self, guint count)
{
  g_atomic_int_set (&self->lose, (int) count);
}

guint
relay_get_lost (Relay *self)
{
  return (guint) g_atomic_int_get (&self->lost);
}

goffset
relay_take_count (Relay *self)
{
  return g_atomic_int_and ((guint *) &self->passed, 0);
}

void
relay_hold_after (Relay *self, goffset bytes)
{
  g_atomic_int_set (&self->hold, (int) bytes);
}
