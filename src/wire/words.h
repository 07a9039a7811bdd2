/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A list of words as a JSON array, for storage. @words: (element-type utf8) */
char *soky_wire_words_write (GPtrArray *words);
/* Adds them to @words; %FALSE when @text (nullable) is no such list. */
gboolean soky_wire_words_read (const char *text, GPtrArray *words);

G_END_DECLS
