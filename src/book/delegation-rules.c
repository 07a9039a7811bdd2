/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/delegation-rules.h"

#include "book/names.h"
#include "book/rules-private.h"

#define MOST_CHARACTERS 100 /* of the name of a body */

/* What of an office can be given. */
static const guint office_kinds[SOKY_N_ROLES] = {
    [SOKY_ROLE_NONE] = 1u << SOKY_DELEGATION_COLLECTIVE,
    [SOKY_ROLE_PRINCIPAL] = 1u << SOKY_DELEGATION_ACTING | 1u << SOKY_DELEGATION_DEPUTY |
                            1u << SOKY_DELEGATION_ORDER | 1u << SOKY_DELEGATION_WARRANT,
    [SOKY_ROLE_GROUP_HEAD] = 1u << SOKY_DELEGATION_ACTING | 1u << SOKY_DELEGATION_DEPUTY,
};

static gboolean
holds (const SokyPerson *person, SokyRole role, const char *school_id)
{
  return soky_person_find_position (person, role, school_id) != NULL;
}

gboolean
soky_delegation_may_make (const SokyPerson *person)
{
  return person->active && (holds (person, SOKY_ROLE_PRINCIPAL, person->school_id) ||
                            holds (person, SOKY_ROLE_SCHOOL_ADMIN, person->school_id));
}

/* @maker %NULL is the server's own command line. */
static gboolean
check_maker (const SokyDelegationOrder *order, GError **error)
{
  const SokyPerson *maker = order->maker;
  const char *school_id = order->receiver->school_id;
  SokyDelegation kind = order->wish->kind;

  if (maker == NULL || (maker->active && holds (maker, SOKY_ROLE_SCHOOL_ADMIN, school_id)))
    return TRUE;
  gboolean own = kind == SOKY_DELEGATION_COLLECTIVE ||
                 (order->giver != NULL && g_str_equal (order->giver->id, maker->id) &&
                  order->wish->office == SOKY_ROLE_PRINCIPAL);
  if (maker->active && holds (maker, SOKY_ROLE_PRINCIPAL, school_id) && own &&
      kind != SOKY_DELEGATION_ACTING)
    return TRUE;
  return soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
}

/* Whoever made it belongs to the school, and so do both others; nothing is said of other schools.
 */
static gboolean
check_people (const SokyDelegationOrder *order, GError **error)
{
  const SokyPerson *giver = order->giver, *receiver = order->receiver;
  SokyRole office = order->wish->office;
  gboolean good =
      receiver != NULL && receiver->active &&
      (order->maker == NULL || g_str_equal (order->maker->school_id, receiver->school_id));

  if (good && order->wish->kind != SOKY_DELEGATION_COLLECTIVE)
    good = giver != NULL && g_str_equal (giver->school_id, receiver->school_id) &&
           !g_str_equal (giver->id, receiver->id) && holds (giver, office, NULL) &&
           !(office == SOKY_ROLE_PRINCIPAL && holds (receiver, office, NULL)) &&
           (giver->active || order->wish->kind == SOKY_DELEGATION_ACTING);
  if (good && order->wish->kind == SOKY_DELEGATION_DEPUTY && office == SOKY_ROLE_PRINCIPAL)
    good = holds (receiver, SOKY_ROLE_VICE_PRINCIPAL, receiver->school_id);
  return good || soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_PERSON, error);
}

static gboolean
check_kind (const SokyDelegationRecord *wish, GError **error)
{
  if ((guint) wish->office >= SOKY_N_ROLES || (office_kinds[wish->office] & 1u << wish->kind) == 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_KIND, error);
  /* else whatever its chairman signs would be the body's */
  if (wish->kind == SOKY_DELEGATION_COLLECTIVE && wish->type_ids->len == 0)
    return soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_KIND, error);
  if (wish->type_ids->len > SOKY_DELEGATION_MAX_TYPES)
    return soky_book_refuse (SOKY_BOOK_ERROR_LIMIT, error);
  return TRUE;
}

