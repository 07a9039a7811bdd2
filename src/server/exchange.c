/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/exchange.h"

#include "base/clock.h"
#include "server/dispatch.h"
#include "server/listener.h"
#include "server/log.h"
#include "server/resources/resources.h"
#include "server/send.h"
#include "wire/error.h"

#include <string.h>

#define MAX_HEADERS 100
#define FILE_FIELD "file"
#define FORM_BYTES 16384 /* what a form may have around its file */
#define EXCHANGE_KEY "soky-exchange"
/* What is read and thrown away of a body that was refused, before the connection is cut off. */
#define MAX_DISCARDED ((goffset) 256 * 1024 * 1024)

#define SLOWEST_BYTES_PER_SECOND (16 * 1024)

typedef struct {
  grefcount references;
  SokyExchanges *all;
  SoupServerMessage *message; /* borrowed: the exchange is part of it */
  GSocketAddress *remote;
  const SokyRoute *route;
  SokyCall *call;
  SokyReply *reply; /* set once it is known */
  GError *refusal;  /* of a preparation that ran in a lane */
  goffset received;
  gint64 started_us; /* monotonic */
  gboolean ended;    /* the connection or the request is over: the message is not to be touched */
} Exchange;

static void
exchange_unref (gpointer pointer)
{
  Exchange *self = pointer;

  if (!g_ref_count_dec (&self->references))
    return;
  g_object_unref (self->remote);
  g_clear_pointer (&self->call, soky_call_free);
  g_clear_pointer (&self->reply, soky_reply_free);
  g_clear_error (&self->refusal);
  g_free (self);
}

gboolean
soky_exchanges_are_idle (const SokyExchanges *self)
{
  return self->open == 0 && self->running == 0;
}

static void
tell_idle (SokyExchanges *all)
{
  if (soky_exchanges_are_idle (all) && all->idle != NULL)
    all->idle (all->user_data);
}

/* While a lane has it. */
static void
hold (Exchange *self)
{
  g_ref_count_inc (&self->references);
  g_object_ref (self->message);
  self->all->running++;
}

static void
release (Exchange *self)
{
  SokyExchanges *all = self->all;
  SoupServerMessage *message = self->message;

  exchange_unref (self);
  g_object_unref (message);
  all->running--;
  tell_idle (all);
}

/* Slow lines get time for what they carry. */
static guint
seconds_for (Exchange *self, goffset bytes)
{
  return self->all->service->settings->body_seconds +
         (guint) (CLAMP (bytes, 0, G_MAXINT32) / SLOWEST_BYTES_PER_SECOND);
}

/* From here on libsoup writes the answer, as soon as it has read the request. */
static void
answer (Exchange *self, SokyReply *reply)
{
  SokyRecording *recording = self->all->service->recording;

  if (recording != NULL)
    soky_recording_add (recording, self->call, self->route ? self->route->pattern : NULL, reply);
  g_clear_pointer (&self->reply, soky_reply_free);
  self->reply = reply;
  soky_metrics_count_request (self->all->service->metrics, self->call->method,
                              self->route ? self->route->pattern : NULL, reply->status,
                              g_get_monotonic_time () - self->started_us);
  soky_listener_set_deadline (self->remote, seconds_for (self, reply->to - reply->from));
  soky_send (self->message, self->reply, self->all->stopping);
}

static void
refuse (Exchange *self, const GError *error)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  SokyReply *reply = soky_dispatch_refuse (self->all->service, self->route, self->call, error);
  g_autofree char *status = g_strdup_printf ("%u", reply->status);
  g_autofree char *network = soky_log_network (self->call->address);

  soky_log ("refused", "method", self->call->method, "route",
            self->route ? self->route->pattern : NULL, "network", network, "status", status, NULL);
  answer (self, reply);
  /* what follows on this connection may be the rest of a body that nobody wants */
  if (self->received > 0)
    soup_message_headers_replace (headers, "Connection", "close");
}

static void
refuse_with (Exchange *self, SokyWireError code)
{
  g_autoptr (GError) error = NULL;
  soky_wire_refuse (code, &error);
  refuse (self, error);
}

