/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book.h"
#include "book/person.h"

G_BEGIN_DECLS

/* How far a person sees beyond the own books and those on whose routes the person stands. */
typedef struct {
  gboolean school;      /* all that was ever submitted in the person's school */
  GPtrArray *groups;    /* char *: what was submitted by members of these units */
  GPtrArray *inspected; /* char *: what is published in and below these units */
} SokyReach;

/* Nothing for a person who has left. */
void soky_reach_of_person (const SokyPerson *person, SokyReach *reach);
void soky_reach_clear (SokyReach *self);
/* Whether there is anything to look through. */
gboolean soky_reach_is_any (const SokyReach *self);
/* Whether @person may look through books of others, and so has use for that list. */
gboolean soky_person_looks_after_books (const SokyPerson *person);

/* Whether @person may read the book as an inspector.
 * @above: (element-type utf8): the ids of the book's unit and of all units above it */
gboolean soky_book_may_inspect (const SokyBook *book, const SokyPerson *person, GPtrArray *above);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SokyReach, soky_reach_clear)

G_END_DECLS
