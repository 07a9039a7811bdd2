/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/book-series.h"

struct _SokyBookSeries {
  GObject parent_instance;

  SokyBookModel *model;
  GListStore *items;
  GHashTable *known; /* ids of the books in @items, borrowed from them */
  guint position;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyBookSeries, soky_book_series, G_TYPE_OBJECT)

static void
add (SokyBookSeries *self, SokyBook *book)
{
  if (g_hash_table_contains (self->known, book->id))
    return;
  g_autoptr (SokyBookItem) item = soky_book_item_new (book);
  g_hash_table_add (self->known, g_strdup (book->id));
  g_list_store_append (self->items, item);
}

/* Takes what the list has by now; what left it was done, and stays here. */
static void
follow (SokyBookSeries *self)
{
  GListModel *list = G_LIST_MODEL (self->model);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (SokyBookItem) item = g_list_model_get_item (list, i);
    add (self, soky_book_item_get_book (item));
  }
  if (soky_book_series_get_length (self) < SOKY_BOOK_SERIES_MOST)
    soky_book_model_load_more (self->model);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
soky_book_series_dispose (GObject *object)
{
  g_clear_object (&SOKY_BOOK_SERIES (object)->model);
  G_OBJECT_CLASS (soky_book_series_parent_class)->dispose (object);
}

static void
soky_book_series_finalize (GObject *object)
{
  SokyBookSeries *self = SOKY_BOOK_SERIES (object);
  g_object_unref (self->items);
  g_hash_table_unref (self->known);
  G_OBJECT_CLASS (soky_book_series_parent_class)->finalize (object);
}

static void
soky_book_series_class_init (SokyBookSeriesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_book_series_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_book_series_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_BOOK_SERIES, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_book_series_init (SokyBookSeries *self)
{
  self->items = g_list_store_new (SOKY_TYPE_BOOK_ITEM);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static SokyBookItem *
find_item (SokyBookSeries *self, const char *id, guint *position)
{
  guint length = soky_book_series_get_length (self);

  for (guint i = 0; i < length; i++) {
    g_autoptr (SokyBookItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
    *position = i;
    if (g_str_equal (soky_book_item_get_book (item)->id, id))
      return item; /* the list keeps it alive */
  }
  return NULL;
}

SokyBookSeries *
soky_book_series_new (SokyBookModel *model, SokyBook *first)
{
  g_return_val_if_fail (SOKY_IS_BOOK_MODEL (model) && first != NULL, NULL);

  SokyBookSeries *self = g_object_new (SOKY_TYPE_BOOK_SERIES, NULL);
  guint position = 0;

  self->model = g_object_ref (model);
  follow (self);
  add (self, first);
  find_item (self, first->id, &position);
  self->position = position;
  g_signal_connect_object (model, "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  return self;
}

GListModel *
soky_book_series_get_list (SokyBookSeries *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_SERIES (self), NULL);

  return G_LIST_MODEL (self->items);
}

guint
soky_book_series_get_length (SokyBookSeries *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_SERIES (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

guint
soky_book_series_get_position (SokyBookSeries *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_SERIES (self), 0);

  return self->position;
}

static gboolean
is_done (SokyBookSeries *self, guint position)
{
  g_autoptr (SokyBookItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  return soky_book_item_get_mark (item) != NULL;
}

guint
soky_book_series_count_done (SokyBookSeries *self)
{
  guint length = soky_book_series_get_length (self);
  guint done = 0;

  for (guint i = 0; i < length; i++)
    done += is_done (self, i);
  return done;
}

gboolean
soky_book_series_is_for_decisions (SokyBookSeries *self)
{
  g_return_val_if_fail (SOKY_IS_BOOK_SERIES (self), FALSE);

  SokyBookView view = self->model ? soky_book_model_get_view (self->model) : SOKY_N_BOOK_VIEWS;
  return view == SOKY_BOOK_VIEW_INBOX || view == SOKY_BOOK_VIEW_TO_STAMP;
}

SokyBook *
soky_book_series_get_book (SokyBookSeries *self, guint position)
{
  g_return_val_if_fail (SOKY_IS_BOOK_SERIES (self), NULL);

  g_autoptr (SokyBookItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  return item != NULL ? soky_book_item_get_book (item) : NULL;
}

void
soky_book_series_set_position (SokyBookSeries *self, guint position)
{
  g_return_if_fail (SOKY_IS_BOOK_SERIES (self));
  g_return_if_fail (position < soky_book_series_get_length (self));

  self->position = position;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
soky_book_series_update (SokyBookSeries *self, SokyBook *book, const char *mark)
{
  g_return_if_fail (SOKY_IS_BOOK_SERIES (self) && book != NULL);

  guint position = 0;
  SokyBookItem *present = find_item (self, book->id, &position);
  if (present == NULL)
    return;
  g_autoptr (SokyBookItem) item = soky_book_item_new (book);
  soky_book_item_set_mark (item, mark != NULL ? mark : soky_book_item_get_mark (present));
  g_list_store_splice (self->items, position, 1, (gpointer *) &item, 1);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
soky_book_series_find_next (SokyBookSeries *self, guint *position)
{
  g_return_val_if_fail (SOKY_IS_BOOK_SERIES (self), FALSE);

  guint length = soky_book_series_get_length (self);
  for (guint i = 1; i < length; i++) {
    *position = (self->position + i) % length;
    if (!is_done (self, *position))
      return TRUE;
  }
  return FALSE;
}
