/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/actor.h"

#include "book/book-query.h"
#include "book/delegation-rules.h"

static guint
count (const SokyActor *actor)
{
  return actor->delegations != NULL ? actor->delegations->len : 0;
}

const SokyDelegationRecord *
soky_actor_find_delegation (const SokyActor *actor, const SokyBook *book, const SokyStep *step,
                            gint64 now_us)
{
  for (guint i = 0; step->kind != SOKY_STEP_STAMP && i < count (actor); i++) {
    const SokyDelegationRecord *one = g_ptr_array_index (actor->delegations, i);
    if (g_str_equal (one->receiver_id, actor->person->id) &&
        g_str_equal (one->school_id, book->school_id) &&
        soky_delegation_covers (one, step->person_id, step->role, book->type_id, now_us))
      return one;
  }
  return NULL;
}

/* In the name of which body a person signs what is his own to sign. */
static const SokyDelegationRecord *
find_body (const SokyActor *actor, const SokyBook *book, const SokyStep *step, gint64 now_us)
{
  for (guint i = 0; step->kind == SOKY_STEP_PERSON && i < count (actor); i++) {
    const SokyDelegationRecord *one = g_ptr_array_index (actor->delegations, i);
    if (one->kind == SOKY_DELEGATION_COLLECTIVE &&
        g_str_equal (one->receiver_id, actor->person->id) &&
        g_str_equal (one->school_id, book->school_id) &&
        !soky_delegation_record_leaves_out (one, book->type_id) &&
        soky_delegation_record_get_state (one, now_us) == SOKY_DELEGATION_IN_FORCE)
      return one;
  }
  return NULL;
}

SokyStep *
soky_actor_find_step (const SokyActor *actor, const SokyBook *book, gint64 now_us,
                      const SokyDelegationRecord **by)
{
  GPtrArray *steps = soky_book_get_steps (book);
  SokyStep *own = soky_book_find_current_step (book, actor->person->id);
  gboolean owner = g_str_equal (book->owner_id, actor->person->id);

  if (by != NULL)
    *by = own != NULL ? find_body (actor, book, own, now_us) : NULL;
  for (guint i = 0; own == NULL && !owner && i < steps->len; i++) {
    SokyStep *step = g_ptr_array_index (steps, i);
    const SokyDelegationRecord *one = soky_book_is_current_step (book, step)
                                          ? soky_actor_find_delegation (actor, book, step, now_us)
                                          : NULL;
    if (one == NULL)
      continue;
    if (by != NULL)
      *by = one;
    return step;
  }
  return own;
}

gboolean
soky_actor_acts_as_principal (const SokyActor *actor, const char *school_id, const char *type_id,
                              gint64 now_us)
{
  for (guint i = 0; i < count (actor); i++) {
    const SokyDelegationRecord *one = g_ptr_array_index (actor->delegations, i);
    if (one->kind == SOKY_DELEGATION_ACTING && g_str_equal (one->receiver_id, actor->person->id) &&
        g_str_equal (one->school_id, school_id) &&
        soky_delegation_covers (one, one->giver_id, SOKY_ROLE_PRINCIPAL, type_id, now_us))
      return TRUE;
  }
  return FALSE;
}
