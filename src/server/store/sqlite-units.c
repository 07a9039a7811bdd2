/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/administration.h"

#include "server/store/sqlite-administration.h"

gboolean
soky_sqlite_update_unit (SokyTransaction *tx, const SokyUnit *unit, guint64 expected,
                         GError **error)
{
  gint64 changes = 0;

  return soky_sqlite_execute (soky_sqlite_store_connection (tx), &changes, error,
                              "UPDATE unit SET parent_id = ?3, label = ?4, name = ?5, closed = ?6, "
                              "version = version + 1 WHERE id = ?1 AND version = ?2",
                              "sisssi", unit->id, (gint64) expected, unit->parent_id, unit->label,
                              unit->name, (gint64) unit->closed) &&
         soky_sqlite_was_changed (changes, error);
}

gboolean
soky_sqlite_remove_unit (SokyTransaction *tx, const char *id, guint64 expected, GError **error)
{
  static const char *const parts[] = {
      "DELETE FROM school_year_part WHERE school_id = ?1",
      "DELETE FROM school_year WHERE school_id = ?1",
      "DELETE FROM class WHERE school_id = ?1",
      "DELETE FROM subject WHERE school_id = ?1",
      "DELETE FROM book_type_look WHERE unit_id = ?1",
      "DELETE FROM book_type_variant WHERE unit_id = ?1",
  };
  SokySqlite *db = soky_sqlite_store_connection (tx);
  gint64 changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!soky_sqlite_execute (db, NULL, error, parts[i], "s", id))
      return FALSE;
  }
  return soky_sqlite_execute (db, &changes, error,
                              "DELETE FROM unit WHERE id = ?1 AND version = ?2", "si", id,
                              (gint64) expected) &&
         soky_sqlite_was_changed (changes, error);
}

gboolean
soky_sqlite_is_unit_used (SokyTransaction *tx, const char *id, gboolean *used, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT EXISTS (SELECT 1 FROM person WHERE unit_id = ?1 OR school_id = ?1)"
                         " OR EXISTS (SELECT 1 FROM position WHERE unit_id = ?1)"
                         " OR EXISTS (SELECT 1 FROM book WHERE unit_id = ?1 OR school_id = ?1)"
                         " OR EXISTS (SELECT 1 FROM unit WHERE parent_id = ?1)"
                         " OR EXISTS (SELECT 1 FROM book_type WHERE unit_id = ?1)",
                         "s", id);

  if (!soky_sqlite_need_row (query, error))
    return FALSE;
  *used = soky_query_integer (query) != 0;
  return TRUE;
}
