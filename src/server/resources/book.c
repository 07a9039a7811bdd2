/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/bookkeeping.h"
#include "server/resources/resources.h"
#include "wire/headers.h"

gboolean
soky_book_resource_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                        GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyBook) book = soky_bookkeeping_get (tx, &origin, call->id, error);
  if (book == NULL)
    return FALSE;

  g_autofree char *etag = soky_version_format (book->version);
  if (g_strcmp0 (soky_call_get_header (call, "if-none-match"), etag) == 0) {
    reply->status = 304;
    reply->etag = g_steal_pointer (&etag);
    return TRUE;
  }
  soky_reply_set_book (reply, 200, book);
  return TRUE;
}

/* Applies @action to the book of the path. */
static gboolean
change (SokyCall *call, SokyTransaction *tx, SokyAction *action, SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyBook) before = soky_bookkeeping_get (tx, &origin, call->id, error);
  if (before == NULL)
    return FALSE;

  soky_reply_note_head (reply, before);
  g_autoptr (SokyBook) after = soky_bookkeeping_apply (tx, &origin, call->id, action, NULL, error);
  if (after == NULL)
    return FALSE;
  if (after->state != SOKY_BOOK_DELETED)
    soky_reply_set_book (reply, 200, after);
  return TRUE;
}

gboolean
soky_book_resource_patch (SokyService *service, SokyCall *call, SokyTransaction *tx,
                          SokyReply *reply, GError **error)
{
  guint64 version = 0;
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyBook) before = soky_bookkeeping_get (tx, &origin, call->id, error);

  if (before == NULL ||
      !soky_version_parse (soky_call_get_header (call, "if-match"), &version, error))
    return FALSE;
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_EDIT, version);
  return soky_wire_edit_from_json (text, length, &before->fields, &action->fields, error) &&
         change (call, tx, action, reply, error);
}

gboolean
soky_book_resource_delete (SokyService *service, SokyCall *call, SokyTransaction *tx,
                           SokyReply *reply, GError **error)
{
  guint64 version = 0;

  if (!soky_version_parse (soky_call_get_header (call, "if-match"), &version, error))
    return FALSE;
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_DELETE, version);
  return change (call, tx, action, reply, error);
}

gboolean
soky_actions_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  guint64 version = 0;
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);

  if (!soky_version_parse (soky_call_get_header (call, "if-match"), &version, error))
    return FALSE;
  g_autoptr (SokyAction) action = soky_wire_action_from_json (text, length, version, error);
  return action != NULL && change (call, tx, action, reply, error);
}