static gboolean
check_dates (const SokyDelegationRecord *wish, gint64 now_us, GError **error)
{
  GDate today;

  soky_date_from_moment (now_us, &today);
  if (!g_date_valid (&wish->first) ||
      (g_date_valid (&wish->last) && (g_date_compare (&wish->last, &wish->first) < 0 ||
                                      g_date_compare (&wish->last, &today) < 0)))
    return soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_DATES, error);
  return TRUE;
}

static gboolean
share_days (const SokyDelegationRecord *one, const SokyDelegationRecord *other)
{
  return (!g_date_valid (&one->last) || g_date_compare (&other->first, &one->last) <= 0) &&
         (!g_date_valid (&other->last) || g_date_compare (&one->first, &other->last) <= 0);
}

static gboolean
share_types (const SokyDelegationRecord *one, const SokyDelegationRecord *other)
{
  for (guint i = 0; i < one->type_ids->len; i++) {
    if (!soky_delegation_record_leaves_out (other, g_ptr_array_index (one->type_ids, i)))
      return TRUE;
  }
  return one->type_ids->len == 0 || other->type_ids->len == 0;
}

/* Whether nobody could tell which of the two is meant. */
static gboolean
collide (const SokyDelegationRecord *one, const SokyDelegationRecord *other)
{
  gboolean same_office =
      one->office == other->office && g_strcmp0 (one->giver_id, other->giver_id) == 0;
  gboolean same_receiver = g_str_equal (one->receiver_id, other->receiver_id);
  gboolean two_holders =
      one->kind == SOKY_DELEGATION_ACTING && other->kind == SOKY_DELEGATION_ACTING;

  return same_office && share_days (one, other) &&
         (two_holders || (same_receiver && share_types (one, other)));
}

static gboolean
check_others (const SokyDelegationRecord *record, GPtrArray *others, gint64 now_us, GError **error)
{
  guint open = 0;

  for (guint i = 0; i < others->len; i++) {
    const SokyDelegationRecord *other = g_ptr_array_index (others, i);
    if (soky_delegation_record_get_state (other, now_us) > SOKY_DELEGATION_IN_FORCE)
      continue;
    open++;
    if (collide (record, other))
      return soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_OVERLAP, error);
  }
  return open < SOKY_DELEGATION_MAX_OPEN || soky_book_refuse (SOKY_BOOK_ERROR_LIMIT, error);
}

/* In a body a person has an office of its own, or none: then the one in the school is printed. */
static gboolean
set_offices_of_body (SokyDelegationRecord *record, const SokyDelegationRecord *wish, GError **error)
{
  g_autofree char *own =
      soky_rules_clean_text (wish->receiver_title, FALSE, MOST_CHARACTERS, error);
  g_autofree char *head =
      own ? soky_rules_clean_text (wish->head_title, FALSE, MOST_CHARACTERS, error) : NULL;

  if (head == NULL)
    return FALSE;
  soky_names_assign (&record->head_title, *head != '\0' ? head : NULL);
  if (*own != '\0')
    soky_names_assign (&record->receiver_title, own);
  return TRUE;
}

/* Fills in whom it concerns, as they are called now. */
static gboolean
set_people (SokyDelegationRecord *record, const SokyDelegationOrder *order, GError **error)
{
  const SokyPerson *giver = order->giver, *receiver = order->receiver, *maker = order->maker;
  g_autofree char *body =
      soky_rules_clean_text (record->office_title, FALSE, MOST_CHARACTERS, error);
  const SokyPosition *own =
      receiver->positions->len > 0 ? g_ptr_array_index (receiver->positions, 0) : NULL;

  if (body == NULL)
    return FALSE;
  if (giver == NULL && *body == '\0')
    return soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_PERSON, error);
  soky_names_assign (&record->school_id, receiver->school_id);
  soky_names_assign (&record->giver_id, giver ? giver->id : NULL);
  soky_names_assign (&record->giver_name, giver ? giver->name : "");
  soky_names_assign (&record->office_title,
                     giver ? soky_person_get_title (giver, record->office) : body);
  soky_names_assign (&record->receiver_id, receiver->id);
  soky_names_assign (&record->receiver_name, receiver->name);
  soky_names_assign (&record->receiver_title,
                     own ? soky_person_get_title (receiver, own->role) : "");
  if (record->kind == SOKY_DELEGATION_DEPUTY && record->office == SOKY_ROLE_PRINCIPAL)
    soky_names_assign (&record->receiver_title,
                       soky_person_get_title (receiver, SOKY_ROLE_VICE_PRINCIPAL));
  soky_names_assign (&record->maker_id, maker ? maker->id : "");
  soky_names_assign (&record->maker_name, maker ? maker->name : "");
  soky_names_assign (&record->head_title, NULL);
  return giver != NULL || set_offices_of_body (record, order->wish, error);
}

