/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/administration.h"

#include "server/audit.h"
#include "server/store/administration.h"

/* One of the two may be NULL: there was none, or there is none any more. */
static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const SokyUnit *before, const SokyUnit *after,
      const char *event, GError **error)
{
#define OF(unit, member) ((unit) != NULL ? (unit)->member : NULL)
  g_autoptr (GString) pairs = g_string_new (NULL);
  const char *was_closed = before == NULL ? NULL : before->closed ? "yes" : "no";
  const char *is_closed = after == NULL ? NULL : after->closed ? "yes" : "no";

  soky_audit_add_change (pairs, "parent", OF (before, parent_id), OF (after, parent_id));
  soky_audit_add_change (pairs, "name", OF (before, name), OF (after, name));
  soky_audit_add_change (pairs, "label", OF (before, label), OF (after, label));
  soky_audit_add_change (pairs, "closed", was_closed, is_closed);
#undef OF
  return soky_audit_add (tx, origin, event, (after ? after : before)->id, pairs->str, error);
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
  return note (tx, origin, NULL, unit, "unit-added", error);
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
  return note (tx, origin, before, after, "unit-changed", error);
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
  return note (tx, origin, unit, NULL, "unit-removed", error);
}
