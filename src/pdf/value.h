/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SOKY_VALUE_SCALAR, /* number, boolean, name, string, null: in @text */
  SOKY_VALUE_REFERENCE,
  SOKY_VALUE_ARRAY,
  SOKY_VALUE_DICTIONARY,
} SokyValueKind;

/* A PDF object as libqpdf writes it: a fixed spelling, so that equal text is an equal object. */
typedef struct _SokyValue SokyValue;
struct _SokyValue {
  SokyValueKind kind;
  const char *text; /* within the root's own copy; not terminated: */
  gsize length;
  char *owned; /* of the root alone */
  int number;  /* of a reference */
  int generation;
  GPtrArray *items; /* SokyValue*: of an array, or the values of a dictionary */
  GPtrArray *keys;  /* char* with the slash, beside @items */
};

/* One reference of an object to another. */
typedef void (*SokyValueRefFunc) (int number, int generation, gpointer user_data);

/* Returns: (transfer full) (nullable): the tree, or %NULL when @text is not one whole object or is
 *   nested too deeply */
SokyValue *soky_value_parse (const char *text);
void soky_value_free (SokyValue *self);

/* Calls @func for each reference in @text, an object's spelling, without building a tree; FALSE
 * when
 * @text cannot be taken apart to its end. */
gboolean soky_value_foreach_reference (const char *text, SokyValueRefFunc func, gpointer user_data);

/* Whether two spellings are of equal objects: 612 and 612.0 are the same number. */
gboolean soky_value_text_equal (const char *text, const char *other);

/* Returns: (nullable): the value of @key ("/Kids"), or %NULL; also when @self is no dictionary or
 * NULL */
const SokyValue *soky_value_get (const SokyValue *self, const char *key);
guint soky_value_get_length (const SokyValue *self);
const SokyValue *soky_value_get_item (const SokyValue *self, guint index);
gboolean soky_value_is (const SokyValue *self, const char *text);
/* Equal spelling but for the way numbers are written; two absent values are equal. */
gboolean soky_value_equal (const SokyValue *self, const SokyValue *other);
/* The number, or @fallback when it is none. */
gint64 soky_value_get_integer (const SokyValue *self, gint64 fallback);
double soky_value_get_number (const SokyValue *self, double fallback);
/* The text of a string in UTF-8 (UTF-16, UTF-8 or PDFDocEncoding); NULL when it is no string. */
char *soky_value_dup_text (const SokyValue *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyValue, soky_value_free)

G_END_DECLS
