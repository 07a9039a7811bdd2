/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/actor.h"
#include "book/book-query.h"
#include "book/rules-private.h"

static gboolean
names_person (const SokyBook *book, const char *person_id)
{
  for (guint i = 0; i < book->rounds->len; i++) {
    const SokyRound *round = g_ptr_array_index (book->rounds, i);
    for (guint j = 0; j < round->steps->len; j++) {
      const SokyStep *step = g_ptr_array_index (round->steps, j);
      if (soky_step_concerns (step, person_id))
        return TRUE;
    }
  }
  return FALSE;
}

gboolean
soky_rules_may_publish (const SokyBook *book, const SokyActor *actor, gint64 now_us)
{
  const SokyPerson *person = actor->person;

  return soky_person_find_position (person, SOKY_ROLE_PRINCIPAL, book->school_id) != NULL ||
         soky_person_find_position (person, SOKY_ROLE_SCHOOL_ADMIN, book->school_id) != NULL ||
         soky_actor_acts_as_principal (actor, book->school_id, book->type_id, now_us);
}

/* Whether the person is to decide in the place of somebody of the present round. */
static gboolean
stands_in (const SokyBook *book, const SokyActor *actor, gint64 now_us)
{
  GPtrArray *steps = soky_book_get_steps (book);

  for (guint i = 0; book->state == SOKY_BOOK_IN_REVIEW && i < steps->len; i++) {
    if (soky_actor_find_delegation (actor, book, g_ptr_array_index (steps, i), now_us) != NULL)
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_rules_takes_part (const SokyBook *book, const SokyActor *actor, gint64 now_us)
{
  const SokyPerson *person = actor->person;

  if (!person->active)
    return FALSE;
  if (g_str_equal (book->owner_id, person->id) || names_person (book, person->id))
    return TRUE;
  /* drafts are the owner's alone */
  if (g_strcmp0 (book->school_id, person->school_id) != 0 || book->round == 0)
    return FALSE;
  return soky_rules_may_publish (book, actor, now_us) ||
         soky_person_find_position (person, SOKY_ROLE_VICE_PRINCIPAL, book->school_id) != NULL ||
         stands_in (book, actor, now_us);
}

gboolean
soky_rules_publish (SokyChange *change, GError **error)
{
  change->after->state = SOKY_BOOK_PUBLISHED;
  change->after->published_us = change->now_us;
  soky_change_note (change, SOKY_EVENT_PUBLISHED);
  return TRUE;
}

gboolean
soky_rules_revoke (SokyChange *change, GError **error)
{
  g_autofree char *reason = soky_rules_clean_reason (change->action->reason, TRUE, error);

  if (reason == NULL)
    return FALSE;
  change->after->state = SOKY_BOOK_APPROVED;
  change->after->published_us = 0;
  soky_change_note (change, SOKY_EVENT_REVOKED)->detail = g_steal_pointer (&reason);
  return TRUE;
}

gboolean
soky_book_may_auto_publish (const SokyBook *book, const SokyBookType *type, const SokyActor *actor,
                            gint64 now_us, GError **error)
{
  const SokyStep *step = soky_actor_find_step (actor, book, now_us, NULL);

  if (!type->offers_auto_publish || step == NULL || !soky_book_is_last_approval (book, step))
    return soky_book_refuse (SOKY_BOOK_ERROR_NO_AUTO_PUBLISH, error);
  /* nobody publishes what no other has seen, but those who may publish anyway */
  if (g_str_equal (actor->person->id, book->owner_id) &&
      !soky_rules_may_publish (book, actor, now_us))
    return soky_book_refuse (SOKY_BOOK_ERROR_NO_AUTO_PUBLISH, error);
  return TRUE;
}

gboolean
soky_book_may_read (const SokyBook *book, const SokyActor *actor, gint64 now_us)
{
  const SokyPerson *person = actor->person;

  if (soky_rules_takes_part (book, actor, now_us))
    return TRUE;
  if (!person->active || book->round == 0 || g_strcmp0 (book->school_id, person->school_id) != 0)
    return FALSE;
  return book->state == SOKY_BOOK_PUBLISHED ||
         soky_person_find_position (person, SOKY_ROLE_GROUP_HEAD, book->unit_id) != NULL;
}
