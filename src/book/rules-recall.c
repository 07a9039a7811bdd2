/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-query.h"
#include "book/rules-private.h"

static void
give_back (SokyChange *change, const char *reason)
{
  soky_rules_end_round (change, SOKY_ROUND_RECALLED, reason);
  change->after->state = SOKY_BOOK_DRAFT;
  soky_change_note (change, SOKY_EVENT_RECALLED);
}

/* Takes back what was asked for and what was agreed to. */
static void
forget_request (SokyChange *change)
{
  SokyRound *round = soky_book_get_round (change->after);

  change->after->recall_requested_us = 0;
  g_clear_pointer (&round->reason, g_free);
  for (guint i = 0; i < round->steps->len; i++)
    ((SokyStep *) g_ptr_array_index (round->steps, i))->consented_us = 0;
  soky_change_note (change, SOKY_EVENT_RECALL_ENDED);
}

/* Notes the person's consent; TRUE when nobody else has to give it. */
static gboolean
agree (SokyChange *change)
{
  GPtrArray *steps = soky_book_get_steps (change->after);
  gboolean complete = TRUE;

  for (guint i = 0; i < steps->len; i++) {
    SokyStep *step = g_ptr_array_index (steps, i);
    if (soky_step_is_done (step) && soky_step_concerns (step, change->person->id))
      step->consented_us = change->now_us;
  }
  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    complete = complete && !soky_book_lacks_consent (change->after, step);
  }
  return complete;
}

gboolean
soky_rules_recall (SokyChange *change, GError **error)
{
  g_autofree char *reason = soky_rules_clean_reason (change->action->reason, FALSE, error);

  if (reason == NULL)
    return FALSE;
  if (!soky_book_has_others_decision (change->before)) {
    give_back (change, reason);
    return TRUE;
  }
  change->after->recall_requested_us = change->now_us;
  if (*reason != '\0')
    soky_book_get_round (change->after)->reason = g_strdup (reason);
  soky_change_note (change, SOKY_EVENT_RECALL_ASKED)->detail = g_steal_pointer (&reason);
  return TRUE;
}

gboolean
soky_rules_consent (SokyChange *change, GError **error)
{
  gboolean asked = soky_book_awaits_consent (change->before, change->person->id);

  if (!change->action->granted) {
    forget_request (change);
    return TRUE;
  }
  /* the owner may only give up, not agree with himself */
  if (!asked)
    return soky_book_refuse (SOKY_BOOK_ERROR_NO_RECALL, error);
  gboolean complete = agree (change);
  soky_change_note (change, SOKY_EVENT_CONSENTED);
  if (complete)
    give_back (change, NULL);
  return TRUE;
}
