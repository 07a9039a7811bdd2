/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "impostor.h"

#include <libsoup/soup.h>
#include <string.h>

#define CHUNK (256 * 1024)

struct _Impostor {
  SoupServer *server;
  char *url;
  guint status;
  char *type;
  char *body;
  char *target; /* nullable: of a redirect */
  gboolean endless;
  GQueue answers; /* char* */
  guint count;
  char *path;
  gboolean saw_token;
};

static void
send_chunk (SoupServerMessage *message, gpointer data)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  memset (chunk, ' ', CHUNK);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                            chunk, CHUNK);
}

static void
note (Impostor *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->count++;
  g_free (self->path);
  self->path = g_uri_to_string_partial (soup_server_message_get_uri (message), 0);
  self->saw_token = soup_message_headers_get_one (headers, "Authorization") != NULL;
}

static void
handle_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
           gpointer data)
{
  Impostor *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *pushed = g_queue_pop_head (&self->answers);

  note (self, message);
  if (self->target != NULL) {
    soup_server_message_set_redirect (message, 307, self->target);
    return;
  }
  soup_server_message_set_status (message, pushed ? 200 : self->status, NULL);
  if (self->endless) {
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
    soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
    g_signal_connect (message, "wrote-headers", G_CALLBACK (send_chunk), NULL);
    g_signal_connect (message, "wrote-chunk", G_CALLBACK (send_chunk), NULL);
    return;
  }
  const char *body = pushed ? pushed : self->body;
  soup_server_message_set_response (message, pushed ? "application/json" : self->type,
                                    SOUP_MEMORY_COPY, body, strlen (body));
}

Impostor *
impostor_new (GTlsCertificate *certificate)
{
  Impostor *self = g_new0 (Impostor, 1);
  g_autoptr (GError) error = NULL;

  self->server = soup_server_new (NULL, NULL);
  if (certificate != NULL)
    soup_server_set_tls_certificate (self->server, certificate);
  soup_server_add_handler (self->server, NULL, handle_cb, self, NULL);
  soup_server_listen_local (
      self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (certificate ? SOUP_SERVER_LISTEN_HTTPS : 0),
      &error);
  g_assert_no_error (error);
  GSList *uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("%s://127.0.0.1:%d", certificate ? "https" : "http",
                               g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  impostor_answer (self, 200, "text/html", "<html>Welcome to the hotel</html>");
  return self;
}

void
impostor_free (Impostor *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_queue_clear_full (&self->answers, g_free);
  g_free (self->url);
  g_free (self->type);
  g_free (self->body);
  g_free (self->target);
  g_free (self->path);
  g_free (self);
}

const char *
impostor_get_url (Impostor *self)
{
  return self->url;
}

void
impostor_answer (Impostor *self, guint status, const char *type, const char *body)
{
  g_free (self->type);
  g_free (self->body);
  self->status = status;
  self->type = g_strdup (type);
  self->body = g_strdup (body);
  self->endless = FALSE;
}

void
impostor_push (Impostor *self, const char *json)
{
  g_queue_push_tail (&self->answers, g_strdup (json));
}

void
impostor_answer_for_ever (Impostor *self, guint status)
{
  self->status = status;
  self->endless = TRUE;
}

void
impostor_redirect (Impostor *self, const char *url)
{
  g_free (self->target);
  self->target = g_strdup (url);
}

guint
impostor_get_count (Impostor *self)
{
  return self->count;
}

const char *
impostor_get_path (Impostor *self)
{
  return self->path;
}

gboolean
impostor_saw_token (Impostor *self)
{
  return self->saw_token;
}
