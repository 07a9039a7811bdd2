/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "book/delegation-record.h"

G_BEGIN_DECLS

/* What a person can do for others: those whose delegations he carries. */

/**
 * soky_actor_find_step:
 * @by: (out) (optional): the record by which it is decided; %NULL for the person's own step, unless
 *   that is signed in the name of a body
 *
 * The step whose turn it is and that @actor decides: his own before that of somebody he stands in
 * for. Nobody stands in where his own book is decided, and a stamp is never delegated.
 *
 * Returns: (transfer none) (nullable)
 */
SokyStep *soky_actor_find_step (const SokyActor *actor, const SokyBook *book, gint64 now_us,
                                const SokyDelegationRecord **by);
/* The record by which @actor could decide @step, were it its turn. (nullable) */
const SokyDelegationRecord *soky_actor_find_delegation (const SokyActor *actor,
                                                        const SokyBook *book, const SokyStep *step,
                                                        gint64 now_us);
/* Whether @actor is a principal's provisional successor (Q.), for books of @type_id. */
gboolean soky_actor_acts_as_principal (const SokyActor *actor, const char *school_id,
                                       const char *type_id, gint64 now_us);

G_END_DECLS
