/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "book/comment.h"

G_BEGIN_DECLS

/* What was said of a book in review, and a place to say more.
 *
 * Signals: "send" (SokyComment wish); "keep" (SokyComment wish): for the return; "drop" (uint
 * index): of what was kept, no more; "resolve" (uint number); "show-comment" (SokyComment): one
 * that is pinned was chosen; "choose-place" (gboolean): whether a place on the page is to be drawn.
 */
#define SOKY_TYPE_COMMENTS_PANEL (soky_comments_panel_get_type ())
G_DECLARE_FINAL_TYPE (SokyCommentsPanel, soky_comments_panel, SOKY, COMMENTS_PANEL, AdwBin)

GtkWidget *soky_comments_panel_new (void);

/* Says that they are on their way; what was typed for another book goes. */
void soky_comments_panel_set_loading (SokyCommentsPanel *self);
/* Says why they could not be loaded. */
void soky_comments_panel_set_error (SokyCommentsPanel *self, const GError *error);
/* @comments: (element-type SokyComment): all of @book */
void soky_comments_panel_show (SokyCommentsPanel *self, GPtrArray *comments, const SokyBook *book,
                               const SokyActor *actor);
/* What is kept for a return, where the person may make one. @marks: (element-type SokyComment) */
void soky_comments_panel_show_marks (SokyCommentsPanel *self, GPtrArray *marks,
                                     gboolean may_return);
/* The place that was drawn for the comment being written. */
void soky_comments_panel_set_place (SokyCommentsPanel *self, guint page,
                                    const SokyCommentPlace *place);
/* While one is on its way; then @error says why it was not taken, or with %NULL the text goes. */
void soky_comments_panel_set_sending (SokyCommentsPanel *self);
void soky_comments_panel_set_sent (SokyCommentsPanel *self, const GError *error);

G_END_DECLS
