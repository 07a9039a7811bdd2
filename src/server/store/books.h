/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/store.h"

#include "book/book-filter.h"
#include "book/reach.h"
#include "wire/book.h"

G_BEGIN_DECLS

/* The books. */

typedef struct {
  SokyBookView view;
  const char *person_id;
  const char *school_id;
  GPtrArray *delegations; /* nullable: SokyDelegationRecord, those in force that the person has */
  const SokyReach *reach; /* of the person; nullable: none */
  const SokyBookFilter *filter; /* nullable: all, newest change first */
  const char *text;             /* nullable: words to find, in any case, with or without marks */
  const char *after;            /* nullable: the cursor of the page before */
  guint limit;
} SokyBookQuestion;

/* Bytes that were stored for a revision. */
typedef struct {
  char *sha256;
  goffset length;
} SokySegment;

/* A book's identifier, for whoever goes through all of them. */
typedef gboolean (*SokyBookVisitor) (const char *book_id, gpointer user_data, GError **error);

struct _SokyBookTable {
  gboolean (*insert) (SokyTransaction *, const SokyBook *, GError **);
  gboolean (*update) (SokyTransaction *, const SokyBook *, guint64 expected, GError **);
  gboolean (*remove) (SokyTransaction *, const char *id, guint64 expected, GError **);
  SokyBook *(*get) (SokyTransaction *, const char *id, GError **);
  SokyBookPage *(*list) (SokyTransaction *, const SokyBookQuestion *, GError **);
  gboolean (*visit) (SokyTransaction *, SokyBookVisitor, gpointer, GError **);
  gboolean (*add_revision) (SokyTransaction *, const char *book_id, const SokyRevision *,
                            const SokySegment *, GError **);
  GPtrArray *(*list_segments) (SokyTransaction *, const char *book_id, int number, GError **);
  GHashTable *(*list_blobs) (SokyTransaction *, GError **);
  gboolean (*set_text) (SokyTransaction *, const SokyBook *, const char *text, GError **);
  char *(*find_check_code) (SokyTransaction *, const char *code, GError **);
  gboolean (*get_last_number) (SokyTransaction *, const SokyBook *, guint year, guint *number,
                               GError **);
  gboolean (*has_number) (SokyTransaction *, const SokyBook *, const SokyNumbering *, gboolean *has,
                          GError **);
  gboolean (*find_published) (SokyTransaction *, const char *sha256, char **book_id, int *number,
                              GError **);
};

gboolean soky_store_insert_book (SokyTransaction *tx, const SokyBook *book, GError **error);
/* Writes the book and its rounds, not its revisions. SOKY_STORE_ERROR_CHANGED when the stored
 * version is not @expected. */
gboolean soky_store_update_book (SokyTransaction *tx, const SokyBook *book, guint64 expected,
                                 GError **error);
gboolean soky_store_remove_book (SokyTransaction *tx, const char *id, guint64 expected,
                                 GError **error);
/* With all rounds and revisions. */
SokyBook *soky_store_get_book (SokyTransaction *tx, const char *id, GError **error);
/* Books with their last round, without revisions; with all counts. With a text, each book's snippet
 * shows where its PDF holds the words. A cursor is of the order it came from; a wrong one begins
 * anew. */
SokyBookPage *soky_store_list_books (SokyTransaction *tx, const SokyBookQuestion *question,
                                     GError **error);
gboolean soky_store_visit_books (SokyTransaction *tx, SokyBookVisitor visitor, gpointer user_data,
                                 GError **error);

/* @segment: the bytes, which must be in the blobs already */
gboolean soky_store_add_revision (SokyTransaction *tx, const char *book_id,
                                  const SokyRevision *revision, const SokySegment *segment,
                                  GError **error);
/* What makes up revision @number: its base and all that was appended since, in order.
 * (element-type SokySegment) */
GPtrArray *soky_store_list_segments (SokyTransaction *tx, const char *book_id, int number,
                                     GError **error);
/* Every blob that a revision uses: SHA-256 -> SokySegment. */
GHashTable *soky_store_list_blobs (SokyTransaction *tx, GError **error);

/* What the PDF of @book says, in place of what was known of it, for searches; what the book says of
 * itself is taken anew as well. */
gboolean soky_store_set_book_text (SokyTransaction *tx, const SokyBook *book, const char *text,
                                   GError **error);

/* The identifier of the book with this code, whatever its state. */
char *soky_store_find_check_code (SokyTransaction *tx, const char *code, GError **error);
/* Which revision of a published book is this file, of several the newest. @book_id: (out)
 * (nullable): %NULL: of none, which is no error */
gboolean soky_store_find_published (SokyTransaction *tx, const char *sha256, char **book_id,
                                    int *number, GError **error);

/* The highest number that a stamp on a book of this one's type and school has of that year; 0 where
 * there is none. */
gboolean soky_store_get_last_number (SokyTransaction *tx, const SokyBook *book, guint year,
                                     guint *number, GError **error);
/* Whether another book of that type and school has it. */
gboolean soky_store_has_number (SokyTransaction *tx, const SokyBook *book,
                                const SokyNumbering *numbering, gboolean *has, GError **error);

SokySegment *soky_segment_new (const char *sha256, goffset length);
void soky_segment_free (SokySegment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokySegment, soky_segment_free)

G_END_DECLS
