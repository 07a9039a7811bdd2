/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* JSON lines, as exports and recordings are written: one object a line. */
typedef struct _SokyWireLine SokyWireLine;

SokyWireLine *soky_wire_line_new (void);
/* @value: (nullable): UTF-8; NULL = the member is left out */
void soky_wire_line_add_text (SokyWireLine *self, const char *name, const char *value);
void soky_wire_line_add_number (SokyWireLine *self, const char *name, gint64 value);
/* @pairs: (element-type utf8 utf8): becomes an object */
void soky_wire_line_add_pairs (SokyWireLine *self, const char *name, GHashTable *pairs);
/* Takes @self; returns the line with its end. */
char *soky_wire_line_finish (SokyWireLine *self);

G_END_DECLS
