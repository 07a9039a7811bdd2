/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/text-search.h"

#include "base/task.h"

#define TELL_MS 60 /* how often the main thread takes what was found */

/* What the thread shares with the search. */
typedef struct {
  SokyPageStore *store;
  SokyTextPattern *pattern;
  guint first, total;
  GMutex lock;
  GPtrArray *found; /* GArray of SokyTextHit, those of a page together; not yet taken */
  guint done;
  guint count;
  gboolean words; /* some page has text */
  gboolean cut_off;
} Shared;

struct _SokyTextSearch {
  GObject parent_instance;

  SokyPageStore *store;
  Shared *shared;            /* nullable: nothing is looked for */
  GCancellable *cancellable; /* nullable: it does not run */
  guint source;
  GHashTable *pages; /* page -> GArray of SokyTextHit */
  guint done, count;
  gboolean has_current;
  guint page, index; /* of the current hit */
};

enum { CHANGED, CURRENT_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyTextSearch, soky_text_search, G_TYPE_OBJECT)

static void
shared_clear (gpointer data)
{
  Shared *shared = data;
  g_object_unref (shared->store);
  soky_text_pattern_unref (shared->pattern);
  g_ptr_array_unref (shared->found);
  g_mutex_clear (&shared->lock);
}

static void
shared_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, shared_clear);
}

static void
search_page (Shared *shared, guint page)
{
  g_autoptr (SokyPageContent) content = soky_page_store_load (shared->store, page);
  guint left = SOKY_TEXT_SEARCH_LIMIT - shared->count;
  GArray *hits = soky_text_pattern_find (shared->pattern, content->text, page, left);

  g_mutex_lock (&shared->lock);
  shared->words |= soky_page_text_count (content->text) > 0;
  shared->done++;
  shared->count += hits->len;
  shared->cut_off = shared->count == SOKY_TEXT_SEARCH_LIMIT;
  if (hits->len > 0)
    g_ptr_array_add (shared->found, hits);
  else
    g_array_unref (hits);
  g_mutex_unlock (&shared->lock);
}

static gpointer
search_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Shared *shared = data;

  for (guint i = 0; i < shared->total && !shared->cut_off; i++) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    search_page (shared, (shared->first + i) % shared->total);
  }
  return soky_task_done ();
}

static void
set_current (SokyTextSearch *self, guint page, guint index)
{
  self->has_current = TRUE;
  self->page = page;
  self->index = index;
  g_signal_emit (self, signals[CURRENT_CHANGED], 0);
}

/* The first hit that is found is the next one from where the search began. */
static void
take_found (SokyTextSearch *self)
{
  Shared *shared = self->shared;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  g_mutex_lock (&shared->lock);
  for (guint i = 0; i < shared->found->len; i++)
    g_ptr_array_add (found, g_array_ref (g_ptr_array_index (shared->found, i)));
  g_ptr_array_set_size (shared->found, 0);
  self->done = shared->done;
  g_mutex_unlock (&shared->lock);

  for (guint i = 0; i < found->len; i++) {
    GArray *hits = g_ptr_array_index (found, i);
    guint page = g_array_index (hits, SokyTextHit, 0).page;
    g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), hits);
    self->count += hits->len;
    if (!self->has_current)
      set_current (self, page, 0);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
take_cb (gpointer data)
{
  take_found (data);
  return G_SOURCE_CONTINUE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SokyTextSearch *self = SOKY_TEXT_SEARCH (source);

  if (soky_task_finish (result, NULL) == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->cancellable);
  take_found (self);
}

static void
give_up (SokyTextSearch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->shared, shared_unref);
  g_hash_table_remove_all (self->pages);
  self->done = self->count = 0;
  self->has_current = FALSE;
}

