/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/delegation-record.h"

G_BEGIN_DECLS

/* A record of delegation. */
char *soky_wire_delegation_to_json (const SokyDelegationRecord *record);
SokyDelegationRecord *soky_wire_delegation_from_json (const char *text, gssize length,
                                                      GError **error);
/* @list: (element-type SokyDelegationRecord) */
char *soky_wire_delegations_to_json (GPtrArray *list);
/* Returns: (transfer full) (element-type SokyDelegationRecord) (nullable) */
GPtrArray *soky_wire_delegations_from_json (const char *text, gssize length, GError **error);

/* The body of POST /delegations: {kind, giver_id?, office?, body?, receiver_id, first_day,
 * last_day?, type_ids?, note?}; the rest is the server's to know. */
char *soky_wire_delegation_wish_to_json (const SokyDelegationRecord *wish);
SokyDelegationRecord *soky_wire_delegation_wish_from_json (const char *text, gssize length,
                                                           GError **error);

G_END_DECLS
