/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/row-look.h"

G_BEGIN_DECLS

/* {looks: […]}: how an administrator wants the signatures of a type; @looks: (element-type
 * SokyRowLook) */
char *soky_wire_looks_to_json (GPtrArray *looks);
/* Returns: (transfer full) (nullable) (element-type SokyRowLook) */
GPtrArray *soky_wire_looks_from_json (const char *text, gssize length, GError **error);

G_END_DECLS
