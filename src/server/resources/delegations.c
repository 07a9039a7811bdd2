/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/delegations.h"

#include "server/resources/resources.h"
#include "wire/delegation.h"
#include "wire/error.h"

gboolean
soky_delegations_resource_get (SokyService *service, SokyCall *call, SokyTransaction *tx,
                               SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  const char *view = soky_call_get_query (call, "view");
  gboolean own = g_strcmp0 (view, "received") == 0;

  if (view != NULL && !own && !g_str_equal (view, "school"))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  g_autoptr (GPtrArray) list = soky_delegations_list (tx, &origin, own, error);
  if (list == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_wire_delegations_to_json (list));
  return TRUE;
}

gboolean
soky_delegations_resource_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                                SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyDelegationRecord) wish = soky_wire_delegation_wish_from_json (text, length, error);
  g_autoptr (SokyDelegationRecord) record =
      wish ? soky_delegations_add (tx, &origin, wish, error) : NULL;

  if (record == NULL)
    return FALSE;
  soky_reply_set_json (reply, 201, soky_wire_delegation_to_json (record));
  return TRUE;
}

gboolean
soky_delegation_revoke_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                             SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_autoptr (SokyDelegationRecord) record = soky_delegations_revoke (tx, &origin, call->id, error);

  if (record == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_wire_delegation_to_json (record));
  return TRUE;
}
