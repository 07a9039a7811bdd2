/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text by its letters and digits alone, without case and diacritics, words one blank apart:
 * "Họ và tên (*)" and "HO_VA_TEN" both give "ho va ten". */
char *soky_import_words (const char *text);

G_END_DECLS
