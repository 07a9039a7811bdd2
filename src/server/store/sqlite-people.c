/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/text.h"
#include "server/store/sqlite-administration.h"

#define SELECT_PERSON                                                                              \
  "SELECT person.id, login, person.name, active, person.unit_id, home.name, school_id, "           \
  "school.name, person.version FROM person JOIN unit AS home ON home.id = person.unit_id "         \
  "JOIN unit AS school ON school.id = person.school_id "

static SokyPerson *
read_person (SokyQuery *row)
{
  g_autofree char *id = soky_query_text (row);
  g_autofree char *login = soky_query_text (row);
  g_autofree char *name = soky_query_text (row);
  gboolean active = soky_query_integer (row) != 0;
  g_autofree char *unit_id = soky_query_text (row);
  g_autofree char *unit_name = soky_query_text (row);
  g_autofree char *school_id = soky_query_text (row);
  g_autofree char *school_name = soky_query_text (row);
  SokyPerson *person = soky_person_new (id, login, name);

  person->active = active;
  soky_person_set_unit (person, unit_id, unit_name);
  soky_person_set_school (person, school_id, school_name);
  person->version = (guint64) soky_query_integer (row);
  return person;
}

static void
read_position (SokyQuery *row, SokyPerson *person)
{
  g_autofree char *role_name = soky_query_text (row);
  g_autofree char *unit_id = soky_query_text (row);
  g_autofree char *title = soky_query_text (row);
  SokyRole role = SOKY_ROLE_NONE;

  soky_role_from_string (role_name, &role);
  SokyPosition *position = soky_person_add_position (person, role, unit_id, title);
  position->class_name = soky_query_text (row);
  position->subject = soky_query_text (row);
}

static gboolean
add_positions (SokyTransaction *tx, SokyPerson *person, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT role, unit_id, title, class_name, subject FROM position "
                         "WHERE person_id = ?1 ORDER BY number",
                         "s", person->id);

  if (query == NULL)
    return FALSE;
  while (soky_query_next (query, error))
    read_position (query, person);
  return !soky_query_failed (query);
}

/* The person of the query's only row. */
static SokyPerson *
take_person (SokyTransaction *tx, SokyQuery *query, GError **error)
{
  g_autoptr (SokyQuery) rows = query;
  g_autoptr (SokyPerson) person = NULL;

  if (!soky_sqlite_need_row (rows, error))
    return NULL;
  person = read_person (rows);
  return add_positions (tx, person, error) ? g_steal_pointer (&person) : NULL;
}

SokyPerson *
soky_sqlite_get_person (SokyTransaction *tx, const char *id, GError **error)
{
  return take_person (tx,
                      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                         SELECT_PERSON "WHERE person.id = ?1", "s", id),
                      error);
}

SokyPerson *
soky_sqlite_find_person (SokyTransaction *tx, const char *login, GError **error)
{
  return take_person (tx,
                      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                         SELECT_PERSON "WHERE login = ?1", "s", login),
                      error);
}

static gboolean
add_position (SokySqlite *db, const char *person_id, gint64 number, const SokyPosition *position,
              GError **error)
{
  return soky_sqlite_execute (
      db, NULL, error,
      "INSERT INTO position (person_id, number, role, unit_id, title, class_name, subject) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      "sisssss", person_id, number, soky_role_to_string (position->role), position->unit_id,
      position->title, position->class_name, position->subject);
}

static gboolean
write_positions (SokySqlite *db, const SokyPerson *person, GError **error)
{
  for (guint i = 0; i < person->positions->len; i++) {
    if (!add_position (db, person->id, i, person->positions->pdata[i], error))
      return FALSE;
  }
  return TRUE;
}

/* The units from ?5 upwards, and the school among them: the nearest one; people of a province
 * belong to their own unit. */
#define ABOVE                                                                                      \
  "WITH RECURSIVE above (id, parent_id, level, depth) AS ("                                        \
  "  SELECT id, parent_id, level, 0 FROM unit WHERE id = ?5"                                       \
  "  UNION ALL SELECT unit.id, unit.parent_id, unit.level, depth + 1"                              \
  "  FROM unit JOIN above ON unit.id = above.parent_id) "
#define SCHOOL "ifnull ((SELECT id FROM above WHERE level = 'school' ORDER BY depth LIMIT 1), ?5)"

gboolean
soky_sqlite_add_person (SokyTransaction *tx, const SokyPerson *person, GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);
  g_autofree char *folded = soky_text_fold (person->name);

  return soky_sqlite_execute (
             db, NULL, error,
             ABOVE "INSERT INTO person (id, login, name, folded, unit_id, school_id, active) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, " SCHOOL ", ?6)",
             "sssssi", person->id, person->login, person->name, folded, person->unit_id,
             (gint64) person->active) &&
         write_positions (db, person, error);
}

