/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/connection.h"

#include "client/error.h"
#include "wire/problem.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define API "/api/v1"
#define MAX_JSON_BYTES (16 * 1024 * 1024)
#define READ_BYTES (64 * 1024)
#define IDLE_SECONDS 30

struct _SokyConnection {
  GObject parent_instance;

  char *url;
  SoupSession *soup;
  SokySecret *token; /* nullable */
};

G_DEFINE_FINAL_TYPE (SokyConnection, soky_connection, G_TYPE_OBJECT)
G_DEFINE_QUARK (soky - client - error - quark, soky_client_error)

/* One request under way. */
typedef struct {
  SokyRequest *request;
  SoupMessage *message;
  GInputStream *input;
  GByteArray *body;
} Exchange;

static void
exchange_free (gpointer pointer)
{
  Exchange *self = pointer;
  soky_request_free (self->request);
  g_clear_object (&self->message);
  g_clear_object (&self->input);
  g_byte_array_unref (self->body);
  g_free (self);
}

SokyRequest *
soky_request_new (const char *method, const char *path)
{
  g_return_val_if_fail (method != NULL && path != NULL && path[0] == '/', NULL);

  SokyRequest *self = g_new0 (SokyRequest, 1);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
soky_request_free (SokyRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->path);
  g_hash_table_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->body_file);
  g_free (self->save_as);
  g_free (self);
}

void
soky_request_set_header (SokyRequest *self, const char *name, const char *value)
{
  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));
}

void
soky_request_set_json_bytes (SokyRequest *self, GBytes *json)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = json;
  g_free (self->content_type);
  self->content_type = g_strdup ("application/json");
}

void
soky_request_set_json (SokyRequest *self, char *json)
{
  soky_request_set_json_bytes (self, g_bytes_new_take (json, strlen (json)));
}

void
soky_response_free (SokyResponse *self)
{
  if (self == NULL)
    return;
  g_free (self->etag);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
soky_connection_finalize (GObject *object)
{
  SokyConnection *self = SOKY_CONNECTION (object);

  g_free (self->url);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->token, soky_secret_unref);
  G_OBJECT_CLASS (soky_connection_parent_class)->finalize (object);
}

static void
soky_connection_class_init (SokyConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_connection_finalize;
}

static void
soky_connection_init (SokyConnection *self)
{
  self->soup = soup_session_new_with_options ("user-agent", "SoKy/" SOKY_VERSION, "timeout",
                                              IDLE_SECONDS, NULL);
}

static gboolean
address_allowed (GUri *uri)
{
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0')
    return FALSE;
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;

  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 && address != NULL &&
         g_inet_address_get_is_loopback (address);
}

/* "https://host:port" of whatever was typed: a bare host name gets https. */
static char *
normalise_address (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *full =
      strstr (text, "://") ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  g_autoptr (GUri) uri = g_uri_parse (full, SOUP_HTTP_URI_FLAGS, NULL);

  if (!address_allowed (uri))
    return NULL;
  int port = g_uri_get_port (uri);
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), port, "",
                     NULL, NULL);
}

SokyConnection *
soky_connection_new (const char *url, const char *ca_file, GError **error)
{
  g_return_val_if_fail (url != NULL, NULL);

  g_autofree char *address = normalise_address (url);
  if (address == NULL) {
    g_set_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_BAD_ADDRESS,
                 _ ("“%s” is not the address of a server. Type it as https://name-of-the-server."),
                 url);
    return NULL;
  }

  g_autoptr (SokyConnection) self = g_object_new (SOKY_TYPE_CONNECTION, NULL);
  self->url = g_steal_pointer (&address);
  if (ca_file != NULL) {
    g_autoptr (GTlsDatabase) anchors = g_tls_file_database_new (ca_file, error);
    if (anchors == NULL)
      return NULL;
    soup_session_set_tls_database (self->soup, anchors);
  }
  return g_steal_pointer (&self);
}

const char *
soky_connection_get_url (SokyConnection *self)
{
  g_return_val_if_fail (SOKY_IS_CONNECTION (self), NULL);

  return self->url;
}

void
soky_connection_set_token (SokyConnection *self, SokySecret *token)
{
  g_return_if_fail (SOKY_IS_CONNECTION (self));

  g_clear_pointer (&self->token, soky_secret_unref);
  self->token = token ? soky_secret_ref (token) : NULL;
}

/* The error of the network in words that say what to do. */
static GError *
explain (SokyConnection *self, GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      cause->domain == SOKY_CLIENT_ERROR || cause->domain == SOKY_WIRE_ERROR)
    return cause;

  GError *error = NULL;
  if (cause->domain == G_TLS_ERROR)
    error =
        g_error_new (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNTRUSTED,
                     _ ("The server %s cannot prove who it is, so nothing was sent to it. Check "
                        "the address, or ask the administrator for the server's certificate "
                        "authority file."),
                     self->url);
  else
    error =
        g_error_new (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE,
                     _ ("The server %s cannot be reached. Check the network and try again; what "
                        "you did is kept."),
                     self->url);
  g_debug ("%s: %s", self->url, cause->message);
  g_error_free (cause);
  return error;
}

