/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "book/comment.h"

G_BEGIN_DECLS

/* A comment of a book; it can be activated where it is pinned to a page.
 *
 * Signal "resolve": what it asks for is done. */
#define SOKY_TYPE_COMMENT_ROW (soky_comment_row_get_type ())
G_DECLARE_FINAL_TYPE (SokyCommentRow, soky_comment_row, SOKY, COMMENT_ROW, GtkListBoxRow)

/* @may_resolve: whether this person may say that it is fixed */
GtkWidget *soky_comment_row_new (SokyComment *comment, gboolean may_resolve);
/* (transfer none) */
SokyComment *soky_comment_row_get_comment (SokyCommentRow *self);

G_END_DECLS
