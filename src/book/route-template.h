/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"

G_BEGIN_DECLS

/* A type of book offers one route first, and perhaps others. */

/* Another route that a submitter may choose. */
typedef struct {
  char *name;
  GPtrArray *rows; /* SokyRouteRow, owned, by order */
} SokyRouteTemplate;

/* Returns: (transfer none): a new template, after all others, without rows. */
SokyRouteTemplate *soky_book_type_add_template (SokyBookType *self, const char *name);
/* The type with another of its routes in front: @index 0 is the one that is there, 1 the first of
 * more_routes. Returns: (transfer full) (nullable): NULL when there is no such route */
SokyBookType *soky_book_type_with_route (const SokyBookType *self, guint index);

/* As soky_book_type_add_row(), for the rows of a template. */
SokyRouteRow *soky_route_add_row (GPtrArray *rows, guint order, SokyRole role, SokyStepKind kind);

G_END_DECLS
