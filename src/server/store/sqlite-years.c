/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/administration.h"

#include "server/store/sqlite-administration.h"

char **
soky_sqlite_read_texts (SokyQuery *query, GError **error)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  while (soky_query_next (query, error)) {
    g_autofree char *text = soky_query_text (query);
    g_strv_builder_add (texts, text);
  }
  return soky_query_failed (query) ? NULL : g_strv_builder_end (texts);
}

char **
soky_sqlite_list_years (SokyTransaction *tx, const char *school_id, GError **error)
{
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT name FROM school_year WHERE school_id = ?1 ORDER BY name DESC", "s", school_id);

  return query != NULL ? soky_sqlite_read_texts (query, error) : NULL;
}

static gboolean
put_part (SokyTransaction *tx, const char *school_id, const SokyYearPlan *plan, gboolean term,
          guint number, GError **error)
{
  const SokyWeekRange *weeks = &plan->terms[term ? number : 0];
  g_autofree char *first = term ? g_strdup_printf ("%u", weeks->first)
                                : g_strdup (g_ptr_array_index (plan->holidays, 2 * number));
  g_autofree char *last = term ? g_strdup_printf ("%u", weeks->last)
                               : g_strdup (g_ptr_array_index (plan->holidays, 2 * number + 1));

  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO school_year_part (school_id, school_year, kind, number, first, last) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      "sssiss", school_id, plan->name, term ? "term" : "holiday", (gint64) number, first, last);
}

static gboolean
put_parts (SokyTransaction *tx, const char *school_id, const SokyYearPlan *plan, GError **error)
{
  if (!soky_sqlite_execute (soky_sqlite_store_connection (tx), NULL, error,
                            "DELETE FROM school_year_part WHERE school_id = ?1 "
                            "AND school_year = ?2",
                            "ss", school_id, plan->name))
    return FALSE;
  for (guint i = 0; i < plan->n_terms; i++) {
    if (!put_part (tx, school_id, plan, TRUE, i, error))
      return FALSE;
  }
  for (guint i = 0; i < plan->holidays->len / 2; i++) {
    if (!put_part (tx, school_id, plan, FALSE, i, error))
      return FALSE;
  }
  return TRUE;
}

/* Another year may have been the present one. */
static gboolean
put_row (SokyTransaction *tx, const char *school_id, const SokySchoolYear *year, gboolean present,
         GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  if (present && !soky_sqlite_execute (db, NULL, error,
                                       "UPDATE school_year SET present = 0 WHERE school_id = ?1",
                                       "s", school_id))
    return FALSE;
  return soky_sqlite_execute (db, NULL, error,
                              "INSERT INTO school_year (school_id, name, begins, weeks, present) "
                              "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (school_id, name) "
                              "DO UPDATE SET begins = ?3, weeks = ?4, present = ?5",
                              "sssii", school_id, year->name, year->begins, (gint64) year->weeks,
                              (gint64) present);
}

gboolean
soky_sqlite_add_school_year (SokyTransaction *tx, const char *school_id, const SokySchoolYear *year,
                             GError **error)
{
  return put_row (tx, school_id, year, TRUE, error);
}

gboolean
soky_sqlite_put_year (SokyTransaction *tx, const char *school_id, const SokyYearPlan *plan,
                      GError **error)
{
  const SokySchoolYear year = {plan->name, plan->begins, plan->weeks};

  return put_row (tx, school_id, &year, plan->present, error) &&
         put_parts (tx, school_id, plan, error) &&
         soky_sqlite_set_year_classes (tx, school_id, plan->name,
                                       (const char *const *) plan->classes, error);
}

static gboolean
read_parts (SokyTransaction *tx, const char *school_id, SokyYearPlan *plan, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT kind = 'term', first, last FROM school_year_part "
                         "WHERE school_id = ?1 AND school_year = ?2 ORDER BY kind, number",
                         "ss", school_id, plan->name);

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error)) {
    gboolean term = soky_query_integer (query) != 0;
    g_autofree char *first = soky_query_text (query);
    g_autofree char *last = soky_query_text (query);
    if (!term)
      soky_year_plan_add_holidays (plan, first, last);
    else if (plan->n_terms < SOKY_CALENDAR_MAX_TERMS)
      plan->terms[plan->n_terms++] = (SokyWeekRange){(guint) g_ascii_strtoull (first, NULL, 10),
                                                     (guint) g_ascii_strtoull (last, NULL, 10)};
  }
  return !soky_query_failed (query);
}

static gboolean
read_classes (SokyTransaction *tx, const char *school_id, SokyYearPlan *plan, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT name FROM class WHERE school_id = ?1 AND school_year = ?2 "
                         "ORDER BY position",
                         "ss", school_id, plan->name);
  char **classes = query != NULL ? soky_sqlite_read_texts (query, error) : NULL;

  if (classes == NULL)
    return FALSE;
  g_strfreev (plan->classes);
  plan->classes = classes;
  return TRUE;
}

/* The year of the query's row, complete. */
static SokyYearPlan *
complete (SokyTransaction *tx, const char *school_id, SokyQuery *row, GError **error)
{
  g_autofree char *name = soky_query_text (row);
  g_autofree char *begins = soky_query_text (row);
  g_autoptr (SokyYearPlan) plan =
      soky_year_plan_new (name, begins, (guint) soky_query_integer (row));

  plan->present = soky_query_integer (row) != 0;
  return read_parts (tx, school_id, plan, error) && read_classes (tx, school_id, plan, error)
             ? g_steal_pointer (&plan)
             : NULL;
}

SokyYearPlan *
soky_sqlite_get_year (SokyTransaction *tx, const char *school_id, const char *name, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT name, begins, weeks, present FROM school_year "
                         "WHERE school_id = ?1 AND name = ?2",
                         "ss", school_id, name);

  return soky_sqlite_need_row (query, error) ? complete (tx, school_id, query, error) : NULL;
}

SokyYearPlan *
soky_sqlite_get_present_year (SokyTransaction *tx, const char *school_id, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT name, begins, weeks, present FROM school_year "
                         "WHERE school_id = ?1 ORDER BY present DESC, name DESC LIMIT 1",
                         "s", school_id);

  if (query == NULL)
    return NULL;
  if (soky_query_next (query, error))
    return complete (tx, school_id, query, error);
  if (soky_query_failed (query))
    return NULL;
  g_autoptr (SokyYearPlan) none = soky_year_plan_new ("", "", 0);
  return read_classes (tx, school_id, none, error) ? g_steal_pointer (&none) : NULL;
}

gboolean
soky_sqlite_set_year_classes (SokyTransaction *tx, const char *school_id, const char *school_year,
                              const char *const *names, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);

  if (!soky_sqlite_execute (db, NULL, error,
                            "DELETE FROM class WHERE school_id = ?1 AND school_year = ?2", "ss",
                            school_id, school_year))
    return FALSE;
  for (gint64 i = 0; names[i] != NULL; i++) {
    if (!soky_sqlite_execute (db, NULL, error,
                              "INSERT INTO class (school_id, school_year, name, position) "
                              "VALUES (?1, ?2, ?3, ?4)",
                              "sssi", school_id, school_year, names[i], i))
      return FALSE;
  }
  return TRUE;
}

gboolean
soky_sqlite_set_classes (SokyTransaction *tx, const char *school_id, const char *const *names,
                         GError **error)
{
  g_autoptr (SokyYearPlan) present = soky_sqlite_get_present_year (tx, school_id, error);

  return present != NULL &&
         soky_sqlite_set_year_classes (tx, school_id, present->name, names, error);
}
