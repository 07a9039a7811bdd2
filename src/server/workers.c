/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/workers.h"

#include "base/platform.h"
#include "server/log.h"
#include "server/worker-message.h"

/* nobody waits longer for words to search */
#define TEXT_TIMEOUT_MS 10000

typedef struct {
  GSubprocess *process;
  guint files;
} Worker;

struct _SokyWorkers {
  char *program;
  char *trust;
  char *timestamps;
  const char *revocation;
  char *memory;  /* MiB */
  char *seconds; /* of processor time in all */
  guint timeout_ms;
  GMutex lock;
  GCond freed;
  GQueue idle; /* Worker */
  guint free_places;
  guint most;
  SokyMetrics *metrics; /* nullable */
};

/* One request and its answer, in a main context of its own. */
typedef struct {
  GSubprocess *process;
  GCancellable *stop;
  guint8 header[SOKY_WORKER_HEADER];
  char *body;
  gsize length;
  gboolean written;
  gboolean ended;
  gboolean answered;
  gboolean late;
} Exchange;

SokyWorkers *
soky_workers_new (const SokySettings *settings, const char *program)
{
  SokyWorkers *self = g_new0 (SokyWorkers, 1);
  g_autofree char *folder = soky_platform_program_folder ();

  /* a worker may end while it is written to */
  soky_platform_ignore_broken_pipes ();
  self->program =
      program ? g_strdup (program) : g_build_filename (folder ? folder : "", "soky-server", NULL);
  self->trust = g_strdup (settings->trust);
  self->timestamps = g_strdup (settings->timestamps);
  self->revocation = soky_revocation_rule_to_string (settings->revocation);
  self->memory = g_strdup_printf ("%u", settings->worker_megabytes);
  self->seconds = g_strdup_printf ("%u", settings->worker_seconds * SOKY_WORKER_FILES);
  self->timeout_ms = settings->worker_seconds * 1000;
  self->free_places = settings->workers;
  self->most = settings->workers;
  g_mutex_init (&self->lock);
  g_cond_init (&self->freed);
  g_queue_init (&self->idle);
  return self;
}

/* A worker leaves when its pipe is closed. */
static void
worker_free (Worker *worker)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (worker->process), NULL, NULL);
  g_object_unref (worker->process);
  g_free (worker);
}

void
soky_workers_free (SokyWorkers *self)
{
  if (self == NULL)
    return;
  g_queue_clear_full (&self->idle, (GDestroyNotify) worker_free);
  g_cond_clear (&self->freed);
  g_mutex_clear (&self->lock);
  g_free (self->program);
  g_free (self->trust);
  g_free (self->timestamps);
  g_free (self->memory);
  g_free (self->seconds);
  g_free (self);
}

static Worker *
worker_start (SokyWorkers *self, GError **error)
{
  GSubprocess *process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, self->program,
      "worker", "--trust", self->trust, "--timestamps", self->timestamps, "--revocation",
      self->revocation, "--memory", self->memory, "--seconds", self->seconds, NULL);
  if (process == NULL)
    return NULL;

  Worker *worker = g_new0 (Worker, 1);
  worker->process = process;
  return worker;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Exchange *exchange = user_data;
  /* a process that is gone is noticed by reading */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  exchange->written = TRUE;
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
      got == SOKY_WORKER_HEADER)
    exchange->length = soky_worker_header_parse (exchange->header, SOKY_WORKER_MAX_ANSWER);
  if (exchange->length == 0) {
    exchange->ended = TRUE;
    return;
  }
  exchange->body = g_malloc (exchange->length);
  g_input_stream_read_all_async (G_INPUT_STREAM (source), exchange->body, exchange->length,
                                 G_PRIORITY_DEFAULT, exchange->stop, body_cb, exchange);
}

static gboolean
late_cb (gpointer user_data)
{
  Exchange *exchange = user_data;
  exchange->late = TRUE;
  g_subprocess_force_exit (exchange->process);
  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static void
exchange_run (Exchange *exchange, GBytes *request, guint timeout_ms)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GSource) deadline = g_timeout_source_new (timeout_ms);

  g_main_context_push_thread_default (context);
  exchange->stop = stop;
  g_source_set_callback (deadline, late_cb, exchange, NULL);
  g_source_attach (deadline, context);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (exchange->process),
                                   g_bytes_get_data (request, NULL), g_bytes_get_size (request),
                                   G_PRIORITY_DEFAULT, stop, written_cb, exchange);
  g_input_stream_read_all_async (g_subprocess_get_stdout_pipe (exchange->process), exchange->header,
                                 SOKY_WORKER_HEADER, G_PRIORITY_DEFAULT, stop, header_cb, exchange);
  while (!exchange->written || !exchange->ended)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (deadline);
  g_main_context_pop_thread_default (context);
}

static Worker *
take (SokyWorkers *self, GError **error)
{
  g_mutex_lock (&self->lock);
  while (self->free_places == 0)
    g_cond_wait (&self->freed, &self->lock);
  self->free_places--;
  Worker *worker = g_queue_pop_head (&self->idle);
  g_mutex_unlock (&self->lock);
  /* one that ended while it was idle is no fault of the next file */
  if (worker != NULL && g_subprocess_get_identifier (worker->process) == NULL)
    g_clear_pointer (&worker, worker_free);
  return worker ? worker : worker_start (self, error);
}

