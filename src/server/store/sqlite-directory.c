/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/directory.h"

#include "server/store/store-sqlite-private.h"

#define UNIT_COLUMNS "id, parent_id, level, label, name"

static SokyUnit *
read_unit (SokyQuery *row)
{
  g_autofree char *id = soky_query_text (row);
  g_autofree char *parent_id = soky_query_text (row);
  g_autofree char *level_name = soky_query_text (row);
  g_autofree char *label = soky_query_text (row);
  g_autofree char *name = soky_query_text (row);
  SokyUnitLevel level = SOKY_UNIT_SCHOOL;

  soky_unit_level_from_string (level_name, &level);
  return soky_unit_new (id, parent_id, level, label, name);
}

static gboolean
add_unit (SokyTransaction *tx, const SokyUnit *unit, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "INSERT INTO unit (" UNIT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5)",
                              "sssss", unit->id, unit->parent_id,
                              soky_unit_level_to_string (unit->level), unit->label, unit->name);
}

static SokyUnit *
get_unit (SokyTransaction *tx, const char *id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT " UNIT_COLUMNS " FROM unit WHERE id = ?1", "s", id);

  return soky_sqlite_need_row (query, error) ? read_unit (query) : NULL;
}

static GPtrArray *
list_units (SokyTransaction *tx, GError **error)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_unit_unref);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "WITH RECURSIVE tree (id, depth) AS ("
      "  SELECT id, 0 FROM unit WHERE parent_id IS NULL"
      "  UNION ALL SELECT unit.id, depth + 1 FROM unit JOIN tree ON unit.parent_id = tree.id)"
      "SELECT unit.id, parent_id, level, label, name FROM tree JOIN unit USING (id) "
      "ORDER BY depth, name, unit.id",
      "");

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error))
    g_ptr_array_add (units, read_unit (query));
  return soky_query_failed (query) ? NULL : g_steal_pointer (&units);
}

static gboolean
add_school_year (SokyTransaction *tx, const char *school_id, const SokySchoolYear *year,
                 GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO school_year (school_id, name, begins, weeks) VALUES (?1, ?2, ?3, ?4)", "sssi",
      school_id, year->name, year->begins, (gint64) year->weeks);
}

static gboolean
set_classes (SokyTransaction *tx, const char *school_id, const char *const *names, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  if (!soky_sqlite_execute (db, NULL, error, "DELETE FROM class WHERE school_id = ?1", "s",
                            school_id))
    return FALSE;
  for (gint64 i = 0; names[i] != NULL; i++) {
    if (!soky_sqlite_execute (db, NULL, error,
                              "INSERT INTO class (school_id, name, position) VALUES (?1, ?2, ?3)",
                              "ssi", school_id, names[i], i))
      return FALSE;
  }
  return TRUE;
}

static gboolean
set_subjects (SokyTransaction *tx, const char *school_id, const char *const *names, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  if (!soky_sqlite_execute (db, NULL, error, "DELETE FROM subject WHERE school_id = ?1", "s",
                            school_id))
    return FALSE;
  for (gint64 i = 0; names[i] != NULL; i++) {
    if (!soky_sqlite_execute (db, NULL, error,
                              "INSERT INTO subject (school_id, name, position) VALUES (?1, ?2, ?3)",
                              "ssi", school_id, names[i], i))
      return FALSE;
  }
  return TRUE;
}

static char **
read_names (SokyTransaction *tx, const char *sql, const char *school_id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error, sql, "s", school_id);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    g_autofree char *name = soky_query_text (query);
    g_strv_builder_add (names, name);
  }
  return soky_query_failed (query) ? NULL : g_strv_builder_end (names);
}

static void
add_weeks (SokySchool *school, const char *begins, gint64 weeks)
{
  g_autofree char *midnight = g_strconcat (begins, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) first = g_date_time_new_from_iso8601 (midnight, NULL);

  for (int number = 1; first != NULL && number <= (int) weeks; number++) {
    g_autoptr (GDateTime) monday = g_date_time_add_weeks (first, number - 1);
    g_autoptr (GDateTime) sunday = g_date_time_add_days (monday, 6);
    g_autofree char *from = g_date_time_format (monday, "%Y-%m-%d");
    g_autofree char *to = g_date_time_format (sunday, "%Y-%m-%d");
    g_ptr_array_add (school->weeks, soky_week_new ((guint) number, from, to));
  }
}

static SokySchool *
get_school (SokyTransaction *tx, const char *school_id, GError **error)
{
  g_autoptr (SokyUnit) unit = get_unit (tx, school_id, error);
  g_autoptr (SokyQuery) query =
      unit ? soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                "SELECT name, begins, weeks FROM school_year WHERE school_id = ?1 "
                                "ORDER BY name DESC LIMIT 1",
                                "s", school_id)
           : NULL;
  if (query == NULL)
    return NULL;

  gboolean found = soky_query_next (query, NULL);
  g_autofree char *year = found ? soky_query_text (query) : g_strdup ("");
  g_autofree char *begins = found ? soky_query_text (query) : NULL;
  g_autoptr (SokySchool) school = soky_school_new (unit, year);
  if (found)
    add_weeks (school, begins, soky_query_integer (query));
  g_clear_pointer (&school->school_years, g_strfreev);
  g_clear_pointer (&school->classes, g_strfreev);
  g_clear_pointer (&school->subjects, g_strfreev);
  school->school_years = read_names (
      tx, "SELECT name FROM school_year WHERE school_id = ?1 ORDER BY name DESC", school_id, error);
  if (school->school_years != NULL)
    school->classes = read_names (
        tx, "SELECT name FROM class WHERE school_id = ?1 ORDER BY position", school_id, error);
  if (school->classes != NULL)
    school->subjects = read_names (
        tx, "SELECT name FROM subject WHERE school_id = ?1 ORDER BY position", school_id, error);
  return school->subjects ? g_steal_pointer (&school) : NULL;
}

const SokyDirectoryTable soky_sqlite_directory = {
    .add_unit = add_unit,
    .get_unit = get_unit,
    .list_units = list_units,
    .add_person = soky_sqlite_add_person,
    .get_person = soky_sqlite_get_person,
    .find_person = soky_sqlite_find_person,
    .search_people = soky_sqlite_search_people,
    .update_person = soky_sqlite_update_person,
    .list_people = soky_sqlite_list_people,
    .add_book_type = soky_sqlite_add_book_type,
    .get_book_type = soky_sqlite_get_book_type,
    .list_book_types = soky_sqlite_list_book_types,
    .set_looks = soky_sqlite_set_looks,
    .add_school_year = add_school_year,
    .set_classes = set_classes,
    .set_subjects = set_subjects,
    .get_school = get_school,
};
