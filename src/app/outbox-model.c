/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/outbox-model.h"

#include <glib/gi18n.h>

#include "base/task.h"

struct _SokyOutboxEntry {
  GObject parent_instance;
  SokyOutboxItem *item;
};

struct _SokyOutboxModel {
  GObject parent_instance;

  SokySession *session;
  SokyLibrary *library;
  SokySender *sender;
  GListStore *entries;
  guint refused;
  gboolean loading;
  gboolean again;   /* something changed while it was read */
  gboolean working; /* something was sent since "arrived" */
};

enum { CHANGED, ARRIVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyOutboxEntry, soky_outbox_entry, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (SokyOutboxModel, soky_outbox_model, G_TYPE_OBJECT)

static void
soky_outbox_entry_finalize (GObject *object)
{
  soky_outbox_item_free (SOKY_OUTBOX_ENTRY (object)->item);
  G_OBJECT_CLASS (soky_outbox_entry_parent_class)->finalize (object);
}

static void
soky_outbox_entry_class_init (SokyOutboxEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = soky_outbox_entry_finalize;
}

static void
soky_outbox_entry_init (SokyOutboxEntry *self)
{
}

const SokyOutboxItem *
soky_outbox_entry_get_item (SokyOutboxEntry *self)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_ENTRY (self), NULL);

  return self->item;
}

static gpointer
list_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  return soky_outbox_list (data, error);
}

static void load (SokyOutboxModel *self);

/* Takes the items out of @items. */
static void
show (SokyOutboxModel *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  self->refused = 0;
  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++) {
    SokyOutboxEntry *entry = g_object_new (SOKY_TYPE_OUTBOX_ENTRY, NULL);
    entry->item = items->pdata[i];
    self->refused += entry->item->state == SOKY_OUTBOX_REFUSED;
    g_ptr_array_add (entries, entry);
  }
  g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)),
                       entries->pdata, entries->len);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyOutboxModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = soky_task_finish (result, &error);

  self->loading = FALSE;
  if (self->sender == NULL)
    return;
  if (items != NULL)
    show (self, items);
  else
    g_message ("outbox: %s", error->message);
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->again)
    load (self);
}

static void
load (SokyOutboxModel *self)
{
  self->again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  soky_task_run (NULL, list_in_thread, g_object_ref (self->library), g_object_unref,
                 (GDestroyNotify) g_ptr_array_unref, NULL, listed_cb, g_object_ref (self));
}

static void
sender_changed_cb (SokyOutboxModel *self)
{
  SokySenderState state = soky_sender_get_state (self->sender);

  load (self);
  if (state == SOKY_SENDER_SENDING) {
    self->working = TRUE;
  } else if (self->working) {
    self->working = FALSE;
    g_signal_emit (self, signals[ARRIVED], 0);
  }
}

