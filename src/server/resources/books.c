/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/book-query.h"
#include "server/bookkeeping.h"
#include "server/resources/resources.h"
#include "wire/error.h"

#define USUAL 50
#define MOST 200

static gboolean
parse_view (const char *text, SokyBookView *view)
{
  static const char *const names[] = {
      [SOKY_VIEW_OUTBOX] = "outbox",
      [SOKY_VIEW_INBOX] = "inbox",
      [SOKY_VIEW_PUBLISHED] = "published",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (text, names[i]) == 0) {
      *view = (SokyBookView) i;
      return TRUE;
    }
  }
  return text == NULL;
}

gboolean
soky_books_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                GError **error)
{
  SokyBookState state;
  SokyBookQuestion question = {
      .view = SOKY_VIEW_OUTBOX,
      .person_id = call->person->id,
      .school_id = call->person->school_id,
      .state = soky_call_get_query (call, "state"),
      .text = soky_call_get_query (call, "q"),
      .after = soky_call_get_query (call, "cursor"),
  };

  if (!parse_view (soky_call_get_query (call, "view"), &question.view) ||
      (question.state != NULL && !soky_book_state_from_string (question.state, &state)))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  if (!soky_call_parse_limit (call, USUAL, MOST, &question.limit, error))
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
