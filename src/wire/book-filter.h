/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-filter.h"

G_BEGIN_DECLS

/* A filter as parameters of a query: type, state, class, subject, school_year, from, to, owner,
 * unit, sort, order. */

/* The names, NULL-terminated. */
extern const char *const soky_wire_filter_names[];

/* Sets one of them. @value: (nullable): asks for nothing. %FALSE with
 * %SOKY_WIRE_ERROR_INVALID_FIELD */
gboolean soky_wire_filter_set (SokyBookFilter *self, const char *name, const char *value,
                               GError **error);
/* Appends "&name=value" for all that is asked for. */
void soky_wire_filter_append (const SokyBookFilter *self, GString *query);
/* "&name=value"; nothing where @value is NULL or empty. */
void soky_wire_append_parameter (GString *query, const char *name, const char *value);

G_END_DECLS
