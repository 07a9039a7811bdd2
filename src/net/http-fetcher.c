/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/http-fetcher.h"

#include "net/failure.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_REDIRECTS 5
#define READ_BYTES (64 * 1024)

struct _SokyHttpFetcher {
  GObject parent_instance;

  GTlsDatabase *anchors; /* nullable: those of the system */
};

/* One request under way, in a main context of its own, so that the whole of it has one deadline
 * however slowly the other side sends. */
typedef struct {
  const SokyFetchRequest *request;
  GMainContext *context;
  SoupSession *session;
  GCancellable *stop; /* by the caller or the deadline */
  gboolean is_late;
  SoupMessage *message;
  GAsyncResult *result; /* of the call that is waited for */
} Exchange;

static void soky_http_fetcher_iface_init (SokyFetcherInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SokyHttpFetcher, soky_http_fetcher, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOKY_TYPE_FETCHER,
                                                      soky_http_fetcher_iface_init))

static void
soky_http_fetcher_finalize (GObject *object)
{
  SokyHttpFetcher *self = SOKY_HTTP_FETCHER (object);

  g_clear_object (&self->anchors);
  G_OBJECT_CLASS (soky_http_fetcher_parent_class)->finalize (object);
}

static void
soky_http_fetcher_class_init (SokyHttpFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_http_fetcher_finalize;
}

static void
soky_http_fetcher_init (SokyHttpFetcher *self)
{
}

SokyFetcher *
soky_http_fetcher_new (const char *ca_file, GError **error)
{
  g_autoptr (SokyHttpFetcher) self = g_object_new (SOKY_TYPE_HTTP_FETCHER, NULL);

  if (ca_file != NULL) {
    self->anchors = g_tls_file_database_new (ca_file, error);
    if (self->anchors == NULL)
      return NULL;
  }
  return SOKY_FETCHER (g_steal_pointer (&self));
}

static gboolean
late_cb (gpointer data)
{
  Exchange *exchange = data;

  exchange->is_late = TRUE;
  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer stop)
{
  g_cancellable_cancel (stop);
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  exchange->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Exchange *exchange)
{
  while (exchange->result == NULL)
    g_main_context_iteration (exchange->context, TRUE);
  return g_steal_pointer (&exchange->result);
}

static SoupSession *
open_session (SokyHttpFetcher *self, const SokyFetchRequest *request)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "SoKy/" SOKY_VERSION,
                                                        "timeout", MAX (request->seconds, 1), NULL);

  if (self->anchors != NULL)
    soup_session_set_tls_database (session, self->anchors);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

static void
set_password (SoupMessage *message, const SokyFetchRequest *request)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *password = request->password ? soky_secret_peek (request->password) : "";
  g_autofree char *pair = g_strconcat (request->user, ":", password, NULL);
  g_autofree char *code = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *value = g_strconcat ("Basic ", code, NULL);

  soup_message_headers_replace (headers, "Authorization", value);
  soky_wipe (pair, strlen (pair));
  soky_wipe (code, strlen (code));
  soky_wipe (value, strlen (value));
}

