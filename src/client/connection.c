/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/connection.h"

#include "client/address.h"
#include "client/error.h"
#include "client/failure.h"
#include "client/keys.h"
#include "client/http-message.h"
#include "wire/headers.h"
#include "wire/scan.h"

#include <glib/gi18n-lib.h>

#define READ_BYTES (64 * 1024)
#define IDLE_SECONDS 60

struct _SokyConnection {
  GObject parent_instance;

  char *url;
  SoupSession *soup;
  SokySecret *token; /* nullable */
  SokyKeys *keys;
};

G_DEFINE_FINAL_TYPE (SokyConnection, soky_connection, G_TYPE_OBJECT)

/* One request under way. */
typedef struct {
  SokyRequest *request;
  char *fingerprint; /* nullable: of a request with a key */
  SoupMessage *message;
  GInputStream *input;
  GByteArray *body;
  GOutputStream *file; /* nullable: what the answer is saved to */
  goffset saved;
  gboolean again; /* it was sent before, and the connection broke */
} Exchange;

static void start (GTask *task);

static void
wipe_and_free (gpointer pointer)
{
  GByteArray *bytes = pointer;
  soky_wipe (bytes->data, bytes->len);
  g_byte_array_unref (bytes);
}

static void
exchange_clear (Exchange *self)
{
  g_clear_object (&self->message);
  g_clear_object (&self->input);
  g_clear_object (&self->file);
  g_clear_pointer (&self->body, wipe_and_free);
}

static void
exchange_free (gpointer pointer)
{
  Exchange *self = pointer;
  exchange_clear (self);
  soky_request_free (self->request);
  g_free (self->fingerprint);
  g_free (self);
}

static void
soky_connection_finalize (GObject *object)
{
  SokyConnection *self = SOKY_CONNECTION (object);

  g_free (self->url);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->token, soky_secret_unref);
  soky_keys_free (self->keys);
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
  self->keys = soky_keys_new ();
}

SokyConnection *
soky_connection_new (const char *url, const char *ca_file, GError **error)
{
  g_return_val_if_fail (url != NULL, NULL);

  g_autofree char *address = soky_address_normalise (url);
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

static void
set_key (SokyConnection *self, Exchange *exchange)
{
  if (!soky_request_is_keyed (exchange->request) ||
      g_hash_table_contains (exchange->request->headers, SOKY_HEADER_IDEMPOTENCY_KEY))
    return;

  exchange->fingerprint = soky_request_fingerprint (exchange->request);
  g_autofree char *key = soky_keys_choose (self->keys, exchange->fingerprint);
  soky_request_set_header (exchange->request, SOKY_HEADER_IDEMPOTENCY_KEY, key);
}

/* Takes @task and @cause. A connection that broke is tried once more, as long as nothing of the
 * answer has been kept: a write has its key, and reading does no harm. */
static void
fail (GTask *task, GError *cause)
{
  Exchange *exchange = g_task_get_task_data (task);
  SokyConnection *self = g_task_get_source_object (task);
  gboolean repeatable =
      soky_request_is_keyed (exchange->request) || g_str_equal (exchange->request->method, "GET");

  if (!exchange->again && exchange->saved == 0 && repeatable && soky_failure_is_broken (cause)) {
    g_error_free (cause);
    exchange->again = TRUE;
    start (task);
    return;
  }
  if (exchange->fingerprint != NULL)
    soky_keys_keep (self->keys, exchange->fingerprint,
                    g_hash_table_lookup (exchange->request->headers, SOKY_HEADER_IDEMPOTENCY_KEY));
  g_task_return_error (task, soky_failure_explain (self->url, cause));
  g_object_unref (task);
}

static void
finish_exchange (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  SokyConnection *self = g_task_get_source_object (task);
  guint status = soup_message_get_status (exchange->message);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  GByteArray *read = g_steal_pointer (&exchange->body);
  g_autoptr (GBytes) body = g_bytes_new_with_free_func (read->data, read->len, wipe_and_free, read);

  /* what was deleted is not brought back by the answer to an earlier request */
  if (exchange->fingerprint != NULL)
    soky_keys_forget (self->keys, exchange->fingerprint,
                      g_str_equal (exchange->request->method, "DELETE"));
  if (!SOUP_STATUS_IS_SUCCESSFUL (status)) {
    g_task_return_error (task, soky_failure_from_answer (status, body));
    return;
  }
  SokyResponse *response = g_new0 (SokyResponse, 1);
  response->status = status;
  response->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  response->body = g_steal_pointer (&body);
  g_task_return_pointer (task, response, (GDestroyNotify) soky_response_free);
}

static GError *
too_long (void)
{
  return g_error_new_literal (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_TOO_LARGE,
                              _ ("The server's answer is too long. It may not be a SoKy server."));
}

static void read_more (GTask *task);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    read_more (task);
  else
    fail (task, error);
}

