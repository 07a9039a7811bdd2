/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/call.h"

G_BEGIN_DECLS

/* Writes carry an Idempotency-Key: a request that comes again, because its answer was lost on the
 * way, gets the same answer and changes nothing. Keys are a person's own and are kept for a week;
 * only success is kept, a refusal may turn out otherwise the next time. */

#define SOKY_ANSWERS_KEPT_US ((gint64) 7 * 24 * 3600 * G_USEC_PER_SEC)

/**
 * soky_answers_replay:
 * @replayed: (out): whether @reply holds the answer that was given before
 *
 * Returns: %FALSE with %SOKY_WIRE_ERROR_PRECONDITION_REQUIRED without a key,
 *   %SOKY_WIRE_ERROR_KEY_REUSED when it came with another request before, or a #SokyStoreError
 */
gboolean soky_answers_replay (SokyTransaction *tx, const SokyCall *call, SokyReply *reply,
                              gboolean *replayed, GError **error);
/* Whether the key is known, whatever came with it: before the body was read. */
gboolean soky_answers_knows (SokyTransaction *tx, const SokyCall *call);
/* In the same transaction as the change. */
gboolean soky_answers_keep (SokyTransaction *tx, const SokyCall *call, const SokyReply *reply,
                            GError **error);

G_END_DECLS
