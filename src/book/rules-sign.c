/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/actor.h"
#include "book/book-query.h"
#include "book/comment.h"
#include "book/rules-private.h"

static gboolean
check_certificate (const SokyChange *change, const SokyStep *step, GError **error)
{
  const SokyCertificateInfo *certificate = change->action->certificate;

  if (certificate == NULL || g_strcmp0 (certificate->person_id, change->person->id) != 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_CERT_NOT_ENROLLED, error);
  if (certificate->organisation != (step->kind == SOKY_STEP_STAMP))
    return soky_book_refuse (SOKY_BOOK_ERROR_CERT_WRONG_KIND, error);
  return TRUE;
}

/* A stamp of such a type has both; nothing else has either. */
static gboolean
take_numbering (const SokyChange *change, SokyStep *step, GError **error)
{
  const SokyNumbering *numbering = &change->action->numbering;

  if (step->kind != SOKY_STEP_STAMP || !change->type->asks_number)
    return TRUE;
  if (numbering->number == 0 || !soky_numbering_is_valid (numbering))
    return soky_book_refuse (SOKY_BOOK_ERROR_NUMBER, error);
  step->numbering = *numbering;
  return TRUE;
}

static gboolean
all_done (const SokyBook *book)
{
  GPtrArray *steps = soky_book_get_steps (book);

  for (guint i = 0; i < steps->len; i++) {
    if (!soky_step_is_done (g_ptr_array_index (steps, i)))
      return FALSE;
  }
  return TRUE;
}

static SokyStandIn *
make_stand_in (const SokyDelegationRecord *by)
{
  const SokyStandIn borrowed = {.delegation_id = by->id,
                                .kind = by->kind,
                                .office = by->office_title,
                                .head = by->head_title,
                                .person_id = by->receiver_id,
                                .person_name = by->receiver_name,
                                .title = by->receiver_title};
  return soky_stand_in_copy (&borrowed);
}

/* The step that the person decides, in whoever's place. */
static SokyStep *
find_step (const SokyChange *change, const SokyDelegationRecord **by)
{
  return soky_actor_find_step (change->actor, change->after, change->now_us, by);
}

static void
decide (SokyChange *change, SokyStep *step, const SokyDelegationRecord *by, SokyOutcome outcome)
{
  step->stand_in = by != NULL ? make_stand_in (by) : NULL;
  step->outcome = outcome;
  step->decided_us = change->now_us;
}

/* What follows when a step is done: perhaps the book is approved, perhaps published with it. */
static void
advance (SokyChange *change)
{
  SokyBook *after = change->after;
  gboolean publish = change->action->auto_publish || after->publish_after_stamp;

  if (!all_done (after)) {
    after->publish_after_stamp = publish;
    return;
  }
  soky_rules_end_round (change, SOKY_ROUND_APPROVED, NULL);
  after->state = SOKY_BOOK_APPROVED;
  soky_change_note (change, SOKY_EVENT_COMPLETED);
  if (!publish)
    return;
  after->state = SOKY_BOOK_PUBLISHED;
  after->published_us = change->now_us;
  soky_change_note (change, SOKY_EVENT_PUBLISHED);
}

static gboolean
check_auto_publish (const SokyChange *change, GError **error)
{
  return !change->action->auto_publish ||
         soky_book_may_auto_publish (change->before, change->type, change->actor, change->now_us,
                                     error);
}

void
soky_rules_end_round (SokyChange *change, SokyRoundEnd end, const char *reason)
{
  SokyRound *round = soky_book_get_round (change->after);

  round->end = end;
  round->ended_us = change->now_us;
  if (reason != NULL) {
    g_free (round->reason);
    round->reason = *reason != '\0' ? g_strdup (reason) : NULL;
  }
  change->after->recall_requested_us = 0;
  change->after->publish_after_stamp = FALSE;
}

gboolean
soky_rules_sign (SokyChange *change, GError **error)
{
  const SokyAction *action = change->action;
  SokyBook *after = change->after;
  const SokyDelegationRecord *by = NULL;
  SokyStep *step = find_step (change, &by);

  if (!check_certificate (change, step, error) || !soky_rules_check_file (action, error) ||
      !check_auto_publish (change, error))
    return FALSE;
  if (action->length <= after->head_length)
    return soky_book_refuse (SOKY_BOOK_ERROR_BAD_FILE, error);
  if (!take_numbering (change, step, error))
    return FALSE;

  step->revision = after->revision_count;
  step->certificate = soky_certificate_info_copy (action->certificate);
  decide (change, step, by, SOKY_OUTCOME_SIGNED);
  soky_rules_add_revision (change, FALSE);
  SokyEvent *event = soky_change_note (change, SOKY_EVENT_SIGNED);
  event->order = step->order;
  event->detail = g_strdup (action->certificate->fingerprint);
  advance (change);
  return TRUE;
}

gboolean
soky_rules_approve (SokyChange *change, GError **error)
{
  const SokyDelegationRecord *by = NULL;
  SokyStep *step = find_step (change, &by);

  if (!check_auto_publish (change, error))
    return FALSE;
  decide (change, step, by, SOKY_OUTCOME_APPROVED);
  soky_change_note (change, SOKY_EVENT_APPROVED_STEP)->order = step->order;
  advance (change);
  return TRUE;
}

gboolean
soky_rules_return (SokyChange *change, GError **error)
{
  const SokyDelegationRecord *by = NULL;
  SokyStep *step = find_step (change, &by);
  g_autofree char *reason = soky_rules_clean_reason (change->action->reason, TRUE, error);

  if (reason == NULL)
    return FALSE;
  if (change->action->marks->len > SOKY_COMMENT_MAX_MARKS)
    return soky_book_refuse (SOKY_BOOK_ERROR_LIMIT, error);
  decide (change, step, by, SOKY_OUTCOME_RETURNED);
  step->reason = g_strdup (reason);
  soky_rules_end_round (change, SOKY_ROUND_RETURNED, reason);
  change->after->state = SOKY_BOOK_RETURNED;
  SokyEvent *event = soky_change_note (change, SOKY_EVENT_RETURNED);
  event->order = step->order;
  event->detail = g_steal_pointer (&reason);
  return TRUE;
}
