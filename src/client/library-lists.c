/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of books: remembered page by page, and given from what is on the shelf. */
#include "config.h"

#include "base/text.h"
#include "client/library-private.h"
#include "wire/book.h"

#define PAGE 50
#define MAX_WORDS 5

typedef enum { OUTBOX, INBOX, PUBLISHED } View;

static View
find_view (GHashTable *query)
{
  const char *name = g_hash_table_lookup (query, "view");

  if (g_strcmp0 (name, "inbox") == 0)
    return INBOX;
  return g_strcmp0 (name, "published") == 0 ? PUBLISHED : OUTBOX;
}

static SokyQuery *
query_view (SokyLibrary *self, View view, GHashTable *query, gint64 offset, GError **error)
{
#define LIST(column)                                                                               \
  "SELECT base, shown FROM book WHERE " column " = 1 AND instr (folded, ?1) "                      \
  "AND instr (folded, ?2) AND instr (folded, ?3) AND instr (folded, ?4) AND instr (folded, ?5) "   \
  "ORDER BY updated_us DESC, id DESC LIMIT -1 OFFSET ?6"
  static const char *const lists[] = {LIST ("in_outbox"), LIST ("in_inbox"), LIST ("in_published")};
#undef LIST
  const char *typed = g_hash_table_lookup (query, "q");
  g_autofree char *folded = soky_text_fold (typed ? typed : "");
  g_auto (GStrv) split = g_strsplit (folded, " ", MAX_WORDS);
  const char *words[MAX_WORDS] = {"", "", "", "", ""};

  for (guint i = 0; split[i] != NULL; i++)
    words[i] = split[i];
  return soky_sqlite_query (soky_library_get_database (self), error, lists[view], "sssssi",
                            words[0], words[1], words[2], words[3], words[4], offset);
}

static gboolean
count (SokyLibrary *self, SokyBookPage *page, GError **error)
{
  g_autoptr (SokyQuery) row =
      soky_sqlite_query (soky_library_get_database (self), error,
                         "SELECT (SELECT count (*) FROM book WHERE in_inbox = 1), "
                         "(SELECT count (*) FROM book WHERE in_outbox = 1), "
                         "(SELECT count (*) FROM book WHERE in_published = 1)",
                         "");

  if (row == NULL || !soky_query_next (row, error))
    return FALSE;
  page->inbox = (guint) soky_query_integer (row);
  page->outbox = (guint) soky_query_integer (row);
  page->published = (guint) soky_query_integer (row);
  return TRUE;
}

/* The next page begins where this one ends. */
char *
soky_library_answer_page (SokyLibrary *self, GHashTable *query, GError **error)
{
  const char *cursor = g_hash_table_lookup (query, "cursor");
  gint64 offset = cursor ? MAX (0, g_ascii_strtoll (cursor, NULL, 10)) : 0;
  g_autoptr (SokyBookPage) page = soky_book_page_new ();
  g_autoptr (SokyQuery) rows = query_view (self, find_view (query), query, offset, error);

  while (rows != NULL && page->books->len < PAGE && soky_query_next (rows, error)) {
    g_autofree char *base = soky_query_text (rows);
    g_autofree char *body = soky_query_text_or_empty (rows);
    SokyBook *book = soky_wire_book_from_json (body, -1, error);
    if (book == NULL)
      return NULL;
    g_ptr_array_add (page->books, book);
  }
  if (rows == NULL || soky_query_failed (rows) || !count (self, page, error))
    return NULL;
  if (page->books->len == PAGE)
    page->next_cursor = g_strdup_printf ("%" G_GINT64_FORMAT, offset + PAGE);
  return soky_book_page_to_json (page);
}

/* Books that were made here stand before all others in the list of their owner. */
static gboolean
add_local (SokyLibrary *self, GHashTable *query, GPtrArray *books, GError **error)
{
  g_autoptr (SokyQuery) rows = query_view (self, OUTBOX, query, 0, error);

  while (rows != NULL && soky_query_next (rows, error)) {
    g_autofree char *base = soky_query_text (rows);
    g_autofree char *body = soky_query_text_or_empty (rows);
    SokyBook *book = base == NULL ? soky_wire_book_from_json (body, -1, error) : NULL;
    if (book == NULL && base == NULL)
      return FALSE;
    if (book != NULL)
      g_ptr_array_add (books, book);
  }
  return rows != NULL && !soky_query_failed (rows);
}

