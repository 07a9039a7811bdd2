/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-query.h"

G_BEGIN_DECLS

/* How books read in lists and panels. */

/* A style class for the chip of a state: "draft", "in-review", "returned"… */
const char *soky_book_state_get_style (SokyBookState state);
/* Whose turn it is, "Trần Văn Minh"; several are joined by commas; "" when it is nobody's. */
char *soky_book_describe_current (const SokyBook *book);
/* Type, class, subject and period in one line. */
char *soky_book_describe_kind (const SokyBook *book);
/* A name for the file when it is saved: "Tin học 6A - Week 3.pdf". */
char *soky_book_suggest_file_name (const SokyBook *book);

/* What a step of the route says: "Signed 05/09/2026 14:30", "It is their turn"… */
char *soky_step_describe (const SokyBook *book, const SokyStep *step);
/* A style class for it: "success", "accent", "error" or "dim-label"; and its icon. */
const char *soky_step_get_style (const SokyBook *book, const SokyStep *step);
const char *soky_step_get_icon (const SokyBook *book, const SokyStep *step);
/* Who decided in the place of the person it names: "KT. Hiệu trưởng: Trần Thị Thu"; %NULL when
 * nobody did. */
char *soky_step_describe_stand_in (const SokyStep *step);
/* The role and whether a signature is asked for: "Group head · Ký CA". */
char *soky_step_describe_role (const SokyStep *step);

G_END_DECLS
