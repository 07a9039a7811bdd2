/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/round.h"

#include "book/names.h"

static const char *const ends[SOKY_N_ROUND_ENDS] = {
    [SOKY_ROUND_RUNNING] = "running",
    [SOKY_ROUND_RETURNED] = "returned",
    [SOKY_ROUND_RECALLED] = "recalled",
    [SOKY_ROUND_APPROVED] = "approved",
};

SokyRound *
soky_round_new (guint number, gint64 submitted_us)
{
  SokyRound *self = g_new0 (SokyRound, 1);

  self->number = number;
  self->submitted_us = submitted_us;
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_step_unref);
  return self;
}

SokyRound *
soky_round_copy (const SokyRound *self)
{
  SokyRound *copy = soky_round_new (self->number, self->submitted_us);

  copy->ended_us = self->ended_us;
  copy->end = self->end;
  copy->note = g_strdup (self->note);
  copy->reason = g_strdup (self->reason);
  for (guint i = 0; i < self->steps->len; i++)
    g_ptr_array_add (copy->steps, soky_step_copy (g_ptr_array_index (self->steps, i)));
  return copy;
}

void
soky_round_free (SokyRound *self)
{
  g_free (self->note);
  g_free (self->reason);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

SOKY_DEFINE_NAMES (SokyRoundEnd, soky_round_end, ends)
