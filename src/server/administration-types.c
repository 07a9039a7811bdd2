/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/administration.h"

#include "book/names.h"
#include "server/audit.h"
#include "server/log.h"
#include "server/store/administration.h"
#include "wire/book-type.h"
#include "wire/error.h"

/* @before: (nullable): of a type that is new */
static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const SokyBookType *before,
      const SokyBookType *after, const char *unit_id, const char *event, GError **error)
{
  g_autofree char *was = before ? soky_wire_book_type_to_json (before) : NULL;
  g_autofree char *is = soky_wire_book_type_to_json (after);
  g_autofree char *unit = soky_log_pairs ("unit", unit_id, NULL);
  g_autoptr (GString) pairs = g_string_new (unit);

  soky_audit_add_change (pairs, "definition", was, is);
  return soky_audit_add (tx, origin, event, after->id, pairs->str, error);
}

/* Whoever rules the level above needs nobody to approve what he defines below it; a root has nobody
 * above. */
static gboolean
is_approved_by_itself (const SokyOffice *office, const char *unit_id, gboolean approval)
{
  const SokyUnit *unit = soky_units_find (office->units, unit_id);

  return !approval || unit == NULL || unit->parent_id == NULL ||
         soky_person_may_administer (office->rules.actor, office->units, unit->parent_id);
}

SokyBookType *
soky_administer_add_type (const SokyOffice *office, SokyTransaction *tx, const SokyOrigin *origin,
                          const SokyBookType *type, gboolean approval, GError **error)
{
  const SokyUnit *unit = soky_office_need_unit (office, type->unit_id, error);
  g_autoptr (SokyBookType) made = soky_book_type_copy (type);
  GError *problem = NULL;

  if (unit == NULL || !soky_book_type_check (type, error))
    return NULL;
  made->approved = is_approved_by_itself (office, unit->id, approval);
  made->version = 0;
  if (!soky_store_add_book_type (tx, made, &problem)) {
    soky_office_explain (problem, error);
    return NULL;
  }
  return note (tx, origin, NULL, made, unit->id, "book-type-added", error)
             ? soky_store_get_book_type_of (tx, made->id, unit->id, error)
             : NULL;
}

/* The definition itself. */
static gboolean
change_own (const SokyOffice *office, SokyTransaction *tx, const SokyBookType *before,
            SokyBookType *after, gboolean approval, GError **error)
{
  GError *problem = NULL;

  after->approved = (before->approved && !soky_book_type_is_other (before, after)) ||
                    is_approved_by_itself (office, before->unit_id, approval);
  return soky_store_update_book_type (tx, after, after->version, &problem) ||
         soky_office_explain (problem, error);
}

/* What is above @unit_id is what it may not loosen. */
static gboolean
change_variant (const SokyOffice *office, SokyTransaction *tx, const char *unit_id,
                SokyBookType *after, GError **error)
{
  const SokyUnit *unit = soky_units_find (office->units, unit_id);
  g_autoptr (SokyBookType) above =
      soky_store_get_book_type_of (tx, after->id, unit->parent_id, error);
  GError *problem = NULL;

  if (above == NULL || !soky_book_type_check_variant (above, after, error))
    return FALSE;
  after->approved = above->approved;
  return soky_store_set_variant (tx, unit_id, after, after->version, &problem) ||
         soky_office_explain (problem, error);
}

SokyBookType *
soky_administer_change_type (const SokyOffice *office, SokyTransaction *tx,
                             const SokyOrigin *origin, const char *unit_id,
                             const SokyBookType *type, gboolean approval, GError **error)
{
  g_autoptr (SokyBookType) before = soky_store_get_book_type_of (tx, type->id, unit_id, error);
  g_autoptr (SokyBookType) after = soky_book_type_copy (type);

  if (before == NULL || !soky_book_type_check (after, error))
    return NULL;
  soky_names_assign (&after->code, before->code);
  soky_names_assign (&after->unit_id, before->unit_id);
  gboolean own = g_strcmp0 (before->unit_id, unit_id) == 0;
  gboolean good = own ? change_own (office, tx, before, after, approval, error)
                      : change_variant (office, tx, unit_id, after, error);
  return good && note (tx, origin, before, after, unit_id, "book-type-changed", error)
             ? soky_store_get_book_type_of (tx, type->id, unit_id, error)
             : NULL;
}

SokyBookType *
soky_administer_approve_type (const SokyOffice *office, SokyTransaction *tx,
                              const SokyOrigin *origin, const char *id, GError **error)
{
  GError *problem = NULL;
  g_autoptr (SokyBookType) type = soky_store_get_book_type (tx, id, &problem);

  if (type == NULL) {
    soky_office_explain (problem, error);
    return NULL;
  }
  gboolean built_in = type->unit_id == NULL;
  const SokyUnit *unit = built_in ? NULL : soky_office_find_unit (office, type->unit_id, error);
  if (unit == NULL && !built_in)
    return NULL;
  if (built_in ||
      !soky_person_may_administer (office->rules.actor, office->units, unit->parent_id)) {
    soky_wire_refuse (SOKY_WIRE_ERROR_FORBIDDEN, error);
    return NULL;
  }
  if (type->approved)
    return g_steal_pointer (&type);
  type->approved = TRUE;
  g_autofree char *detail =
      soky_log_pairs ("unit", unit->id, "approved.before", "no", "approved.after", "yes", NULL);
  if (!soky_store_update_book_type (tx, type, type->version, error) ||
      !soky_audit_add (tx, origin, "book-type-approved", type->id, detail, error))
    return NULL;
  return soky_store_get_book_type (tx, id, error);
}