static void
fail (GTask *task, GError *cause)
{
  g_task_return_error (task, explain (g_task_get_source_object (task), cause));
}

/* What the server says instead of an answer, as an error in the user's language. */
static GError *
refusal (GBytes *body)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (SokyProblem) problem =
      length > 0 ? soky_problem_from_json (text, (gssize) length) : NULL;

  if (problem != NULL)
    return soky_problem_to_error (problem);
  return g_error_new_literal (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_BAD_ANSWER,
                              _ ("What answers at this address is not a SoKy server. Check the "
                                 "address of the server."));
}

static void
finish_exchange (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  guint status = soup_message_get_status (exchange->message);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  g_autoptr (GBytes) body = g_bytes_new (exchange->body->data, exchange->body->len);

  if (!SOUP_STATUS_IS_SUCCESSFUL (status)) {
    g_task_return_error (task, refusal (body));
    return;
  }
  SokyResponse *response = g_new0 (SokyResponse, 1);
  response->status = status;
  response->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  response->body = g_steal_pointer (&body);
  g_task_return_pointer (task, response, (GDestroyNotify) soky_response_free);
}

static void read_more (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) run =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (run == NULL) {
    fail (task, error);
    return;
  }
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (run, &length);
  if (length == 0) {
    finish_exchange (task);
    return;
  }
  if (exchange->body->len + length > MAX_JSON_BYTES) {
    g_task_return_new_error (task, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_TOO_LARGE,
                             _ ("The server's answer is too long. It may not be a SoKy server."));
    return;
  }
  g_byte_array_append (exchange->body, data, (guint) length);
  read_more (g_steal_pointer (&task));
}

static void
read_more (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_input_stream_read_bytes_async (exchange->input, READ_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    fail (task, error);
  else
    finish_exchange (task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFileOutputStream) output = g_file_append_to_finish (G_FILE (source), result, &error);

  if (output == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_output_stream_splice_async (
      G_OUTPUT_STREAM (output), exchange->input,
      G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT,
      g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  exchange->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->input == NULL) {
    fail (task, error);
    return;
  }
  gboolean good = SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (exchange->message));
  if (!good || exchange->request->save_as == NULL) {
    read_more (g_steal_pointer (&task));
    return;
  }
  g_autoptr (GFile) target = g_file_new_for_path (exchange->request->save_as);
  g_file_append_to_async (target, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT,
                          g_task_get_cancellable (task), opened_cb, g_object_ref (task));
}

static gboolean
attach_file (SoupMessage *message, const SokyRequest *request, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (request->body_file);
  g_autoptr (GFileInputStream) input = g_file_read (file, NULL, error);
  g_autoptr (GFileInfo) info =
      input ? g_file_input_stream_query_info (input, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error)
            : NULL;

  if (info == NULL ||
      !g_seekable_seek (G_SEEKABLE (input), request->body_offset, G_SEEK_SET, NULL, error))
    return FALSE;
  soup_message_set_request_body (message, request->content_type, G_INPUT_STREAM (input),
                                 g_file_info_get_size (info) - request->body_offset);
  return TRUE;
}

static SoupMessage *
make_message (SokyConnection *self, const SokyRequest *request, GError **error)
{
  g_autofree char *address = g_strconcat (self->url, API, request->path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (request->method, address);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (self->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", soky_secret_peek (self->token), NULL);
    soup_message_headers_replace (headers, "Authorization", bearer);
    soky_wipe (bearer, strlen (bearer));
  }
  if (g_strcmp0 (request->method, "GET") != 0 &&
      soup_message_headers_get_one (headers, "Idempotency-Key") == NULL) {
    g_autofree char *key = g_uuid_string_random ();
    soup_message_headers_replace (headers, "Idempotency-Key", key);
  }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  else if (request->body_file != NULL && !attach_file (message, request, error))
    return NULL;
  return g_steal_pointer (&message);
}

void
soky_connection_send_async (SokyConnection *self, SokyRequest *request, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SOKY_IS_CONNECTION (self));
  g_return_if_fail (request != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, soky_connection_send_async);
  Exchange *exchange = g_new0 (Exchange, 1);
  exchange->request = request;
  exchange->body = g_byte_array_new ();
  g_task_set_task_data (task, exchange, exchange_free);

  exchange->message = make_message (self, request, &error);
  if (exchange->message == NULL) {
    g_task_return_error (task, error);
    return;
  }
  soup_session_send_async (self->soup, exchange->message, G_PRIORITY_DEFAULT, cancellable, sent_cb,
                           g_object_ref (task));
}

SokyResponse *
soky_connection_send_finish (SokyConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
