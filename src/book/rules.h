/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "book/book-type.h"
#include "book/error.h"
#include "book/event.h"

G_BEGIN_DECLS

/* Every rule about books is behind these functions; they read nothing but their parameters. */

#define SOKY_BOOK_MAX_STEPS 30
#define SOKY_BOOK_MAX_ORDER 99
#define SOKY_BOOK_MAX_ROUNDS 100
#define SOKY_BOOK_MAX_REVISIONS 1000
#define SOKY_BOOK_MAX_TITLE 200   /* characters */
#define SOKY_BOOK_MAX_REASON 1000 /* characters */
#define SOKY_BOOK_MAX_NOTE 500    /* characters */
#define SOKY_BOOK_MAX_FIELD 60    /* characters: class, subject, period */

/**
 * soky_book_create:
 * @id: the new book's, chosen by the store
 * @events: (out) (optional) (transfer full) (element-type SokyEvent): for the audit
 *
 * The deadline is left 0: whoever knows the school's calendar may set due_us before he shares the
 * book, here and after an edit.
 *
 * Returns: (transfer full) (nullable): a draft of version 1, or %NULL with a #SokyBookError
 */
SokyBook *soky_book_create (const char *id, const SokyBookType *type, const SokyActor *actor,
                            const SokyBookFields *fields, gint64 now_us, GPtrArray **events,
                            GError **error);

/**
 * soky_book_apply:
 * @book: as the store has it now, with all rounds; its revisions may be left out
 * @type: of the book
 * @events: (out) (optional) (transfer full) (element-type SokyEvent): for the audit
 *
 * The one function that decides every change. A signature or a new PDF adds one element to the
 * book's revisions.
 *
 * Returns: (transfer full) (nullable): the book after @action, one version on, or %NULL with a
 *   #SokyBookError that says why not and what to do
 */
SokyBook *soky_book_apply (const SokyBook *book, const SokyBookType *type, const SokyActor *actor,
                           const SokyAction *action, gint64 now_us, GPtrArray **events,
                           GError **error);

/**
 * soky_book_may:
 *
 * Whether a button is enabled: all that soky_book_apply() would check before it looks into the
 * action itself.
 *
 * Returns: TRUE, or FALSE with the #SokyBookError to show
 */
gboolean soky_book_may (const SokyBook *book, const SokyBookType *type, const SokyActor *actor,
                        SokyActionKind kind, gint64 now_us, GError **error);

/* Whether @actor may make books of @type at all. */
gboolean soky_book_may_create (const SokyBookType *type, const SokyActor *actor, GError **error);
/* Whether "Tự động ban hành" is to be offered to @actor, who is about to sign or approve. */
gboolean soky_book_may_auto_publish (const SokyBook *book, const SokyBookType *type,
                                     const SokyActor *actor, gint64 now_us, GError **error);
/* Whether @actor may read the book: its owner, everybody whom a round names, who stands in for one
 * of them while it is in review, its school's heads and administrator, the head of the owner's
 * group, and once it is published everybody of the school (and inspectors: book/reach.h). */
gboolean soky_book_may_read (const SokyBook *book, const SokyActor *actor, gint64 now_us);

/**
 * soky_route_check:
 * @steps: (element-type SokyStep): a route as it is put together
 * @people: (element-type SokyPerson): those whom it names
 *
 * The rules of a submission about its route alone, for the dialog.
 */
gboolean soky_route_check (const SokyBookType *type, const char *school_id, GPtrArray *steps,
                           GPtrArray *people, GError **error);

/**
 * soky_route_resolve:
 * @people: (element-type SokyPerson): who can be chosen from
 *
 * The default route of @type as steps: the owner in the owner's row; where a role is held by one
 * person only (in the owner's unit first, then in the school), that person; else a step with an
 * empty person_id, for the user to choose. Optional rows nobody holds are left out.
 *
 * Returns: (transfer full) (element-type SokyStep)
 */
GPtrArray *soky_route_resolve (const SokyBookType *type, const SokyPerson *owner,
                               GPtrArray *people);

/* Whether @book is one that can exist; the tests ask after every step. NULL when it is, else a
 * description of what is wrong. */
char *soky_book_find_impossible (const SokyBook *book);

G_END_DECLS
