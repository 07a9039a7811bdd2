/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a server has done, for a collector (Prometheus' text format 0.0.4). Thread-safe. Nothing in
 * it tells of a person, a book or an address. */
typedef struct _SokyMetrics SokyMetrics;

/* What can be measured at any moment. */
typedef struct {
  const char *name; /* "soky_sessions" */
  const char *help;
  const char *label; /* nullable: lane="store" */
  guint64 value;
} SokyGauge;

SokyMetrics *soky_metrics_new (void);
void soky_metrics_free (SokyMetrics *self);

/* @route: (nullable): the pattern, a string that lives as long as @self; %NULL = no such path */
void soky_metrics_count_request (SokyMetrics *self, const char *method, const char *route,
                                 guint status, gint64 took_us);
void soky_metrics_count_upload (SokyMetrics *self, guint64 bytes);
/* A PDF that a worker examined, or failed to. */
void soky_metrics_count_verification (SokyMetrics *self, gboolean done, gint64 took_us);

/* Gauges of one name stand next to each other in @gauges. */
char *soky_metrics_format (SokyMetrics *self, const SokyGauge *gauges, guint n_gauges);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyMetrics, soky_metrics_free)

G_END_DECLS
