/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/actor.h"
#include "book/book-query.h"
#include "book/rules-private.h"

#define IN(state) (1u << SOKY_BOOK_##state)

static const guint states[SOKY_N_ACTIONS] = {
    [SOKY_ACTION_EDIT] = IN (DRAFT) | IN (RETURNED),
    [SOKY_ACTION_ATTACH] = IN (DRAFT) | IN (RETURNED),
    [SOKY_ACTION_SUBMIT] = IN (DRAFT) | IN (RETURNED),
    [SOKY_ACTION_SIGN] = IN (IN_REVIEW),
    [SOKY_ACTION_APPROVE] = IN (IN_REVIEW),
    [SOKY_ACTION_RETURN] = IN (IN_REVIEW),
    [SOKY_ACTION_RECALL] = IN (IN_REVIEW),
    [SOKY_ACTION_CONSENT] = IN (IN_REVIEW),
    [SOKY_ACTION_PUBLISH] = IN (APPROVED),
    [SOKY_ACTION_REVOKE] = IN (PUBLISHED),
    [SOKY_ACTION_DELETE] = IN (DRAFT),
};

static gboolean
may_submit (const SokyBook *book, const SokyBookType *type, gint64 now_us, GError **error)
{
  if (book->head_sha256 == NULL)
    return soky_book_refuse (SOKY_BOOK_ERROR_NO_FILE, error);
  /* who was in time may still mend what came back */
  gboolean late = type->lock_after_deadline && book->due_us != 0 && now_us > book->due_us;
  if (book->round == 0 && (type->locked || late))
    return soky_book_refuse (SOKY_BOOK_ERROR_LOCKED, error);
  return TRUE;
}

static gboolean
has_any_decision (const SokyBook *book)
{
  for (guint i = 0; i < book->rounds->len; i++) {
    const SokyRound *round = g_ptr_array_index (book->rounds, i);
    for (guint j = 0; j < round->steps->len; j++) {
      const SokyStep *step = g_ptr_array_index (round->steps, j);
      if (step->outcome != SOKY_OUTCOME_PENDING &&
          !g_str_equal (soky_step_get_decider (step), book->owner_id))
        return TRUE;
    }
  }
  return FALSE;
}

/* Why it is not the person's turn. */
static gboolean
refuse_turn (const SokyBook *book, const SokyActor *actor, gint64 now_us, GError **error)
{
  const char *person_id = actor->person->id;
  GPtrArray *steps = soky_book_get_steps (book);
  SokyBookError reason = SOKY_BOOK_ERROR_NOT_IN_ROUTE;

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = g_ptr_array_index (steps, i);
    gboolean pending = step->outcome == SOKY_OUTCOME_PENDING;
    gboolean own = soky_step_concerns (step, person_id);
    if (own && pending)
      return soky_book_refuse (SOKY_BOOK_ERROR_NOT_YOUR_TURN, error);
    if (own)
      reason = SOKY_BOOK_ERROR_ALREADY_DECIDED;
    else if (pending && soky_actor_find_delegation (actor, book, step, now_us) != NULL)
      return soky_book_refuse (g_str_equal (book->owner_id, person_id)
                                   ? SOKY_BOOK_ERROR_OWN_BOOK
                                   : SOKY_BOOK_ERROR_NOT_YOUR_TURN,
                               error);
  }
  return soky_book_refuse (reason, error);
}

static gboolean
may_decide (const SokyBook *book, const SokyActor *actor, SokyActionKind kind, gint64 now_us,
            GError **error)
{
  const SokyStep *step = soky_actor_find_step (actor, book, now_us, NULL);

  if (step == NULL)
    return refuse_turn (book, actor, now_us, error);
  if (step->kind == SOKY_STEP_STAMP &&
      soky_person_find_position (actor->person, SOKY_ROLE_CLERK, book->school_id) == NULL)
    return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  if (kind == SOKY_ACTION_RETURN)
    return TRUE;
  if (book->recall_requested_us != 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_RECALL_PENDING, error);
  if (kind == SOKY_ACTION_APPROVE && step->require_cert)
    return soky_book_refuse (SOKY_BOOK_ERROR_CERT_REQUIRED, error);
  return TRUE;
}

static gboolean
may_consent (const SokyBook *book, const SokyPerson *person, GError **error)
{
  gboolean owner = g_str_equal (person->id, book->owner_id);

  if (book->recall_requested_us == 0 || (!owner && !soky_book_awaits_consent (book, person->id)))
    return soky_book_refuse (SOKY_BOOK_ERROR_NO_RECALL, error);
  return TRUE;
}

static gboolean
may_as_owner (const SokyBook *book, const SokyBookType *type, SokyActionKind kind, gint64 now_us,
              GError **error)
{
  if (kind == SOKY_ACTION_SUBMIT)
    return may_submit (book, type, now_us, error);
  if (kind == SOKY_ACTION_DELETE && has_any_decision (book))
    return soky_book_refuse (SOKY_BOOK_ERROR_HAS_DECISIONS, error);
  if (kind == SOKY_ACTION_RECALL && book->recall_requested_us != 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_RECALL_PENDING, error);
  return TRUE;
}

gboolean
soky_book_may (const SokyBook *book, const SokyBookType *type, const SokyActor *actor,
               SokyActionKind kind, gint64 now_us, GError **error)
{
  g_return_val_if_fail ((guint) kind < SOKY_N_ACTIONS, FALSE);

  if (!actor->person->active)
    return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  if ((states[kind] & (1u << book->state)) == 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_WRONG_STATE, error);
  switch (kind) {
  case SOKY_ACTION_SIGN:
  case SOKY_ACTION_APPROVE:
  case SOKY_ACTION_RETURN:
    return may_decide (book, actor, kind, now_us, error);
  case SOKY_ACTION_CONSENT:
    return may_consent (book, actor->person, error);
  case SOKY_ACTION_PUBLISH:
  case SOKY_ACTION_REVOKE:
    return soky_rules_may_publish (book, actor, now_us) ||
           soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
  default:
    if (!g_str_equal (actor->person->id, book->owner_id))
      return soky_book_refuse (SOKY_BOOK_ERROR_NOT_OWNER, error);
    return may_as_owner (book, type, kind, now_us, error);
  }
}

gboolean
soky_book_may_create (const SokyBookType *type, const SokyActor *actor, GError **error)
{
  if (type->locked || !type->approved)
    return soky_book_refuse (SOKY_BOOK_ERROR_LOCKED, error);
  for (guint role = 0; actor->person->active && role < SOKY_N_ROLES; role++) {
    if ((type->submitters & SOKY_ROLE_BIT (role)) != 0 &&
        soky_person_has_role (actor->person, role))
      return TRUE;
  }
  return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
}