/* @worker: (nullable): %NULL when it is not to be used again */
static void
give_back (SokyWorkers *self, Worker *worker)
{
  g_mutex_lock (&self->lock);
  if (worker != NULL)
    g_queue_push_head (&self->idle, worker);
  self->free_places++;
  g_cond_signal (&self->freed);
  g_mutex_unlock (&self->lock);
}

/* Sends @request to a worker. Returns: (transfer full) (nullable): its answer, or %NULL when it
 * gave none in time: then it is not used again. */
static char *
ask (SokyWorkers *self, Worker *worker, GBytes *request, guint timeout_ms, gsize *length)
{
  Exchange exchange = {.process = worker->process};

  exchange_run (&exchange, request, timeout_ms);
  if (exchange.answered) {
    *length = exchange.length;
    return exchange.body;
  }
  g_free (exchange.body);
  soky_log ("worker-failed", "why", exchange.late ? "too slow" : "died", NULL);
  worker->files = SOKY_WORKER_FILES;
  return NULL;
}

/* Likewise of whichever worker is free. */
static char *
ask_any (SokyWorkers *self, const SokyWorkerRequest *wanted, guint timeout_ms, gsize *length)
{
  g_autoptr (GBytes) request = soky_worker_request_format (wanted);
  g_autoptr (GError) problem = NULL;
  Worker *worker = take (self, &problem);

  if (worker == NULL) {
    soky_log ("worker-failed", "why", problem->message, NULL);
    give_back (self, NULL);
    return NULL;
  }
  worker->files++;
  char *answer = ask (self, worker, request, timeout_ms, length);
  if (worker->files >= SOKY_WORKER_FILES)
    g_clear_pointer (&worker, worker_free);
  give_back (self, worker);
  return answer;
}

SokyExamination *
soky_workers_examine (SokyWorkers *self, const char *path, goffset base_length, GError **error)
{
  return soky_workers_examine_in (self, path, base_length, "", error);
}

static void
count (SokyWorkers *self, const GError *problem, gint64 took_us)
{
  gboolean failed = g_error_matches (problem, SOKY_WIRE_ERROR, SOKY_WIRE_ERROR_VERIFIER_FAILED);
  if (self->metrics != NULL)
    soky_metrics_count_verification (self->metrics, !failed, took_us);
}

SokyExamination *
soky_workers_examine_in (SokyWorkers *self, const char *path, goffset base_length,
                         const char *language, GError **error)
{
  const SokyWorkerRequest wanted = {
      .path = (char *) path, .language = (char *) language, .base_length = base_length};
  gint64 started_us = g_get_monotonic_time ();
  gsize length = 0;
  g_autofree char *answer = ask_any (self, &wanted, self->timeout_ms, &length);
  g_autoptr (GError) problem = NULL;
  SokyExamination *examination =
      answer != NULL ? soky_worker_answer_parse (answer, length, &problem) : NULL;

  if (answer == NULL)
    soky_wire_refuse (SOKY_WIRE_ERROR_VERIFIER_FAILED, &problem);
  count (self, problem, g_get_monotonic_time () - started_us);
  if (examination == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return examination;
}

char *
soky_workers_read_text (SokyWorkers *self, const char *path)
{
  const SokyWorkerRequest wanted = {.path = (char *) path, .language = (char *) "", .text = TRUE};
  gsize length = 0;
  g_autofree char *answer =
      ask_any (self, &wanted, MIN (self->timeout_ms, TEXT_TIMEOUT_MS), &length);

  return answer ? soky_worker_text_answer_parse (answer, length) : NULL;
}

void
soky_workers_set_metrics (SokyWorkers *self, SokyMetrics *metrics)
{
  self->metrics = metrics;
}

void
soky_workers_count (SokyWorkers *self, guint *most, guint *busy, guint *idle)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  *most = self->most;
  *busy = self->most - self->free_places;
  *idle = g_queue_get_length (&self->idle);
}

/* One that is asked for nothing answers that it was asked for nothing. */
static gboolean
answers (SokyWorkers *self, Worker *worker)
{
  const SokyWorkerRequest nothing = {.path = (char *) "", .language = (char *) ""};
  g_autoptr (GBytes) request = soky_worker_request_format (&nothing);
  Exchange exchange = {.process = worker->process};

  exchange_run (&exchange, request, self->timeout_ms);
  g_free (exchange.body);
  return exchange.answered;
}

gboolean
soky_workers_are_alive (SokyWorkers *self, GError **error)
{
  guint most = 0, busy = 0, idle = 0;

  soky_workers_count (self, &most, &busy, &idle);
  if (busy == most)
    return TRUE;
  Worker *worker = take (self, error);
  gboolean alive = worker != NULL && answers (self, worker);
  if (worker != NULL && !alive) {
    g_clear_pointer (&worker, worker_free);
    soky_wire_refuse (SOKY_WIRE_ERROR_VERIFIER_FAILED, error);
  }
  give_back (self, worker);
  return alive;
}
