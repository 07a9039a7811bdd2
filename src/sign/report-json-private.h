/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/change.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the files that write and read a report share. The readers take nothing for granted: a member
 * that is missing or of another type is a failure that names it. */

gboolean soky_report_json_fail (GError **error, const char *what);
JsonNode *soky_report_json_member (JsonObject *object, const char *name, JsonNodeType type,
                                   GError **error);
gboolean soky_report_json_read_text (JsonObject *object, const char *name, char **text,
                                     GError **error);
/* A whole number, not negative. */
gboolean soky_report_json_read_number (JsonObject *object, const char *name, gint64 *number,
                                       GError **error);
gboolean soky_report_json_read_flag (JsonObject *object, const char *name, gboolean *flag,
                                     GError **error);
/* An array of @least to @most plain values. */
JsonArray *soky_report_json_read_array (JsonObject *object, const char *name, guint least,
                                        guint most, GError **error);
gboolean soky_report_json_read_rect (JsonObject *object, double rect[4], GError **error);

/* "change_list", an array of objects; @changes: (element-type SokyPdfChange) */
void soky_report_json_add_changes (JsonBuilder *builder, GPtrArray *changes);
gboolean soky_report_json_read_changes (JsonObject *object, GPtrArray *changes, GError **error);

G_END_DECLS
