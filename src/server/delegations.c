/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/delegations.h"

#include "book/delegation-rules.h"
#include "crypto/random.h"
#include "server/log.h"
#include "server/store/directory.h"
#include "server/store/reviews.h"
#include "wire/error.h"

#define ID_BYTES 12

/* Takes @list (nullable): what is left of it. */
static GPtrArray *
keep (GPtrArray *list, gboolean (*wanted) (const SokyDelegationRecord *, const SokyOrigin *),
      const SokyOrigin *origin)
{
  for (guint i = 0; list != NULL && i < list->len;) {
    if (wanted (list->pdata[i], origin))
      i++;
    else
      g_ptr_array_remove_index (list, i);
  }
  return list;
}

static gboolean
is_in_force (const SokyDelegationRecord *record, const SokyOrigin *origin)
{
  return soky_delegation_record_get_state (record, origin->now_us) == SOKY_DELEGATION_IN_FORCE;
}

static gboolean
is_seen (const SokyDelegationRecord *record, const SokyOrigin *origin)
{
  return soky_delegation_may_see (record, origin->person);
}

GPtrArray *
soky_delegations_in_force (SokyTransaction *tx, const SokyOrigin *origin, GError **error)
{
  return keep (soky_store_list_received (tx, origin->person->id, error), is_in_force, origin);
}

GPtrArray *
soky_delegations_list (SokyTransaction *tx, const SokyOrigin *origin, gboolean own, GError **error)
{
  if (own)
    return soky_store_list_received (tx, origin->person->id, error);
  return keep (soky_store_list_delegations (tx, origin->person->school_id, error), is_seen, origin);
}

/* Leaves @person empty for somebody who does not exist; FALSE only when the store failed. */
static gboolean
find_person (SokyTransaction *tx, const char *id, SokyPerson **person, GError **error)
{
  g_autoptr (GError) problem = NULL;

  *person = id != NULL ? soky_store_get_person (tx, id, &problem) : NULL;
  if (problem == NULL || g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
check_types (SokyTransaction *tx, const SokyDelegationRecord *wish, const SokyPerson *receiver,
             GError **error)
{
  g_autoptr (GPtrArray) types =
      receiver ? soky_store_list_book_types (tx, receiver->unit_id, error) : NULL;

  for (guint i = 0; types != NULL && i < wish->type_ids->len; i++) {
    gboolean known = FALSE;
    for (guint j = 0; j < types->len && !known; j++)
      known = g_str_equal (((SokyBookType *) types->pdata[j])->id, wish->type_ids->pdata[i]);
    if (!known)
      return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  }
  return types != NULL || receiver == NULL;
}

static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const char *event,
      const SokyDelegationRecord *record, GError **error)
{
  g_autofree char *first = soky_date_format (&record->first);
  g_autofree char *last = g_date_valid (&record->last) ? soky_date_format (&record->last) : NULL;
  g_autofree char *detail = soky_log_pairs (
      "kind", soky_delegation_to_string (record->kind), "giver", record->giver_id, "office",
      soky_role_to_string (record->office), "receiver", record->receiver_id, "first", first, "last",
      last, "warrant", record->note, NULL);

  return soky_audit_add (tx, origin, event, record->id, detail, error);
}

SokyDelegationRecord *
soky_delegations_add (SokyTransaction *tx, const SokyOrigin *origin,
                      const SokyDelegationRecord *wish, GError **error)
{
  g_autofree char *id = soky_random_hex (ID_BYTES);
  g_autoptr (SokyPerson) giver = NULL;
  g_autoptr (SokyPerson) receiver = NULL;

  if (!find_person (tx, wish->giver_id, &giver, error) ||
      !find_person (tx, wish->receiver_id, &receiver, error))
    return NULL;
  g_autoptr (GPtrArray) others =
      receiver ? soky_store_list_delegations (tx, receiver->school_id, error) : g_ptr_array_new ();
  if (others == NULL)
    return NULL;
  const SokyDelegationOrder order = {wish, origin->person, giver, receiver, others};
  g_autoptr (SokyDelegationRecord) record =
      soky_delegation_make (id, &order, origin->now_us, error);
  if (record == NULL || !check_types (tx, wish, receiver, error) ||
      !soky_store_add_delegation (tx, record, error) ||
      !note (tx, origin, "delegation-made", record, error))
    return NULL;
  return g_steal_pointer (&record);
}

SokyDelegationRecord *
soky_delegations_revoke (SokyTransaction *tx, const SokyOrigin *origin, const char *id,
                         GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyDelegationRecord) record = soky_store_get_delegation (tx, id, &problem);

  if (record == NULL && !g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  if (record == NULL || (origin->person != NULL && !is_seen (record, origin))) {
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
    return NULL;
  }
  g_autoptr (SokyDelegationRecord) after =
      soky_delegation_revoke (record, origin->person, origin->now_us, error);
  if (after == NULL || !soky_store_revoke_delegation (tx, after, error) ||
      !note (tx, origin, "delegation-revoked", after, error))
    return NULL;
  return g_steal_pointer (&after);
}