static gboolean
is_same_host (GUri *a, GUri *b)
{
  return g_strcmp0 (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_strcmp0 (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         g_uri_get_port (a) == g_uri_get_port (b);
}

static SoupMessage *
make_message (const SokyFetchRequest *request, GUri *uri)
{
  g_autoptr (GUri) first = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message = soup_message_new_from_uri (request->body ? "POST" : "GET", uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (request->accept != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                  request->accept);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  if (request->user != NULL && first != NULL && is_same_host (first, uri))
    set_password (message, request);
  return message;
}

/* Returns NULL with @error where it would lead astray: off the web, from https to http, or from
 * what is sent to what is only read. */
static GUri *
follow (const Exchange *exchange, GUri *from, GError **error)
{
  guint status = soup_message_get_status (exchange->message);
  const char *to = soup_message_headers_get_one (
      soup_message_get_response_headers (exchange->message), "Location");
  g_autoptr (GUri) uri = to ? g_uri_parse_relative (from, to, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *text = uri ? g_uri_to_string (uri) : NULL;
  gboolean keeps_method = status == SOUP_STATUS_TEMPORARY_REDIRECT ||
                          status == SOUP_STATUS_PERMANENT_REDIRECT ||
                          exchange->request->body == NULL;
  gboolean was_safe = g_strcmp0 (g_uri_get_scheme (from), "https") == 0;

  if (!keeps_method || !soky_fetch_url_is_sound (text) ||
      (was_safe && g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)) {
    g_propagate_error (error, soky_net_failure_bad_redirect (exchange->request));
    return NULL;
  }
  return g_steal_pointer (&uri);
}

static GBytes *
read_all (Exchange *exchange, GInputStream *input, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  for (;;) {
    g_input_stream_read_bytes_async (input, READ_BYTES, G_PRIORITY_DEFAULT, exchange->stop,
                                     ready_cb, exchange);
    g_autoptr (GAsyncResult) result = wait_for_result (exchange);
    g_autoptr (GBytes) run = g_input_stream_read_bytes_finish (input, result, error);
    if (run == NULL)
      return NULL;
    gsize length = g_bytes_get_size (run);
    if (length == 0)
      return g_byte_array_free_to_bytes (g_steal_pointer (&body));
    if (length > exchange->request->most_bytes - body->len) {
      g_propagate_error (error, soky_net_failure_too_large (exchange->request));
      return NULL;
    }
    g_byte_array_append (body, g_bytes_get_data (run, NULL), (guint) length);
  }
}

/* One request and its answer; a redirect gives NULL with @next set. */
static GBytes *
exchange_once (Exchange *exchange, GUri *uri, GUri **next, GError **error)
{
  g_clear_object (&exchange->message);
  exchange->message = make_message (exchange->request, uri);
  soup_session_send_async (exchange->session, exchange->message, G_PRIORITY_DEFAULT, exchange->stop,
                           ready_cb, exchange);
  g_autoptr (GAsyncResult) result = wait_for_result (exchange);
  g_autoptr (GInputStream) input = soup_session_send_finish (exchange->session, result, error);
  if (input == NULL)
    return NULL;

  guint status = soup_message_get_status (exchange->message);
  if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED) {
    *next = follow (exchange, uri, error);
    return NULL;
  }
  if (!SOUP_STATUS_IS_SUCCESSFUL (status)) {
    g_propagate_error (error, soky_net_failure_from_status (exchange->request, status));
    return NULL;
  }
  return read_all (exchange, input, error);
}

static GBytes *
run (Exchange *exchange, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (exchange->request->url, SOUP_HTTP_URI_FLAGS, error);

  for (guint i = 0; uri != NULL && i <= MAX_REDIRECTS; i++) {
    GUri *next = NULL;
    GBytes *body = exchange_once (exchange, uri, &next, error);
    if (next == NULL)
      return body;
    g_uri_unref (uri);
    uri = next;
  }
  if (uri != NULL)
    g_propagate_error (error, soky_net_failure_bad_redirect (exchange->request));
  return NULL;
}

/* What is still to be done in the context, such as closing connections. */
static void
drain (GMainContext *context)
{
  while (g_main_context_iteration (context, FALSE))
    ;
}

static GBytes *
run_with_deadline (SokyHttpFetcher *self, Exchange *exchange, GError **error)
{
  g_autoptr (GSource) deadline = g_timeout_source_new_seconds (exchange->request->seconds);

  g_source_set_callback (deadline, late_cb, exchange, NULL);
  g_source_attach (deadline, exchange->context);
  exchange->session = open_session (self, exchange->request);
  GBytes *body = run (exchange, error);
  soup_session_abort (exchange->session);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->session);
  g_source_destroy (deadline);
  drain (exchange->context);
  return body;
}

static GBytes *
soky_http_fetcher_fetch (SokyFetcher *fetcher, const SokyFetchRequest *request,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GError) cause = NULL;
  Exchange exchange = {.request = request, .context = context, .stop = stop};
  gulong link =
      cancellable ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), stop, NULL) : 0;

  g_main_context_push_thread_default (context);
  GBytes *body = run_with_deadline (SOKY_HTTP_FETCHER (fetcher), &exchange, &cause);
  g_main_context_pop_thread_default (context);
  g_cancellable_disconnect (cancellable, link);
  if (body == NULL)
    g_propagate_error (error,
                       exchange.is_late && !g_cancellable_is_cancelled (cancellable)
                           ? soky_net_failure_timed_out (request)
                           : soky_net_failure_explain (request->url, g_steal_pointer (&cause)));
  return body;
}

static void
soky_http_fetcher_iface_init (SokyFetcherInterface *iface)
{
  iface->fetch = soky_http_fetcher_fetch;
}
