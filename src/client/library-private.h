/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book/book-type.h"
#include "book/book.h"
#include "client/library.h"
#include "sql/sqlite.h"

G_BEGIN_DECLS

/* The library's own parts. All but the first two are called between begin and end. */

/* Takes the library for this thread, in a transaction. */
gboolean soky_library_begin (SokyLibrary *self, GError **error);
/* Ends it: commits when @good, else takes everything back. Returns: whether it is committed */
gboolean soky_library_end (SokyLibrary *self, gboolean good, GError **error);

SokySqlite *soky_library_get_database (SokyLibrary *self);
/* (transfer full) (nullable) */
SokyPerson *soky_library_load_person (SokyLibrary *self, GError **error);
SokyBookType *soky_library_find_type (SokyLibrary *self, const char *id, GError **error);

/* A book as it stands here. */
typedef struct {
  SokyBook *base;  /* nullable: as the server has it */
  SokyBook *shown; /* with the effect of what waits */
  gboolean whole;  /* base has all its rounds and revisions */
  guint waiting;   /* how many items concern it, the refused too */
} SokyShelf;

void soky_shelf_free (SokyShelf *self);
/* The id that a book made here has by now. Returns: (transfer full) */
char *soky_library_resolve (SokyLibrary *self, const char *id);
/* Returns: (transfer full) (nullable): %NULL without an error when it is not known here */
SokyShelf *soky_library_find_book (SokyLibrary *self, const char *id, GError **error);
/* Remembers a book of the server, unless a newer one is known. @whole: not of a list */
gboolean soky_library_store_base (SokyLibrary *self, const SokyBook *book, gboolean whole,
                                  GError **error);
/* Puts @shown into its place; a missing row is made. @waiting: how many items concern it */
gboolean soky_library_store_shown (SokyLibrary *self, const SokyBook *shown, guint waiting,
                                   GError **error);
gboolean soky_library_forget_book (SokyLibrary *self, const char *id, GError **error);
/* Answers for lists, with what waits. */
char *soky_library_note_page (SokyLibrary *self, GHashTable *query, const char *text,
                              GError **error);
char *soky_library_answer_page (SokyLibrary *self, GHashTable *query, GError **error);
gboolean soky_library_note_people (SokyLibrary *self, GHashTable *query, const char *text,
                                   GError **error);
char *soky_library_answer_people (SokyLibrary *self, GHashTable *query, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SokyShelf, soky_shelf_free)

G_END_DECLS
