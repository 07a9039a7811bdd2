/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/resources/resources.h"
#include "server/store/directory.h"

gboolean
soky_school_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  g_autoptr (SokySchool) school = soky_store_get_school (tx, call->person->school_id, error);
  if (school == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_school_to_json (school));
  return TRUE;
}