static gboolean
set_note (SokyDelegationRecord *record, GError **error)
{
  g_autofree char *note =
      soky_rules_clean_text (record->note, FALSE, SOKY_DELEGATION_MAX_NOTE, error);

  if (note == NULL)
    return FALSE;
  if (record->kind == SOKY_DELEGATION_WARRANT && (*note == '\0' || !g_date_valid (&record->last)))
    return soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_WARRANT, error);
  soky_names_assign (&record->note, *note != '\0' ? note : NULL);
  return TRUE;
}

SokyDelegationRecord *
soky_delegation_make (const char *id, const SokyDelegationOrder *order, gint64 now_us,
                      GError **error)
{
  g_return_val_if_fail ((guint) order->wish->kind < SOKY_N_DELEGATIONS, NULL);

  if (order->maker != NULL && !soky_delegation_may_make (order->maker)) {
    soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
    return NULL;
  }
  if (!check_kind (order->wish, error) || !check_people (order, error) ||
      !check_maker (order, error) || !check_dates (order->wish, now_us, error))
    return NULL;

  g_autoptr (SokyDelegationRecord) record = soky_delegation_record_copy (order->wish);
  soky_names_assign (&record->id, id);
  record->made_us = now_us;
  record->revoked_us = 0;
  if (!set_people (record, order, error) || !set_note (record, error) ||
      !check_others (record, order->others, now_us, error))
    return NULL;
  return g_steal_pointer (&record);
}

gboolean
soky_delegation_may_revoke (const SokyDelegationRecord *record, const SokyPerson *person,
                            gint64 now_us)
{
  return soky_delegation_record_get_state (record, now_us) <= SOKY_DELEGATION_IN_FORCE &&
         person->active &&
         (g_strcmp0 (record->giver_id, person->id) == 0 ||
          g_str_equal (record->maker_id, person->id) ||
          holds (person, SOKY_ROLE_SCHOOL_ADMIN, record->school_id));
}

SokyDelegationRecord *
soky_delegation_revoke (const SokyDelegationRecord *record, const SokyPerson *person, gint64 now_us,
                        GError **error)
{
  if (soky_delegation_record_get_state (record, now_us) > SOKY_DELEGATION_IN_FORCE) {
    soky_book_refuse (SOKY_BOOK_ERROR_DELEGATION_ENDED, error);
    return NULL;
  }
  if (person != NULL && !soky_delegation_may_revoke (record, person, now_us)) {
    soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
    return NULL;
  }
  SokyDelegationRecord *after = soky_delegation_record_copy (record);
  after->revoked_us = now_us;
  return after;
}

gboolean
soky_delegation_may_see (const SokyDelegationRecord *record, const SokyPerson *person)
{
  return g_strcmp0 (record->giver_id, person->id) == 0 ||
         g_str_equal (record->receiver_id, person->id) ||
         holds (person, SOKY_ROLE_PRINCIPAL, record->school_id) ||
         holds (person, SOKY_ROLE_VICE_PRINCIPAL, record->school_id) ||
         holds (person, SOKY_ROLE_SCHOOL_ADMIN, record->school_id);
}

gboolean
soky_delegation_covers (const SokyDelegationRecord *record, const char *giver_id, SokyRole office,
                        const char *type_id, gint64 now_us)
{
  return record->kind != SOKY_DELEGATION_COLLECTIVE &&
         g_strcmp0 (record->giver_id, giver_id) == 0 && record->office == office &&
         !soky_delegation_record_leaves_out (record, type_id) &&
         soky_delegation_record_get_state (record, now_us) == SOKY_DELEGATION_IN_FORCE;
}