static void
save (GTask *task, GBytes *run)
{
  Exchange *exchange = g_task_get_task_data (task);
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (run, &length);

  if ((goffset) length > exchange->request->save_most - exchange->saved) {
    fail (task, too_long ());
    return;
  }
  exchange->saved += (goffset) length;
  g_object_set_data_full (G_OBJECT (exchange->file), "run", g_bytes_ref (run),
                          (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (exchange->file, data, length, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), written_cb, task);
}

static void
ended (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  if (exchange->file != NULL &&
      !g_output_stream_close (exchange->file, g_task_get_cancellable (task), &error)) {
    fail (task, error);
    return;
  }
  /* at its end this does not block; without it the connection is not used again */
  g_input_stream_close (exchange->input, NULL, NULL);
  finish_exchange (task);
  g_object_unref (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) run =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = run ? g_bytes_get_size (run) : 0;

  if (run == NULL)
    fail (task, error);
  else if (length == 0)
    ended (task);
  else if (exchange->file != NULL)
    save (task, run);
  else if (exchange->body->len + length > SOKY_JSON_MAX_BYTES)
    fail (task, too_long ());
  else {
    g_byte_array_append (exchange->body, g_bytes_get_data (run, NULL), (guint) length);
    read_more (task);
  }
}

static void
read_more (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  g_input_stream_read_bytes_async (exchange->input, READ_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  GFileOutputStream *file = g_file_append_to_finish (G_FILE (source), result, &error);

  if (file == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  exchange->file = G_OUTPUT_STREAM (file);
  read_more (task);
}

/* A part was asked for, and the whole came: appended, it would make no sense. */
static gboolean
is_other_part (const Exchange *exchange)
{
  return g_hash_table_contains (exchange->request->headers, "Range") &&
         soup_message_get_status (exchange->message) != SOUP_STATUS_PARTIAL_CONTENT;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  exchange->input = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->input == NULL) {
    fail (task, error);
    return;
  }
  gboolean good = SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (exchange->message));
  if (!good || exchange->request->save_as == NULL) {
    read_more (task);
    return;
  }
  if (is_other_part (exchange)) {
    fail (task, g_error_new_literal (SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_WRONG_FILE,
                                     _ ("The server sent another part of the file than was asked "
                                        "for. Open the book again.")));
    return;
  }
  g_autoptr (GFile) target = g_file_new_for_path (exchange->request->save_as);
  g_file_append_to_async (target, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT,
                          g_task_get_cancellable (task), opened_cb, task);
}

static void
starting_cb (SoupMessage *message, gpointer left)
{
  *(gboolean *) left = TRUE;
}

/* Takes @task. */
static void
start (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  SokyConnection *self = g_task_get_source_object (task);
  GError *error = NULL;

  exchange_clear (exchange);
  exchange->body = g_byte_array_new ();
  exchange->message = soky_http_message_new (self->url, exchange->request, self->token, &error);
  if (exchange->message == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  if (exchange->request->left != NULL)
    g_signal_connect (exchange->message, "starting", G_CALLBACK (starting_cb),
                      exchange->request->left);
  soup_session_send_async (self->soup, exchange->message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), sent_cb, task);
}

void
soky_connection_send_async (SokyConnection *self, SokyRequest *request, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (SOKY_IS_CONNECTION (self));
  g_return_if_fail (request != NULL);

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, soky_connection_send_async);
  exchange->request = request;
  g_task_set_task_data (task, exchange, exchange_free);
  set_key (self, exchange);
  start (task);
}

SokyResponse *
soky_connection_send_finish (SokyConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
