/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/book-model.h"

#include "client/session-reports.h"

#define FIRST_PAGE 50
#define FURTHER_PAGE 200

struct _SokyBookItem {
  GObject parent_instance;
  SokyBook *book;
  char *mark; /* nullable */
};

struct _SokyBookModel {
  GObject parent_instance;

  SokySession *session;
  SokyBookView view;
  char *query;
  SokyBookFilter filter;
  GPtrArray *items; /* SokyBookItem */
  GPtrArray *pages; /* SokyBook: of a whole list, until its last page has come */
  gboolean whole;
  GHashTable *marks; /* nullable: from ids of books to texts */
  char *cursor;      /* nullable: of the next page */
  GCancellable *loading;
  gboolean appending; /* the request under way is for a further page */
  gboolean offline;   /* the pages came from this computer */
  gboolean other;     /* what is listed answers another question than the request under way */
  gboolean loaded;
  GError *error;
};

enum { PROP_0, PROP_LOADING, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { CHANGED, COUNTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return SOKY_TYPE_BOOK_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SOKY_BOOK_MODEL (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SokyBookModel *self = SOKY_BOOK_MODEL (model);
  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE (SokyBookItem, soky_book_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (SokyBookModel, soky_book_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
soky_book_item_finalize (GObject *object)
{
  soky_book_unref (SOKY_BOOK_ITEM (object)->book);
  g_free (SOKY_BOOK_ITEM (object)->mark);
  G_OBJECT_CLASS (soky_book_item_parent_class)->finalize (object);
}

static void
soky_book_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, SOKY_BOOK_ITEM (object)->mark);
}

static void
soky_book_item_class_init (SokyBookItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_book_item_finalize;
  G_OBJECT_CLASS (klass)->get_property = soky_book_item_get_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), 1,
      g_param_spec_string ("mark", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
soky_book_item_init (SokyBookItem *self)
{
}

SokyBookItem *
soky_book_item_new (SokyBook *book)
{
  g_return_val_if_fail (book != NULL, NULL);

  SokyBookItem *self = g_object_new (SOKY_TYPE_BOOK_ITEM, NULL);
  self->book = soky_book_ref (book);
  return self;
}

SokyBook *
soky_book_item_get_book (SokyBookItem *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_ITEM (self), NULL);

  return self->book;
}

const char *
soky_book_item_get_mark (SokyBookItem *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_ITEM (self), NULL);

  return self->mark;
}

void
soky_book_item_set_mark (SokyBookItem *self, const char *mark)
{
  g_return_if_fail (SOKY_IS_BOOK_ITEM (self));

  if (g_strcmp0 (self->mark, mark) == 0)
    return;
  g_free (self->mark);
  self->mark = g_strdup (mark);
  g_object_notify (G_OBJECT (self), "mark");
}

static gboolean
is_same (SokyBookItem *item, const SokyBook *book)
{
  return g_str_equal (item->book->id, book->id) && item->book->version == book->version;
}

/* Puts @books at @position in place of all that follows; what is the same at both ends stays, so
 * that a reload moves nothing under the pointer. */
static void
replace (SokyBookModel *self, guint position, GPtrArray *books)
{
  guint removed = self->items->len - position, added = books->len;
  guint first = 0;
  while (removed > 0 && added > 0 &&
         is_same (g_ptr_array_index (self->items, position), g_ptr_array_index (books, first))) {
    position++;
    first++;
    removed--;
    added--;
  }
  while (removed > 0 && added > 0 &&
         is_same (g_ptr_array_index (self->items, position + removed - 1),
                  g_ptr_array_index (books, first + added - 1))) {
    removed--;
    added--;
  }
  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int) (position + i),
                        soky_book_item_new (g_ptr_array_index (books, first + i)));
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static SokyBook *
get_book (SokyBookModel *self, guint position)
{
  return ((SokyBookItem *) g_ptr_array_index (self->items, position))->book;
}

/* Where in the list the book is that a page ends with; the list's length when it is not there. */
static guint
find_end (SokyBookModel *self, GPtrArray *books)
{
  const SokyBook *last = books->len > 0 ? books->pdata[books->len - 1] : NULL;
  guint i = 0;

  while (i < self->items->len && (last == NULL || !g_str_equal (get_book (self, i)->id, last->id)))
    i++;
  return i;
}

/* The first page again: what was loaded below it stays, so that nobody is thrown back to the top.
 * Returns: whether it does */
static gboolean
refresh_top (SokyBookModel *self, SokyBookPage *page)
{
  guint end = find_end (self, page->books);

  if (page->next_cursor == NULL || end + 1 >= self->items->len) {
    replace (self, 0, page->books);
    return FALSE;
  }
  g_autoptr (GHashTable) top = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  for (guint i = 0; i < page->books->len; i++) {
    SokyBook *book = page->books->pdata[i];
    g_hash_table_add (top, book->id);
    g_ptr_array_add (all, book);
  }
  for (guint i = end + 1; i < self->items->len; i++) {
    SokyBook *book = get_book (self, i);
    if (!g_hash_table_contains (top, book->id))
      g_ptr_array_add (all, book);
  }
  replace (self, 0, all);
  return TRUE;
}

/* A whole list that is loaded again changes at once, when its last page has come. */
static gboolean
take_whole (SokyBookModel *self, SokyBookPage *page)
{
  if (!self->appending)
    g_ptr_array_set_size (self->pages, 0);
  for (guint i = 0; i < page->books->len; i++)
    g_ptr_array_add (self->pages, soky_book_ref (page->books->pdata[i]));
  gboolean further = page->next_cursor != NULL && self->pages->len < SOKY_BOOK_MODEL_MOST;
  if (!further || self->other || self->items->len < self->pages->len)
    replace (self, 0, self->pages);
  return further;
}

/* A page has come. Returns: whether the next one is wanted at once */
static gboolean
take_page (SokyBookModel *self, SokyBookPage *page)
{
  gboolean keeps_end = FALSE, further = FALSE;

  if (self->whole)
    further = take_whole (self, page);
  else if (self->appending)
    replace (self, self->items->len, page->books);
  else if (self->other)
    replace (self, 0, page->books);
  else
    keeps_end = refresh_top (self, page);
  self->loaded = TRUE;
  self->other = FALSE;
  if (!keeps_end) {
    g_free (self->cursor);
    self->cursor = g_strdup (page->next_cursor);
  }
  return further;
}

/* Says it of the items from @first on. */
static void
mark (SokyBookModel *self, guint first)
{
  for (guint i = first; i < self->items->len; i++) {
    SokyBookItem *item = self->items->pdata[i];
    soky_book_item_set_mark (
        item, self->marks != NULL ? g_hash_table_lookup (self->marks, item->book->id) : NULL);
  }
}

void
soky_book_model_set_marks (SokyBookModel *self, GHashTable *marks)
{
  g_return_if_fail (SOKY_IS_BOOK_MODEL (self));

  g_hash_table_ref (marks);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  self->marks = marks;
  mark (self, 0);
}

static void load (SokyBookModel *self, gboolean further);

static void
set_loading (SokyBookModel *self, GCancellable *loading)
{
  g_set_object (&self->loading, loading);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyBookModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookPage) page =
      soky_session_list_books_finish (SOKY_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gboolean further = FALSE;
  g_clear_error (&self->error);
  if (page == NULL) {
    self->error = g_steal_pointer (&error);
  } else {
    guint first = self->appending && !self->whole ? self->items->len : 0;
    further = take_page (self, page);
    mark (self, first);
    g_signal_emit (self, signals[COUNTED], 0, page->outbox, page->inbox, page->published,
                   page->unit);
  }
  if (further)
    load (self, TRUE);
  else
    set_loading (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
load (SokyBookModel *self, gboolean further)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean offline = soky_session_is_offline (self->session);

  /* a list of the server's is not gone on with by this computer's, nor the other way round */
  if (offline != self->offline) {
    self->offline = offline;
    self->other = TRUE;
    further = FALSE;
  }
  g_cancellable_cancel (self->loading);
  self->appending = further;
  set_loading (self, cancellable);
  SokyBookFilter filter = self->filter;
  /* what fits best stands first, unless the person asked for another order */
  if (self->query != NULL && filter.sort == SOKY_BOOK_SORT_UPDATED && filter.descending)
    filter.sort = SOKY_BOOK_SORT_MATCH;
  const SokyBookSearch search = {.view = self->view,
                                 .filter = &filter,
                                 .query = self->query,
                                 .cursor = further ? self->cursor : NULL,
                                 .limit = further ? FURTHER_PAGE : FIRST_PAGE};
  soky_session_search_books_async (self->session, &search, cancellable, listed_cb,
                                   g_object_ref (self));
}

static void
soky_book_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, soky_book_model_is_loading (SOKY_BOOK_MODEL (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
soky_book_model_dispose (GObject *object)
{
  SokyBookModel *self = SOKY_BOOK_MODEL (object);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (soky_book_model_parent_class)->dispose (object);
}

static void
soky_book_model_finalize (GObject *object)
{
  SokyBookModel *self = SOKY_BOOK_MODEL (object);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->pages);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  soky_book_filter_clear (&self->filter);
  g_free (self->query);
  g_free (self->cursor);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (soky_book_model_parent_class)->finalize (object);
}

static void
soky_book_model_class_init (SokyBookModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = soky_book_model_get_property;
  object_class->dispose = soky_book_model_dispose;
  object_class->finalize = soky_book_model_finalize;
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_BOOK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] =
      g_signal_new ("counted", SOKY_TYPE_BOOK_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
}

static void
soky_book_model_init (SokyBookModel *self)
{
  self->filter = (SokyBookFilter) SOKY_BOOK_FILTER_INIT;
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
}

SokyBookModel *
soky_book_model_new (SokySession *session, SokyBookView view)
{
  g_return_val_if_fail (SOKY_IS_SESSION (session), NULL);

  SokyBookModel *self = g_object_new (SOKY_TYPE_BOOK_MODEL, NULL);
  self->session = g_object_ref (session);
  self->view = view;
  return self;
}

void
soky_book_model_set_whole (SokyBookModel *self, gboolean whole)
{
  g_return_if_fail (SOKY_IS_BOOK_MODEL (self));

  self->whole = whole;
}

SokyBookView
soky_book_model_get_view (SokyBookModel *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (self), SOKY_BOOK_VIEW_OUTBOX);

  return self->view;
}

void
soky_book_model_set_query (SokyBookModel *self, const char *query)
{
  g_return_if_fail (SOKY_IS_BOOK_MODEL (self));

  const char *wanted = query != NULL && *query != '\0' ? query : NULL;
  if (g_strcmp0 (wanted, self->query) == 0)
    return;
  g_free (self->query);
  self->query = g_strdup (wanted);
  self->other = TRUE;
  load (self, FALSE);
}

const char *
soky_book_model_get_query (SokyBookModel *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (self), NULL);

  return self->query;
}

void
soky_book_model_set_filter (SokyBookModel *self, const SokyBookFilter *filter)
{
  g_return_if_fail (SOKY_IS_BOOK_MODEL (self) && filter != NULL);

  if (soky_book_filter_equal (filter, &self->filter))
    return;
  soky_book_filter_copy (filter, &self->filter);
  self->other = TRUE;
  if (self->loaded || self->loading != NULL)
    load (self, FALSE);
}

const SokyBookFilter *
soky_book_model_get_filter (SokyBookModel *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (self), NULL);

  return &self->filter;
}

void
soky_book_model_reload (SokyBookModel *self)
{
  g_return_if_fail (SOKY_IS_BOOK_MODEL (self));

  load (self, FALSE);
}

void
soky_book_model_load_more (SokyBookModel *self)
{
  g_return_if_fail (SOKY_IS_BOOK_MODEL (self));

  if (self->cursor != NULL && self->loading == NULL && !self->other)
    load (self, TRUE);
}

gboolean
soky_book_model_has_more (SokyBookModel *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (self), FALSE);

  return self->cursor != NULL;
}

gboolean
soky_book_model_is_loading (SokyBookModel *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (self), FALSE);

  return self->loading != NULL;
}

gboolean
soky_book_model_is_loaded (SokyBookModel *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (self), FALSE);

  return self->loaded;
}

const GError *
soky_book_model_get_error (SokyBookModel *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (self), NULL);

  return self->error;
}
