/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/step.h"

G_BEGIN_DECLS

/* How a round ended. */
typedef enum {
  SOKY_ROUND_RUNNING,
  SOKY_ROUND_RETURNED,
  SOKY_ROUND_RECALLED,
  SOKY_ROUND_APPROVED,
  SOKY_N_ROUND_ENDS
} SokyRoundEnd;

/* A submission and what came of it. */
typedef struct {
  guint number; /* from 1 */
  gint64 submitted_us;
  gint64 ended_us; /* 0 while it runs */
  SokyRoundEnd end;
  char *note;       /* nullable: of who submitted it, to those who decide */
  char *reason;     /* nullable: of its return or recall */
  GPtrArray *steps; /* SokyStep, sorted by order */
} SokyRound;

SokyRound *soky_round_new (guint number, gint64 submitted_us);
/* A deep copy: its steps may be changed. */
SokyRound *soky_round_copy (const SokyRound *self);
void soky_round_free (SokyRound *self);

/* "running", "returned", "recalled", "approved" */
const char *soky_round_end_to_string (SokyRoundEnd end);
gboolean soky_round_end_from_string (const char *text, SokyRoundEnd *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyRound, soky_round_free)

G_END_DECLS
