/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/random.h"
#include "server/administration.h"
#include "server/looks.h"
#include "server/resources/administration.h"
#include "server/store/administration.h"
#include "wire/book-type.h"
#include "wire/error.h"
#include "wire/row-look.h"

#define ID_BYTES 8

static gboolean
needs_approval (const SokyService *service)
{
  return g_str_equal (service->settings->type_approval, SOKY_TYPE_APPROVAL_ABOVE);
}

/* As a unit has them; or all that units of the person's own and below have defined, to be
 * approved. */
static GPtrArray *
list (SokyCall *call, SokyTransaction *tx, GError **error)
{
  const char *view = soky_call_get_query (call, "view");
  const char *unit_id = soky_call_get_query (call, "unit");
  gboolean below = g_strcmp0 (view, "below") == 0;
  g_auto (SokyOffice) office = {0};

  if (view != NULL && !below && !g_str_equal (view, "own")) {
    soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
    return NULL;
  }
  if (unit_id == NULL && !below)
    return soky_store_list_book_types (tx, call->person->unit_id, error);
  if (!soky_office_open (&office, tx, call->person, error))
    return NULL;
  const char *chosen = soky_office_choose_unit (&office, unit_id, error);
  if (chosen == NULL)
    return NULL;
  return below ? soky_store_list_own_types (tx, chosen, error)
               : soky_store_list_book_types (tx, chosen, error);
}

gboolean
soky_book_types_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                     GError **error)
{
  g_autoptr (GPtrArray) types = list (call, tx, error);

  if (types == NULL)
    return FALSE;
  soky_reply_set_json (reply, 200, soky_wire_book_types_to_json (types));
  return TRUE;
}

static gboolean
answer (SokyReply *reply, guint status, const SokyBookType *type)
{
  if (type == NULL)
    return FALSE;
  soky_reply_set_record (reply, status, soky_wire_book_type_to_json (type), type->version);
  return TRUE;
}

gboolean
soky_book_types_post (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                      GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};
  g_autofree char *id = soky_random_hex (ID_BYTES);
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autoptr (SokyBookType) type = soky_wire_book_type_from_json_as (id, text, length, error);

  if (type == NULL || !soky_office_open (&office, tx, call->person, error))
    return FALSE;
  const char *unit_id = soky_office_choose_unit (&office, type->unit_id, error);
  if (unit_id == NULL)
    return FALSE;
  if (type->unit_id == NULL)
    type->unit_id = g_strdup (unit_id);
  g_autoptr (SokyBookType) made =
      soky_administer_add_type (&office, tx, &origin, type, needs_approval (service), error);
  reply->location = made ? g_strconcat ("/api/v1/book-types/", id, NULL) : NULL;
  return answer (reply, 201, made);
}

/* A type that the person's own unit has, or one that is defined in a unit that he may know of. */
static gboolean
is_known (const SokyOffice *office, SokyTransaction *tx, const char *unit_id, const char *type_id,
          GError **error)
{
  GError *problem = NULL;
  g_autoptr (SokyBookType) type = soky_store_get_book_type (tx, type_id, &problem);

  if (type == NULL)
    return soky_office_explain (problem, error);
  return type->unit_id == NULL || soky_units_is_within (office->units, unit_id, type->unit_id) ||
         soky_office_find_unit (office, type->unit_id, error) != NULL;
}

/* Where the change holds: ?unit=, else where the type was defined if the person rules there, else
 * the unit that he administers. */
static const char *
choose_unit (const SokyOffice *office, SokyCall *call, SokyTransaction *tx, GError **error)
{
  const char *wanted = soky_call_get_query (call, "unit");

  if (!is_known (office, tx, call->person->unit_id, call->id, error))
    return NULL;
  g_autoptr (SokyBookType) type = soky_store_get_book_type (tx, call->id, error);
  if (type == NULL)
    return NULL;
  const SokyUnit *home = soky_units_find (office->units, type->unit_id);
  if (wanted == NULL && home != NULL &&
      soky_person_may_administer (call->person, office->units, home->id))
    return home->id;
  const char *chosen = soky_office_choose_unit (office, wanted, error);
  /* what lies beside, or above, has no say in it */
  if (chosen != NULL && home != NULL && !soky_units_is_within (office->units, chosen, home->id)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
    return NULL;
  }
  return chosen;
}

gboolean
soky_book_type_put (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                    GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);

  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  const char *unit_id = choose_unit (&office, call, tx, error);
  g_autoptr (SokyBookType) present =
      unit_id ? soky_store_get_book_type_of (tx, call->id, unit_id, error) : NULL;
  if (present == NULL || !soky_call_check_version (call, reply, present->version, error))
    return FALSE;
  g_autoptr (SokyBookType) type = soky_wire_book_type_from_json_as (call->id, text, length, error);
  if (type == NULL)
    return FALSE;
  g_free (type->code);
  type->code = g_strdup (present->code);
  type->version = present->version;
  g_autoptr (SokyBookType) made = soky_administer_change_type (&office, tx, &origin, unit_id, type,
                                                               needs_approval (service), error);
  return answer (reply, 200, made);
}

gboolean
soky_book_type_approve_post (SokyService *service, SokyCall *call, SokyTransaction *tx,
                             SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  g_auto (SokyOffice) office = {0};

  if (!soky_office_open (&office, tx, call->person, error))
    return FALSE;
  g_autoptr (SokyBookType) type =
      soky_administer_approve_type (&office, tx, &origin, call->id, error);
  return answer (reply, 200, type);
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
