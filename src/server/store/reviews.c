/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/reviews.h"

/* Each call goes to the backend that the transaction is of. */

gboolean
soky_store_add_delegation (SokyTransaction *tx, const SokyDelegationRecord *record, GError **error)
{
  return tx->reviews->add_delegation (tx, record, error);
}

gboolean
soky_store_revoke_delegation (SokyTransaction *tx, const SokyDelegationRecord *record,
                              GError **error)
{
  return tx->reviews->revoke_delegation (tx, record, error);
}

SokyDelegationRecord *
soky_store_get_delegation (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->reviews->get_delegation (tx, id, error);
}

GPtrArray *
soky_store_list_delegations (SokyTransaction *tx, const char *school_id, GError **error)
{
  return tx->reviews->list_delegations (tx, school_id, error);
}

GPtrArray *
soky_store_list_received (SokyTransaction *tx, const char *person_id, GError **error)
{
  return tx->reviews->list_received (tx, person_id, error);
}

gboolean
soky_store_add_comment (SokyTransaction *tx, const char *book_id, const SokyComment *comment,
                        GError **error)
{
  return tx->reviews->add_comment (tx, book_id, comment, error);
}

gboolean
soky_store_resolve_comment (SokyTransaction *tx, const char *book_id, const SokyComment *comment,
                            GError **error)
{
  return tx->reviews->resolve_comment (tx, book_id, comment, error);
}

GPtrArray *
soky_store_list_comments (SokyTransaction *tx, const char *book_id, GError **error)
{
  return tx->reviews->list_comments (tx, book_id, error);
}
