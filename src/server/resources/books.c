/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/bookkeeping.h"
#include "server/delegations.h"
#include "server/resources/resources.h"
#include "wire/book-filter.h"
#include "wire/error.h"

#define USUAL 50
#define MOST 200

/* Words without an order are sorted by how well they match; what has a name begins with A. */
static void
choose_order (const SokyCall *call, SokyBookFilter *filter)
{
  gboolean sorted = soky_call_get_query (call, "sort") != NULL;

  if (!sorted && soky_call_get_query (call, "q") != NULL)
    filter->sort = SOKY_BOOK_SORT_MATCH;
  if (soky_call_get_query (call, "order") == NULL)
    filter->descending =
        filter->sort == SOKY_BOOK_SORT_UPDATED || filter->sort == SOKY_BOOK_SORT_MATCH;
}

gboolean
soky_call_parse_filter (const SokyCall *call, SokyBookFilter *filter, GError **error)
{
  for (const char *const *name = soky_wire_filter_names; *name != NULL; name++) {
    if (!soky_wire_filter_set (filter, *name, soky_call_get_query (call, *name), error))
      return FALSE;
  }
  choose_order (call, filter);
  return soky_book_filter_check (filter, error);
}

gboolean
soky_books_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                GError **error)
{
  const char *view = soky_call_get_query (call, "view");
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (GPtrArray) delegations = soky_delegations_in_force (tx, &origin, error);
  g_auto (SokyReach) reach = {0};
  g_auto (SokyBookFilter) filter = SOKY_BOOK_FILTER_INIT;
  SokyBookQuestion question = {
      .view = SOKY_BOOK_VIEW_OUTBOX,
      .person_id = call->person->id,
      .school_id = call->person->school_id,
      .delegations = delegations,
      .reach = &reach,
      .filter = &filter,
      .text = soky_call_get_query (call, "q"),
      .after = soky_call_get_query (call, "cursor"),
  };

  if (delegations == NULL)
    return FALSE;
  soky_reach_of_person (call->person, &reach);
  if (view != NULL && !soky_book_view_from_string (view, &question.view))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  if (!soky_call_parse_filter (call, &filter, error) ||
      !soky_call_parse_limit (call, USUAL, MOST, &question.limit, error))
    return FALSE;
  g_autoptr (SokyBookPage) page = soky_store_list_books (tx, &question, error);
  if (page == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_book_page_to_json (page));
  return TRUE;
}

gboolean
soky_books_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autofree char *type_id = NULL;
  g_auto (SokyBookFields) fields = {0};
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);

  if (!soky_wire_create_from_json (text, length, &type_id, &fields, error))
    return FALSE;
  g_autoptr (SokyBook) book = soky_bookkeeping_create (tx, &origin, type_id, &fields, error);
  if (book == NULL)
    return FALSE;
  soky_reply_set_book (reply, 201, book);
  reply->location = g_strconcat ("/api/v1/books/", book->id, NULL);
  return TRUE;
}
