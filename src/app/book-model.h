/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-filter.h"
#include "client/session-books.h"

G_BEGIN_DECLS

/* A book as a row of a list. */
#define SOKY_TYPE_BOOK_ITEM (soky_book_item_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookItem, soky_book_item, SOKY, BOOK_ITEM, GObject)

SokyBookItem *soky_book_item_new (SokyBook *book);
/* (transfer none) */
SokyBook *soky_book_item_get_book (SokyBookItem *self);
/* Property "mark": what is said beside the book in place of its time, or NULL. */
const char *soky_book_item_get_mark (SokyBookItem *self);
void soky_book_item_set_mark (SokyBookItem *self, const char *mark);

/* A GListModel of SokyBookItem: the books of one view, page by page from the server.
 *
 * Properties: "loading" (boolean). Signals: "changed": a page came or failed; "counted" (guint
 * outbox, guint inbox, guint published, guint unit): how many books each view has. */
#define SOKY_TYPE_BOOK_MODEL (soky_book_model_get_type ())
G_DECLARE_FINAL_TYPE (SokyBookModel, soky_book_model, SOKY, BOOK_MODEL, GObject)

SokyBookModel *soky_book_model_new (SokySession *session, SokyBookView view);

SokyBookView soky_book_model_get_view (SokyBookModel *self);

/* Asks for all pages by itself, as far as %SOKY_BOOK_MODEL_MOST: a list that is to be worked
 * through. */
void soky_book_model_set_whole (SokyBookModel *self, gboolean whole);

#define SOKY_BOOK_MODEL_MOST 1000

/* What the items of some books have as their mark. @marks: from ids to texts */
void soky_book_model_set_marks (SokyBookModel *self, GHashTable *marks);

/* Only books that match; %NULL or "" for all. Loads again when it differs. */
void soky_book_model_set_query (SokyBookModel *self, const char *query);
const char *soky_book_model_get_query (SokyBookModel *self);
/* Which books, and in which order; loads again when it differs from before. Words that are looked
 * for are sorted by how well they match as long as the order is the usual one. */
void soky_book_model_set_filter (SokyBookModel *self, const SokyBookFilter *filter);
/* (transfer none) */
const SokyBookFilter *soky_book_model_get_filter (SokyBookModel *self);
/* Asks for the first page again; rows that are still the same stay as they are, and further pages
 * too. */
void soky_book_model_reload (SokyBookModel *self);
/* Asks for the next page, if there is one and none is under way. */
void soky_book_model_load_more (SokyBookModel *self);
/* Whether there is a further page. */
gboolean soky_book_model_has_more (SokyBookModel *self);

gboolean soky_book_model_is_loading (SokyBookModel *self);
/* TRUE once a first page has come. */
gboolean soky_book_model_is_loaded (SokyBookModel *self);
/* (nullable): why the last request failed */
const GError *soky_book_model_get_error (SokyBookModel *self);

G_END_DECLS
