/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/text.h"
#include "book/frequency.h"
#include "server/store/store-sqlite-private.h"

#include <string.h>

/* words around what was found */
#define SNIPPET_SQL                                                                                \
  "SELECT snippet (book_text, 1, '" SOKY_FOUND_BEGINS "', '" SOKY_FOUND_ENDS "', '…', 16) "      \
  "FROM book_text WHERE book_text MATCH ?2 "                                                       \
  "AND rowid = (SELECT number FROM book_search WHERE book_id = ?1)"
#define MAX_SNIPPET 1000 /* characters: words of some tables are endless */

static char *
format_about (const SokyBook *book)
{
  const SokyBookFields *fields = &book->fields;
  g_autofree char *period = soky_period_get_label (fields->period);
  g_autofree char *text =
      g_strjoin ("\n", fields->title, book->type_name, book->owner_name,
                 fields->class_name ? fields->class_name : "",
                 fields->subject ? fields->subject : "", period, fields->school_year, NULL);
  return soky_text_normalize (text);
}

gboolean
soky_sqlite_write_about (SokySqlite *db, const SokyBook *book, GError **error)
{
  g_autofree char *about = format_about (book);
  gint64 added = 0;

  if (!soky_sqlite_execute (db, &added, error,
                            "INSERT INTO book_search (book_id) VALUES (?1) "
                            "ON CONFLICT (book_id) DO NOTHING",
                            "s", book->id))
    return FALSE;
  if (added == 1)
    return soky_sqlite_execute (db, NULL, error,
                                "INSERT INTO book_text (rowid, about, body) SELECT number, ?2, '' "
                                "FROM book_search WHERE book_id = ?1",
                                "ss", book->id, about);
  /* words are taken apart anew only when they are others */
  return soky_sqlite_execute (
      db, NULL, error,
      "UPDATE book_text SET about = ?2 WHERE rowid = (SELECT number FROM book_search "
      "WHERE book_id = ?1) AND about IS NOT ?2",
      "ss", book->id, about);
}

gboolean
soky_sqlite_remove_text (SokySqlite *db, const char *book_id, GError **error)
{
  return soky_sqlite_execute (db, NULL, error,
                              "DELETE FROM book_text WHERE rowid = (SELECT number FROM book_search "
                              "WHERE book_id = ?1)",
                              "s", book_id) &&
         soky_sqlite_execute (db, NULL, error, "DELETE FROM book_search WHERE book_id = ?1", "s",
                              book_id);
}

gboolean
soky_sqlite_set_text (SokyTransaction *tx, const SokyBook *book, const char *text, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);
  g_autofree char *normal = soky_text_normalize (text);

  return soky_sqlite_write_about (db, book, error) &&
         soky_sqlite_execute (db, NULL, error,
                              "UPDATE book_text SET body = ?2 WHERE rowid = (SELECT number "
                              "FROM book_search WHERE book_id = ?1)",
                              "ss", book->id, normal);
}

char *
soky_sqlite_get_snippet (SokySqlite *db, const char *book_id, const char *match, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (db, error, SNIPPET_SQL, "ss", book_id, match);
  g_autofree char *text =
      query != NULL && soky_query_next (query, error) ? soky_query_text_or_empty (query) : NULL;

  /* the words may be in what is said about the book alone */
  if (text == NULL || strstr (text, SOKY_FOUND_BEGINS) == NULL)
    return NULL;
  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SNIPPET));
}
