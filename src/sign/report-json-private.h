/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/report.h"

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
/* RFC 3339, or null for 0. */
gboolean soky_report_json_read_moment (JsonObject *object, const char *name, gint64 *moment_us,
                                       GError **error);
/* The value whose word stands under @name; @word gives the word of each of @count values. */
gboolean soky_report_json_read_word (JsonObject *object, const char *name,
                                     const char *(*word) (guint value), guint count, guint *value,
                                     GError **error);
/* An array of @least to @most plain values. */
JsonArray *soky_report_json_read_array (JsonObject *object, const char *name, guint least,
                                        guint most, GError **error);
gboolean soky_report_json_read_rect (JsonObject *object, double rect[4], GError **error);

/* "change_list", an array of objects; @changes: (element-type SokyPdfChange) */
void soky_report_json_add_changes (JsonBuilder *builder, GPtrArray *changes);
gboolean soky_report_json_read_changes (JsonObject *object, GPtrArray *changes, GError **error);

/* Level, times and revocation of a signature, and the policy that was followed. */
void soky_report_json_add_proof (JsonBuilder *builder, const SokyReport *file,
                                 const SokySignatureReport *report);
gboolean soky_report_json_read_proof (JsonObject *object, SokySignatureReport *report,
                                      GError **error);
gboolean soky_report_json_read_policy (JsonObject *object, SokyReport *report, GError **error);

G_END_DECLS
