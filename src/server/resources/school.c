/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/administration.h"
#include "server/resources/administration.h"
#include "server/store/directory.h"
#include "wire/error.h"
#include "wire/year-plan.h"

/* ?school= for an administrator of several; else the person's own. (nullable) */
static char *
choose_school (SokyCall *call, SokyTransaction *tx, gboolean change, GError **error)
{
  const char *wanted = soky_call_get_query (call, "school");
  g_auto (SokyOffice) office = {0};

  if (wanted == NULL && !change)
    return g_strdup (call->person->school_id);
  if (!soky_office_open (&office, tx, call->person, error))
    return NULL;
  const SokyUnit *unit =
      soky_office_need_unit (&office, wanted ? wanted : call->person->school_id, error);
  return unit ? g_strdup (unit->id) : NULL;
}

static gboolean
answer (SokyTransaction *tx, const char *school_id, SokyReply *reply, GError **error)
{
  g_autoptr (SokySchool) school = soky_store_get_school (tx, school_id, error);

  if (school == NULL)
    return FALSE;
  soky_reply_set_record (reply, 200, soky_school_to_json (school), school->version);
  return TRUE;
}

gboolean
soky_school_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                 GError **error)
{
  g_autofree char *school_id = choose_school (call, tx, FALSE, error);
  return school_id != NULL && answer (tx, school_id, reply, error);
}

static gboolean
answer_year (SokyTransaction *tx, const char *school_id, const char *name, SokyReply *reply,
             GError **error)
{
  g_autoptr (SokyYearPlan) plan = soky_administer_get_year (tx, school_id, name, error);

  if (plan == NULL)
    return FALSE;
  soky_reply_set_record (reply, 200, soky_year_plan_to_json (plan), plan->version);
  return TRUE;
}

gboolean
soky_school_year_get (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                      GError **error)
{
  g_autofree char *school_id = choose_school (call, tx, FALSE, error);
  return school_id != NULL && answer_year (tx, school_id, call->id, reply, error);
}

/* The school that a change is for, and that it is as it was looked at. */
static char *
begin_change (SokyCall *call, SokyTransaction *tx, SokyReply *reply, guint64 *version,
              GError **error)
{
  g_autofree char *school_id = choose_school (call, tx, TRUE, error);
  g_autoptr (SokyUnit) unit = school_id ? soky_store_get_unit (tx, school_id, error) : NULL;

  if (unit == NULL || !soky_call_check_version (call, reply, unit->version, error))
    return NULL;
  *version = unit->version;
  return g_steal_pointer (&school_id);
}

gboolean
soky_school_year_put (SokyService *service, SokyCall *call, SokyTransaction *tx, SokyReply *reply,
                      GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  guint64 version = 0;
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autofree char *school_id = begin_change (call, tx, reply, &version, error);
  g_autoptr (SokyYearPlan) plan = school_id ? soky_year_plan_from_json (text, length, error) : NULL;

  if (plan == NULL)
    return FALSE;
  if (!g_str_equal (plan->name, call->id))
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  plan->version = version;
  return soky_administer_put_year (tx, &origin, school_id, plan, error) &&
         answer_year (tx, school_id, call->id, reply, error);
}

gboolean
soky_school_classes_put (SokyService *service, SokyCall *call, SokyTransaction *tx,
                         SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  guint64 version = 0;
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autofree char *school_id = begin_change (call, tx, reply, &version, error);
  g_autoptr (SokyNameList) list = school_id ? soky_name_list_from_json (text, length, error) : NULL;

  return list != NULL && soky_administer_touch_school (tx, school_id, version, error) &&
         soky_administer_set_classes (tx, &origin, school_id, list->school_year,
                                      (const char *const *) list->names, error) &&
         answer (tx, school_id, reply, error);
}

gboolean
soky_school_subjects_put (SokyService *service, SokyCall *call, SokyTransaction *tx,
                          SokyReply *reply, GError **error)
{
  const SokyOrigin origin = soky_call_get_origin (call);
  guint64 version = 0;
  gssize length = 0;
  const char *text = soky_call_get_text (call, &length);
  g_autofree char *school_id = begin_change (call, tx, reply, &version, error);
  g_autoptr (SokyNameList) list = school_id ? soky_name_list_from_json (text, length, error) : NULL;

  return list != NULL && soky_administer_touch_school (tx, school_id, version, error) &&
         soky_administer_set_subjects (tx, &origin, school_id, (const char *const *) list->names,
                                       error) &&
         answer (tx, school_id, reply, error);
}