gboolean
soky_sqlite_update_person (SokyTransaction *tx, const SokyPerson *person, guint64 expected,
                           GError **error)
{
  SokySqlite *db = soky_sqlite_store_connection (tx);
  g_autofree char *folded = soky_text_fold (person->name);
  gint64 changes = 0;

  return soky_sqlite_execute (
             db, &changes, error,
             ABOVE "UPDATE person SET name = ?3, folded = ?4, unit_id = ?5, school_id = " SCHOOL
                   ", active = ?6, version = version + 1 WHERE id = ?1 AND version = ?2",
             "sisssi", person->id, (gint64) expected, person->name, folded, person->unit_id,
             (gint64) person->active) &&
         soky_sqlite_was_changed (changes, error) &&
         soky_sqlite_execute (db, NULL, error, "DELETE FROM position WHERE person_id = ?1", "s",
                              person->id) &&
         write_positions (db, person, error);
}

/* Everybody of a question's rows, with positions. (element-type SokyPerson) */
static GPtrArray *
take_people (SokyTransaction *tx, SokyQuery *query, GError **error)
{
  g_autoptr (SokyQuery) rows = query;
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_person_unref);

  if (rows == NULL)
    return NULL;
  while (soky_query_next (rows, error)) {
    SokyPerson *person = read_person (rows);
    g_ptr_array_add (people, person);
    if (!add_positions (tx, person, error))
      return NULL;
  }
  return soky_query_failed (rows) ? NULL : g_steal_pointer (&people);
}

GPtrArray *
soky_sqlite_list_people (SokyTransaction *tx, const char *school_id, GError **error)
{
  return take_people (tx,
                      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                         SELECT_PERSON
                                         "WHERE school_id = ?1 ORDER BY folded, person.id",
                                         "s", school_id),
                      error);
}

GPtrArray *
soky_sqlite_list_administrators (SokyTransaction *tx, GError **error)
{
  return take_people (tx,
                      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                         SELECT_PERSON
                                         "WHERE person.id IN (SELECT person_id FROM position "
                                         "WHERE role = 'school_admin') ORDER BY person.id",
                                         ""),
                      error);
}

/* ",teacher,subject_teacher,": every role that may stand where @wanted is asked for. */
static char *
roles_that_include (SokyRole wanted)
{
  GString *list = g_string_new (",");

  for (SokyRole held = SOKY_ROLE_NONE; held < SOKY_N_ROLES; held++) {
    if (soky_role_includes (held, wanted))
      g_string_append_printf (list, "%s,", soky_role_to_string (held));
  }
  return g_string_free (list, FALSE);
}

static SokyQuery *
query_people (SokyTransaction *tx, const SokyPeopleQuestion *question, GError **error)
{
  char *words[SOKY_SEARCH_WORDS];
  g_autofree char *roles = roles_that_include (question->role);

  soky_search_split (question->text, words);
  SokyQuery *query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "WITH RECURSIVE below (id) AS (SELECT ?11 UNION SELECT unit.id FROM unit JOIN below "
      "ON unit.parent_id = below.id) " SELECT_PERSON
      "WHERE (school_id = ?1 OR (?1 IS NULL AND person.unit_id IN (SELECT id FROM below))) "
      "AND (active = 1 OR ?12) "
      "AND instr (folded, ?2) AND instr (folded, ?3) AND instr (folded, ?4) "
      "AND instr (folded, ?5) AND instr (folded, ?6) "
      "AND (?7 = 'none' OR EXISTS (SELECT 1 FROM position WHERE person_id = person.id "
      "     AND instr (?8, ',' || role || ','))) "
      "AND (?9 IS NULL OR (folded, person.id) > (SELECT folded, id FROM person WHERE id = ?9)) "
      "ORDER BY folded, person.id LIMIT ?10",
      "sssssssssisi", question->school_id, words[0], words[1], words[2], words[3], words[4],
      soky_role_to_string (question->role), roles, question->after, (gint64) question->limit + 1,
      question->unit_id, (gint64) question->inactive);
  soky_search_clear (words);
  return query;
}

SokyPeoplePage *
soky_sqlite_search_people (SokyTransaction *tx, const SokyPeopleQuestion *question, GError **error)
{
  g_autoptr (SokyQuery) query = query_people (tx, question, error);
  g_autoptr (SokyPeoplePage) page = soky_people_page_new ();

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error)) {
    if (page->people->len == question->limit) {
      SokyPerson *last = page->people->pdata[page->people->len - 1];
      page->next_cursor = g_strdup (last->id);
      break;
    }
    SokyPerson *person = read_person (query);
    g_ptr_array_add (page->people, person);
    if (!add_positions (tx, person, error))
      return NULL;
  }
  return soky_query_failed (query) ? NULL : g_steal_pointer (&page);
}
