/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/looks.h"
#include "server/resources/resources.h"
#include "server/store/directory.h"
#include "wire/book-type.h"
#include "wire/row-look.h"

gboolean
soky_book_types_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                     GError **error)
{
  g_autoptr (GPtrArray) types = soky_store_list_book_types (tx, call->person->unit_id, error);
  if (types == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_wire_book_types_to_json (types));
  return TRUE;
}

gboolean
soky_looks_put (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  const char *unit_id = soky_person_get_managed_unit (call->person, error);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (GPtrArray) looks = unit_id ? soky_wire_looks_from_json (text, length, error) : NULL;
  g_autoptr (SokyBookType) type =
      looks ? soky_looks_set (tx, &origin, unit_id, call->id, looks, error) : NULL;

  if (type == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_wire_book_type_to_json (type));
  return TRUE;
}
