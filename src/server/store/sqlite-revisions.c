/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/books.h"
#include "server/store/store-sqlite-private.h"

gboolean
soky_sqlite_add_revision (SokyTransaction *tx, const char *book_id, const SokyRevision *revision,
                          const SokySegment *segment, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO revision (book_id, number, base, sha256, length, blob, blob_length, author_id, "
      "created_us, round) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      "siisisisii", book_id, (gint64) revision->number, (gint64) revision->base, revision->sha256,
      (gint64) revision->length, segment->sha256, (gint64) segment->length, revision->author_id,
      revision->created_us, (gint64) revision->round);
}

GPtrArray *
soky_sqlite_list_segments (SokyTransaction *tx, const char *book_id, int number, GError **error)
{
  g_autoptr (GPtrArray) segments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_segment_free);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT blob, blob_length FROM revision WHERE book_id = ?1 AND number <= ?2 AND number >= "
      "(SELECT max (number) FROM revision WHERE book_id = ?1 AND number <= ?2 AND base = 1) "
      "ORDER BY number",
      "si", book_id, (gint64) number);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    g_autofree char *sha256 = soky_query_text (query);
    g_ptr_array_add (segments, soky_segment_new (sha256, soky_query_integer (query)));
  }
  if (soky_query_failed (query))
    return NULL;
  if (segments->len == 0) {
    soky_store_not_found (error);
    return NULL;
  }
  return g_steal_pointer (&segments);
}

GHashTable *
soky_sqlite_list_blobs (SokyTransaction *tx, GError **error)
{
  g_autoptr (GHashTable) blobs =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) soky_segment_free);
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT DISTINCT blob, blob_length FROM revision", "");

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    g_autofree char *sha256 = soky_query_text (query);
    SokySegment *segment = soky_segment_new (sha256, soky_query_integer (query));
    g_hash_table_replace (blobs, segment->sha256, segment);
  }
  return soky_query_failed (query) ? NULL : g_steal_pointer (&blobs);
}

char *
soky_sqlite_find_check_code (SokyTransaction *tx, const char *code, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT id FROM book WHERE check_code = ?1", "s", code);

  return soky_sqlite_need_row (query, error) ? soky_query_text (query) : NULL;
}

gboolean
soky_sqlite_find_published (SokyTransaction *tx, const char *sha256, char **book_id, int *number,
                            GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT revision.book_id, revision.number FROM revision JOIN book ON book.id = "
      "revision.book_id WHERE revision.sha256 = ?1 AND book.state = 'published' "
      "ORDER BY book.published_us DESC, revision.number DESC LIMIT 1",
      "s", sha256);

  *book_id = NULL;
  if (query == NULL)
    return FALSE;
  if (!soky_query_next (query, error))
    return !soky_query_failed (query);
  *book_id = soky_query_text (query);
  *number = (int) soky_query_integer (query);
  return TRUE;
}
