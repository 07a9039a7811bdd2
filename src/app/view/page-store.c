/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/page-store.h"

#include "app/view/document-private.h"
#include "base/task.h"

typedef struct {
  guint page;
  SokyPageContent *content;
  gsize bytes;
  GList link; /* in the order of use */
} Entry;

struct _SokyPageStore {
  GObject parent_instance;

  SokyViewDocument *document;
  gsize budget;
  GMutex lock;
  GHashTable *entries; /* page -> Entry */
  GQueue recent;       /* head: just used */
  gsize bytes;
  GHashTable *wanted; /* pages that are being read for the main thread */
};

typedef struct {
  SokyPageStore *store;
  guint page;
} Reading;

enum { LOADED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPageStore, soky_page_store, G_TYPE_OBJECT)

SokyPageContent *
soky_page_content_ref (SokyPageContent *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
content_clear (gpointer data)
{
  SokyPageContent *self = data;
  soky_page_text_unref (self->text);
  g_ptr_array_unref (self->links);
}

void
soky_page_content_unref (SokyPageContent *self)
{
  g_atomic_rc_box_release_full (self, content_clear);
}

static SokyPageContent *
read_page (SokyViewDocument *document, guint index)
{
  SokyPageContent *self = g_atomic_rc_box_new0 (SokyPageContent);
  PopplerDocument *poppler = soky_view_document_borrow (document, NULL);
  PopplerPage *page = poppler != NULL ? poppler_document_get_page (poppler, (int) index) : NULL;

  if (page != NULL) {
    self->text = soky_page_text_new (page);
    self->links = soky_page_links_new (poppler, page);
  } else {
    self->text = soky_page_text_new_for_words ("");
    self->links = g_ptr_array_new ();
  }
  g_clear_object (&page);
  if (poppler != NULL)
    soky_view_document_give_back (document, poppler);
  return self;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  soky_page_content_unref (entry->content);
  g_free (entry);
}

static void
drop_oldest (SokyPageStore *self)
{
  Entry *entry = g_queue_peek_tail (&self->recent);

  self->bytes -= entry->bytes;
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, GUINT_TO_POINTER (entry->page));
}

static void
add_entry (SokyPageStore *self, guint page, SokyPageContent *content)
{
  if (g_hash_table_contains (self->entries, GUINT_TO_POINTER (page)))
    return;
  Entry *entry = g_new0 (Entry, 1);
  entry->page = page;
  entry->content = soky_page_content_ref (content);
  entry->bytes = soky_page_text_get_size (content->text) +
                 content->links->len * (sizeof (SokyPageLink) + sizeof (gpointer));
  entry->link.data = entry;
  g_hash_table_insert (self->entries, GUINT_TO_POINTER (page), entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->bytes += entry->bytes;
  while (self->bytes > self->budget && self->recent.length > 1)
    drop_oldest (self);
}

SokyPageContent *
soky_page_store_peek (SokyPageStore *self, guint page)
{
  g_return_val_if_fail (SOKY_IS_PAGE_STORE (self), NULL);

  g_mutex_lock (&self->lock);
  Entry *entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (page));
  SokyPageContent *content = NULL;
  if (entry != NULL) {
    g_queue_unlink (&self->recent, &entry->link);
    g_queue_push_head_link (&self->recent, &entry->link);
    content = soky_page_content_ref (entry->content);
  }
  g_mutex_unlock (&self->lock);
  return content;
}

SokyPageContent *
soky_page_store_load (SokyPageStore *self, guint page)
{
  SokyPageContent *content = soky_page_store_peek (self, page);

  if (content != NULL)
    return content;
  content = read_page (self->document, page);
  g_mutex_lock (&self->lock);
  add_entry (self, page, content);
  g_mutex_unlock (&self->lock);
  return content;
}

static gpointer
read_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  return soky_page_store_load (reading->store, reading->page);
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;
  g_object_unref (reading->store);
  g_free (reading);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokyPageStore *self = SOKY_PAGE_STORE (source);
  g_autoptr (SokyPageContent) content = soky_task_finish (result, NULL);

  g_hash_table_remove (self->wanted, user_data);
  if (content != NULL)
    g_signal_emit (self, signals[LOADED], 0, GPOINTER_TO_UINT (user_data));
}

void
soky_page_store_want (SokyPageStore *self, guint page)
{
  g_return_if_fail (SOKY_IS_PAGE_STORE (self));
  g_return_if_fail (page < soky_view_document_count_pages (self->document));

  g_autoptr (SokyPageContent) present = soky_page_store_peek (self, page);
  if (present != NULL || !g_hash_table_add (self->wanted, GUINT_TO_POINTER (page)))
    return;
  Reading *reading = g_new0 (Reading, 1);
  reading->store = g_object_ref (self);
  reading->page = page;
  soky_task_run (self, read_in_thread, reading, reading_free,
                 (GDestroyNotify) soky_page_content_unref, NULL, read_cb, GUINT_TO_POINTER (page));
}

SokyViewDocument *
soky_page_store_get_document (SokyPageStore *self)
{
  g_return_val_if_fail (SOKY_IS_PAGE_STORE (self), NULL);

  return self->document;
}

gsize
soky_page_store_get_bytes (SokyPageStore *self)
{
  g_mutex_lock (&self->lock);
  gsize bytes = self->bytes;
  g_mutex_unlock (&self->lock);
  return bytes;
}

static void
soky_page_store_finalize (GObject *object)
{
  SokyPageStore *self = SOKY_PAGE_STORE (object);

  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_object_unref (self->document);
  G_OBJECT_CLASS (soky_page_store_parent_class)->finalize (object);
}

static void
soky_page_store_class_init (SokyPageStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_page_store_finalize;
  signals[LOADED] = g_signal_new ("loaded", SOKY_TYPE_PAGE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
soky_page_store_init (SokyPageStore *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->recent);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, entry_free);
  self->wanted = g_hash_table_new (NULL, NULL);
}

SokyPageStore *
soky_page_store_new (SokyViewDocument *document, gsize budget)
{
  g_return_val_if_fail (SOKY_IS_VIEW_DOCUMENT (document), NULL);

  SokyPageStore *self = g_object_new (SOKY_TYPE_PAGE_STORE, NULL);
  self->document = g_object_ref (document);
  self->budget = budget;
  return self;
}
