/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/delegation-record.h"
#include "server/audit.h"

G_BEGIN_DECLS

/* Delegation: the rules are asked, their answer is stored together with its audit record. Errors
 * are #SokyBookError, #SokyWireError or #SokyStoreError. */

/* What @origin's person has received and is in force now. (element-type SokyDelegationRecord) */
GPtrArray *soky_delegations_in_force (SokyTransaction *tx, const SokyOrigin *origin,
                                      GError **error);

/* Those that @origin's person may see: all of the school, or with @own those received. */
GPtrArray *soky_delegations_list (SokyTransaction *tx, const SokyOrigin *origin, gboolean own,
                                  GError **error);

/* @wish: with the identifiers of both people. Nothing is said of people of other schools. */
SokyDelegationRecord *soky_delegations_add (SokyTransaction *tx, const SokyOrigin *origin,
                                            const SokyDelegationRecord *wish, GError **error);
SokyDelegationRecord *soky_delegations_revoke (SokyTransaction *tx, const SokyOrigin *origin,
                                               const char *id, GError **error);

G_END_DECLS
