/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A name of a file as runs of letters and runs of digits, without case and diacritics:
 * "SoDauBai_7B_T12" gives so dau bai 7 b t 12. */
typedef struct {
  char *text;
  gboolean glued; /* nothing stands between it and the run before */
  gboolean taken; /* it has a meaning already */
} SokyNameRun;

/* Returns: (element-type SokyNameRun) */
GPtrArray *soky_name_runs_new (const char *text);
/* Finds @wanted in @runs, from @start on, among runs without a meaning; it must neither begin nor
 * end within a word. Returns: the place of its first run, -1 = not there */
int soky_name_runs_find (GPtrArray *runs, GPtrArray *wanted, guint start);
void soky_name_runs_take (GPtrArray *runs, guint first, guint count);
/* The number that a run of up to four digits is; 0 when it is none, and beyond the end. */
guint soky_name_runs_number (GPtrArray *runs, guint index);
/* Whether the run is this text; FALSE beyond the end. */
gboolean soky_name_runs_is (GPtrArray *runs, guint index, const char *text);

G_END_DECLS
