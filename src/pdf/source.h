/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/object.h"

G_BEGIN_DECLS

/* PDF source text for objects of an update. */

/**
 * soky_source_edit:
 * @dictionary: its values are taken over as they are, references included
 * @...: pairs of a key with its slash and the source of its new value, then %NULL
 *
 * Returns: (transfer full): the dictionary's source with these keys set
 */
char *soky_source_edit (const SokyObject *dictionary, ...) G_GNUC_NULL_TERMINATED;

/* The source of an array with @item added at its end; anything but an array counts as empty. */
char *soky_source_append (const SokyObject *array, const char *item);

/* A text string: plain when it is ASCII, else UTF-16BE with its mark. */
char *soky_source_text (const char *text);
/* A string of bytes, in hexadecimal digits. */
char *soky_source_bytes (GBytes *bytes);
/* A name from its characters without a slash, escaped where needed: libqpdf hands out keys of
 * dictionaries with their escapes resolved. */
char *soky_source_name (const char *name);
/* "[x0 y0 x1 y1]" or six numbers, with a point whatever the locale. */
char *soky_source_numbers (const double *numbers, guint count);

G_END_DECLS
