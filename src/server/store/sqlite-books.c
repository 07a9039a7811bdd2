/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/books.h"

#include "base/text.h"
#include "book/book-query.h"
#include "server/store/sqlite-numbers.h"
#include "server/store/store-sqlite-private.h"

static char *
folded_text (const SokyBook *book)
{
  const SokyBookFields *fields = &book->fields;
  g_autofree char *period = soky_period_get_label (fields->period);
  g_autofree char *text =
      g_strjoin (" ", fields->title, book->type_name, book->owner_name,
                 fields->class_name ? fields->class_name : "",
                 fields->subject ? fields->subject : "", period, fields->school_year, NULL);
  return soky_text_fold (text);
}

/* Everything of the row that can change. */
static gboolean
write_row (SokySqlite *db, const SokyBook *book, guint64 expected, GError **error)
{
  const SokyBookFields *fields = &book->fields;
  g_autofree char *folded = folded_text (book);
  gint64 changes = 0;

  if (!soky_sqlite_execute (
          db, &changes, error,
          "UPDATE book SET title = ?3, school_year = ?4, period = ?5, class_name = ?6, "
          "subject = ?7, state = ?8, version = ?9, round = ?10, auto_publish = ?11, "
          "publish_after_stamp = ?12, revision_count = ?13, head_sha256 = ?14, head_length = ?15, "
          "page_count = ?16, updated_us = ?17, due_us = ?18, recall_requested_us = ?19, "
          "published_us = ?20, folded = ?21 WHERE id = ?1 AND version = ?2",
          "sissssssiiiiisiiiiiis", book->id, (gint64) expected, fields->title, fields->school_year,
          fields->period, fields->class_name, fields->subject,
          soky_book_state_to_string (book->state), (gint64) book->version, (gint64) book->round,
          (gint64) book->auto_publish, (gint64) book->publish_after_stamp,
          (gint64) book->revision_count, book->head_sha256, (gint64) book->head_length,
          (gint64) book->page_count, book->updated_us, book->due_us, book->recall_requested_us,
          book->published_us, folded))
    return FALSE;
  if (changes == 1)
    return soky_sqlite_write_about (db, book, error);
  g_set_error_literal (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_CHANGED,
                       "the book was changed meanwhile");
  return FALSE;
}

static gboolean
insert (SokyTransaction *tx, const SokyBook *book, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  return soky_sqlite_execute (
             db, NULL, error,
             "INSERT INTO book (id, type_id, owner_id, unit_id, school_id, version, created_us, "
             "title, school_year, period, state, round, auto_publish, publish_after_stamp, "
             "revision_count, head_length, page_count, updated_us, due_us, recall_requested_us, "
             "published_us, folded, check_code) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', '', '', "
             "'draft', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', ?8)",
             "sssssiis", book->id, book->type_id, book->owner_id, book->unit_id, book->school_id,
             (gint64) book->version, book->created_us, book->check_code) &&
         write_row (db, book, book->version, error) &&
         soky_sqlite_write_rounds (db, book, 0, error);
}

static gboolean
update (SokyTransaction *tx, const SokyBook *book, guint64 expected, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  /* rounds before the present one are history */
  return write_row (db, book, expected, error) &&
         soky_sqlite_write_rounds (db, book, book->round, error);
}

static gboolean
remove_book (SokyTransaction *tx, const char *id, guint64 expected, GError **error)
{
  static const char *const parts[] = {
      "DELETE FROM comment WHERE book_id = ?1",
      "DELETE FROM step WHERE book_id = ?1",
      "DELETE FROM round WHERE book_id = ?1",
      "DELETE FROM revision WHERE book_id = ?1",
  };
  SokySqlite *db = soky_sqlite_store_connection (tx);
  gint64 changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!soky_sqlite_execute (db, NULL, error, parts[i], "s", id))
      return FALSE;
  }
  if (!soky_sqlite_remove_text (db, id, error) ||
      !soky_sqlite_execute (db, &changes, error, "DELETE FROM book WHERE id = ?1 AND version = ?2",
                            "si", id, (gint64) expected))
    return FALSE;
  if (changes == 1)
    return TRUE;
  g_set_error_literal (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_CHANGED,
                       "the book was changed meanwhile");
  return FALSE;
}

