/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/resources/resources.h"
#include "server/store/directory.h"
#include "wire/book-type.h"

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
