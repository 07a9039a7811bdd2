/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing into the outbox, and what a person decides about what is in it. */
#include "config.h"

#include "base/clock.h"
#include "book/book-query.h"
#include "book/error.h"
#include "client/error.h"
#include "client/outbox-file.h"
#include "client/outbox-private.h"
#include "wire/book.h"

#include <glib/gi18n-lib.h>

static SokyOutboxItem *
item_new (const SokyOutboxOrder *order)
{
  const SokyAction *action = order->action;
  SokyOutboxItem *self = g_new0 (SokyOutboxItem, 1);
  gboolean travels = action != NULL && order->path == NULL && action->kind != SOKY_ACTION_DELETE;

  self->key = order->key ? g_strdup (order->key) : g_uuid_string_random ();
  self->kind = g_strdup (action ? soky_action_kind_to_string (action->kind) : SOKY_OUTBOX_CREATE);
  self->created_us = soky_clock_now_us ();
  /* it may have arrived */
  self->tried_us = order->key ? self->created_us : 0;
  if (travels)
    self->body = soky_wire_action_to_json (action);
  else
    self->body = action ? g_strdup ("") : soky_wire_create_to_json (order->type_id, order->fields);
  return self;
}

/* The book that a change goes by: it must be the one that the person looked at. */
static gboolean
note_book (SokyOutboxItem *item, const SokyShelf *shelf, const SokyBook *seen, GError **error)
{
  if (shelf->shown->version != seen->version)
    return soky_book_refuse (SOKY_BOOK_ERROR_VERSION, error);
  item->title = g_strdup (shelf->shown->fields.title);
  item->version = shelf->waiting == 0 && shelf->base != NULL ? shelf->base->version : 0;
  item->seen_round = seen->round;
  item->seen_sha256 = g_strdup (seen->head_sha256);
  item->seen_length = seen->head_length;
  item->seen_revisions = seen->revision_count;
  return TRUE;
}

static gboolean
has_refused (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (((SokyOutboxItem *) items->pdata[i])->state == SOKY_OUTBOX_REFUSED)
      return TRUE;
  return FALSE;
}

static gboolean
check_decided (SokyLibrary *library, const char *book_id, GError **error)
{
  g_autoptr (GPtrArray) items = soky_outbox_list_of_book (library, book_id, error);

  if (items == NULL)
    return FALSE;
  if (!has_refused (items))
    return TRUE;
  g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNDECIDED,
                       _ ("The server refused an earlier change of this book. Decide about it in "
                          "“Waiting to Be Sent” first."));
  return FALSE;
}

/* Finds the book, as new as the person has seen it. */
static SokyShelf *
find_shelf (SokyLibrary *library, const char *book_id, const SokyBook *seen, GError **error)
{
  gboolean own_id = g_str_equal (book_id, seen->id);
  SokyShelf *shelf = soky_library_find_book (library, book_id, error);

  if (shelf != NULL && (shelf->waiting > 0 || shelf->base == NULL || !own_id ||
                        shelf->base->version >= seen->version))
    return shelf;
  soky_shelf_free (shelf);
  if (!soky_library_store_base (library, seen, seen->revisions->len > 0, error))
    return NULL;
  return soky_library_find_book (library, book_id, error);
}

static gboolean
aim_at_book (SokyLibrary *library, SokyOutboxItem *item, const SokyBook *seen, GError **error)
{
  item->book_id = soky_library_resolve (library, seen->id);
  if (!check_decided (library, item->book_id, error))
    return FALSE;
  g_autoptr (SokyShelf) shelf = find_shelf (library, item->book_id, seen, error);
  return shelf != NULL && note_book (item, shelf, seen, error);
}

static SokyBook *
insert (SokyLibrary *library, SokyOutboxItem *item, const SokyOutboxOrder *order, GError **error)
{
  if (order->book != NULL) {
    if (!aim_at_book (library, item, order->book, error))
      return NULL;
  } else {
    g_autofree char *unique = g_uuid_string_random ();
    item->book_id = g_strconcat ("local-", unique, NULL);
    item->title = g_strdup (order->fields->title);
  }
  if (!soky_outbox_insert (library, item, error) ||
      !soky_outbox_replay (library, item->book_id, item->position, error))
    return NULL;
  g_autoptr (SokyShelf) shelf = soky_library_find_book (library, item->book_id, error);
  return shelf ? soky_book_ref (shelf->shown) : NULL;
}

