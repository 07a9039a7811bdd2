/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"

G_BEGIN_DECLS

/* {book_types: […]}; @types: (element-type SokyBookType) */
char *soky_wire_book_types_to_json (GPtrArray *types);
/* Returns: (transfer full) (nullable) (element-type SokyBookType) */
GPtrArray *soky_wire_book_types_from_json (const char *text, gssize length, GError **error);

/* One of them, for storage and administration. */
char *soky_wire_book_type_to_json (const SokyBookType *type);
SokyBookType *soky_wire_book_type_from_json (const char *text, gssize length, GError **error);
/* The same under an id of the reader's, whatever id the message has; its code may be missing. */
SokyBookType *soky_wire_book_type_from_json_as (const char *id, const char *text, gssize length,
                                                GError **error);

G_END_DECLS
