/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/random.h"
#include "server/administration.h"
#include "server/resources/administration.h"
#include "server/store/administration.h"
#include "wire/error.h"
#include "wire/unit.h"

#define ID_BYTES 8

gboolean
soky_units_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                GError **error)
{
  g_autoptr (GPtrArray) units = soky_store_list_units (tx, error);
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  for (guint i = 0; units != NULL && i < units->len; i++) {
    SokyUnit *unit = g_ptr_array_index (units, i);
    if (soky_person_may_see_unit (call->person, units, unit->id))
      g_ptr_array_add (seen, unit);
  }
  if (units == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_units_to_json (seen));
  return TRUE;
}

static gboolean
answer (SokyTransaction *tx, const char *id, guint status, SokyReply *reply, GError **error)
{
  g_autoptr (SokyUnit) unit = soky_store_get_unit (tx, id, error);

  if (unit == NULL)
    return FALSE;
  soky_reply_set_record (reply, status, soky_wire_unit_to_json (unit), unit->version);
  return TRUE;
}

gboolean
soky_units_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};
  g_autofree char *id = soky_random_hex (ID_BYTES);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyUnit) unit = soky_unit_change_from_json (text, length, NULL, id, error);

  if (unit == NULL || !soky_office_open (&office, tx, call->person, error) ||
      soky_office_need_unit (&office, unit->parent_id, error) == NULL ||
      !soky_administer_add_unit (&office, tx, &origin, unit, error) ||
      !answer (tx, id, 201, reply, error))
    return FALSE;
  reply->location = g_strconcat ("/api/v1/units/", id, NULL);
  return TRUE;
}

gboolean
soky_unit_patch (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);

  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  const SokyUnit *before = soky_office_need_unit (&office, call->id, error);
  if (before == NULL || !soky_call_check_version (call, reply, before->version, error))
    return FALSE;
  g_autoptr (SokyUnit) after = soky_unit_change_from_json (text, length, before, NULL, error);
  if (after == NULL)
    return FALSE;
  /* where it goes must be a unit that the person may know of */
  if (g_strcmp0 (after->parent_id, before->parent_id) != 0 &&
      soky_office_find_unit (&office, after->parent_id, error) == NULL)
    return FALSE;
  return soky_administer_change_unit (&office, tx, &origin, after, error) &&
         answer (tx, call->id, 200, reply, error);
}

gboolean
soky_unit_delete (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                  GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};

  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  const SokyUnit *unit = soky_office_need_unit (&office, call->id, error);
  return unit != NULL && soky_call_check_version (call, reply, unit->version, error) &&
         soky_administer_remove_unit (&office, tx, &origin, unit, unit->version, error);
}