static void
resume (Exchange *self)
{
  if (!self->ended)
    soup_server_message_unpause (self->message);
}

/* --- the body --- */

static gboolean
form_cb (gpointer upload, const void *data, gsize length, GError **error)
{
  return soky_upload_add (upload, data, length, error);
}

static gboolean
take_upload (SokyCall *call, const void *data, gsize length, GError **error)
{
  return call->form != NULL ? soky_form_data_add (call->form, data, length, error)
                            : soky_upload_add (call->upload, data, length, error);
}

static goffset
get_most (const Exchange *self)
{
  return self->route->most > 0 ? self->route->most
                               : SOKY_MAX_PDF_BYTES (self->all->service->settings);
}

static gboolean
open_upload (Exchange *self, GError **error)
{
  const SokySettings *settings = self->all->service->settings;
  SokyCall *call = self->call;

  call->upload = soky_upload_new (settings->uploads, get_most (self), error);
  if (call->upload == NULL || (self->route->flags & SOKY_ROUTE_FORM) == 0)
    return call->upload != NULL;
  call->form = soky_form_data_new (soky_call_get_header (call, "content-type"), FILE_FIELD, form_cb,
                                   call->upload);
  return call->form != NULL || soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  Exchange *self = user_data;
  gsize length = 0;
  const void *data = g_bytes_get_data (chunk, &length);
  g_autoptr (GError) error = NULL;

  self->received += (goffset) length;
  if (self->reply != NULL) {
    if (self->received > MAX_DISCARDED)
      soky_listener_set_deadline (self->remote, 1);
    return;
  }
  if (self->call->upload != NULL) {
    if (!take_upload (self->call, data, length, &error))
      refuse (self, error);
  } else if (self->received > (goffset) SOKY_MAX_JSON_BYTES (self->all->service->settings)) {
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
    refuse_with (self, SOKY_WIRE_ERROR_TOO_LARGE);
  }
}

static void
finished_cb (SoupServerMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  self->ended = TRUE;
  soky_listener_set_idle (self->remote, self->all->service->settings->idle_seconds);
  g_signal_handlers_disconnect_by_data (message, self);
  SokyExchanges *all = self->all;
  g_object_set_data (G_OBJECT (message), EXCHANGE_KEY, NULL);
  all->open--;
  tell_idle (all);
}

static void
wrote_chunk_cb (SoupServerMessage *message, gpointer user_data)
{
  Exchange *self = user_data;

  if (self->reply != NULL)
    soky_send_more (message, self->reply);
}

/* --- the headers --- */

static gboolean
copy_headers (SoupServerMessage *message, SokyCall *call, GError **error)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;
  guint count = 0;

  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value)) {
    g_autofree char *lower = g_ascii_strdown (name, -1);
    const char *first = g_hash_table_lookup (call->headers, lower);
    if (++count > MAX_HEADERS || !g_utf8_validate (value, -1, NULL))
      return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
    /* what may be there once only is then refused by whoever reads it (RFC 9110 §5.3) */
    char *joined = first ? g_strjoin (", ", first, value, NULL) : g_strdup (value);
    g_hash_table_insert (call->headers, g_steal_pointer (&lower), joined);
  }
  return TRUE;
}

static gboolean
copy_query (GHashTable *query, SokyCall *call, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;

  if (query == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    if (!g_utf8_validate (name, -1, NULL) || value == NULL || !g_utf8_validate (value, -1, NULL))
      return soky_wire_refuse (SOKY_WIRE_ERROR_MALFORMED, error);
    g_hash_table_insert (call->query, g_strdup (name), g_strdup (value));
  }
  return TRUE;
}

