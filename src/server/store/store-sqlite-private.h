/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sqlite.h"
#include "server/store/store.h"

#include "book/book.h"
#include "server/store/books.h"
#include "server/store/directory.h"

G_BEGIN_DECLS

/* The parts of the SQLite backend, one file each. */
extern const SokyDirectoryTable soky_sqlite_directory;
extern const SokyAccountTable soky_sqlite_accounts;
extern const SokyEnrolmentTable soky_sqlite_enrolments;
extern const SokyBookTable soky_sqlite_books;
extern const SokyJournalTable soky_sqlite_journal;

/* The connection of a transaction; valid while it lasts. */
SokySqlite *soky_sqlite_store_connection (SokyTransaction *tx);

/* Up to this many words of a search are looked for; further ones are left out. */
#define SOKY_SEARCH_WORDS 5
/* Splits what a user typed; unused places hold "". */
void soky_search_split (const char *text, char *words[SOKY_SEARCH_WORDS]);
void soky_search_clear (char *words[SOKY_SEARCH_WORDS]);

/* Always FALSE. */
gboolean soky_store_not_found (GError **error);
/* Goes to the only row of @query (nullable, when it could not be made), or says that there is
 * none. */
gboolean soky_sqlite_need_row (SokyQuery *query, GError **error);

gboolean soky_sqlite_add_person (SokyTransaction *tx, const SokyPerson *person, GError **error);
SokyPerson *soky_sqlite_get_person (SokyTransaction *tx, const char *id, GError **error);
SokyPerson *soky_sqlite_find_person (SokyTransaction *tx, const char *login, GError **error);
SokyPeoplePage *soky_sqlite_search_people (SokyTransaction *tx, const SokyPeopleQuestion *question,
                                           GError **error);

gboolean soky_sqlite_update_person (SokyTransaction *tx, const SokyPerson *person, GError **error);
GPtrArray *soky_sqlite_list_people (SokyTransaction *tx, const char *school_id, GError **error);

gboolean soky_sqlite_add_book_type (SokyTransaction *tx, const SokyBookType *type, GError **error);
SokyBookType *soky_sqlite_get_book_type (SokyTransaction *tx, const char *id, GError **error);
GPtrArray *soky_sqlite_list_book_types (SokyTransaction *tx, const char *unit_id, GError **error);
gboolean soky_sqlite_set_looks (SokyTransaction *tx, const char *unit_id, const char *type_id,
                                GPtrArray *looks, gint64 now_us, GError **error);

/* The rounds of @book, and its steps, as they are stored. */
gboolean soky_sqlite_read_rounds (SokySqlite *db, SokyBook *book, guint first, GError **error);
gboolean soky_sqlite_write_rounds (SokySqlite *db, const SokyBook *book, guint first,
                                   GError **error);

/* store/books.h */
gboolean soky_sqlite_add_revision (SokyTransaction *tx, const char *book_id,
                                   const SokyRevision *revision, const SokySegment *segment,
                                   GError **error);
GPtrArray *soky_sqlite_list_segments (SokyTransaction *tx, const char *book_id, int number,
                                      GError **error);
GHashTable *soky_sqlite_list_blobs (SokyTransaction *tx, GError **error);

G_END_DECLS
