/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/action.h"
#include "client/request.h"

G_BEGIN_DECLS

/* How changes of books are put to the server, now or from the outbox. Private to this room. All
 * but the first are refused when the book is not at @version any more. */

/* @rest: (nullable): "/actions" */
char *soky_book_request_path (const char *id, const char *rest);
/* @body: of soky_wire_create_to_json() */
SokyRequest *soky_book_request_create (const char *body);
/* @body: of soky_wire_action_to_json() */
SokyRequest *soky_book_request_act (const char *id, guint64 version, const char *body);
/* A whole new PDF. */
SokyRequest *soky_book_request_attach (const char *id, guint64 version, const char *path);
/* What @path has after its first @base_length bytes. */
SokyRequest *soky_book_request_sign (const char *id, guint64 version, const char *path,
                                     const char *base_sha256, goffset base_length,
                                     gboolean auto_publish);
/* The same of a stamp that has a number; none is left out. */
void soky_book_request_set_numbering (SokyRequest *request, const SokyNumbering *numbering);
SokyRequest *soky_book_request_delete (const char *id, guint64 version);

G_END_DECLS
