/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/administration.h"

#include "server/log.h"
#include "server/store/administration.h"

static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const SokyUnit *unit, const char *event,
      GError **error)
{
  g_autofree char *detail = soky_log_pairs (
      "parent", unit->parent_id, "level", soky_unit_level_to_string (unit->level), "name",
      unit->name, "label", unit->label, "closed", unit->closed ? "yes" : "no", NULL);

  return soky_audit_add (tx, origin, event, unit->id, detail, error);
}

gboolean
soky_administer_add_unit (const SokyOffice *office, SokyTransaction *tx, const SokyOrigin *origin,
                          const SokyUnit *unit, GError **error)
{
  GError *problem = NULL;

  if (!soky_unit_check_add (&office->rules, unit, error))
    return FALSE;
  if (!soky_store_add_unit (tx, unit, &problem))
    return soky_office_explain (problem, error);
  return note (tx, origin, unit, "unit-added", error);
}

gboolean
soky_administer_change_unit (const SokyOffice *office, SokyTransaction *tx,
                             const SokyOrigin *origin, const SokyUnit *after, GError **error)
{
  const SokyUnit *before = soky_office_need_unit (office, after->id, error);
  GError *problem = NULL;

  if (before == NULL || !soky_unit_check_change (&office->rules, before, after, error))
    return FALSE;
  if (!soky_store_update_unit (tx, after, after->version, &problem))
    return soky_office_explain (problem, error);
  return note (tx, origin, after, "unit-changed", error);
}

gboolean
soky_administer_remove_unit (const SokyOffice *office, SokyTransaction *tx,
                             const SokyOrigin *origin, const SokyUnit *unit, guint64 expected,
                             GError **error)
{
  gboolean used = TRUE;
  GError *problem = NULL;

  if (!soky_store_is_unit_used (tx, unit->id, &used, error) ||
      !soky_unit_check_remove (&office->rules, unit, used, error))
    return FALSE;
  if (!soky_store_remove_unit (tx, unit->id, expected, &problem))
    return soky_office_explain (problem, error);
  return note (tx, origin, unit, "unit-removed", error);
}
