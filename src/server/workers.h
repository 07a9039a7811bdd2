/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/metrics.h"
#include "server/settings.h"
#include "sign/examine.h"

G_BEGIN_DECLS

/* A process is replaced after so many files, so that nothing can pile up in it. */
#define SOKY_WORKER_FILES 250

/* The processes that open PDFs from outside: `soky-server worker`, each with limits on memory and
 * time. They are kept for the next file, replaced after some, and killed when they take too long.
 * Thread-safe. */
typedef struct _SokyWorkers SokyWorkers;

/* @program: (nullable): the soky-server to run; NULL = beside the running program */
SokyWorkers *soky_workers_new (const SokySettings *settings, const char *program);
/* Examinations are counted from now on. @metrics outlives it. */
void soky_workers_set_metrics (SokyWorkers *self, SokyMetrics *metrics);
/* How many there may be, how many work, and how many wait for a file. */
void soky_workers_count (SokyWorkers *self, guint *most, guint *busy, guint *idle);
/* Whether a worker answers; those that are busy are not asked. */
gboolean soky_workers_are_alive (SokyWorkers *self, GError **error);
/* Ends all of them. Nobody may be waiting for an answer any more. */
void soky_workers_free (SokyWorkers *self);

/**
 * soky_workers_examine:
 * @path: (type filename): a file of the server's own folder
 * @base_length: as in soky_examine()
 *
 * Blocks until a process is free and has answered.
 *
 * Returns: (transfer full) (nullable): what it found, or %NULL with a #SokyWireError
 */
SokyExamination *soky_workers_examine (SokyWorkers *self, const char *path, goffset base_length,
                                       GError **error);

/**
 * soky_workers_read_text:
 *
 * Likewise asks what the pages of a PDF say, for searches.
 *
 * Returns: (transfer full) (nullable): its words, or %NULL when they cannot be read: the log says
 *   why
 */
char *soky_workers_read_text (SokyWorkers *self, const char *path);

/* Likewise, with its sentences in @language ("vi", "en"), whatever the server's own is. */
SokyExamination *soky_workers_examine_in (SokyWorkers *self, const char *path, goffset base_length,
                                          const char *language, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyWorkers, soky_workers_free)

G_END_DECLS