static void
take_text (char **place, SokyQuery *row)
{
  g_free (*place);
  *place = soky_query_text (row);
}

SokyBook *
soky_sqlite_read_book (SokyQuery *row)
{
  SokyBook *book = soky_book_new ();
  char **const texts[] = {&book->id,
                          &book->type_id,
                          &book->type_name,
                          &book->fields.title,
                          &book->fields.school_year,
                          &book->fields.period,
                          &book->fields.class_name,
                          &book->fields.subject,
                          &book->owner_id,
                          &book->owner_name,
                          &book->unit_id,
                          &book->school_id};

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    take_text (texts[i], row);
  g_autofree char *state_name = soky_query_text (row);
  soky_book_state_from_string (state_name, &book->state);
  book->version = (guint64) soky_query_integer (row);
  book->round = (guint) soky_query_integer (row);
  book->auto_publish = soky_query_integer (row) != 0;
  book->publish_after_stamp = soky_query_integer (row) != 0;
  book->revision_count = (int) soky_query_integer (row);
  take_text (&book->head_sha256, row);
  book->head_length = soky_query_integer (row);
  book->page_count = (guint) soky_query_integer (row);
  book->created_us = soky_query_integer (row);
  book->updated_us = soky_query_integer (row);
  book->due_us = soky_query_integer (row);
  book->recall_requested_us = soky_query_integer (row);
  book->published_us = soky_query_integer (row);
  take_text (&book->check_code, row);
  return book;
}

static gboolean
read_revisions (SokySqlite *db, SokyBook *book, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      db, error,
      "SELECT number, sha256, length, base, round, author_id, person.name, created_us "
      "FROM revision JOIN person ON person.id = author_id WHERE book_id = ?1 ORDER BY number",
      "s", book->id);

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error)) {
    int number = (int) soky_query_integer (query);
    g_autofree char *sha256 = soky_query_text (query);
    SokyRevision *revision = soky_revision_new (number, sha256, soky_query_integer (query));
    revision->base = soky_query_integer (query) != 0;
    revision->round = (guint) soky_query_integer (query);
    g_autofree char *author_id = soky_query_text (query);
    g_autofree char *author_name = soky_query_text (query);
    soky_revision_set_author (revision, author_id, author_name, soky_query_integer (query));
    g_ptr_array_add (book->revisions, revision);
  }
  return !soky_query_failed (query);
}

static SokyBook *
get (SokyTransaction *tx, const char *id, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      db, error, "SELECT " SOKY_BOOK_COLUMNS SOKY_BOOK_TABLES "WHERE book.id = ?1", "s", id);
  g_autoptr (SokyBook) book =
      soky_sqlite_need_row (query, error) ? soky_sqlite_read_book (query) : NULL;

  if (book == NULL || !soky_sqlite_read_rounds (db, book, 0, error) ||
      !read_revisions (db, book, error))
    return NULL;
  return g_steal_pointer (&book);
}

static gboolean
visit (SokyTransaction *tx, SokyBookVisitor visitor, gpointer user_data, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                                   "SELECT id FROM book ORDER BY id", "");

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error)) {
    g_autofree char *id = soky_query_text (query);
    if (!visitor (id, user_data, error))
      return FALSE;
  }
  return !soky_query_failed (query);
}

const SokyBookTable soky_sqlite_books = {
    .insert = insert,
    .update = update,
    .remove = remove_book,
    .get = get,
    .list = soky_sqlite_list_books,
    .visit = visit,
    .add_revision = soky_sqlite_add_revision,
    .list_segments = soky_sqlite_list_segments,
    .list_blobs = soky_sqlite_list_blobs,
    .set_text = soky_sqlite_set_text,
    .get_last_number = soky_sqlite_get_last_number,
    .has_number = soky_sqlite_has_number,
    .find_check_code = soky_sqlite_find_check_code,
    .find_published = soky_sqlite_find_published,
};
