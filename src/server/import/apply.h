/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/secret.h"
#include "server/audit.h"
#include "server/import/plan.h"

G_BEGIN_DECLS

/* From a plan to the school: all of it, or nothing. */

/* Hashes of the one-time passwords of those whom @plan adds: login -> hash. Takes about a
 * millisecond for each; done before the transaction, so that nobody waits for it. */
GHashTable *soky_import_hash_passwords (const SokyImportPlan *plan, const SokySecret *seed);

/**
 * soky_import_apply:
 * @hashes: (nullable): of soky_import_hash_passwords(), of the same file; for people
 *
 * The report of @plan says afterwards that it was applied. A plan with errors is never applied:
 * %SOKY_WIRE_ERROR_INVALID_FIELD.
 */
gboolean soky_import_apply (SokyTransaction *tx, const SokyOrigin *origin,
                            const SokyImportOrder *order, SokyImportPlan *plan, GHashTable *hashes,
                            GError **error);

/* Gives @person_id the password whose hash this is, to be used once. */
gboolean soky_import_give_password (SokyTransaction *tx, const char *person_id, const char *hash,
                                    gint64 now_us, GError **error);

G_END_DECLS
