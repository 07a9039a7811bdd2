/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "book/event.h"

G_BEGIN_DECLS

/* What people who review a book say about it, perhaps pinned to a place. */

#define SOKY_COMMENT_MAX_TEXT 1000 /* characters */
#define SOKY_COMMENT_MAX_COUNT 500 /* of a book */
#define SOKY_COMMENT_MAX_MARKS 50  /* that go with a return */
#define SOKY_COMMENT_SCALE 10000   /* a place is counted in this part of the page */

/* A rectangle on a page as it is shown, from its top left corner, in 1/10,000 of its width and
 * height. */
typedef struct {
  int left, top, right, bottom;
} SokyCommentPlace;

typedef struct {
  guint number; /* in its book, from 1 */
  guint round;
  int revision; /* that was looked at, -1 = none in particular */
  guint page;   /* from 1; 0 = of the whole book */
  SokyCommentPlace place;
  char *text;
  char *author_id;
  char *author_name;
  gint64 made_us;
  gboolean returned; /* it came with a return */
  gint64 resolved_us;
  char *resolver_id; /* nullable: until it is resolved */
  char *resolver_name;
} SokyComment;

#define SOKY_TYPE_COMMENT (soky_comment_get_type ())
GType soky_comment_get_type (void);

/* Of the whole book, for its maker to complete. */
SokyComment *soky_comment_new (const char *text);
SokyComment *soky_comment_copy (const SokyComment *self);
SokyComment *soky_comment_ref (SokyComment *self);
void soky_comment_unref (SokyComment *self);

/**
 * soky_comment_make:
 * @wish: text, revision, page and place
 * @others: (element-type SokyComment): all of the book
 * @returns: it goes with the return of @book, which is still in review
 *
 * Who may: while a book is in review its owner, everybody on its present route and who stands in
 * for one of them.
 *
 * Returns: (transfer full) (nullable): the comment with the next number, or %NULL with a
 *   #SokyBookError
 */
SokyComment *soky_comment_make (const SokyBook *book, const SokyActor *actor,
                                const SokyComment *wish, GPtrArray *others, gboolean returns,
                                gint64 now_us, GError **error);
gboolean soky_comment_may_make (const SokyBook *book, const SokyActor *actor, gint64 now_us,
                                GError **error);

/* Đã sửa: by the owner or the author, until the book is approved. */
SokyComment *soky_comment_resolve (const SokyBook *book, const SokyComment *comment,
                                   const SokyPerson *person, gint64 now_us, GError **error);
gboolean soky_comment_may_resolve (const SokyBook *book, const SokyComment *comment,
                                   const SokyPerson *person, GError **error);

/* Its owner, who was on a route, and the heads of the school; not all who read what is published.
 */
gboolean soky_comment_may_read (const SokyBook *book, const SokyActor *actor, gint64 now_us);

/* What goes into the audit. */
SokyEvent *soky_comment_make_event (const SokyComment *self, const SokyBook *book,
                                    const SokyPerson *person, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyComment, soky_comment_unref)

G_END_DECLS
