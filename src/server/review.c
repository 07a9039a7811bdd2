/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/review.h"

#include "book/error.h"
#include "server/bookkeeping.h"
#include "server/delegations.h"
#include "server/store/reviews.h"
#include "wire/error.h"

static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const SokyBook *book,
      const SokyComment *comment, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_event_free);

  g_ptr_array_add (events, soky_comment_make_event (comment, book, origin->person, origin->now_us));
  return soky_audit_add_events (tx, origin, events, NULL, error);
}

/* Stores what the rules made of @wish, and adds it to @others. */
static SokyComment *
add (SokyTransaction *tx, const SokyOrigin *origin, const SokyBook *book, SokyComment *made,
     GPtrArray *others, GError **error)
{
  g_autoptr (SokyComment) comment = made;

  if (comment == NULL || !soky_store_add_comment (tx, book->id, comment, error) ||
      !note (tx, origin, book, comment, error))
    return NULL;
  g_ptr_array_add (others, soky_comment_ref (comment));
  return g_steal_pointer (&comment);
}

GPtrArray *
soky_review_list (SokyTransaction *tx, const SokyOrigin *origin, const char *book_id,
                  GError **error)
{
  g_autoptr (GPtrArray) delegations = soky_delegations_in_force (tx, origin, error);
  const SokyActor actor = {origin->person, delegations};
  g_autoptr (SokyBook) book =
      delegations ? soky_bookkeeping_get (tx, origin, book_id, error) : NULL;

  if (book == NULL)
    return NULL;
  if (!soky_comment_may_read (book, &actor, origin->now_us)) {
    soky_book_refuse (SOKY_BOOK_ERROR_NOT_PERMITTED, error);
    return NULL;
  }
  return soky_store_list_comments (tx, book_id, error);
}

SokyComment *
soky_review_comment (SokyTransaction *tx, const SokyOrigin *origin, const char *book_id,
                     const SokyComment *wish, GError **error)
{
  g_autoptr (GPtrArray) delegations = soky_delegations_in_force (tx, origin, error);
  const SokyActor actor = {origin->person, delegations};
  g_autoptr (SokyBook) book =
      delegations ? soky_bookkeeping_get (tx, origin, book_id, error) : NULL;
  g_autoptr (GPtrArray) others = book ? soky_store_list_comments (tx, book_id, error) : NULL;

  if (others == NULL)
    return NULL;
  SokyComment *made = soky_comment_make (book, &actor, wish, others, FALSE, origin->now_us, error);
  return add (tx, origin, book, made, others, error);
}

SokyComment *
soky_review_resolve (SokyTransaction *tx, const SokyOrigin *origin, const char *book_id,
                     guint number, GError **error)
{
  g_autoptr (SokyBook) book = soky_bookkeeping_get (tx, origin, book_id, error);
  g_autoptr (GPtrArray) all = book ? soky_review_list (tx, origin, book_id, error) : NULL;

  if (all == NULL)
    return NULL;
  /* they are numbered without gaps */
  if (number == 0 || number > all->len) {
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
    return NULL;
  }
  g_autoptr (SokyComment) after =
      soky_comment_resolve (book, all->pdata[number - 1], origin->person, origin->now_us, error);
  if (after == NULL || !soky_store_resolve_comment (tx, book_id, after, error) ||
      !note (tx, origin, book, after, error))
    return NULL;
  return g_steal_pointer (&after);
}

gboolean
soky_review_add_marks (SokyTransaction *tx, const SokyOrigin *origin, const SokyBook *book,
                       const SokyActor *actor, const SokyAction *action, GError **error)
{
  if (action->kind != SOKY_ACTION_RETURN || action->marks->len == 0)
    return TRUE;
  g_autoptr (GPtrArray) others = soky_store_list_comments (tx, book->id, error);

  for (guint i = 0; others != NULL && i < action->marks->len; i++) {
    SokyComment *made = soky_comment_make (book, actor, action->marks->pdata[i], others, TRUE,
                                           origin->now_us, error);
    g_autoptr (SokyComment) stored = add (tx, origin, book, made, others, error);
    if (stored == NULL)
      return FALSE;
  }
  return others != NULL;
}
