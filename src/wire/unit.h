/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/unit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The answer of GET /units: {units: […]}, parents before children. (element-type SokyUnit) */
char *soky_units_to_json (GPtrArray *units);
GPtrArray *soky_units_from_json (const char *text, gssize length, GError **error);

char *soky_wire_unit_to_json (const SokyUnit *unit);
SokyUnit *soky_wire_unit_from_json (const char *text, gssize length, GError **error);

/* The body of POST /units, and of PATCH /units/{id} (without a level). */
char *soky_unit_change_to_json (const SokyUnit *unit, gboolean is_new);
/* @present: (nullable): what members that are missing are taken from; %NULL for a new unit, which
 * gets @id */
SokyUnit *soky_unit_change_from_json (const char *text, gssize length, const SokyUnit *present,
                                      const char *id, GError **error);

G_END_DECLS
