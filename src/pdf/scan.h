/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The highest object number that we accept anywhere (ISO 32000-1 annex C). */
#define SOKY_PDF_MAX_NUMBER 8388607

/* A cursor over the raw bytes of a PDF; it never reads at or after @length. Plain struct, no
 * ownership. A function that returns FALSE leaves the cursor where it was or at the bad byte. */
typedef struct {
  const guint8 *data;
  gsize length;
  gsize at;
} SokyScan;

/* Where a value stands: [start, end). */
typedef struct {
  gsize start;
  gsize end;
} SokySpan;

/* One reference of the object that is scanned to another. */
typedef void (*SokyScanRefFunc) (guint number, guint generation, gpointer user_data);

gboolean soky_scan_is_space (guint8 byte);
gboolean soky_scan_is_delimiter (guint8 byte);

/* White space and comments (ISO 32000-2 §7.2.3). */
void soky_scan_space (SokyScan *self);
/* The word and no more of a word after it. */
gboolean soky_scan_word (SokyScan *self, const char *word);
/* The line end that must follow "stream": CR LF or LF (ISO 32000-2 §7.3.8.1). */
gboolean soky_scan_line_end (SokyScan *self);
/* Decimal digits alone, at most 19. */
gboolean soky_scan_unsigned (SokyScan *self, guint64 *value);
/* "N G word": the head of an indirect object ("obj") or a reference ("R"). */
gboolean soky_scan_object_head (SokyScan *self, const char *word, guint *number, guint *generation);
/* One whole object of any kind, a reference included; @func is called for each reference in it. */
gboolean soky_scan_object (SokyScan *self, SokyScanRefFunc func, gpointer user_data);

/**
 * soky_scan_dictionary:
 *
 * Takes a dictionary from << to >>.
 *
 * Returns: (transfer full) (nullable): decoded key without its slash -> #SokySpan of the value, or
 *   %NULL when it is malformed or names a key twice
 */
GHashTable *soky_scan_dictionary (SokyScan *self);
/* A cursor on the value of @key that ends with it; FALSE when there is no such key. */
gboolean soky_scan_value (const SokyScan *self, GHashTable *dictionary, const char *key,
                          SokyScan *value);
/* The value of @key as a direct number without sign or fraction. */
gboolean soky_scan_value_unsigned (const SokyScan *self, GHashTable *dictionary, const char *key,
                                   guint64 *number);

G_END_DECLS
