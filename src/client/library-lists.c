/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of books: remembered page by page, and given from what is on the shelf. */
#include "config.h"

#include "base/text.h"
#include "book/book-query.h"
#include "book/reach.h"
#include "client/error.h"
#include "client/library-private.h"
#include "wire/book-filter.h"
#include "wire/book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE 50
#define MOST 200
#define MAX_WORDS 5

/* A question, taken apart. */
typedef struct {
  SokyBookView view;
  SokyBookFilter filter;
  SokyReach reach; /* of the person, for books of the unit */
  char *school_id, *person_id;
  const char *words; /* nullable */
  gint64 offset;
  guint limit;
} Listing;

static void
listing_clear (Listing *self)
{
  soky_book_filter_clear (&self->filter);
  soky_reach_clear (&self->reach);
  g_free (self->school_id);
  g_free (self->person_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static SokyBookView
find_view (GHashTable *query)
{
  SokyBookView view = SOKY_BOOK_VIEW_OUTBOX;

  soky_book_view_from_string (g_hash_table_lookup (query, "view"), &view);
  return view;
}

static gint64
get_number (GHashTable *query, const char *name, gint64 otherwise)
{
  const char *text = g_hash_table_lookup (query, name);
  return text ? MAX (0, g_ascii_strtoll (text, NULL, 10)) : otherwise;
}

static gboolean
take_apart (SokyLibrary *self, GHashTable *query, Listing *listing, GError **error)
{
  g_autoptr (SokyPerson) person = soky_library_load_person (self, error);

  if (person == NULL)
    return FALSE;
  soky_reach_of_person (person, &listing->reach);
  listing->school_id = g_strdup (person->school_id);
  listing->person_id = g_strdup (person->id);
  listing->view = find_view (query);
  listing->filter = (SokyBookFilter) SOKY_BOOK_FILTER_INIT;
  listing->words = g_hash_table_lookup (query, "q");
  listing->offset = get_number (query, "cursor", 0);
  listing->limit = (guint) CLAMP (get_number (query, "limit", PAGE), 1, MOST);
  for (const char *const *name = soky_wire_filter_names; *name != NULL; name++)
    if (!soky_wire_filter_set (&listing->filter, *name, g_hash_table_lookup (query, *name), error))
      return FALSE;
  return soky_book_filter_check (&listing->filter, error);
}

/* Newest change first. */
static SokyQuery *
query_view (SokyLibrary *self, const Listing *listing, GError **error)
{
#define LIST(condition)                                                                            \
  "SELECT base, shown FROM book WHERE " condition " AND instr (folded, ?1) "                       \
  "AND instr (folded, ?2) AND instr (folded, ?3) AND instr (folded, ?4) AND instr (folded, ?5) "   \
  "ORDER BY updated_us DESC, id DESC"
  static const char *const lists[SOKY_N_BOOK_VIEWS] = {
      [SOKY_BOOK_VIEW_OUTBOX] = LIST ("in_outbox = 1"),
      [SOKY_BOOK_VIEW_INBOX] = LIST ("in_inbox = 1"),
      [SOKY_BOOK_VIEW_PUBLISHED] = LIST ("in_published = 1"),
      [SOKY_BOOK_VIEW_UNIT] = LIST ("base IS NOT NULL"),
      [SOKY_BOOK_VIEW_TO_STAMP] = LIST ("in_inbox = 1"),
      [SOKY_BOOK_VIEW_STAMPED] = LIST ("base IS NOT NULL")};
#undef LIST
  g_autofree char *folded = soky_text_fold (listing->words ? listing->words : "");
  g_auto (GStrv) split = g_strsplit (folded, " ", MAX_WORDS);
  const char *words[MAX_WORDS] = {"", "", "", "", ""};

  for (guint i = 0; split[i] != NULL; i++)
    words[i] = split[i];
  return soky_sqlite_query (soky_library_get_database (self), error, lists[listing->view], "sssss",
                            words[0], words[1], words[2], words[3], words[4]);
}

/* What the server lists as the person's unit's, as far as it was seen here. */
static gboolean
is_of_unit (const Listing *listing, const SokyBook *book)
{
  const SokyReach *reach = &listing->reach;

  if (book->round == 0 || g_strcmp0 (book->school_id, listing->school_id) != 0)
    return FALSE;
  return reach->school ||
         g_ptr_array_find_with_equal_func (reach->groups, book->unit_id, g_str_equal, NULL);
}

static gboolean
waits_for_stamp (const Listing *listing, const SokyBook *book)
{
  const SokyStep *step = soky_book_find_current_step (book, listing->person_id);
  return step != NULL && step->kind == SOKY_STEP_STAMP;
}

/* By this person; by anybody, for who looks after the whole school. */
static gboolean
is_stamped (const Listing *listing, const SokyBook *book)
{
  GPtrArray *steps = soky_book_get_steps (book);
  gboolean all = listing->reach.school && g_strcmp0 (book->school_id, listing->school_id) == 0;

  for (guint i = 0; i < steps->len; i++) {
    const SokyStep *step = steps->pdata[i];
    if (step->kind == SOKY_STEP_STAMP && step->outcome == SOKY_OUTCOME_SIGNED &&
        (all || g_strcmp0 (step->person_id, listing->person_id) == 0))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_wanted (const Listing *listing, const SokyBook *book)
{
  if (!soky_book_filter_admits (&listing->filter, book))
    return FALSE;
  switch (listing->view) {
  case SOKY_BOOK_VIEW_UNIT:
    return is_of_unit (listing, book);
  case SOKY_BOOK_VIEW_TO_STAMP:
    return waits_for_stamp (listing, book);
  case SOKY_BOOK_VIEW_STAMPED:
    return is_stamped (listing, book);
  default:
    return TRUE;
  }
}

/* All that is asked for, newest change first. @local: only what the server knows nothing of */
static GPtrArray *
read_books (SokyLibrary *self, const Listing *listing, gboolean local, GError **error)
{
  g_autoptr (GPtrArray) books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  g_autoptr (SokyQuery) rows = query_view (self, listing, error);

  while (rows != NULL && soky_query_next (rows, error)) {
    g_autofree char *base = soky_query_text (rows);
    g_autofree char *body = soky_query_text_or_empty (rows);
    if (local && base != NULL)
      continue;
    g_autoptr (SokyBook) book = soky_wire_book_from_json (body, -1, error);
    if (book == NULL)
      return NULL;
    if (is_wanted (listing, book))
      g_ptr_array_add (books, g_steal_pointer (&book));
  }
  return rows != NULL && !soky_query_failed (rows) ? g_steal_pointer (&books) : NULL;
}

static int
compare_keys (SokyBookSort sort, const SokyBook *a, const SokyBook *b)
{
  if (sort == SOKY_BOOK_SORT_TITLE) {
    g_autofree char *left = soky_text_fold (a->fields.title);
    g_autofree char *right = soky_text_fold (b->fields.title);
    return strcmp (left, right);
  }
  if (sort == SOKY_BOOK_SORT_DUE) {
    gint64 left = a->due_us ? a->due_us : G_MAXINT64, right = b->due_us ? b->due_us : G_MAXINT64;
    return (left > right) - (left < right);
  }
  if (sort == SOKY_BOOK_SORT_STATE && a->state != b->state)
    return (int) a->state - (int) b->state;
  /* the newest first among those of one state; how well words match is known to the server alone */
  int newer = (a->updated_us > b->updated_us) - (a->updated_us < b->updated_us);
  return sort == SOKY_BOOK_SORT_STATE ? -newer : newer;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const SokyBook *left = *(SokyBook *const *) a, *right = *(SokyBook *const *) b;
  const SokyBookFilter *filter = data;
  int order = compare_keys (filter->sort, left, right);

  if (order == 0)
    order = strcmp (left->id, right->id);
  return filter->descending ? -order : order;
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

/* A page of the server's is not gone on with here: its cursors have dots. */
static gboolean
is_of_server (GHashTable *query)
{
  const char *cursor = g_hash_table_lookup (query, "cursor");
  return cursor != NULL && strchr (cursor, '.') != NULL;
}

/* The next page begins where this one ends. */
char *
soky_library_answer_page (SokyLibrary *self, GHashTable *query, GError **error)
{
  g_auto (Listing) listing = {0};
  g_autoptr (SokyBookPage) page = soky_book_page_new ();

  if (is_of_server (query)) {
    g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN,
                         _ ("The rest of this list needs a network."));
    return NULL;
  }
  if (!take_apart (self, query, &listing, error))
    return NULL;
  g_autoptr (GPtrArray) books = read_books (self, &listing, FALSE, error);
  if (books == NULL || !count (self, page, error))
    return NULL;
  g_ptr_array_sort_with_data (books, compare, &listing.filter);
  gint64 end = MIN (listing.offset + listing.limit, (gint64) books->len);
  for (gint64 i = listing.offset; i < end; i++)
    g_ptr_array_add (page->books, soky_book_ref (books->pdata[i]));
  if (end < (gint64) books->len)
    page->next_cursor = g_strdup_printf ("%" G_GINT64_FORMAT, end);
  if (listing.view == SOKY_BOOK_VIEW_UNIT)
    page->unit = books->len;
  return soky_book_page_to_json (page);
}

static gboolean
is_in_view (SokyLibrary *self, SokyBookView view, const char *id)
{
  static const char *const questions[SOKY_N_BOOK_VIEWS] = {
      [SOKY_BOOK_VIEW_OUTBOX] = "SELECT 1 FROM book WHERE id = ?1 AND in_outbox = 1",
      [SOKY_BOOK_VIEW_INBOX] = "SELECT 1 FROM book WHERE id = ?1 AND in_inbox = 1",
      [SOKY_BOOK_VIEW_PUBLISHED] = "SELECT 1 FROM book WHERE id = ?1 AND in_published = 1",
      [SOKY_BOOK_VIEW_UNIT] = "SELECT 1 FROM book WHERE id = ?1",
      [SOKY_BOOK_VIEW_TO_STAMP] = "SELECT 1 FROM book WHERE id = ?1 AND in_inbox = 1",
      [SOKY_BOOK_VIEW_STAMPED] = "SELECT 1 FROM book WHERE id = ?1"};
  g_autoptr (SokyQuery) row =
      soky_sqlite_query (soky_library_get_database (self), NULL, questions[view], "s", id);
  return row != NULL && soky_query_next (row, NULL);
}

/* The counts of the server know nothing of what waits; the lists of stamps have none. */
static void
adjust (SokyBookPage *page, SokyBookView view, int difference)
{
  guint *const places[SOKY_N_BOOK_VIEWS] = {&page->outbox, &page->inbox, &page->published,
                                            &page->unit};
  if (places[view] != NULL && (difference > 0 || *places[view] > 0))
    *places[view] = (guint) ((int) *places[view] + difference);
}

/* The server's books, with what waits; @listing leaves out what has become another. */
static gboolean
overlay (SokyLibrary *self, const Listing *listing, GPtrArray *listed, SokyBookPage *page,
         GError **error)
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
    else if (!is_in_view (self, listing->view, book->id))
      adjust (page, listing->view, -1);
    else if (soky_book_filter_admits (&listing->filter, shelf->shown))
      g_ptr_array_add (page->books, soky_book_ref (shelf->shown));
  }
  return TRUE;
}

/* Whether all of a view is listed at once, in whatever order. */
static gboolean
is_complete (GHashTable *query, const SokyBookPage *page)
{
  static const char *const harmless[] = {"view", "sort", "order", "limit"};
  guint known = 0;

  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    known += g_hash_table_contains (query, harmless[i]);
  return g_hash_table_size (query) == known && page->next_cursor == NULL;
}

static GPtrArray *
find_missing (SokyLibrary *self, SokyBookView view, const SokyBookPage *page, GError **error)
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
drop_missing (SokyLibrary *self, SokyBookView view, GHashTable *query, const SokyBookPage *page,
              GError **error)
{
  static const char *const leaves[] = {"DELETE FROM book WHERE id = ?1",
                                       "UPDATE book SET in_inbox = 0 WHERE id = ?1",
                                       "UPDATE book SET in_published = 0 WHERE id = ?1"};
  if (view > SOKY_BOOK_VIEW_PUBLISHED || !is_complete (query, page))
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

/* Books that were made here stand before all others in the list of their owner. */
static gboolean
add_local (SokyLibrary *self, const Listing *listing, SokyBookPage *page, GError **error)
{
  if (listing->view != SOKY_BOOK_VIEW_OUTBOX)
    return TRUE;
  g_autoptr (GPtrArray) local = read_books (self, listing, TRUE, error);
  if (local == NULL)
    return FALSE;
  page->outbox += local->len;
  g_ptr_array_extend_and_steal (page->books, g_steal_pointer (&local));
  return TRUE;
}

char *
soky_library_note_page (SokyLibrary *self, GHashTable *query, const char *text, GError **error)
{
  g_auto (Listing) listing = {0};
  g_autoptr (SokyBookPage) page = soky_book_page_from_json (text, -1, error);

  if (page == NULL || !take_apart (self, query, &listing, error) ||
      !drop_missing (self, listing.view, query, page, error))
    return NULL;
  g_autoptr (GPtrArray) listed = g_steal_pointer (&page->books);
  page->books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  gboolean waits = has_waiting (self);
  if (waits && !g_hash_table_contains (query, "cursor") && !add_local (self, &listing, page, error))
    return NULL;
  if (!overlay (self, &listing, listed, page, error))
    return NULL;
  return waits ? soky_book_page_to_json (page) : NULL;
}
