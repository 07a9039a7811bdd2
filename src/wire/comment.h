/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/comment.h"

G_BEGIN_DECLS

/* A comment of a book. */
char *soky_wire_comment_to_json (const SokyComment *comment);
SokyComment *soky_wire_comment_from_json (const char *text, gssize length, GError **error);
/* @list: (element-type SokyComment) */
char *soky_wire_comments_to_json (GPtrArray *list);
/* Returns: (transfer full) (element-type SokyComment) (nullable) */
GPtrArray *soky_wire_comments_from_json (const char *text, gssize length, GError **error);

/* The body of POST /books/{id}/comments: {text, revision?, page?, place?}; the rest is the server's
 * to know. */
char *soky_wire_comment_wish_to_json (const SokyComment *wish);
SokyComment *soky_wire_comment_wish_from_json (const char *text, gssize length, GError **error);

G_END_DECLS
