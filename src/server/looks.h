/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/row-look.h"
#include "server/audit.h"

G_BEGIN_DECLS

/**
 * soky_looks_set:
 * @unit_id: where they hold, and below
 * @looks: (element-type SokyRowLook): what is not among them stays as the type has it; none = all
 *
 * Changes how signatures on books of a type look, and writes it into the audit.
 *
 * Returns: (transfer full) (nullable): the type as @unit_id has it from now on, or %NULL with a
 *   #SokyBookError, or %SOKY_WIRE_ERROR_NOT_FOUND when the unit has no such type
 */
SokyBookType *soky_looks_set (SokyTransaction *tx, const SokyOrigin *origin, const char *unit_id,
                              const char *type_id, GPtrArray *looks, GError **error);
/* The type as @unit_id has it. */
SokyBookType *soky_looks_find_type (SokyTransaction *tx, const char *unit_id, const char *type_id,
                                    GError **error);

G_END_DECLS
