/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sql/sqlite.h"
#include "server/store/store.h"

#include "book/book.h"
#include "server/store/books.h"
#include "server/store/directory.h"
#include "server/store/reports.h"
#include "server/store/type-cache.h"

G_BEGIN_DECLS

/* The parts of the SQLite backend, one file each. */
extern const SokyDirectoryTable soky_sqlite_directory;
extern const SokyAccountTable soky_sqlite_accounts;
extern const SokyEnrolmentTable soky_sqlite_enrolments;
extern const SokyBookTable soky_sqlite_books;
extern const SokyReviewTable soky_sqlite_reviews;
extern const SokyJournalTable soky_sqlite_journal;
extern const SokyReportTable soky_sqlite_reports;
extern const SokyReminderTable soky_sqlite_reminders;

/* The connection of a transaction; valid while it lasts. */
SokySqlite *soky_sqlite_store_connection (SokyTransaction *tx);
/* The book types that its store has read. */
SokyTypeCache *soky_sqlite_store_types (SokyTransaction *tx);

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

/* The columns of a book in this order, and what they come from. */
#define SOKY_BOOK_COLUMNS                                                                          \
  "book.id, book.type_id, book_type.name, book.title, book.school_year, book.period, "             \
  "book.class_name, book.subject, book.owner_id, person.name, book.unit_id, book.school_id, "      \
  "book.state, book.version, book.round, book.auto_publish, book.publish_after_stamp, "            \
  "book.revision_count, book.head_sha256, book.head_length, book.page_count, book.created_us, "    \
  "book.updated_us, book.due_us, book.recall_requested_us, book.published_us, "                    \
  "book.check_code"
#define SOKY_BOOK_TABLES                                                                           \
  " FROM book JOIN book_type ON book_type.id = book.type_id "                                      \
  "JOIN person ON person.id = book.owner_id "
/* Reads those columns. */
SokyBook *soky_sqlite_read_book (SokyQuery *row);
SokyBookPage *soky_sqlite_list_books (SokyTransaction *tx, const SokyBookQuestion *question,
                                      GError **error);
/* Whether a book meets a filter: ?3 to ?11; and is within a reach: ?1 the person, ?2 the school,
 * ?14 and ?15 lists of units. */
#define SOKY_BOOK_FILTERED                                                                         \
  "(?3 IS NULL OR book.state = ?3) AND (?4 IS NULL OR book.type_id = ?4) "                         \
  "AND (?5 IS NULL OR book.class_name = ?5) AND (?6 IS NULL OR book.subject = ?6) "                \
  "AND (?7 IS NULL OR book.school_year = ?7) AND (?8 IS NULL OR book.owner_id = ?8) "              \
  "AND (?9 IS NULL OR book.unit_id = ?9) AND (?10 IS NULL OR CASE WHEN ?10 <= ?11 "                \
  "THEN book.period BETWEEN ?10 AND ?11 ELSE substr (book.period, 1, 6) = 'month-' "               \
  "AND (book.period >= ?10 OR book.period <= ?11) END) "
#define SOKY_BOOK_OF_SCHOOL "book.school_id = ?2 AND book.round > 0"
#define SOKY_BOOK_OF_GROUPS                                                                        \
  "book.round > 0 AND book.school_id = ?2 AND book.unit_id IN (SELECT value FROM json_each (?14))"
#define SOKY_BOOK_INSPECTED                                                                        \
  "book.state = 'published' AND book.school_id IN (WITH RECURSIVE below (id) AS ("                 \
  "SELECT value FROM json_each (?15) UNION SELECT unit.id FROM unit "                              \
  "JOIN below ON unit.parent_id = below.id) SELECT id FROM below)"
/* ["a","b"]. @texts: (nullable) (element-type utf8) */
char *soky_sqlite_format_list (GPtrArray *texts);

/* What is searched of a book, beside the text of its PDF: kept in step with its row. */
gboolean soky_sqlite_write_about (SokySqlite *db, const SokyBook *book, GError **error);
gboolean soky_sqlite_remove_text (SokySqlite *db, const char *book_id, GError **error);
gboolean soky_sqlite_set_text (SokyTransaction *tx, const SokyBook *book, const char *text,
                               GError **error);
/* The text of the book's PDF around the words of @match. Returns: (transfer full) (nullable) */
char *soky_sqlite_get_snippet (SokySqlite *db, const char *book_id, const char *match,
                               GError **error);

/* store/books.h */
gboolean soky_sqlite_add_revision (SokyTransaction *tx, const char *book_id,
                                   const SokyRevision *revision, const SokySegment *segment,
                                   GError **error);
GPtrArray *soky_sqlite_list_segments (SokyTransaction *tx, const char *book_id, int number,
                                      GError **error);
GHashTable *soky_sqlite_list_blobs (SokyTransaction *tx, GError **error);
char *soky_sqlite_find_check_code (SokyTransaction *tx, const char *code, GError **error);
gboolean soky_sqlite_find_published (SokyTransaction *tx, const char *sha256, char **book_id,
                                     int *number, GError **error);

G_END_DECLS
