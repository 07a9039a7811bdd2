/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Work that blocks, in bounded threads off the main loop. Each kind has its own, so that a hostile
 * PDF or a guesser of passwords holds up only its like. */
typedef enum {
  SOKY_LANE_STORE,    /* short questions and changes */
  SOKY_LANE_PASSWORD, /* hashing takes a tenth of a second and much memory */
  SOKY_LANE_UPLOAD,   /* waits for a worker process */
  SOKY_LANE_PAGE,     /* public pages; now and then one waits for a worker */
  SOKY_LANE_CHECK,    /* files of strangers: one at a time */
  SOKY_N_LANES
} SokyLane;

typedef struct _SokyLanes SokyLanes;

/* @uploads: threads that wait for workers; @waiting: how much may wait in each lane */
SokyLanes *soky_lanes_new (guint uploads, guint waiting);
/* Waits until all work is done and every thread has ended. */
void soky_lanes_free (SokyLanes *self);

/**
 * soky_lanes_push:
 * @work: runs in a thread of @lane
 * @done: runs on the main loop afterwards
 *
 * Returns: %FALSE when too much is waiting: then neither is called
 */
gboolean soky_lanes_push (SokyLanes *self, SokyLane lane, void (*work) (gpointer data),
                          void (*done) (gpointer data), gpointer data);

/* How much waits. Thread-safe. */
guint soky_lanes_count (SokyLanes *self, SokyLane lane);
/* For metrics: lane="store" */
const char *soky_lane_get_label (SokyLane lane);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyLanes, soky_lanes_free)

G_END_DECLS
