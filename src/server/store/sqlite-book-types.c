/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/directory.h"

#include "server/store/store-sqlite-private.h"
#include "wire/book-type.h"
#include "wire/row-look.h"

gboolean
soky_sqlite_add_book_type (SokyTransaction *tx, const SokyBookType *type, GError **error)
{
  g_autofree char *definition = soky_wire_book_type_to_json (type);
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO book_type (id, position, unit_id, name, definition) VALUES "
      "(?1, (SELECT count (*) FROM book_type), ?2, ?3, ?4)",
      "ssss", type->id, type->unit_id, type->name, definition);
}

SokyBookType *
soky_sqlite_get_book_type (SokyTransaction *tx, const char *id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT definition FROM book_type WHERE id = ?1", "s", id);

  if (!soky_sqlite_need_row (query, error))
    return NULL;
  g_autofree char *definition = soky_query_text (query);
  return soky_type_cache_read (soky_sqlite_store_types (tx), definition, error);
}

/* A row of definition and looks, the looks put in where there are any. */
static SokyBookType *
read_type (SokyTypeCache *known, SokyQuery *row, GError **error)
{
  g_autofree char *definition = soky_query_text (row);
  g_autofree char *changed = soky_query_text (row);
  g_autoptr (SokyBookType) type = soky_type_cache_read (known, definition, error);

  if (type == NULL || changed == NULL)
    return g_steal_pointer (&type);
  g_autoptr (GPtrArray) looks = soky_wire_looks_from_json (changed, -1, error);
  return looks ? soky_book_type_with_looks (type, looks) : NULL;
}

GPtrArray *
soky_sqlite_list_book_types (SokyTransaction *tx, const char *unit_id, GError **error)
{
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "WITH RECURSIVE above (id, depth) AS ("
      "  SELECT ?1, 0 UNION SELECT parent_id, depth + 1 FROM unit JOIN above USING (id) "
      "  WHERE parent_id IS NOT NULL) "
      "SELECT definition, (SELECT looks FROM book_type_look JOIN above ON above.id = "
      "  book_type_look.unit_id WHERE type_id = book_type.id ORDER BY depth LIMIT 1) "
      "FROM book_type WHERE unit_id IS NULL OR unit_id IN (SELECT id FROM above) "
      "ORDER BY position",
      "s", unit_id);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    SokyBookType *type = read_type (soky_sqlite_store_types (tx), query, error);
    if (type == NULL)
      return NULL;
    g_ptr_array_add (types, type);
  }
  return soky_query_failed (query) ? NULL : g_steal_pointer (&types);
}

gboolean
soky_sqlite_set_looks (SokyTransaction *tx, const char *unit_id, const char *type_id,
                       GPtrArray *looks, gint64 now_us, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  if (looks->len == 0)
    return soky_sqlite_execute (db, NULL, error,
                                "DELETE FROM book_type_look WHERE unit_id = ?1 AND type_id = ?2",
                                "ss", unit_id, type_id);
  g_autofree char *json = soky_wire_looks_to_json (looks);
  return soky_sqlite_execute (
      db, NULL, error,
      "INSERT INTO book_type_look (unit_id, type_id, looks, changed_us) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (unit_id, type_id) DO UPDATE SET looks = ?3, changed_us = ?4",
      "sssi", unit_id, type_id, json, now_us);
}
