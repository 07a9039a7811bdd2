/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/delegation-record.h"
#include "book/error.h"
#include "book/person.h"

G_BEGIN_DECLS

/* The rules of delegation (Nghị định 30/2020/NĐ-CP, Điều 13). What is given is given by who holds
 * the office, to somebody of the same school; who has received it cannot pass it on. */

#define SOKY_DELEGATION_MAX_NOTE 200  /* characters */
#define SOKY_DELEGATION_MAX_TYPES 100 /* that one is limited to */
#define SOKY_DELEGATION_MAX_OPEN 200  /* records of a school that have not ended */

/* What a new record is made of. */
typedef struct {
  const SokyDelegationRecord *wish; /* kind, office, title of a body, dates, types and note */
  const SokyPerson *maker;
  const SokyPerson *giver; /* %NULL for a body */
  const SokyPerson *receiver;
  GPtrArray *others; /* SokyDelegationRecord: all of the school */
} SokyDelegationOrder;

/**
 * soky_delegation_make:
 * @id: the new record's, chosen by the store
 *
 * A principal gives his own office; the school's administrator notes what was decided on paper. A
 * deputy (KT.) is a vice-principal, or anybody for a group's head; an order (TL.) and a warrant
 * (TUQ.) are the principal's, and a warrant is written and limited in time. The holder of an office
 * for the time being (Q.) is noted by the administrator, never by who holds it.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL with a #SokyBookError
 */
SokyDelegationRecord *soky_delegation_make (const char *id, const SokyDelegationOrder *order,
                                            gint64 now_us, GError **error);

/* From @now_us on it is not in force any more. Who may: the giver, the maker and the school's
 * administrator. */
SokyDelegationRecord *soky_delegation_revoke (const SokyDelegationRecord *record,
                                              const SokyPerson *person, gint64 now_us,
                                              GError **error);

/* Whether @person may make any at all, of the school that @person belongs to. */
gboolean soky_delegation_may_make (const SokyPerson *person);
gboolean soky_delegation_may_revoke (const SokyDelegationRecord *record, const SokyPerson *person,
                                     gint64 now_us);
/* The principals and the administrator see all of their school; others what concerns them. */
gboolean soky_delegation_may_see (const SokyDelegationRecord *record, const SokyPerson *person);

/* Whether books and steps of @school_id for @giver_id as @office are decided by it at @now_us. */
gboolean soky_delegation_covers (const SokyDelegationRecord *record, const char *giver_id,
                                 SokyRole office, const char *type_id, gint64 now_us);

G_END_DECLS
