/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/watch.h"

#include "base/paths.h"
#include "crypto/token/error.h"
#include "crypto/token/token-private.h"

#include <p11-kit/pkcs11.h>

#define RESTART_MS 1000

/* One process; it outlives the watch's interest in it until its last read has ended. */
typedef struct {
  SokyTokenWatch *watch; /* owned */
  GSubprocess *process;
  GCancellable *stop;
  guint8 header[SOKY_MESSAGE_HEADER];
  guint8 *body;
  gsize length;
  gboolean answered; /* it has listed once */
} Run;

struct _SokyTokenWatch {
  GObject parent_instance;
  char *path;
  char *name;
  guint patience_ms;
  Run *run;        /* nullable: none runs; not owned */
  guint deadline;  /* source, 0 = none: until the list has to be there */
  guint restart;   /* source, 0 = none */
  gint64 start_us; /* when the last process was started */
  gboolean settled;
  GPtrArray *tokens;
  GError *problem;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyTokenWatch, soky_token_watch, G_TYPE_OBJECT)

static void start_process (SokyTokenWatch *self);
static void read_header (Run *run);

static void
run_free (Run *run)
{
  g_object_unref (run->watch);
  g_object_unref (run->process);
  g_object_unref (run->stop);
  g_free (run->body);
  g_free (run);
}

/* Lets go of the process: it sees its closed pipe and leaves at once, whatever its driver does. */
static void
drop_run (SokyTokenWatch *self)
{
  Run *run = self->run;

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (run == NULL)
    return;
  self->run = NULL;
  g_output_stream_close (g_subprocess_get_stdin_pipe (run->process), NULL, NULL);
  g_cancellable_cancel (run->stop);
}

static void
give_up (SokyTokenWatch *self, guint64 rv, const char *detail)
{
  g_clear_error (&self->problem);
  soky_token_error_set (&self->problem, rv, self->name, detail);
  g_ptr_array_set_size (self->tokens, 0);
  self->settled = TRUE;
  drop_run (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
too_late_cb (gpointer user_data)
{
  SokyTokenWatch *self = user_data;

  self->deadline = 0;
  g_subprocess_force_exit (self->run->process);
  give_up (self, SOKY_TOKEN_ERROR_DRIVER_HUNG, NULL);
  return G_SOURCE_REMOVE;
}

static void
set_deadline (SokyTokenWatch *self)
{
  if (self->deadline == 0)
    self->deadline = g_timeout_add (self->patience_ms, too_late_cb, self);
}

static gboolean
restart_cb (gpointer user_data)
{
  SokyTokenWatch *self = user_data;

  self->restart = 0;
  start_process (self);
  return G_SOURCE_REMOVE;
}

/* A driver that sees nothing, and cannot tell when that changes, goes away to be started anew:
 * some see only what was there when they started. Any other end is a crash. */
static void
process_ended (SokyTokenWatch *self)
{
  gboolean idle = self->run->answered && self->tokens->len == 0 && self->deadline == 0;

  if (!idle) {
    give_up (self, SOKY_TOKEN_ERROR_DRIVER_DIED, NULL);
    return;
  }
  drop_run (self);
  gint64 next_ms = RESTART_MS - (g_get_monotonic_time () - self->start_us) / 1000;
  self->restart = g_timeout_add ((guint) MAX (next_ms, 0), restart_cb, self);
}

/* A slot that cannot be asked is the driver's problem only when it shows nothing else. */
static void
take_list (SokyTokenWatch *self, const SokyListRecord *list)
{
  g_ptr_array_set_size (self->tokens, 0);
  for (guint i = 0; i < list->tokens->len; i++)
    g_ptr_array_add (self->tokens, soky_token_new (list->tokens->pdata[i], self->path));
  g_clear_error (&self->problem);
  if (list->tokens->len == 0 && list->problems->len > 0)
    soky_token_error_set (&self->problem, g_array_index (list->problems, SokySlotProblem, 0).rv,
                          self->name, NULL);
  self->run->answered = TRUE;
  self->settled = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* FALSE when the message is none that a watching process sends. */
static gboolean
take_message (SokyTokenWatch *self, const guint8 *body, gsize length)
{
  SokyMessageReader reader;
  guint kind = soky_message_reader_start (&reader, body, length);

  if (kind == SOKY_MESSAGE_LOOKING && soky_message_reader_ended (&reader)) {
    set_deadline (self);
    return TRUE;
  }
  if (kind != SOKY_MESSAGE_REPLY)
    return FALSE;
  g_auto (SokyListRecord) list = {0};
  guint64 rv = soky_message_get_number (&reader);
  g_autofree char *detail = soky_message_get_text (&reader);
  soky_list_record_get (&reader, &list);
  if (!soky_message_reader_ended (&reader))
    return FALSE;
  g_clear_handle_id (&self->deadline, g_source_remove);
  if (rv != CKR_OK)
    give_up (self, rv, detail);
  else
    take_list (self, &list);
  return TRUE;
}

static void
body_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (SokyTokenWatch) self = g_object_ref (run->watch);
  gsize got = 0;
  gboolean read = g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &got, NULL) &&
                  got == run->length;

  if (self->run == run && (!read || !take_message (self, run->body, run->length)))
    process_ended (self);
  if (self->run == run)
    read_header (run);
  else
    run_free (run);
}

static void
header_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  gsize got = 0;

  run->length = 0;
  if (g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &got, NULL) &&
      got == SOKY_MESSAGE_HEADER)
    run->length = soky_message_body_length (run->header);
  if (run->length == 0 || run->watch->run != run) {
    if (run->watch->run == run)
      process_ended (run->watch);
    run_free (run);
    return;
  }
  g_free (run->body);
  run->body = g_malloc (run->length);
  g_input_stream_read_all_async (G_INPUT_STREAM (source), run->body, run->length,
                                 G_PRIORITY_DEFAULT, run->stop, body_cb, run);
}