static void
online_cb (SokyOutboxModel *self)
{
  if (!soky_session_is_offline (self->session))
    g_signal_emit (self, signals[ARRIVED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
soky_outbox_model_dispose (GObject *object)
{
  SokyOutboxModel *self = SOKY_OUTBOX_MODEL (object);

  if (self->sender != NULL)
    soky_sender_stop (self->sender);
  g_clear_object (&self->sender);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (soky_outbox_model_parent_class)->dispose (object);
}

static void
soky_outbox_model_finalize (GObject *object)
{
  SokyOutboxModel *self = SOKY_OUTBOX_MODEL (object);

  g_clear_object (&self->library);
  g_object_unref (self->entries);
  G_OBJECT_CLASS (soky_outbox_model_parent_class)->finalize (object);
}

static void
soky_outbox_model_class_init (SokyOutboxModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_outbox_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = soky_outbox_model_finalize;
  signals[CHANGED] = g_signal_new ("changed", SOKY_TYPE_OUTBOX_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ARRIVED] = g_signal_new ("arrived", SOKY_TYPE_OUTBOX_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
soky_outbox_model_init (SokyOutboxModel *self)
{
  self->entries = g_list_store_new (SOKY_TYPE_OUTBOX_ENTRY);
}

SokyOutboxModel *
soky_outbox_model_new (SokySession *session)
{
  g_return_val_if_fail (SOKY_IS_SESSION (session), NULL);
  g_return_val_if_fail (soky_session_get_library (session) != NULL, NULL);

  SokyOutboxModel *self = g_object_new (SOKY_TYPE_OUTBOX_MODEL, NULL);
  self->session = g_object_ref (session);
  self->library = g_object_ref (soky_session_get_library (session));
  self->sender = soky_sender_new (session);
  g_signal_connect_object (self->sender, "changed", G_CALLBACK (sender_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::offline", G_CALLBACK (online_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  soky_sender_kick (self->sender);
  return self;
}

GListModel *
soky_outbox_model_get_list (SokyOutboxModel *self)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_MODEL (self), NULL);

  return G_LIST_MODEL (self->entries);
}

guint
soky_outbox_model_count_refused (SokyOutboxModel *self)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_MODEL (self), 0);

  return self->refused;
}

SokySenderState
soky_outbox_model_get_state (SokyOutboxModel *self)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_MODEL (self), SOKY_SENDER_IDLE);

  return self->sender != NULL ? soky_sender_get_state (self->sender) : SOKY_SENDER_OFFLINE;
}

static guint
count_from (SokyOutboxModel *self, const char *book_id, gint64 position)
{
  GListModel *list = G_LIST_MODEL (self->entries);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (SokyOutboxEntry) entry = g_list_model_get_item (list, i);
    if (entry->item->position >= position && g_str_equal (entry->item->book_id, book_id))
      count++;
  }
  return count;
}

GHashTable *
soky_outbox_model_dup_books (SokyOutboxModel *self)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_MODEL (self), NULL);

  GListModel *list = G_LIST_MODEL (self->entries);
  GHashTable *books = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (SokyOutboxEntry) entry = g_list_model_get_item (list, i);
    const char *mark =
        entry->item->state == SOKY_OUTBOX_REFUSED ? _ ("Refused") : _ ("Waiting to be sent");
    if (entry->item->state == SOKY_OUTBOX_REFUSED ||
        !g_hash_table_contains (books, entry->item->book_id))
      g_hash_table_insert (books, g_strdup (entry->item->book_id), (gpointer) mark);
  }
  return books;
}

guint
soky_outbox_model_count_following (SokyOutboxModel *self, const SokyOutboxItem *item)
{
  g_return_val_if_fail (SOKY_IS_OUTBOX_MODEL (self), 0);

  return count_from (self, item->book_id, item->position);
}

void
soky_outbox_model_send_now (SokyOutboxModel *self)
{
  g_return_if_fail (SOKY_IS_OUTBOX_MODEL (self));

  if (self->sender != NULL)
    soky_sender_kick (self->sender);
}

typedef struct {
  SokyLibrary *library;
  gint64 position;
  gboolean retry;
} Decision;

static void
decision_free (gpointer pointer)
{
  Decision *self = pointer;
  g_object_unref (self->library);
  g_free (self);
}

static gpointer
decide_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  const Decision *decision = data;
  gboolean done = decision->retry
                      ? soky_outbox_retry (decision->library, decision->position, error)
                      : soky_outbox_cancel (decision->library, decision->position, error) > 0;
  return done ? soky_task_done () : NULL;
}

static void
decide (SokyOutboxModel *self, gint64 position, gboolean retry, GAsyncReadyCallback callback,
        gpointer user_data)
{
  Decision *decision = g_new0 (Decision, 1);

  decision->library = g_object_ref (self->library);
  decision->position = position;
  decision->retry = retry;
  soky_task_run (self, decide_in_thread, decision, decision_free, NULL, NULL, callback, user_data);
}

void
soky_outbox_model_cancel_async (SokyOutboxModel *self, gint64 position,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  decide (self, position, FALSE, callback, user_data);
}

void
soky_outbox_model_retry_async (SokyOutboxModel *self, gint64 position, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  decide (self, position, TRUE, callback, user_data);
}

gboolean
soky_outbox_model_decide_finish (SokyOutboxModel *self, GAsyncResult *result, GError **error)
{
  gboolean done = soky_task_finish (result, error) != NULL;

  if (self->sender != NULL) {
    load (self);
    g_signal_emit (self, signals[ARRIVED], 0);
    soky_sender_kick (self->sender);
  }
  return done;
}