static void
soky_text_search_dispose (GObject *object)
{
  SokyTextSearch *self = SOKY_TEXT_SEARCH (object);

  give_up (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (soky_text_search_parent_class)->dispose (object);
}

static void
soky_text_search_finalize (GObject *object)
{
  g_hash_table_unref (SOKY_TEXT_SEARCH (object)->pages);
  G_OBJECT_CLASS (soky_text_search_parent_class)->finalize (object);
}

static void
soky_text_search_class_init (SokyTextSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_text_search_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_text_search_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_TEXT_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[CURRENT_CHANGED] = g_signal_new ("current-changed", SOKY_TYPE_TEXT_SEARCH,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_text_search_init (SokyTextSearch *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
}

SokyTextSearch *
soky_text_search_new (SokyPageStore *store)
{
  g_return_val_if_fail (SOKY_IS_PAGE_STORE (store), NULL);

  SokyTextSearch *self = g_object_new (SOKY_TYPE_TEXT_SEARCH, NULL);
  self->store = g_object_ref (store);
  return self;
}

void
soky_text_search_start (SokyTextSearch *self, const char *words, guint page)
{
  g_return_if_fail (SOKY_IS_TEXT_SEARCH (self) && words != NULL);

  give_up (self);
  SokyTextPattern *pattern = soky_text_pattern_new (words);
  if (pattern != NULL) {
    Shared *shared = g_atomic_rc_box_new0 (Shared);
    shared->store = g_object_ref (self->store);
    shared->pattern = pattern;
    shared->first = page;
    shared->total = soky_view_document_count_pages (soky_page_store_get_document (self->store));
    shared->found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
    g_mutex_init (&shared->lock);
    self->shared = shared;
    self->cancellable = g_cancellable_new ();
    self->source = g_timeout_add (TELL_MS, take_cb, self);
    soky_task_run (self, search_in_thread, g_atomic_rc_box_acquire (shared), shared_unref, NULL,
                   self->cancellable, ended_cb, NULL);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
soky_text_search_stop (SokyTextSearch *self)
{
  g_return_if_fail (SOKY_IS_TEXT_SEARCH (self));

  give_up (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
soky_text_search_get_state (SokyTextSearch *self, SokyTextSearchState *state)
{
  g_return_if_fail (SOKY_IS_TEXT_SEARCH (self));

  *state = (SokyTextSearchState){0};
  if (self->shared == NULL)
    return;
  g_mutex_lock (&self->shared->lock);
  state->cut_off = self->shared->cut_off;
  state->wordless = !self->shared->words;
  g_mutex_unlock (&self->shared->lock);
  state->running = self->cancellable != NULL;
  state->wordless &= !state->running;
  state->done = self->done;
  state->total = self->shared->total;
  state->hits = self->count;
  if (!self->has_current)
    return;
  state->number = self->index + 1;
  for (guint page = 0; page < self->page; page++) {
    GArray *hits = soky_text_search_get_hits (self, page);
    state->number += hits != NULL ? hits->len : 0;
  }
}

GArray *
soky_text_search_get_hits (SokyTextSearch *self, guint page)
{
  g_return_val_if_fail (SOKY_IS_TEXT_SEARCH (self), NULL);

  return g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
}

const SokyTextHit *
soky_text_search_get_current (SokyTextSearch *self)
{
  g_return_val_if_fail (SOKY_IS_TEXT_SEARCH (self), NULL);

  if (!self->has_current)
    return NULL;
  GArray *hits = soky_text_search_get_hits (self, self->page);
  return &g_array_index (hits, SokyTextHit, self->index);
}

void
soky_text_search_move (SokyTextSearch *self, gboolean forward)
{
  g_return_if_fail (SOKY_IS_TEXT_SEARCH (self));

  if (!self->has_current)
    return;
  GArray *hits = soky_text_search_get_hits (self, self->page);
  if (forward ? self->index + 1 < hits->len : self->index > 0) {
    set_current (self, self->page, forward ? self->index + 1 : self->index - 1);
    return;
  }
  guint total = self->shared->total;
  for (guint i = 1; i <= total; i++) {
    guint page = (self->page + (forward ? i : total - i)) % total;
    hits = soky_text_search_get_hits (self, page);
    if (hits != NULL) {
      set_current (self, page, forward ? 0 : hits->len - 1);
      return;
    }
  }
}
