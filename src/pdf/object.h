/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

/* A handle on an object within libqpdf, released when it leaves its scope: g_auto (SokyObject).
 * Asking an object for what it is not gives null or FALSE, never a warning. References are
 * followed. For siblings within this room. */
typedef struct {
  qpdf_data qpdf;
  qpdf_oh oh;
} SokyObject;

void soky_object_clear (SokyObject *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyObject, soky_object_clear)

SokyObject soky_object_trailer (qpdf_data qpdf);
SokyObject soky_object_by_number (qpdf_data qpdf, int number, int generation);
/* The value of @key ("/Kids") of a dictionary or of a stream's. */
SokyObject soky_object_get (const SokyObject *self, const char *key);
SokyObject soky_object_item (const SokyObject *self, int index);
/* Items of an array; 0 for anything else. */
int soky_object_count (const SokyObject *self);

gboolean soky_object_is_null (const SokyObject *self);
gboolean soky_object_is_array (const SokyObject *self);
gboolean soky_object_is_dictionary (const SokyObject *self);
gboolean soky_object_is_stream (const SokyObject *self);
gboolean soky_object_is_string (const SokyObject *self);
/* @name with its slash. */
gboolean soky_object_is_name (const SokyObject *self, const char *name);
gboolean soky_object_has (const SokyObject *self, const char *key);

gboolean soky_object_get_integer (const SokyObject *self, gint64 *value);
gboolean soky_object_get_number (const SokyObject *self, double *value);
/* x0 y0 x1 y1 with x0 <= x1 and y0 <= y1. */
gboolean soky_object_get_rect (const SokyObject *self, double rect[4]);
/* What the object was reached by: FALSE for a direct one. */
gboolean soky_object_get_reference (const SokyObject *self, int *number, int *generation);

/* The name without its slash, or NULL. */
char *soky_object_dup_name (const SokyObject *self);
/* A text string in UTF-8, or NULL. */
char *soky_object_dup_text (const SokyObject *self);
/* The bytes of a string, or NULL. */
GBytes *soky_object_dup_bytes (const SokyObject *self);
/* PDF source: a reference stays one, or (resolved) is followed once. */
char *soky_object_dup_source (const SokyObject *self);
char *soky_object_dup_resolved (const SokyObject *self);
/* The keys of a dictionary (or of a stream's), with their slashes. */
char **soky_object_dup_keys (const SokyObject *self);
/* The bytes of a stream, undecoded. */
GBytes *soky_object_read_raw (const SokyObject *self);

G_END_DECLS
