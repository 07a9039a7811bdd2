/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/deadline.h"

#include "book/period.h"
#include "server/store/reports.h"

gboolean
soky_deadline_set (SokyTransaction *tx, const SokyBookType *type, SokyBook *book, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyCalendar) calendar =
      soky_store_get_calendar (tx, book->school_id, book->fields.school_year, &problem);

  book->due_us = calendar ? soky_period_get_due (calendar, type, book->fields.period) : 0;
  if (g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_FAILED)) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  return TRUE;
}
