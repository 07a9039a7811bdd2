/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/administration.h"

#include "book/administration.h"
#include "server/store/sqlite-administration.h"
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

/* A row of definition, version and looks; the looks are put in later, when all variants are. */
static SokyBookType *
read_type (SokyTypeCache *known, SokyQuery *row, GPtrArray *looks, GError **error)
{
  g_autofree char *definition = soky_query_text (row);
  guint64 version = (guint64) soky_query_integer (row);
  SokyBookType *type = soky_type_cache_read (known, definition, version, error);

  if (type != NULL)
    g_ptr_array_add (looks, soky_query_text (row));
  return type;
}

static gboolean
find_type (GPtrArray *types, const char *id, guint *index)
{
  for (*index = 0; *index < types->len; (*index)++) {
    const SokyBookType *type = g_ptr_array_index (types, *index);
    if (g_str_equal (type->id, id))
      return TRUE;
  }
  return FALSE;
}

static void
replace (GPtrArray *types, guint index, SokyBookType *type)
{
  soky_book_type_unref (g_ptr_array_index (types, index));
  types->pdata[index] = type;
}

/* The units from ?1 upwards. */
#define ABOVE                                                                                      \
  "WITH RECURSIVE above (id, depth) AS ("                                                          \
  "  SELECT ?1, 0 UNION SELECT parent_id, depth + 1 FROM unit JOIN above USING (id) "              \
  "  WHERE parent_id IS NOT NULL) "
/* The looks of the nearest unit, unless a nearer one has a variant, which holds them already. */
#define LOOKS                                                                                      \
  "(SELECT looks FROM book_type_look JOIN above ON above.id = book_type_look.unit_id "             \
  " WHERE type_id = book_type.id AND depth <= ifnull ((SELECT min (depth) FROM book_type_variant " \
  "   JOIN above ON above.id = book_type_variant.unit_id WHERE type_id = book_type.id), 1000) "    \
  " ORDER BY depth LIMIT 1)"

/* From above downwards, each on what the one above it made of the type. */
static gboolean
add_variants (SokyTransaction *tx, const char *unit_id, const char *id, GPtrArray *types,
              GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         ABOVE "SELECT type_id, definition, version FROM book_type_variant "
                               "JOIN above ON above.id = book_type_variant.unit_id "
                               "WHERE ?2 IS NULL OR type_id = ?2 ORDER BY depth DESC",
                         "ss", unit_id, id);
  guint index = 0;

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error)) {
    g_autofree char *type_id = soky_query_text (query);
    g_autofree char *definition = soky_query_text (query);
    guint64 version = (guint64) soky_query_integer (query);
    g_autoptr (SokyBookType) variant =
        soky_type_cache_read (soky_sqlite_store_types (tx), definition, version, error);
    if (variant == NULL)
      return FALSE;
    if (find_type (types, type_id, &index))
      replace (types, index, soky_book_type_vary (types->pdata[index], variant));
  }
  return !soky_query_failed (query);
}

static gboolean
add_looks (GPtrArray *types, GPtrArray *looks, GError **error)
{
  for (guint i = 0; i < types->len; i++) {
    const char *changed = g_ptr_array_index (looks, i);
    g_autoptr (GPtrArray) read =
        changed != NULL ? soky_wire_looks_from_json (changed, -1, error) : NULL;
    if (changed == NULL)
      continue;
    if (read == NULL)
      return FALSE;
    replace (types, i, soky_book_type_with_looks (types->pdata[i], read));
  }
  return TRUE;
}

/* Takes @query: rows of definition, version and looks. */
static GPtrArray *
read_types (SokyTransaction *tx, SokyQuery *query, const char *unit_id, const char *id,
            GError **error)
{
  g_autoptr (SokyQuery) rows = query;
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  g_autoptr (GPtrArray) looks = g_ptr_array_new_with_free_func (g_free);

  if (rows == NULL)
    return NULL;
  while (soky_query_next (rows, error)) {
    SokyBookType *type = read_type (soky_sqlite_store_types (tx), rows, looks, error);
    if (type == NULL)
      return NULL;
    g_ptr_array_add (types, type);
  }
  if (soky_query_failed (rows) || !add_variants (tx, unit_id, id, types, error) ||
      !add_looks (types, looks, error))
    return NULL;
  return g_steal_pointer (&types);
}

