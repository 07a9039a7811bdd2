/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/lanes.h"

#define STORE_THREADS 4
#define PASSWORD_THREADS 2
#define PAGE_THREADS 2

typedef struct {
  GAsyncQueue *jobs; /* Job, the last ones without work */
  GPtrArray *threads;
} Lane;

struct _SokyLanes {
  Lane lanes[SOKY_N_LANES];
  guint waiting;
};

typedef struct {
  void (*work) (gpointer data); /* NULL: the thread that gets it ends */
  void (*done) (gpointer data);
  gpointer data;
} Job;

static gboolean
job_done (gpointer pointer)
{
  Job *job = pointer;
  job->done (job->data);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer jobs)
{
  Job *job;

  while ((job = g_async_queue_pop (jobs))->work != NULL) {
    job->work (job->data);
    /* never runs it here, whoever owns the main context at this moment */
    g_idle_add_full (G_PRIORITY_DEFAULT, job_done, job, NULL);
  }
  g_free (job);
  return NULL;
}

static void
push (Lane *lane, void (*work) (gpointer data), void (*done) (gpointer data), gpointer data)
{
  Job *job = g_new (Job, 1);
  *job = (Job){work, done, data};
  g_async_queue_push (lane->jobs, job);
}

SokyLanes *
soky_lanes_new (guint uploads, guint waiting)
{
  const guint threads[SOKY_N_LANES] = {
      [SOKY_LANE_STORE] = STORE_THREADS,
      [SOKY_LANE_PASSWORD] = PASSWORD_THREADS,
      [SOKY_LANE_UPLOAD] = uploads,
      [SOKY_LANE_PAGE] = PAGE_THREADS,
      [SOKY_LANE_CHECK] = 1,
  };
  SokyLanes *self = g_new0 (SokyLanes, 1);

  self->waiting = waiting;
  for (guint i = 0; i < SOKY_N_LANES; i++) {
    self->lanes[i].jobs = g_async_queue_new ();
    self->lanes[i].threads = g_ptr_array_new ();
    for (guint n = 0; n < threads[i]; n++)
      g_ptr_array_add (self->lanes[i].threads, g_thread_new ("lane", run, self->lanes[i].jobs));
  }
  return self;
}

/* The threads of a pool of GLib cannot be joined: one that still takes leave of OpenSSL while the
 * process ends loses what it had there. */
static void
close_lane (Lane *lane)
{
  for (guint i = 0; i < lane->threads->len; i++)
    push (lane, NULL, NULL, NULL);
  for (guint i = 0; i < lane->threads->len; i++)
    g_thread_join (lane->threads->pdata[i]);
  g_ptr_array_unref (lane->threads);
  g_async_queue_unref (lane->jobs);
}

void
soky_lanes_free (SokyLanes *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < SOKY_N_LANES; i++)
    close_lane (&self->lanes[i]);
  g_free (self);
}

gboolean
soky_lanes_push (SokyLanes *self, SokyLane lane, void (*work) (gpointer data),
                 void (*done) (gpointer data), gpointer data)
{
  if (soky_lanes_count (self, lane) >= self->waiting)
    return FALSE;
  push (&self->lanes[lane], work, done, data);
  return TRUE;
}

guint
soky_lanes_count (SokyLanes *self, SokyLane lane)
{
  /* below zero: threads that wait for work */
  return (guint) MAX (g_async_queue_length (self->lanes[lane].jobs), 0);
}

const char *
soky_lane_get_label (SokyLane lane)
{
  static const char *const labels[SOKY_N_LANES] = {
      [SOKY_LANE_STORE] = "lane=\"store\"",   [SOKY_LANE_PASSWORD] = "lane=\"password\"",
      [SOKY_LANE_UPLOAD] = "lane=\"upload\"", [SOKY_LANE_PAGE] = "lane=\"page\"",
      [SOKY_LANE_CHECK] = "lane=\"check\"",
  };
  return labels[lane];
}
