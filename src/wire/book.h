/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "book/book.h"

G_BEGIN_DECLS

/* A book with everything it holds: all rounds and revisions. Storage may use it as well. */
char *soky_wire_book_to_json (const SokyBook *book);
SokyBook *soky_wire_book_from_json (const char *text, gssize length, GError **error);

/* A page of a list. Its books carry their last round only, and no revisions. */
typedef struct {
  GPtrArray *books;  /* SokyBook */
  char *next_cursor; /* nullable */
  guint inbox;       /* how many each view has in all */
  guint outbox;
  guint published;
  guint unit;
} SokyBookPage;

SokyBookPage *soky_book_page_new (void);
void soky_book_page_free (SokyBookPage *self);
char *soky_book_page_to_json (const SokyBookPage *self);
SokyBookPage *soky_book_page_from_json (const char *text, gssize length, GError **error);

/* The body of POST /books: {type_id, title, school_year, period, class, subject}. */
char *soky_wire_create_to_json (const char *type_id, const SokyBookFields *fields);
gboolean soky_wire_create_from_json (const char *text, gssize length, char **type_id,
                                     SokyBookFields *fields, GError **error);

/* The body of PATCH /books/{id}: the fields that change; those left out stay as in @present. */
char *soky_wire_edit_to_json (const SokyBookFields *fields);
gboolean soky_wire_edit_from_json (const char *text, gssize length, const SokyBookFields *present,
                                   SokyBookFields *fields, GError **error);

/* The body of POST /books/{id}/actions: {action, route?, note?, reason?, marks?, auto_publish?,
 * granted?}. Only submit, approve, return, recall, consent, publish and revoke travel this way. */
char *soky_wire_action_to_json (const SokyAction *action);
/* @version: from If-Match. The people of a route are left for the server to add. */
SokyAction *soky_wire_action_from_json (const char *text, gssize length, guint64 version,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyBookPage, soky_book_page_free)

/* {number, date}: what a stamp may have. */
char *soky_wire_numbering_to_json (const SokyNumbering *numbering);
gboolean soky_wire_numbering_from_json (const char *text, gssize length, SokyNumbering *numbering,
                                        GError **error);

G_END_DECLS
