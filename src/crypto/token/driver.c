/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/driver.h"

#include "base/paths.h"
#include "base/platform.h"
#include "crypto/token/error.h"
#include "crypto/token/module.h"

#include <glib/gi18n-lib.h>
#include <p11-kit/pkcs11.h>

#define GRACE_MS 2000

struct _SokyTokenDriver {
  GObject parent_instance;
  char *path;
  char *name;
  guint patience_ms;
  GMutex lock;          /* held during a request; guards what follows */
  GSubprocess *process; /* NULL while none runs */
  guint count;          /* of processes so far */
};

G_DEFINE_FINAL_TYPE (SokyTokenDriver, soky_token_driver, G_TYPE_OBJECT)

#define MAX_PARTS 5 /* the message, and two PINs with what ends them */

/* One request and its answer, in a main context of its own. */
typedef struct {
  GSubprocess *process;
  GMainContext *context;
  GInputStream *from;
  GCancellable *stop; /* a child of the driver may keep the pipe open after the process ended */
  guint8 header[SOKY_MESSAGE_HEADER];
  guint8 *body;
  gsize length;
  GOutputVector parts[MAX_PARTS]; /* of the request, borrowed */
  gsize count;
  gsize part; /* that is being written */
  gboolean written;
  gboolean ended;
  gboolean answered;
  gboolean hung;
} Exchange;

static void write_part (Exchange *exchange);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;
  g_autoptr (GError) error = NULL;

  /* a process that is gone is noticed by reading */
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)) {
    g_debug ("soky-token takes no request: %s", error->message);
    exchange->written = TRUE;
    return;
  }
  exchange->part++;
  write_part (exchange);
}

/* One after the other: GLib's writev warns when the reader is gone, and a PIN is copied nowhere. */
static void
write_part (Exchange *exchange)
{
  const GOutputVector *part = &exchange->parts[exchange->part];

  if (exchange->part == exchange->count)
    exchange->written = TRUE;
  else
    g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (exchange->process), part->buffer,
                                     part->size, G_PRIORITY_DEFAULT, exchange->stop, written_cb,
                                     exchange);
}

static void
body_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;
  gsize got = 0;

  exchange->answered =
      g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &got, NULL) &&
      got == exchange->length;
  exchange->ended = TRUE;
}

static void
header_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;
  gsize got = 0;

  if (g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &got, NULL) &&
      got == SOKY_MESSAGE_HEADER)
    exchange->length = soky_message_body_length (exchange->header);
  if (exchange->length == 0) {
    exchange->ended = TRUE;
    return;
  }
  exchange->body = g_malloc (exchange->length);
  g_input_stream_read_all_async (exchange->from, exchange->body, exchange->length,
                                 G_PRIORITY_DEFAULT, exchange->stop, body_cb, exchange);
}

static gboolean
too_late_cb (gpointer user_data)
{
  Exchange *exchange = user_data;
  exchange->hung = TRUE;
  g_subprocess_force_exit (exchange->process);
  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static void
add_deadline (Exchange *exchange, guint after_ms)
{
  g_autoptr (GSource) source = g_timeout_source_new (after_ms);
  g_source_set_callback (source, too_late_cb, exchange, NULL);
  g_source_attach (source, exchange->context);
}

/* In the thread that cancels. A cancellable's own source is not used: it leaks when it is destroyed
 * while that thread still emits the signal (GLib 2.74). */
static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  add_deadline (user_data, GRACE_MS);
}

static void
exchange_run (Exchange *exchange, const SokyTokenRequest *request, guint deadline_ms,
              GCancellable *cancellable)
{
  SokySecret *pins[] = {request->pin, request->new_pin};
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_main_context_push_thread_default (context);

  exchange->context = context;
  exchange->stop = stop;
  exchange->from = g_subprocess_get_stdout_pipe (exchange->process);
  add_deadline (exchange, deadline_ms);
  gulong handler = 0;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), exchange, NULL);
  exchange->parts[exchange->count++] =
      (GOutputVector){request->message->data, request->message->len};
  for (gsize i = 0; i < G_N_ELEMENTS (pins) && pins[i] != NULL; i++) {
    exchange->parts[exchange->count++] =
        (GOutputVector){soky_secret_peek (pins[i]), soky_secret_get_length (pins[i])};
    exchange->parts[exchange->count++] = (GOutputVector){"\n", 1};
  }
  write_part (exchange);
  g_input_stream_read_all_async (exchange->from, exchange->header, SOKY_MESSAGE_HEADER,
                                 G_PRIORITY_DEFAULT, exchange->stop, header_cb, exchange);
  while (!exchange->written || !exchange->ended)
    g_main_context_iteration (context, TRUE);

  g_cancellable_disconnect (cancellable, handler);
  g_main_context_pop_thread_default (context);
}