GPtrArray *
soky_sqlite_list_book_types (SokyTransaction *tx, const char *unit_id, GError **error)
{
  return read_types (
      tx,
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         ABOVE "SELECT definition, version, " LOOKS " FROM book_type "
                               "WHERE unit_id IS NULL OR unit_id IN (SELECT id FROM above) "
                               "ORDER BY position",
                         "s", unit_id),
      unit_id, NULL, error);
}

SokyBookType *
soky_sqlite_get_book_type_of (SokyTransaction *tx, const char *id, const char *unit_id,
                              GError **error)
{
  g_autoptr (GPtrArray) types = read_types (
      tx,
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         ABOVE "SELECT definition, version, " LOOKS " FROM book_type WHERE id = ?2",
                         "ss", unit_id, id),
      unit_id, id, error);

  if (types != NULL && types->len == 1)
    return soky_book_type_ref (g_ptr_array_index (types, 0));
  if (types != NULL)
    soky_store_not_found (error);
  return NULL;
}

SokyBookType *
soky_sqlite_get_book_type (SokyTransaction *tx, const char *id, GError **error)
{
  return soky_sqlite_get_book_type_of (tx, id, NULL, error);
}

GPtrArray *
soky_sqlite_list_own_types (SokyTransaction *tx, const char *unit_id, GError **error)
{
  return read_types (tx,
                     soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                        SOKY_SQL_BELOW
                                        "SELECT definition, version, NULL FROM book_type "
                                        "WHERE unit_id IN (SELECT id FROM below) ORDER BY position",
                                        "s", unit_id),
                     NULL, NULL, error);
}

static gboolean
drop_looks (SokyTransaction *tx, const char *unit_id, const char *type_id, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "DELETE FROM book_type_look WHERE unit_id = ?1 AND type_id = ?2",
                              "ss", unit_id, type_id);
}

gboolean
soky_sqlite_update_book_type (SokyTransaction *tx, const SokyBookType *type, guint64 expected,
                              GError **error)
{
  g_autofree char *definition = soky_wire_book_type_to_json (type);
  gint64 changes = 0;

  return soky_sqlite_execute (soky_sqlite_store_connection (tx), &changes, error,
                              "UPDATE book_type SET name = ?3, definition = ?4, "
                              "version = version + 1 WHERE id = ?1 AND version = ?2",
                              "siss", type->id, (gint64) expected, type->name, definition) &&
         soky_sqlite_was_changed (changes, error) &&
         (type->unit_id == NULL || drop_looks (tx, type->unit_id, type->id, error));
}

gboolean
soky_sqlite_set_variant (SokyTransaction *tx, const char *unit_id, const SokyBookType *type,
                         guint64 expected, GError **error)
{
  g_autofree char *definition = soky_wire_book_type_to_json (type);
  g_autoptr (SokyBookType) present = soky_sqlite_get_book_type_of (tx, type->id, unit_id, error);

  return present != NULL && soky_sqlite_was_changed (present->version == expected, error) &&
         soky_sqlite_execute (
             soky_sqlite_store_connection (tx), NULL, error,
             "INSERT INTO book_type_variant (unit_id, type_id, definition, version) "
             "VALUES (?1, ?2, ?3, ?4) ON CONFLICT (unit_id, type_id) "
             "DO UPDATE SET definition = ?3, version = ?4",
             "sssi", unit_id, type->id, definition, (gint64) expected + 1) &&
         drop_looks (tx, unit_id, type->id, error);
}

gboolean
soky_sqlite_set_looks (SokyTransaction *tx, const char *unit_id, const char *type_id,
                       GPtrArray *looks, gint64 now_us, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  if (looks->len == 0)
    return drop_looks (tx, unit_id, type_id, error);
  g_autofree char *json = soky_wire_looks_to_json (looks);
  return soky_sqlite_execute (
      db, NULL, error,
      "INSERT INTO book_type_look (unit_id, type_id, looks, changed_us) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (unit_id, type_id) DO UPDATE SET looks = ?3, changed_us = ?4",
      "sssi", unit_id, type_id, json, now_us);
}
