/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/accounts.h"
#include "server/store/administration.h"
#include "server/store/journal.h"

/* The calls of administration; each goes to the backend that the transaction is of. */

gboolean
soky_store_update_unit (SokyTransaction *tx, const SokyUnit *unit, guint64 expected, GError **error)
{
  return tx->directory->update_unit (tx, unit, expected, error);
}

gboolean
soky_store_remove_unit (SokyTransaction *tx, const char *id, guint64 expected, GError **error)
{
  return tx->directory->remove_unit (tx, id, expected, error);
}

gboolean
soky_store_is_unit_used (SokyTransaction *tx, const char *id, gboolean *used, GError **error)
{
  return tx->directory->is_unit_used (tx, id, used, error);
}

gboolean
soky_store_update_person (SokyTransaction *tx, const SokyPerson *person, guint64 expected,
                          GError **error)
{
  return tx->directory->update_person (tx, person, expected, error);
}

GPtrArray *
soky_store_list_administrators (SokyTransaction *tx, GError **error)
{
  return tx->directory->list_administrators (tx, error);
}

SokyBookType *
soky_store_get_book_type_of (SokyTransaction *tx, const char *id, const char *unit_id,
                             GError **error)
{
  return tx->directory->get_book_type_of (tx, id, unit_id, error);
}

GPtrArray *
soky_store_list_own_types (SokyTransaction *tx, const char *unit_id, GError **error)
{
  return tx->directory->list_own_types (tx, unit_id, error);
}

gboolean
soky_store_update_book_type (SokyTransaction *tx, const SokyBookType *type, guint64 expected,
                             GError **error)
{
  return tx->directory->update_book_type (tx, type, expected, error);
}

gboolean
soky_store_set_variant (SokyTransaction *tx, const char *unit_id, const SokyBookType *type,
                        guint64 expected, GError **error)
{
  return tx->directory->set_variant (tx, unit_id, type, expected, error);
}

gboolean
soky_store_put_year (SokyTransaction *tx, const char *school_id, const SokyYearPlan *plan,
                     GError **error)
{
  return tx->directory->put_year (tx, school_id, plan, error);
}

SokyYearPlan *
soky_store_get_year (SokyTransaction *tx, const char *school_id, const char *name, GError **error)
{
  return tx->directory->get_year (tx, school_id, name, error);
}

gboolean
soky_store_set_year_classes (SokyTransaction *tx, const char *school_id, const char *school_year,
                             const char *const *names, GError **error)
{
  return tx->directory->set_year_classes (tx, school_id, school_year, names, error);
}

SokyAccountRecord *
soky_store_get_account (SokyTransaction *tx, const char *person_id, GError **error)
{
  return tx->accounts->get_account (tx, person_id, error);
}

gboolean
soky_store_set_must_change (SokyTransaction *tx, const char *person_id, gboolean must_change,
                            GError **error)
{
  return tx->accounts->set_must_change (tx, person_id, must_change, error);
}

gboolean
soky_store_set_second_proof (SokyTransaction *tx, const char *person_id, gboolean wanted,
                             GError **error)
{
  return tx->accounts->set_second_proof (tx, person_id, wanted, error);
}

SokySessionRecord *
soky_store_find_session (SokyTransaction *tx, const char *id, GError **error)
{
  return tx->accounts->find_session (tx, id, error);
}

GPtrArray *
soky_store_list_sessions_below (SokyTransaction *tx, const char *unit_id, gint64 now_us,
                                GError **error)
{
  return tx->accounts->list_sessions_below (tx, unit_id, now_us, error);
}

gboolean
soky_store_end_other_sessions (SokyTransaction *tx, const char *person_id, const char *kept_id,
                               GError **error)
{
  return tx->accounts->end_other_sessions (tx, person_id, kept_id, error);
}

GPtrArray *
soky_store_list_audit (SokyTransaction *tx, const SokyAuditQuestion *question, GError **error)
{
  return tx->journal->list_audit (tx, question, error);
}
