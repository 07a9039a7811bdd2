/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Order by the rules of Vietnamese, whatever locale the machine has. All return less than, equal to
 * or greater than 0. */

/* The letters first (a ă â b c d đ e ê … o ô ơ … u ư …), then the tones (ngang, huyền, hỏi, ngã,
 * sắc, nặng), then the case. Numbers go by their value: "Lớp 6A" comes before "Lớp 10A". */
int soky_collate_texts (const char *a, const char *b);

/* Names of people: the given name, which stands last, before surname and middle names. */
int soky_collate_names (const char *a, const char *b);

G_END_DECLS
