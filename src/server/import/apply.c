/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/import/apply.h"

#include "server/log.h"
#include "server/password.h"
#include "server/store/accounts.h"
#include "server/store/administration.h"
#include "server/store/directory.h"
#include "server/store/enrolments.h"
#include "wire/import-password.h"

GHashTable *
soky_import_hash_passwords (const SokyImportPlan *plan, const SokySecret *seed)
{
  GHashTable *hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < plan->added->len; i++) {
    const SokyPerson *person = plan->added->pdata[i];
    g_autoptr (SokySecret) password = soky_import_derive_password (seed, person->login);
    g_hash_table_insert (hashes, g_strdup (person->login), soky_password_hash_random (password));
  }
  return hashes;
}

gboolean
soky_import_give_password (SokyTransaction *tx, const char *person_id, const char *hash,
                           gint64 now_us, GError **error)
{
  return soky_store_set_password (tx, person_id, hash, now_us, error) &&
         soky_store_set_must_change (tx, person_id, TRUE, error);
}

static gboolean
add_units (SokyTransaction *tx, const SokyOrigin *origin, const SokyImportPlan *plan,
           GError **error)
{
  for (guint i = 0; i < plan->units->len; i++) {
    const SokyUnit *unit = plan->units->pdata[i];
    if (!soky_store_add_unit (tx, unit, error) ||
        !soky_audit_add (tx, origin, "unit-added", unit->id, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_people (SokyTransaction *tx, const SokyOrigin *origin, const SokyImportPlan *plan,
            GHashTable *hashes, GError **error)
{
  for (guint i = 0; i < plan->added->len; i++) {
    const SokyPerson *person = plan->added->pdata[i];
    const char *hash = g_hash_table_lookup (hashes, person->login);
    if (!soky_store_add_person (tx, person, error) ||
        !soky_import_give_password (tx, person->id, hash, origin->now_us, error) ||
        !soky_audit_add (tx, origin, "person-added", person->id, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
change_people (SokyTransaction *tx, const SokyOrigin *origin, const SokyImportPlan *plan,
               GError **error)
{
  for (guint i = 0; i < plan->changed->len; i++) {
    const SokyPerson *person = plan->changed->pdata[i];
    if (!soky_store_update_person (tx, person, person->version, error) ||
        !soky_audit_add (tx, origin, "person-changed", person->id, NULL, error))
      return FALSE;
  }
  for (guint i = 0; i < plan->removed->len; i++) {
    const SokyPerson *person = plan->removed->pdata[i];
    if (!soky_store_update_person (tx, person, person->version, error) ||
        !soky_store_end_sessions (tx, person->id, error) ||
        !soky_audit_add (tx, origin, "person-deactivated", person->id, NULL, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
set_emails (SokyTransaction *tx, const SokyImportPlan *plan, GError **error)
{
  GHashTableIter iter;
  gpointer person_id, email;

  g_hash_table_iter_init (&iter, plan->emails);
  while (g_hash_table_iter_next (&iter, &person_id, &email)) {
    if (!soky_store_set_mark (tx, person_id, "email", email, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
apply_names (SokyTransaction *tx, const SokyImportOrder *order, const SokyImportPlan *plan,
             GError **error)
{
  const char *const *names = (const char *const *) plan->names;

  return order->kind == SOKY_IMPORT_CLASSES
             ? soky_store_set_classes (tx, order->school_id, names, error)
             : soky_store_set_subjects (tx, order->school_id, names, error);
}

static gboolean
note (SokyTransaction *tx, const SokyOrigin *origin, const SokyImportOrder *order,
      const SokyImportReport *report, GError **error)
{
  g_autofree char *detail = soky_log_pairs ("kind", soky_import_kind_to_string (report->kind),
                                            "digest", report->digest, NULL);

  return soky_audit_add (tx, origin, "imported", order->school_id, detail, error);
}

gboolean
soky_import_apply (SokyTransaction *tx, const SokyOrigin *origin, const SokyImportOrder *order,
                   SokyImportPlan *plan, GHashTable *hashes, GError **error)
{
  SokyImportReport *report = plan->report;
  gboolean changes = report->counts[SOKY_IMPORT_ADD] + report->counts[SOKY_IMPORT_CHANGE] +
                         report->counts[SOKY_IMPORT_REMOVE] >
                     0;

  if (report->counts[SOKY_IMPORT_ERROR] > 0)
    return soky_wire_refuse (SOKY_WIRE_ERROR_INVALID_FIELD, error);
  report->applied = TRUE;
  if (!changes)
    return TRUE;
  gboolean good = order->kind == SOKY_IMPORT_PEOPLE
                      ? add_units (tx, origin, plan, error) &&
                            add_people (tx, origin, plan, hashes, error) &&
                            change_people (tx, origin, plan, error) && set_emails (tx, plan, error)
                      : apply_names (tx, order, plan, error);
  return good && note (tx, origin, order, report, error);
}
