/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/person.h"

G_BEGIN_DECLS

/* Questions about a book that need no rule. Nothing here takes ownership. */

/* The present or last round; %NULL before the first submission. */
SokyRound *soky_book_get_round (const SokyBook *self);
/* Steps of that round by order; an empty array before the first submission.
 * Returns: (transfer none) (element-type SokyStep) */
GPtrArray *soky_book_get_steps (const SokyBook *self);
/* Whether it is the turn of @step: the book is in review and nothing of a lower order is pending.
 */
gboolean soky_book_is_current_step (const SokyBook *self, const SokyStep *step);
/* The step whose turn it is and that is @person_id's: %NULL when it is not the person's turn. */
SokyStep *soky_book_find_current_step (const SokyBook *self, const char *person_id);
/* Whether @step is the only one of the persons' (initials included) that is still pending. */
gboolean soky_book_is_last_approval (const SokyBook *self, const SokyStep *step);
/* Why the last round came back to the owner, %NULL when it did not. */
const char *soky_book_get_return_reason (const SokyBook *self);
/* Whether somebody but the owner signed or approved a step of the present round. */
gboolean soky_book_has_others_decision (const SokyBook *self);
/* Whether the recall that is asked for waits for the consent of whoever decided @step, or in whose
 * place. */
gboolean soky_book_lacks_consent (const SokyBook *self, const SokyStep *step);
/* Whether @person_id still has to answer a recall that is asked for. */
gboolean soky_book_awaits_consent (const SokyBook *self, const char *person_id);

/* "draft", "in_review", "returned", "approved", "published", "deleted" */
const char *soky_book_state_to_string (SokyBookState state);
gboolean soky_book_state_from_string (const char *text, SokyBookState *state);
const char *soky_book_state_get_label (SokyBookState state);
/* A label for lists: "Tuần 3 · 6A · Tin học". */
char *soky_book_get_subtitle (const SokyBook *self);

G_END_DECLS
