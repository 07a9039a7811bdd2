/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/date.h"
#include "book/rules.h"
#include "server/bookkeeping.h"
#include "server/delegations.h"
#include "server/resources/resources.h"
#include "server/store/administration.h"
#include "server/store/books.h"
#include "wire/error.h"

/* What a stamp of today would have: for whoever is to stamp the book now. */
gboolean
soky_next_number_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                      GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (GPtrArray) delegations = soky_delegations_in_force (tx, &origin, error);
  const SokyActor actor = {call->person, delegations};
  g_autoptr (SokyBook) book =
      delegations ? soky_bookkeeping_get (tx, &origin, call->id, error) : NULL;
  g_autoptr (SokyBookType) type =
      book ? soky_store_get_book_type_of (tx, book->type_id, book->unit_id, error) : NULL;
  SokyNumbering next = {0};
  GDate today;

  if (type == NULL || !soky_book_may (book, type, &actor, SOKY_ACTION_SIGN, call->now_us, error))
    return FALSE;
  soky_date_from_moment (call->now_us, &today);
  if (!soky_store_get_last_number (tx, book, g_date_get_year (&today), &next.number, error))
    return FALSE;
  g_autofree char *date = soky_date_format (&today);
  next.number = MIN (next.number + 1, SOKY_NUMBERING_MAX);
  g_strlcpy (next.date, date, sizeof next.date);
  soky_reply_set_json (reply, 200, soky_wire_numbering_to_json (&next));
  return TRUE;
}
