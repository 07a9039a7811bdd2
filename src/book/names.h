/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Enumerations travel and are stored as words; a table of them, indexed by value, serves both ways.
 */
#define soky_names_get(names, value)                                                               \
  ((guint) (value) < G_N_ELEMENTS (names) ? (names)[(guint) (value)] : NULL)
#define soky_names_find(names, text, value)                                                        \
  soky_names_search ((names), G_N_ELEMENTS (names), (text), (value))

/* Finds @text among @count names; FALSE when it is none of them (or NULL). */
gboolean soky_names_search (const char *const *names, guint count, const char *text, guint *value);

/* Defines prefix_to_string() and prefix_from_string() over such a table. */
#define SOKY_DEFINE_NAMES(Type, prefix, names)                                                     \
  const char *prefix##_to_string (Type value)                                                      \
  {                                                                                                \
    return soky_names_get (names, value);                                                          \
  }                                                                                                \
  gboolean prefix##_from_string (const char *text, Type *value)                                    \
  {                                                                                                \
    guint found;                                                                                   \
    if (!soky_names_find (names, text, &found))                                                    \
      return FALSE;                                                                                \
    *value = (Type) found;                                                                         \
    return TRUE;                                                                                   \
  }

/* Replaces the string at @place by a copy of @text. */
void soky_names_assign (char **place, const char *text);

G_END_DECLS
