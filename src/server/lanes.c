/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/lanes.h"

#define STORE_THREADS 4
#define PASSWORD_THREADS 2
#define PAGE_THREADS 2

struct _SokyLanes {
  GThreadPool *pools[SOKY_N_LANES];
  guint waiting;
};

typedef struct {
  void (*work) (gpointer data);
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

static void
job_run (gpointer pointer, gpointer user_data)
{
  Job *job = pointer;
  job->work (job->data);
  /* never runs it here, whoever owns the main context at this moment */
  g_idle_add_full (G_PRIORITY_DEFAULT, job_done, job, NULL);
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
  for (guint i = 0; i < SOKY_N_LANES; i++)
    self->pools[i] = g_thread_pool_new (job_run, NULL, (int) threads[i], FALSE, NULL);
  return self;
}

void
soky_lanes_free (SokyLanes *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < SOKY_N_LANES; i++)
    g_thread_pool_free (self->pools[i], FALSE, TRUE);
  g_free (self);
}

gboolean
soky_lanes_push (SokyLanes *self, SokyLane lane, void (*work) (gpointer data),
                 void (*done) (gpointer data), gpointer data)
{
  if (g_thread_pool_unprocessed (self->pools[lane]) >= self->waiting)
    return FALSE;

  Job *job = g_new (Job, 1);
  *job = (Job){work, done, data};
  g_thread_pool_push (self->pools[lane], job, NULL);
  return TRUE;
}

guint
soky_lanes_count (SokyLanes *self, SokyLane lane)
{
  return g_thread_pool_unprocessed (self->pools[lane]);
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