static gboolean
is_in_view (SokyLibrary *self, View view, const char *id)
{
  static const char *const questions[] = {"SELECT 1 FROM book WHERE id = ?1 AND in_outbox = 1",
                                          "SELECT 1 FROM book WHERE id = ?1 AND in_inbox = 1",
                                          "SELECT 1 FROM book WHERE id = ?1 AND in_published = 1"};
  g_autoptr (SokyQuery) row =
      soky_sqlite_query (soky_library_get_database (self), NULL, questions[view], "s", id);
  return row != NULL && soky_query_next (row, NULL);
}

/* The counts of the server know nothing of what waits. */
static void
adjust (SokyBookPage *page, View view, int difference)
{
  guint *const places[] = {&page->outbox, &page->inbox, &page->published};
  if (difference > 0 || *places[view] > 0)
    *places[view] = (guint) ((int) *places[view] + difference);
}

static gboolean
overlay (SokyLibrary *self, View view, GPtrArray *listed, SokyBookPage *page, GError **error)
{
  for (guint i = 0; i < listed->len; i++) {
    SokyBook *book = listed->pdata[i];
    if (!soky_library_store_base (self, book, FALSE, error))
      return FALSE;
    g_autoptr (SokyShelf) shelf = soky_library_find_book (self, book->id, error);
    if (shelf == NULL)
      return FALSE;
    if (shelf->waiting == 0)
      g_ptr_array_add (page->books, soky_book_ref (book));
    else if (is_in_view (self, view, book->id))
      g_ptr_array_add (page->books, soky_book_ref (shelf->shown));
    else
      adjust (page, view, -1);
  }
  return TRUE;
}

/* Whether all of a view is listed at once. */
static gboolean
is_complete (GHashTable *query, const SokyBookPage *page)
{
  return g_hash_table_size (query) == 1 && page->next_cursor == NULL;
}

static GPtrArray *
find_missing (SokyLibrary *self, View view, const SokyBookPage *page, GError **error)
{
  static const char *const views[] = {"SELECT id FROM book WHERE in_outbox = 1 AND waiting = 0",
                                      "SELECT id FROM book WHERE in_inbox = 1 AND waiting = 0",
                                      "SELECT id FROM book WHERE in_published = 1 AND waiting = 0"};
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SokyQuery) rows =
      soky_sqlite_query (soky_library_get_database (self), error, views[view], "");

  for (guint i = 0; i < page->books->len; i++)
    g_hash_table_add (listed, ((SokyBook *) page->books->pdata[i])->id);
  while (rows != NULL && soky_query_next (rows, error)) {
    g_autofree char *id = soky_query_text_or_empty (rows);
    if (!g_hash_table_contains (listed, id))
      g_ptr_array_add (missing, g_steal_pointer (&id));
  }
  return rows != NULL && !soky_query_failed (rows) ? g_steal_pointer (&missing) : NULL;
}

/* What the server lists no longer: an own book is deleted, another has left this view. */
static gboolean
drop_missing (SokyLibrary *self, View view, GHashTable *query, const SokyBookPage *page,
              GError **error)
{
  static const char *const leaves[] = {"DELETE FROM book WHERE id = ?1",
                                       "UPDATE book SET in_inbox = 0 WHERE id = ?1",
                                       "UPDATE book SET in_published = 0 WHERE id = ?1"};
  if (!is_complete (query, page))
    return TRUE;

  g_autoptr (GPtrArray) missing = find_missing (self, view, page, error);
  if (missing == NULL)
    return FALSE;
  for (guint i = 0; i < missing->len; i++)
    if (!soky_sqlite_execute (soky_library_get_database (self), NULL, error, leaves[view], "s",
                              (const char *) missing->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_waiting (SokyLibrary *self)
{
  g_autoptr (SokyQuery) row = soky_sqlite_query (soky_library_get_database (self), NULL,
                                                 "SELECT 1 FROM book WHERE waiting > 0", "");
  return row != NULL && soky_query_next (row, NULL);
}

char *
soky_library_note_page (SokyLibrary *self, GHashTable *query, const char *text, GError **error)
{
  View view = find_view (query);
  g_autoptr (SokyBookPage) page = soky_book_page_from_json (text, -1, error);

  if (page == NULL || !drop_missing (self, view, query, page, error))
    return NULL;
  g_autoptr (GPtrArray) listed = g_steal_pointer (&page->books);
  page->books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  gboolean waits = has_waiting (self);
  if (waits && view == OUTBOX && !g_hash_table_contains (query, "cursor")) {
    if (!add_local (self, query, page->books, error))
      return NULL;
    page->outbox += page->books->len;
  }
  if (!overlay (self, view, listed, page, error))
    return NULL;
  return waits ? soky_book_page_to_json (page) : NULL;
}