static Exchange *
exchange_new (SokyExchanges *all, SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  Exchange *self = g_new0 (Exchange, 1);
  const char *query = g_uri_get_query (uri);
  g_autofree char *path = g_strconcat (g_uri_get_path (uri), query ? "?" : NULL, query, NULL);

  g_ref_count_init (&self->references);
  self->all = all;
  self->all->open++;
  self->started_us = g_get_monotonic_time ();
  self->message = message;
  self->remote = g_object_ref (soup_server_message_get_remote_address (message));
  g_autofree char *address = soky_listener_describe (self->remote);
  self->call =
      soky_call_new (soup_server_message_get_method (message), path, address, soky_clock_now_us ());
  g_object_set_data_full (G_OBJECT (message), EXCHANGE_KEY, self, exchange_unref);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
  return self;
}

/* Behind a proxy it is somebody else who asks. */
static void
find_client (Exchange *self)
{
  SokyCall *call = self->call;
  char *client = soky_proxies_find_client (self->all->service->proxies, call->address,
                                           soky_call_get_header (call, "x-forwarded-for"));
  g_free (call->address);
  call->address = client;
}

/* --- uploads: who sends it is asked before its bytes are taken --- */

static void
prepare_work (gpointer data)
{
  Exchange *self = data;
  self->route->may_upload (self->all->service, self->call, &self->refusal);
}

static void
prepare_done (gpointer data)
{
  Exchange *self = data;
  g_autoptr (GError) error = g_steal_pointer (&self->refusal);

  if (!self->ended && error == NULL)
    open_upload (self, &error);
  if (!self->ended && error != NULL)
    refuse (self, error);
  resume (self);
  release (self);
}

static void
prepare_upload (Exchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (self->message), FALSE);
  if (soup_message_headers_get_content_length (headers) > get_most (self) + FORM_BYTES) {
    refuse_with (self, SOKY_WIRE_ERROR_TOO_LARGE);
    return;
  }
  hold (self);
  if (soky_lanes_push (self->all->lanes, SOKY_LANE_STORE, prepare_work, prepare_done, self)) {
    soup_server_message_pause (self->message);
    return;
  }
  refuse_with (self, SOKY_WIRE_ERROR_UNAVAILABLE);
  release (self);
}

void
soky_exchange_headers_cb (SoupServer *server, SoupServerMessage *message, const char *path,
                          GHashTable *query, gpointer exchanges)
{
  SokyExchanges *all = exchanges;
  Exchange *self = exchange_new (all, message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  goffset length = soup_message_headers_get_content_length (headers);
  g_autoptr (GError) error = NULL;

  soky_listener_set_deadline (
      self->remote, seconds_for (self, MIN (length, SOKY_MAX_PDF_BYTES (all->service->settings))));
  if (copy_headers (message, self->call, &error) && copy_query (query, self->call, &error)) {
    find_client (self);
    self->route = soky_router_find (path, self->call, &error);
  }
  if (error != NULL) {
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
    refuse (self, error);
    return;
  }
  if (self->route->flags & SOKY_ROUTE_UPLOAD)
    prepare_upload (self);
}

/* --- the answer --- */

static void
answer_work (gpointer data)
{
  Exchange *self = data;
  self->reply = soky_dispatch (self->all->service, self->route, self->call);
}

static void
answer_done (gpointer data)
{
  Exchange *self = data;

  if (!self->ended)
    answer (self, g_steal_pointer (&self->reply));
  resume (self);
  release (self);
}

void
soky_exchange_body_cb (SoupServer *server, SoupServerMessage *message, const char *path,
                       GHashTable *query, gpointer exchanges)
{
  Exchange *self = g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  soky_listener_set_deadline (self->remote, 0);
  if ((self->route->flags & SOKY_ROUTE_UPLOAD) == 0) {
    g_bytes_unref (self->call->body);
    self->call->body = soup_message_body_flatten (body);
  }
  if (self->call->upload != NULL && self->reply == NULL)
    soky_metrics_count_upload (self->all->service->metrics,
                               (guint64) soky_upload_get_length (self->call->upload));
  hold (self);
  if (soky_lanes_push (self->all->lanes, self->route->lane, answer_work, answer_done, self)) {
    soup_server_message_pause (message);
    return;
  }
  refuse_with (self, SOKY_WIRE_ERROR_UNAVAILABLE);
  release (self);
}
