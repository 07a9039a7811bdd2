/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of stamps: a row each for every type of book, school and year. */
#include "config.h"

#include "server/store/sqlite-numbers.h"

#include "server/store/store-sqlite-private.h"

#include <string.h>

#define NUMBERED                                                                                   \
  " FROM step JOIN book ON book.id = step.book_id WHERE step.stamp_number > 0 "                    \
  "AND step.stamp_date BETWEEN ?1 || '-01-01' AND ?1 || '-12-31' AND book.type_id = ?2 "           \
  "AND book.school_id = ?3 "

gboolean
soky_sqlite_get_last_number (SokyTransaction *tx, const SokyBook *book, guint year, guint *number,
                             GError **error)
{
  g_autofree char *text = g_strdup_printf ("%04u", year);
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_sqlite_store_connection (tx), error,
                         "SELECT ifnull (max (step.stamp_number), 0)" NUMBERED, "sss", text,
                         book->type_id, book->school_id);

  if (!soky_sqlite_need_row (query, error))
    return FALSE;
  *number = (guint) soky_query_integer (query);
  return TRUE;
}

gboolean
soky_sqlite_has_number (SokyTransaction *tx, const SokyBook *book, const SokyNumbering *numbering,
                        gboolean *has, GError **error)
{
  g_autofree char *year = g_strndup (numbering->date, strlen ("2026"));
  g_autoptr (SokyQuery) query = soky_sqlite_query (
      soky_sqlite_store_connection (tx), error,
      "SELECT count (*)" NUMBERED "AND step.stamp_number = ?4 AND book.id <> ?5", "sssis", year,
      book->type_id, book->school_id, (gint64) numbering->number, book->id);

  if (!soky_sqlite_need_row (query, error))
    return FALSE;
  *has = soky_query_integer (query) > 0;
  return TRUE;
}