static gboolean
reply_read (SokyTokenReply *reply, Exchange *exchange)
{
  if (!exchange->answered)
    return FALSE;
  reply->body = g_steal_pointer (&exchange->body);
  if (soky_message_reader_start (&reply->reader, reply->body, exchange->length) !=
      SOKY_MESSAGE_REPLY)
    return FALSE;
  reply->rv = soky_message_get_number (&reply->reader);
  reply->detail = soky_message_get_text (&reply->reader);
  return !reply->reader.bad;
}

static void
end_process (SokyTokenDriver *self)
{
  /* its watcher sees the closed pipe, logs out and leaves within a bounded time */
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->process);
}

/* An earlier process may have died between two requests: then the pipe is at its end. */
static void
forget_dead_process (SokyTokenDriver *self)
{
  if (self->process != NULL && g_subprocess_get_identifier (self->process) == NULL)
    end_process (self);
}

static gboolean
start_process (SokyTokenDriver *self, GError **error)
{
  if (!soky_module_check (self->path, error))
    return FALSE;
  g_autofree char *helper = soky_paths_helper ("soky-token");
  g_autoptr (GError) cause = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &cause, helper, self->path, NULL);
  if (self->process == NULL) {
    g_set_error (error, SOKY_TOKEN_ERROR, SOKY_TOKEN_ERROR_DRIVER_DIED,
                 _ ("The helper program %s could not be started. Install SoKy anew. (%s)"), helper,
                 cause->message);
    return FALSE;
  }
  self->count++;
  return TRUE;
}

static gboolean
call_locked (SokyTokenDriver *self, const SokyTokenRequest *request, SokyTokenReply *reply,
             GCancellable *cancellable, GError **error)
{
  forget_dead_process (self);
  if (request->process != 0 && (self->process == NULL || request->process != self->count)) {
    soky_token_error_set (error, CKR_USER_NOT_LOGGED_IN, self->name, NULL);
    return FALSE;
  }
  if (self->process == NULL && !start_process (self, error))
    return FALSE;

  Exchange exchange = {.process = self->process};
  exchange_run (&exchange, request, self->patience_ms * request->patience, cancellable);
  gboolean good = reply_read (reply, &exchange);
  g_free (exchange.body);
  reply->process = self->count;
  if (!good) {
    g_subprocess_force_exit (self->process);
    end_process (self);
  }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!good)
    soky_token_error_set (
        error, exchange.hung ? SOKY_TOKEN_ERROR_DRIVER_HUNG : SOKY_TOKEN_ERROR_DRIVER_DIED,
        self->name, NULL);
  return good;
}

gboolean
soky_token_driver_call (SokyTokenDriver *self, const SokyTokenRequest *request,
                        SokyTokenReply *reply, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SOKY_IS_TOKEN_DRIVER (self), FALSE);

  g_autoptr (GByteArray) message = request->message;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!soky_message_finish (message)) {
    soky_token_error_set (error, CKR_DATA_LEN_RANGE, self->name, NULL);
    return FALSE;
  }
  g_mutex_lock (&self->lock);
  gboolean good = call_locked (self, request, reply, cancellable, error);
  g_mutex_unlock (&self->lock);
  return good;
}

void
soky_token_driver_end (SokyTokenDriver *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_DRIVER (self));

  g_mutex_lock (&self->lock);
  end_process (self);
  g_mutex_unlock (&self->lock);
}

guint
soky_token_driver_get_process (SokyTokenDriver *self)
{
  g_mutex_lock (&self->lock);
  guint process = self->count;
  g_mutex_unlock (&self->lock);
  return process;
}

const char *
soky_token_driver_get_path (SokyTokenDriver *self)
{
  return self->path;
}

const char *
soky_token_driver_get_name (SokyTokenDriver *self)
{
  return self->name;
}

void
soky_token_reply_clear (SokyTokenReply *self)
{
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->detail, g_free);
}

static void
soky_token_driver_finalize (GObject *object)
{
  SokyTokenDriver *self = SOKY_TOKEN_DRIVER (object);

  end_process (self);
  g_free (self->path);
  g_free (self->name);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (soky_token_driver_parent_class)->finalize (object);
}

static void
soky_token_driver_class_init (SokyTokenDriverClass *klass)
{
  /* a driver's process may end while it is written to */
  soky_platform_ignore_broken_pipes ();
  G_OBJECT_CLASS (klass)->finalize = soky_token_driver_finalize;
}

static void
soky_token_driver_init (SokyTokenDriver *self)
{
  g_mutex_init (&self->lock);
}

SokyTokenDriver *
soky_token_driver_new (const char *path, guint patience_ms)
{
  SokyTokenDriver *self = g_object_new (SOKY_TYPE_TOKEN_DRIVER, NULL);
  self->path = g_strdup (path);
  self->name = g_path_get_basename (path);
  self->patience_ms = patience_ms;
  return self;
}
