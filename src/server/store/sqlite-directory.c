/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/directory.h"

#include "server/store/sqlite-administration.h"

#define UNIT_COLUMNS "id, parent_id, level, label, name, closed, version"

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
  SokyUnit *unit = soky_unit_new (id, parent_id, level, label, name);
  unit->closed = soky_query_integer (row) != 0;
  unit->version = (guint64) soky_query_integer (row);
  return unit;
}

static gboolean
add_unit (SokyTransaction *tx, const SokyUnit *unit, GError **error)
{
  return soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                              "INSERT INTO unit (id, parent_id, level, label, name, closed) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                              "sssssi", unit->id, unit->parent_id,
                              soky_unit_level_to_string (unit->level), unit->label, unit->name,
                              (gint64) unit->closed);
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
      "SELECT unit.id, parent_id, level, label, name, closed, version FROM tree JOIN unit USING (id) "
      "ORDER BY depth, name, unit.id",
      "");

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error))
    g_ptr_array_add (units, read_unit (query));
  return soky_query_failed (query) ? NULL : g_steal_pointer (&units);
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
read_subjects (SokyTransaction *tx, const char *school_id, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT name FROM subject WHERE school_id = ?1 ORDER BY position", "s", school_id);

  return query != NULL ? soky_sqlite_read_texts (query, error) : NULL;
}

static void
add_weeks (SokySchool *school, const SokyYearPlan *plan)
{
  g_autoptr (SokyCalendar) calendar = soky_year_plan_to_calendar (plan, NULL);
  SokyDates dates;

  for (guint number = 1; calendar != NULL && soky_calendar_get_week (calendar, number, &dates);
       number++) {
    g_autofree char *from = soky_date_format (&dates.first);
    g_autofree char *to = soky_date_format (&dates.last);
    g_ptr_array_add (school->weeks, soky_week_new (number, from, to));
  }
}

static SokySchool *
get_school (SokyTransaction *tx, const char *school_id, GError **error)
{
  g_autoptr (SokyUnit) unit = get_unit (tx, school_id, error);
  g_autoptr (SokyYearPlan) plan = unit ? soky_sqlite_get_present_year (tx, school_id, error) : NULL;
  if (plan == NULL)
    return NULL;

  g_autoptr (SokySchool) school = soky_school_new (unit, plan->name);
  school->version = unit->version;
  add_weeks (school, plan);
  school->classes = g_steal_pointer (&plan->classes);
  school->school_years = soky_sqlite_list_years (tx, school_id, error);
  if (school->school_years != NULL)
    school->subjects = read_subjects (tx, school_id, error);
  return school->subjects ? g_steal_pointer (&school) : NULL;
}

const SokyDirectoryTable soky_sqlite_directory = {
    .add_unit = add_unit,
    .get_unit = get_unit,
    .list_units = list_units,
    .update_unit = soky_sqlite_update_unit,
    .remove_unit = soky_sqlite_remove_unit,
    .is_unit_used = soky_sqlite_is_unit_used,
    .add_person = soky_sqlite_add_person,
    .update_person = soky_sqlite_update_person,
    .list_administrators = soky_sqlite_list_administrators,
    .get_person = soky_sqlite_get_person,
    .find_person = soky_sqlite_find_person,
    .search_people = soky_sqlite_search_people,
    .list_people = soky_sqlite_list_people,
    .add_book_type = soky_sqlite_add_book_type,
    .get_book_type = soky_sqlite_get_book_type,
    .list_book_types = soky_sqlite_list_book_types,
    .get_book_type_of = soky_sqlite_get_book_type_of,
    .list_own_types = soky_sqlite_list_own_types,
    .update_book_type = soky_sqlite_update_book_type,
    .set_variant = soky_sqlite_set_variant,
    .set_looks = soky_sqlite_set_looks,
    .add_school_year = soky_sqlite_add_school_year,
    .put_year = soky_sqlite_put_year,
    .get_year = soky_sqlite_get_year,
    .set_year_classes = soky_sqlite_set_year_classes,
    .set_classes = soky_sqlite_set_classes,
    .set_subjects = set_subjects,
    .get_school = get_school,
};
