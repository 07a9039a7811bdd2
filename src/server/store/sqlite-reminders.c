/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/reminders.h"

#include "server/store/store-sqlite-private.h"

static gboolean
add (SokyTransaction *tx, const SokyReminder *one, const char *day, GError **error)
{
  return soky_sqlite_execute (
      soky_sqlite_store_connection (tx), NULL, error,
      "INSERT INTO reminder (person_id, type_id, school_year, period, day, class_name, sender_id, "
      "note, made_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      "ssssssssi", one->person_id, one->type_id, one->school_year, one->period, day,
      one->class_name, one->sender_id, one->note, one->made_us);
}

/* Takes @query. @found: whether it has a row */
static gboolean
look (SokyQuery *query, gboolean *found, GError **error)
{
  g_autoptr (SokyQuery) rows = query;

  if (rows == NULL)
    return FALSE;
  *found = soky_query_next (rows, error);
  return !soky_query_failed (rows);
}

static gboolean
has (SokyTransaction *tx, const SokyReminder *one, const char *day, gboolean *found, GError **error)
{
  return look (soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                                  "SELECT 1 FROM reminder WHERE person_id = ?1 AND type_id = ?2 "
                                  "AND school_year = ?3 AND period = ?4 AND day = ?5",
                                  "sssss", one->person_id, one->type_id, one->school_year,
                                  one->period, day),
               found, error);
}

static gboolean
is_returned (SokyTransaction *tx, const SokyReminder *one, gboolean *found, GError **error)
{
  return look (soky_sqlite_query (
                   soky_sqlite_store_connection (tx), error,
                   "SELECT 1 FROM book WHERE owner_id = ?1 AND type_id = ?2 AND school_year = ?3 "
                   "AND period = ?4 AND (?5 IS NULL OR class_name = ?5) AND state = 'returned'",
                   "sssss", one->person_id, one->type_id, one->school_year, one->period,
                   one->class_name),
               found, error);
}

static SokyReminder *
read_reminder (SokyQuery *row)
{
  SokyReminder *one = g_new0 (SokyReminder, 1);

  one->person_id = soky_query_text (row);
  one->type_id = soky_query_text (row);
  one->type_name = soky_query_text (row);
  one->school_year = soky_query_text (row);
  one->period = soky_query_text (row);
  one->class_name = soky_query_text (row);
  one->sender_id = soky_query_text (row);
  one->sender_name = soky_query_text (row);
  one->note = soky_query_text (row);
  one->made_us = soky_query_integer (row);
  return one;
}

#define LATER                                                                                      \
  "(SELECT 1 FROM reminder AS later WHERE later.person_id = it.person_id "                         \
  "AND later.type_id = it.type_id AND later.school_year = it.school_year "                         \
  "AND later.period = it.period AND later.class_name IS it.class_name AND later.day > it.day) "
#define SUBMITTED                                                                                  \
  "(SELECT 1 FROM book WHERE book.owner_id = it.person_id AND book.type_id = it.type_id "          \
  "AND book.school_year = it.school_year AND book.period = it.period "                             \
  "AND (it.class_name IS NULL OR book.class_name = it.class_name) "                                \
  "AND book.state IN ('in_review', 'approved', 'published')) "

static GPtrArray *
list (SokyTransaction *tx, const char *person_id, gint64 since_us, guint limit, GError **error)
{
  g_autoptr (GPtrArray) reminders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_reminder_free);
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT it.person_id, it.type_id, book_type.name, it.school_year, it.period, it.class_name, "
      "it.sender_id, sender.name, it.note, it.made_us FROM reminder AS it "
      "JOIN book_type ON book_type.id = it.type_id JOIN person AS sender ON sender.id = it.sender_id "
      "WHERE it.person_id = ?1 AND it.made_us >= ?2 AND NOT EXISTS " LATER
      "AND NOT EXISTS " SUBMITTED "ORDER BY it.made_us DESC, it.type_id, it.period LIMIT ?3",
      "sii", person_id, since_us, (gint64) limit);

  if (query == NULL)
    return NULL;
  while (soky_query_next (query, error))
    g_ptr_array_add (reminders, read_reminder (query));
  return soky_query_failed (query) ? NULL : g_steal_pointer (&reminders);
}

const SokyReminderTable soky_sqlite_reminders = {
    .add = add,
    .has = has,
    .is_returned = is_returned,
    .list = list,
};
