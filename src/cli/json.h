/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the --json of tokens and inspect is made of. */
void soky_json_add_text (JsonBuilder *builder, const char *name, const char *text);
void soky_json_add_number (JsonBuilder *builder, const char *name, gint64 number);
void soky_json_add_flag (JsonBuilder *builder, const char *name, gboolean flag);
void soky_json_add_rect (JsonBuilder *builder, const char *name, const double rect[4]);
/* Prints what was built. */
void soky_json_print (JsonBuilder *builder);

G_END_DECLS