static void
read_header (Run *run)
{
  g_input_stream_read_all_async (g_subprocess_get_stdout_pipe (run->process), run->header,
                                 SOKY_MESSAGE_HEADER, G_PRIORITY_DEFAULT, run->stop, header_cb,
                                 run);
}

static void
start_process (SokyTokenWatch *self)
{
  g_autofree char *helper = soky_paths_helper ("soky-token");
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                        helper, SOKY_WATCH_OPTION, self->path, NULL);

  self->start_us = g_get_monotonic_time ();
  if (process == NULL) {
    give_up (self, SOKY_TOKEN_ERROR_DRIVER_DIED, error->message);
    return;
  }
  Run *run = g_new0 (Run, 1);
  run->watch = g_object_ref (self);
  run->process = process;
  run->stop = g_cancellable_new ();
  self->run = run;
  set_deadline (self);
  read_header (run);
}

void
soky_token_watch_give_up (SokyTokenWatch *self, GError *problem)
{
  g_return_if_fail (SOKY_IS_TOKEN_WATCH (self) && problem != NULL);

  drop_run (self);
  g_clear_error (&self->problem);
  self->problem = problem;
  self->settled = TRUE;
}

void
soky_token_watch_start (SokyTokenWatch *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_WATCH (self));

  if (self->run == NULL && self->restart == 0 && self->problem == NULL)
    start_process (self);
}

void
soky_token_watch_stop (SokyTokenWatch *self)
{
  g_return_if_fail (SOKY_IS_TOKEN_WATCH (self));

  g_clear_handle_id (&self->restart, g_source_remove);
  drop_run (self);
  /* what it saw is of no use to whoever starts it again */
  g_ptr_array_set_size (self->tokens, 0);
  self->settled = self->problem != NULL;
}

const char *
soky_token_watch_get_path (SokyTokenWatch *self)
{
  return self->path;
}

gboolean
soky_token_watch_is_settled (SokyTokenWatch *self)
{
  return self->settled;
}

GPtrArray *
soky_token_watch_get_tokens (SokyTokenWatch *self)
{
  return self->tokens;
}

const GError *
soky_token_watch_get_problem (SokyTokenWatch *self)
{
  return self->problem;
}

static void
soky_token_watch_finalize (GObject *object)
{
  SokyTokenWatch *self = SOKY_TOKEN_WATCH (object);

  g_clear_handle_id (&self->restart, g_source_remove);
  g_free (self->path);
  g_free (self->name);
  g_ptr_array_unref (self->tokens);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (soky_token_watch_parent_class)->finalize (object);
}

static void
soky_token_watch_class_init (SokyTokenWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_token_watch_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_TOKEN_WATCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_token_watch_init (SokyTokenWatch *self)
{
  self->tokens = g_ptr_array_new_with_free_func (g_object_unref);
}

SokyTokenWatch *
soky_token_watch_new (const char *path, guint patience_ms)
{
  SokyTokenWatch *self = g_object_new (SOKY_TYPE_TOKEN_WATCH, NULL);
  self->path = g_strdup (path);
  self->name = g_path_get_basename (path);
  self->patience_ms = patience_ms;
  return self;
}
