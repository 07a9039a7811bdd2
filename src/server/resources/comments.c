/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/resources/resources.h"
#include "server/review.h"
#include "wire/comment.h"

gboolean
soky_comments_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                   GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (GPtrArray) list = soky_review_list (tx, &origin, call->id, error);

  if (list == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_wire_comments_to_json (list));
  return TRUE;
}

gboolean
soky_comments_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                    GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyComment) wish = soky_wire_comment_wish_from_json (text, length, error);
  g_autoptr (SokyComment) comment =
      wish ? soky_review_comment (tx, &origin, call->id, wish, error) : NULL;

  if (comment == NULL)
    return FALSE;
  soky_reply_set_json (reply, 201, soky_wire_comment_to_json (comment));
  return TRUE;
}

gboolean
soky_comment_resolve_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                           SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyComment) comment =
      soky_review_resolve (tx, &origin, call->id, (guint) call->number, error);

  if (comment == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_wire_comment_to_json (comment));
  return TRUE;
}