SokyBook *
soky_outbox_write (SokyLibrary *library, const SokyOutboxOrder *order, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library) && order != NULL, NULL);
  g_return_val_if_fail ((order->book == NULL) == (order->action == NULL), NULL);

  g_autoptr (SokyOutboxItem) item = item_new (order);
  if (order->path != NULL && !soky_outbox_take_file (library, order, item, error))
    return NULL;
  if (!soky_library_begin (library, error))
    return NULL;
  g_autoptr (SokyBook) shown = insert (library, item, order, error);
  return soky_library_end (library, shown != NULL, error) ? g_steal_pointer (&shown) : NULL;
}

gboolean
soky_outbox_has_waiting (SokyLibrary *library, const char *book_id)
{
  if (!soky_library_begin (library, NULL))
    return FALSE;
  g_autofree char *id = soky_library_resolve (library, book_id);
  g_autoptr (GPtrArray) items = soky_outbox_list_of_book (library, id, NULL);
  soky_library_end (library, FALSE, NULL);
  return items != NULL && items->len > 0;
}

/* What became of the books whose changes were refused. */
static void
add_states (SokyLibrary *library, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++) {
    SokyOutboxItem *item = items->pdata[i];
    g_autoptr (SokyShelf) shelf = item->state == SOKY_OUTBOX_REFUSED
                                      ? soky_library_find_book (library, item->book_id, NULL)
                                      : NULL;
    if (shelf != NULL)
      item->book_state = g_strdup (soky_book_state_get_label (shelf->shown->state));
  }
}

GPtrArray *
soky_outbox_list (SokyLibrary *library, GError **error)
{
  g_autoptr (GHashTable) refused = g_hash_table_new (g_str_hash, g_str_equal);

  if (!soky_library_begin (library, error))
    return NULL;
  GPtrArray *items = soky_outbox_list_all (library, error);
  if (items != NULL)
    add_states (library, items);
  soky_library_end (library, FALSE, NULL);
  for (guint i = 0; items != NULL && i < items->len; i++) {
    SokyOutboxItem *item = items->pdata[i];
    item->blocked = g_hash_table_contains (refused, item->book_id);
    if (item->state == SOKY_OUTBOX_REFUSED)
      g_hash_table_add (refused, item->book_id);
  }
  return items;
}

static gboolean
is_out (GError **error)
{
  g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNDECIDED,
                       _ ("This was sent, and the server's answer has not come yet. It may be done "
                          "already; wait until the answer comes."));
  return FALSE;
}

static guint
cancel (SokyLibrary *library, gint64 position, GError **error)
{
  g_autoptr (SokyOutboxItem) first = soky_outbox_find (library, position, error);
  g_autoptr (GPtrArray) items =
      first ? soky_outbox_list_of_book (library, first->book_id, error) : NULL;
  guint count = 0;

  for (guint i = 0; items != NULL && i < items->len; i++) {
    const SokyOutboxItem *item = items->pdata[i];
    if (item->position < position)
      continue;
    gboolean unanswered = item->tried_us != 0 && item->state != SOKY_OUTBOX_REFUSED;
    if ((unanswered && !is_out (error)) || !soky_outbox_remove (library, item->position, error))
      return 0;
    count++;
  }
  return count > 0 && soky_outbox_replay (library, first->book_id, 0, error) ? count : 0;
}

guint
soky_outbox_cancel (SokyLibrary *library, gint64 position, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library), 0);

  if (!soky_library_begin (library, error))
    return 0;
  guint count = cancel (library, position, error);
  return soky_library_end (library, count > 0, error) ? count : 0;
}

/* The first of its book goes by the book that the server has now; later ones follow it. */
static gboolean
make_anew (SokyLibrary *library, const SokyOutboxItem *item, GError **error)
{
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GPtrArray) items = soky_outbox_list_of_book (library, item->book_id, error);
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyShelf) shelf = soky_library_find_book (library, item->book_id, &problem);

  if (problem != NULL || items == NULL) {
    if (problem != NULL)
      g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  const SokyOutboxItem *first = items->pdata[0];
  gboolean is_first = first->position == item->position;
  const SokyBook *base = is_first && shelf != NULL ? shelf->base : NULL;
  return soky_outbox_aim (library, item->position, base, key, error) &&
         soky_outbox_replay (library, item->book_id, item->position, error);
}

gboolean
soky_outbox_retry (SokyLibrary *library, gint64 position, GError **error)
{
  g_return_val_if_fail (SOKY_IS_LIBRARY (library), FALSE);

  if (!soky_library_begin (library, error))
    return FALSE;
  g_autoptr (SokyOutboxItem) item = soky_outbox_find (library, position, error);
  gboolean good =
      item != NULL && item->state == SOKY_OUTBOX_REFUSED && make_anew (library, item, error);
  return soky_library_end (library, good, error);
}
